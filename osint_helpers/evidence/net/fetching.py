"""Fetch one address as evidence: the exact bytes, the decoded body, and what happened."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from osint_helpers.errors import CaptureRefusedError
from osint_helpers.evidence.layout import WIRE, ending_of_type
from osint_helpers.evidence.net import keeping, urls
from osint_helpers.evidence.net.bodies import BodyFile
from osint_helpers.evidence.net.hops import Hop, Session, new_hop, printable, run
from osint_helpers.evidence.net.judging import judge, range_of
from osint_helpers.evidence.net.limits import ExchangeError
from osint_helpers.evidence.net.secrets import request_headers, shown_headers, with_secrets
from osint_helpers.evidence.net.settings import Settings

LEAST_FREE: Final = 64 << 20  # bytes the disk must have before a fetch begins
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_READ_ON: Final = ("truncated", "bad-response")  # the head stands, and with it the redirect
_BODY: Final = ".body"  # until its type is known
_ENCODINGS: Final = "gzip, deflate"


def fetch(url: str, folder: Path, settings: Settings | None = None) -> dict[str, Any]:
    """Ask for one address by GET, follow its redirects, and keep what came.

    Parameters
    ----------
    url
        ``http`` or ``https``, without login and without keys (``settings.secrets`` takes those).
    folder
        Exists; gets ``wire.warc`` and, when a body arrived, ``body.<ending>``.
    settings
        Limits and permissions; the usual ones, when left out.

    Returns
    -------
    dict
        The part of ``capture.json`` that only the fetch knows; docs/capture.md lists it. Whatever
        the network does ends in an ``outcome``, never in an error.

    Raises
    ------
    CaptureRefusedError
        ``bad-url``, ``userinfo-in-url``, ``secret-in-url``, ``disk-low``: nothing was asked.
        ``secret-echoed``: the answer repeats a key; nothing is left in `folder`.
    EvidenceError
        When ``settings.ca_file`` cannot be used.
    OSError
        When the disk cannot take the bytes.
    """
    job = _Fetch(url, folder, Session(settings or Settings()))
    try:
        job.work()
    except CaptureRefusedError:
        job.leave_nothing()
        raise
    finally:
        job.close()
    return job.record()


class _Fetch:
    """One fetch under way: its hops so far, and why it went no further."""

    def __init__(self, url: str, folder: Path, session: Session) -> None:
        settings = session.settings
        asked = urls.parse(url, settings.secrets)
        self.real, self.shown = with_secrets(asked, settings.secrets)
        try:
            session.secrets.refuse(self.shown.text.encode())
        except CaptureRefusedError:
            raise CaptureRefusedError(
                "secret-in-url", "the URL repeats one of the secrets", advice="take it out"
            ) from None
        free = shutil.disk_usage(folder).free
        if free < LEAST_FREE:
            raise CaptureRefusedError(
                "disk-low", f"the disk has {free} bytes left, fewer than {LEAST_FREE}",
                advice="free some space",
            )  # fmt: skip
        session.exceptions.prepare()
        session.secrets.refuse(session.settings.data or b"")
        self.session = session
        self.folder = folder
        self.hops: list[Hop] = []
        self.stop: ExchangeError | None = None
        self.body = self._new_body()
        self.headers: dict[str, str] = {}

    def work(self) -> None:
        """Run every hop, and write each into the WARC file as soon as it ended."""
        with (self.folder / WIRE).open("xb") as out:
            info = keeping.write_info(out)
            try:
                for hop in self._follow():
                    keeping.write_hop(out, hop, info)
            except ExchangeError as error:
                self.stop = error

    def close(self) -> None:
        """Give up every file, whatever happened."""
        self.body.close()
        for hop in self.hops:
            hop.wire.file.close()

    def leave_nothing(self) -> None:
        """Delete what was written."""
        self.body.discard()
        (self.folder / WIRE).unlink(missing_ok=True)

    def record(self) -> dict[str, Any]:
        """Name the body after its type, and return the facts."""
        settings, last = self.session.settings, self.hops[-1]
        limits = ("seconds", "connect_seconds", "max_wire", "max_body", "max_hops")
        outcome, complete, reason = judge(last, self.body, self.stop, settings.span)
        return {
            "url_asked": self.shown.text,
            "url_final": last.shown.text,
            "status": last.status,
            "hops": [hop.record() for hop in self.hops],
            "outcome": outcome,
            "complete": complete,
            "reason": reason,
            "content_type": printable(last.header("Content-Type")),
            "body": self._named(last),
            "request_headers": self.headers,
            "redacted": self.session.secrets.names,
            "limits": {name: getattr(settings, name) for name in limits},
            "allowed_addresses": sorted(settings.allow),
            "certificate_exception": self.session.exceptions.record(),
            "seconds": round(self.session.budget.spent(), 3),
            **_posted(settings),
            **_proxied(settings),
            **({} if settings.span is None else {"range": range_of(settings.span)}),
        }

    def _follow(self) -> Iterator[Hop]:
        url, shown, keyed = self.real, self.shown, True
        seen = {url.text}
        while True:
            hop = new_hop(url, shown, self.session, self.folder)
            settings = self.session.settings
            coding = _ENCODINGS if settings.span is None else "identity"
            headers = request_headers(settings, url.authority, coding, keyed=keyed)
            if settings.span is not None:
                headers["Range"] = range_of(settings.span)
            if settings.data is not None:
                headers["Content-Type"] = settings.data_type
            if not self.hops:
                self.headers = shown_headers(headers, self.session.secrets)
            self.hops.append(hop)
            run(hop, self.session, headers, self.body, settings.data)
            yield hop
            target = self._target(hop)
            if target is None:
                return
            self._may_go_on(target.text in seen)
            seen.add(target.text)
            keyed = keyed and target.origin == self.real.origin
            self.body.discard()
            self.body = self._new_body()
            url = shown = target

    def _target(self, hop: Hop) -> urls.Url | None:
        """Return where a redirect leads; None when the answer is no redirect."""
        location = hop.header("Location")
        if self.session.settings.data is not None:
            return None  # what was posted to one address is not posted to another
        failed = hop.problem is not None and hop.problem.outcome not in _READ_ON
        if hop.status not in _REDIRECTS or not location or failed:
            return None
        self.session.secrets.refuse(location.encode("latin-1", "replace"))
        try:
            return urls.join(hop.url, location)
        except CaptureRefusedError as error:
            number = len(self.hops)
            raise ExchangeError(
                "bad-redirect", f"of the redirect of hop {number}, {error.what}"
            ) from None

    def _may_go_on(self, seen: bool) -> None:
        number = len(self.hops)
        if seen:
            raise ExchangeError(
                "too-many-redirects", f"the redirect of hop {number} leads back to an earlier one"
            )
        if number >= self.session.settings.max_hops:
            raise ExchangeError(
                "too-many-redirects", f"hop {number} of at most {number} is a redirect"
            )

    def _new_body(self) -> BodyFile:
        most = self.session.settings.max_body
        return BodyFile(
            self.folder / _BODY, most, self.session.budget, self.session.secrets.watch()
        )

    def _named(self, last: Hop) -> str | None:
        if not self.body.count:
            return None
        ending = "bin" if last.coding else ending_of_type(last.header("Content-Type"))
        name = f"body.{ending}"
        self.body.path.rename(self.folder / name)
        return name


def _proxied(settings: Settings) -> dict[str, Any]:
    """Return what a proxy adds to the record: the peer of every hop is the proxy then."""
    return {} if settings.via is None else {"proxy": settings.via.text}


def _posted(settings: Settings) -> dict[str, Any]:
    """Return what a POST adds to the record; its bytes stand in the request of the WARC file."""
    if settings.data is None:
        return {}
    sha256 = hashlib.sha256(settings.data).hexdigest()
    sent = {"bytes": len(settings.data), "content_type": settings.data_type, "sha256": sha256}
    title = f"answer to a POST of {len(settings.data)} bytes ({settings.data_type})"
    return {"method": "POST", "sent": sent, "title": title}
