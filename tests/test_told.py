"""What a reader sees of an error: in a real kernel, and the card by itself."""

from __future__ import annotations

import re
from typing import Any

import pytest

from osint_helpers import _told, errors
from osint_helpers._near import did_you_mean
from osint_helpers.case.faults import CaseFault, CaseFaults

SETUP = 'from osint_helpers import exhibits, open_case\ncase = open_case("maybach-2018")'


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What every cell of `CELLS` shows, through nbclient."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(one) for one in (SETUP, *CELLS, "%tb")]
    home = tmp_path_factory.mktemp("kernel")
    client = NotebookClient(notebook, kernel_name="python3", allow_errors=True, timeout=120)
    manager = client.create_kernel_manager()
    manager.transport, manager.ip = "ipc", str(home / "k")
    manager.connection_file = str(home / "kernel.json")
    client.execute()
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
    "exhibits.route_map(case)": "it takes case, exhibit_id, view=",
}


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
