"""Prose of a case: every citation and figure must lead somewhere; no hidden characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from osint_helpers.case.rules.passages import citations, meant, resolves
from osint_helpers.case.rules.registry import Spot, cell, rule, texts_of
from osint_helpers.case.tables import TABLES

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

_FIGURE: Final = re.compile(r"(?<!\\)\{\{([^{}]*)\}\}")
_FIGURE_NAME: Final = re.compile(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_-]+)*")
_BRACES: Final = re.compile(r"(?<!\\)(\{\{|\}\})")
# figures under `count.` that are no tables (exhibits.prose.figures)
_COUNTED: Final = frozenset({"checks_hold", "checks_fail", "distortions", "contradictions"})
# Unicode TR 36: characters that change how text looks without being seen.
_HIDDEN: Final = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

_COUNTS: Final = _COUNTED | set(TABLES)


def _lines(case: Case) -> Iterator[tuple[str, int, str]]:
    for name in sorted(case.texts):
        for number, line in enumerate(case.texts[name].splitlines(), start=1):
            yield f"text/{name}.md", number, line


@rule("E182", "a citation in a text leads nowhere")
def bad_citation(case: Case) -> Iterator[Spot]:
    """Resolve ``[claim]``, ``[source:…]``, ``[leg:…]``, ``[place:…]``; not ``[exhibit:…]``."""
    for file, line, text in _lines(case):
        for kind, key in citations(text):
            if not resolves(case, kind, key):
                what = f"[{key if kind == 'claim' else f'{kind}:{key}'}] leads nowhere"
                advice = "cite an id of the case, or write \\[ for a bracket"
                advice = meant(case, kind, key) or advice
                yield Spot(file, line, "", what, advice)


@rule("E183", "a figure in a text has no name, or names what the case does not have")
def bad_figure(case: Case) -> Iterator[Spot]:
    """Check the form of ``{{name}}``, its braces, and tables and legs named in it.

    Which figures exist is known to the exhibits, which refuse an unknown one.
    """
    for file, line, text in _lines(case):
        for found in _FIGURE.finditer(text):
            name = found[1].strip()
            head, _, tail = name.partition(".")
            good = bool(_FIGURE_NAME.fullmatch(name))
            if not good or (head == "count" and tail not in _COUNTS):
                yield Spot(file, line, "", f"{found[0]} is no figure", "name a figure of the case")
        if _BRACES.search(_FIGURE.sub("", text)):
            yield Spot(file, line, "", "a double brace is open", "write {{name}} in one line")


@rule("E184", "a hidden or direction-changing character")
def hidden(case: Case) -> Iterator[Spot]:
    """Find characters with which a text can look other than it is."""
    for name, table in TABLES.items():
        for column in table.columns:
            if column in table.numbers:
                continue
            cells = texts_of(case, name, column)
            if not _HIDDEN.search("".join(cells)):
                continue  # one search of a column is quicker than one of every cell
            for index, value in enumerate(cells):
                found = _HIDDEN.search(value)
                if found:
                    yield cell(case, name, index, column, _name(found[0]), "delete it")
    for file, line, text in _lines(case):
        found = _HIDDEN.search(text)
        if found:
            yield Spot(file, line, "", _name(found[0]), "delete it")


def _name(char: str) -> str:
    return f"holds U+{ord(char):04X} {unicodedata.name(char, '')}"
