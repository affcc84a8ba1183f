"""The network kind: the parties of a case, what links them, and what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.figures import STYLES
from osint_helpers.exhibits.kinds import Kind
from osint_helpers.exhibits.network.spec import build, validate
from osint_helpers.exhibits.network.text import csv, html, print_html, svg

if TYPE_CHECKING:
    from osint_helpers.case import Case

__all__ = ["KIND", "network"]

KIND = Kind(
    "network", validate=validate, html=html, csv=csv, svg=svg, print_html=print_html,
    styles=lambda: STYLES,
)  # fmt: skip


def network(
    case: Case,
    exhibit_id: str,
    *,
    title: str = "Parties and what links them",
    caption: str = "",
) -> Exhibit:
    """Return the network of a case: a band for each leg, a card for each party.

    A party stands at the first leg it touches; what it is on a leg is a line of its card; a
    link to another party is a line between the cards. Parties and relations without a link to
    a leg are listed below the figure.

    Parameters
    ----------
    case
        The case.
    exhibit_id
        Number of the exhibit, for example ``"D-3"``.
    title, caption
        Words above the figure; the default caption says how to read it.

    Raises
    ------
    ExhibitError
        If no relation of the case ties a party to a leg or to the item.
    """
    words = caption or (
        "Links repeat what the named claims say; a link is no finding of a breach of law. "
        "Dashed: alleged, inferred or denied. Persons stand by their role. The reply of a party, "
        "or that none was found, stands on its card."
    )
    return Exhibit("network", exhibit_id, title, words, build(case))
