from __future__ import annotations

import json

import pytest

from osint_helpers.report.notebook import unexecuted
from osint_helpers.report.pairing import compare, keep_edited

SCRIPT = """# ---
# jupyter:
#   osint:
#     title: SYNTHETIC
# ---

# %% [markdown]
# # SYNTHETIC

# %%
a = 1

# %%
a + 1
"""


@pytest.fixture
def pair(tmp_path):
    script, book = tmp_path / "01-x.py", tmp_path / "01-x.ipynb"
    script.write_text(SCRIPT)
    book.write_text(unexecuted(script))
    return script, book


def change(book, make):
    data = json.loads(book.read_text())
    make(data["cells"])
    book.write_text(json.dumps(data))


def test_a_built_notebook_agrees_with_its_script(pair):
    assert compare(*pair).same
    assert keep_edited(*pair) is None


def test_an_edited_cell_is_named_and_the_notebook_kept(pair):
    script, book = pair
    change(book, lambda cells: cells[1].update(source="a = 2"))
    found = compare(script, book)
    assert (found.edited, found.where) == (True, "cell 2")
    assert "('a = 2') is not that of 01-x.py" in found.what
    copy, _ = keep_edited(script, book)
    assert copy.name == "01-x.ipynb.bak-0001"
    assert copy.read_bytes() == book.read_bytes()
    assert keep_edited(script, book)[0] == copy


def test_two_different_edits_are_two_copies(pair):
    change(pair[1], lambda cells: cells[1].update(source="a = 2"))
    keep_edited(*pair)
    change(pair[1], lambda cells: cells[1].update(source="a = 3"))
    assert keep_edited(*pair)[0].name == "01-x.ipynb.bak-0002"


@pytest.mark.parametrize(
    "make",
    [
        lambda cells: cells.insert(1, {**cells[1], "id": "fresh", "source": "b = 1"}),
        lambda cells: cells.append({**cells[1], "id": "fresh", "source": "b = 1"}),
        lambda cells: cells.pop(1),
        lambda cells: cells.reverse(),
    ],
)
def test_cells_added_taken_out_or_moved_are_edits(pair, make):
    change(pair[1], make)
    assert compare(*pair).edited


@pytest.mark.parametrize(
    ("left", "words"), [(2, "its last cell is gone"), (1, "its last 2 cells are gone")]
)
def test_cells_taken_out_at_the_end_are_an_edit(pair, left, words):
    script, book = pair
    change(book, lambda cells: cells.__delitem__(slice(left, None)))
    found = compare(script, book)
    assert (found.edited, found.where) == (True, f"cell {left + 1}")
    assert found.what == f"was edited by hand: {words}; the build made 3"
    assert keep_edited(script, book)[0].name == "01-x.ipynb.bak-0001"


def test_a_cell_taken_out_of_both_is_no_edit(pair):
    script, book = pair
    change(book, lambda cells: cells.pop())
    script.write_text(SCRIPT.removesuffix("# %%\na + 1\n"))
    assert compare(script, book).same


def test_cells_added_to_the_end_of_the_script_are_no_edit(pair):
    script, book = pair
    script.write_text(SCRIPT + "\n# %%\na + 2\n")
    assert not compare(script, book).edited


@pytest.mark.parametrize("made", [None, "3", 3.5, True])
def test_a_notebook_that_does_not_say_how_many_cells_it_had_is_older(pair, made):
    script, book = pair
    data = json.loads(book.read_text())
    data["metadata"]["osint_cells"] = made
    data["cells"].pop()
    book.write_text(json.dumps(data))
    found = compare(script, book)
    assert (found.same, found.edited) == (False, False)


def test_a_script_that_is_newer_is_no_edit(pair):
    script, book = pair
    script.write_text(SCRIPT.replace("a = 1", "a = 7") + "\n# %%\na + 2\n")
    found = compare(script, book)
    assert (found.same, found.edited) == (False, False)
    assert keep_edited(script, book) is None


def test_an_edit_that_is_in_the_script_too_is_none(pair):
    script, book = pair
    change(book, lambda cells: cells[1].update(source="a = 2"))
    script.write_text(SCRIPT.replace("a = 1", "a = 2"))
    assert compare(script, book).same


def test_a_file_that_is_no_notebook_is_kept(pair):
    pair[1].write_text("{")
    assert compare(*pair).edited
    assert keep_edited(*pair)[0].read_text() == "{"


def test_check_names_the_edit_and_a_build_keeps_it(tmp_path, monkeypatch, capsys):
    from osint_helpers.cli import main

    monkeypatch.chdir(tmp_path)
    main(["new", "my-case", "--example"])
    book = tmp_path / "notebooks" / "01-my-case.ipynb"
    change(book, lambda cells: cells[1].update(source="print('mine')"))
    capsys.readouterr()
    assert main(["check", "my-case"]) == 0
    assert "notebooks/01-my-case.ipynb:cell 2: warning W301: was edited" in capsys.readouterr().out
    edited = book.read_bytes()
    assert main(["notebook", "my-case"]) == 0
    assert "kept       notebooks/01-my-case.ipynb.bak-0001" in capsys.readouterr().out
    assert book.with_name(f"{book.name}.bak-0001").read_bytes() == edited
    assert b"mine" not in book.read_bytes()
