"""FollowTheMoney JSON lines: joined, streamed, and nothing lost without a number and a reason."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.screening import ScreeningError, ftm, read_list
from osint_helpers.screening import ftm_schema as schema
from tests.screening.lists import SHIP, entity, put, sanction
from tests.screening.lists import ftm as written

DAY = "2024-05-01"


def test_a_ship_keeps_names_numbers_flag_and_what_has_no_column(tmp_path: Path) -> None:
    ship = entity("S-1", "SYNTHETIC ORVEL", imoNumber=[SHIP], flag=["zz"], type=["Bulk Carrier"],
                  previousName=["OLD SYN"], weakAlias=["SYN"], topics=["sanction"],
                  alias=["합성"])  # fmt: skip
    row = read_list(written(tmp_path, "a", ship), list_date=DAY).listings.iloc[0]
    assert [(one["text"], one["quality"]) for one in row["names"]] == [
        ("SYNTHETIC ORVEL", "primary"), ("합성", "alias"), ("OLD SYN", "previous name"),
        ("SYN", "weak alias"),
    ]  # fmt: skip
    assert [(one["type"], one["value"]) for one in row["identifiers"]] == [("imo", SHIP)]
    assert (row["kind"], row["flag"], row["vessel_type"]) == ("vessel", "zz", "Bulk Carrier")
    assert row["other"]["topics"] == ["sanction"]
    assert row["source_locator"] == "line 1, id S-1"


def test_the_day_an_aggregator_saw_something_is_never_a_date_of_listing(tmp_path: Path) -> None:
    row = read_list(written(tmp_path, "a", entity("S-1", "SYN")), list_date=DAY).listings.iloc[0]
    assert row["listed_precision"] == "none"
    assert row["listed_dates"] == []
    assert row["other"]["first_seen"] == ["2022-01-01T00:00:00"]


@pytest.mark.parametrize("nested", [False, True])
def test_sanctions_and_documents_are_joined_from_lines_before_behind_and_inside(
    nested: bool, tmp_path: Path
) -> None:
    holder = [] if nested else ["P-1"]
    one = {"id": "s1", "schema": "Sanction", "properties": {
        "entity": holder, "listingDate": ["2019-03-02"], "startDate": ["2018"],
        "program": ["SYNTHETIC PROGRAMME"], "authority": ["SYNTHETIC OFFICE"]}}  # fmt: skip
    pass_ = {"id": "p1", "schema": "Passport", "properties": {
        "holder": holder, "number": ["X0000000"], "country": ["zz"]}}  # fmt: skip
    person = entity("P-1", "SYNTHETIC PERSON", "Person", birthDate=["1965"])
    if nested:
        person["properties"] |= {"sanctions": [one], "passports": [pass_]}
    lines = [person] if nested else [one, person, pass_]
    found = read_list(written(tmp_path, "a", *lines), list_date=DAY)
    row = found.listings.iloc[0]
    assert [(d["text"], d["what"], d["first"]) for d in row["listed_dates"]] == [
        ("2019-03-02", "listingDate", False), ("2018", "startDate", True),
    ]  # fmt: skip
    assert row["programmes"] == ("SYNTHETIC PROGRAMME",)
    assert row["other"]["Sanction authority"] == ["SYNTHETIC OFFICE"]
    assert [(one["type"], one["value"]) for one in row["identifiers"]] == [("passport", "X0000000")]
    assert found.counts.in_file == len(lines)
    assert sum(found.counts.left_out.values()) == len(lines) - 1


def test_an_entry_is_removed_only_when_every_sanction_has_ended(tmp_path: Path) -> None:
    ended = sanction("s1", "S-1", endDate=["2020-01-01"])
    last = sanction("s2", "S-1", endDate=["2021-06-01"])
    open_ = sanction("s3", "S-1")
    ship = entity("S-1", "SYN")
    both = read_list(written(tmp_path, "a", ship, ended, last), list_date=DAY)
    one = read_list(written(tmp_path, "b", ship, ended, last, open_), list_date=DAY)
    assert both.listings["delisted_on"].tolist() == ["2021-06-01"]
    assert one.listings["delisted_on"].isna().all()


def test_bad_lines_are_counted_with_number_and_reason_and_the_rest_is_read(tmp_path: Path) -> None:
    path = written(
        tmp_path, "a", entity("S-1", "SYN ONE"), b'{"id": "S-2", "sch', b"", b"\xff\xfe{",
        b"[1, 2]", b'{"id": "S-3", "schema": "Vessel"}', entity("S-1", "SYN AGAIN"),
        b'{"schema": "Vessel", "properties": {}}',
        b'{"id":"S-4","schema":"Vessel","properties":{}}',
        b"[" * 100_000, b'{"a": ' + b"9" * 5000 + b"}",
        entity("A-1", "SYNTHETIC STREET", "Address"), {**entity("S-9", "ASIDE"), "target": False},
        sanction("s", "S-7"), entity("S-5", "SYN FIVE"),
    )  # fmt: skip
    found = read_list(path, list_date=DAY)
    assert found.listings["authority_ref"].tolist() == ["S-1", "S-5"]
    assert [note for note in found.notes if note.startswith("line ")] == [
        "line 2 cannot be read: no JSON, or cut off",
        "line 4 cannot be read: not UTF-8",
        "line 5 cannot be read: no JSON object",
        "line 6 cannot be read: properties are not lists of texts",
        "line 7 cannot be read: the id 'S-1' stands on an earlier line",
        "line 8 cannot be read: no id",
        "line 9 cannot be read: no name",
        "line 10 cannot be read: nested too deeply",
        "line 11 cannot be read: no JSON, or cut off",
    ]
    assert not found.complete
    assert found.fault.startswith("9 lines cannot be read: line 2: no JSON, or cut off, line 4")
    counts = found.counts
    assert counts.in_file == counts.listings + sum(counts.left_out.values()) == 14
    assert counts.left_out["Address: is no party, ship, vehicle or aircraft"] == 1
    assert counts.left_out["Vessel: the data set says it is no target itself"] == 1
    assert "1 sanctions or documents belong to nothing read as an entry" in found.notes


def test_a_line_that_is_too_long_is_counted_and_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ftm, "LONGEST", 300)
    long = entity("S-1", "SYN " * 200)
    found = read_list(written(tmp_path, "a", long, entity("S-2", "SYN")), list_date=DAY)
    assert found.listings["source_locator"].tolist() == ["line 2, id S-2"]
    assert found.counts.left_out == {"cannot be read: longer than 300 bytes": 1}


def test_json_that_holds_no_entity_at_all_is_an_error_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ScreeningError, match=r"a\.json:1: is no entity: no id"):
        read_list(put(tmp_path, "a.json", b'{"data": []}\n'), list_date=DAY)


def test_the_list_is_named_after_its_data_set_where_there_is_one(tmp_path: Path) -> None:
    one = entity("S-1", "SYN")
    other = {**entity("S-2", "SYN"), "datasets": ["other"]}
    assert read_list(written(tmp_path, "a", one), list_date=DAY).list == "OpenSanctions synthetic"
    assert read_list(written(tmp_path, "b", one, other), list_date=DAY).list == "OpenSanctions"


def test_a_nested_part_that_is_broken_leaves_nothing_of_its_line(tmp_path: Path) -> None:
    bad = entity("S-1", "SYN")
    bad["properties"]["sanctions"] = [sanction("s", "S-1"), {"id": "x"}]
    out = ftm.parse(io.BytesIO(json.dumps(bad).encode() + b"\n"))
    assert (out.parsed.entries, out.bad) == ([], [(1, "no schema")])
    assert out.parsed.notes == []


VALUES = st.recursive(
    st.none() | st.booleans() | st.text(max_size=5) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "schema", "properties", "name", "datasets"]), inner
        )
    ),
    max_leaves=12,
)


@given(st.lists(
    st.fixed_dictionaries({"id": st.sampled_from("abc"), "schema": st.sampled_from(
        [*schema.KINDS, *schema.HOLDERS, "Address"]), "properties": st.dictionaries(
        st.sampled_from(["name", "entity", "holder", "endDate", "imoNumber"]),
        st.lists(st.text(max_size=6) | VALUES, max_size=3))}) | VALUES,
    max_size=5,
))  # fmt: skip
def test_every_line_is_an_entry_bad_or_aside(values: list[object]) -> None:
    out = ftm.parse(io.BytesIO(b"".join(json.dumps(one).encode() + b"\n" for one in values)))
    assert out.lines == len(values)
    assert len(out.parsed.entries) + len(out.bad) + sum(out.aside.values()) == out.lines
    for one in out.parsed.entries:
        one.row()
