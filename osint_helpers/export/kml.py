"""The journey of a case as KML 2.2 (OGC 07-147r2), for Google Earth and every GIS."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from html import escape
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from osint_helpers._card import Carded
from osint_helpers.export.account import by_reason
from osint_helpers.export.geo import LegLine, StopPoint, ground
from osint_helpers.export.plain import plain

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case.model import Case

NAMESPACE: Final = "http://www.opengis.net/kml/2.2"
# Status -> colour (alpha, blue, green, red) and width; KML has no dashes, so weak is thin and pale.
_STYLES: Final = {
    "documented": ("ff8f4f1f", "4"), "reported": ("ffb5823f", "3"), "scheduled": ("b0b5823f", "2"),
    "inferred": ("9080a0b0", "2"), "disputed": ("b03f5fd0", "2"), "not_drawn": ("00000000", "0"),
}  # fmt: skip


@dataclass(frozen=True, repr=False)
class KmlExport(Carded):
    """A journey as KML, and what it does not hold.

    Attributes
    ----------
    text
        The file.
    stops, lines, undrawn
        How many stops, lines, and legs without a line.
    losses
        As of :class:`osint_helpers.export.FtmExport`.
    """

    text: str
    stops: int
    lines: int
    undrawn: int
    losses: pd.DataFrame

    @property
    def reasons(self) -> dict[str, int]:
        """Return reason -> number of losses."""
        return by_reason(self.losses)


def kml(case: Case) -> KmlExport:
    """Return the journey of a case as KML.

    Every line says what it is (“modelled sea lane, not an observed track”), every leg its status;
    inside a gap there is no line. A leg without a line is a placemark without a place that says
    why.

    Parameters
    ----------
    case
        An open case.

    Returns
    -------
    KmlExport
        The same text for the same case, whatever the day and the machine.
    """
    found = ground(case)
    root = ET.Element("kml", xmlns=NAMESPACE)
    body = ET.SubElement(root, "Document")
    ET.SubElement(body, "name").text = plain(case.meta.title)
    told = f"{case.meta.label}. As of {case.meta.as_of}. {case.meta.caution}"
    ET.SubElement(body, "description").text = _html(told)
    for status, (colour, width) in _STYLES.items():
        line = ET.SubElement(ET.SubElement(body, "Style", id=status), "LineStyle")
        ET.SubElement(line, "color").text = colour
        ET.SubElement(line, "width").text = width
    drawn = [one for one in found.lines if one.parts]
    undrawn = [one for one in found.lines if not one.parts]
    _folder(body, "Stops", [_point(stop) for stop in found.stops])
    _folder(body, "Legs", [_leg(one) for one in drawn])
    _folder(body, "Legs without a line", [_leg(one) for one in undrawn])
    ET.indent(root)
    text = '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
    return KmlExport(text, len(found.stops), len(drawn), len(undrawn), found.losses)


def _html(text: str) -> str:
    """Return text for a balloon, which is read as HTML and fills in ``$[name]``."""
    return escape(plain(text)).replace("$[", "$ [")


def _folder(body: ET.Element, name: str, marks: list[ET.Element]) -> None:
    folder = ET.SubElement(body, "Folder")
    ET.SubElement(folder, "name").text = name
    folder.extend(marks)


def _mark(name: str, said: list[tuple[str, str]]) -> ET.Element:
    mark = ET.Element("Placemark")
    ET.SubElement(mark, "name").text = name
    lines = [f"<b>{_html(key)}</b>: {_html(value)}" for key, value in said if value]
    ET.SubElement(mark, "description").text = "<br/>".join(lines)
    return mark


def _data(mark: ET.Element, said: list[tuple[str, str]]) -> None:
    block = ET.SubElement(mark, "ExtendedData")
    for key, value in said:
        if value:
            ET.SubElement(ET.SubElement(block, "Data", name=key), "value").text = value


def _point(stop: StopPoint) -> ET.Element:
    said = [(key.replace("_", " "), str(value)) for key, value in asdict(stop).items()
            if key not in ("lat", "lon", "name")]  # fmt: skip
    mark = _mark(f"{stop.n} {stop.name} ({stop.status})", said)
    _data(mark, said)
    point = ET.SubElement(mark, "Point")
    ET.SubElement(point, "coordinates").text = _at((stop.lat, stop.lon))
    return mark


def _leg(one: LegLine) -> ET.Element:
    plain_cells = {k: v for k, v in asdict(one).items() if k not in ("parts", "cells", "label")}
    said = [(key.replace("_", " "), str(value)) for key, value in
            (*plain_cells.items(), *one.cells.items())]  # fmt: skip
    mark = _mark(f"{one.label} ({one.status.replace('_', ' ')})", said)
    if one.first_day or one.last_day:
        span = ET.SubElement(mark, "TimeSpan")
        for name, day in (("begin", one.first_day), ("end", one.last_day)):
            if day:
                ET.SubElement(span, name).text = day
    ET.SubElement(mark, "styleUrl").text = f"#{one.status}"
    _data(mark, said)
    if one.parts:
        many = ET.SubElement(mark, "MultiGeometry")
        for part in one.parts:
            line = ET.SubElement(many, "LineString")
            ET.SubElement(line, "tessellate").text = "1"
            ET.SubElement(line, "coordinates").text = " ".join(map(_at, part))
    return mark


def _at(point: tuple[float, float]) -> str:
    return f"{point[1]:.6f},{point[0]:.6f}"
