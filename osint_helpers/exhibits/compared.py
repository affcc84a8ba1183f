"""Several cases side by side as drawings: bars of days, matrices of rules, measures, records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.tables import BREAK_STEPS, NOT_PUBLISHED, RECORDS
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.tables import common
from osint_helpers.exhibits.tables.compared import NO_SAMPLE, labels, parts_of

if TYPE_CHECKING:
    from osint_helpers.case import Case

Json = dict[str, Any]

_BLANK: Final[Json] = {"sign": "blank", "text": "no row", "refs": []}
_RESULTS: Final = {
    "fired": ("full", "fired: its test is met by a published fact; no finding of intent"),
    "not_fired": ("hollow", "not fired: its test is not met by what was given"),
    "not_testable": ("dash", "not testable: what it needs is not published or not recorded"),
}
_STANDINGS: Final = {
    "in force, verified": ("full", "in force on a day of a leg, verified"),
    "to be checked by counsel": ("struck", "to be checked by counsel"),
}
_BOTH: Final = "verified at one place or leg and to be checked at another: see the table"


def day_bars(
    case: Case,
    exhibit_id: str,
    *,
    title: str = "Silences and stays on one scale of days",
    caption: str = "",
) -> Exhibit:
    """Return silences and stays of every gathered case as bars on one scale.

    A bar is solid up to the least number of days the printed dates allow, hatched up to the
    greatest, and open where a day is not published.
    """
    from osint_helpers.journey import comparison

    parts = parts_of(case, exhibit_id)
    bars: dict[str, list[Json]] = {part.id: [] for part in parts}
    for row in common.rows_of(comparison.silences(parts)):
        label = f"{row['subject']}, not received"
        bars[row["case"]].append(_bar("silence", label, row, _days(row)))
    for row in common.rows_of(comparison.dwell(parts)):
        text = f"{row['text']}{', disputed' if row['disputed'] else ''}"
        bars[row["case"]].append(_bar("stay", row["place"], row, text))
    names = labels(case)
    spec = {
        "groups": [
            {"key": part.id, "label": names[part.id], "target": ["case", part.id],
             "bars": bars[part.id]} for part in parts
        ],
        "words": [
            ("Elapsed calendar days. A silence says nothing of its reason, a stay nothing of what "
            "was done in it. Lengths compare days, not conduct."),
        ],
        "provenance": "Derived: journey.comparison.silences and .dwell over the tables of each "
        "case.",
    }  # fmt: skip
    return Exhibit("daybars", exhibit_id, title, caption or NO_SAMPLE, spec)


def _days(row: Json) -> str:
    if row["low"] is None:
        return "a day is not published"
    about = "about " if row["soft"] else ""
    span = f"{row['low']}" if row["low"] == row["high"] else f"{row['low']} to {row['high']}"
    more = ["no later position published"] if row["counted_to"] else []
    return ", ".join([f"{about}{span} days elapsed", *more, *row["doubts"]])


def _bar(kind: str, label: str, row: Json, text: str) -> Json:
    return {
        "kind": kind, "label": label, "low": row["low"], "high": row["high"],
        "soft": bool(row["soft"]), "open": bool(row.get("counted_to")), "text": text,
        "refs": [["claim", claim] for claim in row["claims"]],
    }  # fmt: skip


def rules_matrix(
    case: Case, exhibit_id: str, *, title: str = "The rules, case by case", caption: str = ""
) -> Exhibit:
    """Return the results of RF01 to RF20 for every case; never a sum.

    Names of rules lead to ``rules_table``: the same report shows it.
    """
    from osint_helpers.journey import comparison

    found = {(row["rule"], row["case"]): row
             for row in common.rows_of(comparison.flags(parts_of(case, exhibit_id)))}  # fmt: skip
    rules = {rule: row["name"] for (rule, _), row in found.items()}
    rows = []
    for rule, name in rules.items():
        cells = []
        for part in case.parts:
            one = found[rule, part.id]
            sign, words = _RESULTS[one["result"]]
            refs = [["claim", claim] for claim in one["claims"]]
            cells.append({"sign": sign, "text": words.partition(":")[0], "refs": refs})
        rows.append(_row(rule, f"{rule} {name}", "", ["rule", rule], cells))
    return _matrix(
        case, exhibit_id, title,
        caption or "A rule that fired asks a question. Nothing is added up, by row or by column.",
        "Rule", rows, _RESULTS.values(),
        "Derived: journey.comparison.flags, the rules of law.flags with their default parameters. "
        "A rule tests what a case publishes: a case of which more is published can be tested more.",
    )  # fmt: skip


def measures_matrix(
    case: Case, exhibit_id: str, *, title: str = "The law on the day, case by case",
    caption: str = "",
) -> Exhibit:  # fmt: skip
    """Return which measures were in force at an end of a leg, for every case.

    Names of measures lead to ``measures_compared``: the same report shows it.
    """
    from osint_helpers.journey import comparison

    held: dict[tuple[str, str], dict[str, list[Json]]] = {}
    for row in common.rows_of(comparison.measures(parts_of(case, exhibit_id))):
        key = (row["jurisdiction"], row["measure"])
        held.setdefault(key, {}).setdefault(row["case"], []).append(row)
    rows = [
        _row(measure, next(iter(own.values()))[0]["instrument"], _group(jurisdiction),
             ["measure", measure], [_standing(own.get(part.id, [])) for part in case.parts])
        for (jurisdiction, measure), own in held.items()
    ]  # fmt: skip
    told = [*_STANDINGS.values(), ("ring", _BOTH), ("blank", ("not found in force for the legs of "
            "this case, or the place, day or goods could not be asked for"))]  # fmt: skip
    return _matrix(
        case, exhibit_id, title,
        caption or "Only measures of the package's table of law. In force says nothing of breach.",
        "Measure", rows, told,
        "Derived: journey.comparison.measures over law.timeline; goods and days are those of each "
        "case's legs, which the law timeline of its own report shows.",
    )  # fmt: skip


def _group(jurisdiction: str) -> str:
    from osint_helpers import reference

    names = {"UN": "United Nations", "EU": "European Union"}
    return names.get(jurisdiction) or reference.country(jurisdiction).name


_SURE: Final = frozenset({"documented", "reported"})
_UNSURE: Final = ", and no leg there is documented or reported"
_ROLE_SIGNS: Final = {
    "transit": ("full", "legs end and begin here"),
    "origin": ("ring", "legs begin here and none ends"),
    "destination": ("hollow", "legs end here and none begins"),
    "declared": ("struck", "only what papers declare"),
    "assumed": ("dash", "assumed by the case, no source names it"),
}


def hubs_matrix(
    case: Case, exhibit_id: str, *, title: str = "Places, case by case", caption: str = ""
) -> Exhibit:
    """Return which place has which role in which case; places in most cases first.

    Names of places lead to ``hubs_table``: the same report shows it. A sign is that of the
    first role, in the order of the legend; the words of a cell give all.
    """
    from osint_helpers.exhibits.tables.compared import role_words
    from osint_helpers.journey import comparison

    unsure = [(f"{sign}-unsure", f"{text}{_UNSURE}") for sign, text in _ROLE_SIGNS.values()]
    held: dict[str, dict[str, list[Json]]] = {}
    for row in common.rows_of(comparison.hubs(parts_of(case, exhibit_id))):
        held.setdefault(row["key"], {}).setdefault(row["case"], []).append(row)
    rows = []
    for key, own in held.items():
        cells = []
        for part in case.parts:
            here = own.get(part.id, [])
            refs = [["claim", claim] for row in here for claim in row["claims"]]
            cells.append(
                {
                    "sign": _role_sign(here),
                    "refs": refs,
                    "text": "; ".join(map(role_words, here)),
                }
                if here
                else _BLANK
            )
        name = next(iter(own.values()))[0]["name"]
        rows.append(_row(key, f"{name} ({key})", "", ["place", key], cells))
    return _matrix(
        case, exhibit_id, title,
        caption or "A place in several cases is a place of several published records, and no more.",
        "Place", rows, [*_ROLE_SIGNS.values(), *unsure, ("blank", "named by no leg of this case")],
        "Derived: journey.comparison.hubs.",
    )  # fmt: skip


def _role_sign(rows: list[Json]) -> str:
    """Return the sign of the first role; grey and dashed where no leg makes it sure."""
    role = next(role for role in _ROLE_SIGNS if any(row["role"] == role for row in rows))
    sure = any(row["role"] == role and row["status"] in _SURE for row in rows)
    sign = _ROLE_SIGNS[role][0]
    return sign if sure or role in {"declared", "assumed"} else f"{sign}-unsure"


def _standing(rows: list[Json]) -> Json:
    if not rows:
        return _BLANK
    refs = [["leg", leg] for leg in dict.fromkeys(leg for row in rows for leg in row["legs"])]
    text = "; ".join(f"{row['standing']} ({', '.join(row['roles'])})" for row in rows)
    sign = _STANDINGS[rows[0]["standing"]][0] if len(rows) == 1 else "ring"
    return {"sign": sign, "text": text, "refs": refs}


def records_matrix(
    case: Case, exhibit_id: str, *, title: str = "Kinds of record, case by case", caption: str = ""
) -> Exhibit:
    """Return by what kind of record each case came to light, and by what its movement is shown."""
    from osint_helpers.journey import comparison

    parts = parts_of(case, exhibit_id)
    held: dict[tuple[str, str], list[Json]] = {}
    for row in common.rows_of(comparison.breaks(parts)):
        held.setdefault((row["record"], row["case"]), []).append(row)
    kinds = [*(kind for kind in RECORDS if kind != NOT_PUBLISHED), NOT_PUBLISHED]
    kinds += sorted({kind for kind, _ in held} - set(kinds))
    rows = [
        _row(kind, kind, "", [], [_step(held.get((kind, part.id), [])) for part in parts])
        for kind in kinds if any((kind, part.id) in held for part in parts)
    ]  # fmt: skip
    signs = [("full", "how it came to light, and what the movement is shown by"),
             ("ring", BREAK_STEPS["opened"]), ("hollow", BREAK_STEPS["shown"]),
             ("blank", "no row of this kind")]  # fmt: skip
    return _matrix(
        case, exhibit_id, title,
        caption or "Judged by the project's maintainers from the published facts of each case.",
        "Kind of record", rows, signs,
        "Judgement: breaks.csv of each case; the table below gives the reason and the claims.",
    )  # fmt: skip


def _step(rows: list[Json]) -> Json:
    if not rows:
        return _BLANK
    steps = {row["step"] for row in rows}
    sign = "full" if len(steps) == 2 else "ring" if "opened" in steps else "hollow"
    refs = [["claim", claim] for row in rows for claim in row["claims"]]
    text = "; ".join(BREAK_STEPS[step] for step in BREAK_STEPS if step in steps)
    return {"sign": sign, "text": text, "refs": refs}


def _row(key: str, label: str, group: str, target: list[str], cells: list[Json]) -> Json:
    return {"key": key, "label": label, "group": group, "target": target, "cells": cells}


def _matrix(  # noqa: PLR0917  (one place puts a matrix together)
    case: Case, exhibit_id: str, title: str, caption: str, corner: str, rows: list[Json],
    signs: Iterable[tuple[str, str]], provenance: str,
) -> Exhibit:  # fmt: skip
    names = labels(case)
    columns = [{"key": part.id, "label": names[part.id], "target": ["case", part.id]}
               for part in case.parts]  # fmt: skip
    used = {one["sign"] for row in rows for one in row["cells"]}
    spec = {
        "corner": corner, "columns": columns, "rows": rows,
        "signs": [{"sign": sign, "text": text} for sign, text in signs if sign in used],
        "words": [NO_SAMPLE], "provenance": provenance,
    }  # fmt: skip
    return Exhibit("matrix", exhibit_id, title, caption, spec)
