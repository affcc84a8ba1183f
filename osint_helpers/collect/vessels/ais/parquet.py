"""Write canonical batches as Parquet: whole or not at all, and not twice."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from osint_helpers._card import Carded
from osint_helpers.collect.extras import need
from osint_helpers.collect.given import File
from osint_helpers.collect.manifests import Manifest
from osint_helpers.collect.vessels.ais.frame import schema
from osint_helpers.collect.vessels.ais.question import Question
from osint_helpers.collect.vessels.ais.reading import Moved
from osint_helpers.collect.vessels.ais.tally import Tally
from osint_helpers.errors import CollectError

_KEY: Final = b"osint_helpers.ais"
_GROUP: Final = 1 << 20  # rows of a row group at least, but for the last
Stream = Callable[[File, Question, Tally, Moved], Iterator[Any]]


@dataclass(frozen=True, repr=False)
class Written(Carded):
    """A Parquet file that was made.

    Attributes
    ----------
    path
        The file.
    tally
        What became of every row of the source.
    fresh
        False: it was there already, made from the same bytes with the same question.
    """

    path: Path
    tally: Tally
    fresh: bool


def write(
    source: File,
    target: Path,
    question: Question,
    manifest: Manifest,
    stream: Stream,
    *,
    again: bool,
    quiet: bool | None,
) -> Written:
    """Write the rows that are asked for; counts and origin go into the metadata of the file.

    Parameters
    ----------
    again
        Replace a target that was made from something else.
    quiet
        None: progress on a terminal only.

    Raises
    ------
    CollectError
        When the source is not whole, or the target holds something else.
    """
    if source.fault:
        raise CollectError(f"is not whole: {source.fault}", file=source.name,
                           advice="record it again first")  # fmt: skip
    origin = {"file": source.name, "sha256": source.part.sha256, "schema": manifest.schema,
              "question": question.plain()}  # fmt: skip
    if target.exists() and not again:
        return Written(target, _same(target, origin), fresh=False)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    tally = Tally()
    try:
        _fill(part, source, question, tally, stream, origin=origin, quiet=quiet)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return Written(target, tally, fresh=True)


def _same(target: Path, origin: dict[str, Any]) -> Tally:
    pa, parquet = need("pyarrow"), need("pyarrow.parquet")
    try:
        held = json.loads((parquet.read_metadata(target).metadata or {})[_KEY])
    except (pa.ArrowException, OSError, KeyError, ValueError):
        held = {}
    if held.get("origin") != origin:
        raise CollectError("is there already and was made from something else", file=target,
                           advice="name another file, or say again=True")  # fmt: skip
    return Tally.of(held["tally"])


def _fill(
    part: Path,
    source: File,
    question: Question,
    tally: Tally,
    stream: Stream,
    *,
    origin: dict[str, Any],
    quiet: bool | None,
) -> None:
    from tqdm import tqdm

    pa, parquet = need("pyarrow"), need("pyarrow.parquet")
    size = source.path.stat().st_size
    wanted = schema(question.columns)
    with (
        tqdm(total=size, unit="B", unit_scale=True, desc=source.name, disable=quiet) as bar,
        parquet.ParquetWriter(part, wanted, compression="zstd") as writer,
    ):
        held: list[Any] = []
        rows = 0

        def moved(at: int) -> None:
            bar.update(at - bar.n)

        for batch in stream(source, question, tally, moved):
            held.append(batch)
            rows += batch.num_rows
            if rows >= _GROUP:
                writer.write_table(pa.Table.from_batches(held, wanted), row_group_size=rows)
                held, rows = [], 0
        writer.write_table(pa.Table.from_batches(held, wanted))
        told = {"origin": origin, "tally": tally.plain()}
        writer.add_key_value_metadata({_KEY: json.dumps(told, sort_keys=True).encode()})
