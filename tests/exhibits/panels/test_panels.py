"""Small maps: what the map of each case draws, in its styles, and nothing else."""

from __future__ import annotations

import copy
import math
import re

import pytest

from osint_helpers import exhibits, open_case
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.palette import STATUS_STYLE
from osint_helpers.exhibits.panels.drawing import sentences
from osint_helpers.exhibits.panels.spec import validate
from tests.exhibits.gathered import gathered


@pytest.fixture(name="one", scope="module")
def _one():
    return exhibits.route_panels(open_case("routes-compared"), "C-1")


def test_each_panel_draws_what_the_map_of_its_case_draws(one):
    for panel, part in zip(one.spec["panels"], open_case("routes-compared").parts, strict=True):
        own = exhibits.route_map(part, "C-1", view="world").spec
        assert [leg["paths"] for leg in panel["legs"]] == [leg["paths"] for leg in own["legs"]]
        assert [leg["status"] for leg in panel["legs"]] == [leg["status"] for leg in own["legs"]]
        assert [area["ring"] for area in panel["areas"]] == [area["ring"] for area in own["areas"]]
        assert [(s["lat"], s["lon"]) for s in panel["stops"]] == [
            (s["lat"], s["lon"]) for s in own["stops"]
        ]
        assert [row["label"] for row in panel["undrawn"]] == [
            row["label"] for row in own["undrawn"]
        ]


def test_the_silence_of_the_maybach_case_has_no_line(one):
    panel = next(p for p in one.spec["panels"] if p["case"] == "maybach-2018")
    assert [area["leg"] for area in panel["areas"]] == ["maybach-2018.L5"]
    assert "maybach-2018.L5" not in [leg["leg"] for leg in panel["legs"]]


def test_every_stop_lies_inside_its_panel(one):
    for panel in one.spec["panels"]:
        south, west, north, east = panel["bounds"]
        for stop in panel["stops"]:
            assert south <= stop["lat"] <= north
            assert west <= stop["lon"] + 360 * (stop["lon"] < west) <= east


def test_a_line_over_180_degrees_is_of_one_piece_and_nothing_is_said_of_an_edge(one):
    panel = next(p for p in one.spec["panels"] if p["case"] == "wise-honest-2018")
    assert [len(leg["paths"]) for leg in panel["legs"]] == [1]
    assert panel["bounds"][3] > 180
    assert "leaves at one edge" not in one.to_html()
    split = {**panel["legs"][0], "paths": [[[0, 170], [0, 180]], [[0, -180], [0, 170]]]}
    assert "it crosses 180 degrees" in " ".join(sentences({**panel, "legs": [split]}))


def test_lines_have_the_styles_of_the_large_maps(one):
    drawn = one.to_html()
    for panel in one.spec["panels"]:
        for leg in panel["legs"]:
            assert STATUS_STYLE[leg["status"]].color in drawn


def test_every_line_leads_to_its_leg_and_every_head_to_its_case(one):
    page = one.to_html()
    targets = set(re.findall(r'href="#([^"]+)"', page))
    legs = {f"leg-{leg['row']}" for panel in one.spec["panels"] for leg in panel["legs"]}
    cases = {f"case-{panel['case']}" for panel in one.spec["panels"]}
    assert targets == legs | cases
    known = {f"leg-{leg}" for leg in open_case("routes-compared").legs["leg"]}
    assert legs <= known


def test_a_case_that_draws_nothing_says_so(monkeypatch: pytest.MonkeyPatch):
    from osint_helpers.exhibits.panels import build

    monkeypatch.setattr(build, "_drawable", lambda case: False)
    one = exhibits.route_panels(gathered(), "C-1")
    assert one.to_html().count("nothing can be drawn") == 2
    assert "not drawn: leg-1" in one.to_html()


def broken(spec, change):
    other = copy.deepcopy(spec)
    change(other)
    return other


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda s: s.update(panels=[]), "must not be empty"),
        (lambda s: s["panels"][0]["legs"][0].update(status="sure"), "status"),
        (lambda s: s["panels"][0]["legs"][0].update(kind="course"), "kind"),
        (lambda s: s["panels"][0]["stops"][0].update(lat=91), "no latitude"),
        (lambda s: s["panels"][0]["stops"][0].update(lat=math.nan), "no latitude"),
        (lambda s: s["panels"][0].update(bounds=[]), "bounds"),
        (lambda s: s["panels"][0].pop("title"), "keys"),
        (
            lambda s: s["panels"][0]["areas"].append(
                {"leg": s["panels"][0]["legs"][0]["leg"], "label": "x", "status": "reported",
                 "ring": [[0, 0]], "short": "x"}
            ),
            "inside the gap",
        ),
    ],
)  # fmt: skip
def test_a_wrong_specification_is_refused(one, change, words: str):
    with pytest.raises(ExhibitError, match=words):
        validate(broken(one.spec, change))
