"""From gathered cases to a grid of small maps: what each case's own map draws, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.routemap import coast, words
from osint_helpers.exhibits.routemap.build import route_map
from osint_helpers.exhibits.routemap.geometry import Frame, frame_around
from osint_helpers.reference.line_kinds import DECLARED

if TYPE_CHECKING:
    from osint_helpers.case import Case

Json = dict[str, Any]

WIDTH: Final = 280  # px of a panel's map
TALL: Final = 0.72  # height of a panel's map as a share of its width
PAD: Final = 0.14
NEAR: Final = 40.0  # degrees: a narrower panel is drawn on the regional coast
DIGITS: Final = 2
TITLE: Final = "The routes, one small map a case"
CAPTION: Final = (
    "Each map shows what the map of its own case shows, in the same styles: nothing is added, and "
    "what has no published point or path is named and not drawn. The maps have different scales."
)


def route_panels(
    case: Case, exhibit_id: str, *, title: str = TITLE, caption: str = CAPTION
) -> Exhibit:
    """Return one small map for every gathered case.

    Parameters
    ----------
    case
        A case that gathers others. Heads of the panels lead to ``cases_table``, lines to
        ``journey_table`` of the gathered case: a report shows all three.
    exhibit_id, title, caption
        As in every builder.

    Raises
    ------
    ExhibitError
        When the case gathers no others.
    """
    if not case.parts:
        raise ExhibitError(f"exhibit {exhibit_id!r}: the case gathers no others",
                           advice="name them in case.toml: gathers = [...]")  # fmt: skip
    panels = [_panel(part) for part in case.parts]
    legs = [leg for panel in panels for leg in panel["legs"]]
    stops = [stop for panel in panels for stop in panel["stops"]]
    areas = [area for panel in panels for area in panel["areas"]]
    spec = {
        "panels": panels,
        "legend": words.legend({"legs": legs, "stops": stops, "areas": areas}),
        "boundary": _boundary(panels),
    }
    return Exhibit("panels", exhibit_id, title, caption, spec)


def _panel(case: Case) -> Json:
    from osint_helpers import journey
    from osint_helpers.case.gathering import name_in
    from osint_helpers.journey.comparison import label

    head = {"case": case.id, "label": label(case), "title": case.meta.title}
    if not _drawable(case):
        undrawn = [{"leg": name_in(case, leg.id), "label": leg.name,
                    "why": leg.status_note or "no point or path is published"}
                   for leg in journey.legs(case)]  # fmt: skip
        return head | {"bounds": [], "land": {"key": "world"}, "stops": [], "legs": [],
                       "areas": [], "undrawn": undrawn, "boundary": ""}  # fmt: skip
    own = route_map(case, "C-1", view="world").spec
    seen = [tuple(point) for leg in own["legs"] for path in leg["paths"] for point in path]
    whole = Frame(*own["bounds"])
    seen += [(stop["lat"], whole.near(stop["lon"])) for stop in own["stops"]]
    found = frame_around(seen, pad=PAD, tall=(TALL, TALL))
    frame = Frame(found.south, found.west, found.north, found.east, WIDTH)
    return head | {
        "bounds": frame.bounds, "land": _land(frame), "boundary": own["boundary"],
        "stops": [{**{key: stop[key] for key in ("n", "label", "lat", "lon", "status", "when")},
                   "doubt": stop.get("doubt", "")} for stop in own["stops"]],
        "legs": [{"leg": name_in(case, leg["leg"]), "row": name_in(case, _own(leg)),
                  "beside": leg.get("beside", 0),
                  **{key: leg[key] for key in ("label", "status", "kind", "paths", "when")}}
                 for leg in own["legs"]],
        "areas": [{"leg": name_in(case, area["leg"]),
                   **{key: area[key] for key in ("label", "status", "ring", "short")}}
                  for area in own["areas"]],
        "undrawn": [row | {"leg": name_in(case, row["leg"])} for row in own["undrawn"]],
    }  # fmt: skip


def _own(leg: Json) -> str:
    """Return the id of the leg a line stands for: what papers declare is a line of its own."""
    name: str = leg["leg"]
    return name.removesuffix(" declared") if leg["kind"] == DECLARED else name


def _drawable(case: Case) -> bool:
    from osint_helpers import journey
    from osint_helpers.journey.ways import ways

    shown = ways(journey.legs(case), journey.stops(case), journey.gaps(case))
    return any(not way.why for way in shown)


def _land(frame: Frame) -> Json:
    """Return the land of a panel, cut to it; regional where the panel is near enough to see it."""
    land = coast.around(frame, "region" if frame.east - frame.west <= NEAR else "world")
    coarse = Frame(frame.south, frame.west, frame.north, frame.east, WIDTH // 2)
    return {"key": "coast", "digits": DIGITS, "polygons": coast.cut(land, coarse, DIGITS)}


def _boundary(panels: list[Json]) -> str:
    """Return the foot line of the maps, the longest once: it names boundaries and lanes."""
    return max((panel["boundary"] for panel in panels), key=len, default="")
