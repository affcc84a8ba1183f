import re
import xml.etree.ElementTree as ET

import pytest

from osint_helpers.exhibits.palette import GAP_FILL, STATUS_STYLE
from osint_helpers.exhibits.routemap.svg import _tight, description, svg
from tests.exhibits.routemap.sample import changed, sample

NS = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>x</script>\"'&"


def texts(picture):
    return [node.text for node in ET.fromstring(picture).iter(f"{NS}text")]  # noqa: S314


def joined(picture):
    return " ".join(text or "" for text in texts(picture))


def test_the_picture_has_no_ids_and_the_same_bytes():
    picture = svg(sample())
    assert picture == svg(sample())
    assert not re.search(r"\bid=|url\(|href", picture)


def test_title_and_description_stand_in_the_picture():
    root = ET.fromstring(svg(sample()))  # noqa: S314
    assert root.find(f"{NS}title").text == "SYNTHETIC route"
    assert root.find(f"{NS}desc").text == description(sample())
    assert root.get("width") == "900"


def test_the_description_says_stops_legs_and_that_a_gap_has_no_line():
    said = description(sample())
    assert "1. SYNTHETIC Port 1 (documented, 1 May 2001)" in said
    assert "L1 SYNTHETIC leg: documented, modelled sea lane, not an observed track." in said
    assert "no line for L2 SYNTHETIC crossing (scheduled): SYNTHETIC words of the" in said


@pytest.mark.parametrize("status", ["documented", "reported", "scheduled", "inferred", "disputed"])
def test_a_line_has_colour_and_dash_of_its_status(status):
    picture = svg(changed("legs.0.status", status))
    style = STATUS_STYLE[status]
    line = next(n for n in re.findall(r"<polyline[^>]*>", picture) if style.color in n)
    assert (f'stroke-dasharray="{style.dash}"' in line) == bool(style.dash)


def test_every_stop_of_the_frame_is_numbered_and_named():
    found = texts(svg(sample()))
    for n in range(1, 5):
        assert str(n) in found
        assert f"Port {n}" in found


def test_pins_of_what_was_not_observed_are_hollow():
    picture = svg(sample())
    hollow = STATUS_STYLE["scheduled"].color
    filled = STATUS_STYLE["documented"].color
    assert f'r="11" fill="#fff" stroke="{hollow}"' in picture
    assert f'r="11" fill="{filled}" stroke="#fff"' in picture


def test_the_gap_is_shaded_and_hatched_under_the_land_and_has_no_line():
    picture = svg(sample())
    assert picture.count(f'fill="{GAP_FILL}"') >= 2  # the area and its legend
    assert picture.index(GAP_FILL) < picture.index('fill-rule="evenodd" stroke=')
    assert picture.count("<polyline") == 2  # L1 and L3; nothing for L2
    assert "L2 SYNTHETIC crossing (scheduled): SYNTHETIC words of the" in joined(picture)


def test_what_is_not_drawn_and_the_boundary_sentence_stand_below():
    said = joined(svg(sample()))
    assert "Not drawn: L0 SYNTHETIC start, because its start is unknown." in said
    assert "SYNTHETIC boundaries; not a statement of the authors." in said


def test_the_legend_says_that_a_lane_is_modelled():
    assert "modelled sea lane, not an observed track" in joined(svg(sample()))


def test_a_region_has_a_scale_bar_with_its_latitude_and_a_world_has_none():
    assert "km at 2° N" in joined(svg(sample()))
    assert "km at" not in joined(svg(sample(view="world")))


def test_a_stop_outside_the_frame_has_no_pin_and_its_leg_says_where_it_goes():
    spec = changed("stops.0.lon", -9.0)
    spec["legs"][0]["paths"] = [[[0.5, -9], [0, 3], [0.5, 6]]]
    found = texts(svg(spec))
    assert "1" not in found
    assert "L1 from Port 1" in found


def test_pins_that_would_overlap_move_apart_and_keep_a_dot_at_the_place():
    picture = svg(sample())  # stops 3 and 4 are 7 px apart
    pins = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="11"', picture)
    for j, a in enumerate(pins):
        for b in pins[:j]:
            apart = [float(u) - float(v) for u, v in zip(a, b, strict=True)]
            assert apart[0] ** 2 + apart[1] ** 2 >= 22**2
    assert len(re.findall(r'r="2.5"', picture)) == 3  # two dots, one in the legend


@pytest.mark.parametrize(
    "path",
    ["title", "stops.0.label", "stops.0.name", "legs.0.leg", "areas.0.words", "areas.0.label",
     "areas.0.short", "undrawn.0.why", "undrawn.0.label", "boundary", "legend.0.text"],
)  # fmt: skip
def test_hostile_text_stays_text(path):
    picture = svg(changed(path, HOSTILE))
    assert "<script" not in picture
    ET.fromstring(picture)  # noqa: S314  (well formed)


@pytest.mark.parametrize(
    ("path", "tight"),
    [("M10.5 -0.5l0 -3 0.5 10.05", "M10.5-.5l0-3 .5 10.05"), ("M0 0l-0.1 0.2", "M0 0l-.1 .2"),
     ("M100.5 0l10 0", "M100.5 0l10 0")],
)  # fmt: skip
def test_a_path_loses_what_its_grammar_does_not_need(path, tight):
    assert _tight(path) == tight
    read = r"-?(?:\d+\.?\d*|\.\d+)"
    assert [float(n) for n in re.findall(read, tight)] == [float(n) for n in re.findall(read, path)]
