"""The law on the days of each leg: origin, destination and flag of a case put to the law room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from osint_helpers import law
from osint_helpers.case.tables import NOT_PUBLISHED
from osint_helpers.errors import GoodsError
from osint_helpers.journey.days import Dated, begun, ended
from osint_helpers.journey.legs import Leg, legs
from osint_helpers.journey.readings import records
from osint_helpers.law.families import ANY
from osint_helpers.law.passages import COLUMNS

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case.model import Case
    from osint_helpers.journey.cells import Version

BOUND: Final = "bound for"  # no day of arrival is published: asked for the days of departure
DECLARED: Final = "declared destination"  # what the papers say, on the days of departure
NO_FAMILY: Final = "none"  # legs.goods_family: the leg carried goods in no family of the table
_OTHER: Final = "the goods of this leg are in no family of the table of goods"
_UNKNOWN: Final = frozenset({"", NOT_PUBLISHED, "unknown"})


@dataclass(frozen=True)
class _Ask:
    """One role of a leg: the question for the law room, and what it is printed as.

    `told` is the role in print where the law room knows another: it has no declared destination.
    """

    role: str
    leg: law.Leg
    printed: str
    claims: tuple[str, ...]
    dated: tuple[Dated, ...]
    told: str = ""


def law_timeline(case: Case) -> pd.DataFrame:
    """Return the measures in force along the journey of a case.

    For each leg the state of origin is asked for the days of departure, that of destination for
    the days of arrival, and that of the flag for the span of both. A destination without a day
    of arrival is asked for the days of departure in the role ``bound for``, and one that the
    papers declare in the role ``declared destination``. Each version of a place is
    asked for; dates are the span of all versions that are not known to be wrong, of departure
    and arrival where published, else of loading, gate-in and what was planned or estimated.
    The goods are the family of the items, or that of the leg in ``legs.csv``.

    Returns
    -------
    DataFrame
        The columns of `law.timeline`, then ``label`` of the leg, ``printed`` (the place as the
        case prints it), ``dated_by`` (the predicates behind the days, "(disputed)" where sources
        contradict each other on them) and ``claims``.

    Raises
    ------
    GoodsError
        For a family of goods that is none, naming the table of the case.
    """
    import pandas as pd

    frames = [_rows(leg, one, goods) for leg, goods in _carried(case) for one in
              _asks(case, leg)]  # fmt: skip
    held = [frame for frame in frames if len(frame)]
    if not held:
        return pd.DataFrame(columns=[*COLUMNS, "label", "printed", "dated_by", "claims"])
    return pd.concat(held, ignore_index=True)


def _carried(case: Case) -> Iterator[tuple[Leg, str]]:
    """Yield every leg with the family of goods it is asked for."""
    families = {row["item"]: row["goods_family"] for row in records(case.items)}
    own = next((family for family in families.values() if family), ANY)
    given = {row["leg"]: row["goods_family"] for row in records(case.legs)}
    for leg in legs(case):
        goods = given.get(leg.id, "") or own
        if goods != NO_FAMILY:
            try:
                law.goods_of(goods)
            except GoodsError as error:
                table = "legs.csv" if given.get(leg.id) else "items.csv"
                raise GoodsError(error.what, advice=error.advice, file=table,
                                 column="goods_family") from None  # fmt: skip
        yield leg, goods


def _asks(case: Case, leg: Leg) -> Iterator[_Ask]:
    """Yield one question a role and version of a place."""
    first, last = begun(leg), ended(leg)
    flags = {row["name"]: row["country"] for row in records(case.entities)
             if row["schema"] in {"Vessel", "Airplane"}}  # fmt: skip
    for version in leg.cell("from").sound or (None,):
        where, claims = _where(case, version)
        yield _Ask("origin", law.Leg(leg.id, departed=first.when, origin=where),
                   version.text if version else "", claims, (first,))  # fmt: skip
    for version in leg.cell("to").sound or (None,):
        where, claims = _where(case, version)
        bound = last.when.latest is None and first.when.latest is not None and _is_state(where)
        day, told = (first, BOUND) if bound else (last, "")
        yield _Ask("destination", law.Leg(leg.id, arrived=day.when, destination=where),
                   version.text if version else "", claims, (day,), told)  # fmt: skip
    for version in leg.cell("declared_to").sound:
        where, claims = _where(case, version)
        yield _Ask("destination", law.Leg(leg.id, arrived=first.when, destination=where),
                   version.text, claims, (first,), DECLARED)  # fmt: skip
    for version in leg.cell("vessel").sound:
        flag = flags.get(version.text, "")
        said = f"{version.text}, flag {flag or NOT_PUBLISHED}"
        asked = law.Leg(leg.id, departed=first.when, arrived=last.when, flag=flag)
        yield _Ask("flag", asked, said, version.claims, (first, last))


def _rows(leg: Leg, ask: _Ask, goods: str) -> pd.DataFrame:
    """Return the rows of one question; of goods in no family the one that says so."""
    import pandas as pd

    other = goods == NO_FAMILY
    found = law.timeline([law.Leg(leg.id)] if other else [ask.leg], ANY if other
                         else goods)  # fmt: skip
    rows = [row for row in records(found) if row["role"] == ask.role]
    claims = [*ask.claims, *(claim for one in ask.dated for claim in one.claims)]
    more = {
        "label": leg.name, "printed": ask.printed,
        "dated_by": tuple(f"{one.predicate}{' (disputed)' if one.disputed else ''}"
                          for one in ask.dated if one.predicate),
        "claims": tuple(dict.fromkeys(claims)),
    }  # fmt: skip
    more |= {"role": ask.told} if ask.told else {}
    more |= {"goods": "", "problem": _OTHER} if other else {}
    return pd.DataFrame([{**row, **more} for row in rows])


def _where(case: Case, version: Version | None) -> tuple[str, tuple[str, ...]]:
    """Return the country of a place of the case, or the words of the cell, and its claims."""
    if version is None or version.value in _UNKNOWN:
        return "", version.claims if version else ()
    known = case.has("places", version.value)
    where = str(case.place(version.value)["country"]) if known else version.value
    state, _, remark = where.partition(" (")  # "Bangladesh (port not named)" names a state
    return (state if remark and _is_state(state) else where), version.claims


def _is_state(text: str) -> bool:
    """Tell whether a text is the code or name of a country, and not of a place in it."""
    from osint_helpers import reference
    from osint_helpers.errors import ReferenceDataError

    try:
        return bool(reference.country(text))
    except ReferenceDataError:
        return False
