from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from osint_helpers import law
from osint_helpers._paths import reference_folder
from osint_helpers.errors import LawError
from osint_helpers.law.codes import read_code
from osint_helpers.law.tables import known_jurisdictions, provenance, split, yes
from osint_helpers.reference.provenance import rows
from scripts.make_law import cell, load, main, row

WRITTEN = (
    "measures.csv", "goods.csv", "measure_vectors.csv", "red_flags.csv", "red_flag_parameters.csv",
    "red_flag_cases.csv", "red_flag_sources.csv", "red_flag_origins.csv", "red_flag_examples.csv",
)  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_every_row_is_that_of_the_fact_files(name: str, facts: Path) -> None:
    columns, expected = load(facts)[name]
    found = rows(name)
    assert tuple(found[0]) == tuple(columns)
    assert [list(one.values()) for one in found] == expected


def test_the_script_writes_the_committed_bytes(facts: Path, tmp_path: Path) -> None:
    main(facts, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(WRITTEN)
    for name in WRITTEN:
        assert (tmp_path / name).read_bytes() == (reference_folder() / name).read_bytes(), name


def test_each_measure_says_what_its_fact_says(facts: Path) -> None:
    told = yaml.safe_load((facts / "measures.yaml").read_text("utf-8"))["measures"]
    frame = law.measures().to_dict("records")
    assert len(frame) == len(told)
    for fact, found in zip(told, frame, strict=True):
        assert found["measure"] == fact["id"]
        assert found["verified"] is fact["verified"]
        assert list(found["hs_codes"]) == fact["hs_codes"]
        assert list(found["hs_mapping_ours"]) == fact["hs_mapping_ours"]
        assert list(found["unverified_fields"]) == fact["unverified_fields"]
        for name in ("effective_from", "effective_to", "citation", "url", "scope", "threshold"):
            assert found[name] == (fact[name] or ""), (fact["id"], name)


def test_a_verified_measure_has_no_unverified_field() -> None:
    for one in law.measures().to_dict("records"):
        assert not (one["verified"] and one["unverified_fields"]), one["measure"]


def test_families_name_measures_of_the_table() -> None:
    known = set(law.measures()["measure"])
    for one in law.goods().to_dict("records"):
        assert set(one["named_by"]) <= known
        assert one["hs"]


def test_no_heading_stands_in_two_families() -> None:
    count = Counter(code.replace(".", "") for hs in law.goods()["hs"] for code in hs)
    assert [code for code, n in count.items() if n > 1] == []


def test_every_code_of_every_measure_can_be_read() -> None:
    frame = law.measures()
    codes = [c for column in ("hs_codes", "hs_mapping_ours") for cs in frame[column] for c in cs]
    assert len(codes) > 40
    for code in codes:
        assert code == "all" or read_code(code) is not None


def test_membership_rows_name_a_source() -> None:
    for one in rows("memberships.csv"):
        named = one["source"] in set(law.measures()["measure"])
        assert named or "ec.europa.eu" in one["source"]
        assert one["from"] or one["to"]


def test_a_frame_changed_by_the_caller_leaves_the_table_alone() -> None:
    frame = law.measures()
    frame.loc[0, "measure"] = "changed"
    assert law.measures().loc[0, "measure"] == "UN-1718-8a3"


def test_the_answer_rests_on_a_named_and_hashed_table() -> None:
    assert "measures.csv" in provenance().text()
    assert len(provenance().note.removeprefix("sha256 ")) == 64


def test_jurisdictions_keep_the_order_of_the_table() -> None:
    assert known_jurisdictions()[:2] == ("UN", "EU")


def test_a_cell_that_is_neither_yes_nor_no_is_an_error() -> None:
    with pytest.raises(LawError, match="neither yes nor no"):
        yes("", "measures.csv", "verified")


def test_the_writer_refuses_a_key_it_does_not_know() -> None:
    with pytest.raises(SystemExit, match="no column for colour"):
        row(("family", "hs"), {"family": "x", "colour": "red"})


def test_the_writer_refuses_a_list_it_could_not_split_again() -> None:
    assert split(cell(["a", "b"])) == ("a", "b")
    with pytest.raises(SystemExit):
        cell(["a;b"])
