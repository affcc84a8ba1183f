"""The frame of a map of tracks, packed lines, and how dense positions are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.exhibits.routemap.geometry import MAX_LATITUDE, Frame, latitude, mercator

if TYPE_CHECKING:
    import pandas as pd

PAD: Final = 0.07
TALL: Final = (0.5, 0.8)  # least and greatest height as a share of the width
LEAST: Final = 0.2  # degrees: narrower, the 1:10m coast would be misleading
DIGITS: Final = 4  # of packed positions: 11 m
APART: Final = 1.5  # px; a fix nearer to one that is drawn cannot be told from it
CELL: Final = 6  # px, of the density
LEVELS: Final = (1, 10, 100, 1000)  # positions a cell from which it is a shade darker


def framed(points: Sequence[tuple[float, float]]) -> Frame:
    """Return the frame that holds all points ``(lat, lon)``; east may pass 180 degrees."""
    west = west_of([lon for _, lon in points])
    xs = [east_of(lon, west) for _, lon in points]
    ys = [mercator(lat) for lat, _ in points]
    wide = max(max(xs) - min(xs), LEAST) * (1 + 2 * PAD)
    high = max(max(ys) - min(ys), LEAST * TALL[0]) * (1 + 2 * PAD)
    wide = min(max(wide, high / TALL[1]), 360.0)
    high = max(high, wide * TALL[0])
    x, y, top = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, mercator(MAX_LATITUDE)
    return Frame(
        round(latitude(max(-top, y - high / 2)), 3), round(x - wide / 2, 3),
        round(latitude(min(top, y + high / 2)), 3), round(x + wide / 2, 3),
    )  # fmt: skip


def west_of(lons: Sequence[float]) -> float:
    """Return where the shortest arc that holds all longitudes begins."""
    listed = sorted(set(lons))
    empty = [(after - before, after) for before, after in pairwise(listed)]
    empty.append((listed[0] + 360 - listed[-1], listed[0]))
    return max(empty, key=lambda one: (one[0], -one[1]))[1]


def east_of(lon: float, west: float) -> float:
    """Return a longitude as ``west`` or up to a turn east of it."""
    return lon + 360 if lon < west - 1e-9 else lon


def inside(lon: float, frame: Frame) -> float:
    """Return a longitude as the frame counts it, a whole turn added where it must be."""
    middle = (frame.west + frame.east) / 2
    return lon + 360 * round((middle - lon) / 360)


def pack(points: Iterable[tuple[float, float]], frame: Frame) -> list[int]:
    """Return points ``(lat, lon)`` as whole numbers: the first, then the steps."""
    unit, flat, x, y = 10**DIGITS, [], 0, 0
    for lat, lon in points:
        nx, ny = round(inside(lon, frame) * unit), round(lat * unit)
        flat += [nx - x, ny - y]
        x, y = nx, ny
    return flat


def unpack(flat: Sequence[int]) -> Iterator[tuple[float, float]]:
    """Yield the points ``(lat, lon)`` of :func:`pack`."""
    unit, x, y = 10**DIGITS, 0, 0
    for n in range(0, len(flat), 2):
        x, y = x + flat[n], y + flat[n + 1]
        yield y / unit, x / unit


def thinned(run: pd.DataFrame, frame: Frame) -> list[tuple[float, float]]:
    """Return the fixes of a run that can be told apart on the picture, the first and last kept."""
    points = list(zip(run["lat"].tolist(), run["lon"].tolist(), strict=True))
    kept: list[tuple[float, float]] = []
    at = (0.0, 0.0)
    for n, (lat, lon) in enumerate(points):
        here = frame.xy(lat, inside(lon, frame))
        far = abs(here[0] - at[0]) >= APART or abs(here[1] - at[1]) >= APART
        if n in {0, len(points) - 1} or far:
            kept.append((lat, lon))
            at = here
    return kept


def density(source: Any, frame: Frame) -> tuple[list[list[int]], int]:  # noqa: ANN401
    """Return for each level the cells ``column, row, …`` of a grid, and the positions in view.

    Parameters
    ----------
    source
        Store (read part by part) or frame with ``lat, lon``.
    """
    import numpy as np

    across, down = frame.width // CELL + 1, frame.height // CELL + 1
    total = np.zeros(across * down, dtype="int64")
    for lat, lon in _parts(source):
        middle = (frame.west + frame.east) / 2
        x = (lon + 360 * np.round((middle - lon) / 360) - frame.west) * frame.scale
        radians = np.radians(np.clip(lat, -MAX_LATITUDE, MAX_LATITUDE))
        ordinate = np.degrees(np.log(np.tan(np.pi / 4 + radians / 2)))
        y = (mercator(frame.north) - ordinate) * frame.scale
        seen = (x >= 0) & (x < frame.width) & (y >= 0) & (y < frame.height)
        cells = (y[seen] // CELL).astype("int64") * across + (x[seen] // CELL).astype("int64")
        total += np.bincount(cells, minlength=across * down)
    out = []
    for n, least in enumerate(LEVELS):
        most = LEVELS[n + 1] if n + 1 < len(LEVELS) else np.inf
        found = np.flatnonzero((total >= least) & (total < most))
        out.append([int(v) for cell in found for v in (cell % across, cell // across)])
    return out, int(total.sum())


def _parts(source: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401
    if hasattr(source, "columns"):
        yield source["lat"].to_numpy(), source["lon"].to_numpy()
        return
    from osint_helpers.tracks.extras import need

    dataset = need("pyarrow.dataset")
    held = dataset.dataset([str(path) for path in source.paths], format="parquet")
    for batch in held.to_batches(columns=["lat", "lon"]):
        yield batch.column(0).to_numpy(), batch.column(1).to_numpy()
