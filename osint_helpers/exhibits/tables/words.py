"""The glossary: every word, mark and scale of the report, from the vocabularies in the code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from osint_helpers.case.tables import CERTAINTY, CONSISTENCY, CREDIBILITY, LIKELIHOOD, RELIABILITY
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.palette import STATUS_STYLE
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common

if TYPE_CHECKING:
    from osint_helpers.case import Case

TERMS: Final = {
    "case": "one investigation: a folder of plain tables and texts",
    "item": "the thing followed, with its serial, or with the words that none is published",
    "source": "a publication and its publisher; it says where it takes its facts from",
    "strand": "a body that gathered facts itself. Sources are traced back to strands, and "
    "agreement is counted in strands (at most, at least), never in links or articles",
    "exhibit": "what is shown under a number: a table, a text, a map, a figure. Its digest is the "
    "SHA-256 of its specification",
    "claim": "one statement with its value as printed, the span of days it means, its kind, its "
    "certainty, its sources and what contradicts it",
    "stop, leg, journey": "a place the item was; a movement between stops; all legs in order. No "
    "cell of the journey exists without a claim",
    "gap": "a time in which no position of a ship was received. It says nothing of the reason",
    "distortion": "a statement held to be wrong, or raised above its source; it is shown only as "
    "contradicted",
    "not published": "no source read gives the value; nothing is put in its place",
    "likelihood": "how probable a judgement is held to be, in the words of ICD 203",
    "confidence": "how strong the basis of a judgement is: low, moderate, high. Not a likelihood",
    "cited fact, derived, package data": "where a table or map comes from: a source; a function of "
    "this package and its inputs; a data set inside a named package",
}
_SHORT: Final = {
    "AIS": "Automatic Identification System: radio messages in which a ship gives its identity and "
    "position",
    "ACH": "analysis of competing hypotheses",
    "IMO number": "number of a ship's hull with a check digit, kept for its life",
    "MMSI": "number of a ship's radio station; it changes with the flag",
    "VIN": "vehicle identification number, 17 signs",
    "UN/LOCODE": "code of a port or town of the United Nations",
}


def glossary(
    case: Case,  # noqa: ARG001  (every builder takes the case first)
    exhibit_id: str,
    *,
    title: str = "Glossary and scales",
    caption: str = "",
) -> Exhibit:
    """Return the terms of the report, the status words, certainty, bands and grades.

    Columns: part, word, meaning.
    """
    columns = {"part": "Part", "word": "Word", "meaning": "Meaning"}
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        list(_rows()),
        provenance="Vocabularies of this package. Likelihood: ICD 203. Grades: NATO AJP-2.1 "
        "(Admiralty code). Ratings: Heuer 1999.",
        widths={"part": "12rem", "word": "12rem"},
    )


def _rows() -> Iterator[list[Cell | str]]:
    for word, meaning in TERMS.items():
        yield ["Terms", word, meaning]
    for word, meaning in _SHORT.items():
        yield ["Abbreviations", word, meaning]
    for status, style in STATUS_STYLE.items():
        meaning = style.words.partition(": ")[2]
        yield ["Status of a leg", cell(common.words(status), mark=f"status-{status}"), meaning]
    for part, scale in (
        ("Certainty of a claim", CERTAINTY),
        ("Likelihood (ICD 203)", LIKELIHOOD),
        ("Reliability of a source", RELIABILITY),
        ("Credibility of an item", CREDIBILITY),
        ("Rating in the matrix", CONSISTENCY),
    ):
        for word, meaning in scale.items():
            yield [part, common.words(word), meaning]
