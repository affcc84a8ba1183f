"""Flows by reporter and year as a drawing. SYNTHETIC values."""

from __future__ import annotations

import copy
import csv
import io

import pytest

from osint_helpers import exhibits, trade
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.kinds import kind
from osint_helpers.exhibits.tradeflows.drawing import amount
from osint_helpers.exhibits.tradeflows.spec import empty
from tests.exhibits import drawn
from tests.trade.made import CARS, KP, NAMES, record, statements


def of(*records, years=(2015, 2016), **more):
    result = trade.flows(statements(*records), CARS, partner=str(KP))
    return exhibits.trade_flows_of(result, "T-1", years=years, stamp="SYNTHETIC", **more)


def words(exhibit):
    return [box.words for box in drawn.boxes(exhibit.to_svg())]


def test_the_empty_form_keeps_to_what_every_drawing_keeps_to():
    made = Exhibit("tradeflows", "T-1", "SYNTHETIC", "", empty((2015, 2016), ["SYNTHETIC"]))
    drawn.check_drawing(made.to_svg())
    assert "Not recorded" in words(made)
    assert "no answer of zero" in " ".join(words(made))
    assert made.to_csv().strip() == "reporter,name,year,value,currency,months,rows"


def test_a_whole_year_and_months_look_different():
    made = of(record(901, "X", "2015", 5e6), record(902, "X", "201601", 2e6))
    assert "5 m" in words(made)
    assert "2 m (1 mo.)" in words(made)
    assert "fewer than twelve months are recorded" in made.to_html()
    drawn.check_drawing(made.to_svg())


def test_a_stated_zero_is_no_dash():
    made = of(record(901, "X", "2015", 0.0))
    assert words(made).count("0") == 1
    assert words(made).count("\N{EN DASH}") == 1


def test_reporters_beyond_the_limit_stand_in_one_row_as_a_sum():
    held = [record(901 + n, "X", "2015", 10.0 * (n + 1)) for n in range(3)]
    made = of(*held, limit=1)
    assert [row["name"] for row in made.spec["rows"]] == [NAMES[903], "2 others"]
    assert made.spec["rows"][1]["cells"][0]["value"] == 30.0


def test_a_recorded_pull_without_rows_is_not_the_same_as_none_recorded():
    made = of()
    assert "recorded: no row" in words(made)
    assert made.spec["recorded"]


def test_a_row_outside_the_years_asked_for_is_refused():
    with pytest.raises(ExhibitError, match="rows of 2014 lie outside"):
        of(record(901, "X", "2014", 5.0))


@pytest.mark.parametrize(("change", "path"), [
    (lambda s: s.update(years=[]), "spec.years"),
    (lambda s: s["rows"][0].update(more=1), r"spec.rows\[0\]"),
    (lambda s: s["rows"][0]["cells"][0].update(year=1900), r"spec.rows\[0\].cells\[0\]"),
    (lambda s: s["rows"][0]["cells"][0].update(value=-1), r"spec.rows\[0\].cells\[0\]"),
    (lambda s: s.update(recorded=False), "spec.rows"),
    (lambda s: s.update(licence={"class": "open"}), "spec.licence"),
])  # fmt: skip
def test_a_specification_of_another_form_is_refused_with_its_path(change, path):
    spec = copy.deepcopy(of(record(901, "X", "2015", 5.0)).spec)
    change(spec)
    with pytest.raises(ExhibitError, match=path):
        kind("tradeflows").validate(spec)


def test_a_name_of_a_source_is_text_and_nothing_else():
    made = of(record(901, "X", "2015", 5.0, reporterDesc="<script>alert(1)</script>\u202e"))
    assert "<script>" not in made.to_html()
    cells = list(csv.reader(io.StringIO(made.to_csv())))
    assert len(cells) == 3


@pytest.mark.parametrize(("value", "said"), [
    (0.0, "0"), (999.0, "999"), (1234.0, "1.23 k"), (5e6, "5 m"), (2.5e9, "2.5 bn"),
])  # fmt: skip
def test_an_amount_is_short_and_has_its_unit(value, said):
    assert amount(value) == said
