"""Positions in GeoParquet: the same columns by name, the point as WKB."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from osint_helpers.collect.columns import check_fields
from osint_helpers.collect.extras import need
from osint_helpers.collect.vessels.ais.archives import Archive
from osint_helpers.collect.vessels.ais.cleaning import Cleaner
from osint_helpers.collect.vessels.ais.frame import NUMBERS
from osint_helpers.collect.vessels.ais.layouts import Layout
from osint_helpers.collect.vessels.ais.lines import Raw
from osint_helpers.collect.vessels.ais.question import Question
from osint_helpers.collect.vessels.ais.tally import Tally
from osint_helpers.errors import CollectError, SchemaChanged

_ROWS: Final = 1 << 16
_POINT: Final = 21  # bytes: order, type, x, y
_GEOMETRY: Final = ("geometry", "geom")
_BOX: Final = ("bbox",)


def batches(
    archive: Archive, layout: Layout, question: Question, tally: Tally, tolerated: tuple[str, ...]
) -> Iterator[Any]:
    """Yield canonical batches; the line of a row is its number in the file, from 1.

    Parameters
    ----------
    layout
        Names of the columns; latitude and longitude may be a point instead.

    Raises
    ------
    SchemaChanged
        Names the first column that is missing, new or of another type.
    """
    pa, parquet = need("pyarrow"), need("pyarrow.parquet")
    try:
        file = parquet.ParquetFile(archive.path)
    except (pa.ArrowException, OSError) as error:
        raise CollectError(f"is no whole Parquet file: {error}", file=archive.name,
                           advice="ask for it again") from None  # fmt: skip
    with file:
        names = list(file.schema_arrow.names)
        point = next((one for one in _GEOMETRY if one in names), "")
        places = {layout.fields["lat"], layout.fields["lon"]} if point else set()
        check_fields(names, [one for one in layout.required if one not in places],
                     [*places, *_GEOMETRY, *_BOX], where=f"the columns of {layout.title}",
                     tolerated=tolerated)  # fmt: skip
        fields = {one: name for one, name in layout.fields.items() if name in names}
        wanted = [*fields.values(), *([point] if point and "lat" not in fields else [])]
        cleaner, first = Cleaner(layout, question, tally), 1
        try:
            for batch in file.iter_batches(_ROWS, columns=wanted):
                tally.rows += batch.num_rows
                tally.members[archive.name] = tally.rows
                yield cleaner.batch(_raw(batch, fields, point, first), archive.name)
                first += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            raise CollectError(f"breaks off: {error}", file=archive.name,
                               advice="ask for it again") from None  # fmt: skip
    if not tally.rows:
        tally.members[archive.name] = 0


def _raw(batch: Any, fields: dict[str, str], point: str, first: int) -> Raw:  # noqa: ANN401
    import numpy as np

    raw = Raw({}, {}, np.arange(first, first + batch.num_rows, dtype=np.int64))
    for name, field in fields.items():
        column = batch.column(field)
        if name in NUMBERS:
            raw.numbers[name] = _numbers(column, field)
        else:
            raw.texts[name] = _texts(column, field)
    if "lat" not in fields:
        raw.numbers["lon"], raw.numbers["lat"] = _points(batch.column(point), point)
    return raw


def _numbers(column: Any, field: str) -> Any:  # noqa: ANN401
    pa = need("pyarrow")
    try:
        return column.cast(pa.float64()).to_numpy(zero_copy_only=False)
    except pa.ArrowException:
        raise _strange(column, field) from None


def _texts(column: Any, field: str) -> Any:  # noqa: ANN401
    """Return a column as a dictionary array of text; a time in the form of the csv."""
    pa, compute = need("pyarrow"), need("pyarrow.compute")
    try:
        if pa.types.is_timestamp(column.type):
            zone = column.type.tz
            if zone not in {None, "UTC", "Etc/UTC", "+00:00"}:
                raise _strange(column, field)
            column = _clock(column.cast(pa.timestamp(column.type.unit)))
        elif pa.types.is_floating(column.type):
            whole = column.cast(pa.int64(), safe=False)
            column = compute.if_else(compute.equal(column, whole.cast(column.type)),
                                     whole.cast(pa.string()), column.cast(pa.string()))  # fmt: skip
        elif pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        return compute.fill_null(column.cast(pa.string()), "").dictionary_encode()
    except pa.ArrowException:
        raise _strange(column, field) from None


def _clock(column: Any) -> Any:  # noqa: ANN401
    """Return times as text, without a fraction where every one is whole."""
    pa = need("pyarrow")
    try:
        return column.cast(pa.timestamp("s")).cast(pa.string())
    except pa.ArrowInvalid:
        return column.cast(pa.timestamp("us"), safe=False).cast(pa.string())


def _points(column: Any, field: str) -> tuple[Any, Any]:  # noqa: ANN401
    """Return x and y of WKB points, NaN for none."""
    import numpy as np

    x, y = np.full(len(column), np.nan), np.full(len(column), np.nan)
    dtype = {1: np.dtype([("o", "u1"), ("t", "<u4"), ("x", "<f8"), ("y", "<f8")]),
             0: np.dtype([("o", "u1"), ("t", ">u4"), ("x", ">f8"), ("y", ">f8")])}  # fmt: skip
    _, offsets, data = column.buffers() if _plain_binary(column) else (None, None, None)
    if offsets is not None and data is not None:
        start = int(np.frombuffer(offsets, dtype=np.int32)[column.offset])
        held = np.frombuffer(data, dtype=dtype[1], count=len(column), offset=start)
        if ((held["o"] == 1) & (held["t"] == 1)).all():
            return held["x"].copy(), held["y"].copy()
    for at, held in enumerate(column.to_pylist()):
        if held is None:
            continue
        if not isinstance(held, bytes) or len(held) != _POINT or held[0] not in dtype:
            raise _strange(column, field)
        one = np.frombuffer(held, dtype=dtype[held[0]])[0]
        if one["t"] != 1:
            raise _strange(column, field)
        x[at], y[at] = one["x"], one["y"]
    return x, y


def _plain_binary(column: Any) -> bool:  # noqa: ANN401
    """Say whether the values stand one behind the other, 21 bytes each."""
    pa, compute = need("pyarrow"), need("pyarrow.compute")
    if column.type != pa.binary() or column.null_count or not len(column):
        return False
    lengths = compute.min_max(compute.binary_length(column)).as_py()
    return bool(lengths["min"] == lengths["max"] == _POINT)


def _strange(column: Any, field: str) -> SchemaChanged:  # noqa: ANN401
    return SchemaChanged(
        f"is of the type {column.type} or holds what is no such value",
        column=field,
        advice="the source changed: keep the file, report it",
    )
