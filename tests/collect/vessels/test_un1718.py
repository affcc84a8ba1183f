"""The 1718 Designated Vessels List from a transcript."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from osint_helpers.collect.columns import frame
from osint_helpers.collect.given import file_of
from osint_helpers.collect.vessels import transcripts, un1718
from osint_helpers.errors import (
    CollectError,
    NotRecorded,
    OsintError,
    SchemaChanged,
    SourceRefusedError,
)
from osint_helpers.evidence.record import captures
from tests.collect.desk import Desk
from tests.collect.fakes import un1718 as fake
from tests.collect.fakes.server import FakeSources, Reply


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with FakeSources(un1718=fake.answer) as fakes:
        yield Desk(tmp_path, fakes)


@pytest.fixture
def rows(tmp_path: Path) -> pd.DataFrame:
    return un1718.read(written(tmp_path, fake.table())).frame


def written(folder: Path, data: bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_row_has_its_cells_typed(rows: pd.DataFrame) -> None:
    one = rows.iloc[0]
    assert one["number"] == 1
    assert one["name"] == "SYNTHETIC TRADER"
    assert one["imo"] == one["imo_number"] == "9999993"
    assert one["imo_valid"]
    assert one["mmsi"] == ("999000001",)
    assert one["owner"] == "Synthetic Shipping (Test)"
    assert (one["designated"], one["date_precision"]) == ("2017-10-03", "day")
    assert one["paragraphs"] == (fake.PARAGRAPHS[3],)
    assert one["line"] == 2
    assert str(rows["number"].dtype) == "Int64"


def test_several_values_in_a_cell_are_a_list(rows: pd.DataFrame) -> None:
    two = rows.iloc[1]
    assert two["names"] == ("TEST VESSEL", "TEST VESSEL II")
    assert two["flags"] == ("Testland", "Sampleland")
    assert two["designations"] == ("2017-10-03", "2018-03-30")
    assert two["designated"] == "2017-10-03"
    assert two["date_printed"] == "1: 03-Oct-17 2: 30-Mar-18"
    assert two["paragraphs"] == (fake.PARAGRAPHS[0], fake.PARAGRAPHS[3])
    assert two["other_information"] == 'one, "two"\nlines'


def test_numbers_that_fail_their_check_stay_with_the_reason(rows: pd.DataFrame) -> None:
    two = rows.iloc[1]
    assert two["imo"] == "0000001"
    assert not two["imo_valid"]
    assert "computed 0" in two["imo_check"]
    assert two["mmsi"] == ("999000002", "99900")
    assert two["mmsi_faults"] == (
        "999000002: no station has an identity of this form", "99900: 5 digits; 9 are needed",
    )  # fmt: skip


def test_what_is_not_given_is_missing_and_a_month_stays_a_month(rows: pd.DataFrame) -> None:
    three = rows.iloc[2]
    assert pd.isna(three["imo"])
    assert pd.isna(three["imo_valid"])
    assert three["mmsi"] == ()
    assert pd.isna(three["owner"])
    assert (three["designated"], three["date_precision"]) == ("2016-03", "month")
    assert three["line"] == 5  # the row before has a line break in a cell


def test_the_row_is_kept_as_it_stands(rows: pd.DataFrame) -> None:
    assert rows.loc[1, "row"]["mmsi"] == "1: 999000002 2: 99900"


def test_faults_and_doubles_are_named_in_the_notes(tmp_path: Path) -> None:
    double = (("4", "SYNTHETIC SECOND", *fake.ROWS[0][2:]),)
    odd = (("5", "SYNTHETIC LATE", *fake.ROWS[0][2:8], "01-Jan-31", *fake.ROWS[0][9:]),)
    bad = (("6", "SYNTHETIC ODD", *fake.ROWS[0][2:8], "soon", *fake.ROWS[0][9:]),)
    found = un1718.read(written(tmp_path, fake.table(fake.ROWS + double + odd + bad)))
    notes = " | ".join(found.meta.notes)
    assert "TEST VESSEL: IMO number 0000001 kept, check digit 1, computed 0" in notes
    assert "IMO number 9999993 stands in 4 rows: SYNTHETIC TRADER, SYNTHETIC SECOND" in notes
    assert "SYNTHETIC LATE (line 7): 2031-01-01 is not within" in notes
    assert "SYNTHETIC ODD (line 8): the date 'soon' cannot be read" in notes
    assert found.frame.loc[5, "date_precision"] == "none"
    assert pd.isna(found.frame.loc[5, "designated"])


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("A", ("A",)), ("", ()), ("NA", ()), ("na", ()), ("1: A 2: B", ("A", "B")),
        ("1: A\n2: B\n3: C", ("A", "B", "C")), ("1: A 3: C", ("A 3: C",)), ("2: A", ("2: A",)),
        ("1: A 2: NA", ("A",)), ("PIER 1: A", ("PIER 1: A",)), ("1:A", ("1:A",)),
        ("1: A 2:B", ("A 2:B",)),
    ],
)  # fmt: skip
def test_a_cell_is_split_only_where_it_is_numbered(cell: str, values: tuple[str, ...]) -> None:
    assert transcripts.values_of(cell) == values


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("03-Oct-17", ("2017-10-03", "day")), ("3-oct-17", ("2017-10-03", "day")),
        ("03-Oct-99", ("2099-10-03", "day")), ("03-Oct-1999", ("1999-10-03", "day")),
        ("Oct-17", ("2017-10", "month")), ("2017", ("2017", "year")), ("17", ("", "none")),
        ("31-Feb-17", ("", "none")), ("03/10/17", ("", "none")), ("", ("", "none")),
        ("03-Okt-17", ("", "none")),
    ],
)  # fmt: skip
def test_two_digits_of_a_year_are_20yy_and_nothing_is_guessed(
    text: str, day: tuple[str, str]
) -> None:
    assert transcripts.day_of(text) == day


def test_a_date_is_as_precise_as_its_coarsest_value(tmp_path: Path) -> None:
    mixed = (("1", "SYNTHETIC", *fake.ROWS[0][2:8], "1: 03-Oct-17 2: Mar-18", *fake.ROWS[0][9:]),)
    row = un1718.read(written(tmp_path, fake.table(mixed))).frame.iloc[0]
    assert row["date_precision"] == "month"
    assert row["designations"] == ("2017-10-03", "2018-03")


def test_a_missing_number_of_a_row_is_not_silent(tmp_path: Path) -> None:
    found = un1718.read(written(tmp_path, fake.table((fake.ROWS[0], fake.ROWS[2]))))
    assert "rows are numbered 1 to 3, 2 were read" in found.meta.reason
    assert not found.meta.complete


def test_a_short_line_is_a_named_missing_part(tmp_path: Path) -> None:
    data = fake.table() + b"4,SYNTHETIC,9999"
    found = un1718.read(written(tmp_path, data))
    assert len(found) == 3
    assert found.meta.missing[0].name == "line 6"
    assert "3 cells" in found.meta.reason


def test_a_file_that_ends_inside_a_quoted_cell_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(CollectError, match="no CSV"):
        un1718.read(written(tmp_path, fake.table() + b'4,"SYNTH'))


@pytest.mark.parametrize("name", [*fake.HEADER[:9], "other_information"])
def test_a_missing_column_is_a_changed_table(tmp_path: Path, name: str) -> None:
    header = tuple("image_url" if one == name else one for one in fake.HEADER if one != "image_url")
    cut = tuple(row[:-1] for row in fake.ROWS)
    with pytest.raises(SchemaChanged) as caught:
        un1718.read(written(tmp_path, fake.table(cut, header)))
    assert caught.value.column == name


def test_a_new_column_is_a_changed_table_unless_tolerated(tmp_path: Path) -> None:
    header = (*fake.HEADER[:-1], "synthetic")
    path = written(tmp_path, fake.table(header=header))
    with pytest.raises(SchemaChanged):
        un1718.read(path)
    assert "columns not read: synthetic" in un1718.read(path, tolerate=["synthetic"]).meta.notes


def test_a_new_paragraph_is_read_like_the_others(tmp_path: Path) -> None:
    header = (*fake.HEADER[:-1], "Paragraph 5 of resolution 0000 (SYNTHETIC)")
    rows = tuple((*row[:-1], "Yes") for row in fake.ROWS)
    found = un1718.read(written(tmp_path, fake.table(rows, header)))
    assert found.frame.loc[0, "paragraphs"][-1].endswith("(SYNTHETIC)")


def test_a_table_without_paragraphs_is_a_changed_table(tmp_path: Path) -> None:
    keep = [at for at, name in enumerate(fake.HEADER) if name not in fake.PARAGRAPHS]
    rows = tuple(tuple(row[at] for at in keep) for row in fake.ROWS)
    header = tuple(fake.HEADER[at] for at in keep)
    with pytest.raises(SchemaChanged):
        un1718.read(written(tmp_path, fake.table(rows, header)))


def test_the_transcript_is_recorded_and_replayed(desk: Desk) -> None:
    recorded = un1718.designated(desk.client("record"))
    assert len(recorded) == 3
    assert recorded.meta.synthetic
    replayed = un1718.designated(desk.client())
    pd.testing.assert_frame_equal(recorded.frame, replayed.frame)
    assert len(desk.fakes.asked) == 1
    assert replayed.meta.parts[0].rows == 3
    kept = captures(desk.case)[0]
    again = un1718.read(kept)
    pd.testing.assert_frame_equal(recorded.frame, again.frame)
    assert again.meta.mode == "file"
    assert again.meta.capture == kept.id
    assert again.meta.synthetic


def test_an_answer_can_be_read_too(desk: Desk) -> None:
    client = desk.client("live")
    answer = client.ask(un1718.MANIFEST, "pub", params={"output": "csv"})
    assert len(un1718.read(answer)) == 3


def test_nothing_recorded_is_said(desk: Desk) -> None:
    with pytest.raises(NotRecorded):
        un1718.designated(desk.client())


@pytest.mark.parametrize(
    "reply", [Reply(b"<html>sign in</html>", "text/html"), Reply(b"", "text/csv"),
              Reply(b"\xff\xfe", "text/csv")],
)  # fmt: skip
def test_what_is_no_table_is_never_an_empty_list(desk: Desk, reply: Reply) -> None:
    desk.fakes.trouble["un1718"] = [reply]
    with pytest.raises(OsintError):
        un1718.designated(desk.client("live"))


def test_a_limit_is_the_error_it_is(desk: Desk) -> None:
    desk.fakes.trouble["un1718"] = [Reply(b"slow", "text/plain", 429)] * 3
    with pytest.raises(SourceRefusedError) as caught:
        un1718.designated(desk.client("live"))
    assert caught.value.status == 429


def test_a_pdf_is_compared_by_hash_only(tmp_path: Path) -> None:
    data = b"%PDF-1.7 SYNTHETIC"
    path = written(tmp_path, data, "list.pdf")
    for digest in (hashlib.sha1(data).hexdigest(), hashlib.sha256(data).hexdigest().upper()):  # noqa: S324
        found = un1718.pdf(path, expected=digest)
        assert found.frame.loc[0, "agrees"]
        assert found.frame.loc[0, "bytes"] == len(data)
    assert not un1718.pdf(path).frame.loc[0, "agrees"]
    assert un1718.pdf(path).frame.loc[0, "expected"] == un1718.PDF_SHA1


def test_a_page_saved_as_pdf_is_no_pdf(tmp_path: Path) -> None:
    with pytest.raises(SourceRefusedError, match="no PDF"):
        un1718.pdf(written(tmp_path, b"<html>Just a moment</html>", "list.pdf"))
    with pytest.raises(CollectError, match="neither"):
        un1718.pdf(written(tmp_path, b"%PDF-", "list.pdf"), expected="x" * 40)


def test_a_file_that_is_not_there_or_too_large_is_said(tmp_path: Path) -> None:
    with pytest.raises(CollectError, match="no file"):
        un1718.read(tmp_path / "nowhere.csv")
    large = written(tmp_path, b"x" * 11)
    with pytest.raises(CollectError, match="bytes"):
        file_of(large).data(most=10)


@given(
    st.binary(max_size=300) | st.text(max_size=300).map(lambda text: fake.table() + text.encode())
)
def test_no_bytes_break_the_reading(data: bytes) -> None:
    try:
        table = transcripts.parse(data)
    except OsintError:
        return
    frame(table.rows, un1718.VESSELS)


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=12)


@given(st.lists(st.tuples(*[CELL] * len(fake.HEADER)), min_size=1, max_size=4))
def test_every_cell_that_is_written_is_kept(rows: list[tuple[str, ...]]) -> None:
    assume(any(cell.strip() for row in rows for cell in row))  # a header alone is refused
    table = transcripts.parse(fake.table(tuple(rows)))
    wanted = [tuple(cell.strip() for cell in row) for row in rows if any(c.strip() for c in row)]
    assert [tuple(one["row"].values()) for one in table.rows] == wanted
    frame(table.rows, un1718.VESSELS)


def test_dates_of_a_cell_are_sorted_and_early_ones_named(tmp_path: Path) -> None:
    cell = "1: 30-Mar-18 2: 03-Oct-05"
    early = (("1", "SYNTHETIC", *fake.ROWS[0][2:8], cell, *fake.ROWS[0][9:]),)
    found = un1718.read(written(tmp_path, fake.table(early)))
    assert found.frame.loc[0, "designations"] == ("2005-10-03", "2018-03-30")
    assert any("2005-10-03 is not within" in note for note in found.meta.notes)


def test_bytes_that_are_known_not_to_be_whole_are_not_complete(desk: Desk) -> None:
    client = desk.client("record")
    answer = client.ask(un1718.MANIFEST, "pub", params={"output": "csv"})
    cut = dataclasses.replace(answer, complete=False, reason="SYNTHETIC cut")
    assert un1718.read(cut).meta.reason == "SYNTHETIC cut"
    kept = captures(desk.case)[0]
    half = dataclasses.replace(kept, record={**kept.record, "complete": False})
    assert not un1718.read(half).meta.complete
