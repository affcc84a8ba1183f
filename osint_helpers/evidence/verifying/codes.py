"""Every code a check of evidence may give, with its severity and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from osint_helpers.evidence.findings import Finding, Severity
from osint_helpers.evidence.plain import plain

_COPY = "compare with a sealed copy or a bundle handed out; keep this one as it is"
_SETTLE = "osint preserve or osint seal settles it"


@dataclass(frozen=True)
class Code:
    """One code: how bad it is, and what to do."""

    severity: Severity
    advice: str


CODES: Final[dict[str, Code]] = {
    "changed": Code("broken", _COPY),
    "missing": Code("broken", _COPY),
    "extra": Code("broken", "move the file out of the capture"),
    "planted": Code("broken", "move it away; osint capture --file takes it in when it is evidence"),
    "swapped": Code("broken", "give the folders their names back"),
    "wrong-name": Code("broken", _COPY),
    "bad-record": Code("broken", _COPY),
    "log-chain": Code("broken", _COPY),
    "log-number": Code("broken", _COPY),
    "log-line": Code("broken", _COPY),
    "log-who": Code("broken", _COPY),
    "log-after-seal": Code("broken", _COPY),
    "log-pairing": Code("broken", _COPY),
    "seal-line": Code("broken", _COPY),
    "seal-gap": Code("broken", "put the missing seal back from a copy"),
    "seal-unlogged": Code("broken", _COPY),
    "symlink": Code("broken", "put the file itself there"),
    "not-a-file": Code("broken", "move it away"),
    "unreadable": Code("broken", "give the reader the right to read it, or restore it"),
    "log-torn": Code("notice", "an event may be lost; nothing to do"),
    "log-grown": Code("notice", "osint seal puts the added lines under a seal"),
    "log-clock": Code("notice", "say in the report which clock was wrong"),
    "closed-twice": Code("notice", "compare the two lines of the log"),
    "interrupted": Code("notice", _SETTLE),
    "in-progress": Code("notice", "check again when it has ended"),
    "removed": Code("notice", "seals made after it no longer list it"),
    "removal-unfinished": Code("notice", _SETTLE),
    "rests-on-removed": Code("notice", "remove it too, when the reason covers it"),
    "incomplete": Code("notice", "capture again, or say in the report what is missing"),
    "clock": Code("notice", "state both clocks; a time stamp of the seal bounds the time"),
    "seal-interrupted": Code("notice", "seal again; if a seal was there, restore it from a copy"),
    "working-changed": Code("notice", "seal again when the edit is meant"),
    "working-absent": Code("notice", "only captures, log and seals are checked here"),
    "pending": Code("notice", "osint seal puts it under a seal"),
    "attributes": Code("notice", 'write "* -text" in it, or git may change line ends'),
    "stranger": Code("notice", "move it out; no seal covers it"),
    "hidden": Code("notice", "delete it when no program needs it; no seal covers it"),
}


def found(code: str, path: str, message: str) -> Finding:
    """Return a finding with the severity and advice of its code; text is made harmless."""
    entry = CODES[code]
    return Finding(code, entry.severity, plain(path, 300), plain(message, 600), entry.advice)
