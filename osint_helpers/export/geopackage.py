"""The journey of a case as an OGC GeoPackage, for QGIS and every GIS."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers.errors import ExportError
from osint_helpers.export.account import by_reason
from osint_helpers.export.geo import SHOWN, Ground, LegLine, StopPoint, ground
from osint_helpers.export.plain import plain
from osint_helpers.export.things import as_of

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case.model import Case

LAYERS: Final = ("stops", "legs", "about")
_CLOCK: Final = "OGR_CURRENT_DATE"  # GDAL writes it into gpkg_contents.last_change


@dataclass(frozen=True, repr=False)
class GeoPackageExport(Carded):
    """A journey as a GeoPackage, and what it does not hold.

    Attributes
    ----------
    path
        The file, with the layers ``stops``, ``legs`` and the table ``about``.
    stops, lines, undrawn
        How many stops, lines, and legs without a line.
    losses
        As of :class:`osint_helpers.export.FtmExport`.
    """

    path: Path
    stops: int
    lines: int
    undrawn: int
    losses: pd.DataFrame

    @property
    def reasons(self) -> dict[str, int]:
        """Return reason -> number of losses."""
        return by_reason(self.losses)


def geopackage(case: Case, path: Path | str) -> GeoPackageExport:
    """Write the journey of a case as a GeoPackage; the file appears whole, or the old one stays.

    A leg without a line is a row of ``legs`` without a geometry that says why. ``last_change`` of
    the file is the day ``as_of`` of the case, so that the same case gives the same bytes.

    Parameters
    ----------
    case
        An open case.
    path
        The file; its folder must be there.

    Raises
    ------
    ExportError
        When the path does not end in ``.gpkg``, ``as_of`` of the case is no day, or the file
        cannot be written.
    """
    target = Path(path)
    if target.suffix != ".gpkg":
        raise ExportError("does not end in .gpkg", file=target, advice="name the file so")
    day, found = as_of(case), ground(case)
    try:
        with _whole(target) as part, _clock(f"{day}T00:00:00.000Z"):
            for name, frame in _frames(case, found).items():
                _layer(frame, part, name)
    except OSError as error:
        raise ExportError(
            f"cannot be written: {error.strerror or error}", file=target,
            advice="is there room, is the folder there, and may it be written to?",
        ) from error  # fmt: skip
    drawn = sum(bool(one.parts) for one in found.lines)
    return GeoPackageExport(target, len(found.stops), drawn, len(found.lines) - drawn, found.losses)


def _frames(case: Case, found: Ground) -> dict[str, Any]:
    import geopandas as gpd
    import pandas as pd
    from shapely.geometry import MultiLineString, Point

    stops = pd.DataFrame([asdict(one) for one in found.stops], columns=_names(StopPoint))
    columns = [*(name for name in _names(LegLine) if name not in ("parts", "cells")), *SHOWN]
    lines = [
        {**{k: v for k, v in asdict(one).items() if k not in ("parts", "cells")}, **one.cells}
        for one in found.lines
    ]
    shapes = [
        MultiLineString([[(lon, lat) for lat, lon in part] for part in one.parts])
        if one.parts else None for one in found.lines
    ]  # fmt: skip
    points = [Point(one.lon, one.lat) for one in found.stops]
    meta = case.meta
    about = [(name, plain(str(getattr(meta, name)))) for name in
             ("id", "title", "label", "as_of", "caution", "question", "prepared_by")]  # fmt: skip
    return {
        "stops": gpd.GeoDataFrame(stops, geometry=points, crs="EPSG:4326"),
        "legs": gpd.GeoDataFrame(
            pd.DataFrame(lines, columns=columns), geometry=shapes, crs="EPSG:4326"
        ),
        "about": pd.DataFrame(about, columns=["name", "value"]),
    }


def _names(kind: type) -> list[str]:
    """Return the fields of a row: a layer without rows has its columns too."""
    return [one.name for one in fields(kind)]


def _layer(frame: Any, part: Path, name: str) -> None:  # noqa: ANN401  (a frame, with or without)
    """Write one layer.

    Raises
    ------
    OSError
        When GDAL cannot, or not all rows arrived: what SQLite cannot write when it closes the
        file GDAL does not say.
    """
    import pyogrio

    kind = {"stops": "Point", "legs": "MultiLineString"}.get(name)
    given = {"geometry_type": kind} if kind else {}
    try:
        pyogrio.write_dataframe(frame, part, layer=name, driver="GPKG", append=part.exists(),
                                **given)  # fmt: skip
        there = pyogrio.read_info(part, layer=name, force_feature_count=True)["features"]
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError,
            pyogrio.errors.FeatureError) as error:  # fmt: skip
        raise OSError(str(error).rpartition("failed: ")[2] or "it stays unfinished") from error
    if there != len(frame):
        raise OSError(f"{there} of {len(frame)} rows arrived")


@contextmanager
def _clock(moment: str) -> Iterator[None]:
    """Let GDAL write a moment of ours where it would write the moment it runs."""
    import pyogrio

    before = pyogrio.get_gdal_config_option(_CLOCK)
    pyogrio.set_gdal_config_options({_CLOCK: moment})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({_CLOCK: before})


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """Give a path that takes the place of `target` when the block ends well.

    It has the same name, which GDAL reads the form from, in a folder of its own beside it, where
    a journal of SQLite may stand.
    """
    work = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        part = work / target.name
        yield part
        part.replace(target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
