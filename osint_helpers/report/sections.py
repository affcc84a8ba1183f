"""The register of sections: what a counsel report can hold, in which order, under which number.

Numbers are fixed. A section a case has no material for leaves its number free, so that
"section 7" means the same in every edition; the report says once which ones are absent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import pairwise
from typing import Final

from osint_helpers.errors import ReportError

SECTIONS: Final[dict[int, str]] = {
    1: "Judgements",
    2: "Chronology",
    3: "Journey map and narrative",
    4: "Claims and evidence",
    5: "Other explanations",
    6: "Law in force",
    7: "Red flags and feasibility",
    8: "Screening record",
    9: "Replies and denials",
    10: "Searches without result",
    11: "Sources",
    12: "Exhibits with hashes",
    13: "Limits, glossary, corrections",
}
EXHIBITS: Final = 12  # what a notebook says there stands before the digests this package writes
ANNEX: Final = "Annex A. How this file was made"  # written by this package
# Annexes a notebook may hold, in their order after section 13.
ANNEXES: Final[dict[int, tuple[str, str]]] = {
    14: ("B", "Extract of the evidence log"),
    15: ("C", "Draft certificate"),
}
_HEADINGS: Final[dict[int, str]] = {
    **{number: f"{number}. {title}" for number, title in SECTIONS.items()},
    **{number: f"Annex {letter}. {title}" for number, (letter, title) in ANNEXES.items()},
}


def number_of(heading: str) -> int:
    """Return the place in the register of the section or annex a heading opens.

    Raises
    ------
    ReportError
        If the heading, ``N. Title`` or ``Annex X. Title``, is not one of the register.
    """
    words = " ".join(heading.split()).casefold()
    for number, known in _HEADINGS.items():
        if words == known.casefold():
            return number
    advice = f"use one of: {'; '.join(_HEADINGS.values())}"
    raise ReportError(f"{heading!r} is not a section of a report", advice=advice)


def heading_of(number: int) -> str:
    """Return a heading as printed: ``"3. Journey map and narrative"``, ``"Annex C. …"``."""
    return _HEADINGS[number]


def anchor_of(number: int) -> str:
    """Return the element id of a section or annex: ``section-3``, ``annex-c``."""
    return f"annex-{ANNEXES[number][0].lower()}" if number in ANNEXES else f"section-{number}"


def in_order(numbers: list[int]) -> None:
    """Check that sections come once each and in the order of the register.

    Raises
    ------
    ReportError
        Naming the first section that is out of place.
    """
    for before, after in pairwise(numbers):
        if after <= before:
            raise ReportError(
                f"section {heading_of(after)!r} comes after {heading_of(before)!r}",
                advice="every section comes once, in the order of its number",
            )


def not_in_edition(numbers: Collection[int], missing: Iterable[str]) -> str:
    """Return the sentence that names what this edition does not hold.

    Parameters
    ----------
    numbers
        Sections that are there.
    missing
        Further parts that are not, in words (see `osint_helpers.report.held`).
    """
    absent = [f"section {heading_of(n)}" for n in SECTIONS if n not in numbers]
    said = "; ".join([*absent, *missing])
    return f"{said}." if said else ""
