"""Shipments typed from a captured view, and those of manifest files in the same form."""

from __future__ import annotations

import contextlib
import csv

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osint_helpers.collect import licences
from osint_helpers.collect.client import Client
from osint_helpers.collect.shipping import comtrade, shipments, us_manifests
from osint_helpers.collect.shipping.shipment_rows import to_kg
from osint_helpers.errors import CollectError, EvidenceError, OsintError
from osint_helpers.evidence.record import captures
from osint_helpers.evidence.storing import Store
from tests.collect.desk import Desk
from tests.collect.fakes import us_manifests as fake
from tests.collect.fakes.server import FakeSources, Reply

TYPED = {
    "document": "database entry", "number": "SYNTH-1", "bill_kind": "house",
    "shipper": "SYNTHETIC EXPORTER", "consignee": "SYNTHETIC TRADER, Ltd.",
    "vessel": "TEST VESSEL", "imo": "0000000", "voyage": "001E",
    "containers": "TSTU0000009; TSTU0000010", "port_of_loading": "SYNTHETIC PORT",
    "port_of_discharge": "SYNTHETIC HARBOR", "loaded": "2099-01", "arrived": "2099-01-07",
    "goods": "SYNTHETIC CARS", "weight": "1000.5", "weight_unit": "lb", "packages": "3",
    "package_unit": "PCS", "evidence_locator": "row 1 of the view", "typed_by": "tester",
    "typed_on": "2099-02-01",
}  # fmt: skip


@pytest.fixture
def client(tmp_path):
    case = tmp_path / "case"
    case.mkdir()
    return Client(case, environment={})


@pytest.fixture
def view(client, tmp_path):
    page = tmp_path / "view.png"
    page.write_bytes(b"SYNTHETIC view")
    return Store(client.case, "tester").add_file(page, obtained="SYNTHETIC", why="test")


@pytest.fixture
def write(tmp_path, view):
    def made(*rows, header=shipments.HEADER):
        path = tmp_path / "typed.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            for row in rows:
                held = {**TYPED, "capture": view.id, **row}
                writer.writerow([held.get(name, "") for name in header])
        return str(path)

    return made


def test_a_typed_row_is_checked_dated_and_converted(client, write, view):
    got = shipments.typed(client, file=write({}))
    row = got.frame.iloc[0]
    assert list(got.frame.columns) == [one.name for one in shipments.SHIPMENTS]
    assert (row["document"], row["bill_kind"], row["number"]) == (
        "database entry", "house", "SYNTH-1",
    )  # fmt: skip
    assert row["containers"] == ("TSTU0000009", "TSTU0000010")
    assert row["containers_invalid"] == ("TSTU0000010",)
    assert (row["loaded"], row["loaded_precision"]) == ("2099-01", "month")
    assert (row["arrived"], row["arrived_precision"]) == ("2099-01-07", "day")
    assert pd.isna(row["issued"])
    assert pd.isna(row["issued_precision"])
    assert row["weight"] == 1000.5
    assert row["weight_kg"] == pytest.approx(453.8191662)
    assert row["packages"] == 3.0
    assert pd.isna(row["notify_party"])
    assert (row["capture"], row["typed_by"], row["line"]) == (view.id, "tester", 2)
    assert got.meta.captures == (view.id,)
    assert got.meta.licence == "manual"
    assert licences.CLASSES["manual"].bytes_leave is False


def test_the_template_is_a_file_without_rows(client, tmp_path):
    path = tmp_path / "typed.csv"
    path.write_text(shipments.template(), "utf-8")
    got = shipments.typed(client, file=str(path))
    assert len(got) == 0
    assert got.meta.complete


@pytest.mark.parametrize(("column", "text"), [
    ("document", "bill"), ("document", ""), ("bill_kind", "straight"), ("loaded", "01/2099"),
    ("arrived", "2099-02-30"), ("issued", "about 2099"), ("typed_on", "2099-02"),
    ("typed_on", ""), ("typed_by", ""), ("evidence_locator", ""), ("capture", ""),
    ("capture", "20990101T000000Z-00000000"), ("capture", "../escape"), ("weight", "1,000"),
    ("packages", "three"), ("weight_unit", ""),
])  # fmt: skip
def test_a_cell_that_cannot_stand_names_file_line_and_column(client, write, column, text):
    with pytest.raises(CollectError) as raised:
        shipments.typed(client, file=write({}, {column: text}))
    assert (raised.value.row, raised.value.column) == (3, column)
    assert raised.value.file.name == "typed.csv"


def test_a_view_whose_bytes_were_changed_is_refused(client, write, view):
    file = write({})
    view.body.chmod(0o644)
    view.body.write_bytes(b"CHANGED")
    with pytest.raises(EvidenceError, match="not what its record says"):
        shipments.typed(client, file=file)


def test_further_faults_are_counted(client, write):
    with pytest.raises(CollectError, match="1 more faults follow") as raised:
        shipments.typed(client, file=write({"loaded": "x"}, {"arrived": "y"}))
    assert raised.value.row == 2


def test_a_capture_of_another_kind_or_not_whole_is_refused(client, write, view):
    derived = Store(client.case, "tester").add_derived(
        view, b"SYNTHETIC", ending=".txt", method={"name": "test", "version": "1"}, why="test"
    )
    with pytest.raises(CollectError, match="is derived"):
        shipments.typed(client, file=write({"capture": derived.id}))
    with pytest.raises(CollectError, match="no case is named"):
        shipments.typed(Client(environment={}), file=write({}))


def test_a_view_that_is_an_error_page_is_refused(tmp_path, write):
    with FakeSources(comtrade=lambda _: Reply(b"gone", "text/plain", 404)) as fakes:
        desk = Desk(tmp_path, fakes)
        with pytest.raises(CollectError):
            comtrade.reference(desk.client("record"), table="HS")
    (page,) = [one for one in captures(desk.case) if one.kind == "fetched"]
    with pytest.raises(CollectError, match="is fetched with the outcome"):
        shipments.typed(desk.client(), file=write({"capture": page.id}))


def test_a_header_of_another_form_is_refused(client, write, tmp_path):
    with pytest.raises(CollectError) as raised:
        shipments.typed(client, file=write({}, header=shipments.HEADER[:-1]))
    assert (raised.value.row, raised.value.column) == (1, "note")
    with pytest.raises(CollectError, match="planet"):
        shipments.typed(client, file=write({}, header=(*shipments.HEADER, "planet")))
    path = tmp_path / "typed.csv"
    path.write_text(shipments.template() + "a,b\n", "utf-8")
    with pytest.raises(CollectError, match="the row has 2 cells"):
        shipments.typed(client, file=str(path))


def test_columns_may_stand_in_another_order(client, write):
    got = shipments.typed(client, file=write({}, header=shipments.HEADER[::-1]))
    assert got.frame.loc[0, "goods"] == "SYNTHETIC CARS"


def test_a_file_of_the_case_is_read_from_its_capture(client, write):
    kept = Store(client.case, "tester").add_file(write({}), obtained="SYNTHETIC", why="test")
    got = shipments.typed(client, file=kept.id)
    assert len(got) == 1
    assert kept.id in got.meta.captures


def test_units_that_are_not_certain_are_not_converted():
    assert to_kg(2.0, "t") == 2000.0
    assert to_kg(2.0, "Metric Tons") == 2000.0
    assert to_kg(2.0, "KG.") == 2.0
    for unit in ("tons", "l", "k", "", None, "boxes"):
        assert to_kg(2.0, unit) is None
    assert to_kg(None, "t") is None


def test_bills_of_manifest_files_take_the_same_form(client, tmp_path):
    bills = us_manifests.bills(client, files=fake.write(tmp_path / "ams"), vessel="test vessel")
    made = shipments.of_manifests(bills)
    assert list(made.columns) == [one.name for one in shipments.SHIPMENTS]
    assert len(made) == len(bills)
    assert set(made["document"]) == {"manifest entry"}
    first = made.iloc[0]
    assert (first["bill_kind"], first["number"]) == ("house", "SYNTHOUSE1; SYNTHOUSE2")
    assert first["arrival_estimated"] == "2099-01-05"
    assert (first["arrived"], first["arrived_precision"]) == ("2099-01-07", "day")
    assert first["weight_kg"] == pytest.approx(453.59237)
    assert first["evidence_locator"].endswith(".csv:2")
    assert pd.isna(first["capture"])
    assert pd.isna(first["typed_by"])
    bare = made.iloc[3]
    assert pd.isna(bare["arrived"])
    assert pd.isna(bare["arrived_precision"])
    assert pd.isna(bare["number"])
    assert (made.iloc[2]["bill_kind"], made.iloc[2]["number"]) == ("master", "SYNTMASTER3")


def test_bills_of_captured_files_keep_their_capture(client, tmp_path):
    store = Store(client.case, "tester")
    ids = {one: store.add_file(one, obtained="SYNTHETIC", why="test").id
           for one in fake.write(tmp_path / "ams")}  # fmt: skip
    bills = us_manifests.bills(client, files=tuple(ids.values()), consignee="trader")
    made = shipments.of_manifests(bills)
    assert made.loc[0, "capture"] == ids[next(one for one in ids if "ams__header_" in one)]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    column=st.sampled_from(shipments.HEADER),
    text=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30),
)
def test_no_text_of_a_cell_crashes_the_reading(client, write, column, text):
    with contextlib.suppress(OsintError):
        got = shipments.typed(client, file=write({column: text}))
        assert len(got) == 1
