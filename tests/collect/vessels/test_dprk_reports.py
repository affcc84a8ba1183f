"""DPRK Reports: entities, edges, identifiers, and the way from a ship to a paragraph."""

from __future__ import annotations

import copy
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.columns import frame
from osint_helpers.collect.vessels import dprk_reports
from osint_helpers.collect.vessels.dprk_reports import manifest, records, walking
from osint_helpers.errors import (
    CollectError,
    NotRecorded,
    OsintError,
    SchemaChanged,
    SourceRefusedError,
)
from osint_helpers.evidence.record import captures
from tests.collect.desk import Desk
from tests.collect.fakes import dprk_reports as fake
from tests.collect.fakes.server import FakeSources, Reply, as_json


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with FakeSources(dprk_reports=fake.answer) as fakes:
        yield Desk(tmp_path, fakes)


@pytest.fixture
def graph(tmp_path: Path) -> dprk_reports.Graph:
    return dprk_reports.read(written(tmp_path, fake.FILE))


def written(folder: Path, value: object) -> Path:
    path = folder / "data.json"
    path.write_bytes(value if isinstance(value, bytes) else json.dumps(value).encode())
    return path


def test_entities_keep_every_property_and_what_holds_the_references(
    graph: dprk_reports.Graph,
) -> None:
    rows = graph.entities.frame.set_index("entity")
    assert {"Event", "Documentation", "Document", "Source", "Sanction"} <= set(rows["schema"])
    ship = rows.loc[fake.SHIP]
    assert ship["name"] == "SYNTHETIC TRADER"
    assert ship["names"] == ("SYNTHETIC TRADER", "TEST VESSEL")
    assert ship["imo"] == ("IMO9999993",)
    assert ship["aliases"] == ("SYN TRADER",)
    assert ship["properties"]["type"] == ["General cargo"]
    assert rows.loc["synthetic-doc-1", "record"] == ("SYNTHETIC-0001",)
    assert rows.loc["synthetic-doc-1", "name"] == "SYNTHETIC-0001"
    assert rows.loc["synthetic-report", "urls"] == ("https://example.org/report",)
    assert rows.loc["synthetic-event", "dates"] == ("2018-08",)


def test_edges_that_end_nowhere_are_kept_and_named(graph: dprk_reports.Graph) -> None:
    rows = graph.edges.frame
    loose = rows[~rows["source_known"]]
    assert loose["source"].tolist() == ["synthetic-nobody"]
    assert rows["target_known"].all()
    assert any(
        "1 edges end at an id the file does not have: synthetic-nobody" in note
        for note in graph.edges.meta.notes
    )
    link = rows[rows["schema"] == "UnknownLink"].iloc[0]
    assert (link["role"], link["relationship"]) == ("operator", "SYNTHETIC")
    assert pd.isna(rows.loc[0, "role"])


def test_doubles_are_counted_and_records_that_differ_are_both_kept(
    graph: dprk_reports.Graph,
) -> None:
    rows = graph.entities.frame
    assert rows["entity"].tolist().count("synthetic-source") == 1
    two = rows[rows["entity"] == "synthetic-sanction"]
    assert two["records"].tolist() == [2, 2]
    edges = graph.edges.frame
    assert edges[edges["schema"] == "Employment"]["times"].tolist() == [2]
    notes = " | ".join(graph.entities.meta.notes)
    assert "1 entities stand in the file twice" in notes
    assert "1 ids stand on records that differ: synthetic-sanction" in notes
    assert "1 edges stand in the file again" in notes


def test_identifiers_are_split_at_the_first_colon_and_checked(graph: dprk_reports.Graph) -> None:
    rows = graph.identifiers.frame
    bic = rows[rows["raw"] == "BIC:SYNTZZ00"].iloc[0]
    assert (bic["scheme"], bic["value"]) == ("BIC", "SYNTZZ00")
    colon = rows[rows["raw"] == "Register: No. 5: SYNTHETIC"].iloc[0]
    assert (colon["scheme"], colon["value"]) == ("Register", "No. 5: SYNTHETIC")
    bare = rows[rows["raw"] == "no colon"].iloc[0]
    assert pd.isna(bare["scheme"])
    assert bare["value"] == "no colon"
    numbered = rows[rows["raw"] == "IMO number: 9999981"].iloc[0]
    assert numbered["valid"]
    bad = rows[rows["raw"] == "0000001"].iloc[0]
    assert not bad["valid"]
    assert "computed 0" in bad["check"]
    assert pd.isna(bic["valid"])


def test_a_ship_leads_to_its_documents_and_not_through_others(desk: Desk) -> None:
    found = dprk_reports.mentions(desk.client("live"), imo="IMO 9999993")
    mine = found.frame[found.frame["vessel"] == fake.SHIP]
    reached = dict(zip(mine["entity"], mine["steps"], strict=True))
    assert reached == {
        "synthetic-doc-1": 1, "synthetic-event": 1, "synthetic-sanction": 1,
        "synthetic-report": 2, "synthetic-doc-2": 2,
    }  # fmt: skip
    report = mine[mine["entity"] == "synthetic-report"].iloc[0]
    assert report["path"] == (fake.SHIP, "synthetic-doc-1", "synthetic-report")
    assert report["links"] == ("Documentation", "document")
    paragraph = mine[mine["entity"] == "synthetic-doc-1"].iloc[0]
    assert paragraph["summary"] == ("SYNTHETIC report, paragraph 12",)
    assert paragraph["record"] == ("SYNTHETIC-0001",)


def test_a_number_the_publisher_calls_fraudulent_is_found_and_said(desk: Desk) -> None:
    found = dprk_reports.mentions(desk.client("live"), imo="9999993")
    fields = dict(zip(found.frame["vessel"], found.frame["matched"], strict=True))
    assert fields == {fake.SHIP: "imoNumber: IMO9999993", fake.OTHER: "fraudImoNumber: 9999993"}
    assert "2 ships of the file have the IMO number 9999993" in found.meta.notes


def test_an_imo_number_among_the_id_numbers_is_found(tmp_path: Path) -> None:
    made = records.parse(written(tmp_path, fake.FILE).read_bytes())
    assert [m for _, m in walking.ships(made.entities, "9999981")] == [
        "idNumber: IMO number: 9999981"
    ]


def test_a_ship_that_is_not_there_is_an_answer(desk: Desk) -> None:
    found = dprk_reports.mentions(desk.client("live"), imo="0000000")
    assert len(found) == 0
    assert found.meta.complete
    assert "0 ships of the file have the IMO number 0000000" in found.meta.notes
    assert found.nothing_found("IMO 0000000")


def test_a_text_without_seven_digits_is_no_question(desk: Desk) -> None:
    for wrong in ("", "SYNTHETIC TRADER", "123"):
        with pytest.raises(CollectError):
            dprk_reports.mentions(desk.client("live"), imo=wrong)
    assert not desk.fakes.asked


def test_one_question_gives_all_tables_and_a_replay_the_same(desk: Desk) -> None:
    recorded = dprk_reports.graph(desk.client("record"))
    assert len(desk.fakes.asked) == 1
    replayed = dprk_reports.graph(desk.client())
    for name in ("entities", "edges", "identifiers"):
        one, two = getattr(recorded, name), getattr(replayed, name)
        pd.testing.assert_frame_equal(one.frame, two.frame)
        pd.testing.assert_frame_equal(getattr(dprk_reports, name)(desk.client()).frame, one.frame)
    assert len(dprk_reports.mentions(desk.client(), imo="9999993")) > 0
    assert len(desk.fakes.asked) == 1
    held = captures(desk.case)[0]
    assert dprk_reports.read(held).sha256 == recorded.sha256 == held.sha256
    assert dprk_reports.read(held).entities.meta.synthetic
    pd.testing.assert_frame_equal(
        dprk_reports.mentions_in(held, imo="9999993").frame,
        dprk_reports.mentions(desk.client(), imo="9999993").frame,
    )


def test_nothing_recorded_is_said(desk: Desk) -> None:
    with pytest.raises(NotRecorded):
        dprk_reports.entities(desk.client())


def test_another_file_than_the_frozen_one_is_an_error(desk: Desk, tmp_path: Path) -> None:
    first = dprk_reports.graph(desk.client("live"))
    assert dprk_reports.graph(desk.client("live"), sha256=first.sha256.upper()).sha256
    with pytest.raises(CollectError, match="the case rests on"):
        dprk_reports.graph(desk.client("live"), sha256="0" * 64)
    with pytest.raises(CollectError, match="the case rests on"):
        dprk_reports.read(written(tmp_path, fake.FILE), sha256="0" * 64)


def test_the_licence_is_cite_only_with_the_reason(graph: dprk_reports.Graph) -> None:
    assert graph.entities.meta.licence == "cite-only"
    assert "No licence was found" in graph.entities.meta.terms


@pytest.mark.parametrize(
    "reply",
    [Reply(b"<html>x</html>", "text/html"), Reply(b""), Reply(b'{"entities": [', status=200),
     Reply(b"sorry", "text/plain")],
)  # fmt: skip
def test_what_is_no_data_is_never_an_empty_graph(desk: Desk, reply: Reply) -> None:
    for call in (dprk_reports.entities, dprk_reports.edges, dprk_reports.identifiers):
        desk.fakes.trouble["dprk_reports"] = [reply]
        with pytest.raises(OsintError):
            call(desk.client("live"))


def test_a_limit_is_the_error_it_is(desk: Desk) -> None:
    desk.fakes.trouble["dprk_reports"] = [Reply(b"slow", "text/plain", 429)] * 3
    with pytest.raises(SourceRefusedError) as caught:
        dprk_reports.graph(desk.client("live"))
    assert caught.value.status == 429


def _changed(change: str) -> Any:
    value: Any = copy.deepcopy(fake.FILE)
    first = value["entities"][0]
    changes: dict[str, Any] = {
        "no edges": lambda: value.pop("edges"),
        "new part": lambda: value.update(synthetic=[]),
        "new field": lambda: first.update(synthetic=1),
        "no schema": lambda: first.pop("schema"),
        "no list": lambda: first["properties"].update(name="SYNTHETIC"),
        "a number": lambda: first["properties"].update(name=[1]),
        "no id": lambda: first.update(id=" "),
        "no target": lambda: value["edges"][0].pop("target"),
        "a record": lambda: value.update(entities={}),
        "a text": lambda: value["edges"].append("x"),
    }
    changes[change]()
    return value


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ("no edges", "edges"), ("new part", "synthetic"), ("new field", "synthetic"),
        ("no schema", "schema"), ("no list", "name of entity 0"), ("a number", "name of entity 0"),
        ("no id", "id"), ("no target", "target"), ("a record", "entities"), ("a text", "edge 9"),
    ],
)  # fmt: skip
def test_a_changed_file_is_said_with_its_field(desk: Desk, change: str, column: str) -> None:
    desk.fakes.trouble["dprk_reports"] = [as_json(_changed(change))]
    with pytest.raises(SchemaChanged) as caught:
        dprk_reports.graph(desk.client("live"))
    assert caught.value.column == column


def test_a_tolerated_field_is_named(desk: Desk) -> None:
    desk.fakes.trouble["dprk_reports"] = [as_json(_changed("new field"))]
    client = desk.client("live", tolerate={"dprk_reports": ["synthetic"]})
    assert "fields not read: synthetic" in dprk_reports.graph(client).entities.meta.notes


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "schema", "properties", "name"]), inner, max_size=3
        )
    ),
    max_leaves=12,
)
IDS = st.sampled_from(["a", "b", "c", fake.SHIP])
ENTITY = st.fixed_dictionaries({
    "id": IDS, "schema": st.sampled_from(["Vessel", "Document", "Event", "Company"]),
    "properties": st.dictionaries(
        st.sampled_from(["name", "imoNumber", "idNumber", "entity", "document"]),
        st.lists(IDS | st.text(max_size=9) | st.just("IMO9999993"), max_size=3), max_size=3),
})  # fmt: skip
EDGE = st.fixed_dictionaries({"schema": st.just("Link"), "source": IDS, "target": IDS})


@given(
    st.binary(max_size=80)
    | st.fixed_dictionaries({"entities": VALUES, "edges": VALUES}).map(
        lambda value: json.dumps(value).encode()
    )
)
def test_no_bytes_break_the_reading(data: bytes) -> None:
    try:
        records.parse(data)
    except OsintError:
        return


@given(st.lists(ENTITY, max_size=6), st.lists(EDGE, max_size=8))
def test_any_graph_is_read_whole_and_walked(entities: list[Any], edges: list[Any]) -> None:
    made = records.parse(json.dumps({"entities": entities, "edges": edges}).encode())
    assert {one["entity"] for one in made.entities} == {one["id"] for one in entities}
    assert sum(one["times"] for one in made.edges) == len(edges)
    frame(made.entities, manifest.ENTITIES)
    frame(made.edges, manifest.EDGES)
    frame(records.identifiers(made.entities), manifest.IDENTIFIERS)
    rows = list(walking.walk(made.entities, made.edges, "9999993"))
    frame(rows, manifest.MENTIONS)
    for row in rows:
        assert len(row["path"]) == row["steps"] + 1 == len(row["links"]) + 1
        assert row["path"][0] == row["vessel"]
        assert len(set(row["path"])) == len(row["path"])


def walked(entities: list[Any], edges: list[Any]) -> list[Any]:
    made = records.parse(json.dumps({"entities": entities, "edges": edges}).encode())
    return list(walking.walk(made.entities, made.edges, "9999993"))


def test_the_walk_ends_after_four_steps() -> None:
    ship = fake.entity("s", "Vessel", imoNumber=["9999993"])
    chain = [fake.entity(f"d{n}", "Documentation") for n in range(6)]
    names = ["s", *(f"d{n}" for n in range(6))]
    edges = [fake.edge("Link", one, two) for one, two in itertools.pairwise(names)]
    assert [row["entity"] for row in walked([ship, *chain], edges)] == ["d0", "d1", "d2", "d3"]


def test_a_ship_with_two_records_is_walked_once_and_its_document_ends_the_walk() -> None:
    ships = [fake.entity("s", "Vessel", imoNumber=["9999993"], name=[name]) for name in "AB"]
    others = [fake.entity("r", "Document"), fake.entity("d", "Documentation")]
    edges = [fake.edge("Link", "s", "r"), fake.edge("Link", "d", "r")]
    assert [row["entity"] for row in walked([*ships, *others], edges)] == ["r"]


def test_a_number_of_another_scheme_is_no_imo_number() -> None:
    assert (
        walked(
            [
                fake.entity("s", "Vessel", idNumber=["Tax ID: 9999993"]),
                fake.entity("d", "Document"),
            ],
            [fake.edge("Link", "s", "d")],
        )
        == []
    )
