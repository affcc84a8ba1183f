"""Whatever holds positions, made one kind of source: columns known, order known, digest known."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Protocol, runtime_checkable

from osint_helpers._card import Carded
from osint_helpers.errors import TracksError, shown
from osint_helpers.tracks import columns as names
from osint_helpers.tracks.extras import need

# t says the same as t_us; time stamps are left out of kernels, since engines differ on them.
KINDS: Final = {column.name: column.type for column in names.POSITIONS if column.name != "t"}
IMPORT: Final = "import the positions into a store first (import_positions): it removes and counts"


@dataclass(frozen=True, repr=False)
class Source(Carded):
    """One input of a kernel.

    Attributes
    ----------
    columns
        (name, ``integer`` | ``number`` | ``text``) pairs the kernel sees.
    digest
        What an event's id stands on: ``Store.id``, else SHA-256 of the content.
    paths
        Parquet files, in order; or
    table
        a ``pyarrow.Table``.
    sorted
        Each file (the table) rises strictly by (track, t_us), and no track is in two files.
    window
        First and last moment the positions stand for, microseconds UTC, where the source says it.
    """

    columns: tuple[tuple[str, str], ...]
    digest: str
    paths: tuple[str, ...] = ()
    table: Any = field(default=None, compare=False)
    sorted: bool = False
    window: tuple[int, int] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(name for name, _ in self.columns)


@dataclass(frozen=True)
class Steps:
    """A source of which the kernel wants the steps (``tracks.steps``).

    Attributes
    ----------
    carry
        As there.
    state
        Kernel of (``{"steps": steps}``, the rule of the search) that adds an integer ``state`` to
        the steps of a fix; the search then also sees ``state_1``, that of the fix before.
    """

    source: Source
    carry: tuple[str, ...] = ()
    state: Callable[[Mapping[str, Any], Any], Any] | None = None


Input = Source | Steps


@runtime_checkable
class StoreLike(Protocol):
    """What is used of a ``Store``."""

    id: str

    @property
    def paths(self) -> Sequence[Path]: ...  # noqa: D102
    @property
    def window(self) -> Any: ...  # noqa: ANN401, D102


Positions = Any  # Store | DataFrame | path | paths


def of(positions: Positions) -> Source:
    """Return positions as a source.

    Parameters
    ----------
    positions
        A ``Store``; a DataFrame with ``track`` or ``mmsi``, ``t_us`` or ``t`` (with time zone),
        ``lat``, ``lon`` and any further column of a store, in any order; or one or several Parquet
        files with the same columns.

    Raises
    ------
    TracksError
        When a column is missing or of another type, a coordinate is missing or not on earth, two
        rows have the same track and time, or a file cannot be read.
    """
    import pandas as pd

    if isinstance(positions, pd.DataFrame):
        from osint_helpers.tracks.framing import of_frame

        return of_frame(positions)
    if isinstance(positions, str | Path):
        positions = [positions]
    if isinstance(positions, StoreLike):
        return _of_store(positions)
    if isinstance(positions, Sequence) and all(isinstance(p, str | Path) for p in positions):
        from osint_helpers.tracks.filing import of_files

        return of_files([Path(path) for path in positions])
    raise TracksError(
        f"positions of type {type(positions).__name__} cannot be searched",
        advice="give a store, a DataFrame or the path of a Parquet file",
    )


def of_arrow(table: Any, digest: str = "") -> Source:  # noqa: ANN401  (pyarrow is untyped)
    """Return a small Arrow table (ports, gaps, bins) as an input of a kernel."""
    pa = need("pyarrow")
    kinds = []
    for column in table.schema:
        if pa.types.is_integer(column.type):
            kinds.append((column.name, "integer"))
        elif pa.types.is_floating(column.type):
            kinds.append((column.name, "number"))
        else:
            kinds.append((column.name, "text"))
    return Source(tuple(kinds), digest, table=table)


def of_own_files(paths: Sequence[Path], folder: Path) -> Source:
    """Return Parquet files an engine wrote as an input of a kernel, whatever their columns.

    Their paths below the folder stand for their content: parts bear the digest of what made them.
    """
    schema = need("pyarrow.parquet").read_schema(paths[0])
    digest = sha256([path.relative_to(folder).as_posix().encode() for path in paths])
    return replace(
        of_arrow(schema.empty_table(), digest), table=None, paths=tuple(str(path) for path in paths)
    )


def known(schema: Any, where: str) -> tuple[tuple[str, str], ...]:  # noqa: ANN401  (pyarrow is untyped)
    """Return the columns of positions an Arrow schema holds.

    Raises
    ------
    TracksError
        When a needed one is missing.
    """
    missing = [name for name in names.NEEDED if name not in schema.names]
    if missing:
        raise TracksError(
            f"{where} has no column {missing[0]}",
            advice="positions need track or mmsi, t_us or t, lat and lon",
            column=missing[0],
        )
    return tuple((name, kind) for name, kind in KINDS.items() if name in schema.names)


def _of_store(store: StoreLike) -> Source:
    parquet = need("pyarrow.parquet")
    paths = tuple(str(path) for path in store.paths)
    if not paths:
        from osint_helpers.tracks.framing import empty

        return empty(store.id, microseconds(store.window))
    columns = known(parquet.read_schema(paths[0]), "the store")
    return Source(columns, store.id, paths, sorted=True, window=microseconds(store.window))


def microseconds(window: Any) -> tuple[int, int] | None:  # noqa: ANN401  (pairs of many kinds)
    """Return a pair of moments as microseconds since 1970, UTC.

    Raises
    ------
    TracksError
        When a moment has no time zone, or the end lies before the start.
    """
    import pandas as pd

    if window is None:
        return None
    if isinstance(window, str) or not hasattr(window, "__len__") or len(window) != 2:
        raise TracksError("the window is no pair of moments", advice="give (start, end)")
    ends: list[int] = []
    for moment in window:
        if isinstance(moment, int):
            ends.append(moment)
            continue
        try:
            stamp = pd.Timestamp(moment)
        except (ValueError, TypeError) as error:
            raise TracksError(
                f"{shown(moment)} is no time", advice="such as 2020-06-30T00:00Z"
            ) from error
        if stamp.tz is None:  # also of NaT
            raise TracksError(
                f"the time {moment} has no time zone", advice="say UTC, such as 2020-06-30T00:00Z"
            )
        ends.append(
            int(stamp.tz_convert("UTC").tz_localize(None).as_unit("us").asm8.astype("int64"))
        )
    if ends[1] < ends[0]:
        raise TracksError("the window ends before it starts", advice="give (start, end)")
    return ends[0], ends[1]


def sha256(parts: Sequence[bytes | memoryview]) -> str:
    """Return the SHA-256 of parts, each with its length before it."""
    digest = hashlib.sha256()
    for part in parts:
        view = memoryview(part).cast("B") if len(part) else memoryview(b"")
        digest.update(len(view).to_bytes(8, "big"))
        digest.update(view)
    return digest.hexdigest()
