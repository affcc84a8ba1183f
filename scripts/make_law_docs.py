"""Write the tables of ``docs/law.md`` and ``docs/red-flags.md`` from ``data/reference``.

Usage: ``python scripts/make_law_docs.py``

Only what stands between ``<!-- name -->`` and ``<!-- end -->`` is written; a test compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from osint_helpers import law
from osint_helpers.law import flags
from osint_helpers.law.flags.running import TESTS
from osint_helpers.reference.provenance import rows

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
PAGES: Final = {
    "law.md": ("measures", "goods"),
    "red-flags.md": ("rules", "sources", "silent"),
}


def table(head: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; text of the data is escaped."""
    cells = ([cell if is_code(cell) else escaped(cell) for cell in row] for row in body)
    lines = [head, ["---"] * len(head), *cells]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def is_code(text: str) -> bool:
    """Tell whether a cell is one code span that nothing in it can break."""
    return re.fullmatch(r"`[^`|\n]+`", text) is not None


def escaped(text: str) -> str:
    """Return a cell that cannot break the table or become markup."""
    return re.sub(r"([\\|<>*_`\[\]])", r"\\\1", text)


def measures() -> str:
    """Return the measures."""
    head = ("measure", "instrument", "from", "to", "standing", "not verified", "citation")
    return table(
        head,
        (
            (
                one["measure"], one["instrument"], one["effective_from"] or "not found",
                one["effective_to"] or "no end found",
                "verified" if one["verified"] else "to be checked by counsel",
                ", ".join(one["unverified_fields"]), one["citation"],
            )
            for one in law.measures().to_dict("records")
        ),
    )  # fmt: skip


def goods() -> str:
    """Return the families."""
    return table(
        ("family", "HS (our mapping)", "named by"),
        (
            (one["family"], ", ".join(one["hs"]), ", ".join(one["named_by"]))
            for one in law.goods().to_dict("records")
        ),
    )


def rules() -> str:
    """Return the rules with test, input, parameters and sources."""
    return table(
        ("rule", "name", "test", "input", "parameters", "sources", "note"),
        (
            (
                one.id, one.name, one.test,
                TESTS[one.id][0].__name__ if one.id in TESTS else f"Observation ({one.automation})",
                "; ".join(p.text for p in one.parameters.values()),
                ", ".join(one.sources), one.note,
            )
            for one in flags.RULES.values()
        ),
    )  # fmt: skip


def sources() -> str:
    """Return the sources of the rules."""
    return table(
        ("source", "publisher", "title", "date", "url", "how much was read"),
        (
            (one["source"], one["publisher"], quoted(one["title"]), one["date"],
             f"`{one['url']}`" if one["url"] else "",
             one["access_note"])
            for one in rows("red_flag_sources.csv")
        ),
    )  # fmt: skip


def quoted(title: str) -> str:
    """Return a title in quotation marks: its words are the publisher's, a description is ours."""
    return title if title.startswith("(") else f"\u201c{title}\u201d"


def silent() -> str:
    """Return the conditions on which a rule stays silent."""
    return table(
        ("rule", "condition", "case"),
        (
            (one["rule"], one["reason"], one["case"])
            for one in rows("red_flag_cases.csv")
            if one["must"] == "must_not_fire_on"
        ),
    )


def filled(page: str, text: str) -> str:
    """Return the text of a page with its tables written anew."""
    made = {one.__name__: one for one in (measures, goods, rules, sources, silent)}
    for name in PAGES[page]:
        block = f"<!-- {name} -->\n\n{made[name]()}\n\n<!-- end -->"
        pattern = rf"<!-- {name} -->.*?<!-- end -->"
        if len(re.findall(pattern, text, re.DOTALL)) != 1:
            raise SystemExit(f"{page}: no place for {name}")
        text = re.sub(pattern, lambda _, new=block: new, text, flags=re.DOTALL)
    return text


def main() -> None:
    """Write both pages."""
    for page in PAGES:
        path = DOCS / page
        path.write_text(filled(page, path.read_text("utf8")), encoding="utf8", newline="\n")


if __name__ == "__main__":
    main()
