"""The reach kind: where a vessel not received could have been, on a map and port by port."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.kinds import Kind
from osint_helpers.exhibits.reachmap.facts import Facts, caption, facts_of, port_rows
from osint_helpers.exhibits.reachmap.spec import build, validate
from osint_helpers.exhibits.reachmap.text import STYLES, csv, html, print_html, svg, table_of

if TYPE_CHECKING:
    from osint_helpers.case import Case
    from osint_helpers.journey import Reach

__all__ = ["KIND", "reach_map", "reach_table"]

KIND = Kind(
    "reach", validate=validate, html=html, csv=csv, svg=svg, print_html=print_html,
    styles=lambda: STYLES,
)  # fmt: skip


def reach_map(
    case: Case | Reach,
    exhibit_id: str,
    *,
    reach: str = "",
    ports: Sequence[str] | None = None,
    speeds_kn: Sequence[float] | None = None,
    title: str = "",
    caption: str = "",
    stamp: str = "",
) -> Exhibit:
    """Return the water and the ports within reach in a gap; no line and no position in it.

    Parameters
    ----------
    case
        An open case, or a result of `journey.reach`.
    exhibit_id
        Number of the exhibit, for example ``"C-20"``.
    reach
        With a case: the scenario, a row of ``reach.csv``.
    ports
        Codes of the ports to show. By default those the scenario names, else the nearest 24
        within reach and 6 out of it; the others are counted.
    speeds_kn
        Assumed speeds; by default those of the scenario, else the bounds of the result.
    title, caption
        Words above the figure.
    stamp
        A word across the picture, such as ``SYNTHETIC``.

    Raises
    ------
    ExhibitError
        When the scenario or a port is not named as it must be.
    CaseError
        When the case has no such scenario, or it cannot be worked out.
    """
    facts = facts_of(case, reach, ports, speeds_kn)
    words = caption or _caption(facts)
    return Exhibit("reach", exhibit_id, title or facts.title, words, build(facts, stamp))


def reach_table(
    case: Case | Reach,
    exhibit_id: str,
    *,
    reach: str = "",
    ports: Sequence[str] | None = None,
    speeds_kn: Sequence[float] | None = None,
    title: str = "",
    caption: str = "",
    stamp: str = "",
) -> Exhibit:
    """Return the answers of a reach port by port: miles, margins, flips, each assumed speed.

    Parameters are those of :func:`reach_map`.
    """
    facts = facts_of(case, reach, ports, speeds_kn)
    words = caption or _caption(facts)
    return Exhibit("table", exhibit_id, title or facts.title, words, table_of(facts, stamp))


def _caption(facts: Facts) -> str:
    return caption(facts, port_rows(facts))
