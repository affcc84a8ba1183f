"""The export held against the FollowTheMoney library itself; needs the extra ``[ftm]``."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers import export
from osint_helpers.case import open_case
from osint_helpers.export import ftm_model
from osint_helpers.reference.provenance import rows
from tests.case.builder import write_case
from tests.export.conftest import changed
from tests.export.test_ftm import HOSTILE, add_numbers

followthemoney = pytest.importorskip(
    "followthemoney",
    reason="followthemoney is not installed: pip install 'osint-helpers[ftm]' (compiles PyICU)",
)


@pytest.fixture(scope="module", params=["maybach-2018", "demonstration", "hostile", "numbers"])
def made(request, tmp_path_factory):
    if request.param == "numbers":
        folder = tmp_path_factory.mktemp("numbers") / "synthetic-case"
        return export.ftm(open_case(write_case(folder, readings=add_numbers)))
    if request.param == "hostile":
        columns = ("name", "statement", "note", "title", "label", "value", "place")
        return export.ftm(changed(open_case("maybach-2018"), HOSTILE, columns))
    return export.ftm(open_case(request.param))


def sorted_properties(data):
    return {name: sorted(values) for name, values in data["properties"].items()}


@pytest.fixture(scope="module")
def read(made):
    lines = [json.loads(line) for line in made.entities_json().splitlines()]
    return {line["id"]: followthemoney.model.get_proxy(line, cleaned=False) for line in lines}


def test_no_value_is_lost_when_the_library_reads_the_lines_back(made, read):
    for one in made.entities:
        assert sorted_properties(read[one["id"]].to_dict()) == sorted_properties(one)


def test_every_entity_passes_the_validation_of_its_schema(made, read):
    for one in made.entities:
        schema = read[one["id"]].schema
        schema.validate(one)
        assert set(one["properties"]) <= set(schema.properties)
        assert all(read[one["id"]].get(name) for name in schema.required)


def test_every_reference_leads_to_an_entity_of_the_range(read):
    for proxy in read.values():
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert read[value].schema.is_a(prop.range)


def test_statements_read_back_to_the_same_entities(made):
    from followthemoney.dataset import Dataset
    from followthemoney.statement.entity import StatementEntity
    from followthemoney.statement.serialize import read_json_statements

    text = io.BytesIO(made.statements_json().encode("utf-8"))
    grouped = {}
    for statement in read_json_statements(text):
        grouped.setdefault(statement.entity_id, []).append(statement)
    dataset = Dataset.make({"name": "synthetic", "title": "SYNTHETIC"})
    assert sum(map(len, grouped.values())) == len(made.statements)
    for one in made.entities:
        entity = StatementEntity.from_statements(dataset, grouped[one["id"]])
        assert entity.schema.name == one["schema"]
        assert sorted_properties(entity.to_dict()) == sorted_properties(one)


def test_the_tables_of_names_are_those_of_the_library():
    model = followthemoney.model
    for row in rows("ftm/schemata.csv"):
        schema = model.get(row["schema"])
        assert set(row["is_a"].split()) == {s.name for s in schema.schemata} - {schema.name}
        assert set(row["required"].split()) == set(schema.required)
        ends = (schema.edge_source or "", schema.edge_target or "")
        assert (row["edge_source"], row["edge_target"]) == ends
    for (schema, name), known in ftm_model.properties().items():
        prop = model.get(schema).properties[name]
        ranged = prop.range.name if prop.range else ""
        held = (prop.type.name, ranged, prop.max_length, prop.format or "")
        assert (known.type, known.range, known.longest, known.format) == held


@given(
    st.sampled_from(["name", "string", "text", "address", "identifier", "date", "number", "url"]),
    st.one_of(st.text(), st.from_regex(r"[12]\d{3}(-\d\d){0,2}"),
              st.from_regex(r"https?://[a-z.-]{1,12}/[!-~]{0,12}")),
)  # fmt: skip
def test_a_value_we_keep_is_one_the_library_changes_no_more(kind, text):
    from followthemoney.types import registry

    kept = ftm_model.clean(kind, text)
    assert not kept or registry.get(kind).clean(kept) == kept
