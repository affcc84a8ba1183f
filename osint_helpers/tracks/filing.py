"""Parquet files of positions as a source: checked once, in one streaming pass."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from osint_helpers.errors import TracksError
from osint_helpers.tracks.extras import need, stoppable
from osint_helpers.tracks.positions import IMPORT, Source, known

# track, t_us and points of one file: how many rows break the order, how many are no points
_CHECK: Final = """
select count(*) filter (where falls), count(*) filter (where bad), min(track), max(track) from (
 select track, coalesce(lag(track) over () > track
   or (lag(track) over () = track and lag(t_us) over () >= t_us), false) as falls,
  track is null or t_us is null
   or not coalesce(lat between -90 and 90 and lon between -180 and 180, false) as bad
 from read_parquet(?, hive_partitioning = false))"""
_DOUBLES: Final = """
select track, t_us, count(*) from read_parquet(?, hive_partitioning = false)
group by track, t_us having count(*) > 1 order by track, t_us limit 1"""


def of_files(paths: list[Path]) -> Source:
    """Return Parquet files as a source.

    Files with ``track, t_us, lat, lon`` are searched where they lie; files with ``mmsi`` and ``t``
    are read into memory as a frame (import large ones into a store).

    Raises
    ------
    TracksError
        When a file is missing, is no Parquet, lacks a column, holds a row that is no position, or
        two rows have one track and one time.
    """
    if not paths:
        raise TracksError("no file of positions was given", advice="name at least one")
    schemas = [_schema(path) for path in paths]
    if any("track" not in s.names or "t_us" not in s.names for s in schemas):
        return _in_memory(paths)
    columns = known(schemas[0], paths[0].name)
    for path, schema in zip(paths, schemas, strict=True):
        known(schema, path.name)
        columns = tuple(pair for pair in columns if pair[0] in schema.names)
    return Source(columns, _digest(paths), tuple(map(str, paths)), sorted=_checked(paths))


def _schema(path: Path) -> Any:  # noqa: ANN401  (pyarrow is untyped)
    parquet, pa = need("pyarrow.parquet"), need("pyarrow")
    try:
        return parquet.read_schema(path)
    except (OSError, pa.ArrowInvalid) as error:
        raise TracksError(
            "the file cannot be read as Parquet",
            advice="check that it is there and whole; CSV is imported into a store",
            file=path,
        ) from error


def _in_memory(paths: list[Path]) -> Source:
    from osint_helpers.tracks.framing import of_frame

    pa, parquet = need("pyarrow"), need("pyarrow.parquet")
    try:
        tables = [parquet.ParquetFile(path).read() for path in paths]
        table = pa.concat_tables(tables, promote_options="default")
    except (OSError, pa.ArrowException) as error:
        raise TracksError(
            "the file cannot be read as Parquet", advice="is it whole?", file=paths[0]
        ) from error
    return of_frame(table.to_pandas())


def _checked(paths: list[Path]) -> bool:
    """Return whether the files are sorted and share no track; refuse what is no position."""
    duckdb = need("duckdb")
    ranges: list[tuple[int, int]] = []
    rising = True
    with stoppable(), duckdb.connect(":memory:") as connection:
        for path in paths:
            try:
                row = connection.execute(_CHECK, [str(path)]).fetchone()
            except duckdb.Error as error:
                raise TracksError(
                    "the file cannot be read", advice="is it whole?", file=path
                ) from error
            falls, bad, low, high = row
            if bad:
                raise TracksError(
                    f"{bad} rows have no track, no time or no point on earth",
                    advice=IMPORT,
                    file=path,
                )
            rising = rising and not falls
            if low is not None:
                ranges.append((low, high))
        ranges.sort()
        apart = all(a[1] < b[0] for a, b in pairwise(ranges))
        if rising and apart:
            return True
        double = connection.execute(_DOUBLES, [[str(path) for path in paths]]).fetchone()
    if double is not None:
        raise TracksError(
            f"two positions of track {double[0]} have the same time", advice=IMPORT, file=paths[0]
        )
    return False


def _digest(paths: list[Path]) -> str:
    """Return the SHA-256 over those of the files, sorted: in whatever order they are named."""
    found = []
    for path in paths:
        with path.open("rb") as stream:
            found.append(hashlib.file_digest(stream, "sha256").hexdigest())
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()
