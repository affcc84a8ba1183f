"""The register of sections: what a counsel report can hold, in which order, under which number.

Numbers are fixed. A section a case has no material for leaves its number free, so that
"section 7" means the same in every edition; the report says once which ones are absent.
"""

from __future__ import annotations

import re
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
EXHIBITS: Final = 12  # the one section this package writes itself
ANNEX: Final = "Annex A. How this file was made"
# Parts a full report holds and this version of the package cannot make.
NOT_MADE: Final = (
    "hashes of captured sources",
    "the seal over the case",
    "the extract of the evidence log",
    "the draft certificate",
)
_FORM: Final = re.compile(r"(\d{1,2})\.\s+(\S.*)")


def number_of(heading: str) -> int:
    """Return the number of the section a ``N. Title`` heading opens.

    Raises
    ------
    ReportError
        If number and title are not those of the register.
    """
    found = _FORM.fullmatch(" ".join(heading.split()))
    if found is not None:
        number, title = int(found[1]), found[2]
        if SECTIONS.get(number, "").casefold() == title.casefold():
            return number
    known = "; ".join(f"{number}. {title}" for number, title in SECTIONS.items())
    raise ReportError(f"{heading!r} is not a section of a report", advice=f"use one of: {known}")


def heading_of(number: int) -> str:
    """Return the heading of a section as it is printed, ``"3. Journey map and narrative"``."""
    return f"{number}. {SECTIONS[number]}"


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


def not_in_edition(numbers: list[int]) -> str:
    """Return the sentence that names what this edition does not hold."""
    absent = [f"section {heading_of(n)}" for n in SECTIONS if n not in numbers]
    return "; ".join([*absent, *NOT_MADE]) + "."
