"""Look up the archived copy of an address, and capture it when asked to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from osint_helpers.evidence import wayback
from osint_helpers.evidence.preserving import addresses
from osint_helpers.evidence.preserving.asking import FRESH, Answer, Asker, Kept
from osint_helpers.evidence.preserving.planning import Archive, Planned
from osint_helpers.evidence.preserving.scheduling import Job
from osint_helpers.evidence.record import Capture
from osint_helpers.evidence.storing import Store

_MOST_BYTES: Final = 8 << 20  # of one reply of the index


@dataclass
class Found:
    """What is known of the archived copies of one address; `note` says what is not."""

    planned: Planned
    rows: list[wayback.Row] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)  # resume keys that were followed
    asked: bool = False  # at least one page of the index is new
    unreadable: int = 0
    done: bool = False
    archived: str = ""
    archived_at: str = ""
    note: str = ""
    copy: Capture | None = None


class Lookup:
    """Make jobs that find archived copies.

    Parameters
    ----------
    store, asker, kept
        Of the run. A page of the index is used again within 24 hours, and at any age for an
        address that was captured earlier.
    mode
        ``no``, ``look`` or ``copy``.
    server
        The archive.
    """

    def __init__(
        self, store: Store, asker: Asker, kept: Kept, mode: Archive, server: wayback.Server
    ) -> None:
        self._store = store
        self._asker = asker
        self._kept = kept
        self._mode = mode
        self._server = server

    def begin(self, found: Found) -> list[Job]:
        """Return the jobs of one lookup; `found` is filled and ``done`` in the end."""
        if self._mode == "no":
            return self._finish(found)
        return self._page(found, "")

    def _finish(self, found: Found, note: str = "") -> list[Job]:
        found.note = "; ".join(part for part in (found.note, note) if part)
        found.done = True
        return []

    def _page(self, found: Found, resume_key: str) -> list[Job]:
        found.keys.append(resume_key)
        url = found.planned.target.url
        asked = wayback.query(url, server=self._server, resume_key=resume_key)
        within = None if found.planned.action == "skip" else FRESH
        kept = self._kept.newest(asked, lambda capture: capture.sound, within=within)
        if kept is not None:
            return self._read(found, kept)
        return [self._asker.job(asked, f"archived copies of {url}", lambda a: self._got(found, a))]

    def _got(self, found: Found, answer: Answer) -> list[Job]:
        if answer.capture is None:
            return self._finish(found, f"the archive was not asked: {answer.reason}")
        found.asked = True
        return self._read(found, answer.capture)

    def _read(self, found: Found, capture: Capture) -> list[Job]:
        page = wayback.parse(_text(capture))
        if page.problem:
            return self._finish(found, page.problem)
        if not capture.sound:
            return self._finish(found, f"the index of the archive: {capture.outcome}")
        found.rows += page.rows
        found.unreadable += page.unreadable
        more = bool(page.resume_key) and page.resume_key not in found.keys
        if more and not wayback.settled(page.rows, found.planned.target.published):
            if len(found.keys) < wayback.MAX_PAGES:
                return self._page(found, page.resume_key)
            found.note = f"only the first {len(found.rows)} copies of the index were looked at"
        return self._choose(found)

    def _choose(self, found: Found) -> list[Job]:
        target = found.planned.target
        if found.unreadable:
            lines = "1 line" if found.unreadable == 1 else f"{found.unreadable} lines"
            found.note = "; ".join(filter(None, (found.note, f"{lines} of the index unreadable")))
        row = wayback.nearest(found.rows, target.published)
        if row is None:
            if found.asked:
                question = f"archived copies of {target.url}"
                self._store.note("search.nothing", where=self._server.cdx, question=question)
            return self._finish(found, "no archived copy found")
        found.archived = wayback.address(row, raw=False, server=self._server)
        found.archived_at = wayback.day_of(row)
        return self._finish(found) if self._mode == "look" else self._copy(found, row)

    def _copy(self, found: Found, row: wayback.Row) -> list[Job]:
        url = wayback.address(row, server=self._server)
        if addresses.fault(url) is not None:
            return self._finish(found, "the index names an address that cannot be asked for")
        found.copy = self._kept.newest(url, lambda capture: capture.sound)
        if found.copy is not None:
            return self._copied(found)
        why = f"archived copy of {found.planned.target.url} at {row.timestamp}"
        return [self._asker.job(url, why, lambda answer: self._take(found, answer))]

    def _take(self, found: Found, answer: Answer) -> list[Job]:
        found.copy = answer.capture
        if answer.capture is None or not answer.capture.sound:
            reason = answer.reason or answer.outcome
            return self._finish(found, f"the archived copy was not captured: {reason}")
        return self._copied(found)

    def _copied(self, found: Found) -> list[Job]:
        """Say so when the archive led to a copy of another moment than the index named."""
        final = "" if found.copy is None else str(found.copy.record.get("url_final", ""))
        pattern = re.escape(self._server.replay) + r"(\d{4,14})id_/"
        other = re.match(pattern, final, re.ASCII)
        named = re.match(pattern.replace("id_", ""), found.archived, re.ASCII)
        if other is None or named is None or other[1] == named[1]:
            return self._finish(found)
        note = f"the archive answered with its copy of {other[1]} instead of {named[1]}"
        found.archived = found.archived.replace(named[1], other[1], 1)
        found.archived_at = "-".join(filter(None, (other[1][:4], other[1][4:6], other[1][6:8])))
        return self._finish(found, note)


def _text(capture: Capture) -> str:
    if capture.body is None:
        return ""
    with capture.body.open("rb") as file:
        return file.read(_MOST_BYTES).decode("utf-8", errors="replace")
