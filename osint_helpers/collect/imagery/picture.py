"""What an exhibit needs of a result: scenes in order of time, as plain JSON, nothing drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect.imagery import footprints
from osint_helpers.collect.imagery.marking import radar
from osint_helpers.collect.imagery.words import COVERS
from osint_helpers.errors import CollectError

if TYPE_CHECKING:
    from osint_helpers.collect.collected import Collected

Json = dict[str, Any]

_NEEDED: Final = ("id", "collection", "footprint", "datetime", "covers_point", "other_versions")
_COVERS: Final = {True: "yes", False: "no", None: "not known"}
FINE: Final = 0.002  # degrees (200 m): finer than a pixel of any picture of a whole scene


def picture(collected: Collected, *, place: str = "") -> Json:
    """Return the scenes of a result as an exhibit shows them.

    Parameters
    ----------
    collected
        What ``scenes`` or ``item`` of a catalogue returned.
    place
        The place to mark, as `reference.place` takes it; by default the one that was asked for.

    Returns
    -------
    dict
        Plain JSON. ``scenes``: ``n`` (1 is the earliest), ``id``, ``collection``, ``platform``,
        ``when`` (UTC), ``look``, ``radar``, ``cloud`` (per cent or None), ``covers`` (``yes``,
        ``no``, ``not known``, ``""`` without a place), ``versions``, ``rings`` (``[lon, lat]``,
        degrees, within 180). ``place``: ``label``, ``lat``, ``lon`` or None. ``boxes``:
        ``[west, south, east, north]``. ``asked``, ``covers``, ``origin``, ``attribution``,
        ``stamp``, ``lacking``: sentences, ``""`` for none.

    Raises
    ------
    CollectError
        When the result is none of a catalogue of scenes.
    ReferenceDataError
        When the place is not known or has no coordinate.
    """
    frame, meta = collected.frame, collected.meta
    if not set(_NEEDED) <= set(frame.columns):
        raise CollectError(
            f"{meta.collector} gives no scenes", advice="earth_search.scenes or cdse.scenes does"
        )
    parameters = dict(meta.parameters)
    named = place or str(parameters.get("place") or "")
    mark = _mark(named)
    asked_here = not place or place == parameters.get("place")
    records: list[Json] = [
        {str(key): value for key, value in row.items()} for row in frame.to_dict("records")
    ]
    rows = [row for row in records if row["repeated"] is not True]
    rows.sort(key=lambda row: (_when(row), str(row["collection"]), row["id"]))
    return {
        "scenes": [_scene(n, row, mark, asked_here=asked_here) for n, row in enumerate(rows, 1)],
        "place": mark,
        "boxes": [list(box) for box in parameters.get("boxes") or []],
        "asked": _asked(parameters, mark),
        "covers": COVERS,
        "origin": _origin(collected),
        "attribution": f"{meta.attribution} {meta.terms}",
        "stamp": "SYNTHETIC: made-up records, no evidence" if meta.synthetic else "",
        "lacking": "" if meta.complete else f"NOT COMPLETE: {meta.reason}",
    }


def _mark(named: str) -> Json | None:
    if not named:
        return None
    from osint_helpers import reference

    found = reference.place(named)
    lat, lon = found.point()
    return {"label": f"{found.name} ({found.id})", "lat": round(lat, 5), "lon": round(lon, 5)}


def _when(row: Json) -> str:
    given = row["datetime"] if row["datetime"] == row["datetime"] else row["start"]  # NaT
    return f"{given:%Y-%m-%d %H:%M}"


def _scene(n: int, row: Json, mark: Json | None, *, asked_here: bool) -> Json:
    covers = _plain(row["covers_point"])
    if mark is not None and (covers is None or not asked_here):
        covers = footprints.covers(row["footprint"], (mark["lat"], mark["lon"]))
    return {
        "n": n, "id": row["id"], "collection": _plain(row["collection"]) or "",
        "platform": _plain(row["platform"]) or "", "when": _when(row), "look": _look(row),
        "radar": radar({**row, "mode": _plain(row["mode"])}), "cloud": _cloud(row),
        "covers": "" if mark is None else _COVERS[covers],
        "versions": list(row["other_versions"]), "rings": _rings(row["footprint"]),
    }  # fmt: skip


def _plain(value: Any) -> Any:  # noqa: ANN401
    import pandas as pd

    return None if pd.isna(value) else value.item() if hasattr(value, "item") else value


def _look(row: Json) -> str:
    track, mode = _plain(row["relative_orbit"]), _plain(row["mode"])
    parts = [_plain(row["orbit_state"]), None if track is None else f"track {track}",
             None if mode is None else f"mode {mode}", "+".join(row["polarizations"])]  # fmt: skip
    return ", ".join(str(part) for part in parts if part)


def _cloud(row: Json) -> float | None:
    cloud = _plain(row["cloud_cover"])
    return None if cloud is None else round(float(cloud), 1)


def _rings(geometry: object) -> list[list[list[float]]]:
    shape = footprints.shape_of(geometry)
    if shape is None:
        return []
    thin = shape.simplify(FINE)
    areas = [one for one in getattr(thin, "geoms", [thin]) if one.geom_type == "Polygon"]
    return [[[round(x, 4), round(y, 4)] for x, y in one.exterior.coords] for one in areas]


def _asked(parameters: Json, mark: Json | None) -> str:
    if "start" not in parameters:
        return ""
    radius = parameters.get("radius_km")
    where = "in the box shown"
    if radius is not None and mark is not None:
        where = f"within {radius:g} km of the place to every side"
    cloud = parameters.get("max_cloud")
    most = "" if cloud is None else f", optical scenes with at most {cloud:g} % cloud"
    return (f"Asked for: {', '.join(parameters['collections'])}, {parameters['start']} to "
            f"{parameters['end']}, {where}{most}.")  # fmt: skip


def _origin(collected: Collected) -> str:
    meta = collected.meta
    asked = meta.retrieved_at[:19].replace("T", " ") + " UTC" if meta.retrieved_at else "not at all"
    held = f", captures {', '.join(meta.captures)}" if meta.captures else ", not kept as captures"
    return f"Source: {meta.source} ({meta.publisher}), asked {asked}{held}."
