import pytest

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits import Exhibit
from osint_helpers.exhibits.routemap.spec import rows, validate
from tests.exhibits.routemap.sample import changed, sample


def test_the_sample_is_valid():
    validate(sample())


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("view", "globe", "spec.view: 'globe' is not one of world, region"),
        ("stops.0.status", "certain", r"spec.stops\[0\].status: 'certain' is not one of"),
        ("legs.0.status", "not_drawn", r"spec.legs\[0\].status: 'not_drawn' is not one of"),
        ("legs.0.kind", "track", r"spec.legs\[0\].kind: 'track' is not one of"),
        ("stops.1.lat", 90.5, r"spec.stops\[1\]: \[90.5, 6\] is not a latitude"),
        ("stops.1.lon", -181, "is not a latitude and a longitude"),
        ("legs.0.paths.0.1", [0, 200], r"spec.legs\[0\].paths\[0\]: \[0, 200\]"),
        ("legs.0.paths.0", [[0, 0]], "at least two points"),
        ("areas.0.ring.1", [95, 0], r"spec.areas\[0\].ring"),
        ("areas.0.ring", [[0, 0], [1, 1], [2, 0], [3, 3]], "a closed ring"),
        ("areas.0.between", [2, 9], r"spec.areas\[0\].between: two numbers"),
        ("legs.0.between", [1, 7], r"spec.legs\[0\].between: two numbers"),
        ("legs.0.leg", "L2", "leg L2 has a line inside its gap"),
        ("stops.1.n", 1, "two stops have the same number"),
        ("steps.3.legs", 3, r"spec.steps\[3\].legs: there are not so many"),
        ("legend.0.mark", "star", r"spec.legend\[0\].mark"),
        ("bounds", [0, 0, 1], "south, west, north, east"),
        ("bounds", [6, -2, -1, 10], "south and west must be below"),
        ("land", {"key": "moon", "digits": 2, "polygons": []}, "spec.land.key"),
        ("land.polygons.0.0", [1, 2, 3], "not a packed ring"),
        ("land.polygons.0.0", [0, 0, 1, 1, 2, 2, 3, 0.5], "not a packed ring"),
        ("land.polygons.0.0", "AAAAAA", "not a packed ring"),
        ("land.polygons.0.0", "AAAAAAA", "not a packed ring"),
        ("land.polygons.0.0", "AAAAAAAAg", "not a packed ring"),
        ("stops.0.facts.0", ["When", "x"], r"facts\[0\]: label, text and references"),
        ("stops.0.facts.0", ["When", "x", [["claim"]]], "a reference is a kind and an id"),
        ("areas.0.facts.0", ["Positions"], r"spec.areas\[0\].facts\[0\]: label, text"),
        ("legs.1.facts.0", ["Status"], r"spec.legs\[1\].facts\[0\]: label, text"),
        ("areas.0.status", "lost", r"spec.areas\[0\].status: 'lost' is not one of"),
        ("stops.0.facts.0", ["When", 3, []], "label and text must be text"),
        ("stops.0.name", None, r"spec.stops\[0\].name: has the wrong type"),
        ("stops.0.lat", True, r"spec.stops\[0\].lat: has the wrong type"),
    ],
)
def test_a_fault_is_refused_with_its_path(path, value, says):
    with pytest.raises(ExhibitError, match=says):
        validate(changed(path, value))


def test_a_missing_field_is_named():
    spec = sample()
    del spec["legs"][1]["note"]
    with pytest.raises(ExhibitError, match=r"spec.legs\[1\]: fields missing or unknown: note"):
        validate(spec)


def test_the_error_of_an_exhibit_names_the_exhibit():
    with pytest.raises(ExhibitError, match=r"exhibit 'C-1' \(map\): spec.legs\[0\]: leg L2"):
        Exhibit("map", "C-1", "SYNTHETIC", "", changed("legs.0.leg", "L2"))


def test_rows_are_stops_then_legs_then_areas_then_what_is_not_drawn():
    got = rows(sample())
    assert [(row[0], row[1]) for row in got] == [
        ("stop", "1"), ("stop", "2"), ("stop", "3"), ("stop", "4"),
        ("leg", "L1"), ("leg", "L3"), ("area", "L2"), ("leg", "L0"),
    ]  # fmt: skip
    assert got[4][8] == "modelled sea lane, not an observed track"
    assert got[6][8] == "shaded area, no line"
    assert got[7][8] == "not drawn"
    assert {len(row) for row in got} == {11}


def test_csv_neutralises_formulas_and_keeps_coordinates_as_numbers():
    spec = changed("stops.0.name", "=1+1")
    spec["stops"][0]["lat"] = -0.5
    lines = Exhibit("map", "C-1", "SYNTHETIC", "", spec).to_csv().splitlines()
    assert lines[0] == "row,id,name,status,when,lat,lon,between,drawn_as,claims,note"
    assert lines[1] == "stop,1,'=1+1,documented,1 May 2001,-0.5,0.5,,pin,c_1,XX1"
