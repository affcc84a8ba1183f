"""Exhibits of trade: "not recorded" until a pull is recorded, filled from then on. SYNTHETIC."""

from __future__ import annotations

import json

import pytest

from osint_helpers import exhibits
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits import from_json
from tests.exhibits import drawn

BUILT = {
    "flows": lambda case: exhibits.trade_flows(case, "T-1", pull="out"),
    "concentration": lambda case: exhibits.trade_concentration(case, "T-2", pull="out"),
    "suppliers": lambda case: exhibits.trade_suppliers(case, "T-3", pull="out", reporting="all"),
    "unit values": lambda case: exhibits.trade_unit_values(case, "T-4", pull="out"),
    "mirror": lambda case: exhibits.trade_mirror_gaps(case, "T-5", pulls=("out", "back")),
    "round trips": lambda case: exhibits.trade_round_trips(case, "T-6", pulls=("out", "back")),
}


def texts(exhibit):
    return [[cell["text"] for cell in row] for row in exhibit.spec["rows"]]


@pytest.mark.parametrize("name", BUILT)
def test_until_it_is_recorded_an_exhibit_says_so_and_what_will_be_asked(recorder, name):
    made = BUILT[name](recorder())
    page = made.to_html()
    assert "Not recorded" in page
    assert "SYNTHETIC exports (out)" in page
    assert "osint pull" in page
    assert "licence" not in made.spec
    assert from_json(json.loads(json.dumps(made.to_json()))) == made


@pytest.mark.parametrize("name", BUILT)
def test_a_recorded_pull_fills_the_exhibit_stamps_it_and_names_the_licence(recorder, name):
    case = recorder("out", "back", "all")
    made = BUILT[name](case)
    assert "Not recorded" not in made.to_html()
    assert made.spec["stamp"] == "SYNTHETIC"
    assert made.spec["licence"]["class"] == "restricted"
    assert "SYNTHETIC" in made.to_csv() or "SYNTHETIC" in made.title
    assert from_json(json.loads(json.dumps(made.to_json()))) == made
    assert BUILT[name](case).digest == made.digest


def test_flows_have_a_row_a_reporter_and_a_dash_where_there_is_none(recorder):
    made = BUILT["flows"](recorder("out"))
    cells = {row["name"]: {cell["year"]: cell["value"] for cell in row["cells"]}
             for row in made.spec["rows"]}  # fmt: skip
    assert cells == {"SYNTHETIC Southland": {2015: 300.0, 2016: 50.0},
                     "SYNTHETIC Northland": {2014: 100.0, 2015: 101.0, 2016: 102.0}}  # fmt: skip
    assert made.to_csv().splitlines()[1].split(",")[:4] == [
        "902", "SYNTHETIC Southland", "2014", "no row"]  # fmt: skip
    said = " ".join(made.spec["words"])
    assert "1 that are parts of a total" not in said  # the pull asks for totals only
    assert "1 without a value" in said
    drawn.check_drawing(made.to_svg())


def test_concentration_is_that_of_the_flows(recorder):
    rows = texts(BUILT["concentration"](recorder("out")))
    assert [row[0] for row in rows] == ["2014", "2015", "2016"]
    assert rows[0][3] == "1.000"
    assert rows[1][1:4] == ["2", "USD 401", "0.623"]


def test_suppliers_know_who_reported_before(recorder):
    rows = texts(BUILT["suppliers"](recorder("out", "all")))
    assert [row[0] for row in rows] == ["SYNTHETIC Northland", "SYNTHETIC Southland"]
    assert "may be older" in rows[0][5]
    assert "in 2014 it reported other trade" in rows[1][5]
    alone = texts(BUILT["suppliers"](recorder()))
    assert "is not known" in alone[1][5] or "reported other trade" in alone[1][5]


def test_mirror_needs_both_sides_before_it_says_that_one_has_no_row(recorder):
    case = recorder("out")
    assert "Not recorded" in BUILT["mirror"](case).to_html()
    rows = texts(BUILT["mirror"](recorder("back")))
    by = {(row[0].split(" to ")[0], row[1]): row[-1] for row in rows}
    assert by["SYNTHETIC Northland", "2014"] == "within margin and slack"
    assert by["SYNTHETIC Southland", "2015"] == "the importer states more" or by[
        "SYNTHETIC Southland", "2015"] == "within margin and slack"  # fmt: skip
    assert by["SYNTHETIC Northland", "2016"] == "only the exporter has a row"


def test_a_pull_the_case_does_not_have_and_one_of_another_source_are_refused(recorder):
    case = recorder()
    with pytest.raises(ExhibitError, match="no pull 'none'"):
        exhibits.trade_flows(case, "T-1", pull="none")
    with pytest.raises(ExhibitError, match="asks no trade statistics"):
        exhibits.trade_flows(case, "T-1", pull="pages")
    with pytest.raises(ExhibitError, match="no pull is named"):
        exhibits.trade_mirror_gaps(case, "T-1", pulls=())


def test_a_pull_of_korea_customs_fills_the_drawing_in_its_own_codes(recorder):
    made = exhibits.trade_flows(recorder(), "T-1", pull="korea")
    assert made.spec["years"] == [2018, 2019]
    assert "SYNTHETIC exports of Korea (korea)" in made.to_html()
    made = exhibits.trade_flows(recorder("korea"), "T-1", pull="korea")
    (row,) = made.spec["rows"]
    assert row["name"] == "Republic of Korea"
    assert [(cell["year"], cell["months"], cell["value"]) for cell in row["cells"]] == [
        (2018, 12, sum(1500.0 + n for n in range(12))), (2019, 2, 1512.0 + 1513.0)]  # fmt: skip
    said = " ".join(made.spec["words"])
    assert "Codes in letters are in no list of UN Comtrade" in said
    assert "Whose list says" not in said
    assert made.spec["licence"]["class"] == "attribution"
    back = exhibits.trade_flows(recorder(), "T-2", pull="korea", flow="M")
    assert [cell["value"] for cell in back.spec["rows"][0]["cells"]] == [2400.0, 400.0]


def test_a_pull_of_korea_and_one_of_comtrade_are_not_added(recorder):
    with pytest.raises(ExhibitError, match="the pulls ask comtrade and korea_customs"):
        exhibits.trade_round_trips(recorder(), "T-1", pulls=("out", "korea"))
