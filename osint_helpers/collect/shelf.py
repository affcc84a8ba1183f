"""The recorded answers of a case, found by what was asked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import hashing, layout
from osint_helpers.evidence.net.ips import is_public
from osint_helpers.evidence.record import Capture, captures

_REDACTED: Final = re.compile(r"[^&=]*=REDACTED")
Identity = tuple[str, str, str]


def identity(method: str, url: str, body: bytes | str | None) -> Identity:
    """Return what makes two questions the same: method, address without keys, SHA-256 of the body.

    Parameters
    ----------
    url
        As it may be stored: values of keys are ``REDACTED``.
    body
        The bytes sent, or their SHA-256.
    """
    split = urlsplit(url)
    query = "&".join(one for one in split.query.split("&") if not _REDACTED.fullmatch(one))
    digest = body if isinstance(body, str) else hashlib.sha256(body or b"").hexdigest()
    plain = urlunsplit((split.scheme, split.netloc, split.path or "/", query, ""))
    return method, plain, digest if method == "POST" else ""


def of_capture(capture: Capture) -> Identity:
    """Return the identity of the question a capture answers."""
    record = capture.record
    sent = record.get("sent") or {}
    return identity(
        str(record.get("method", "GET")), str(record.get("url_asked", "")), sent.get("sha256", "")
    )


class Shelf:
    """Every fetched capture of a case, by question.

    Parameters
    ----------
    case
        The case folder; None for a shelf without a case.
    pins
        Ids of the captures that may be used; empty for all.
    """

    def __init__(self, case: Path | None, pins: Collection[str] = ()) -> None:
        self._case = case
        self._pins = frozenset(pins)
        self._found: dict[Identity, list[Capture]] | None = None

    def find(self, asked: Identity) -> Capture | None:
        """Return the newest sound capture of a question, else the newest of all, else None."""
        held = self._index().get(asked, [])
        sound = [one for one in held if one.sound]
        best = sound or held
        return best[-1] if best else None

    def add(self, capture: Capture) -> None:
        """Take up a capture just made."""
        self._index().setdefault(of_capture(capture), []).append(capture)

    def _index(self) -> dict[Identity, list[Capture]]:
        if self._found is None:
            self._found = {}
            for one in self._fetched():
                self._found.setdefault(of_capture(one), []).append(one)
        return self._found

    def _fetched(self) -> Iterator[Capture]:
        for one in captures(self._case) if self._case is not None else []:
            if one.kind == "fetched" and (not self._pins or one.id in self._pins):
                yield one


def body_of(capture: Capture) -> Path | None:
    """Return the body of a capture, after its bytes were compared with its record.

    Raises
    ------
    EvidenceError
        When they differ.
    """
    if capture.body is not None and hashing.of_file(capture.body) != capture.sha256:
        raise EvidenceError(
            f"the body of capture {capture.id} is not what its record says",
            file=capture.body, advice="osint verify says more",
        )  # fmt: skip
    return capture.body


def headers_of(folder: Path) -> dict[str, str]:
    """Return the headers of the last answer in the wire file of a capture, names in lower case."""
    from osint_helpers.evidence.exports import warc

    path = folder / layout.WIRE
    if not path.is_file():
        return {}
    answers = [one for one in warc.records(path) if one.kind == "response"]
    return dict(answers[-1].http) if answers else {}


def synthetic(record: dict[str, object]) -> bool:
    """Say whether the last peer of a capture has no public address."""
    hops = record.get("hops")
    peers = [str(hop.get("peer") or "") for hop in hops] if isinstance(hops, list) else []
    return bool(peers) and bool(peers[-1]) and not is_public(peers[-1])
