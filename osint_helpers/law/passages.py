"""The law along a journey: for each leg and role, the measures in force on its days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from osint_helpers._card import Carded
from osint_helpers.dates import DateInterval
from osint_helpers.errors import LawError
from osint_helpers.law.days import during
from osint_helpers.law.families import ANY, Goods, goods_of
from osint_helpers.law.standing import GROUPS, TO_CHECK, VERIFIED, findings, summary
from osint_helpers.law.states import Jurisdictions, jurisdictions

if TYPE_CHECKING:
    import pandas as pd

ROLES: Final = ("origin", "transit", "destination", "flag")
NOTHING: Final = "no measure found in the table"
NOT_ASKED: Final = "not asked"
UNDATED: Final = DateInterval.none()
COLUMNS: Final = (
    "leg", "role", "place", "country", "jurisdiction", "membership", "when", "date_from",
    "date_to", "goods", "measure", "instrument", "standing", "crosses", "met_by",
    "unverified_fields", "date_basis", "scope", "threshold", "citation", "url", "note",
    "text", "problem",
)  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Leg(Carded):
    """One movement, as the law asks for it.

    Attributes
    ----------
    id
        Leg id.
    departed, arrived
        The days it can have begun and ended; without a date by default.
    origin, destination, flag
        Place or country; ``""`` where it is not published.
    transit
        Places or countries in between.
    """

    id: str
    departed: DateInterval = UNDATED
    arrived: DateInterval = UNDATED
    origin: str = ""
    destination: str = ""
    flag: str = ""
    transit: tuple[str, ...] = ()


class _Ask(NamedTuple):
    leg: str
    role: str
    place: str
    when: DateInterval


def timeline(legs: Iterable[Leg], goods: str = ANY) -> pd.DataFrame:
    """Return the measures in force along a journey.

    The origin is asked for the days of departure, the destination for those of arrival, transit
    and flag for the whole span from one to the other.

    Returns
    -------
    DataFrame
        A row a leg, role, jurisdiction and measure, in order of the legs. ``standing`` is
        ``"in force, verified"``; ``"to be checked by counsel"``: the measure is unverified,
        begins or ends within the days (``crosses`` says which), only a code of it holds the
        goods (``met_by`` code), or whether the jurisdiction applied is not in the data
        (``membership`` undetermined); ``"no measure found in the table"``; or ``"not asked"``,
        with the reason in ``problem``.

    Raises
    ------
    GoodsError
        For goods in no family.
    """
    import pandas as pd

    asked = goods_of(goods)
    found = [row for leg in legs for ask in _asks(leg) for row in _rows(ask, asked)]
    return pd.DataFrame(found, columns=list(COLUMNS))


def _asks(leg: Leg) -> Iterator[_Ask]:
    """Give every role of a leg its place and days."""
    span = _span(leg.departed, leg.arrived)
    yield _Ask(leg.id, "origin", leg.origin, leg.departed)
    for place in leg.transit:
        yield _Ask(leg.id, "transit", place, span)
    yield _Ask(leg.id, "destination", leg.destination, leg.arrived)
    yield _Ask(leg.id, "flag", leg.flag, span)


def _span(first: DateInterval, last: DateInterval) -> DateInterval:
    """Return the days from the first possible departure to the last possible arrival, if any."""
    if first.latest is None or last.latest is None or last.is_before(first) is True:
        return UNDATED
    if first.earliest is not None and first.earliest > last.latest:
        return UNDATED
    grains = ((first.grains or ("day", "day"))[0], (last.grains or ("day", "day"))[1])
    firm = {first.precision, last.precision} <= {"day", "month", "year"}
    same = first.time_basis == last.time_basis
    # UTC gets a day of slack against the days of the law
    basis = first.time_basis if same else "UTC"
    return DateInterval(first.earliest, last.latest, "day" if firm else "approx", basis, grains)


def _rows(ask: _Ask, goods: Goods) -> Iterator[dict[str, Any]]:
    """Make the rows of one place, or the one that says why there are none."""
    base = _base(ask, goods)
    problem = _problem(ask)
    whose: Jurisdictions | None = None
    if not problem:
        try:
            whose = jurisdictions(ask.place, ask.when)
        except LawError as error:
            problem = error.line()
    if whose is None:
        yield {**base, "standing": NOT_ASKED, "problem": problem}
        return
    base = {**base, "country": whose.country}
    for code in (*whose.codes, *whose.undetermined):
        membership = "undetermined" if code in whose.undetermined else "applies"
        head = {**base, "jurisdiction": code, "membership": membership}
        head["text"] = whose.text if membership == "undetermined" else ""
        yield from _measures(ask, goods, head)


def _measures(ask: _Ask, goods: Goods, head: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Make a row for each measure of one jurisdiction, verified ones first."""
    code = head["jurisdiction"]
    found = sorted(findings(ask.when, code, goods), key=lambda one: GROUPS.index(one.group))
    if not found:
        nothing = dict.fromkeys(GROUPS, 0)
        text = summary(ask.when, code, goods, nothing)
        yield {**head, "standing": NOTHING, "text": text}
    for group, row in found:
        sure = group == "verified" and head["membership"] == "applies"
        why = "; ".join(part for part in (row["text"], head["text"]) if part)
        yield {
            **head,
            **{name: row[name] for name in COLUMNS if name in row and name != "jurisdiction"},
            "standing": VERIFIED if sure else TO_CHECK,
            "crosses": _crossing(row, ask.when),
            "met_by": "code" if group == "by_code" else "goods",
            "text": why,
        }


def _crossing(row: Mapping[str, Any], when: DateInterval) -> str:
    """Say which of begin and end of a measure lies within the days, or ``""``."""
    ends = [("begins", row["effective_from"], ""), ("ends", "", row["effective_to"])]
    said = [
        f"{word} on {day}"
        for word, start, end in ends
        if (day := start or end) and during(when, start, end) == "crosses"
    ]
    return f"{' and '.join(said)}, within {when.text()}" if said else ""


def _base(ask: _Ask, goods: Goods) -> dict[str, Any]:
    when = ask.when
    return {
        **dict.fromkeys(COLUMNS, ""),
        "leg": ask.leg,
        "role": ask.role,
        "place": ask.place,
        "when": when.text(),
        "date_from": when.earliest.isoformat() if when.earliest else "",
        "date_to": when.latest.isoformat() if when.latest else "",
        "goods": goods.family,
        "unverified_fields": (),
    }


def _problem(ask: _Ask) -> str:
    """Say why a place cannot be asked about, or ``""``."""
    if not ask.place:
        return f"{ask.role} not published"
    if ask.when.latest is None:
        return (
            "no date published"
            if ask.role in {"origin", "destination"}
            else "departure or arrival not published, or arrival before departure"
        )
    return ""
