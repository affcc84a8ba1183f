"""The Wise Honest notebook: the silent days beside what is documented; nothing says why."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from osint_helpers import exhibits
from osint_helpers.case import open_case
from osint_helpers.report import to_html
from tests.conftest import REPO
from tests.notebooks.mutating import built, mutated, named

CASE = "wise-honest-2018"
NOTEBOOK = REPO / "notebooks" / f"11-{CASE}.ipynb"
# Words that would tell a gap in AIS as an act.
ACTS = r"went dark|going dark|switched off|turned off|disabled|concealed"


@pytest.fixture(scope="module")
def case():
    return open_case(REPO / "data" / "cases" / CASE)


@pytest.fixture(scope="module")
def page() -> str:
    return to_html(NOTEBOOK)


@pytest.mark.parametrize(
    ("table", "old", "new", "found"),
    [
        ("claims", ",en,reported,official_statement,2017-08-04,",
         ",en,reported,official_statement,2017-08-03,", {"B-5", "C-1", "C-2", "C-3"}),
        ("legs", "H2 Balikpapan \N{EN DASH} Pago Pago", "H2 Balikpapan to Pago Pago",
         {"C-4", "C-5"}),
        ("readings", "v_id,wise_honest,flag,KP", "v_id,wise_honest,flag,KR", {"B-4"}),
    ],
    ids=["last reception", "label", "flag"],
)  # fmt: skip
def test_a_changed_fact_is_noticed_and_the_exhibit_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, old: str, new: str, found: set[str]
) -> None:
    monkeypatch.setenv("OSINT_DATA", str(mutated(tmp_path, CASE, table, old, new)))
    assert found <= named(NOTEBOOK)


def test_two_builds_in_two_folders_are_the_same_bytes(tmp_path: Path) -> None:
    one = built(NOTEBOOK, CASE, tmp_path / "a", "1")
    assert one == built(NOTEBOOK, CASE, tmp_path / "b" / "deeper", "31337")
    assert one == hashlib.sha256(NOTEBOOK.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "sentence",
    [
        "For 241 days before that no AIS was received",
        "nothing says why no AIS was received",
        "218 days without a dated statement",
        "the order of events is not sale after judgment",
        "The forfeiture was ordered in a civil case.",
    ],
)
def test_a_reader_finds(page: str, sentence: str) -> None:
    assert sentence in page


def test_nothing_says_that_the_silence_was_an_act(page: str) -> None:
    words = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    assert "not received" in words
    assert re.findall(ACTS, words.lower()) == []


def test_nothing_is_drawn_in_the_silent_days(case) -> None:
    spec = exhibits.route_map(case, "C-4").spec
    assert [leg["leg"] for leg in spec["legs"]] == ["H2"]
    assert spec["areas"] == []
    assert [one["leg"] for one in spec["undrawn"]] == ["H1", "H3"]
    assert {stop["place"] for stop in spec["stops"]} == {"IDBPN", "ASPPG"}


def test_the_days_of_the_silence_are_all_accounted_for(case) -> None:
    rows = [
        [one if isinstance(one, str) else one["text"] for one in row]
        for row in exhibits.silence(case, "C-3", without=["case"]).spec["rows"]
    ]
    covered: set[int] = set()
    for row in rows:
        found = [int(one) for one in re.findall(r"\d+", row[1])]
        covered |= set(range(found[0], found[-1] + 1)) if found else set()
    assert covered == set(range(242))
    assert [row[1] for row in rows if "Nampo on" in row[2]] == ["day 219", "day 222"]


def test_the_captain_is_given_by_role_and_the_charge_is_that_of_the_court_file(case, page) -> None:
    assert case.entity("captain")["name"] == case.entity("captain")["role"]
    chosen = {row["predicate"]: row["chosen_claim"] for row in case.resolutions.to_dict("records")}
    assert chosen["ground_of_case"] == "p_captain_charge"
    assert "charged only with commanding an unseaworthy vessel" in page
