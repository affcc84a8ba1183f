"""What every source of day files offers: a frame, batches, or a Parquet file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from osint_helpers.collect.collected import Collected
from osint_helpers.collect.given import File, Given, file_of
from osint_helpers.collect.manifests import Manifest
from osint_helpers.collect.vessels.ais.archives import MOST
from osint_helpers.collect.vessels.ais.parquet import Written, write
from osint_helpers.collect.vessels.ais.question import Question, When
from osint_helpers.collect.vessels.ais.reading import Moved, frame_of
from osint_helpers.collect.vessels.ais.tally import Tally


class Stream(Protocol):
    """Reads a file of one source as canonical record batches; `tolerated` are new fields."""

    def __call__(
        self,
        source: File,
        question: Question,
        tally: Tally,
        tolerated: tuple[str, ...],
        *,
        most: int = MOST,
        moved: Moved | None = None,
    ) -> Iterator[Any]:
        """Yield the batches; what became of every row is in `tally`."""
        ...


class DayFiles:
    """The readers of a source whose files lie on the disk.

    Parameters
    ----------
    manifest
        Of the source.
    stream
        Reads a file of it.
    """

    def __init__(self, manifest: Manifest, stream: Stream) -> None:
        self._manifest, self._stream = manifest, stream

    def read(
        self,
        source: Given,
        *,
        mmsi: tuple[str, ...] = (),
        box: tuple[float, ...] | None = None,
        start: When | None = None,
        end: When | None = None,
        columns: tuple[str, ...] | None = None,
        tolerate: tuple[str, ...] = (),
        tally: Tally | None = None,
    ) -> Collected:
        """Return the positions of a file as a frame.

        Parameters
        ----------
        source
            Path of a file as published, a capture of the case, or an answer.
        mmsi
            Ships; empty for all.
        box
            ``(west, south, east, north)`` in degrees; west greater than east crosses the
            antimeridian.
        start, end
            Time or ISO 8601 text, UTC when no zone is given; `start` included, `end` not.
        columns
            Canonical columns to return; by default all.
        tolerate
            New fields of the header to pass over.
        tally
            Filled with the counts; they are in ``meta.notes`` as sentences anyway.

        Returns
        -------
        Collected
            Columns as :data:`.ais.COLUMNS`, one row a position, in the order of the file.

        Raises
        ------
        SchemaChanged
            When the header is none that is known.
        CollectError
            When nothing of the file can be read.
        """
        question = Question.of(mmsi, box, start, end, columns)
        return frame_of(
            source, lambda one, counts: self._stream(one, question, counts, tolerate), question,
            self._manifest, call="read", tally=tally,
        )  # fmt: skip

    def batches(
        self,
        source: Given,
        *,
        mmsi: tuple[str, ...] = (),
        box: tuple[float, ...] | None = None,
        start: When | None = None,
        end: When | None = None,
        columns: tuple[str, ...] | None = None,
        tolerate: tuple[str, ...] = (),
        tally: Tally | None = None,
        most: int = MOST,
    ) -> Iterator[Any]:
        """Yield Arrow record batches of the canonical columns, for what is larger than memory.

        Parameters as :meth:`read`; `most` is how many bytes the file may have unpacked. `tally` is
        whole after the last batch. A file that breaks off raises CollectError after what came.
        """
        question = Question.of(mmsi, box, start, end, columns)
        counts = Tally() if tally is None else tally
        yield from self._stream(
            file_of(source, hashed=False), question, counts, tolerate, most=most
        )

    def to_parquet(
        self,
        source: Given,
        target: Path | str,
        *,
        mmsi: tuple[str, ...] = (),
        box: tuple[float, ...] | None = None,
        start: When | None = None,
        end: When | None = None,
        columns: tuple[str, ...] | None = None,
        tolerate: tuple[str, ...] = (),
        again: bool = False,
        quiet: bool | None = None,
    ) -> Written:
        """Write the canonical columns of a file as Parquet, in one step and with bounded memory.

        Parameters as :meth:`read`; `again` replaces a target made from something else; `quiet`
        None shows progress on a terminal only. A target made from the same bytes, with the same
        question, is left as it is.
        """

        def stream(one: File, question: Question, counts: Tally, moved: Moved) -> Iterator[Any]:
            return self._stream(one, question, counts, tolerate, moved=moved)

        question = Question.of(mmsi, box, start, end, columns)
        return write(
            file_of(source), Path(target), question, self._manifest, stream, again=again,
            quiet=quiet,
        )  # fmt: skip
