"""Which list a file is, told by its bytes; and a count made apart from the readers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.given import file_of
from osint_helpers.screening import ScreeningError, formats
from tests.collect.fakes import ofac
from tests.screening.lists import MAKERS, entity, ftm, ofac_csv, put


@pytest.mark.parametrize("form", MAKERS)
def test_the_content_says_which_list_it_is_whatever_the_name(form: str, tmp_path: Path) -> None:
    held = file_of(put(tmp_path, "cars.png", MAKERS[form]()))
    assert formats.format_of(held).name == form


@pytest.mark.parametrize("lead", [b"\xef\xbb\xbf", b"\n <!-- <export> --> <!-- --> "])
def test_a_byte_order_mark_and_comments_before_the_root_are_passed_over(
    lead: bytes, tmp_path: Path
) -> None:
    bare = MAKERS["un-xml"]().partition(b"?>")[2]
    assert formats.format_of(file_of(put(tmp_path, "a", lead + bare))).name == "un-xml"


def test_the_four_files_of_an_ofac_csv_are_told_apart_by_their_width(tmp_path: Path) -> None:
    found = [formats.format_of(file_of(one)).name for one in ofac_csv(tmp_path)]
    assert found == ["ofac-csv", "ofac-alt", "ofac-add", "ofac-comments"]


def test_json_lines_are_told_by_their_brace(tmp_path: Path) -> None:
    assert formats.format_of(file_of(ftm(tmp_path, "a.csv", entity("1", "SYN")))) == formats.FTM


@pytest.mark.parametrize(
    "data", [b"<html><body>busy</body></html>", b"a,b,c\n1,2,3\n", b"%PDF-1.7", b"\x00" * 50, b"<"]
)
def test_what_is_no_list_is_refused_and_the_lists_that_are_read_are_named(
    data: bytes, tmp_path: Path
) -> None:
    with pytest.raises(ScreeningError, match=r"a\.xml: is no list that is read here.*OFAC SDN"):
        formats.format_of(file_of(put(tmp_path, "a.xml", data)))


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    with pytest.raises(ScreeningError, match="is empty"):
        formats.format_of(file_of(put(tmp_path, "a.xml", b" \n")))


@given(st.binary(max_size=200))
def test_any_bytes_have_a_form_or_none(data: bytes) -> None:
    found = formats._of_start(data)
    assert found is None or found.name


def test_elements_are_counted_also_where_a_tag_lies_across_two_chunks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = file_of(put(tmp_path, "a", ofac.plain_xml(count=77)))
    whole = formats.count(held, formats.format_of(held))
    assert whole == (6, 77)
    for size in (1, 7, 64):
        monkeypatch.setattr(formats, "_CHUNK", size)
        assert formats.count(held, formats.format_of(held)) == whole
