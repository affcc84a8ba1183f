"""The footprints kind: which satellite scenes lie over a place, on a map and in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.footprints.spec import build, validate
from osint_helpers.exhibits.footprints.text import STYLES, csv, html, print_html, svg, table_of
from osint_helpers.exhibits.kinds import Kind

if TYPE_CHECKING:
    from osint_helpers.collect.collected import Collected

__all__ = ["KIND", "scenes_map", "scenes_table"]

KIND = Kind(
    "footprints", validate=validate, html=html, csv=csv, svg=svg, print_html=print_html,
    styles=lambda: STYLES,
)  # fmt: skip


def scenes_map(
    collected: Collected,
    exhibit_id: str,
    *,
    place: str = "",
    title: str = "Satellite scenes",
    caption: str = "",
) -> Exhibit:
    """Return the outlines of scenes over the coast, the place marked, every date listed.

    Scenes of one collection and track whose outlines are nearly the same share a letter; each is
    drawn, and each stands in the table below.

    Parameters
    ----------
    collected
        What ``earth_search.scenes`` or ``cdse.scenes`` returned.
    exhibit_id
        Number of the exhibit, for example ``"X-1"``.
    place
        The place to mark; by default the one that was asked for.
    title, caption
        Words above the figure; the default caption says what a scene is and is not.

    Raises
    ------
    CollectError
        When the result is none of a catalogue of scenes.
    ExhibitError
        When no scene has an outline: there is nothing to draw, `scenes_table` says so.
    """
    from osint_helpers.collect.imagery.picture import picture

    facts = picture(collected, place=place)
    return Exhibit("footprints", exhibit_id, title, caption or _caption(facts), build(facts))


def scenes_table(
    collected: Collected,
    exhibit_id: str,
    *,
    place: str = "",
    title: str = "Satellite scenes",
    caption: str = "",
) -> Exhibit:
    """Return the scenes of a result as a table in order of time; also where there is none.

    Parameters are those of :func:`scenes_map`.
    """
    from osint_helpers.collect.imagery.picture import picture

    facts = picture(collected, place=place)
    return Exhibit("table", exhibit_id, title, caption or _caption(facts), table_of(facts))


def _caption(facts: dict[str, object]) -> str:
    lead = [facts["stamp"], facts["lacking"], facts["asked"]]
    return " ".join(f"{str(one).removesuffix('.')}." for one in lead if one)
