"""Red flags in a table: side by side, never added up."""

from __future__ import annotations

from osint_helpers import exhibits
from osint_helpers.law import flags


def consignee(name, *, forwarder, evidence=("c_1",)):
    return flags.Consignee(name=name, forwarder=forwarder, last_document=True, evidence=evidence)


def table(*results, **more):
    exhibit = exhibits.flags_table(results, "F-1", **more)
    keys = [one["key"] for one in exhibit.spec["columns"]]
    return exhibit, [dict(zip(keys, cells, strict=True)) for cells in exhibit.spec["rows"]]


def test_outcomes_of_one_rule_are_rows_of_their_own():
    result = flags.run("RF11", [consignee("A", forwarder=False), consignee("B", forwarder=True)])
    exhibit, rows = table(result)
    assert [row["result"]["text"] for row in rows] == ["fired", "not fired"]
    assert rows[0]["found"]["text"].startswith("B: ")
    assert exhibit.spec["row_ids"] == [["rule", "RF11"], None]


def test_findings_of_one_outcome_are_lines():
    result = flags.run("RF11", [consignee("A", forwarder=True), consignee("B", forwarder=True)])
    _, (row,) = table(result)
    assert [line[0] for line in row["found"]["text"].splitlines()] == ["A", "B"]


def test_a_rule_without_a_fact_says_what_it_needs():
    _, (row,) = table(flags.run("RF20", []))
    assert row["result"] == {"text": "not testable", "mark": "not-published"}
    assert row["found"]["text"] == "nothing was given; the rule needs interview notes"


def test_evidence_that_is_no_claim_is_text():
    result = flags.run("RF11", consignee("A", forwarder=True, evidence=("c_1", "row 4")))
    _, (row,) = table(result, claims=frozenset({"c_1"}))
    assert row["evidence"] == {"text": "row 4", "refs": [["claim", "c_1"]]}


def test_many_records_of_screening_are_counted():
    ids = ("screening aa", "screening bb", "row 4")
    _, (row,) = table(flags.run("RF11", consignee("A", forwarder=True, evidence=ids)))
    assert row["evidence"]["text"] == "row 4\n2 records of screening"


def test_notes_stand_beside_their_finding():
    result = flags.run("RF11", [consignee("A", forwarder=True), consignee("B", forwarder=True)])
    _, (row,) = table(result, notes={"RF11": ("", "note of desk: seen")})
    first, second = row["found"]["text"].splitlines()
    assert "note" not in first
    assert second.endswith("; note of desk: seen")


def test_a_whole_hash_is_shortened():
    sha = "ab" * 32
    fact = flags.Stated(text=f"list with {sha}", evidence=("c_1",))
    _, (row,) = table(flags.run("RF19", fact))
    assert sha not in row["found"]["text"]
    assert f"{sha[:12]}…" in row["found"]["text"]


def test_parameters_are_printed():
    _, (row,) = table(flags.run("RF01", [], gap_hours=48))
    assert row["parameters"]["text"].startswith("gap_hours = 48 h (given for this run")


def test_the_real_case_shows_its_replies_and_notes(maybach):
    exhibit = exhibits.red_flags(maybach, "F-1")
    text = exhibit.to_csv()
    assert "responses: l4_framed, l4_mino_denial" in text
    assert "note of maintainers: inferred by the source, disputed by the rebuttal" in text
    assert [ref[1] for ref in exhibit.spec["row_ids"] if ref] == list(flags.RULES)
    assert "journey.red_flags; 12 of the facts are rows" in exhibit.spec["provenance"]
