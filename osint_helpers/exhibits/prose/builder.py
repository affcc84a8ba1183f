"""Prose of a case as an exhibit."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from osint_helpers.evidence import record
from osint_helpers.exhibits.exhibit import ID_FORM, Exhibit
from osint_helpers.exhibits.prose.figures import figure_value
from osint_helpers.exhibits.prose.markup import Lookup, parse

if TYPE_CHECKING:
    from osint_helpers.case import Case

_TABLES: Final = {"claim": "claims", "source": "sources", "leg": "legs", "place": "places"}


def prose(
    case: Case,
    exhibit_id: str,
    name: str,
    *,
    title: str = "",
    caption: str = "",
    exhibits: Collection[str] | None = None,
) -> Exhibit:
    """Return ``text/<name>.md`` of the case with its figures computed and its citations checked.

    Parameters
    ----------
    case
        An open case.
    exhibit_id, title, caption
        Number, title (the name in words when empty) and caption.
    name
        Name of the text.
    exhibits
        Numbers of all exhibits of the report, if ``[exhibit:…]`` is to be held against them.

    Raises
    ------
    ExhibitError
        Naming file and line, for an unknown figure or citation or wrong markup.
    CaseError
        When the case has no such text.
    """

    def cites(kind: str, key: str) -> bool:
        if kind == "exhibit":
            formed = re.fullmatch(ID_FORM, key) is not None
            return formed and (exhibits is None or key in exhibits)
        if kind == "capture":
            return any(one.id == key for one in record.captures(case.folder))
        return kind in _TABLES and case.has(_TABLES[kind], key)

    lookup = Lookup(figure=lambda figure: figure_value(case, figure), cites=cites)
    spec = parse(case.text(name), f"{name}.md", lookup)
    words = name.replace("_", " ").replace("-", " ").strip()
    return Exhibit("prose", exhibit_id, title or words[:1].upper() + words[1:], caption, spec)
