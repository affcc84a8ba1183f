"""One answer of a source, the same object whether it was recorded, replayed or live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from osint_helpers._card import Carded
from osint_helpers.collect import strictly
from osint_helpers.errors import CollectError


@dataclass(frozen=True, repr=False)
class Answer(Carded):
    """What came.

    Attributes
    ----------
    url
        As asked, keys replaced by ``REDACTED``.
    status
        HTTP status; None when there was no answer.
    headers
        Of the final answer, names in lower case; read from the wire file when first asked for.
    path
        The decoded body on disk; None when it is empty.
    sha256
        Of the decoded body.
    outcome, complete, reason
        As in a capture (docs/capture.md).
    capture
        Its id; ``""`` in live mode.
    at
        UTC, when it was asked.
    source
        Title of the source, for errors.
    synthetic
        True when what was asked has no public address, be it through a proxy or not.
    held
        True when the case held it already, and nothing was asked.
    """

    url: str
    status: int | None
    headers: Mapping[str, str] = field(repr=False)
    path: Path | None
    sha256: str
    outcome: str
    complete: bool
    reason: str
    capture: str
    at: str
    source: str
    synthetic: bool
    held: bool = field(default=False, compare=False)

    @property
    def data(self) -> bytes:
        """The decoded body.

        Raises
        ------
        CollectError
            For a live answer whose client was closed.
        """
        if self.path is None:
            return b""
        with self.open() as file:
            return file.read()

    def open(self) -> IO[bytes]:
        """Open the decoded body for streaming.

        Raises
        ------
        SourceRefusedError
            When there is none.
        CollectError
            For a live answer whose client was closed.
        """
        if self.path is None:
            raise strictly.empty(self.source)
        try:
            return self.path.open("rb")
        except FileNotFoundError:
            raise CollectError(
                f"the answer of {self.source} is gone",
                advice="a live answer ends with its client: read it before Client.close()",
            ) from None

    def json(self) -> Any:  # noqa: ANN401
        """Return the body as JSON, read strictly (`strictly.json_of`)."""
        return strictly.json_of(self.data, source=self.source)

    def text(self, encoding: str = "utf-8") -> str:
        """Return the body as text; the charset a server guesses is not believed.

        Raises
        ------
        CollectError
            When it is not in that encoding.
        """
        return strictly.text_of(self.data, source=self.source, encoding=encoding)

    def said(self) -> str:
        """Return what a refusal says, for an error: ``, it answered with the text '…'``."""
        return f", it answered with {strictly.told(self._beginning())}"

    def _beginning(self) -> bytes:
        if self.path is None:
            return b""
        with self.path.open("rb") as file:
            return file.read(4096)
