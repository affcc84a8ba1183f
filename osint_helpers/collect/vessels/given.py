"""A file that is read as it lies: a path, a capture of the case, or an answer of a client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from osint_helpers.collect import shelf, strictly
from osint_helpers.collect.answers import Answer
from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Meta, Part
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.manifests import Manifest
from osint_helpers.errors import CollectError
from osint_helpers.evidence import hashing
from osint_helpers.evidence.record import Capture

Given = Path | str | Capture | Answer


@dataclass(frozen=True)
class Held:
    """Bytes of a file and where they come from.

    Attributes
    ----------
    data
        The whole file.
    part
        Name, address, time, capture and SHA-256 for ``Meta.parts``.
    fault
        Why the bytes are known not to be whole, or ``""``.
    """

    data: bytes
    part: Part
    fault: str = ""


def held(given: Given, *, most: int) -> Held:
    """Return the bytes of a file; those of a capture are compared with its record.

    Parameters
    ----------
    given
        Path of a file, a capture, or an answer.
    most
        Bytes it may have.

    Raises
    ------
    CollectError
        When there is no such file, no body, or more than `most` bytes.
    """
    if isinstance(given, Answer):
        if given.path is None:
            raise strictly.empty(given.source)
        part = Part(given.url, given.url, given.at, given.capture, given.sha256, 0, given.synthetic)
        return Held(_bytes(given.path, most), part, "" if given.complete else given.reason)
    if isinstance(given, Capture):
        return _of_capture(given, most)
    path = Path(given)
    if not path.is_file():
        raise CollectError("is no file", file=path, advice="name a file that is there")
    data = _bytes(path, most)
    return Held(data, Part(path.name, path.name, "", "", hashing.of_file(path)))


def _of_capture(capture: Capture, most: int) -> Held:
    body = shelf.body_of(capture)
    if body is None:
        raise CollectError(
            f"the capture {capture.id} has no body", advice="choose a capture with outcome ok"
        )
    record = capture.record
    url = str(record.get("url_asked") or record.get("original_name") or capture.id)
    part = Part(url, url, capture.at, capture.id, capture.sha256, 0, shelf.synthetic(dict(record)))
    fault = "" if capture.complete else f"the capture {capture.id} is not complete"
    return Held(_bytes(body, most), part, fault)


def _bytes(path: Path, most: int) -> bytes:
    size = path.stat().st_size
    if size > most:
        raise CollectError(
            f"has {size} bytes; at most {most} are read", file=path, advice="is it the right file?"
        )
    return path.read_bytes()


class FileReading(Gathering):
    """A gathering that asks nobody: its part is a file."""

    def __init__(
        self, manifest: Manifest, call: str, parameters: Mapping[str, Any], one: Held
    ) -> None:
        super().__init__(Client(mode="replay", environment={}), manifest, call, parameters)
        self._one = one
        if one.fault:
            self.cut(one.fault)

    def counted(self, rows: int) -> None:
        """Say how many rows the file gave."""
        self.parts = [replace(self._one.part, rows=rows)]

    def meta(self) -> Meta:
        """Return what is known about the result; the mode is ``file``."""
        return replace(super().meta(), mode="file")
