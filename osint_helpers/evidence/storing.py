"""The store: take captures into a case folder, write its log, remove, settle."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from osint_helpers._card import Card, Carded
from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import (
    copying,
    durable,
    founding,
    hashing,
    layout,
    ledger,
    redacting,
    removal,
    settling,
)
from osint_helpers.evidence.plain import plain
from osint_helpers.evidence.record import Capture
from osint_helpers.evidence.working import Work

Fetch = Callable[[str, Path, Any], dict[str, Any]]

EXTRA: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}\.[a-z0-9]{1,8}")  # a further file
_TAKEN: Final = (layout.RECORD, layout.WIRE)
# What only this package writes, so that a note can never stand for an act.
_RESERVED: Final = frozenset({"capture.begin", "capture.done", "capture.refused", "capture.failed",
                              "capture.abandoned", "capture.removed", "seal.begin"})  # fmt: skip


class Store(Carded):
    """The evidence of one case, written by one analyst.

    Parameters
    ----------
    case
        The case folder. Its ``captures``, ``log``, ``seals`` and ``.gitattributes`` are made when
        they are absent; nothing that is there is touched.
    who
        Handle of the analyst: 1 to 32 of ``a-z 0-9 . _ -``.
    fetch
        ``fetch(url, folder, settings) -> dict``; by default `net.fetching.fetch`.

    Raises
    ------
    EvidenceError
        For a bad handle, or an evidence folder that is a link or a file.
    """

    def __init__(self, case: Path, who: str, *, fetch: Fetch | None = None) -> None:
        self.case, self.who = Path(case), layout.analyst(who)
        self._fetch = fetch
        founding.found(self.case)

    def capture(
        self,
        url: str,
        *,
        why: str,
        settings: Any = None,  # noqa: ANN401
        authority: str = "",
    ) -> Capture:
        """Fetch an address and store what came, whatever became of it.

        Parameters
        ----------
        url
            The address. The log names it without login and without secret values.
        why
            The purpose; stored.
        settings
            `net.settings.Settings`; the defaults, when none are given.
        authority
            Instruction or legal basis under which it is done; stored.

        Returns
        -------
        Capture
            Its ``outcome`` says what became of it.

        Raises
        ------
        CaptureRefusedError
            When the address must not be asked; nothing is stored, the log says why.
        EvidenceError
            When `why` is blank.
        OSError
            When the disk does not take it; the log says so.
        """
        settings, fetch = _net("settings").Settings() if settings is None else settings, self._fetch
        fetch = _net("fetching").fetch if fetch is None else fetch
        secrets = getattr(settings, "secrets", {})
        shown = redacting.safe(url, secrets, secrets.values())
        # It will be refused; the log, where nothing can be deleted, must not tell it either.
        if hasattr(settings, "headers") and _net("secrets").tells(shown, settings):
            shown = redacting.origin(shown)
        begin = {"url": shown, "why": _said(why, "why")}
        with Work(self.case, self.who, "fetched", begin) as work:
            part = fetch(url, work.folder, settings)
            return work.finish({**part, "why": why, "authority": authority})

    def add_file(
        self,
        path: Path | str,
        *,
        obtained: str,
        why: str,
        title: str = "",
        url: str = "",
        authority: str = "",
    ) -> Capture:
        """Store a file that a person handed over.

        Parameters
        ----------
        path
            A regular file; links, folders and devices are refused. Its name is kept in
            ``original_name`` with control characters written out; the name it is stored under is
            ``body`` with an ending that no double click opens as a page.
        obtained
            How it was obtained: from whom, when, by what way.
        why, authority
            Purpose, and instruction or legal basis.
        title, url
            What it is called, and where it is said to come from; not checked.

        Raises
        ------
        EvidenceError
            When it is no file, changed while it was copied, or `obtained` or `why` is blank.
        OSError
            When the disk does not take it; the log says so.
        """
        path = Path(path)
        name = plain(path.name, 255)
        begin = {"name": name, "why": _said(why, "why")}
        facts = {"why": why, "authority": authority, "title": title, "original_name": name,
                 "obtained": _said(obtained, "obtained"), "url_stated": redacting.safe(url),
                 "outcome": "received", "complete": True}  # fmt: skip
        source = copying.open_source(path)
        try:
            with Work(self.case, self.who, "file", begin) as work:
                body = f"body.{layout.ending_of_name(name)}"
                copying.copy(source, work.folder / body)
                return work.finish({**facts, "body": body})
        finally:
            os.close(source)

    def add_derived(
        self,
        of: Capture,
        data: bytes | Path,
        *,
        ending: str,
        method: dict[str, Any],
        why: str,
        title: str = "",
        outcome: str = "derived",
        reason: str = "",
        content_type: str = "",
        extra: Mapping[str, Path] | None = None,
    ) -> Capture:
        """Store what a named method made from the body of another capture.

        Parameters
        ----------
        of
            The capture it was made from, of this case.
        data
            The bytes, or a file that holds them. No bytes at all are stored as no body.
        ending
            Of the stored file, such as ``txt`` or ``png``.
        method
            ``name``, ``version`` and what else is needed to repeat it.
        outcome, reason
            ``derived``, or what went wrong; with a `reason` the capture is not complete.
        extra
            Further files to keep beside the body, by name: lower-case letters, digits and dashes,
            one dot, such as ``resources.json``.

        Raises
        ------
        EvidenceError
            When the body of `of` is absent or is not what its record says, or a name in `extra`
            is not of that form or is taken.
        """
        name = of.record["body"]
        home = self.case / layout.CAPTURES / of.id
        if name is None or hashing.of_file(home / name) != of.sha256:
            raise EvidenceError(
                f"capture {of.id} has no body as recorded", advice="osint verify says more"
            )
        beside = _beside(extra)
        begin = {"name": f"from {of.id} by {plain(str(method.get('name', '')))}",
                 "why": _said(why, "why")}  # fmt: skip
        facts = {"why": why, "authority": of.record.get("authority", ""), "title": title,
                 "outcome": outcome, "reason": reason, "complete": not reason,
                 "content_type": content_type, "method": method,
                 "derived_from": {"capture": of.id, "file": name, "sha256": of.sha256}}  # fmt: skip
        with Work(self.case, self.who, "derived", begin) as work:
            body = _keep(data, work.folder, f"body.{layout.ending(ending)}")
            for file, path in beside.items():
                _keep(path, work.folder, file)
            return work.finish({**facts, "body": body})

    def note(self, event: str, **facts: Any) -> dict[str, Any]:  # noqa: ANN401
        """Log something that is no act of this class, such as ``search.nothing``.

        Raises
        ------
        EvidenceError
            For an event that only an act itself may log, and for facts JSON cannot hold.
        """
        if event in _RESERVED:
            raise EvidenceError(f"{event} is logged by the act itself", advice="use another word")
        return ledger.append(self.case, self.who, event, **facts)

    def remove(self, capture_id: str, *, reason: str) -> None:
        """Delete the bytes of a capture; a tombstone with their hashes and the reason stays.

        Raises
        ------
        EvidenceError
            When there is no such capture, or the reason is blank.
        """
        removal.remove(self.case, self.who, capture_id, _said(reason, "reason"))

    def settle(self) -> list[str]:
        """Finish or close what a stopped process left behind; say what was done, a line each."""
        return settling.settle(self.case, self.who)

    def _card_(self) -> Card:
        return Card("store of captures", self.case.name, (("analyst", self.who),))


def _net(module: str) -> Any:  # noqa: ANN401
    return import_module(f"osint_helpers.evidence.net.{module}")


def _said(text: str, name: str) -> str:
    if not text.strip():
        raise EvidenceError(f"{name!r} is blank", advice="a reader must know it: say it in words")
    return text


def _beside(extra: Mapping[str, Path] | None) -> dict[str, Path]:
    """Return the further files of a derived capture; their names must be harmless and free."""
    for name in extra or {}:
        if EXTRA.fullmatch(name) is None or name.startswith("body.") or name in _TAKEN:
            raise EvidenceError(
                f"{plain(name, 120)!r} cannot name a further file",
                advice="use a name such as resources.json",
            )
    return dict(extra or {})


def _keep(data: bytes | Path, folder: Path, body: str) -> str | None:
    if isinstance(data, Path):
        source = copying.open_source(data)
        try:
            copying.copy(source, folder / body)
        finally:
            os.close(source)
    else:
        durable.write_new(folder / body, data)
    if (folder / body).stat().st_size:
        return body
    (folder / body).unlink()
    return None
