"""A small SYNTHETIC notebook for tests: no name, number or date in it occurs in any case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat

from osint_helpers.exhibits.exhibit import MIME, Exhibit
from osint_helpers.exhibits.table import table

HEADER = """# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
#   osint:
#     title: SYNTHETIC test report on the toy crate Q
#     label: SYNTHETIC. Test data, not evidence
#     question: Where did the toy crate Q go after it left Port Alder?
#     caution: Every name in this file is made up for a test.
#     cover:
#       - [Item, "toy crate Q, serial not published"]
#       - [Prepared for, a test]
#       - [As of, the day of the test]
# ---
"""

SETUP = """
# %% tags=["setup"]
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table import cell, table

def sheet(number, title, columns, rows, row_ids=()):
    spec = table(columns, rows, provenance="SYNTHETIC: made up in a test", row_ids=row_ids)
    return Exhibit("table", number, title, "SYNTHETIC rows for a test.", spec)

def text(number, title, *runs):
    blocks = [{"kind": "p", "runs": list(runs)}]
    return Exhibit("prose", number, title, "", {"blocks": blocks})
"""

BODY = """
# %% [markdown]
# # Toy crate Q
#
# Every name in this notebook is made up. See Exhibit C-1.

# %% [markdown]
# ## 1. Judgements
#
# What follows rests on Exhibit C-1.

# %%
text("J-1", "Short answer",
     {"text": "The crate was seen at 2 ports", "refs": [["claim", "q1"], ["exhibit", "C-1"]]})

# %% [markdown]
# ## 4. Claims and evidence
#
# ### All claims
#
# The register of claims.

# %%
sheet("C-1", "Register of claims", {"claim": "Claim", "statement": "Statement", "source": "Source"},
      [["q1", "Crate Q was at Port Alder <b>on a pier</b>", cell("gazette", [("source", "s1")])],
       ["q2", "Crate Q was at Port Birch", cell("ledger", [("source", "s2")], "status-reported")]],
      row_ids=[("claim", "q1"), ("claim", "q2")])

# %% [markdown]
# ## 11. Sources

# %%
sheet("S-1", "Register of sources", {"source": "Source", "address": "Address"},
      [["s1", "https://alder.example/gazette?page=1"], ["s2", "=HYPERLINK(1)"]],
      row_ids=[("source", "s1"), ("source", "s2")])

# %% [markdown]
# ## 13. Limits, glossary, corrections
#
# - A hash proves nothing about a source.

# %%
print("2 claims, 2 sources")
"""

SCRIPT = HEADER + SETUP + BODY


def write_script(folder: Path, text: str = SCRIPT, name: str = "toy.py") -> Path:
    """Write a script into a folder and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def exhibit(
    kind: str = "table", number: str = "C-1", title: str = "Rows", **change: object
) -> Exhibit:
    """Return a SYNTHETIC exhibit: a small table, or prose when ``kind`` says so."""
    spec: dict[str, object] = table(
        {"one": "One", "two": "Two"}, [["a", "b"], ["c", "d"]], provenance="SYNTHETIC: a test"
    )
    if kind == "prose":
        spec = {"blocks": [{"kind": "p", "runs": [{"text": "A sentence."}]}]}
    return Exhibit(kind, number, title, "", {**spec, **change})


def shown(one: Exhibit) -> Any:
    """Return a code cell that shows an exhibit."""
    data = {"text/plain": repr(one), MIME: one.to_json(), "text/html": "<b>not used</b>"}
    return code(nbformat.v4.new_output("display_data", data=data))


def code(*outputs: Any, source: str = "show()") -> Any:
    """Return an executed code cell with the outputs given."""
    return nbformat.v4.new_code_cell(source, outputs=list(outputs), execution_count=1)


def markdown(source: str) -> Any:
    """Return a markdown cell."""
    return nbformat.v4.new_markdown_cell(source)


def node(*cells: Any, **head: object) -> Any:
    """Return a notebook node with the cover of a report and the cells given."""
    meta = {
        "title": "SYNTHETIC",
        "label": "",
        "question": "",
        "caution": "",
        "method": "",
        "cover": [],
        "versions": [["Python", "3"]],
        **head,
    }
    made = nbformat.v4.new_notebook(
        metadata={"osint_report": meta, "osint": {"title": "SYNTHETIC"}}
    )
    made.cells = list(cells)
    for n, cell in enumerate(made.cells):
        cell.id = f"cell-{n}"
    return made


def save(made: Any, path: Path) -> Path:
    """Write a node and return the path."""
    path.write_text(nbformat.writes(made), encoding="utf-8")
    return path
