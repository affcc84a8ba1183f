"""A sorted file as ranges of whole tracks: one stream is one thread, several run side by side."""

from __future__ import annotations

from typing import Final

from osint_helpers.tracks.extras import need

# A stream of fewer rows takes less than a range costs to set up.
LEAST_ROWS: Final = 1_000_000
MOST: Final = 8


def ranges(path: str) -> list[str]:
    """Return conditions on ``track`` that share out the rows of a Parquet file, each row once.

    The limits are those of row groups, as the file states them, so that each range is read alone. A
    file that states none, or says that a track is missing, is one range: "".
    """
    parquet, pa = need("pyarrow.parquet"), need("pyarrow")
    try:
        found = parquet.read_metadata(path)
    except (OSError, pa.ArrowException):
        return [""]  # DuckDB says what is wrong with it
    count = min(found.num_rows // LEAST_ROWS, found.num_row_groups, MOST)
    at = found.schema.names.index("track") if "track" in found.schema.names else -1
    if count < 2 or at < 0:
        return [""]
    groups = [found.row_group(n).column(at).statistics for n in range(found.num_row_groups)]
    # a track that is missing lies in no range
    if any(one is None or not one.has_min_max or one.null_count != 0 for one in groups):
        return [""]
    firsts = [groups[len(groups) * n // count].min for n in range(1, count)]
    if not all(isinstance(first, int) for first in firsts):
        return [""]
    cuts = sorted(set(firsts))
    below = [f"track < {cut}" for cut in cuts]
    above = [f"track >= {cut}" for cut in cuts]
    return [
        " where " + " and ".join(limits)
        for limits in (below[:1], *map(list, zip(above, below[1:], strict=False)), above[-1:])
    ]
