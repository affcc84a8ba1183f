from types import SimpleNamespace

import pytest

from osint_helpers.journey.ways import line_kind, ways


def version(value, *, chosen=None):
    return SimpleNamespace(value=value, text=value, chosen=chosen)


def cell(*versions):
    return SimpleNamespace(sound=versions, text=" / ".join(v.value for v in versions))


def leg(start, end, *, status="documented", mode="road", drawn=True, **more):
    cells = {"from": start, "to": end}
    return SimpleNamespace(
        id="X1", status=status, status_note="", mode=mode, by_sea=mode.startswith("sea"),
        drawn=drawn, cell=cells.__getitem__, **{"apart": "", "assumed": {}, **more},
    )  # fmt: skip


def stop(n, place, legs=("X1",)):
    return SimpleNamespace(n=n, place=place, legs=legs, lat=float(n), lon=0.0)


HERE = [stop(1, "A"), stop(2, "B")]


def one(made, stops=HERE, gaps=()):
    return ways([made], list(stops), list(gaps))[0]


def test_a_leg_between_two_stops_has_a_line():
    way = one(leg(cell(version("A")), cell(version("B"))))
    assert way.between == (1, 2)
    assert way.parts[0][0] == (1.0, 0.0)
    assert way.parts[0][-1] == (2.0, 0.0)
    assert way.why == ""


def test_a_leg_in_a_gap_has_no_line():
    gap = SimpleNamespace(legs=("X1",))
    way = one(leg(cell(version("A")), cell(version("B"))), gaps=[gap])
    assert way.gap is gap
    assert way.parts == []


def test_a_disputed_end_is_not_chosen_silently():
    way = one(leg(cell(version("A"), version("B")), cell(version("B"))))
    assert way.why == "its start is disputed: A / B"
    assert way.parts == []


def test_the_chosen_version_of_an_end_is_drawn():
    way = one(leg(cell(version("Z"), version("A", chosen=True)), cell(version("B"))))
    assert way.between == (1, 2)


def test_an_end_that_is_text_is_quoted():
    way = one(leg(cell(version("A")), cell(version("somewhere"))))
    assert way.why == "its end, “somewhere”, has no published point"


def test_an_end_that_nobody_gives_is_not_published():
    assert one(leg(cell(), cell(version("B")))).why == "its start is not published"


def test_a_status_that_allows_nothing_draws_nothing():
    way = one(leg(cell(version("A")), cell(version("B")), drawn=False))
    assert way.why == "its status allows no point or path"


def test_a_place_visited_twice_is_the_visit_of_this_leg():
    stops = [stop(1, "A", ("X0",)), stop(2, "B"), stop(3, "A")]
    way = one(leg(cell(version("B")), cell(version("A"))), stops)
    assert way.between == (2, 3)


def test_a_leg_from_a_place_visited_twice_leaves_from_its_own_visit():
    stops = [stop(1, "A", ("X0",)), stop(2, "A"), stop(3, "B")]
    way = one(leg(cell(version("A")), cell(version("B"))), stops)
    assert way.between == (2, 3)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("sea_container", "modelled sea lane"),
        ("air", "great circle, not a track"),
        ("unknown", "straight line, way unknown"),
        ("road", "straight line, way unknown"),
        ("", "straight line, way unknown"),
    ],
)
def test_the_mode_decides_the_kind_of_line(mode, kind):
    assert line_kind(leg(cell(), cell(), mode=mode)) == kind


def test_an_end_that_no_source_names_is_drawn_where_it_is_assumed_and_said_so():
    way = one(leg(cell(version("A")), cell(), assumed={"to": "B"}))
    assert "end" in way.why  # an end that nobody gives is not replaced silently
    text = version("a port that is not named")
    way = one(leg(cell(version("A")), cell(text), assumed={"to": "B"}))
    assert way.between == (1, 2)
    assert way.note.endswith("; end assumed, no source names the port")


def test_the_movement_of_another_item_is_not_drawn():
    way = one(leg(cell(version("A")), cell(version("B")), apart="precedent"))
    assert "another item" in way.why
    assert way.parts == []
