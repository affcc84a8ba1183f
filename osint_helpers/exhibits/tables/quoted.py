"""Every quotation, with what was found when it was looked for in the captured bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osint_helpers.case.quotes import quotations as checked
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common
from osint_helpers.exhibits.tables.captures import sentences

if TYPE_CHECKING:
    from osint_helpers.case import Case
    from osint_helpers.case.quotes import Quotation

_COLUMNS: Final = {
    "claim": "Claim",
    "quote": "Quotation",
    "source": "Source",
    "relation": "Relation",
    "locator": "Where",
    "checked": "Checked",
    "original": "Original words",
}


def quotations(
    case: Case, exhibit_id: str, *, title: str = "Quotations", caption: str = ""
) -> Exhibit:
    """Return every quotation of the case and whether it stands in the captured text.

    A quotation whose source has no capture says "not captured". Without any quotation it is a
    sentence that says so.
    """
    found = checked(case)
    if not found:
        text = (
            "This case quotes no source word for word: its statements are in the project's words."
        )
        return sentences(exhibit_id, title, caption, [text])
    support = common.rows_of(case.support)
    rows = []
    for one in found:
        row = support[one.row]
        rows.append(
            [
                common.claims_cell([row["claim"]]),
                row["quote"] or row["translation_of"],
                common.sources_cell([row["source"]]),
                row["relation"],
                row["locator"],
                _checked(one),
                row["translation_of"] if row["quote"] else "",
            ]
        )
    good = sum(one.found and one.sound for one in found)
    return common.build(
        exhibit_id,
        title,
        caption,
        _COLUMNS,
        rows,
        provenance=f"Derived: {good} of {len(found)} quotations stand in a sound capture of their "
        "source. Case of letters counts; line breaks, hyphenation and forms of quotation marks do "
        "not. That the words were there says nothing of their truth.",
        main=("quote",),
    )


def _checked(one: Quotation) -> Cell:
    """Return what became of one quotation, with the capture it was found in."""
    if not one.captured:
        return cell("not captured", mark="not-published")
    if one.found:
        pages = f" on page {', '.join(map(str, one.pages))} of the file" if one.pages else ""
        doubt = "" if one.sound else ", of which no capture is whole and what was asked for"
        return cell(f"found{pages}{doubt}, in", [("capture", one.capture)])
    if one.readable:
        return cell("not found in the captured text", mark="disputed")
    return cell("not checked: no text of a sound capture could be read", mark="not-published")
