"""Put a result together from files: a path, an answer or a capture of a case, read as a stream."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osint_helpers.collect import shelf
from osint_helpers.collect.answers import Answer
from osint_helpers.collect.collected import Collected, Meta, Missing, Part
from osint_helpers.collect.columns import Column, frame
from osint_helpers.collect.manifests import Manifest
from osint_helpers.errors import CollectError
from osint_helpers.evidence import hashing
from osint_helpers.evidence.record import Capture

if TYPE_CHECKING:
    import pandas as pd

Given = Path | str | Answer | Capture


class Reading:
    """The files of one call of a reader; the counterpart of `Gathering` where nothing is asked.

    Parameters
    ----------
    manifest
        Of the source.
    call
        Name of the public function: ``day``.
    parameters
        The question, as the report should print it.
    """

    def __init__(self, manifest: Manifest, call: str, parameters: Mapping[str, Any]) -> None:
        self.manifest = manifest
        self.collector = f"{manifest.name}.{call}"
        self.parameters = dict(parameters)
        self.parts: list[Part] = []
        self.missing: list[Missing] = []
        self.notes: list[str] = []
        self._reasons: list[str] = []

    def take(self, given: Given) -> Path:
        """Note a file as a part of the result, with its hash, and return its path.

        Raises
        ------
        CollectError
            When there is no such file.
        EvidenceError
            When the body of a capture is not what its record says.
        """
        if isinstance(given, Answer):
            path, part = given.path, Part(
                _name(given.path), given.url, given.at, given.capture, given.sha256,
                synthetic=given.synthetic,
            )  # fmt: skip
        elif isinstance(given, Capture):
            path = shelf.body_of(given)
            part = Part(
                _name(path), str(given.record.get("url_asked", "")), given.at, given.id,
                given.sha256, synthetic=shelf.synthetic(given.record),
            )  # fmt: skip
        else:
            path, part = Path(given), Part(Path(given).name, "", "", "", "")
        if path is None or not path.is_file():
            raise CollectError(
                "is no file", file=path or "", advice="name the file that was downloaded"
            )
        if not part.sha256:
            part = Part(part.name, "", "", "", hashing.of_file(path))
        self.parts.append(part)
        return path

    def count(self, rows: int, part: int = -1) -> None:
        """Say how many rows a part gave; the last one by default."""
        one = self.parts[part]
        self.parts[part] = Part(
            one.name, one.url, one.at, one.capture, one.sha256, one.rows + rows, one.synthetic
        )

    def miss(self, part: str, why: str) -> None:
        """Note that a part is not there."""
        self.missing.append(Missing(part, why))

    def cut(self, reason: str) -> None:
        """Say that rows are lacking although every part is there."""
        if reason not in self._reasons:
            self._reasons.append(reason)

    def note(self, text: str) -> None:
        """Say what was noticed, once."""
        if text not in self.notes:
            self.notes.append(text)

    def meta(self) -> Meta:
        """Return what is known about the result so far; its mode is ``file``."""
        one = self.manifest
        missing = [f"{lost.name}: {lost.why}" for lost in self.missing]
        return Meta(
            self.collector, one.title, one.publisher, "", self.parameters, tuple(self.parts),
            tuple(self.missing), "; ".join([*self._reasons, *missing]), one.licence,
            one.attribution, one.terms, one.schema, one.limits, tuple(self.notes), "file",
        )  # fmt: skip

    def collected(
        self, rows: Iterable[Mapping[str, Any]] | pd.DataFrame, columns: Sequence[Column]
    ) -> Collected:
        """Return the result."""
        from pandas import DataFrame

        made = rows if isinstance(rows, DataFrame) else frame(rows, columns)
        return Collected(made, self.meta(), tuple(columns))


def _name(path: Path | None) -> str:
    return "" if path is None else path.name
