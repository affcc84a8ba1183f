"""What osint pull, sources and permit print, store and return."""

from __future__ import annotations

import sys

import pytest

from osint_helpers.case import open_case
from osint_helpers.case import pulls as recorded
from osint_helpers.cli import collecting, main
from osint_helpers.collect import registry
from osint_helpers.collect.pulling import Pull
from osint_helpers.evidence import ledger
from tests.case.builder import write_case
from tests.collect import practice
from tests.collect.desk import Desk
from tests.collect.fakes.server import FakeSources

ROWS = [
    {"pull": "one", "collector": "practice.rows", "parameters": "parts=a", "why": "SYNTHETIC"},
    {"pull": "two", "collector": "practice.rows", "parameters": "parts=a, bb", "why": "SYNTHETIC"},
    {"pull": "later", "collector": "practice.rows", "parameters": "parts=?", "why": "SYNTHETIC"},
]  # fmt: skip


@pytest.fixture
def desk(tmp_path, monkeypatch):
    practice.install(monkeypatch)
    monkeypatch.setenv("OSINT_ANALYST", "ana")
    with FakeSources(practice=practice.answer) as fakes:
        made = Desk(tmp_path, fakes)
        made.case.rmdir()
        write_case(made.case, pulls=lambda rows: [*rows, *ROWS])
        monkeypatch.setattr(
            "osint_helpers.cli.collecting._client",
            lambda folder, who, **how: made.client("record", who=who, **how),
        )
        yield made


def pull(desk, *more):
    return main(["pull", str(desk.case), *more])


def test_every_pull_is_recorded_and_said(desk, capsys):
    assert pull(desk) == 1  # one cannot be asked
    out = capsys.readouterr().out
    assert "one" in out
    assert "complete, 2 rows" in out
    assert "parameters: 'parts' is not known yet" in out
    assert [one.complete for one in recorded.states(open_case(desk.case))] == [True, True, None]


def test_chosen_pulls_only_and_exit_0(desk):
    assert pull(desk, "--only", "one", "two") == 0
    assert [one.one("part") for one in desk.fakes.asked] == ["a", "bb"]  # "a" was recorded before


def test_what_is_recorded_is_not_asked_again_unless_told_so(desk):
    pull(desk, "--only", "one")
    pull(desk, "--only", "one")
    assert len(desk.fakes.asked) == 1
    pull(desk, "--only", "one", "--again")
    assert len(desk.fakes.asked) == 2


def test_each_pull_leaves_one_line_in_the_log(desk):
    pull(desk)
    lines = [one for one in ledger.lines(desk.case) if one.event == recorded.EVENT]
    assert [(one.who, one.facts["pull"], one.facts["rows"]) for one in lines] == [
        ("ana", "one", 1), ("ana", "two", 2),
    ]  # fmt: skip


def test_a_dry_run_asks_nothing_and_says_which_keys_are_set(desk, capsys, monkeypatch):
    from osint_helpers.collect.manifests import Auth

    practice.install(monkeypatch, auth=Auth("header", "X-Practice-Key", ("PRACTICE_KEY",)))
    assert pull(desk, "--dry-run") == 0
    out = capsys.readouterr().out
    assert "key PRACTICE_KEY: NOT SET" in out
    monkeypatch.setenv("PRACTICE_KEY", "SYNTHETIC-secret-value")
    assert pull(desk, "--dry-run") == 0
    out = capsys.readouterr().out
    assert "key PRACTICE_KEY: set" in out
    assert "SYNTHETIC-secret" not in out
    assert "cannot be asked yet: parts not known" in out
    assert desk.fakes.asked == []
    assert not (desk.case / "captures").exists()


def test_a_pull_that_is_not_there_is_named(desk, capsys):
    assert pull(desk, "--only", "none") == 2
    assert "no pull 'none'" in capsys.readouterr().err


def test_a_case_that_asks_for_nothing_says_so(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("OSINT_ANALYST", "ana")
    assert main(["pull", str(write_case(tmp_path / "synthetic-case"))]) == 0
    assert "asks for nothing" in capsys.readouterr().out


def test_a_stop_says_how_to_go_on_and_keeps_what_is_done(desk, capsys, monkeypatch):
    real = practice.rows

    def rows(client, *, parts: tuple[str, ...], fail: str = ""):
        if len(parts) == 2:
            raise KeyboardInterrupt
        return real(client, parts=parts, fail=fail)

    monkeypatch.setattr(sys.modules["osint_helpers.collect.shipping.practice"], "rows", rows)
    assert pull(desk) == 130
    assert "run the same command again" in capsys.readouterr().out
    assert recorded.states(open_case(desk.case))[0].complete is True


def test_sources_lists_every_collector_with_licence_and_key(capsys):
    assert main(["sources"]) == 0
    out = capsys.readouterr().out
    for name in registry.collectors():
        manifest = registry.manifest(name.partition(".")[0])
        line = next(one for one in out.splitlines() if one.startswith(f"{name} "))
        assert manifest.licence in line
        assert all(variable in line for variable in manifest.auth.variables)


@pytest.mark.parametrize("name", list(registry.MODULES))
def test_one_source_is_said_whole(name, capsys):
    assert main(["sources", name]) == 0
    out = " ".join(capsys.readouterr().out.split())  # lines are wrapped
    manifest = registry.manifest(name)
    for said in (manifest.terms, *manifest.limits):
        assert " ".join(said.replace("`", "").split()) in out


def test_a_source_that_is_not_there_is_an_error(capsys):
    assert main(["sources", "nowhere"]) == 2
    assert "osint sources lists them" in capsys.readouterr().err


def test_permit_logs_the_reason(desk, capsys):
    assert main(["permit", str(desk.case), "restricted", "SYNTHETIC words of a reason"]) == 0
    (line,) = [one for one in ledger.lines(desk.case) if one.event == "licence.reason"]
    assert line.facts["reason"] == "SYNTHETIC words of a reason"


def test_a_wrong_row_is_named_with_file_and_line(desk, capsys):
    pull(desk)
    row = len(desk.case.joinpath("pulls.csv").read_text().splitlines())
    assert f"cannot be asked: pulls.csv:{row}: parameters: 'parts'" in capsys.readouterr().out


def test_a_pull_that_is_done_is_said_before_the_next_is_asked(desk, monkeypatch):
    said = []
    monkeypatch.setattr("osint_helpers.cli.collecting.output.line", said.append)
    seen = []

    def answer(request):
        seen.append(sum("complete" in one for one in said))
        return practice.answer(request)

    desk.fakes.sources["practice"] = answer
    pull(desk, "--only", "one", "two")
    assert seen == [0, 1]


def test_a_dry_run_says_what_the_source_would_not_be_asked(tmp_path, capsys):
    late = {"pull": "late", "collector": "gdelt.articles", "why": "SYNTHETIC",
            "parameters": "query=a; start=2019-08-01; end=2019-07-31"}  # fmt: skip
    strange = {**late, "pull": "strange", "collector": "nowhere.rows"}
    good = {**late, "pull": "good", "parameters": "query=a; start=2019-07-01; end=2019-07-31"}
    write_case(tmp_path / "case", pulls=lambda rows: [*rows, late, strange, good])
    assert main(["pull", str(tmp_path / "case"), "--dry-run"]) == 0
    lines = capsys.readouterr().out.splitlines()
    told = {line.split()[0]: line for line in lines}
    assert "cannot be asked: from 2019-08-01" in told["late"]
    assert "cannot be asked: no source 'nowhere'" in told["strange"]
    assert told["good"].endswith("not recorded")
    assert not (tmp_path / "case" / "captures").exists()


def test_a_line_break_in_a_cell_makes_no_line_of_its_own(desk, capsys):
    path = desk.case / "pulls.csv"
    row = 'bad,practice.rows,"parts=a, x\nfake   complete, 9 rows; fail=x\nfake   complete",S,,,\n'
    path.write_text(path.read_text("utf-8") + row, "utf-8")
    pull(desk, "--only", "bad")
    assert not [one for one in capsys.readouterr().out.splitlines() if one.startswith("fake")]


def test_the_bar_names_the_pull_before_anything_of_it_is_asked():
    told: list[str] = []

    class Bar:
        def set_postfix_str(self, text, refresh=True):
            told.append(text)

        def set_description(self, text):
            told.append(text)

    one = Pull("SYNTHETIC", "practice.rows", {}, "")
    assert next(collecting._told([one], Bar())) is one
    assert told == ["", "SYNTHETIC"]
