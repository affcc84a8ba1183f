"""The lineage: grouped publications, bands to strands, articles counted in strands."""

from __future__ import annotations

import copy
import csv
import io
from types import SimpleNamespace

import pytest

from osint_helpers import journey
from osint_helpers.case import strands
from osint_helpers.errors import CaseError, ExhibitError
from osint_helpers.exhibits import Exhibit, lineage
from osint_helpers.exhibits.kinds import kind
from osint_helpers.exhibits.lineage import drawing
from osint_helpers.exhibits.lineage.footer import counts
from osint_helpers.exhibits.lineage.grouping import kinds_text
from osint_helpers.exhibits.lineage.spec import _rests_on
from osint_helpers.exhibits.svg import text_width
from tests.case.builder import edit
from tests.exhibits import drawn
from tests.exhibits.drawn import HOSTILE, figure, real, synthetic


def edges(spec):
    """Return the edges as (from, to) to (sources, own)."""
    return {(e["from"], e["to"]): (e["sources"], e["own"]) for e in spec["edges"]}


def test_publications_are_grouped_by_what_they_rest_on(tmp_path):
    spec = lineage(synthetic(tmp_path), "D-1").spec
    assert [(g["parents"], g["own"], g["sources"]) for g in spec["groups"]] == [
        (["org_a"], False, ["s_daily"]),
        (["relay"], False, ["s_relay"]),
        (["org_a"], True, ["s_paper"]),
    ]


def test_one_that_passes_on_stands_between_and_hands_on(tmp_path):
    spec = lineage(synthetic(tmp_path), "D-1").spec
    assert [one["origin"] for one in spec["middle"]] == ["relay"]
    assert edges(spec)["group-2", "relay"] == (1, False)
    assert edges(spec)["relay", "org_a"] == (1, False)


def test_own_gathering_has_its_own_band(tmp_path):
    spec = lineage(synthetic(tmp_path), "D-1").spec
    assert edges(spec)["group-3", "org_b"] == (1, True)
    assert edges(spec)["group-3", "org_a"] == (1, False)


def test_a_body_counts_what_rests_on_it_through_others_once(tmp_path):
    spec = lineage(synthetic(tmp_path), "D-1").spec
    found = {one["origin"]: (one["resting"], one["own"]) for one in spec["strands"]}
    assert found == {
        "org_a": (3, ["s_report"]), "org_b": (0, ["s_paper"]), "org_c": (0, ["s_reply"]),
    }  # fmt: skip


def test_bodies_that_pass_on_to_each_other_lead_nowhere_and_end():
    def origin(own, *rests_on):
        return SimpleNamespace(own_gathering=own, rests_on=rests_on)

    register = {"a": origin("no", "b"), "b": origin("no", "a", "c"), "c": origin("yes")}
    assert _rests_on(["a"], register) == {"c"}


def test_joint_bodies_are_an_arc_with_the_note_of_the_register():
    spec = figure("lineage").spec
    (pair,) = spec["joint"]
    assert (pair["from"], pair["to"]) == ("nyt", "c4ads")
    assert "joint publication of the same day" in pair["note"]
    assert "The New York Times rests on C4ADS: joint" in figure("lineage").to_svg()


def test_joint_bodies_without_a_note_end_in_a_full_stop(tmp_path):
    exhibit = lineage(synthetic(tmp_path), "D-1")
    (pair,) = exhibit.spec["joint"]
    assert pair["note"] == ""
    told = "[1] Dashed arc: SYNTHETIC newsroom rests on SYNTHETIC institute"
    shown = ["".join(one.itertext()) for one in drawn.root(exhibit.to_svg()).iter()]
    lines = [one for one in shown if one.startswith("[1] Dashed")]
    assert lines == [f"{told}."]


def test_a_source_without_a_claim_is_not_drawn_but_said(tmp_path):
    exhibit = lineage(synthetic(tmp_path), "D-1")
    assert exhibit.spec["uncited"] == ["s_points"]
    assert "Not drawn: 1 source of the register that supports no claim or is" in exhibit.to_svg()


def test_counts_are_those_of_the_case_room():
    case, spec = real(), figure("lineage").spec
    assert spec["counts"][0]["text"] == strands.count(case, list(case.claims["claim"])).text
    for row, leg in zip(spec["counts"][1:], journey.legs(case), strict=True):
        count = leg.strands
        assert (row["articles"], row["lower"], row["upper"]) == (
            count.articles, count.lower, count.upper,
        )  # fmt: skip


def test_every_cited_source_is_in_one_group_or_a_body_of_its_own():
    spec = figure("lineage").spec
    grouped = [source for group in spec["groups"] for source in group["sources"]]
    alone = [one["source"] for one in spec["sources"] if not one["parents"]]
    assert len(grouped) == len(set(grouped))
    assert sorted(grouped + alone) == sorted(one["source"] for one in spec["sources"])
    assert len(spec["sources"]) + len(spec["uncited"]) == len(real().sources)


def test_a_leg_limits_the_figure_to_its_sources(tmp_path):
    spec = lineage(synthetic(tmp_path), "D-1", leg="leg-2").spec
    assert [one["source"] for one in spec["sources"]] == ["s_report", "s_paper"]
    assert [one["label"] for one in spec["counts"]] == ["leg-2 Port B to Port C"]


def test_claims_limit_the_figure_too_and_must_exist(tmp_path):
    case = synthetic(tmp_path)
    assert [s["source"] for s in lineage(case, "D-1", claims=["c_denial"]).spec["sources"]] == [
        "s_reply"
    ]
    with pytest.raises(CaseError):
        lineage(case, "D-1", claims=["no_such_claim"])


def test_an_unknown_leg_and_two_limits_are_refused(tmp_path):
    case = synthetic(tmp_path)
    with pytest.raises(ExhibitError, match="no leg 'leg-9'"):
        lineage(case, "D-1", leg="leg-9")
    with pytest.raises(ExhibitError, match="not for both"):
        lineage(case, "D-1", leg="leg-1", claims=["c_arr"])


def test_kinds_are_counted_most_frequent_first():
    assert kinds_text(["blog", "press_secondary", "press_original"]) == "2 press articles, 1 blog"


@pytest.mark.parametrize("leg", [None, "L1", "L5"])
def test_real_case_is_legible(leg):
    exhibit = figure("lineage") if leg is None else lineage(real(), "D-1", leg=leg)
    drawn.check_drawing(exhibit.to_svg())


def test_full_lists_stand_in_csv_and_text():
    exhibit = figure("lineage")
    rows = list(csv.DictReader(io.StringIO(exhibit.to_csv())))
    assert [row["source"] for row in rows] == [one["source"] for one in exhibit.spec["sources"]]
    html = exhibit.to_html()
    assert all(f'href="#source-{row["source"]}"' in html for row in rows)


def test_print_has_two_drawings_and_no_id_twice():
    printed = kind("lineage").in_print(figure("lineage"))
    assert printed.count("<svg ") == 2
    assert len(set(drawn.ids(printed))) == 4


def test_hostile_text_stays_text(tmp_path):
    case = synthetic(
        tmp_path,
        sources=lambda rows: edit(rows, "s_daily", publisher=HOSTILE),
        origins=lambda rows: edit(edit(rows, "org_a", name=HOSTILE), "relay", note=HOSTILE),
        legs=lambda rows: edit(rows, "leg-1", label=HOSTILE),
    )
    exhibit = lineage(case, "D-1")
    drawn.root(exhibit.to_svg())
    assert "<script" not in exhibit.to_svg() + exhibit.to_html()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda spec: spec["edges"][0].update(to="nobody"), r"edges\[0\]"),
        (lambda spec: spec["edges"][0].update(sources=0), "no publication"),
        (lambda spec: spec["groups"][0].update(key="c4ads"), "same name"),
        (lambda spec: spec["groups"][0].update(parents="x"), r"groups\[0\]"),
        (lambda spec: spec.pop("joint"), "keys"),
    ],
)
def test_a_faulty_specification_is_refused(change, words):
    spec = copy.deepcopy(figure("lineage").spec)
    change(spec)
    with pytest.raises(ExhibitError, match=words):
        Exhibit("lineage", "D-1", "Lineage", "", spec)


def test_a_few_bodies_on_which_nothing_rests_are_bars_without_a_band(tmp_path):
    exhibit = lineage(synthetic(tmp_path), "D-1", claims=["c_arr", "c_denial"])
    assert "SYNTHETIC reply desk" in exhibit.to_svg()
    assert "further strand" not in exhibit.to_svg()
    assert drawn.outside(exhibit.to_svg()) == []


def test_the_words_of_a_leg_stand_behind_the_longer_of_its_two_bars():
    def row(articles, upper):
        return {"leg": "", "label": "leg", "articles": articles, "upper": upper, "text": "words"}

    drawn, _ = counts({"counts": [row(9, 9), row(4, 5), row(2, 1)]}, 0.0)
    assert [part for part in drawn if ">words<" in part and 'x="608"' in part]  # 400 + 200 + 8
    assert [part for part in drawn if ">words<" in part and 'x="488"' in part]  # 400 + 80 + 8


@pytest.mark.parametrize(("groups", "words"), [
    (slice(0, 1), "1 publication that rests on others"),
    (slice(0, 2), "2 publications that rest on others"),
])  # fmt: skip
def test_one_publication_rests_and_two_rest(tmp_path, groups, words):
    from osint_helpers.exhibits.lineage.drawing import _head

    spec = lineage(synthetic(tmp_path), "D-1").spec
    assert words in str(_head(spec | {"groups": spec["groups"][groups]}))


def test_an_arc_begins_behind_the_longer_of_the_names_it_joins():
    name = "SYNTHETIC body of a name so long that it takes all the lines there are for it"
    strands = [{"origin": n, "name": name} for n in ("a", "b")]
    start = drawing._arc_x({"strands": strands}, {"from": "a", "to": "b"})
    ends = [drawing.RIGHT + drawing.BAR + 7 + text_width(line, 12.5, bold=True)
            for line in drawing._strand_lines(strands[0])]  # fmt: skip
    assert len(ends) == 3
    assert max(ends) < start
