"""The law along a journey as a drawing: what stands in it, and what it must never say."""

import copy
import csv
import io
import json
import re
from datetime import date

import pytest

from osint_helpers import DateInterval, exhibits, law
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits import from_json
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.kinds import kind
from osint_helpers.exhibits.lawlanes.drawing import PAGE, pages
from osint_helpers.exhibits.lawlanes.scale import Scale, days, journey, years
from osint_helpers.exhibits.svg import num
from tests.exhibits import drawn

of = DateInterval.of_text
MANY = (
    "US", "JP", "KR", "SG", "HK", "RU", "GB", "DE", "FR", "IT", "ES", "PT", "SE", "FI", "DK",
    "NO", "IN", "MY", "TH", "VN", "ID", "BD",
)  # fmt: skip


def leg(name="SYNTHETIC-1", first="2017-09-05", last="2017-10-20", **more):
    given = {"origin": "NLRTM", "destination": "CNDAL", "flag": "PA"}
    return law.Leg(name, of(first), of(last), **{**given, **more})


def lanes(*legs, goods="motor cars", **more):
    frame = law.timeline(legs, goods)
    return exhibits.law_lanes_of(frame, "S-1", stamp="SYNTHETIC", **more)


@pytest.fixture(scope="module")
def chart():
    """Days that cross the first day of UN-2375-11, a leg without days, a flag not published."""
    return lanes(
        leg(transit=("SG",)),
        leg("SYNTHETIC-2", "2017-09", "2017-11", origin="JP", destination="RU", flag=""),
        law.Leg("SYNTHETIC-3"),
    )


@pytest.fixture(scope="module")
def real():
    return exhibits.law_lanes(drawn.real(), "M-4")


def measure(exhibit, name):
    (one,) = [m for lane in exhibit.spec["lanes"] for m in lane["measures"] if m["measure"] == name]
    return one


def words(exhibit):
    return " ".join(box.words for box in drawn.boxes(exhibit.to_svg()))


def paths(exhibit, **look):
    found = drawn.root(exhibit.to_svg()).iter(f"{drawn.NS}path")
    return [one.attrib["d"] for one in found
            if all(one.attrib.get(key) == value for key, value in look.items())]  # fmt: skip


def test_a_drawing_survives_its_private_form(chart):
    assert from_json(json.loads(json.dumps(chart.to_json()))) == chart


@pytest.mark.parametrize("name", ["chart", "real"])
def test_the_drawing_keeps_to_what_every_figure_keeps_to(name, request):
    made = request.getfixturevalue(name)
    drawn.check_drawing(made.to_svg())
    page = made.to_html() + kind("lawlanes").in_print(made)
    assert len(set(drawn.ids(page))) == len(drawn.ids(page))


def test_lanes_stand_in_the_order_in_which_the_item_reached_the_states(real, chart):
    assert [one["jurisdiction"] for one in chart.spec["lanes"]] == [
        "UN", "EU", "NL", "SG", "CN", "PA", "JP", "RU",
    ]  # fmt: skip
    assert [one["jurisdiction"] for one in real.spec["lanes"]] == [
        "UN", "EU", "NL", "CN", "JP", "KR", "RU", "TG", "KP",
    ]  # fmt: skip


def test_measures_of_a_lane_stand_in_the_order_of_their_first_days(real):
    for lane in real.spec["lanes"]:
        starts = [one["from"] for one in lane["measures"]]
        assert starts == sorted(starts)


def test_first_and_last_days_are_those_of_the_table_of_measures(real):
    table = law.measures().set_index("measure")
    shown = [one for lane in real.spec["lanes"] for one in lane["measures"]]
    assert len(shown) > 10
    for one in shown:
        row = table.loc[one["measure"]]
        assert (one["from"], one["to"]) == (row["effective_from"], row["effective_to"])
        assert one["verified"] == row["verified"]
        assert ("from" in one["unsure"]) == ("effective_from" in row["unverified_fields"])


def test_every_row_of_the_frame_is_in_the_csv(real):
    from osint_helpers import journey as room

    frame = room.law_timeline(drawn.real())
    rows = list(csv.DictReader(io.StringIO(real.to_csv())))
    assert len(rows) == len(frame)
    keys = ["leg", "role", "jurisdiction", "measure", "standing", "crosses", "problem"]
    theirs = sorted(tuple(row[key] for key in keys) for row in frame.to_dict("records"))
    assert sorted(tuple(row[key] for key in keys) for row in rows) == theirs


def test_a_measure_that_begins_within_the_days_is_marked_and_named(chart):
    one = measure(chart, "UN-2375-11")
    crossing = {cell[0]: cell[2] for cell in one["cells"] if cell[2]}
    assert set(crossing) == {1, 3, 4}  # transit, flag, and a departure known to the month
    assert all("begins on 2017-09-11" in text for text in crossing.values())
    assert "2017-09-11: UN-2375-11 begins" in words(chart)
    assert "begins (right) or ends (left) in the days" in words(chart)
    (halves, *_) = paths(chart, fill="#a84300")
    assert halves.count("M") >= 3


def test_the_day_of_the_beginning_is_a_line_at_that_day_of_the_legs(chart):
    scale = days(chart.spec, 448, 892)
    lines = [
        one.attrib
        for one in drawn.root(chart.to_svg()).iter(f"{drawn.NS}line")
        if one.get("stroke") == "#7a1020"
    ]
    assert [one["x1"] for one in lines] == [num(scale.x(date(2017, 9, 11)))]


def test_a_measure_that_ends_within_the_days_says_so_and_its_bar_has_an_end():
    made = lanes(
        leg(first="2017-08-20", last="2017-09-10", origin="CN", destination="CN", flag="NL")
    )
    assert measure(made, "EU-329-2007-ANNEX3")["to"] == "2017-08-31"
    ended = "EU-329-2007-ANNEX3, EU-2016-682, EU-2017-330"
    assert f"2017-08-31: {ended} end" in words(made)
    assert "2017-09-01: EU-2017-1509-ART10 begins" in words(made)
    assert "to 2017-08-31" in words(made)
    scale = years(made.spec, 272, 434)
    end = scale.span("2017-08-31", "2017-08-31", 0)[1]
    assert any(f"H{num(end)}V" in way for way in paths(made, fill="#ffffff"))


def test_without_a_crossing_nothing_speaks_of_one(real):
    assert "begins" not in words(real)
    assert paths(real, fill="#7a1020") == []


def test_no_end_found_is_said_and_never_still_in_force(real):
    said = words(real)
    assert "no end found (which is not: still in force)" in said
    assert said.count("still in force") == 1
    names = dict(drawn.links(real.to_svg()))
    assert names["#measure-UN-1718-8a3"] == (
        "UN-1718-8a3: in force from 2006-10-14, no end found; verified"
    )


def test_verified_and_to_be_checked_differ_by_more_than_colour(real):
    (solid,) = [way for way in paths(real, fill="#005a8f") if len(way) > 400]
    (outline,) = [way for way in paths(real, stroke="#a84300", fill="#ffffff") if len(way) > 400]
    hatch = max(paths(real, stroke="#a84300", fill="none"), key=len)
    cells = [cell for lane in real.spec["lanes"] for m in lane["measures"] for cell in m["cells"]]
    measures = [m for lane in real.spec["lanes"] for m in lane["measures"]]
    sure = sum(cell[1] == "verified" for cell in cells) + sum(m["verified"] for m in measures)
    assert solid.count("M") == sure
    assert outline.count("M") == len(cells) + len(measures) - sure
    assert hatch.count("M") >= outline.count("M")


def test_a_place_not_asked_has_a_column_its_reason_and_no_mark(real):
    asks = [ask for leg_ in real.spec["legs"] for ask in leg_["asks"]]
    silent = {n for n, ask in enumerate(asks) if ask["problem"]}
    assert len(silent) == 11
    held = {cell[0] for lane in real.spec["lanes"] for m in lane["measures"] for cell in m["cells"]}
    held |= {n for lane in real.spec["lanes"] for n in lane["none"]}
    assert held == set(range(len(asks))) - silent
    greys = [one for one in drawn.root(real.to_svg()).iter(f"{drawn.NS}rect")
             if one.get("fill") == "#e6e6e6"]  # fmt: skip
    assert len(greys) == len(silent) + 1  # and one in the legend
    assert "origin, destination not asked: no date published" in words(real)
    assert "flag not asked: flag not published" in words(real)
    assert "the goods of this leg are in no family of the table of goods" in " ".join(
        words(real).split()
    )


def test_days_that_are_estimated_or_disputed_say_so(real):
    assert "arrival 7 October 2018 (estimated arrival, disputed)" in words(real)
    assert "departure 14\N{EN DASH}20 June 2018 (disputed), arrival 31 July 2018" in words(real)


def test_nothing_found_is_not_an_empty_lane(chart):
    assert "PA: no measure found in the table" in words(chart)
    lane = next(one for one in chart.spec["lanes"] if one["jurisdiction"] == "PA")
    assert (lane["measures"], lane["none"]) == ([], [3])


def test_membership_that_is_not_in_the_data_is_named(monkeypatch):
    frame = law.timeline([leg()], "motor cars")
    frame.loc[frame["jurisdiction"] == "EU", "membership"] = "undetermined"
    made = exhibits.law_lanes_of(frame, "S-1")
    assert "EU: membership of NL undetermined (NLRTM)" in words(made)


def test_names_lead_to_measures_and_only_in_a_case_to_legs(real, chart):
    assert {target.split("-")[0] for target, _ in drawn.links(chart.to_svg())} == {"#measure"}
    legs = [target for target, _ in drawn.links(real.to_svg()) if target.startswith("#leg-")]
    assert legs == [f"#leg-{one['leg']}" for one in real.spec["legs"]]
    ids = set(drawn.ids(exhibits.law_measures(drawn.real(), "M-3").to_html()))
    assert {t[1:] for t, _ in drawn.links(real.to_svg()) if "measure" in t} <= ids


def test_the_band_of_the_journey_runs_over_all_lanes(real):
    first, last = journey(real.spec)
    assert (first, last) == ("2018-02-01", "2018-10-07")
    x1, x2 = years(real.spec, 272, 434).span(first, last, 5)
    band = [one.attrib for one in drawn.root(real.to_svg()).iter(f"{drawn.NS}rect")
            if one.get("x") == num(x1) and one.get("fill") == "#f6e7c4"]  # fmt: skip
    low = max(box.low for box in drawn.boxes(real.to_svg()) if box.words.startswith("KP"))
    assert [one["width"] for one in band] == [num(x2 - x1)]
    assert float(band[0]["y"]) + float(band[0]["height"]) >= low


def test_a_drawing_of_the_case_stays_small(real):
    assert len(real.to_html()) < 40_000


def test_legs_that_do_not_fit_are_counted_and_can_be_asked_for():
    many = [leg(f"SYNTHETIC-{n}") for n in range(1, 12)]
    made = lanes(*many)
    assert [one["leg"] for one in made.spec["legs"]] == [f"SYNTHETIC-{n}" for n in range(1, 9)]
    assert "3 more legs are not drawn: the table has them all." in words(made)
    one = lanes(*many, legs=["SYNTHETIC-11"])
    assert [one["leg"] for one in one.spec["legs"]] == ["SYNTHETIC-11"]
    with pytest.raises(ExhibitError, match="no leg 'SYNTHETIC-12'"):
        lanes(*many, legs=["SYNTHETIC-12"])
    with pytest.raises(ExhibitError, match="at most 24 places"):
        lanes(leg(transit=MANY))


def test_a_place_named_twice_is_one_column():
    made = lanes(leg(transit=("SG", "SG")))
    assert [ask["role"] for ask in made.spec["legs"][0]["asks"]] == [
        "origin", "transit", "destination", "flag",
    ]  # fmt: skip
    for lane in made.spec["lanes"]:
        for one in lane["measures"]:
            numbers = [cell[0] for cell in one["cells"]]
            assert numbers == sorted(set(numbers))


def test_parts_for_print_fit_a_page_and_hold_every_row_once():
    places = ("US", "JP", "KR", "SG", "HK", "CN", "RU", "GB")
    many = [leg(f"SYNTHETIC-{n}", "2016-01-05", "2018-12-20", transit=places) for n in (1, 2)]
    made = lanes(*many, goods="any")
    parts = pages(made.spec)
    assert len(parts) > 1
    held = [m["measure"] for part in parts for _, m in part if m]
    assert held == [m["measure"] for lane in made.spec["lanes"] for m in lane["measures"]]
    assert all(part[0][1] is None for part in parts if part)  # a lane cut in two is named again
    heights = re.findall(r'<svg [^>]*height="(\d+(?:\.\d)?)"', kind("lawlanes").in_print(made))
    assert max(map(float, heights)) <= PAGE + 8


def test_a_frame_without_any_day_still_shows_its_legs():
    made = lanes(law.Leg("SYNTHETIC-1", origin="NLRTM"))
    drawn.check_drawing(made.to_svg())
    assert "origin not asked: no date published" in words(made)
    assert made.spec["lanes"] == []
    assert pages(made.spec) == [[]]


def test_a_date_with_an_end_alone_can_be_drawn():
    until = DateInterval.parse("", "2018-03-05", "day")
    made = lanes(law.Leg("SYNTHETIC-1", arrived=until, destination="JP"))
    assert [(ask["from"], ask["to"]) for ask in made.spec["legs"][0]["asks"] if ask["to"]] == [
        ("", "2018-03-05")
    ]
    drawn.check_drawing(made.to_svg())


def test_hostile_names_stay_text():
    frame = law.timeline([leg()], "motor cars")
    frame["label"] = frame["printed"] = frame["leg"] = drawn.HOSTILE
    made = exhibits.law_lanes_of(frame, "S-1", linked=True)
    assert drawn.overlapping(made.to_svg()) == drawn.outside(made.to_svg()) == []
    parts = list(drawn.root(made.to_svg()).iter())
    assert not [one.tag for one in parts if "script" in one.tag]
    assert not [key for one in parts for key in one.attrib if key.startswith("on")]
    assert "<script" not in made.to_html() + kind("lawlanes").in_print(made)
    rows = list(csv.reader(io.StringIO(made.to_csv())))
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_a_made_up_consignment_is_stamped_everywhere(chart):
    assert "SYNTHETIC" in words(chart)
    assert {row["stamp"] for row in csv.DictReader(io.StringIO(chart.to_csv()))} == {"SYNTHETIC"}


def test_a_frame_of_another_table_is_refused():
    frame = law.timeline([leg()], "motor cars")
    frame.loc[frame.index[0], "measure"] = "XX-NONE"
    with pytest.raises(ExhibitError, match="'XX-NONE' is not in the table of measures"):
        exhibits.law_lanes_of(frame, "S-1")
    with pytest.raises(ExhibitError, match="the frame has no leg"):
        exhibits.law_lanes_of(frame.head(0), "S-1")


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("legs",), [], "must not be empty"),
        (("legs", 0, "asks"), [], "must not be empty"),
        (("legs", 0, "asks", 0, "role"), "master", "must be one of origin"),
        (("legs", 0, "asks", 0, "from"), "yesterday", "a day YYYY-MM-DD"),
        (("legs", 0, "asks", 0, "to"), "2017-01-01", "ends before it starts"),
        (("lanes", 0, "measures", 0, "from"), "", "needs a first day"),
        (("lanes", 0, "measures", 0, "to"), "1999-01-01", "not later than its last"),
        (("lanes", 0, "measures", 0, "cells", 0), [99, "verified", ""], "the number of no place"),
        (("lanes", 0, "measures", 0, "cells", 0), [True, "check", ""], "the number of no place"),
        (("lanes", 0, "measures", 0, "cells", 0), [0, "clean", ""], "one of verified, check"),
        (("lanes", 0, "measures", 0, "cells", 0), [0, "check"], "a standing and a text"),
        (("lanes", 0, "none"), [-1], "the number of no place"),
        (("linked",), "yes", "wrong type"),
    ],
)
def test_a_specification_that_is_none_is_refused(chart, path, value, said):
    spec = copy.deepcopy(chart.spec)
    held = spec
    for key in path[:-1]:
        held = held[key]
    held[path[-1]] = value
    with pytest.raises(ExhibitError, match=said):
        Exhibit("lawlanes", "S-1", "t", "", spec)


@pytest.mark.parametrize(
    ("first", "last", "most"),
    [
        ("2018-01-03", "2018-01-10", 9),
        ("2017-09-01", "2017-11-30", 9),
        ("2006-10-14", "2018-12-31", 5),
        ("1990-01-01", "2020-01-01", 5),
    ],
)
def test_ticks_are_few_in_order_and_inside(first, last, most):
    low, high = (date.fromisoformat(day).toordinal() for day in (first, last))
    ticks = Scale(low, high, 0, 100).ticks(most)
    assert 1 < len(ticks) <= most
    assert ticks == sorted(set(ticks))
    assert all(low <= day.toordinal() < high for day in ticks)


def test_the_same_bytes_whatever_the_seed(tmp_path):
    drawn.same_bytes(
        """
from osint_helpers import DateInterval, exhibits, law
of = DateInterval.of_text
MANY = (
    "US", "JP", "KR", "SG", "HK", "RU", "GB", "DE", "FR", "IT", "ES", "PT", "SE", "FI", "DK",
    "NO", "IN", "MY", "TH", "VN", "ID", "BD",
)  # fmt: skip
leg = law.Leg("SYNTHETIC-1", of("2017-09-05"), of("2017-10-20"), "NLRTM", "CNDAL", "PA", ("SG",))
made = exhibits.law_lanes_of(law.timeline([leg], "motor cars"), "S-1", stamp="SYNTHETIC")
print(made.digest, made.to_svg(), made.to_html(), made.to_csv())
""",
        tmp_path,
    )


def columns(exhibit):
    """Return the middle of the column of every place, by the letters of its roles."""
    texts = drawn.root(exhibit.to_svg()).iter(f"{drawn.NS}text")
    return [float(one.attrib["x"]) for one in texts
            if one.text in {"O", "T", "D", "F"} and one.get("text-anchor") == "middle"]  # fmt: skip


def test_signs_stand_in_the_column_of_their_place(real):
    asks = [ask for one in real.spec["legs"] for ask in one["asks"]]
    at = columns(real)
    assert len(at) == len(asks)
    none = sorted(n for lane in real.spec["lanes"] for n in lane["none"])
    (dashes,) = [way for way in paths(real, stroke="#595959") if way.count("M") > 1]
    assert sorted(float(x) + 4.5 for x in re.findall(r"M([\d.]+) ", dashes)) == pytest.approx(
        [at[n] for n in none], abs=0.11
    )
    greys = [float(one.attrib["x"]) + float(one.attrib["width"]) / 2
             for one in drawn.root(real.to_svg()).iter(f"{drawn.NS}rect")
             if one.get("fill") == "#e6e6e6" and float(one.attrib["height"]) > 50]  # fmt: skip
    silent = [x for x, ask in zip(at, asks, strict=True) if ask["problem"]]
    assert greys == pytest.approx(silent, abs=0.11)


def test_squares_to_be_checked_are_struck_through_and_crossing_ones_are_not(chart):
    cells = [cell for lane in chart.spec["lanes"] for m in lane["measures"] for cell in m["cells"]]
    hatch = max(paths(chart, stroke="#a84300", fill="none"), key=len)
    assert hatch.count("l11 -11") == sum(one[1] == "check" and not one[2] for one in cells)


def test_a_first_day_that_rests_on_no_text_has_a_star(real):
    assert "2013-01-22*" in words(real)
    assert "2013-03-07*" not in words(real)
    assert "* day not verified" in words(real)


def test_the_diamond_of_an_end_stands_at_the_end():
    made = lanes(
        leg(first="2017-08-20", last="2017-09-10", origin="CN", destination="CN", flag="NL")
    )
    (diamonds, *_) = paths(made, fill="#7a1020")
    end = years(made.spec, 272, 434).span("2017-08-31", "2017-08-31", 0)[1]
    assert diamonds.count(f"M{num(end)} ") == 3


def test_the_last_day_of_a_span_is_whole():
    first = date(2018, 1, 1).toordinal()
    assert Scale(first, first + 10, 0, 100).span("2018-01-01", "2018-01-05", 0) == (0, 50)
    assert Scale(first, first + 10, 0, 100).span("", "2018-01-10", 20) == (80, 100)


def test_days_of_a_place_not_asked_are_a_hollow_box_and_advice_is_left_to_the_table(real):
    hollow = [one for one in drawn.root(real.to_svg()).iter(f"{drawn.NS}rect")
              if one.get("stroke-dasharray") == "2 2"]  # fmt: skip
    assert len(hollow) == 2  # the departure of February 2018, and the legend
    assert "add a cited row" not in words(real)
    assert "add a cited row" in real.to_csv()


def test_a_role_that_not_every_journey_has_is_explained_where_it_stands(chart):
    from osint_helpers.case import open_case

    lexus = words(exhibits.law_lanes(open_case("lexus-2023"), "M-2"))
    assert "B bound for: no day of arrival is published" in lexus
    assert "P declared in the papers" in lexus
    assert "B bound for" not in words(chart)


def test_what_a_leg_was_bound_for_is_never_called_an_arrival():
    from osint_helpers.case import open_case

    lexus = words(exhibits.law_lanes(open_case("lexus-2023"), "M-2"))
    assert "arrival July" not in lexus
    assert "arrival August" not in lexus
    assert "departure July 2023 (year inferred)" in lexus
