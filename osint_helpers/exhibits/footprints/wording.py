"""The words of a map of scenes, the same in the drawing, the page and the table."""

from __future__ import annotations

from typing import Any, Final

Json = dict[str, Any]

COVERS: Final = {"yes": "covers the place", "no": "does not cover the place"}
SOME: Final = "some cover the place, see the table"
UNKNOWN: Final = "not known whether it covers the place"


def counted(number: int) -> str:
    """Return ``1 scene`` or ``3 scenes``."""
    return "1 scene" if number == 1 else f"{number} scenes"


def style_line(spec: Json, collection: str) -> str:
    """Return what a line style stands for."""
    own = [one for one in spec["scenes"] if one["collection"] == collection]
    kind = (
        "radar, sees through cloud" if own and own[0]["radar"] else "optical, cloud hides the sea"
    )
    return f"{collection} ({kind}): {counted(len(own))}"


def looks(spec: Json, group: Json) -> list[list[Json]]:
    """Return the scenes of a group, those of one acquisition together: they are one look."""
    out: dict[str, list[Json]] = {}
    for one in spec["scenes"]:
        if one["n"] in group["scenes"]:
            own = min([f"{one['collection']}/{one['id']}", *one["versions"]])
            out.setdefault(own, []).append(one)
    return list(out.values())


def group_line(spec: Json, group: Json) -> str:
    """Return a group in one line: letter, collection, look, number, and whether it covers."""
    different = len(looks(spec, group))
    number = counted(len(group["scenes"]))
    if different != len(group["scenes"]):
        number += f" of {different} acquisition{'s' if different > 1 else ''}"
    parts = [group["collection"], group["look"], number]
    if spec["place"] is not None:
        held = {one["covers"] for one in spec["scenes"] if one["n"] in group["scenes"]}
        parts.append(COVERS.get(held.pop(), UNKNOWN) if len(held) == 1 else SOME)
    return f"{group['letter']}: {' · '.join(part for part in parts if part)}"


def dates(spec: Json, group: Json) -> list[str]:
    """Return the times of a group, one an acquisition, with the cloud cover of optical scenes."""
    return [_date(own) for own in looks(spec, group)]


def _date(own: list[Json]) -> str:
    clouds = " / ".join(dict.fromkeys(cloud_text(one) for one in own if cloud_text(one)))
    notes = [f"{clouds} cloud" if clouds else "",
             f"{len(own)} processings" if len(own) > 1 else ""]  # fmt: skip
    said = ", ".join(one for one in notes if one)
    return f"{own[0]['when']} ({said})" if said else str(own[0]["when"])


def cloud_text(scene: Json) -> str:
    """Return the cloud cover of a scene; empty where it has none."""
    return "" if scene["cloud"] is None else f"{scene['cloud']:g} %"


def cells(scene: Json) -> list[str]:
    """Return a scene as cells of a table, in the order of :data:`HEAD`."""
    also = f"also processed as {', '.join(scene['versions'])}" if scene["versions"] else ""
    return [
        str(scene["n"]), scene["when"], scene["collection"], scene["platform"], scene["look"],
        cloud_text(scene) or ("radar" if scene["radar"] else "not given"),
        scene["covers"] or "no place named",
        scene["id"] + (f"\n{also}" if also else ""),
    ]  # fmt: skip


HEAD: Final = {
    "n": "No.", "when": "Time, UTC", "collection": "Collection", "platform": "Satellite",
    "look": "Orbit and mode", "cloud": "Cloud of the scene", "covers": "Covers the place",
    "id": "Scene",
}  # fmt: skip
