"""Notebook 05: a changed fact is noticed by name; what a reader must find, and what not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from osint_helpers.report import check, to_html
from tests.conftest import REPO

NOTEBOOK = REPO / "notebooks" / "05-lexus-2023.ipynb"


@pytest.fixture(scope="module")
def page() -> str:
    return to_html(NOTEBOOK)


def mutated(folder: Path, table: str, old: str, new: str) -> Path:
    """Return a copy of the data folder in which one cell of one table is another."""
    data = folder / "data"
    shutil.copytree(REPO / "data", data)
    path = data / "cases" / "lexus-2023" / f"{table}.csv"
    text = path.read_text("utf8")
    assert text.count(old) == 1, f"{old!r} must stand once in {table}.csv"
    path.write_text(text.replace(old, new), "utf8")
    return data


@pytest.mark.parametrize(
    ("table", "old", "new", "exhibits"),
    [
        ("versions", "One car or several,d_plural,it_lexus,translated",
         "One car or several,d_plural,it_lexus,mistaken", ("D-5", "D-6")),
        ("legs", "L2 Yokohama \N{EN DASH} Bangladesh, August", "L2 Yokohama to Bangladesh",
         ("B-5", "C-1", "C-3", "D-3")),
        ("sources", ",press_secondary,scmp_wa; newsweek,,C,", ",press_secondary,newsweek,,C,",
         ("D-5", "D-7")),
    ],
    ids=["step", "label", "source parent"],
)  # fmt: skip
def test_a_changed_fact_is_noticed_and_the_exhibit_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, old: str, new: str,
    exhibits: tuple[str, ...],
) -> None:  # fmt: skip
    if table == "sources":  # two texts have these parents: the first is changed
        source = (REPO / "data" / "cases" / "lexus-2023" / "sources.csv").read_text("utf8")
        line = next(one for one in source.splitlines() if one.startswith("ndtv,"))
        old, new = line, line.replace(old, new)
    monkeypatch.setenv("OSINT_DATA", str(mutated(tmp_path, table, old, new)))
    named = {line.split()[1] for line in check(NOTEBOOK)}
    assert set(exhibits) <= named


@pytest.mark.parametrize(
    "sentence",
    [
        "Final location unknown.",
        "Three destinations, never one.",
        "A purpose became an event.",
        "three reports, one investigator",
        "10 articles, at most 3 strands",
        "did not know that dealings with North Korea were barred",
        "July 2023 (year inferred)",
        "August 2023 (year inferred)",
        "Chattogram (assumed)",
        "Singapore (declared)",
    ],
)
def test_a_reader_finds(page: str, sentence: str) -> None:
    assert sentence in page


@pytest.mark.parametrize("word", ["went dark", "Kim Jong Un was", "proves that", "guilty"])
def test_a_reader_does_not_find(page: str, word: str) -> None:
    assert word not in page


def test_no_line_or_pin_leads_to_the_dprk() -> None:
    from osint_helpers import exhibits, open_case

    spec = exhibits.route_map(open_case("lexus-2023"), "C-1").spec
    assert not [stop for stop in spec["stops"] if stop["lat"] > 37]
    assert [leg["leg"] for leg in spec["legs"]] == ["L1", "L2", "L2 declared"]
