"""What each check says of a row, in sentences. Law and flags keep the words of their room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.diligence.screened import NO_LIST, Asked
from osint_helpers.law.passages import NOT_ASKED as LAW_NOT_ASKED
from osint_helpers.law.passages import NOTHING
from osint_helpers.law.standing import TO_CHECK, VERIFIED

if TYPE_CHECKING:
    from osint_helpers.law.flags.result import FlagResult
    from osint_helpers.screening import Answer

STANDINGS: Final = (VERIFIED, TO_CHECK, NOTHING)
MOST_CANDIDATES: Final = 3  # named in a sentence; all are in the record
SHORT: Final = 12  # digits of a SHA-256 where the whole one stands on the same page
RESULT_WORDS: Final = {
    "fired": "fired", "not_fired": "not fired", "not_testable": "not testable"
}  # fmt: skip


def screening_lines(asked: Iterable[Asked], *, short: bool = False) -> list[str]:
    """Return one line a question and list: what was asked as of when, and what was found.

    Parameters
    ----------
    short
        Name the list, its date and the first digits of its SHA-256, for a page that shows the
        lists whole; what the basis leaves open then stands in the record alone.
    """
    found = []
    for one in asked:
        head = f"{one.role} {one.text}"
        if one.record is None:
            found.append(f"{head}: {one.problem}" if one.problem == NO_LIST else
                         f"{head}: not asked: {one.problem}")  # fmt: skip
            continue
        found += [f"{head}: {_answer(answer, short=short)}" for answer in one.record.answers]
        found += [f"{head}: note: {note}" for note in one.record.notes]
    return found


def _answer(answer: Answer, *, short: bool) -> str:
    if answer.result == "no list":
        return f"{answer.list}, as of {answer.day}: {answer.text}"
    if answer.negative and short:
        files = " and ".join(
            f"{'what was read of ' if one.fault else ''}{one.list}, list of {one.list_date}, "
            f"SHA-256 {one.sha256[:SHORT]}…"
            for one in answer.cited
        )
        return f"not found in {files}, as of {answer.day} ({answer.basis})"
    if answer.negative:
        return str(answer.negative)
    shown = answer.candidates[:MOST_CANDIDATES]
    named = "; ".join(
        f"{one.name} ({one.ref}), {one.verdict.replace('_', ' ')} {one.score:.2f}, {one.on_day}"
        for one in shown
    )
    more = len(answer.candidates) - len(shown)
    rest = f"; {more} more" if more else ""
    count = len(answer.candidates)
    word = "candidate" if count == 1 else "candidates"
    dated = answer.cited[0].list_date if answer.cited else "no date"
    whole = "" if not any(c.fault for c in answer.cited) else " (the list was NOT READ WHOLE)"
    return (f"{count} {word} to be looked at in {answer.list}, list of {dated}{whole}, as of "
            f"{answer.day}: {named}{rest}")  # fmt: skip


def law_lines(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return one line a role and jurisdiction of the law of one consignment: ids by standing."""
    groups: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for row in rows:
        key = (row["role"], row["place"], row["when"], row["jurisdiction"])
        groups.setdefault(key, []).append(row)
    found = []
    for (role, place, when, code), some in groups.items():
        head = f"{role} {place}".strip()
        if some[0]["standing"] == LAW_NOT_ASKED:
            found.append(f"{head}: not asked: {some[0]['problem']}")
            continue
        parts = []
        for standing in STANDINGS:
            held = [row["measure"] for row in some if row["standing"] == standing]
            names = ", ".join(dict.fromkeys(name for name in held if name))
            parts += [f"{standing}: {names}" if names else standing] if held else []
        found.append(f"{head}, {when}, {code}: {'; '.join(parts)}")
    return found


def flag_lines(results: Sequence[FlagResult], outcome: str) -> list[str]:
    """Return one line a finding of the rules with this result, in the rules' own words."""
    return [
        f"{one.rule} {one.name}: {finding.text}"
        for one in results if one.result == outcome
        for finding in one.findings if finding.result == outcome
    ]  # fmt: skip


def untested(results: Sequence[FlagResult]) -> str:
    """Return the rules that had no fact to test, with what each needs."""
    from osint_helpers.law import flags

    none = [one.rule for one in results if not one.findings]
    return "; ".join(f"{name} needs {', '.join(flags.RULES[name].data_needed)}" for name in none)
