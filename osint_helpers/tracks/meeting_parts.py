"""The search behind encounters, at once or, for a store of several buckets, part by part."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from osint_helpers.tracks import (
    meeting_kernels as kernels,
)
from osint_helpers.tracks import (
    meeting_pass,  # noqa: F401  (makes itself known)
)
from osint_helpers.tracks.engines import DuckDB, Engine, buckets, pieces
from osint_helpers.tracks.extras import need
from osint_helpers.tracks.meeting_pairs import VERSION, pairs
from osint_helpers.tracks.positions import Input, Source, Steps, of_arrow

DAY_US: Final = 86_400_000_000
# A slice of time holds whole days and about so many positions: its join fits into a gigabyte.
SLICE_ROWS: Final = 8_000_000


def rows(source: Source, rule: Any, engine: Engine) -> Any:  # noqa: ANN401  (pyarrow is untyped)
    """Return the rows of ``meeting_kernels.meetings``.

    DuckDB keeps the slow tracks of a sorted source, in memory or, of several files, laid bucket by
    bucket into files by slice of time; then come pairs, slice by slice, and encounters of all
    pairs. A pair stands in one moment, so slices need no overlap and nothing is counted twice.
    """
    tables = {"steps": Steps(source)}
    inputs = buckets.split(kernels.slow, tables)
    if not isinstance(engine, DuckDB) or not source.sorted:
        found = of_arrow(engine.run(kernels.near, tables, rule))
    elif len(inputs) == 1:
        found = of_arrow(pairs(engine.run(kernels.slow, tables, rule), rule))
    else:
        found = _sliced(source, inputs, rule, engine)
    return engine.run(kernels.meetings, {"pairs": found}, rule)


def _sliced(
    source: Source, inputs: Sequence[Mapping[str, Input]], rule: Any, engine: DuckDB  # noqa: ANN401
) -> Source:  # fmt: skip
    """Return the pairs of all slices of time."""
    parquet, length = need("pyarrow.parquet"), slice_us(source)
    slow = engine.lay(
        kernels.slow, inputs, kernels.Sliced(rule, length), what="slow ships", by="slice"
    )
    step, numbers = kernels.every(rule), {one: at for at, one in slow.items()}
    if not slow:  # nobody was slow: one bucket without rows says the columns
        return of_arrow(engine.run(kernels.near, inputs[0], rule))

    def search(tables: Mapping[str, Input], target: Path) -> None:
        (part,) = (one for one in tables.values() if isinstance(one, Source))
        number = numbers[part]
        ends = -(-number * length // step), -(-(number + 1) * length // step) - 1
        found = pairs(pieces.whole(part.paths), rule, ends)
        parquet.write_table(found, target / "0.parquet", compression="zstd")

    return engine.laid(
        search, [{"moments": one} for one in slow.values()],
        key=f"meeting_pairs.pairs {VERSION} {rule!r}", what="pairs of slow ships",
    )[0]  # fmt: skip


def slice_us(source: Source) -> int:
    """Return the length of a slice of time: whole days with about ``SLICE_ROWS`` positions."""
    parquet = need("pyarrow.parquet")
    files = [parquet.ParquetFile(path).metadata for path in source.paths]
    count = sum(one.num_rows for one in files)
    first, last = _span(files)
    days = max(1, math.ceil((last - first) / DAY_US))
    length: int = max(1, math.ceil(days * SLICE_ROWS / max(count, 1))) * DAY_US
    return length


def _span(files: list[Any]) -> tuple[int, int]:
    """Return the first and last time of files by their statistics, a day where they have none."""
    found = [
        column.statistics
        for one in files
        for group in range(one.num_row_groups)
        for column in (one.row_group(group).column(at) for at in range(one.num_columns))
        if column.path_in_schema == "t_us" and column.statistics is not None
    ]
    known = [one for one in found if one.has_min_max]
    if not known:
        return 0, DAY_US
    return int(min(one.min for one in known)), int(max(one.max for one in known))
