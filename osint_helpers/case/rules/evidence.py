"""Evidence: a quotation stands in captured bytes, and what the case names is in its folders."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from osint_helpers.case.holdings import holdings
from osint_helpers.case.quotes import quotations
from osint_helpers.case.rules.registry import Spot, cell, rule

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

_LETTERS: Final = "quote the source letter for letter; docs/quotes.md says what may differ"


@rule("E195", "a quotation is not in the captured text of its source")
def misquoted(case: Case) -> Iterator[Spot]:
    """Look for each quotation in the text of every capture of its source."""
    for one in quotations(case):
        if one.readable and not one.found:
            column, advice = one.column, _LETTERS
            if one.misplaced:
                column, advice = "locator", "name the page, counted from the first of the file"
            yield cell(case, "support", one.row, column, one.fault, advice)


@rule("E196", "exhibits.csv names a capture that is not there")
def missing_capture(case: Case) -> Iterator[Spot]:
    """Follow `exhibits.capture`; a capture whose removal is in the log may keep its number."""
    held = holdings(case)
    known = {one.id for one in held.captures} | {name for name, _ in held.broken}
    missing = [
        (index, name) for index, name in enumerate(case.exhibits["capture"]) if name not in known
    ]
    gone = _removed(case) if missing else set()
    for index, name in missing:
        if name not in gone:
            what = f"there is no capture {name!r} and no line of the log that it was removed"
            yield cell(case, "exhibits", index, "capture", what, "give the name of its folder")


@rule("E197", "a capture is broken")
def broken_capture(case: Case) -> Iterator[Spot]:
    """Read the record of every capture, look for its files, and hash the bodies quoted from."""
    advice = "osint verify says what was changed; put back the copy under the seal"
    for name, why in holdings(case).broken:
        yield Spot(f"captures/{name}/capture.json", None, "", why, advice)
    for name in sorted({name for one in quotations(case) for name in one.tampered}):
        what = "the stored body has not the SHA-256 of the record"
        yield Spot(f"captures/{name}/capture.json", None, "", what, advice)


@rule("W223", "a quotation comes from a source that is not captured")
def uncaptured(case: Case) -> Iterator[Spot]:
    """Find quotations that nothing in the folder can prove."""
    for one in quotations(case):
        if not one.captured:
            advice = "capture the page, or say in exhibits.csv which capture is of this source"
            yield cell(case, "support", one.row, one.column, "its source is not captured", advice)


@rule("W224", "a quotation rests on captures that are not whole or show something else")
def unsound(case: Case) -> Iterator[Spot]:
    """Find sources of which every capture is cut off, or a login, challenge or error page."""
    for one in quotations(case):
        if one.captured and not one.sound:
            what = "no capture of its source is whole and what was asked for"
            what += "" if one.found else f"; {one.fault}"
            advice = "capture it again, or hand over the document as a file"
            yield cell(case, "support", one.row, one.column, what, advice)


@rule("W225", "the locator of a quotation from a PDF names no page")
def pageless(case: Case) -> Iterator[Spot]:
    """Ask for the page, as counted in the file, of every quotation from a PDF."""
    for one in quotations(case):
        if one.paged and not one.page and case.support["locator"].iloc[one.row]:
            advice = 'write "p. 4", counted from the first page of the file'
            yield cell(case, "support", one.row, "locator", "names no page", advice)


@rule("W226", "a quotation is too short to prove anything")
def short(case: Case) -> Iterator[Spot]:
    """Ask for 3 words and 12 characters without a break."""
    for one in quotations(case):
        if one.short:
            what, advice = "is too short to prove anything", "quote more of the sentence"
            yield cell(case, "support", one.row, one.column, what, advice)


@rule("W227", "a quotation cannot be checked: no text could be read")
def unreadable(case: Case) -> Iterator[Spot]:
    """Find quotations whose source is captured whole, as a picture or without a text layer."""
    for one in quotations(case):
        if one.sound and not one.readable and not one.found:
            advice = "compare it by eye, or store a reading of it as a derived capture"
            yield cell(case, "support", one.row, one.column, one.fault, advice)


def _removed(case: Case) -> set[str]:
    """Return the ids of captures whose removal is in the log."""
    from osint_helpers.evidence.history import removals
    from osint_helpers.evidence.loglines import lines

    return {one.capture for one in removals(lines(case.folder))}
