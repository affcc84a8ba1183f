"""From a case to a route map: its journey as stops, lines, shaded gaps and what is not drawn."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, Literal

from osint_helpers._near import did_you_mean
from osint_helpers.errors import ExhibitError, NothingRecorded
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.routemap import coast, words
from osint_helpers.exhibits.routemap.adding import add_declared, set_beside
from osint_helpers.exhibits.routemap.geometry import (
    Frame,
    LatLon,
    clip_line,
    frame_around,
    thin,
)
from osint_helpers.exhibits.routemap.rows import area_row, leg_row, span_of, stop_row, when_of
from osint_helpers.exhibits.routemap.turning import Turn, turn_of

if TYPE_CHECKING:
    from osint_helpers.case import Case
    from osint_helpers.journey import Stop
    from osint_helpers.journey.declared import DeclaredWay
    from osint_helpers.journey.ways import Way

Json = dict[str, Any]
View = Literal["world", "region"]
InJupyter = Literal["map", "picture"]

TITLES: Final = {"world": "The route, whole", "region": "The route, in detail"}
NEAR_KM: Final = 1500.0  # stops closer than this to one of a group belong to it: a sea's width
DIGITS: Final = 2  # coast of a detail map: 0.01 degree is half a pixel of a 20-degree frame
# Land is kept this far beyond the frame, so that a page of another shape shows no cut coast.
BEYOND: Final = (0.25, 0.45)


def route_map(
    case: Case,
    exhibit_id: str,
    *,
    view: View = "world",
    in_jupyter: InJupyter = "map",
    title: str = "",
    caption: str = "",
) -> Exhibit:
    """Return the map of a case's journey.

    Parameters
    ----------
    case
        An open case.
    exhibit_id
        Fixed number such as ``"C-1"``.
    view
        ``"world"``: every drawn leg. ``"region"``: the largest group of stops that lie within
        1,500 km of one another, at a coast detail to match; with all stops in one group the
        lines between them as well.
    in_jupyter
        ``"map"``: the live folium map (a third of a megabyte in the notebook, Leaflet and all).
        ``"picture"``: the static picture. The report holds both in any case.
    title, caption
        Text in place of the standard title and caption.

    Raises
    ------
    ExhibitError
        If the view or ``in_jupyter`` is unknown or no leg of the case can be drawn.
    """
    from osint_helpers import journey
    from osint_helpers.journey.declared import declared
    from osint_helpers.journey.ways import ways

    if view not in TITLES:
        raise ExhibitError(
            f"exhibit {exhibit_id!r}: there is no view {view!r}", advice=did_you_mean(view, TITLES)
        )
    stops = journey.stops(case)
    shown = ways(journey.legs(case), stops, journey.gaps(case))
    drawn = [way for way in shown if not way.why]
    if not drawn:
        what = f"exhibit {exhibit_id!r}: no leg of the case can be drawn"
        raise NothingRecorded(what, advice="; ".join(f"{w.leg.label}: {w.why}" for w in shown))
    touched = {n for way in drawn for n in way.between}
    papers = declared(case, shown)
    here = [s for s in stops if s.n in touched]
    turn = _turn(here, drawn, papers)
    turn = turn.settled(_frame(view, here, drawn, papers, turn).west)
    frame = _frame(view, here, drawn, papers, turn)
    spec = _spec(view, frame, here, shown, turn)
    tolerance = tolerance_of(frame)
    kept = [_kept(turn.lines(way.parts), frame, view, tolerance) for way in papers]
    add_declared(spec, papers, kept)
    lines = [way.parts for way in drawn if way.gap is None]
    set_beside(spec, [*lines, *(way.parts for way in papers)])
    spec["title"] = title or TITLES[view]
    spec["jupyter"] = in_jupyter
    if view == "region" or frame.east > 180.0:
        wide = frame.grown(*BEYOND)
        cut = coast.cut(coast.around(wide, view), wide, DIGITS)
        spec["land"] = {"key": "coast", "digits": DIGITS, "polygons": cut}
    spec["boundary"] = _boundary(lanes=any(way.leg.by_sea for way in drawn))
    spec["legend"] = words.legend(spec)
    return Exhibit("map", exhibit_id, spec["title"], caption or _caption(spec), spec)


def _points(stops: list[Stop], papers: list[DeclaredWay]) -> list[LatLon]:
    ends = [(one.lat, one.lon) for way in papers for one in (way.start, way.end)]
    return [*((stop.lat, stop.lon) for stop in stops), *ends]


def _turn(stops: list[Stop], drawn: list[Way], papers: list[DeclaredWay]) -> Turn:
    lines = [way.parts for way in drawn] + [way.parts for way in papers]
    rings = [area_row(way)["ring"] for way in drawn if way.gap is not None]
    return turn_of(lines, rings, _points(stops, papers))


def _frame(
    view: str, stops: list[Stop], drawn: list[Way], papers: list[DeclaredWay], turn: Turn
) -> Frame:
    at = [turn.point(point) for point in _points(stops, papers)]
    if view == "world":
        lines = [turn.lines(way.parts) for way in drawn] + [turn.lines(w.parts) for w in papers]
        seen = [p for parts in lines for path in parts for p in path]
        return frame_around([*seen, *at], pad=0.09, tall=(0.42, 0.7))
    near = _largest_group(at)
    if len(near) == len(at):  # the whole journey: its lines are not to run out of the frame
        near = [*near, *(p for way in drawn for path in turn.lines(way.parts) for p in path)]
    return frame_around(near, pad=0.16, tall=(0.62, 0.8))


def _largest_group(at: list[LatLon]) -> list[LatLon]:
    """Return the largest group of points linked by steps under :data:`NEAR_KM`; ties: the last."""
    groups: list[list[LatLon]] = []
    for point in at:
        joined = [g for g in groups if any(_km(point, other) < NEAR_KM for other in g)]
        groups = [g for g in groups if g not in joined] + [[*sum(joined, []), point]]  # noqa: RUF017
    return max(reversed(groups), key=len)


def _km(a: LatLon, b: LatLon) -> float:
    """Return the great-circle distance on a sphere of 6,371 km (haversine), to group stops."""
    la, lb = math.radians(a[0]), math.radians(b[0])
    half = (
        math.sin((lb - la) / 2) ** 2
        + math.cos(la) * math.cos(lb) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))


def tolerance_of(frame: Frame) -> float:
    """Return half a pixel of the picture in degrees, to which lines are thinned."""
    return round(0.5 / frame.scale, 3)


def _spec(view: str, frame: Frame, stops: list[Stop], shown: list[Way], turn: Turn) -> Json:
    tolerance = tolerance_of(frame)
    drawn = [way for way in shown if not way.why]
    lines = [way for way in drawn if way.gap is None]
    return {
        "view": view,
        "title": "",
        "jupyter": "map",
        "bounds": frame.bounds,
        "land": {"key": "world"},
        "stops": [stop_row(stop) for stop in stops],
        "legs": [
            leg_row(way, _kept(turn.lines(way.parts), frame, view, tolerance)) for way in lines
        ],
        "areas": [
            {**row, "ring": turn.ring(row["ring"])}
            for row in (area_row(way) for way in drawn if way.gap is not None)
        ],
        "undrawn": [
            {"leg": way.leg.id, "label": way.leg.label, "why": way.why} for way in shown if way.why
        ],
        "steps": _steps(drawn, stops),
        "legend": [],
        "boundary": "",
        "tolerance": f"{tolerance:g} degrees",
    }


def _kept(
    paths: list[list[LatLon]], frame: Frame, view: str, tolerance: float
) -> list[list[list[float]]]:
    """Return a line as the view can show it; a detail map drops what lies beyond its land."""
    if view == "world":
        return [thin(path, tolerance) for path in paths]
    wide = frame.grown(*BEYOND)
    out = []
    for path in paths:
        shifted = [(lon - wide.west, lat - wide.south) for lat, lon in path]
        parts = clip_line(shifted, wide.east - wide.west, wide.north - wide.south)
        back = [[(y + wide.south, x + wide.west) for x, y in part] for part in parts]
        out += [thin(part, tolerance) for part in back]
    return out


def _steps(drawn: list[Way], stops: list[Stop]) -> list[Json]:
    """Return the steps of the slider: the first stop, then one leg or shaded gap at a time."""
    order = {stop.n: k for k, stop in enumerate(stops, start=1)}
    first = drawn[0].start
    seen = order[first.n] if first is not None else 1
    legs = areas = 0
    out = [{"label": stops[0].name, "when": stops[0].when, "stops": seen, "legs": 0, "areas": 0}]
    for way in drawn:
        seen = max([seen, *(order[n] for n in way.between)])
        legs, areas = (legs + 1, areas) if way.gap is None else (legs, areas + 1)
        how = way.leg.status if way.gap is None else f"not received {span_of(way.gap)}, no line"
        out.append(
            {
                "label": f"{way.leg.label} ({how})",
                "when": when_of(way.leg),
                "stops": seen,
                "legs": legs,
                "areas": areas,
            }
        )
    return out


def _boundary(*, lanes: bool) -> str:
    from osint_helpers.reference.coast import BOUNDARIES

    said = f"{BOUNDARIES} Web Mercator projection."
    if lanes:
        from osint_helpers.reference.provenance import package

        said += f" Sea lanes: {package('searoute').text()}."
    return said


def _caption(spec: Json) -> str:
    kinds = sorted({words.LINE_WORDS[leg["kind"]] for leg in spec["legs"]})
    said = f"Lines show which stops a leg joins: {'; '.join(kinds)}. " if kinds else ""
    return f"{said}Lines are thinned to {spec['tolerance']}, half a pixel of the picture."
