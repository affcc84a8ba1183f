from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
from collections import Counter

import networkx as nx
import pytest
from defusedxml.ElementTree import fromstring

from osint_helpers import export
from osint_helpers.case.tables import TABLES
from osint_helpers.export.account import rows
from osint_helpers.export.gexf import NAMESPACE
from osint_helpers.export.graph import NO_END, one_day, safe_id
from tests.case.builder import edit
from tests.export.conftest import changed, unaccounted

# Element -> attributes of it, from the schema of GEXF 1.3 (gephi/gexf, specs/1.3).
KNOWN = {
    "gexf": {"version", "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"},
    "meta": {"lastmodifieddate"}, "creator": set(), "description": set(),
    "graph": {"mode", "defaultedgetype", "timeformat", "timerepresentation"},
    "attributes": {"class", "mode"}, "attribute": {"id", "title", "type"},
    "nodes": {"count"}, "node": {"id", "label", "start", "end"}, "edges": {"count"},
    "edge": {"id", "source", "target", "label", "start", "end"}, "attvalues": set(),
    "attvalue": {"for", "value"},
}  # fmt: skip


@pytest.fixture(scope="module")
def made(maybach):
    return export.gexf(maybach)


def read(made):
    return nx.read_gexf(io.BytesIO(made.text.encode("utf-8")))


def named(found, words):
    return [data for *_, data in found.edges(keys=True, data=True) if data["label"] == words]


def test_it_holds_elements_and_attributes_of_gexf_1_3_alone(made):
    root = fromstring(made.text)
    for element in root.iter():
        tag = element.tag.removeprefix(f"{{{NAMESPACE}}}")
        assert set(element.attrib) <= KNOWN[tag], tag
    assert root.get("version") == "1.3"
    assert [one.tag.rpartition("}")[2] for one in root] == ["meta", "graph"]
    (graph,) = root.iter(f"{{{NAMESPACE}}}graph")
    assert [one.tag.rpartition("}")[2] for one in graph] == [
        "attributes", "attributes", "nodes", "edges"]  # fmt: skip
    for tag in ("node", "edge", "attribute", "attvalue"):
        needed = KNOWN[tag] - {"start", "end"}
        assert all(needed <= set(one.attrib) for one in root.iter(f"{{{NAMESPACE}}}{tag}"))
    ids = [one.get("id") for one in root.iter(f"{{{NAMESPACE}}}node")]
    ends = {one.get(end) for one in root.iter(f"{{{NAMESPACE}}}edge") for end in
            ("source", "target")}  # fmt: skip
    assert len(set(ids)) == len(ids)
    assert ends <= set(ids)
    titles = {a.get("id") for a in root.iter(f"{{{NAMESPACE}}}attribute")}
    assert {v.get("for") for v in root.iter(f"{{{NAMESPACE}}}attvalue")} <= titles
    for element in root.iter():
        for name in ("start", "end", "lastmodifieddate"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", element.get(name, "2001-01-01"))


def test_networkx_reads_it_back_to_the_same_graph(made, maybach):
    found = read(made)
    assert (found.number_of_nodes(), found.number_of_edges()) == (made.nodes, made.edges)
    kinds = Counter(data["kind"] for _, data in found.nodes(data=True))
    assert kinds == {
        "entity": len(maybach.entities), "item": len(maybach.items), "leg": len(maybach.legs),
        "place": len(maybach.places),
    }  # fmt: skip
    assert found.nodes["place:NLRTM"]["lat"] == 51.958
    assert found.nodes["entity:dn5505"]["label"] == "DN5505"
    assert found.nodes["leg:L6"]["status"] == "inferred"


def test_every_relation_is_an_edge_with_its_claim_or_a_loss(made, maybach):
    edges = {key for *_, key in read(made).edges(keys=True)}
    told = set(made.losses[made.losses["ours"] == "relations"]["id"])
    for key, _ in rows(maybach, "relations"):
        assert (f"relation:{key}" in edges) != (key in told)
    for *_, data in read(made).edges(data=True):
        assert maybach.has("claims", data["claims"])
        assert data["claim_certainty"] == maybach.cell("claims", data["claims"], "certainty")


def test_every_row_of_the_case_is_in_the_graph_or_a_loss(made, maybach):
    found = read(made)
    edges = [data for *_, data in found.edges(data=True)]
    keys = {key for *_, key in found.edges(keys=True)} | set(found.nodes)
    held = {table: {one["claims"] for one in edges} for table in ("claims",)}
    kinds = {"entities": "entity", "items": "item", "legs": "leg", "places": "place"}
    for table in TABLES:
        told = set(made.losses[made.losses["ours"] == table]["id"])
        for key, _ in rows(maybach, table):
            there = {f"{kinds.get(table)}:{key}", f"relation:{key}", f"cell:{key}"} & keys
            assert key in told or there or key in held.get(table, ()), (table, key)


def test_every_cell_that_is_no_loss_stands_in_the_graph(made, maybach):
    root = fromstring(made.text)
    text = "\n".join(value for one in root.iter() for value in one.attrib.values())
    # the words of an edge are the relation without its underscores, and the end is a node
    said = {("readings", "date_from")}
    assert unaccounted(maybach, made.losses, text) <= said


def test_a_leg_has_a_day_only_where_it_is_one_and_undisputed(made):
    found = read(made)
    assert "start" not in found.nodes["leg:L1"]  # 14 or 20 June
    assert found.nodes["leg:L1"]["end"] == "2018-07-31"
    assert (found.nodes["leg:L3"]["start"], found.nodes["leg:L3"]["end"]) == (
        "2018-08-26", "2018-09-18")  # fmt: skip
    assert "end" not in found.nodes["leg:L5"]
    (edge,) = [data for *_, key, data in found.edges(keys=True, data=True)
               if key == "cell:l3_arr/L3/to/JPOSA"]  # fmt: skip
    assert (edge["start"], edge["end"]) == ("2018-08-26", "2018-09-18")
    for source, target, dated in found.edges(data=True):
        at_leg = {source.split(":")[0], target.split(":")[0]} & {"leg"}
        assert at_leg or not {"start", "end"} & set(dated)


def test_the_reply_and_the_dispute_stand_at_the_edge(made):
    (bought,) = [d for d in named(read(made), "bought") if d["claims"] == "l0_ecm"]
    assert bought["replies"].startswith("Reply, claim l0_ecm_denial: Confirmed the firm bought")
    assert bought["claim_date"] == "February 2018"
    moved = [d for d in named(read(made), "consignee") if d["claims"] == "l4_cons_captain"]
    assert moved[0]["replies"] == "No reply was found."
    assert "l4_cons_mino_kr" in moved[0]["contradicted_by"]


def test_a_known_wrong_cell_is_no_edge_and_both_consignees_are(made):
    claims = [data["claims"] for *_, data in read(made).edges(data=True)]
    assert not [claim for claim in claims if claim.startswith("d_")]
    assert {"l4_cons_mino_kr", "l4_cons_captain"} <= set(claims)


def test_a_relation_to_a_topic_is_a_loss(synthetic):
    case = synthetic()
    case.relations["object"] = ["nowhere"]
    told = export.gexf(case).losses.query("ours == 'relations'")
    assert list(told["reason"]) == [NO_END]


def test_a_person_stands_by_role(synthetic):
    def rename(cells):
        return edit(cells, "synth_owner", name="SYNTHETIC NAME", name_original="SYNTHETIC ORIG")

    made = export.gexf(synthetic(entities=rename))
    assert "SYNTHETIC NAME" not in made.text
    assert "SYNTHETIC ORIG" not in made.text
    assert 'label="owner of the SYNTHETIC firm"' in made.text


def test_hostile_text_leaves_the_file_well_formed(maybach):
    hostile = "\x00\x0b\u202e<!--]]>&\"'\ufffe"
    made = export.gexf(changed(maybach, hostile, ("name", "note", "statement", "label", "role")))
    assert "\u202e" not in made.text
    assert (read(made).number_of_nodes(), read(made).number_of_edges()) == (made.nodes, made.edges)


def test_ids_that_cannot_be_shown_stay_apart():
    assert safe_id("entity:x") == "entity:x"
    assert safe_id("a\x00b") != safe_id("ab")
    assert safe_id("a\x00b") != safe_id("a\x01b")


def test_a_month_is_no_day(maybach):
    from osint_helpers.dates import DateInterval

    assert one_day(DateInterval.parse("2018-06", precision="month")) == ""
    assert one_day(DateInterval.parse("2018-06-01", "2018-06-02")) == ""
    assert one_day(DateInterval.parse("2018-06-01")) == "2018-06-01"
    assert one_day(None) == ""


def test_the_same_bytes_under_another_hash_seed_and_no_day_of_today(made):
    assert 'lastmodifieddate="2026-11-21"' in made.text
    code = (
        "import hashlib; from osint_helpers import export;"
        "from osint_helpers.case import open_case;"
        "print(hashlib.sha256(export.gexf(open_case('maybach-2018')).text.encode()).hexdigest())"
    )
    for seed in ("1", "2"):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                              env={"PYTHONHASHSEED": seed, "PATH": ""}, check=True)  # fmt: skip
        assert done.stdout.strip() == hashlib.sha256(made.text.encode()).hexdigest()
