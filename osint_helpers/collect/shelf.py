"""The recorded answers of a case, found by what was asked."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Callable, Collection, Container, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import unquote_plus, urlsplit, urlunsplit

from osint_helpers._card import Carded
from osint_helpers.errors import CaptureRefusedError, EvidenceError
from osint_helpers.evidence import hashing, layout
from osint_helpers.evidence.net import urls
from osint_helpers.evidence.net.ips import is_public
from osint_helpers.evidence.net.proxying import inward
from osint_helpers.evidence.outcomes import SOUND
from osint_helpers.evidence.record import Capture, load

_REDACTED: Final = "REDACTED"
Identity = tuple[str, str, str]


class Entry(NamedTuple):
    """What the index keeps of a capture."""

    at: str
    id: str
    outcome: str
    complete: bool
    status: int | None

    @property
    def sound(self) -> bool:
        """Say whether the bytes are complete and what the address gave."""
        return self.complete and self.outcome in SOUND


def identity(
    method: str,
    url: str,
    body: bytes | str | None,
    keys: Container[str] = (),
    span: str = "",
) -> Identity:
    """Return what makes two questions the same: method, address without keys, SHA-256 of the body.

    Two parts of one resource are two questions.

    Parameters
    ----------
    url
        In any writing; it is brought into the form captures have. Parameters keep their order.
    body
        The bytes sent, or their SHA-256.
    keys
        Names of parameters that carry a key; those with the value ``REDACTED`` do in any case.
    span
        The part asked for, ``bytes=0-99``; empty for the whole.
    """
    split = urlsplit(url)
    query = "&".join(one for one in split.query.split("&") if not _is_key(one, keys))
    plain = urlunsplit((split.scheme, split.netloc, split.path or "/", query, ""))
    with contextlib.suppress(CaptureRefusedError):  # it will be refused when it is asked
        plain = urls.parse(plain).text
    digest = body if isinstance(body, str) else hashlib.sha256(body or b"").hexdigest()
    return method, plain, digest if method == "POST" else span


def _is_key(part: str, keys: Container[str]) -> bool:
    name, _, value = part.partition("=")
    return value == _REDACTED or (bool(part) and unquote_plus(name) in keys)


def of_record(record: Mapping[str, Any]) -> Identity:
    """Return the identity of the question the record of a capture answers."""
    sent = record.get("sent") or {}
    return identity(
        str(record.get("method", "GET")), str(record.get("url_asked", "")), sent.get("sha256", ""),
        span=str(record.get("range", "")),
    )  # fmt: skip


class Shelf(Carded):
    """Every fetched capture of a case, by question.

    Parameters
    ----------
    case
        The case folder; None for a shelf without a case.
    pins
        Ids of the captures that may be used; empty for all.

    Raises
    ------
    EvidenceError
        When a pinned capture is not there.
    """

    def __init__(self, case: Path | None, pins: Collection[str] = ()) -> None:
        self._home = None if case is None else case / layout.CAPTURES
        self._pins = frozenset(pins)
        self._known: set[str] = set()
        self._found: dict[Identity, list[Entry]] = {}
        self._lock = threading.Lock()
        for pin in sorted(self._pins):
            if self._home is None or not (self._home / pin / layout.RECORD).is_file():
                raise EvidenceError(
                    f"there is no capture {pin!r} to replay from", advice="osint log lists them"
                )

    def find(
        self, asked: Identity, good: Callable[[Entry], bool] = attrgetter("sound")
    ) -> Capture | None:
        """Return the newest good capture of a question, else the newest of all, else None.

        The folder is looked at again when nothing is known: another process may have recorded it.
        """
        with self._lock:
            return self._best(asked, good) or (self._scan() and self._best(asked, good)) or None

    def add(self, capture: Capture) -> None:
        """Take up a capture just made."""
        with self._lock:
            self._take(capture)

    def _best(self, asked: Identity, good: Callable[[Entry], bool]) -> Capture | None:
        held = self._found.get(asked, [])
        while held:
            best = max(filter(good, held), default=None) or max(held)
            capture = self._load(best.id)
            if capture is not None:
                return capture
            held.remove(best)  # it was removed after it had been found
        return None

    def _scan(self) -> bool:
        """Take up captures that are not known yet; say whether there were any."""
        if self._home is None or not self._home.is_dir():
            return False
        names = {path.name for path in self._home.iterdir()} - self._known
        new = [one for one in names if layout.CAPTURE_ID.fullmatch(one)]
        for name in new if not self._pins else self._pins & set(new):
            capture = self._load(name)
            if capture is not None:
                self._take(capture)
        self._known.update(new)
        return bool(new)

    def _take(self, capture: Capture) -> None:
        if capture.id in self._known or capture.kind != "fetched":
            return
        self._known.add(capture.id)
        record = capture.record
        entry = Entry(
            capture.at, capture.id, capture.outcome, capture.complete, record.get("status")
        )
        self._found.setdefault(of_record(record), []).append(entry)

    def _load(self, name: str) -> Capture | None:
        """Return a capture; None when it was removed, be it half: its bytes go before its record.

        Raises
        ------
        EvidenceError
            When its record cannot be read.
        """
        assert self._home is not None  # noqa: S101  (whoever calls has looked)
        folder = self._home / name
        try:
            capture = load(folder)
        except EvidenceError:
            if (folder / layout.RECORD).exists():
                raise
            return None
        return capture if capture.kind != "fetched" or (folder / layout.WIRE).exists() else None


def body_of(capture: Capture) -> Path | None:
    """Return the body of a capture, after its bytes were compared with its record.

    Raises
    ------
    EvidenceError
        When they differ, or are gone.
    """
    path = capture.body
    if path is None:
        return None
    try:
        same = hashing.of_file(path) == capture.sha256
    except OSError:
        same = False
    if not same:
        raise EvidenceError(
            f"the body of capture {capture.id} is not what its record says",
            file=path, advice="osint verify says more",
        )  # fmt: skip
    return path


class Headers(Mapping[str, str]):
    """The headers of the last answer in a wire file, names in lower case; read when asked for.

    Parameters
    ----------
    path
        The wire file; a file that is not there has no headers.
    sha256
        What it must have, or empty.
    """

    def __init__(self, path: Path, sha256: str = "") -> None:
        self._path, self._sha256 = path, sha256
        self._read: dict[str, str] | None = None

    def _held(self) -> dict[str, str]:
        if self._read is None:
            if self._sha256 and hashing.of_file(self._path) != self._sha256:
                raise EvidenceError(
                    "the wire file of a capture is not what its record says",
                    file=self._path, advice="osint verify says more",
                )  # fmt: skip
            self._read = headers_of(self._path.parent)
        return self._read

    def __getitem__(self, name: str) -> str:
        return self._held()[name]

    def __iter__(self) -> Any:  # noqa: ANN401
        return iter(self._held())

    def __len__(self) -> int:
        return len(self._held())


def headers_of(folder: Path) -> dict[str, str]:
    """Return the headers of the last answer in the wire file of a folder, names in lower case."""
    from osint_helpers.evidence.exports import warc

    path = folder / layout.WIRE
    if not path.is_file():
        return {}
    answers = [one for one in warc.records(path) if one.kind == "response"]
    return dict(answers[-1].http) if answers else {}


SYNTHETIC: Final = "SYNTHETIC"


def synthetic(record: Mapping[str, Any]) -> bool:
    """Say whether what was asked last has no public address: made up for a test or a tutorial.

    Without a proxy the peer tells. Behind one, the peer is the proxy, so the address asked tells:
    a literal that is not public, or a name of a local network. Of a file handed over, its title:
    who hands over a made-up file writes the word into it.
    """
    if record.get("kind") == "file":
        return SYNTHETIC in str(record.get("title", ""))
    hops = record.get("hops")
    if not isinstance(hops, list) or not hops:
        return False
    peer = str(hops[-1].get("peer") or "")
    if peer and not record.get("proxy"):
        return not is_public(peer)
    return inward(urlsplit(str(hops[-1].get("url", ""))).hostname or "")
