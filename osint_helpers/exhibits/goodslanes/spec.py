"""The specification of a drawing of goods against lists of the law."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.dates import DateInterval
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.figures import Form, need, texts
from osint_helpers.exhibits.tables import common
from osint_helpers.journey.readings import is_distortion, readings

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case import Case

Json = dict[str, Any]
HOW: Final = {
    "names the family": "named",
    "points to a list that names the family": "named",
    "covers every good": "every",
    "covers luxury goods without a list": "nolist",
    "is not recorded as naming the family; a code of the instrument holds it": "code",
    "points to a list that the table does not hold for these days": "open",
    "is not recorded as naming the family": "silent",
}
_SPEC: Final[Form] = {"goods": list, "period": dict, "from": str, "to": str, "words": list}
_GOODS: Final[Form] = {"family": str, "items": list, "hs": list, "marks": list, "lanes": list}
_MARK: Final[Form] = {"from": str, "to": str, "text": str, "claim": str}
_LANE: Final[Form] = {"jurisdiction": str, "rows": list}
_ROW: Final[Form] = {"measure": str, "result": str, "how": str, "from": str, "to": str,
                     "verified": bool, "codes": list}  # fmt: skip
WARNING: Final = (
    "In the project's words, from one table of measures; no legal advice. Which family a thing "
    "belongs to, and which headings a family has, is the project's own mapping. That a list is not "
    "recorded as naming a family does not say that it leaves it out."
)


def families(case: Case) -> dict[str, list[Json]]:
    """Return family of goods -> items of the case, in their order."""
    out: dict[str, list[Json]] = {}
    for row in common.rows_of(case.items):
        if row["goods_family"]:
            out.setdefault(str(row["goods_family"]), []).append(row)
    return out


def lists(goods: Sequence[str], jurisdictions: Sequence[str]) -> pd.DataFrame:
    """Return the lists that hold, or do not hold, the goods."""
    from osint_helpers import trade
    from osint_helpers.trade.listing import JURISDICTIONS

    found: pd.DataFrame = trade.catalogue_lists(goods, jurisdictions=jurisdictions or JURISDICTIONS)
    return found


def build(case: Case, jurisdictions: Sequence[str], period: str) -> Json:
    """Return the specification; see `exhibits.goods_lanes`."""
    from osint_helpers.law.tables import provenance

    held = families(case)
    if not held:
        raise ExhibitError("no item of the case has a family of goods",
                           advice="fill goods_family in items.csv")  # fmt: skip
    frame = lists(tuple(held), jurisdictions)
    marks = _sightings(case)
    goods = [_goods(family, items, frame, marks) for family, items in held.items()]
    shaded = _period(case, period)
    days = [row["from"] for one in goods for lane in one["lanes"] for row in lane["rows"]]
    days += [mark["from"] for one in goods for mark in one["marks"]]
    days += [shaded["from"]] if shaded else []
    first = date(date.fromisoformat(min(days)).year, 1, 1) if days else date(2006, 1, 1)
    return {
        "goods": goods,
        "period": shaded,
        "from": first.isoformat(),
        "to": case.meta.as_of,
        "words": [WARNING, f"Derived: trade.catalogue_lists over {provenance().text()}."],
    }


def _goods(
    family: str, items: Sequence[Json], frame: pd.DataFrame, marks: dict[str, list[Json]]
) -> Json:
    from osint_helpers.trade.listing import headings

    rows = common.rows_of(frame[frame["family"] == family])
    lanes = [
        {"jurisdiction": code, "rows": [_row(row) for row in rows
                                        if row["jurisdiction"] == code and row["measure"]]}
        for code in dict.fromkeys(row["jurisdiction"] for row in rows)
    ]  # fmt: skip
    return {
        "family": family,
        "items": [str(item["name"]) for item in items],
        "hs": list(headings()[family]),
        "marks": [mark for item in items for mark in marks.get(item["item"], [])],
        "lanes": lanes,
    }


def _row(row: Json) -> Json:
    return {
        "measure": row["measure"], "result": row["result"], "how": HOW[row["result"]],
        "from": row["from"], "to": row["to"], "verified": bool(row["verified"]),
        "codes": list(row["instrument_codes"]),
    }  # fmt: skip


def _sightings(case: Case) -> dict[str, list[Json]]:
    """Return item -> dated sightings, known wrong ones left out."""
    out: dict[str, list[Json]] = {}
    for row in common.rows_of(readings(case)):
        if row["predicate"] != "sighted" or is_distortion(row["claim"]) or not row["date_from"]:
            continue
        days = DateInterval.parse(row["date_from"], row["date_to"], row["precision"])
        assert days.earliest is not None  # noqa: S101  (it has a first day)
        assert days.latest is not None  # noqa: S101
        out.setdefault(row["subject"], []).append(
            {"from": days.earliest.isoformat(), "to": days.latest.isoformat(),
             "text": f"seen {days.text()}", "claim": row["claim"]}
        )  # fmt: skip
    return {item: sorted(found, key=lambda one: (one["from"], one["claim"]))
            for item, found in out.items()}  # fmt: skip


def _period(case: Case, topic: str) -> Json:
    """Return the first and last day of the dated claims of a topic."""
    spans = []
    for claim in common.rows_of(case.claims):
        if claim["topic"] == topic and claim["date_from"] and not is_distortion(claim["claim"]):
            days = DateInterval.parse(claim["date_from"], claim["date_to"], claim["precision"])
            spans.append((days.earliest, days.latest, claim["claim"]))
    dated = [(a, b, claim) for a, b, claim in spans if a and b]
    if not dated:
        return {}
    first, last = min(a for a, _, _ in dated), max(b for _, b, _ in dated)
    return {"from": first.isoformat(), "to": last.isoformat(), "claim": dated[0][2],
            "text": f"period of the totals, {first.year} to {last.year}"}  # fmt: skip


def validate(spec: Json) -> None:
    """Check the form of a specification.

    Raises
    ------
    ExhibitError
        Naming the path of the first fault.
    """
    need(spec, _SPEC, "spec")
    texts(spec["words"], "spec.words")
    if not spec["goods"]:
        raise ExhibitError("spec.goods: must not be empty")
    if spec["period"]:
        _span(spec["period"], _MARK, "spec.period")
    if not _day(spec["from"], "spec.from") < _day(spec["to"], "spec.to"):
        raise ExhibitError("spec.from: must lie before spec.to")
    for n, one in enumerate(spec["goods"]):
        path = f"spec.goods[{n}]"
        need(one, _GOODS, path)
        texts(one["items"], f"{path}.items")
        texts(one["hs"], f"{path}.hs")
        for m, mark in enumerate(one["marks"]):
            _span(mark, _MARK, f"{path}.marks[{m}]")
        for m, lane in enumerate(one["lanes"]):
            need(lane, _LANE, f"{path}.lanes[{m}]")
            for k, row in enumerate(lane["rows"]):
                here = f"{path}.lanes[{m}].rows[{k}]"
                _span(row, _ROW, here)
                texts(row["codes"], f"{here}.codes")
                if row["how"] not in HOW.values():
                    raise ExhibitError(f"{here}.how: {row['how']!r} is no way to hold goods")


def _span(one: Json, form: Form, path: str) -> None:
    need(one, form, path)
    start = _day(one["from"], f"{path}.from")
    if one["to"] and _day(one["to"], f"{path}.to") < start:
        raise ExhibitError(f"{path}: ends before it starts")


def _day(text: str, path: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ExhibitError(f"{path}: must be a day YYYY-MM-DD") from error
