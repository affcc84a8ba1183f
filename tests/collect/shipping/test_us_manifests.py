"""US manifest files: joins without multiplied rows, streaming, checks. SYNTHETIC bills."""

from __future__ import annotations

import contextlib
import csv
import gzip
import shutil
import tracemalloc
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osint_helpers.collect.client import Client
from osint_helpers.collect.shipping import us_manifests
from osint_helpers.collect.shipping.us_manifests import tables as tables_module
from osint_helpers.collect.shipping.us_manifests.building import kilograms
from osint_helpers.errors import CollectError, IncompleteError, OsintError, SchemaChanged
from osint_helpers.evidence.storing import Store
from tests.collect.fakes import us_manifests as fake


@pytest.fixture
def client(tmp_path):
    case = tmp_path / "case"
    case.mkdir()
    return Client(case, environment={})


@pytest.fixture
def files(tmp_path):
    return fake.write(tmp_path / "ams")


def without(files, table):
    return tuple(one for one in files if f"ams__{table}_" not in one)


def changed(tmp_path, **tables):
    return fake.write(tmp_path / "changed", {**fake.tables(), **tables})


def test_a_bill_with_several_containers_and_bills_is_one_row_with_lists(client, files):
    got = us_manifests.bills(client, files=files, consignee="synthetic trader ltd")
    assert got.meta.complete, got.meta.reason
    assert len(got) == 1
    row = got.frame.iloc[0]
    assert row["identifier"] == "2099010100001"
    assert row["containers"] == ("TSTU0000009", "TSTU0000010")
    assert row["containers_invalid"] == ("TSTU0000010",)
    assert row["descriptions"] == ("SYNTHETIC CARS, USED\n2 UNITS", "SYNTHETIC SPARE PARTS")
    assert row["master_bols"] == ("SYNTMASTER1",)
    assert row["house_bols"] == ("SYNTHOUSE1", "SYNTHOUSE2")
    assert row["harmonized"] == ("870323", "870324")
    assert row["hazardous"] == ("UN0000",)
    assert row["marks"] == ("NO MARKS MADE UP",)
    assert row["consignee_addresses"] == ("1 Example Street, Nowhere, XX",)
    assert row["notify_parties"] == ("SYNTHETIC FORWARDER",)
    assert (row["estimated_arrival"], row["actual_arrival"]) == ("2099-01-05", "2099-01-07")
    assert row["locator"] == f"ams__header_2099__{fake.STAMP}.csv:2"
    assert row["header_rows"] == 1


def test_weights_keep_their_unit_and_have_kilograms_beside_them(client, files):
    got = us_manifests.bills(client, files=files, vessel="test vessel")
    frame = got.frame.set_index("identifier")
    assert list(got.frame.columns) == [one.name for one in us_manifests.BILLS]
    assert got.frame["weight_kg"].dtype == "float64"
    assert frame.loc["2099010100001", "weight"] == 1000.0
    assert frame.loc["2099010100001", "weight_unit"] == "Pounds"
    assert frame.loc["2099010100001", "weight_kg"] == pytest.approx(453.59237)
    assert frame.loc["2099010100003", "weight_kg"] == 2500.5
    assert frame.loc["2099010100004", "weight"] == 7.0
    assert pd.isna(frame.loc["2099010100004", "weight_kg"])
    assert any("'Bushels' are not converted" in note for note in got.meta.notes)
    assert kilograms(None, "kg") is None
    assert kilograms(2.0, "LB.") == pytest.approx(0.90718474)
    assert kilograms(2.0, None) is None


def test_what_is_not_given_is_missing_and_a_suppressed_name_is_no_name(client, files):
    frame = us_manifests.bills(client, files=files, vessel="test vessel").frame
    frame = frame.set_index("identifier")
    assert frame.loc["2099010100002", "consignees"] == ()
    assert frame.loc["2099010100002", "descriptions"] == ()
    assert pd.isna(frame.loc["2099010100004", "actual_arrival"])
    assert "Absence proves nothing" in us_manifests.MANIFEST.limits[0]


@pytest.mark.parametrize(("question", "found"), [
    ({"consignee": "sociedad sintetica"}, ["3"]), ({"shipper": "EXPORTER"}, ["1", "3"]),
    ({"notify_party": "forwarder"}, ["1"]), ({"vessel": "vessel two"}, ["2"]),
    ({"goods": "cars used"}, ["1"]), ({"container": "tstu 000000-9"}, ["1", "3"]),
    ({"container": "TSTU000001"}, ["1"]), ({"identifiers": ("2099010100004",)}, ["4"]),
    ({"shipper": "exporter", "goods": "watches"}, ["3"]),
    ({"shipper": "exporter", "vessel": "two"}, []),
])  # fmt: skip
def test_texts_are_looked_for_in_their_table_and_all_must_fit(client, files, question, found):
    got = us_manifests.bills(client, files=files, **question)
    assert [one[-1] for one in got.frame["identifier"]] == found
    assert got.meta.complete


def test_nothing_found_is_a_complete_answer_over_named_files(client, files):
    got = us_manifests.bills(client, files=files, consignee="nobody at all")
    assert got.meta.mode == "file"
    assert len(got.meta.parts) == 1 + len(without(files, "consignee"))
    assert all(len(one.sha256) == 64 for one in got.meta.parts)
    assert "Not found" in got.nothing_found("nobody at all")


def test_containers_are_checked_and_kept_either_way(client, files):
    frame = us_manifests.containers(client, files=files, shipper="exporter").frame
    assert list(frame["container"]) == ["TSTU0000009", "TSTU0000010", "LOOSE"]
    assert list(frame["container_valid"]) == [True, False, False]
    assert "check digit" in frame.loc[1, "container_reason"]
    assert frame.loc[0, "seals"] == ("SEAL1", "SEAL2")
    assert frame.loc[0, "length"] == 20.0
    assert pd.isna(frame.loc[2, "length"])


def test_a_container_number_without_check_digit_is_not_called_invalid(client, tmp_path):
    boxes = [("2099010100003", "TSTU000002", *[""] * 9)]
    files = changed(tmp_path, container=boxes, cargodesc=[])
    got = us_manifests.bills(client, files=files, identifiers=("2099010100003",))
    assert got.frame.loc[0, "containers"] == ("TSTU000002",)
    assert got.frame.loc[0, "containers_invalid"] == ()
    frame = us_manifests.containers(client, files=files, identifiers=("2099010100003",)).frame
    assert pd.isna(frame.loc[0, "container_valid"])


def test_a_byte_order_mark_is_passed_over_and_an_endless_line_refused(client, files):
    path = next(Path(one) for one in files if "ams__consignee_" in one)
    plain = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + plain)
    assert len(us_manifests.bills(client, files=files, consignee="trader")) == 1
    path.write_bytes(plain + b"x" * (1 << 20) + b"\n")
    with pytest.raises(CollectError, match="a line has more than"):
        us_manifests.bills(client, files=files, consignee="trader")


def test_goods_are_rows_of_their_own_with_codes_as_lists(client, files):
    frame = us_manifests.goods(client, files=files, shipper="exporter").frame
    assert len(frame) == 3
    assert frame.loc[0, "harmonized"] == ("870323", "870324")
    assert frame.loc[1, "hazardous"] == ("UN0000",)
    assert list(frame["pieces"]) == [2.0, 1.0, 10.0]
    assert frame.loc[1, "locator"].endswith(".csv:4")  # the row before has a line break


def test_a_header_given_twice_stays_two_rows_and_is_doubted(client, tmp_path):
    held = fake.tables()["header"]
    files = changed(tmp_path, header=[*held, fake.header("2099010100001", weight="5")])
    got = us_manifests.bills(client, files=files, identifiers=("2099010100001",))
    assert list(got.frame["header_rows"]) == [2, 2]
    assert list(got.frame["weight"]) == [1000.0, 5.0]
    assert any("several header rows" in note for note in got.meta.notes)


def test_a_bill_without_a_header_row_makes_the_result_incomplete(client, tmp_path):
    files = changed(tmp_path, header=fake.tables()["header"][1:])
    got = us_manifests.bills(client, files=files, consignee="trader")
    assert "1 bills that fit have no header row" in got.meta.reason
    with pytest.raises(IncompleteError):
        got.nothing_found("anything")


def test_a_row_with_another_number_of_cells_is_counted_and_named(client, files):
    path = next(Path(one) for one in files if "ams__consignee_" in one)
    path.write_text(path.read_text("utf-8") + "2099010100009,SYNTHETIC\n", "utf-8")
    got = us_manifests.bills(client, files=files, consignee="trader")
    assert "1 rows have another number of cells, the first on line 5" in got.meta.reason


def test_cells_that_are_no_date_or_number_are_missing_and_noted(client, tmp_path):
    bad = fake.header("2099010100005", estimated_arrival_date="01/05/99", weight="ten",
                      manifest_quantity="1,000")  # fmt: skip
    got = us_manifests.bills(
        client, files=changed(tmp_path, header=[bad]), identifiers=("2099010100005",)
    )
    row = got.frame.iloc[0]
    assert pd.isna(row["estimated_arrival"])
    assert pd.isna(row["weight"])
    assert row["quantity"] == 1000.0
    assert any("estimated_arrival_date cannot be read" in note for note in got.meta.notes)
    assert any("weight cannot be read" in note for note in got.meta.notes)


def test_a_file_of_another_code_page_is_read_and_said(client, files):
    path = next(Path(one) for one in files if "ams__consignee_" in one)
    path.write_bytes(path.read_text("utf-8").encode("cp1252"))
    got = us_manifests.bills(client, files=files, consignee="sintetica")
    assert got.frame.iloc[0]["consignees"] == ("Sociedad SINTÉTICA",)
    assert any("code page 1252" in note for note in got.meta.notes)


def test_columns_that_are_new_or_missing_are_a_change(tmp_path, client, files):
    path = next(Path(one) for one in files if "ams__shipper_" in one)
    text = path.read_text("utf-8")
    path.write_text(text.replace("country_code", "planet"), "utf-8")
    with pytest.raises(SchemaChanged, match="planet"):
        us_manifests.bills(client, files=files, shipper="exporter")
    tolerant = Client(client.case, environment={}, tolerate={"us_manifests": ["planet"]})
    assert len(us_manifests.bills(tolerant, files=files, shipper="exporter")) == 2
    path.write_text(text.replace("shipper_party_name", "country_code"), "utf-8")
    with pytest.raises(CollectError):
        us_manifests.bills(client, files=files, shipper="exporter")


@pytest.mark.parametrize("question", [
    {}, {"consignee": "  "}, {"consignee": "--"}, {"container": "TST"},
])  # fmt: skip
def test_a_question_without_anything_to_look_for_is_refused(client, files, question):
    with pytest.raises(CollectError):
        us_manifests.bills(client, files=files, **question)
    with pytest.raises(CollectError, match="no file is named"):
        us_manifests.bills(client, files=(), consignee="trader")


def test_a_table_that_is_not_given_cannot_be_searched_and_is_said_to_be_missing(client, files):
    with pytest.raises(CollectError, match="no file of the table consignee"):
        us_manifests.bills(client, files=without(files, "consignee"), consignee="trader")
    with pytest.raises(CollectError, match="header"):
        us_manifests.bills(client, files=without(files, "header"), consignee="trader")
    got = us_manifests.bills(client, files=without(files, "tariff"), consignee="trader")
    assert any("table tariff is named" in note for note in got.meta.notes)
    assert got.frame.iloc[0]["harmonized"] == ()


def test_a_file_of_another_name_or_none_is_refused(client, tmp_path, files):
    odd = tmp_path / "manifests.csv"
    odd.write_text("identifier\n", "utf-8")
    with pytest.raises(CollectError, match="not called like a table"):
        us_manifests.bills(client, files=(str(odd),), consignee="trader")
    with pytest.raises(CollectError, match="no file 'absent"):
        us_manifests.bills(client, files=(str(tmp_path / "absent.csv"),), consignee="trader")


@pytest.mark.parametrize("cut", ["gz", "quote"])
def test_a_file_cut_off_is_an_error_with_its_line(client, files, cut):
    path = next(Path(one) for one in files if "ams__consignee_" in one)
    if cut == "gz":
        packed = path.with_name(f"{path.name}.gz")
        packed.write_bytes(gzip.compress(path.read_bytes())[:-12])
        files = (*without(files, "consignee"), str(packed))
    else:
        path.write_text(path.read_text("utf-8") + '"open,', "utf-8")
    with pytest.raises(CollectError) as raised:
        us_manifests.bills(client, files=files, consignee="trader")
    assert raised.value.row
    assert "ams__consignee_" in str(raised.value)


def test_packed_files_and_captures_of_the_case_are_read_alike(client, files):
    first = us_manifests.bills(client, files=files, shipper="exporter").frame
    store = Store(client.case, "tester")
    ids = []
    for one in files:
        packed = Path(f"{one}.gz")
        packed.write_bytes(gzip.compress(Path(one).read_bytes()))
        ids.append(store.add_file(packed, obtained="SYNTHETIC", why="test").id)
    got = us_manifests.bills(client, files=tuple(ids), shipper="exporter")
    assert sorted(got.meta.captures) == sorted(ids)
    drop = ["locator"]
    pd.testing.assert_frame_equal(first.drop(columns=drop), got.frame.drop(columns=drop))


def test_too_many_bills_are_refused_before_they_fill_the_memory(client, files, monkeypatch):
    monkeypatch.setattr(tables_module, "MOST", 1)
    with pytest.raises(CollectError, match="more than 1 bills fit"):
        us_manifests.bills(client, files=files, shipper="exporter")


def test_a_large_file_is_streamed(client, tmp_path):
    folder = tmp_path / "large"
    files = fake.write(folder)
    path = next(Path(one) for one in files if "ams__cargodesc_" in one)
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        text = "SYNTHETIC FILLER " * 8
        for n in range(60_000):
            writer.writerow((f"20990202{n:05}", "", "1", "1", text))
    size = path.stat().st_size
    assert size > 8_000_000
    us_manifests.bills(client, files=files, goods="watches")  # imports are not measured
    tracemalloc.start()
    try:
        got = us_manifests.bills(client, files=files, goods="watches")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(got) == 1
    assert peak < size / 4


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=200))
def test_no_bytes_crash_the_reading(client, tmp_path, data):
    folder = tmp_path / "any"
    shutil.rmtree(folder, ignore_errors=True)
    files = fake.write(folder)
    path = next(Path(one) for one in files if "ams__consignee_" in one)
    path.write_bytes(path.read_bytes() + data)
    with contextlib.suppress(OsintError):
        us_manifests.bills(client, files=files, consignee="trader")


@pytest.mark.parametrize("bomb", ["file", "line"])
def test_a_packed_file_beyond_its_bounds_is_refused(client, files, monkeypatch, bomb):
    path = next(Path(one) for one in files if "ams__consignee_" in one)
    packed = path.with_name(f"{path.name}.gz")
    most = len(path.read_bytes()) + 1000
    more = b"\n" * 9000 if bomb == "file" else b"0" * (2 << 20)
    packed.write_bytes(gzip.compress(path.read_bytes() + more))
    if bomb == "file":
        monkeypatch.setattr(tables_module, "LARGEST", most)
    said = f"more than {most} bytes" if bomb == "file" else "a line has more than 1048576 bytes"
    with pytest.raises(CollectError, match=said):
        us_manifests.bills(
            client, files=(*without(files, "consignee"), str(packed)), consignee="trader"
        )
