"""A reach as a card in a notebook: what was asked, what was answered, and what it does not say."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import MUTED, box, e, table
from osint_helpers.journey.reach.bounds import REACHABLE, UNDETERMINED, UNREACHABLE

if TYPE_CHECKING:
    from osint_helpers.journey.reach.result import Reach

ROWS: Final = 12  # ports shown of each answer but the last, of which half as many
MEANS: Final = {
    REACHABLE: "could have been called at under every assumption",
    UNDETERMINED: "depends on the assumptions",
    UNREACHABLE: "could have been called at under none",
}
_FLIPS: Final = (
    "Below the first speed no assumption lets it call there; from the second a line exists under "
    "every other assumption."
)
LIMITS: Final = (
    "That a port is within reach proves no call there; no line is drawn and none is known.",
    _FLIPS,
    "Speeds are averages under way: weather, currents, ice, draught and waiting are not counted.",
)


def card(reach: Reach, caution: str) -> str:
    """Return the card as HTML; everything a caller named is escaped."""
    counts = "".join(
        f"<li><b>{number:,}</b> {e(answer)}: {e(MEANS[answer])}</li>"
        for answer, number in reach.counts.items()
    )
    asked = "<br>".join(map(e, reach.given.lines()))
    said = "<br>".join(map(e, (*LIMITS, f"Distances: {reach.provenance}.")))
    return box(
        f'<p style="margin:0 0 4px"><b>{e(caution[:1].upper() + caution[1:])}.</b></p>'
        f'<p style="margin:0 0 6px">{asked}</p>'
        f'<ul style="margin:0 0 6px;padding-left:1.3em">{counts}</ul>{_table(reach)}'
        f'<p style="{MUTED};margin:6px 0 0">{said}</p>'
    )


def _table(reach: Reach) -> str:
    """Return the ports at which the answer flips first, those of each answer together."""
    frame = reach.frame.sort_values(["unreachable_below_kn", "port"], kind="stable")
    rows = []
    for answer in MEANS:
        own = frame[frame["answer"] == answer]
        rows += own.head(ROWS // 2 if answer == UNREACHABLE else ROWS).to_dict("records")
    if not rows:
        return ""
    heads = ("port", "answer", "unreachable below, kn", "reachable from, kn", "settled by")
    more = len(frame) - len(rows)
    left = f'<p style="{MUTED};margin:2px 0 0">and {more:,} more ports</p>' if more else ""
    listed = table([(name, "left") for name in heads], map(_row, rows), "ports of the reach")
    return listed + left


def _row(one: dict[Any, Any]) -> tuple[str, ...]:
    return (
        f"{one['name']} ({one['port']})", one["answer"], _knots(one["unreachable_below_kn"]),
        _knots(one["reachable_from_kn"]), one["settled_by"],
    )  # fmt: skip


def _knots(value: float) -> str:
    if math.isnan(value):
        return "not known"
    return "at no speed" if math.isinf(value) else f"{value:g}"
