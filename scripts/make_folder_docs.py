"""Write the tables of columns of ``docs/case-folder.md`` from the schema and the one help text.

Usage: ``python scripts/make_folder_docs.py``

What a column holds stands in ``osint_helpers/case/starting/meanings.csv``, which also makes the
``TABLES.md`` of a new case; what it may hold in ``osint_helpers.case.tables``. Only the rows below
``| column | meaning |`` are written, the prose around them is kept; a test compares both.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from osint_helpers.case.starting.help import meanings  # noqa: E402
from osint_helpers.case.tables import TABLES, Table  # noqa: E402

PAGE: Final = ROOT / "docs" / "case-folder.md"
HEAD: Final = "| column | meaning |\n|---|---|\n"
# Listed once on the page, or told as a range.
_ELSEWHERE: Final = frozenset({"precision", "reliability", "credibility"})


def _marks(table: Table, column: str) -> Iterator[str]:
    if column in table.key:
        yield "**key**"
    if column in table.required and table.key != (column,):
        yield "*required*"
    if column in table.refs:
        yield f"{'list ' if column in table.lists else ''}→ {table.refs[column]}"
    elif column in table.lists:
        yield "list"
    if column in table.numbers:
        yield "number"


def described(name: str, column: str) -> str:
    """Return a column in a line: marks, the words it may hold, what it holds."""
    table, meaning = TABLES[name], linked(meanings()[name, column])
    words = [f"`{word}`" for word in table.vocab.get(column, ()) if word]
    if column in _ELSEWHERE or all(word in meaning for word in words):
        words = []
    listed = " or ".join(words) if len(words) == 2 else ", ".join(words)
    absent = "this column may be left out" if column in table.may_lack else ""
    parts = [", ".join(_marks(table, column)), listed, meaning, absent]
    return "; ".join(part for part in parts if part).replace("|", "\\|")


def linked(text: str) -> str:
    """Return a help text as the page has it: names of other pages are links."""
    text = text.replace(f"docs/{PAGE.name}", "this page")
    return re.sub(r"\bdocs/([\w-]+\.md)", r"[\1](\1)", text)


def filled(page: str) -> str:
    """Return the page with the tables of all sections written anew."""
    for name, table in TABLES.items():
        rows = "".join(f"| `{one}` | {described(name, one)} |\n" for one in table.columns)
        form = rf"(^## {name}\.csv\n(?:(?!^## ).*\n)*?{re.escape(HEAD)})(?:\|.*\n)*"
        page, count = re.subn(form, lambda found, rows=rows: found[1] + rows, page, flags=re.M)
        if count != 1:
            raise SystemExit(f"{PAGE.name} has no table of columns for {name}.csv")
    return page


def plain(about: str) -> str:
    """Return the words of a section as the help has them: on one line, links by their page."""
    text = re.sub(r"\[([\w-]+\.md)\]\(\1[^)]*\)", r"docs/\1", " ".join(about.split()))
    return re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text).removeprefix("*Optional.* ")


def main() -> None:
    """Write the page."""
    PAGE.write_text(filled(PAGE.read_text("utf8")), encoding="utf8")


if __name__ == "__main__":
    main()
