"""A small SYNTHETIC notebook for tests: no name, number or date in it occurs in any case."""

from __future__ import annotations

from pathlib import Path

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

SETUP = '''
# %% tags=["setup"]
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table import cell, table

def sheet(number, title, columns, rows, row_ids=()):
    spec = table(columns, rows, provenance="SYNTHETIC: made up in a test", row_ids=row_ids)
    return Exhibit("table", number, title, "SYNTHETIC rows for a test.", spec)

def text(number, title, *runs):
    blocks = [{"kind": "p", "runs": list(runs)}]
    return Exhibit("prose", number, title, "", {"blocks": blocks})
'''

BODY = '''
# %% [markdown]
# # Toy crate Q
#
# Every name in this notebook is made up. See Exhibit C-1.

# %% [markdown]
# ## 1. Judgements
#
# What follows rests on Exhibit C-1.

# %%
text("J-1", "Short answer", {"text": "The crate was seen at 2 ports", "refs": [["claim", "q1"], ["exhibit", "C-1"]]})

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
# ## 13. Limits, glossary and corrections
#
# - A hash proves nothing about a source.

# %%
print("2 claims, 2 sources")
'''

SCRIPT = HEADER + SETUP + BODY


def write_script(folder: Path, text: str = SCRIPT, name: str = "toy.py") -> Path:
    """Write a script into a folder and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
