"""The law along a journey in tables: what was in force on each leg, and the measures named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, Ref, cell
from osint_helpers.exhibits.tables import common
from osint_helpers.law.families import ANY

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case import Case

Row = dict[str, Any]
WARNING: Final = (
    "A finding aid, not legal advice. It says which measures of a table were in force at a place "
    "on a day for a kind of goods. It draws no conclusion on a breach, and a row of the table is "
    "no substitute for the text of the act."
)
_COLUMNS: Final = {
    "leg": "Leg",
    "where": "Asked for",
    "days": "On",
    "verified": "In force, verified",
    "check": "To be checked by counsel",
    "crosses": "Begins or ends in these days",
    "evidence": "Evidence",
}
_MEASURES: Final = {
    "measure": "Measure",
    "instrument": "Instrument",
    "dates": "In force",
    "covers": "What it covers",
    "standing": "Verified",
    "citation": "Citation",
}
_NONE: Final = "no measure found in the table"
_ANY: Final = "luxury goods of any kind"
_EVENTS: Final = {
    "departed": "departure",
    "arrived": "arrival",
    "loaded": "loading",
    "gate_in": "gate-in",
    "discharged": "discharge",
}
# The state's own law first: it differs from leg to leg, that of the United Nations does not.
_WIDE: Final = ("EU", "UN")
_ROLES: Final = {"flag": "flag of the carrier"}


def law_timeline(
    case: Case, exhibit_id: str, *, title: str = "Law in force on each leg", caption: str = ""
) -> Exhibit:
    """Return which measures were in force at origin, destination and flag on the days of each leg.

    What is "in force, verified" and what is "to be checked by counsel" stand in two columns. A
    measure that begins or ends within the days says so.
    """
    from osint_helpers import journey

    return law_table(journey.law_timeline(case), exhibit_id, title=title, caption=caption)


def law_measures(
    case: Case, exhibit_id: str, *, title: str = "The measures named", caption: str = ""
) -> Exhibit:
    """Return every measure the timeline of the case names, with dates, citation and standing."""
    from osint_helpers import journey

    return measures_table(journey.law_timeline(case), exhibit_id, title=title, caption=caption)


def law_table(
    frame: pd.DataFrame,
    exhibit_id: str,
    *,
    title: str = "Law in force",
    caption: str = "",
    stamp: str = "",
    leg: str = "Leg",
) -> Exhibit:
    """Return one row a leg, role and place of a frame of `law.timeline`.

    Parameters
    ----------
    frame
        Columns of `law.timeline`; ``label``, ``printed``, ``dated_by`` and ``claims`` of
        `journey.law_timeline` are used where there are any. Its measures need a
        :func:`measures_table` in the same report: every one is a link into it.
    leg
        Label of the first column.
    """
    from osint_helpers.law.tables import provenance

    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in common.rows_of(frame):
        key = (row["leg"], row["role"], row.get("printed") or row["place"], row["when"])
        groups.setdefault(key, []).append(row)
    crossing = any(row["crosses"] for rows in groups.values() for row in rows)
    columns = {key: label for key, label in {**_COLUMNS, "leg": leg}.items()
               if crossing or key != "crosses"}  # fmt: skip
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        [[cells[key] for key in columns] for cells in map(_asked, groups.values())],
        provenance=f"Derived: law.timeline over {provenance().text()}. The goods are asked for as "
        f"{', '.join(_goods(frame)) or 'no family'}.",
        widths={"verified": "19%", "check": "25%", "where": "17%"}
        if not crossing
        else {"verified": "15%", "check": "17%", "crosses": "26%"},
        warning=WARNING,
        stamp=stamp,
    )


def measures_table(
    frame: pd.DataFrame,
    exhibit_id: str,
    *,
    title: str = "The measures named",
    caption: str = "",
    stamp: str = "",
) -> Exhibit:
    """Return every measure a frame of `law.timeline` names, as the table of measures has it."""
    from osint_helpers import law
    from osint_helpers.law.tables import provenance

    used = set(frame["measure"])
    rows = [row for row in common.rows_of(law.measures()) if row["measure"] in used]
    return common.build(
        exhibit_id,
        title,
        caption,
        _MEASURES,
        [_measure(row) for row in rows] or [["None", "No measure is named.", "", "", "", ""]],
        row_ids=[("measure", row["measure"]) for row in rows],
        provenance=f"Cited fact: {provenance().text()}; citation and address in each row. HS codes "
        "of the instrument and those the project assigns stand apart in that table.",
        main=("instrument", "covers"),
        stamp=stamp,
    )


def _goods(frame: pd.DataFrame) -> list[str]:
    return goods_words(frame["goods"])


def goods_words(goods: Iterable[str]) -> list[str]:
    """Return the families that were asked for, in print, each once."""
    return sorted({_ANY if one == ANY else one for one in goods if one})


def _asked(rows: Sequence[Row]) -> dict[str, Cell | str]:
    """Return the cells of one place asked for, by column."""
    head = rows[0]
    by = (head["date_to"] and head.get("dated_by")) or ()
    days = head["when"] if not by else f"{head['when']}\nby {' and '.join(map(_event, by))}"
    role = _ROLES.get(head["role"], head["role"])
    where = head.get("printed") or head["place"] or "not published"
    country = f" ({head['country']})" if head["country"] else ""
    claims = head.get("claims") or ()
    return {
        "leg": head.get("label") or head["leg"],
        "where": f"{role}: {where}{country}",
        "days": days,
        "verified": _standing(rows, "in force, verified"),
        "check": _open(rows),
        "crosses": "\n".join(
            f"{row['measure']}: {row['crosses'].partition(', within')[0]}"  # the row has the days
            for row in rows
            if row["crosses"]
        ),
        "evidence": common.claims_cell(claims),
    }


def _standing(rows: Iterable[Row], standing: str) -> Cell:
    return cell("", _refs(rows, standing))


def _refs(rows: Iterable[Row], standing: str) -> list[Ref]:
    found = [row for row in rows if row["standing"] == standing and row["measure"]]
    found.sort(key=lambda row: _WIDE.index(row["jurisdiction"]) + 1
               if row["jurisdiction"] in _WIDE else 0)  # fmt: skip
    return [("measure", row["measure"]) for row in found]


def _event(text: str) -> str:
    word, _, doubt = text.partition(" ")
    return f"{_EVENTS.get(word, common.words(word))} {doubt}".strip()


def _open(rows: Sequence[Row]) -> Cell:
    """Return what counsel must check, where nothing was found, and why a place was not asked."""
    problems = [row["problem"] for row in rows if row["problem"]]
    if problems:
        return cell(f"not asked: {problems[0]}", mark="not-published")
    none = [row["jurisdiction"] for row in rows if row["standing"] == _NONE]
    unsure = [row["jurisdiction"] for row in rows if row["membership"] == "undetermined"]
    lines = [f"{', '.join(dict.fromkeys(none))}: {_NONE}"] if none else []
    if unsure:
        lines.append(f"{', '.join(dict.fromkeys(unsure))}: whether it applied is undetermined")
    refs = _refs(rows, "to be checked by counsel")
    return cell("".join(f"{line}\n" for line in lines) if refs else "\n".join(lines), refs)


def _measure(row: Row) -> list[Cell | str]:
    first, last = row["effective_from"] or "day not found", row["effective_to"] or "no end found"
    fields = ", ".join(common.words(one) for one in row["unverified_fields"])
    standing = "verified" if row["verified"] else f"to be checked by counsel: {fields}"
    limit = row["threshold"]
    covers = [row["scope"], f"threshold: {limit}" if limit and limit != "none" else "", row["note"]]
    return [
        f"{row['measure']}\n{row['jurisdiction']}",
        row["instrument"],
        f"{first} to {last}\n{row['date_basis']}".strip(),
        "\n".join(part for part in covers if part),
        cell(standing, mark="agrees" if row["verified"] else "disputed"),
        "\n".join(part for part in (row["citation"], row["url"]) if part),
    ]
