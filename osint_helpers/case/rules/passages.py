"""The passages of a case that speak in the project's own voice, and those that repeat a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from osint_helpers.case.rules.registry import Spot, rows

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

CITES: Final = re.compile(r"(?<!\\)\[([^\[\]]*)\]")
_KINDS: Final = {"claim": "claims", "source": "sources", "leg": "legs", "place": "places"}
_SPEAKING: Final = (
    ("legs", ("label", "status_note", "note")),
    ("judgements", ("statement", "basis", "would_change")),
)
# Further columns a report prints in the project's own words; those of _REPORTED are retold.
_PRINTED: Final[dict[str, tuple[str, ...]]] = {
    "items": ("note",),
    "entities": ("role", "named_because", "note"),
    "places": ("note",),
    "origins": ("note",),
    "claims": ("note",),
    "readings": ("note",),
    "contradictions": ("note",),
    "checks": ("statement", "note"),
    "relations": ("relation", "note"),
    "resolutions": ("why",),
    "questions": ("title", "asks", "basis", "would_tell"),
    "hypotheses": ("statement",),
    "consistency": ("why",),
    "replies": ("answer", "note"),
    "searches": ("question", "result", "note"),
    "unknowns": ("what",),
    "to_obtain": ("what", "why"),
    "corrections": ("what", "after", "why"),
    "pulls": ("why",),
    "versions": ("thread", "why"),
    "exhibits": ("title", "note"),
    "reach": (
        "title", "last_name", "last_basis", "next_name", "next_basis", "hours_basis",
        "speed_basis", "dwell_basis", "by_basis", "note",
    ),
}  # fmt: skip
# A title of a document is its own; an answer and the outcome of another's search are retold.
_REPORTED: Final = {
    ("replies", "answer"), ("searches", "result"), ("to_obtain", "what"), ("exhibits", "title"),
}  # fmt: skip
_META: Final = ("title", "question", "item_line", "instructions", "caution", "method")


class Passage(NamedTuple):
    """Some words, where they stand, the claims behind them, and whose words they are."""

    spot: Spot
    text: str
    claims: tuple[str, ...]
    reported: bool


def passages(case: Case) -> list[Passage]:
    """Return statements of claims, the words of legs and judgements, and blocks of prose."""
    return case.kept("passages", lambda one: list(_passages(one)))


def _passages(case: Case) -> Iterator[Passage]:
    for index, row in rows(case, "claims"):
        derived = (*row["premises"], *row["computed_from"])
        spot = Spot("claims.csv", case.line_of("claims", index), "statement", "", "")
        behind = (row["claim"], *derived)
        yield Passage(spot, row["statement"], behind, row["kind"] == "reported")
    for table, columns in _SPEAKING:
        for index, row in rows(case, table):
            for column in columns:
                spot = Spot(f"{table}.csv", case.line_of(table, index), column, "", "")
                yield Passage(spot, row[column], row["claims"], reported=False)
    for name in sorted(case.texts):
        for line, block in blocks(case.texts[name]):
            cited = tuple(key for kind, key in citations(block) if kind == "claim")
            yield Passage(Spot(f"text/{name}.md", line, "", "", ""), block, cited, reported=False)


def printed(case: Case) -> list[Passage]:
    """Return what else a report prints: ``case.toml``, notes, reasons, questions, explanations."""
    return case.kept("printed", lambda one: list(_printed(one)))


def _printed(case: Case) -> Iterator[Passage]:
    words = [getattr(case.meta, name) for name in _META]
    words += [*case.meta.topics.values(), *case.meta.map_notes.values()]
    for text in [*words, *(state["what"] for state in case.meta.evidence_states)]:
        yield Passage(Spot("case.toml", None, "", "", ""), text, (), reported=False)
    for table, columns in _PRINTED.items():
        for index, row in rows(case, table):
            for column in columns:
                text = row[column] if isinstance(row[column], str) else "; ".join(row[column])
                spot = Spot(f"{table}.csv", case.line_of(table, index), column, "", "")
                yield Passage(spot, text, (), (table, column) in _REPORTED)


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield the first line and the text of every block of prose (parted by empty lines)."""
    held: list[str] = []
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.strip():
            held.append(line)
        elif held:
            yield number - len(held), "\n".join(held)
            held = []


def citations(text: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, id) of every citation: ``[a; b]`` are claims, ``[source:x]`` says its kind."""
    for found in CITES.finditer(text):
        for part in found[1].split(";"):
            kind, colon, key = part.strip().partition(":")
            yield (kind, key.strip()) if colon else ("claim", kind)


def resolves(case: Case, kind: str, key: str) -> bool:
    """Say whether a citation leads to a row; exhibits are numbered by the notebook."""
    if kind == "exhibit":
        return bool(key)
    return kind in _KINDS and case.has(_KINDS[kind], key)


def meant(case: Case, kind: str, key: str) -> str:
    """Return ``did you mean …?`` for a citation that leads nowhere, ``""`` when none is near."""
    from osint_helpers._near import nearest

    if kind not in _KINDS:
        return ""
    table = _KINDS[kind]
    near = nearest(key, sorted(case.table(table).iloc[:, 0]))
    return f"did you mean {', '.join(near)}?" if near else ""
