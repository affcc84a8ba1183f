"""The drift of statements: wordings across, sources down, the step at which each arose."""

from __future__ import annotations

import copy
import csv
import io

import pytest

from osint_helpers import exhibits
from osint_helpers.case import Case, open_case
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits import Exhibit, from_json
from osint_helpers.exhibits.drift.drawing import described, draw
from osint_helpers.exhibits.drift.layout import NARROW
from osint_helpers.exhibits.drift.spec import MOST
from osint_helpers.exhibits.kinds import kind
from tests.case.builder import edit, write_case
from tests.conftest import REPO
from tests.exhibits import drawn

THREAD = "SYNTHETIC arrival"
FIRST = {"thread": THREAD, "claim": "c_eta2", "change": "first", "why": "due"}
RAISED = {"thread": THREAD, "claim": "d_arrived", "of": "c_eta2", "change": "raised",
          "why": "a plan told as an event"}  # fmt: skip


@pytest.fixture(scope="module")
def lexus() -> Case:
    return open_case(REPO / "data" / "cases" / "lexus-2023")


@pytest.fixture(scope="module")
def whole(lexus) -> Exhibit:
    return exhibits.drift(lexus, "D-5")


@pytest.fixture
def build(tmp_path):
    return lambda **overrides: open_case(write_case(tmp_path / "changed-case", **overrides))


@pytest.fixture
def build_sound(tmp_path):
    """A case of which the one thread holds nothing wrong."""
    return open_case(write_case(tmp_path / "sound-case", versions=[FIRST]))


def thread(exhibit: Exhibit, name: str) -> dict:
    return next(one for one in exhibit.spec["threads"] if one["thread"] == name)


def test_sources_stand_by_hands_then_by_day_of_publication(build):
    (one,) = exhibits.drift(build(versions=[FIRST, RAISED]), "D-1").spec["threads"]
    assert [(s["source"], s["hands"], s["claims"]) for s in one["sources"]] == [
        ("s_report", 0, ["c_eta2"]), ("s_paper", 0, ["c_eta2"]), ("s_relay", 2, ["d_arrived"]),
    ]  # fmt: skip


def test_a_text_dated_to_the_month_stands_after_those_of_its_days(build):
    month = [("s_report", "2001-06")]
    case = build(
        versions=[FIRST, RAISED],
        sources=lambda rows: edit(rows, month[0][0], published=month[0][1], precision="month"),
    )
    (one,) = exhibits.drift(case, "D-1").spec["threads"]
    assert [s["source"] for s in one["sources"]] == ["s_paper", "s_report", "s_relay"]


def test_a_wording_appears_at_the_sources_with_the_fewest_hands(whole):
    wordings = {one["claim"]: one for one in thread(whole, "What the car cost")["wordings"]}
    assert wordings["d_10m_flat"]["first"] == ["kjd_copy", "scmp", "moneytoday_copy"]
    assert wordings["d_usd_70000"]["first"] == ["newsweek_v1", "newsweek_v2"]


def test_the_aim_became_an_event_at_one_english_text(whole):
    one = thread(whole, "Whether it reached North Korea")
    wording = one["wordings"][-1]
    assert (wording["claim"], wording["change"], wording["of"]) == (
        "d_brought_in", "translated", ["l3_aim_dprk"],
    )  # fmt: skip
    assert wording["first"] == ["noj_1209"]
    assert wording["wrong"]
    assert wording["against"] == ["l3_aim_dprk", "l3_not_arrived"]


def test_every_known_wrong_statement_of_the_case_has_its_step(lexus, whole):
    told = {w["claim"] for one in whole.spec["threads"] for w in one["wordings"] if w["wrong"]}
    assert told == {claim for claim in lexus.claims["claim"] if claim.startswith("d_")}


def test_the_drawing_names_every_source_wording_and_step(whole):
    text = kind("drift").svg(whole)
    for one in whole.spec["threads"]:
        for source in one["sources"]:
            assert f'href="#source-{source["source"]}"' in text
        for wording in one["wordings"]:
            assert f'href="#claim-{wording["claim"]}"' in text
    assert ">translated<" in text
    assert "gathered facts itself" in text
    assert "3 hands on" in text


def test_a_known_wrong_wording_is_told_apart_by_shape_and_words(build, build_sound):
    exhibit = exhibits.drift(build(versions=[FIRST, RAISED]), "D-1")
    (one,) = exhibit.spec["threads"]
    assert "known to be wrong or raised" in described(one)
    assert "known to be wrong or raised appears here" in kind("drift").html(exhibit)
    only = exhibits.drift(build_sound, "D-1")
    assert "known to be wrong" not in kind("drift").html(only)


def test_what_was_added_comes_from_nowhere(whole):
    wording = thread(whole, "Sedan or SUV")["wordings"][1]
    assert (wording["change"], wording["of"]) == ("added", [])
    assert "added" in kind("drift").svg(whole)


def test_words_of_a_drawing_stay_inside_and_apart(whole):
    for n in range(len(whole.spec["threads"])):
        markup = draw("D-5", whole.spec, n)
        assert drawn.outside(markup) == []
        assert drawn.overlapping(markup) == []


def test_the_csv_has_a_row_a_source_and_wording(whole):
    rows = list(csv.DictReader(io.StringIO(whole.to_csv())))
    pairs = sum(len(s["claims"]) for one in whole.spec["threads"] for s in one["sources"])
    assert len(rows) == pairs
    one = next(r for r in rows if r["claim"] == "d_brought_in")
    assert (one["source"], one["appears_here"], one["known_wrong"], one["made_from"]) == (
        "noj_1209", "yes", "yes", "l3_aim_dprk",
    )  # fmt: skip


def test_the_table_says_the_same(lexus, whole):
    table = exhibits.drift_table(lexus, "D-6")
    assert len(table.spec["rows"]) == sum(len(one["wordings"]) for one in whole.spec["threads"])
    text = table.to_csv()
    assert "translated: the Japanese text gives a purpose" in text
    assert "distortion: contradicted by" in text


def test_some_threads_in_the_order_asked_for(lexus):
    names = ["Sedan or SUV", "What the car cost"]
    spec = exhibits.drift(lexus, "D-1", threads=names).spec
    assert [one["thread"] for one in spec["threads"]] == names


def test_a_thread_that_is_not_there_is_refused_with_the_known_ones(lexus):
    with pytest.raises(ExhibitError, match=r"no thread 'x'.*What the car cost"):
        exhibits.drift(lexus, "D-1", threads=["x"])


def test_a_case_without_versions_says_what_to_write(build):
    with pytest.raises(ExhibitError, match=r"tells no versions.*versions.csv"):
        exhibits.drift(build(), "D-1")


def test_more_wordings_than_a_drawing_holds_are_refused(build):
    claims = ["c_eta2", "c_dep2", "c_dep_14", "c_dep_20", "c_arr", "c_gate", "c_model",
              "c_ais_last", "c_ais_next", "c_firm"]  # fmt: skip
    assert len(claims) > MOST
    rows = [{**FIRST, "claim": claim} for claim in claims]
    with pytest.raises(ExhibitError, match="split it"):
        exhibits.drift(build(versions=rows), "D-1")


def test_a_thread_whose_wordings_have_no_source_is_drawn_empty(build):
    case = build(versions=[{**FIRST, "claim": "c_days"}])
    exhibit = exhibits.drift(case, "D-1")
    assert exhibit.spec["threads"][0]["sources"] == []
    assert "no source" in described(exhibit.spec["threads"][0])


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda s: s.update(threads=[]), "spec.threads"),
        (lambda s: s["threads"][0].pop("sources"), r"spec.threads\[0\]"),
        (lambda s: s["threads"][0]["wordings"][1].update(of=["nobody"]), r"wordings\[1\]"),
        (lambda s: s["threads"][0]["wordings"][1].update(change="went"), "change"),
        (lambda s: s["threads"][0]["sources"][0].update(claims=["x"]), r"sources\[0\]"),
        (lambda s: s["threads"][0]["sources"][0].update(hands=-1), r"sources\[0\]"),
    ],
)
def test_a_broken_specification_is_refused_with_its_path(build, change, where):
    spec = copy.deepcopy(exhibits.drift(build(versions=[FIRST, RAISED]), "D-1").spec)
    change(spec)
    with pytest.raises(ExhibitError, match=where):
        Exhibit("drift", "D-1", "t", "c", spec)


def test_it_comes_back_from_a_notebook_the_same(whole):
    data = whole._repr_mimebundle_()["application/vnd.osint-helpers.exhibit+json"]
    assert from_json(data).digest == whole.digest


def test_hostile_words_stay_words(build):
    case = build(
        versions=[{**FIRST, "thread": drawn.HOSTILE}, {**RAISED, "thread": drawn.HOSTILE}],
        sources=lambda rows: edit(rows, "s_relay", publisher=drawn.HOSTILE),
    )
    exhibit = exhibits.drift(case, "D-1")
    for text in (kind("drift").html(exhibit), kind("drift").in_print(exhibit)):
        assert "<script" not in text
        assert "\u202e" not in text


def test_the_drawing_for_narrow_screens_lists_the_wordings_and_keeps_words_inside(whole):
    for n, one in enumerate(whole.spec["threads"]):
        markup = draw("D-5-narrow", whole.spec, n, NARROW)
        assert drawn.outside(markup) == []
        assert drawn.overlapping(markup) == []
        said = " ".join(box.words for box in drawn.boxes(markup))
        assert all(wording["value"] in said for wording in one["wordings"])
