"""Map and table of reach: on the case of the suite, and on a plain SYNTHETIC result."""

from __future__ import annotations

import csv
import io
import re
from copy import deepcopy

import pytest

from osint_helpers import exhibits, journey
from osint_helpers.case import open_case
from osint_helpers.errors import CaseError, ExhibitError
from osint_helpers.exhibits.kinds import kind
from osint_helpers.exhibits.reachmap.drawing import tag
from osint_helpers.exhibits.reachmap.text import answer_text
from osint_helpers.journey.reach import CAUTION
from osint_helpers.report.body import exhibit_html
from tests.conftest import REPO

LIMIT = 26_000  # bytes of HTML of map and table together: a report may have 1.5 MB


@pytest.fixture(scope="module")
def case():
    return open_case(REPO / "data" / "cases" / "maybach-2018")


@pytest.fixture(scope="module")
def drawn(case):
    return exhibits.reach_map(case, "C-20", reach="dn5505")


@pytest.fixture(scope="module")
def plain():
    end = journey.End(35.0, 129.2, 5.0, "SYNTHETIC end")
    return journey.reach(end, None, hours=(20, 24), speeds_kn=(8, 12))


def test_map_and_table_of_a_scenario_are_small(case, drawn):
    table = exhibits.reach_table(case, "C-21", reach="dn5505")
    assert len(exhibit_html(drawn).encode()) + len(exhibit_html(table).encode()) < LIMIT


def test_the_figure_says_what_reach_is_and_on_what_it_rests(drawn):
    text = re.sub(r"</text><text[^>]*>", " ", drawn.to_svg())
    assert CAUTION in text
    for word in (
        "within 25 nm",
        "408 to 456 h",
        "2 to 12 kn",
        "6 to 48 h",
        "assumed by the analyst",
    ):
        assert word in text


def test_no_line_joins_anything_in_the_gap(drawn):
    """Bands, coast, glyphs and label grounds are closed; threads are short and end at labels."""
    svg = drawn.to_svg()
    assert not re.findall(r"<line|<polyline|marker", svg)
    opened = [d for d in re.findall(r'<path d="([^"]*)"', svg) if not d.endswith("z")]
    for threads in opened:
        for x0, y0, x1, y1 in re.findall(r"M(\d+) (\d+)L(\d+) (\d+)", threads):
            assert abs(int(x0) - int(x1)) + abs(int(y0) - int(y1)) < 200
    assert len(opened) <= 1


def test_every_port_has_a_label_and_none_covers_another(drawn):
    grounds = re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)h-\d+z", drawn.to_svg())
    boxes = [tuple(map(int, one)) for one in grounds]
    assert len(boxes) == len(drawn.spec["ports"]) + len(drawn.spec["ends"])
    for n, (x, y, w, h) in enumerate(boxes):
        for u, v, s, t in boxes[n + 1 :]:
            assert x + w <= u + 1 or u + s <= x + 1 or y + h <= v + 1 or v + t <= y + 1


def test_paper_gets_the_same_drawing_once(drawn):
    page = exhibit_html(drawn)
    assert page.count("<svg") - page.count("aria-hidden") == 1  # the rest are marks of the legend
    assert kind("reach").in_print(drawn) in page


def test_an_exhibit_repeats_and_survives_a_round_trip(case, drawn):
    again = exhibits.reach_map(case, "C-20", reach="dn5505")
    assert again.digest == drawn.digest
    assert exhibits.from_json(drawn.to_json()) == drawn


def test_the_csv_has_every_figure_and_the_answer_at_each_speed(case, drawn):
    rows = list(csv.DictReader(io.StringIO(drawn.to_csv())))
    assert [row["port"] for row in rows] == list(case.reach.iloc[0]["ports"])
    assert {row["caution"] for row in rows} == {CAUTION}
    one = next(row for row in rows if row["port"] == "RUNJK")
    assert one["at_12_kn"] == "reachable"
    assert float(one["unreachable_below_kn"]) < float(one["reachable_from_kn"])


def test_a_deadline_is_named_in_the_picture(case):
    late = exhibits.reach_map(case, "C-20", reach="dn5505-5oct")
    text = re.sub(r"</text><text[^>]*>", " ", late.to_svg())
    assert "the deadline bears on the ports alone" in text
    assert "72 to 120 h" in text


def test_the_table_rounds_to_the_side_that_claims_less(case):
    found = journey.reaches(case)[0].reach.frame.set_index("port")
    spec = exhibits.reach_table(case, "C-21", reach="dn5505", ports=["RUNJK"]).spec
    low, high = (float(one.replace(",", "")) for one in spec["rows"][0][1]["text"].split(" to "))
    assert low <= found.loc["RUNJK", "at_least_nm"] < low + 1
    assert high - 1 < found.loc["RUNJK", "at_most_nm"] <= high


def test_a_plain_result_shows_the_nearest_and_counts_the_others(plain):
    found = exhibits.reach_map(plain, "X-1", stamp="SYNTHETIC")
    assert 6 < len(found.spec["ports"]) <= 30
    assert "more ports were worked out and are not shown" in found.caption
    assert "SYNTHETIC" in found.to_svg()
    assert {one["answer"] for one in found.spec["ports"]} >= {"reachable", "unreachable"}
    table = exhibits.reach_table(plain, "X-2", stamp="SYNTHETIC", speeds_kn=[8, 10, 12])
    assert len(table.spec["rows"]) == len(found.spec["ports"])
    assert table.spec["stamp"] == "SYNTHETIC"


def test_ports_and_speeds_can_be_named(plain):
    found = exhibits.reach_map(plain, "X-1", ports=["KRPUS", "JPOSA"], speeds_kn=[12, 6])
    assert [one["code"] for one in found.spec["ports"]] == ["KRPUS", "JPOSA"]
    assert found.spec["speeds"] == [6, 12]
    assert {len(one["at"]) for one in found.spec["ports"]} == {2}


def test_a_scenario_must_be_named_and_known(case, plain):
    with pytest.raises(ExhibitError, match="which reach"):
        exhibits.reach_map(case, "C-20")
    with pytest.raises(CaseError, match="no reach 'nowhere'"):
        exhibits.reach_map(case, "C-20", reach="nowhere")
    with pytest.raises(ExhibitError, match="no scenarios"):
        exhibits.reach_table(plain, "C-20", reach="dn5505")
    with pytest.raises(ExhibitError, match="does not hold"):
        exhibits.reach_table(plain, "C-20", ports=["ZZZZZ"])


@pytest.mark.parametrize(
    ("signs", "text"),
    [("-?R", "no: 2; open: 4; yes: 6"), ("RRR", "yes: 2 to 6"), ("--R", "no: 2 to 4; yes: 6")],
)
def test_answers_at_speeds_are_put_in_words(signs, text):
    assert answer_text(signs, [2, 4, 6]) == text


def test_a_label_rounds_its_speeds_outwards():
    assert tag({"name": "A", "below": 3.96, "above": 7.41}) == "A 3.9 / 7.5"
    assert tag({"name": "A", "below": 3.9, "above": 7.4}) == "A 3.9 / 7.4"
    assert tag({"name": "A", "below": 3.9, "above": None}) == "A 3.9 / ?"
    assert tag({"name": "A", "below": None, "above": None}) == "A: no water way"


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("bounds",), [1, 2, 0, 3], "spec.bounds"),
        (("low", "polygons"), "x", "spec.low.polygons"),
        (("ports",), [], "at least one port"),
        (("ports", 0, "answer"), "maybe", r"spec.ports\[0\].answer"),
        (("ports", 0, "at"), "R", r"spec.ports\[0\].at"),
        (("ends", 0, "lat"), "35", r"spec.ends\[0\].lat"),
        (("words",), [1], "spec.words"),
        (("speeds",), ["2"] * 6, "spec.speeds"),
    ],
)
def test_a_changed_specification_is_refused_by_its_path(drawn, path, value, words):
    spec = deepcopy(drawn.spec)
    at = spec
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    with pytest.raises(ExhibitError, match=words):
        exhibits.Exhibit("reach", "C-20", "t", "", spec)


def test_hostile_names_are_escaped(drawn):
    spec = deepcopy(drawn.spec)
    spec["ports"][0]["name"] = "<script>alert(1)</script>"
    spec["words"] = ["</text><a href='javascript:x'>"]
    found = exhibits.Exhibit("reach", "C-20", "<b>t", "", spec)
    for text in (found.to_html(), found.to_svg()):
        assert "<script" not in text
        assert "<a " not in text
