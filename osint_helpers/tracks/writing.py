"""Events as files: Parquet, CSV, GeoPackage; each appears whole, or the old one stays."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osint_helpers._cells import rows_csv
from osint_helpers._json import canonical
from osint_helpers.errors import TracksError
from osint_helpers.tracks.events import rule_json
from osint_helpers.tracks.extras import need
from osint_helpers.tracks.working import sync

if TYPE_CHECKING:
    from collections.abc import Iterator

    from osint_helpers.tracks.events import Events

# Where an event stands: the first pair that a row has.
_PLACES = (("lat", "lon"), ("off_lat", "off_lon"), ("on_lat", "on_lon"))


def to_parquet(events: Events, path: str | Path) -> Path:
    """Write the events as Parquet with kind, rule, inputs, engine and limits in the metadata."""
    pa, parquet = need("pyarrow"), need("pyarrow.parquet")
    table = pa.Table.from_pandas(events.frame, preserve_index=False)
    facts = {
        "osint_kind": events.kind,
        "osint_rule": rule_json(events.rule),
        "osint_inputs": canonical(list(events.inputs)),
        "osint_engine": events.engine,
        "osint_limits": canonical(list(events.limits)),
    }
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), **facts})
    target = Path(path)
    with _writing(target) as part:
        parquet.write_table(table, part, compression="zstd")
    return target


def to_csv(events: Events, path: str | Path) -> Path:
    """Write the events as CSV; a cell a spreadsheet could run is made harmless."""
    frame = events.frame
    titles = [str(name) for name in frame.columns]
    cells = [[_cell(value) for value in frame[name].astype("object")] for name in titles]
    target = Path(path)
    text = rows_csv([titles, *zip(*cells, strict=True)])
    with _writing(target) as part:
        part.write_text(text, encoding="utf-8", newline="")
    return target


def to_gpkg(events: Events, path: str | Path) -> Path:
    """Write the events as a layer of a GeoPackage, named after their kind; other layers stay."""
    target = Path(path)
    layer(geo(events), target, events.kind)
    return target


def layer(points: Any, target: Path, name: str) -> None:  # noqa: ANN401  (a GeoDataFrame)
    """Write a GeoDataFrame as a layer of a GeoPackage; other layers of the file stay.

    Raises
    ------
    TracksError
        When it cannot be written, such as on a full disk, or not all rows arrived.
    """
    pyogrio = need("pyogrio")
    with _writing(target) as part:
        if target.exists():
            shutil.copyfile(target, part)  # other layers of the file stay
        try:
            points.to_file(part, layer=name, driver="GPKG")
            # what SQLite cannot write when it closes the file GDAL does not say
            there = pyogrio.read_info(part, layer=name, force_feature_count=True)["features"]
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError,
                pyogrio.errors.FeatureError) as error:  # fmt: skip
            raise OSError(str(error).rpartition("failed: ")[2] or "it stays unfinished") from error
        if there != len(points):
            raise OSError(f"{there} of {len(points)} rows arrived")


def geo(events: Events) -> Any:  # noqa: ANN401  (geopandas is untyped)
    """Return a GeoDataFrame (WGS 84), a point an event."""
    geopandas = need("geopandas")
    frame = events.frame
    pairs = [pair for pair in _PLACES if pair[0] in frame]
    if not pairs:
        raise TracksError(
            f"events of the kind {events.kind.replace('_', ' ')} have no place",
            advice="write them as CSV or Parquet",
        )
    lat, lon = frame[pairs[0][0]], frame[pairs[0][1]]
    for north, east in pairs[1:]:
        lat, lon = lat.fillna(frame[north]), lon.fillna(frame[east])
    points = geopandas.points_from_xy(lon, lat, crs="EPSG:4326")
    return geopandas.GeoDataFrame(frame.copy(), geometry=points)


def _cell(value: Any) -> str:  # noqa: ANN401  (cells of a frame)
    import pandas as pd

    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.isoformat().replace("+00:00", "Z")
    return repr(value) if isinstance(value, float) else str(value)


@contextmanager
def _writing(target: Path) -> Iterator[Path]:
    """Give a path that takes the place of `target` when the block ends well; errors are typed.

    It has the name of `target`, which GDAL reads the format from, and lies in a folder of its own
    beside it, where a journal of SQLite may stand. When the block fails or is stopped, an older
    file of that name stays as it is.
    """
    work = None
    try:
        work = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        part = work / target.name
        yield part
        sync(part)
        part.replace(target)
        sync(target.parent)
    except OSError as error:
        raise TracksError(
            f"cannot be written: {error.strerror or error}",
            advice="is there room, and may this folder be written to?",
            file=target,
        ) from error
    finally:
        if work is not None:
            shutil.rmtree(work, ignore_errors=True)
