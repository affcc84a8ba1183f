"""Stream a file of positions: batches, a frame, or a Parquet file, each with every row counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from osint_helpers.collect.collected import Collected, Meta, Missing
from osint_helpers.collect.extras import ExtraMissingError
from osint_helpers.collect.given import File, Given, file_of
from osint_helpers.collect.manifests import Manifest
from osint_helpers.collect.vessels.ais.archives import MOST, Archive, Member
from osint_helpers.collect.vessels.ais.cleaning import Cleaner
from osint_helpers.collect.vessels.ais.frame import COLUMNS, pandas_of
from osint_helpers.collect.vessels.ais.layouts import Placed
from osint_helpers.collect.vessels.ais.lines import Block, blocks, columns_of
from osint_helpers.collect.vessels.ais.question import Question
from osint_helpers.collect.vessels.ais.tally import Tally
from osint_helpers.errors import CollectError, SchemaChanged

# header line, first line below it -> where the columns stand
Recognise = Callable[[bytes, bytes], Placed]
Moved = Callable[[int], None]  # told how many bytes of the file on disk have been passed
# archive, question, tally -> batches of a file that is no text
Columnar = Callable[[Archive, Question, Tally], Iterator[Any]]


def stream(
    source: File,
    recognise: Recognise,
    question: Question,
    tally: Tally,
    *,
    most: int = MOST,
    moved: Moved | None = None,
    columnar: Columnar | None = None,
) -> Iterator[Any]:
    """Yield canonical Arrow record batches of a file; `tally` is whole when the last one came.

    Raises
    ------
    CollectError
        When the file is broken, or a row was not accounted for; SchemaChanged for a strange header.
    """
    with Archive(source.path, name=source.name, most=most) as archive:
        if archive.kind == "parquet":
            if columnar is None:
                raise CollectError("is Parquet, which this source does not publish",
                                   file=source.name)  # fmt: skip
            yield from columnar(archive, question, tally)
        else:
            for member in archive.members():
                for batch in _member(member, recognise, question, tally):
                    if moved is not None:
                        moved(archive.at())
                    yield batch
        if moved is not None:
            moved(archive.size)
        tally.passed += archive.passed
    tally.check()


def _member(
    member: Member, recognise: Recognise, question: Question, tally: Tally
) -> Iterator[Any]:
    placed: Placed | None = None
    held = b""  # a header that came alone
    for block in blocks(member.stream):
        body = block
        if placed is None:
            header, _, rest = (held + block.data).partition(b"\n")
            if not rest:
                held = block.data
                continue
            placed = recognise(header, rest.partition(b"\n")[0]).only(question.columns)
            cleaner = Cleaner(placed.layout, question, tally)
            plain = placed.plain()
            body = Block.of(rest, 2)
            for name in placed.unread:
                tally.notice(f"field {name} is new and was not read", member.name, [1])
        tally.rows += body.count
        tally.members[member.name] = tally.members.get(member.name, 0) + body.count
        raw = columns_of(body, placed.width, placed.texts, placed.numbers, plain)
        yield cleaner.batch(raw, member.name)
    if placed is None:
        recognise(held.rstrip(b"\n"), b"")
        tally.members[member.name] = 0


def frame_of(
    given: Given | File,
    stream_of: Callable[[File, Tally], Iterator[Any]],
    question: Question,
    manifest: Manifest,
    *,
    call: str,
    tally: Tally | None = None,
) -> Collected:
    """Return a file as a frame; a file that breaks off gives what came, and is not complete.

    Raises
    ------
    CollectError
        When nothing of it could be read; SchemaChanged for a strange header.
    """
    source = given if isinstance(given, File) else file_of(given)
    counts = Tally() if tally is None else tally
    found: list[Any] = []
    missing: tuple[Missing, ...] = ()
    try:
        # what came before a fault is in the list: extend takes one at a time
        found.extend(batch for batch in stream_of(source, counts) if batch.num_rows)
    except (SchemaChanged, ExtraMissingError):
        raise
    except CollectError as error:
        if not counts.rows:
            raise
        missing = (Missing(source.name, error.what),)
        counts.check()
    if source.fault:
        missing = (*missing, Missing(source.name, source.fault))
    frame = pandas_of(found, question.columns)
    meta = Meta(
        f"{manifest.name}.{call}", manifest.title, manifest.publisher, source.part.url,
        {"file": source.name, **question.plain()}, (replace(source.part, rows=len(frame)),),
        missing, "; ".join(f"{one.name}: {one.why}" for one in missing), manifest.licence,
        manifest.attribution, manifest.terms, manifest.schema, manifest.limits, counts.notes(),
        "file",
    )  # fmt: skip
    columns = {one.name: one for one in COLUMNS}
    return Collected(frame, meta, tuple(columns[name] for name in question.columns))
