"""The how-to is followed literally: its files are written, its commands run, in an empty folder."""

from __future__ import annotations

import csv
import re
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest

from osint_helpers.case.starting.files import example_files
from osint_helpers.cli import main
from tests.conftest import REPO

PAGE = (REPO / "docs" / "start-a-case.md").read_text("utf8")
_BLOCK = re.compile(r"(?:^File `([^`\n]+)`:\n\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Step(NamedTuple):
    """A file to write, or a command with the exit code the page names."""

    file: str
    text: str
    code: int = 0


def steps() -> list[Step]:
    found = []
    for name, language, body in _BLOCK.findall(PAGE):
        if name:
            found.append(Step(name, body))
            continue
        assert language == "sh", f"a block of {language} without a file name"
        for line in body.splitlines():
            ends = re.search(r"  # ends with (\d)$", line)
            found.append(Step("", line, int(ends[1]) if ends else 0))
    return found


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The folder after the last step, and what each command printed."""
    folder = tmp_path_factory.mktemp("empty")
    said: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("OSINT_DATA", raising=False)
        for step in steps():
            if step.file:
                path = folder / step.file
                assert path.parent.is_dir(), f"{step.file}: no step made its folder"
                path.write_text(step.text, encoding="utf8")
                continue
            words = shlex.split(step.text, comments=True)
            assert words[0] == "osint"
            assert main(words[1:]) == step.code, step.text
    return folder, said


def test_the_page_has_files_and_commands():
    assert sum(bool(one.file) for one in steps()) >= 14
    assert [shlex.split(one.text)[1] for one in steps() if not one.file] == [
        "new", "check", "import", "import", "check", "check", "run", "cases",
    ]  # fmt: skip


def test_the_report_is_there_with_the_item_the_legs_and_both_versions(followed):
    folder, _ = followed
    page = (folder / "build" / "synthetic-crate" / "report.html").read_text("utf8")
    for words in ("SYN-0001", "Port Alpha to Port Beta", "14 March 2001", "20 March 2001",
                  "25 April 2001", "SYNTHETIC Digest"):  # fmt: skip
        assert words in page
    assert "TODO" not in page


def test_every_exhibit_with_something_recorded_is_drawn(followed):
    from osint_helpers import exhibits, journey
    from osint_helpers.case import open_case

    case = open_case(followed[0] / "data" / "cases" / "synthetic-crate")
    page = (followed[0] / "build" / "synthetic-crate" / "report.html").read_text("utf8")
    # parties and explanations are the only two things the page does not record
    assert page.count("Nothing to show yet: ") == 3
    assert len(exhibits.route_map(case, "C-1").spec["legs"]) == 2
    assert [leg.status for leg in journey.legs(case)] == ["documented", "scheduled"]


def test_the_case_has_one_item_two_legs_three_sources_one_contradiction(followed):
    from osint_helpers.case import lint, open_case

    case = open_case(followed[0] / "data" / "cases" / "synthetic-crate")
    counts = {
        name: len(case.table(name)) for name in ("items", "legs", "sources", "contradictions")
    }
    assert counts == {"items": 1, "legs": 2, "sources": 3, "contradictions": 1}
    assert lint(case) == []


def test_the_tables_of_the_page_are_those_of_the_example(followed):
    folder = followed[0] / "data" / "cases" / "synthetic-crate"
    for name, text in example_files().items():
        mine = (folder / name).read_text("utf8")
        if name.endswith(".csv"):
            assert list(csv.reader(mine.splitlines())) == list(csv.reader(text.splitlines())), name
        else:
            assert mine == text, name


def test_every_example_row_is_stamped_synthetic_or_holds_ids_alone():
    for name in ("items.csv", "origins.csv", "places.csv", "sources.csv", "claims.csv"):
        rows = example_files()[name].splitlines()[1:]
        assert [row for row in rows if "SYNTHETIC" not in row] == []


def test_the_page_and_the_readme_say_how_the_command_gets_on_the_path():
    for text in (PAGE, (REPO / "README.md").read_text("utf8")):
        assert ".venv/bin/activate" in text
        assert "\\activate" in text


def test_what_the_page_says_of_one_sheet_for_two_tables_works(tmp_path, monkeypatch):
    from osint_helpers.case import lint, open_case

    monkeypatch.chdir(tmp_path)
    main(["new", "my-case", "--example"])
    (tmp_path / "notes.csv").write_text(
        "No;Leg;Cell;Text;Sure;Paper;Page\n"
        "c_new;leg-1;loaded;The SYNTHETIC crate was loaded;reported;paper;paragraph 3\n",
        encoding="utf8",
    )
    lines = [line.strip() for line in PAGE.splitlines() if line.startswith("      osint import")]
    assert len(lines) == 2
    rest = "predicate=Cell certainty=Sure"
    for line in lines:
        words = shlex.split(line.replace("notes.xlsx", "notes.csv").replace("…", rest))
        assert main([*words[1:], *(["precision=none"] if "claims" in words else [])]) == 0
    assert "E" not in {one.code[0] for one in lint(open_case("my-case"))}
