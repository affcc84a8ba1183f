"""Every quotation of a case, looked for in the captured text of its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from osint_helpers._card import Card, Carded
from osint_helpers.case.captured import owners_of
from osint_helpers.case.holdings import Holdings, holdings

if TYPE_CHECKING:
    from osint_helpers.case.model import Case
    from osint_helpers.evidence.quoting import Match
    from osint_helpers.evidence.reading import Text
    from osint_helpers.evidence.record import Capture


@dataclass(frozen=True, repr=False)
class Quotation(Carded):
    """One quotation of ``support.csv``, and what its source's captures say to it.

    Attributes
    ----------
    row
        Row of the frame.
    column
        ``translation_of`` where the quote is a translation: the source says the original words.
    captured
        Whether the source has a capture at all, and `sound`: one that is whole and what was asked
        for.
    readable
        Whether a sound capture has text.
    found
        Whether the words stand in the text of a capture, on the page the locator names.
    capture, pages
        The capture they were found in, and on which of its pages, from 1; ``""`` and none else.
    fault
        Where else they stand, what stands there instead, or why no text could be read.
    tampered
        Ids of captures whose bytes are not those of their record.
    misplaced
        Whether they stand on other pages than the locator names, and on those only.
    short, paged, page
        Too short to prove anything; from a document with pages; the locator names a page.
    """

    row: int
    column: str
    captured: bool
    sound: bool
    readable: bool
    found: bool
    capture: str
    pages: tuple[int, ...]
    fault: str
    tampered: tuple[str, ...]
    short: bool
    paged: bool
    page: bool
    misplaced: bool = False

    def _card_(self) -> Card:
        from osint_helpers.case import cards

        return cards.quotation(self)


_KEPT: WeakKeyDictionary[Case, tuple[Any, list[Quotation]]] = WeakKeyDictionary()


def quotations(case: Case) -> list[Quotation]:
    """Check every quotation of a case.

    The text of each capture is read once, whatever the number of its quotations and callers;
    without a quotation nothing is read, and without a capture no reader is loaded.

    Returns
    -------
    list of Quotation
        In the order of ``support.csv``.
    """
    rows = _quoted(case)
    if not rows:
        return []
    held = holdings(case)
    exhibits = tuple(map(tuple, case.exhibits[["capture", "source"]].to_numpy()))
    urls = tuple(zip(case.sources["source"], case.sources["url"], strict=True))
    key = (held.state, tuple(rows), exhibits, urls)
    kept = _KEPT.get(case)
    if kept is None or kept[0] != key:
        kept = _KEPT[case] = (key, _check(case, rows, held))
    return kept[1]


def _quoted(case: Case) -> list[tuple[int, str, str, str, str]]:
    """Return row, source, column, words and locator of every quotation."""
    frame = case.support
    names = ("source", "quote", "translation_of", "locator")
    cells = zip(*(frame[name].tolist() for name in names), strict=True)
    return [
        (row, source, "translation_of" if original else "quote", original or quote, locator)
        for row, (source, quote, original, locator) in enumerate(cells)
        if quote or original
    ]


def _check(
    case: Case, rows: list[tuple[int, str, str, str, str]], held: Holdings
) -> list[Quotation]:
    owners = owners_of(case, held.captures)
    found: list[Quotation] = []
    for source in dict.fromkeys(row[1] for row in rows):
        own = [one for one in held.captures if source in owners[one.id]]
        shelf = _Shelf(own, held.captures)
        for row, name, column, words, locator in rows:
            if name == source:
                found.append(shelf.check(row, column, words, locator))
    return sorted(found, key=lambda one: one.row)


class _Shelf:
    """The captures of one source and their texts."""

    def __init__(self, own: list[Capture], every: tuple[Capture, ...]) -> None:
        self.own = [one for one in own if one.kind != "derived"]
        self.texts: list[tuple[Capture, Text]] = []
        if not own:
            return
        from osint_helpers.evidence.reading import text_of

        # What was made from a capture (a rendered page, a reading of a picture) is text of the
        # source as well; a text layer is already that of its PDF.
        self.texts = [(one, text_of(one, every)) for one in self.own]
        used = {text.method.get("derived") for _, text in self.texts}
        self.texts += [
            (one, text_of(one)) for one in own if one.kind == "derived" and one.id not in used
        ]

    def check(self, row: int, column: str, words: str, locator: str) -> Quotation:
        """Look for one quotation in all texts; the first that has it decides."""
        from osint_helpers.evidence import quoting
        from osint_helpers.evidence.locators import page_of
        from osint_helpers.evidence.reading import CHANGED

        page = page_of(locator)
        tries = [(one, text, quoting.find(words, text, page)) for one, text in self.texts]
        capture, pages = next(
            (
                (one.id, match.pages if text.paged else ())
                for one, text, match in tries
                if match.found
            ),
            ("", ()),
        )
        return Quotation(
            row=row,
            column=column,
            captured=bool(self.own),
            sound=any(one.sound for one in self.own),
            readable=any(one.sound and text.pages for one, text, _ in tries),
            found=bool(capture),
            capture=capture,
            pages=tuple(pages),
            fault=_fault(words, tries),
            tampered=tuple(one.id for one, text, _ in tries if CHANGED in text.problem),
            short=quoting.too_short(words),
            paged=any(text.paged for _, text, _ in tries),
            page=page is not None,
            misplaced=not any(match.found for *_, match in tries)
            and any(match.pages for *_, match in tries),
        )


def _fault(words: str, tries: list[tuple[Capture, Text, Match]]) -> str:
    """Say where else a quotation stands, what stands nearest, or why nothing could be read."""
    from osint_helpers.evidence.quoting import nearest

    if any(match.found for *_, match in tries):
        return ""
    for one, _, match in tries:
        if match.pages:
            return f"{match.problem} of {one.id}"
    read = [(one, text) for one, text, _ in tries if text.pages]
    for one, text in read:
        near = nearest(words, text)
        if near is not None:
            where = f"{one.id}, page {near[1]}" if text.paged else one.id
            return f"is not in the captured text; nearest to it, in {where}: “{near[0]}”"
    if read:
        return f"is not in the captured text of {', '.join(one.id for one, _ in read)}"
    return "; ".join(dict.fromkeys(f"{one.id}: {text.problem}" for one, text, _ in tries))
