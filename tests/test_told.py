"""What a reader sees of an error: in a real kernel, and the card by itself."""

from __future__ import annotations

import os
import re
from typing import Any

import pytest

from osint_helpers import _told, errors
from osint_helpers._near import did_you_mean
from osint_helpers.case.faults import CaseFault, CaseFaults
from tests.conftest import REPO

SETUP = """from datetime import date
import osint_helpers
from osint_helpers import exhibits, journey, law, open_case
case = open_case("maybach-2018")"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What every cell of `CELLS` shows, through nbclient."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.v4.new_notebook()
    notebook.cells = [
        nbformat.v4.new_code_cell(one) for one in (SETUP, *CELLS, "%tb", *COLUMNS, *USUAL)
    ]
    home = tmp_path_factory.mktemp("kernel")
    client = NotebookClient(notebook, kernel_name="python3", allow_errors=True, timeout=120)
    manager = client.create_kernel_manager()
    manager.transport, manager.ip = "ipc", str(home / "k")
    manager.connection_file = str(home / "kernel.json")
    env = {**os.environ, "PYTHONPATH": str(REPO), "IPYTHONDIR": str(home / "ipython")}
    client.execute(env=env)
    return {cell.source: _text(cell) for cell in notebook.cells}


def _text(cell: Any) -> str:
    shown = [out for out in cell.outputs if out.output_type == "error"]
    return "\n".join(shown[0].traceback) if shown else ""


CELLS = {
    'case.claim("l1_gat")': "did you mean l1_gate",
    'case.cell("claims", "l1_arr", "statment")': "did you mean statement?",
    'case.table("clams")': "did you mean claims?",
    'case.text("shrt-answer")': "did you mean short-answer?",
    "case.clams": "did you mean claims",
    'open_case("maybach2018")': "did you mean maybach-2018?",
    'exhibits.prose(case, "A-1", "shrt-answer")': "did you mean short-answer?",
    'exhibits.timelin(case, "B-4")': "did you mean timeline",
    'exhibits.timeline(case, "B-4", titel="x")': "did you mean title?",
    'exhibits.timeline("maybach-2018", "B-4")': "give what open_case returned",
    'exhibits.records(case, "D-1", topic="shiping")': "did you mean shipping",
    'exhibits.route_map(case, "C-2", view="wrld")': "did you mean world?",
    'exhibits.hypotheses(case, "E-2", question="car")': "did you mean cars?",
    'exhibits.reach_map(case, "E-5", reach="dn550")': "did you mean dn5505",
    'exhibits.Exhibit("tabel", "A-1", "x", "", {})': "did you mean table",
    'law.in_force(date(2018, 8, 26), "UN", "motor car")': "did you mean motor cars",
    'law.flags.run("RF1", [])': "did you mean RF",
    'journey.known_on(case, "2018-10-05")': "give date(2018, 10, 5)",
    'law.in_force("2018-08-26", "UN")': "give date(2018, 10, 5)",
    'journey.legs(case)[1].cell("form")': "did you mean from?",
    'exhibits.lineage(case, "D-7", leg="l1")': "did you mean L1",
    'exhibits.timeline(case, "B-4", start="June")': "write YYYY-MM",
    'case.has("clams", "l1_arr")': "did you mean claims",
    'case.claim(["l1_arr"])': "did you mean l1_arr",
    "osint_helpers.opencase": "did you mean open_case",
    "exhibits.route_map(case)": "it takes case, exhibit_id, view=",
}


# A slip in a column of a frame: pandas' own traceback, and one line below it.
COLUMNS = {
    'journey.table(case)["vesel"]': "there is no column 'vesel'; did you mean vessel?",
    'case.claims[["claim", "statment"]]': "there is no column 'statment'; did you mean statement?",
    'case.claims[["statment"]]': "there is no column 'statment'; did you mean statement?",
    'case.claims.sort_values("date_form")': "there is no column 'date_form'; did you mean date_",
    'case.claims.drop(columns=["statment"])': "there is no column 'statment'; did you mean",
    'journey.table(case)["x1"]': "there is no column 'x1'; one of leg, label, status,",
}
# What has no such line: rows, other mappings, other errors.
USUAL = [
    '{"vessel": 1}["vesel"]', 'case.claims.loc["vesel"]', "journey.table(case)[7]",
    'case.claims["claim"]["vesel"]', "1 / 0",
]  # fmt: skip


@pytest.mark.parametrize("cell", COLUMNS)
def test_a_misspelt_column_is_told_once_below_the_traceback(
    seen: dict[str, str], cell: str
) -> None:
    told = re.sub(r"\x1b\[[\d;]*m", "", seen[cell])
    assert told.count("there is no column") == 1
    assert told.splitlines()[-1].startswith(COLUMNS[cell])
    assert "Traceback (most recent call last)" in told
    assert "KeyError: " in told


@pytest.mark.parametrize("cell", USUAL)
def test_other_errors_are_told_as_usual(seen: dict[str, str], cell: str) -> None:
    assert "Traceback (most recent call last)" in seen[cell]
    assert "there is no column" not in seen[cell]


@pytest.mark.parametrize("cell", CELLS)
def test_a_slip_is_answered_with_what_was_meant(seen: dict[str, str], cell: str) -> None:
    told = seen[cell]
    assert f"  what to do  {CELLS[cell]}" in told
    assert re.search(rf"  asked in    Cell In\[\d+\], line 1: {re.escape(cell)}\n", told)


@pytest.mark.parametrize("cell", CELLS)
def test_the_card_is_short_plain_and_names_no_path(seen: dict[str, str], cell: str) -> None:
    told = seen[cell]
    assert len(told.splitlines()) <= 5
    assert "\x1b" not in told
    assert "Traceback" not in told
    assert not re.search(r"/\w+/\w+|0x[0-9a-f]{6}", told)


def test_the_traceback_is_there_when_asked_for(seen: dict[str, str]) -> None:
    assert "Traceback (most recent call last)" in seen["%tb"]
    assert "ExhibitArgumentError" in seen["%tb"]


def raised(error: errors.OsintError) -> errors.OsintError:
    try:
        raise error
    except errors.OsintError as caught:
        return caught


def test_where_stands_before_what_to_do() -> None:
    error = errors.DateError(
        "'2018-02-30' is no day", advice="read it again", file="/a/b/claims.csv", row=7,
        column="date_from",
    )  # fmt: skip
    assert _told.card(error) == [
        "DateError: '2018-02-30' is no day",
        "  where       claims.csv, row 7, column date_from",
        "  what to do  read it again",
        "  traceback   folded away; run %tb in a cell to see it",
    ]


def test_the_second_look_is_the_traceback_and_a_new_raising_a_new_card() -> None:
    error = raised(errors.CaseError("no claim"))
    assert error._render_traceback_()[0] == "CaseError: no claim"
    assert "Traceback" in error._render_traceback_()[0]
    assert raised(error)._render_traceback_()[0] == "CaseError: no claim"


def test_every_fault_of_a_folder_is_listed_up_to_twenty() -> None:
    faults = [CaseFault("E013", f"fault {n}", file="claims.csv", row=n) for n in range(2, 25)]
    lines = _told.card(CaseFaults("mine", faults))
    assert lines[1] == "  - E013 claims.csv:2: fault 2"
    assert sum(line.startswith("  - ") for line in lines) == _told.LISTED == 20
    assert "  and 3 more; all stand in error.faults" in lines


def test_hostile_text_stays_on_its_line_and_moves_no_cursor() -> None:
    lines = _told.card(errors.CaseError("a\x1b[2J\nb\u202ec", advice="\x07"))
    assert lines[0] == r"CaseError: a\x1b[2J\nb\u202ec"
    assert lines[1].endswith(r"\x07")
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("given", "known", "said"),
    [
        ("l1_gat", ["l1_gate", "l2_arr"], "did you mean l1_gate?"),
        ("Short Answer", ["short-answer"], "did you mean short-answer?"),
        ("x", ["aaa", "bbb"], "one of aaa, bbb"),
        ("x", [], "there is none"),
        ("x", [f"n{i:02}" for i in range(14)], None),
        (7, ["aaa"], "one of aaa"),
    ],
)
def test_advice_for_an_unknown_name(given: object, known: list[str], said: str | None) -> None:
    found = did_you_mean(given, known)
    assert found == said if said else found.endswith("n11 and 2 more")


def test_other_advice_where_nothing_is_near() -> None:
    assert did_you_mean("x", ["aaa"], "see a.csv") == "see a.csv"


def test_typed_errors_are_still_what_python_expects() -> None:
    from osint_helpers import exhibits

    assert not hasattr(exhibits, "timelin")
    assert issubclass(errors.UnknownNameError, AttributeError)
    assert issubclass(errors.ExhibitArgumentError, TypeError)
