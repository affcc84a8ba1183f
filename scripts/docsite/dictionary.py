"""The data dictionary: tables, fields and columns as the code holds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from osint_helpers import diligence
from osint_helpers.case.meta import CaseMeta
from osint_helpers.case.tables import TABLES, Table
from osint_helpers.collect import registry
from osint_helpers.evidence import fields
from osint_helpers.evidence.outcomes import OUTCOMES
from osint_helpers.tracks import columns as tracks
from scripts.docsite.markdown import code, escaped, prose, table
from scripts.docsite.navigation import ROOT

_FOLDER: Final = ROOT / "docs" / "case-folder.md"
# What the words of case-folder.md say that the schema says as well.
_MARK: Final = re.compile(
    r"^(?:\*\*key\*\*|\*required\*|(?:list )?→ \w+|list|number|may be left out)(?:[,;] |$)"
)

_EVIDENCE: Final = """\
A capture is described in [Capturing an address](../docs/capture.md), the log in
[Evidence](../docs/evidence.md).
"""
_COLLECTED: Final = """\
# Data dictionary: columns of the collectors

What each call gives, complete; terms, limits and parameters stand in
[Public sources](../docs/sources.md), the types in [Collecting](../docs/collect.md#columns).
"""


@dataclass(frozen=True)
class Meaning:
    """What a table is, and each of its columns, in words."""

    about: str
    columns: dict[str, str]


def meaning(name: str) -> Meaning:
    """Return the words of ``docs/case-folder.md`` for a table; a test holds it to the schema."""
    text = _FOLDER.read_text("utf8")
    found = re.search(rf"^## {name}\.csv\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if not found:
        raise SystemExit(f"docs/case-folder.md has no section {name}.csv")
    about = found[1].strip().split("\n\n")[0]
    head = found[1].split("| kind | inputs |")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", head, re.MULTILINE))
    return Meaning("" if about.startswith("|") else about, {c: _words(w) for c, w in rows.items()})


def _words(text: str) -> str:
    """Take off the marks that the schema gives, and a list of nothing but its vocabulary."""
    while found := _MARK.match(text):
        text = text[found.end() :]
    return text


def _type(one: Table, column: str) -> str:
    if column in one.lists:
        return "list"
    return "number" if column in one.numbers else "text"


def _needed(one: Table, column: str) -> str:
    words = ["key"] if column in one.key else []
    words += ["required"] if column in one.required else []
    words += ["may be left out"] if column in one.may_lack else []
    return ", ".join(words)


def _case_table(name: str, one: Table) -> str:
    words = meaning(name)
    rows = [
        (
            code(column), _type(one, column), _needed(one, column),
            f"[{one.refs[column]}](#{one.refs[column]}-csv)" if column in one.refs else "",
            ", ".join(code(word) for word in one.vocab.get(column, ()) if word),
            words.columns[column],
        )
        for column in one.columns
    ]  # fmt: skip
    absent = " The file may be absent." if one.optional else ""
    head = ("column", "type", "needed", "holds ids of", "vocabulary", "meaning")
    about = re.sub(r"\]\(([\w-]+\.md)", r"](../docs/\1", words.about)
    anchor = f"({name}-csv)=\n"
    return f"{anchor}## {name}.csv\n\n{about}{absent}\n\n{table(head, rows)}\n"


def case_tables() -> str:
    """Return the page of the tables of a case."""
    keys = (code(key) for key in CaseMeta.__dataclass_fields__)
    head = (
        "# Data dictionary: the case folder\n\nColumns, types, keys, references and vocabularies "
        "are those of `osint_helpers.case.tables`, which `osint check` holds a case against; the "
        "words are those of [The case folder](../docs/case-folder.md), where the rules of dates, "
        "lists and empty cells stand as well.\n\n"
        f"`case.toml` has the keys {', '.join(keys)}.\n"
    )
    return "\n".join([head, *(_case_table(*one) for one in TABLES.items())])


def evidence_fields() -> str:
    """Return the page of the fields of a capture, of the log, and of the outcomes."""
    head = ("field", "type", "in", "meaning")

    def rows(those: Iterable[fields.Field]) -> list[tuple[str, ...]]:
        return [(code(f.name), f.type, ", ".join(f.kinds) or "all", prose(f.about)) for f in those]

    return "\n".join(
        [
            "# Data dictionary: capture.json and the log\n",
            _EVIDENCE,
            "## capture.json\n",
            table(head, rows(fields.RECORD)),
            "\n## An entry of hops\n",
            table(head, rows(fields.HOP)),
            "\n## Outcomes\n",
            table(("outcome", "meaning"), [(code(o), prose(t)) for o, t in OUTCOMES.items()]),
            "\n## A line of the log\n",
            table(head, rows(fields.LINE)),
            "\n## Events, and their facts\n",
            table(
                ("event", "facts", "says"),
                [
                    (code(e.name), ", ".join(map(code, e.facts)), prose(e.about))
                    for e in fields.EVENTS
                ],
            ),
            "",
        ]
    )


def collected_columns() -> str:
    """Return the page of all columns of all collectors, without sharing between them."""
    parts = [_COLLECTED]
    for name in registry.collectors():
        rows = [(code(c.name), c.kind, c.unit, escaped(c.about)) for c in registry.columns(name)]
        parts += [f"## {name}\n", table(("column", "type", "unit", "meaning"), rows), ""]
    return "\n".join(parts)


def track_columns() -> str:
    """Return the page of positions, events, and the columns of a company's own consignments."""
    head = ("column", "type", "unit", "meaning")

    def rows(those: Iterable[tracks.Column]) -> list[tuple[str, ...]]:
        return [(code(c.name), c.type, c.unit, escaped(c.about)) for c in those]

    parts = ["# Data dictionary: tracks and consignments\n", "## Positions of a store\n"]
    parts += [table(head, rows(tracks.POSITIONS)), ""]
    for kind, those in tracks.EVENTS.items():
        parts += [f"## Events: {kind}\n", table(head, rows(those)), ""]
    parts += ["## Reception around a gap\n", table(head, rows(tracks.COVERAGE)), ""]
    own = [(code(c.name), code(c.label), escaped(c.form), escaped(c.about))
           for c in diligence.COLUMNS]  # fmt: skip
    parts += ["## Consignments of a company\n", table(("column", "label", "form", "meaning"), own)]
    return "\n".join([*parts, ""])


PAGES: Final[dict[str, Callable[[], str]]] = {
    "case-tables": case_tables,
    "evidence-fields": evidence_fields,
    "collected-columns": collected_columns,
    "track-columns": track_columns,
}
