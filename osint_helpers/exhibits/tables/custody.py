"""What the log says was done, by whom and when; and the seals over it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from osint_helpers.case import captured as join
from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import layout, ledger, sealing, stamping
from osint_helpers.evidence.plain import plain
from osint_helpers.evidence.verifying import verify
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common
from osint_helpers.exhibits.tables.captures import address, count, sentences

if TYPE_CHECKING:
    from pathlib import Path

    from osint_helpers.case import Case
    from osint_helpers.evidence.ledger import Line
    from osint_helpers.evidence.verifying.verdict import Pending

MOST_LINES: Final = 200  # lines of the log in one exhibit
EVENTS: Final = {
    "capture.begin": "capture begun",
    "capture.done": "capture ended",
    "capture.refused": "capture refused",
    "capture.failed": "capture failed",
    "capture.abandoned": "capture abandoned",
    "capture.removed": "capture removed",
    "capture.skipped": "capture skipped",
    "search.nothing": "search without result",
    "seal.begin": "seal begun",
    "seal.stamped": "seal time-stamped",
    "seal.signed": "seal signed",
    "bundle.made": "bundle made",
    "export.made": "export made",
}
# Left out first when the log is long: what was begun shows at its end, an end in the register.
_FIRST_LEFT_OUT: Final = ("capture.begin", "capture.done")
_ABOUT: Final = ("url", "name", "question", "file", "path")
_DETAILS: Final = ("outcome", "code", "reason", "why", "where", "method", "edition")
_WORDS: Final = {"outcome": "", "reason": "", "why": "", "code": "code "}
_LONGEST: Final = 300
_NAMED: Final = 3  # faults that are named


def log_extract(
    case: Case, exhibit_id: str, *, title: str = "Extract of the evidence log", caption: str = ""
) -> Exhibit:
    """Return the lines of the log in order of time, at most :data:`MOST_LINES` of them.

    The line below says how many lines of each event there are and how many are shown. The last
    rows give the SHA-256 of the last line of each file of the log: since every line holds the
    hash of the one before, that value fixes all lines of the file. Without a log it is a sentence.
    """
    found = ledger.lines(case.folder)
    if not found:
        return sentences(exhibit_id, title, caption, _no_log(case))
    shown = extract(found)
    works = {str(line.facts.get("work")): line for line in found if line.event == "capture.begin"}
    ends = list({line.file: line for line in found}.values())
    rows = [*(_line(line, works) for line in shown), *(_end(line, found) for line in ends)]
    return common.build(
        exhibit_id,
        title,
        caption,
        {"at": "UTC", "what": "Event", "who": "By", "detail": "Detail"},
        rows,
        provenance=f"Record of the case: {_bounded(found, shown)} The whole log is in the folder "
        "log/ of the case. Each line holds the SHA-256 of the line before it. Times are UTC, by "
        "the clock of the machine that wrote the line.",
        row_ids=[*(None for _ in shown), *(("log", line.file.rpartition("/")[2]) for line in ends)],
        main=("what",),
    )


def extract(lines: Sequence[Line], most: int = MOST_LINES) -> list[Line]:
    """Return the lines to be shown, in order of time.

    While there are more than ``most``, begun captures are left out, then ended ones, then the
    oldest of all others but those with a problem.
    """
    kept = sorted(lines, key=lambda line: line.at or "")
    for event in _FIRST_LEFT_OUT:
        if len(kept) > most:
            kept = [line for line in kept if line.event != event or line.problem]
    surplus = [line for line in kept if not line.problem][: max(0, len(kept) - most)]
    dropped = {id(line) for line in surplus}
    return [line for line in kept if id(line) not in dropped]


def _no_log(case: Case) -> list[str]:
    here = len(join.captures(case))
    if here:
        text = f"There is no evidence log, although the folder holds {count(here, 'capture')}"
        return [f"{text}: what was done, by whom and when cannot be followed. Run osint verify."]
    searches = count(len(case.searches), "search", "searches")
    text = (
        "There is no evidence log: nothing of this case was captured with this software, and so "
        "no capture, refusal, removal or seal was recorded. Searches that found nothing are "
        f"those in the register of searches ({searches})."
    )
    return [text]


def _bounded(found: Sequence[Line], shown: Sequence[Line]) -> str:
    """Return how many lines there are, and how many of them are shown, event by event."""
    total, seen = Counter(line.event for line in found), Counter(line.event for line in shown)
    parts = [
        f"{words(event)} {seen[event]:,} of {total[event]:,}"
        if seen[event] < total[event]
        else f"{words(event)} {total[event]:,}"
        for event in sorted(total)
    ]
    whole = "all are shown" if len(shown) == len(found) else f"{len(shown):,} are shown"
    return f"the log has {count(len(found), 'line')}, {whole} ({', '.join(parts)})."


def words(event: str) -> str:
    """Return an event in words; one this version does not know as it stands."""
    return EVENTS.get(event) or plain(event, 60) or "unreadable line"


def _line(line: Line, works: dict[str, Line]) -> list[Cell | str]:
    name = str(line.facts.get("capture", ""))
    about = "" if name else _about(line, works.get(str(line.facts.get("work", ""))))
    return [
        _moment(line.at) if line.at else cell("no time", mark="disagrees"),
        cell(
            f"{words(line.event)}: {about}" if about else words(line.event),
            [("capture", name)] if name else [],
        ),
        line.who,
        _detail(line),
    ]


def _moment(at: str) -> str:
    """Return a moment without its zone, for a column that is headed UTC."""
    return join.second(at).removesuffix(" UTC")


def _about(line: Line, begun: Line | None) -> str:
    """Return what a line is about: an address, a name, a question, the number of a seal."""
    begin = {} if begun is None or begun is line else begun.facts
    number = line.facts.get("number")
    if isinstance(number, int) and line.event.startswith("seal."):
        return f"{number:04d}"
    parts = [str(line.facts.get(key) or begin.get(key) or "") for key in _ABOUT]
    return "; ".join(address(part, _LONGEST) for part in parts if part)


def _detail(line: Line) -> Cell:
    facts = line.facts
    parts = []
    for key in _DETAILS:
        value = str(facts.get(key) or "")
        if key == "outcome" and value:
            value = join.outcome_words(value)
        if value:
            parts.append(f"{_WORDS.get(key, f'{key}: ')}{value}")
    if facts.get("complete") is False:
        parts.append("not complete")
    if facts.get("recovered") is True:
        parts.append(f"logged by {line.who} after its process was stopped")
    if line.problem:
        parts.append(f"problem: {line.problem}; osint verify says more")
    mark = "disagrees" if line.problem else ""
    return cell(plain("; ".join(parts), _LONGEST), mark=mark)


def _end(last: Line, found: Iterable[Line]) -> list[Cell | str]:
    lines = sum(line.file == last.file for line in found)
    return [
        last.file.rpartition("/")[2],
        f"end of this file of the log: {count(lines, 'line')}",
        last.who,
        f"SHA-256 of its last line {last.sha256}",
    ]


def seals(case: Case, exhibit_id: str, *, title: str = "Seals", caption: str = "") -> Exhibit:
    """Return the seals with their hashes, and what no seal covers now; a sentence if there is none.

    A time stamp is read and not verified here; a signature is named when its file is there.
    """
    found = sealing.seals(case.folder)
    if not found:
        return sentences(exhibit_id, title, caption, _no_seal(case))
    columns = {
        "number": "Seal",
        "at": "UTC",
        "files": "Files listed",
        "stamp": "Time stamp",
        "signature": "Signature",
        "sha256": "SHA-256 of the list",
    }
    rows: list[list[Cell | str]] = [
        [
            f"{seal.number:04d}",
            _moment(seal.at),
            f"{listed(seal.path):,}",
            stamp_words(seal.path),
            "yes" if layout.beside(seal.path, layout.SIGNATURE).is_file() else "no",
            seal.sha256,
        ]
        for seal in found
    ]
    left = " ".join([uncovered(sealing.pending(case.folder)), *changed(case.folder)])
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        rows,
        provenance="Record of the case: the lists in the folder seals/, which sha256sum -c reads. "
        "Time of a seal: clock of the machine that made it. Stamps and signatures are checked by "
        f"osint verify, not here. {left}",
        row_ids=[("seal", f"{seal.number:04d}") for seal in found],
        widths={"number": "8%", "at": "17%", "files": "9%", "stamp": "14%", "signature": "13%"},
    )


def _no_seal(case: Case) -> list[str]:
    if not ledger.lines(case.folder) and not len(join.captures(case)):
        return ["This case is not sealed: nothing is captured that a seal could cover."]
    return [
        (
            "This case is not sealed. Until a seal is made and its hash is known to somebody "
            "else, whoever holds the folder can change a capture and its record together without "
            "a trace. "
            f"{uncovered(sealing.pending(case.folder))}"
        )
    ]


def uncovered(pending: Pending) -> str:
    """Return what is under no seal now, as a sentence."""
    if not pending:
        return "Everything in the case is under the newest seal."
    parts = [
        count(pending.captures, "capture"),
        count(pending.lines, "line of the log", "lines of the log"),
        count(pending.working, "table or text", "tables and texts"),
    ]
    return f"Under no seal now: {', '.join(parts)}."


def changed(folder: Path) -> list[str]:
    """Return a sentence when evidence is not what was logged or sealed; every byte is read."""
    broken = verify(folder).broken
    if not broken:
        return []
    names = ", ".join(dict.fromkeys(one.path for one in broken[:_NAMED]))
    text = (
        f"EVIDENCE IS NOT AS IT WAS: osint verify finds {count(len(broken), 'fault')} in this case"
    )
    return [
        f"{text}, first in {names}. What this report says of hashes and seals does not hold for it."
    ]


def listed(seal: Path) -> int:
    """Return how many files a seal lists."""
    return sum(1 for line in seal.read_bytes().splitlines() if line.strip())


def stamp_words(seal: Path) -> str:
    """Return whether a seal has a time stamp, and the time in its token where it can be read."""
    try:
        found = stamping.token(seal)
    except EvidenceError as error:
        return f"yes, not readable: {error.what}"
    return "no" if found is None else f"yes: {join.second(found.text)} in the token"


def roots_words(seal: Path) -> str:
    """Return which root certificates lie beside a stamp, as a sentence: it is worth what they are.

    They came with the case, so a reader must compare them with those the authority publishes.
    """
    try:
        found = stamping.roots(seal)
    except EvidenceError:
        return "No certificates to check it with lie beside it."
    named = "Root certificate" if len(found) == 1 else "Root certificates"
    return f"{named} beside it, by SHA-256: {', '.join(found)}."
