"""Which header of a file means which column."""

from __future__ import annotations

import pytest

from osint_helpers.case.importing import ColumnMap, headers
from osint_helpers.case.importing.mapping import folded
from osint_helpers.case.tables import TABLES
from osint_helpers.errors import CaseError


def meant(header: str, **given) -> str | None:
    found = headers("sources", ColumnMap(**given)).named(header)
    return None if found is None else found.name


@pytest.mark.parametrize("header", ["\uff34\uff29\uff34\uff2c\uff25", " Title ", "title:", "TITLE"])
def test_width_case_blanks_and_marks_of_a_header_do_not_matter(header):
    assert meant(header) == "title"


def test_sharp_s_is_the_same_in_capitals():
    assert folded("STRASSE") == folded("Straße")


def test_a_mapped_header_means_its_column_alone_also_where_it_is_the_name_of_another():
    given = {"columns": {"publisher": "title"}}
    assert meant("title", **given) == "publisher"
    assert meant("publisher", **given) is None


def test_a_column_with_a_constant_is_not_read_from_the_file():
    assert meant("title", constants={"title": "SYNTHETIC"}) is None


def test_a_column_that_is_mapped_and_constant_is_refused():
    with pytest.raises(CaseError, match="'title' is mapped and constant at once"):
        headers("sources", ColumnMap({"title": "x"}, {"title": "y"}))


def test_a_file_of_one_column_has_a_header_of_one():
    columns = TABLES["origins"].columns
    fixed = ColumnMap(constants=dict.fromkeys(columns[1:], "x"))
    assert headers("origins", fixed).needed == 1
    assert headers("origins", ColumnMap()).needed == 2
