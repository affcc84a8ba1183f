"""The grid of days: a square a day of the span, marks only where a claim gives the day."""

from __future__ import annotations

import copy
import itertools
import re

import pytest

from osint_helpers import exhibits
from osint_helpers.case import open_case
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits import from_json
from osint_helpers.exhibits.daygrid import narrow
from osint_helpers.exhibits.kinds import kind
from tests.conftest import REPO

KIND = kind("daygrid")


@pytest.fixture(scope="module")
def exhibit():
    case = open_case(REPO / "data" / "cases" / "wise-honest-2018")
    return exhibits.silent_days(case, "C-2", without=["case"])


def test_the_marks_are_the_ends_and_the_days_a_claim_gives(exhibit) -> None:
    found = [(one["day"], one["state"], one["claims"]) for one in exhibit.spec["marks"]]
    assert found == [
        (0, "received", ["h_ais"]), (219, "documented", ["h_load11"]),
        (222, "documented", ["h_load"]), (241, "counted", ["h_intercept"]),
    ]  # fmt: skip


def test_every_day_of_the_span_is_a_square_and_only_those_are_shaded(exhibit) -> None:
    drawing = str(KIND.svg(exhibit)).split("Day 0")[0]  # the squares stand before the list
    squares = re.findall(r'<rect x="[^"]*" y="[^"]*" width="20" height="20"', drawing)
    months = 31 + 30 + 31 + 30 + 31 + 31 + 28 + 31 + 30
    assert len(squares) == months + 1  # and the first square of the list
    assert drawing.count('fill-opacity="0.1"') == 241  # all days of the span but day 0


def test_a_marked_day_is_a_link_to_its_claim_with_a_spoken_name(exhibit) -> None:
    drawing = str(KIND.svg(exhibit))
    assert 'href="#claim-h_load11" aria-label="11 March 2018, day 219: Shown loading' in drawing


def test_what_has_no_day_is_named_below(exhibit) -> None:
    page = KIND.html(exhibit)
    assert "have no square: h_backhaul, h_cargo, h_nakhodka, h_plan, v_sl" in page
    assert "nor why nothing was received" in page


def test_a_reception_at_the_end_is_told_as_one() -> None:
    case = open_case(REPO / "data" / "cases" / "maybach-2018")
    spec = exhibits.silent_days(case, "C-9").spec
    assert [one["state"] for one in spec["marks"]][-1] == "received"
    assert (spec["marks"][-1]["day"], spec["soft"]) == (18, False)


def test_the_same_case_gives_the_same_bytes(exhibit) -> None:
    assert from_json(exhibit.to_json()).digest == exhibit.digest


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda s: s.update({"from": "2018-02-30"}), "spec.from: must be a day"),
        (lambda s: s.update({"to": "2017-08-04"}), "1 to 800 days"),
        (lambda s: s.update({"to": "2021-01-01"}), "1 to 800 days"),
        (lambda s: s["marks"][0].update({"state": "guessed"}), "must be one of"),
        (lambda s: s["marks"][1].update({"to": "2018-03-10"}), "lies before its from"),
        (lambda s: s["marks"][0].pop("text"), "must have the keys"),
        (lambda s: s["marks"][0].update({"claims": "h_ais"}), "wrong type"),
    ],
)
def test_a_spec_that_does_not_keep_to_the_form_is_refused(exhibit, change, said) -> None:
    spec = copy.deepcopy(exhibit.spec)
    change(spec)
    with pytest.raises(ExhibitError, match=said):
        KIND.validate(spec)


def test_hostile_words_are_escaped(exhibit) -> None:
    spec = copy.deepcopy(exhibit.spec)
    spec["marks"][1]["text"] = "<script>alert(1)</script>"
    hostile = exhibits.Exhibit("daygrid", "C-2", "t", "c", spec)
    assert "<script" not in KIND.html(hostile) + str(KIND.svg(hostile))


def test_csv_has_a_row_a_mark_and_no_formula(exhibit) -> None:
    spec = copy.deepcopy(exhibit.spec)
    spec["marks"][1]["text"] = "=1+1"
    rows = KIND.csv(exhibits.Exhibit("daygrid", "C-2", "t", "c", spec)).splitlines()
    assert len(rows) == 5
    assert ",=1+1" not in rows[2]


def test_a_narrow_screen_has_every_day_too_and_its_list_leads_to_the_claims(exhibit) -> None:
    small = page_of_narrow(exhibit)
    drawing, listed = small.split("</svg>", 1)
    squares = re.findall(r'<rect x="[^"]*" y="[^"]*" width="8.6" height="8.6"', drawing)
    assert len(squares) == 31 + 30 + 31 + 30 + 31 + 31 + 28 + 31 + 30
    assert drawing.count('fill-opacity="0.1"') == 241
    assert "href" not in drawing, "a square is smaller than a finger can hit"
    assert re.findall(r'href="#(claim-[^"]+)"', listed) == [
        f"claim-{claim}" for one in exhibit.spec["marks"] for claim in one["claims"]
    ]
    assert "Day 219, 11 March 2018: Shown loading" in listed


def test_squares_of_a_narrow_screen_stay_inside_and_meet_no_other(exhibit) -> None:
    drawing = page_of_narrow(exhibit).split("</svg>", 1)[0]
    found = re.findall(r'<rect x="([^"]*)" y="([^"]*)" width="8.6"', drawing)
    rows = {y: sorted(float(x) for x, low in found if low == y) for _, y in found}
    assert len(rows) == 9
    for row in rows.values():
        assert row[0] >= 0
        assert row[-1] + narrow.SIDE <= narrow.WIDTH
        assert all(b - a > narrow.SIDE for a, b in itertools.pairwise(row))


def test_a_notebook_holds_the_wide_grid_alone(exhibit) -> None:
    assert "figure-narrow" not in KIND.in_notebook(exhibit)
    assert "figure-narrow" in KIND.html(exhibit)


def page_of_narrow(exhibit) -> str:
    page = KIND.html(exhibit)
    return page[: page.index("figure-wide")]
