"""The registry of kinds."""

import pytest

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.kinds import Kind, kind, names
from osint_helpers.exhibits.table import table


def test_every_kind_is_registered():
    assert names() == (
        "daybars", "daygrid", "drift", "footprints", "goodslanes", "lawlanes",
        "lineage", "map", "matrix", "network", "panels", "prose",
        "reach", "table", "timeline", "tracklanes", "trackmap", "tradeflows",
    )  # fmt: skip


def test_a_kind_loads_its_package():
    assert kind("table").name == "table"
    assert kind("prose").name == "prose"


def test_an_unknown_kind_is_refused_with_the_known_ones():
    with pytest.raises(ExhibitError, match=r"no kind of exhibit 'x'.*lawlanes, lineage, map"):
        kind("x")


def test_print_takes_print_html_then_svg_then_html():
    one = Exhibit("table", "A-1", "t", "", table({"a": "A"}, [["x"]], provenance="p"))
    base = {"validate": lambda s: None, "html": lambda e: "H", "csv": lambda e: ""}
    assert Kind("k", **base).in_print(one) == "H"
    assert Kind("k", **base, svg=lambda e: "S").in_print(one) == "S"
    assert Kind("k", **base, svg=lambda e: "S", print_html=lambda e: "P").in_print(one) == "P"


def test_a_notebook_takes_its_own_html_if_there_is_one():
    one = Exhibit("table", "A-1", "t", "", table({"a": "A"}, [["x"]], provenance="p"))
    base = {"validate": lambda s: None, "html": lambda e: "H", "csv": lambda e: ""}
    assert Kind("k", **base).in_notebook(one) == "H"
    assert Kind("k", **base, notebook_html=lambda e: "N").in_notebook(one) == "N"
    assert Kind("k", **base).page_data(one) == []
    assert Kind("k", **base).scripts() == []
    assert Kind("k", **base).styles() == ""
