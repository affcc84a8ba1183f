"""Several cases as one: ids under the name of their case, and nothing else changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers.case import open_case, strands
from osint_helpers.case.faults import CaseFaults
from osint_helpers.case.gathering import LEFT_OUT, STEP, gather, name_in
from osint_helpers.case.model import FOREIGN
from osint_helpers.case.rules import lint
from osint_helpers.case.tables import LIST_SEPARATOR, NONE_FOUND, TABLES
from osint_helpers.errors import CaseError
from osint_helpers.journey import law_timeline, legs, summary
from tests.case.builder import edit, write_case
from tests.case.rules.cases import FIRST, JUDGED, REACH

GATHERS = """
id = "both"
title = "SYNTHETIC gathering"
question = "What do they share?"
as_of = "2002-01-31"
gathers = ["one", "two"]
"""


def write_both(folder: Path, toml: str = GATHERS) -> Path:
    write_case(folder / "one")
    write_case(
        folder / "two",
        claims=lambda rows: edit(rows, "c_firm", responses=NONE_FOUND),
    )
    (folder / "both").mkdir()
    (folder / "both" / "case.toml").write_text(toml, encoding="utf-8")
    return folder / "both"


@pytest.fixture(name="both")
def _both(tmp_path: Path):
    return open_case(write_both(tmp_path))


def test_every_row_of_every_case_is_there_once(both):
    for table in TABLES:
        own = [] if table in LEFT_OUT else [len(part.table(table)) for part in both.parts]
        assert len(both.table(table)) == sum(own), table


def test_every_reference_leads_to_a_row_of_its_own_case(both):
    for name, table in TABLES.items():
        for column, target in table.refs.items():
            known = set(both.table(target).iloc[:, 0])
            for value in both.table(name)[column]:
                for one in value if isinstance(value, tuple) else (value,) if value else ():
                    assert one in known or one in {"own", NONE_FOUND}, (name, column, one)


def test_subjects_and_topics_lead_to_the_same_case(both):
    known = {k for t in ("items", "entities", "places", "legs") for k in both.table(t).iloc[:, 0]}
    known |= set(both.meta.topics)
    for table, column in (("claims", "subject"), ("claims", "topic"), ("relations", "object")):
        for value in both.table(table)[column]:
            assert all(one in known for one in value.split(LIST_SEPARATOR)), (table, value)


def test_a_place_in_a_cell_is_the_place_of_its_case(both):
    journey = {leg.id: leg for leg in legs(both)}
    assert journey["two.leg-1"].cell("from").sound[0].value == "two.ZZAAA"
    assert journey["two.leg-1"].cell("from").text == "SYNTHETIC Port A"


def test_words_in_a_cell_stay_words(both):
    assert both.cell("claims", "one.c_days", "value") == "13 days"


def test_legs_stand_case_by_case_in_their_own_order(both):
    assert [leg.id for leg in legs(both)] == ["one.leg-1", "one.leg-2", "two.leg-1", "two.leg-2"]


def test_a_known_wrong_statement_stays_one(both):
    leg = {one.id: one for one in legs(both)}["one.leg-2"]
    assert [version.distortion for version in leg.cell("arrived").versions] == [True]


def test_strands_of_a_claim_are_as_many_as_in_its_case(both):
    for part in both.parts:
        for claim in part.claims["claim"]:
            alone = strands.count(part, claim)
            here = strands.count(both, name_in(part, claim))
            assert (here.articles, here.lower, here.upper) == (
                alone.articles, alone.lower, alone.upper,
            )  # fmt: skip


def test_the_law_is_asked_for_the_goods_of_each_case(tmp_path: Path):
    write_case(tmp_path / "one", items=lambda rows: edit(rows, "crate", goods_family="motor cars"))
    write_case(tmp_path / "two", items=lambda rows: edit(rows, "crate", goods_family="wine"))
    (tmp_path / "both").mkdir()
    (tmp_path / "both" / "case.toml").write_text(GATHERS, encoding="utf-8")
    both = open_case(tmp_path / "both")
    asked = law_timeline(both)
    for part in both.parts:
        mine = asked[asked["leg"].str.startswith(f"{part.id}.")]
        assert list(mine["goods"]) == list(law_timeline(part)["goods"])


def test_a_date_of_a_claim_in_a_red_flag_is_of_its_case(tmp_path: Path):
    row = {
        "flag": "f", "rule": "RF01", "kind": "Gap", "inputs": '{"when": "claim:c_arr"}',
        "claims": "c_arr", "by": "analyst", "on": "2002-01-20",
    }  # fmt: skip
    write_case(tmp_path / "one", red_flags=[row])
    write_case(tmp_path / "two")
    (tmp_path / "both").mkdir()
    (tmp_path / "both" / "case.toml").write_text(GATHERS, encoding="utf-8")
    assert open_case(tmp_path / "both").red_flags["inputs"][0] == '{"when": "claim:one.c_arr"}'


def test_lint_reports_no_row_of_a_gathered_case(both):
    assert both.line_of("claims", 0) == FOREIGN
    assert lint(both) == []


def test_rows_of_its_own_are_linted_with_their_line(tmp_path: Path):
    folder = write_both(tmp_path)
    (folder / "searches.csv").write_text(
        "search,by,where,question,result,on,claim,note\ns,us,here,what,none,,one.nothing,\n"
    )
    (found,) = [one for one in lint(open_case(folder)) if one.code == "E110"]
    assert (found.file, found.row, found.column) == ("searches.csv", 2, "claim")


def test_errors_of_a_gathered_case_are_told(tmp_path: Path):
    folder = write_both(tmp_path)
    path = tmp_path / "two" / "claims.csv"
    path.write_text(path.read_text().replace("c_dep2; c_eta2", "c_dep2; c_etaX"))
    codes = {one.code: one for one in lint(open_case(folder))}
    assert "'two' holds" in codes["E116"].message
    assert "osint check two" in codes["E116"].advice


@pytest.mark.parametrize(
    ("gathers", "words"),
    [
        ('["one", "nowhere"]', "cannot gather 'nowhere': no case 'nowhere'"),
        ('["one", "both"]', "cannot gather 'both': it is this case itself"),
        ('["one", "one"]', "is no list of names"),
        ('["../one"]', "leaves the folder"),
        ('["one two"]', "is no list of names"),
        ('"one"', "is no list of names"),
        ("[]", "is no list of names"),
    ],
)
def test_what_cannot_be_gathered_is_named(tmp_path: Path, gathers: str, words: str):
    folder = write_both(tmp_path, GATHERS.replace('["one", "two"]', gathers))
    with pytest.raises(CaseFaults) as caught:
        open_case(folder)
    assert words in str(caught.value)


def test_a_faulty_case_is_named_with_its_first_fault(tmp_path: Path):
    folder = write_both(tmp_path)
    (tmp_path / "two" / "claims.csv").unlink()
    with pytest.raises(CaseFaults) as caught:
        open_case(folder)
    text = str(caught.value)
    assert "cannot gather 'two'" in text
    assert "claims.csv" in text
    assert "E019" in [fault.code for fault in caught.value.faults]


def test_a_case_that_knows_more_than_the_gathering_is_refused(tmp_path: Path):
    with pytest.raises(CaseFaults, match="later than 2001-12-31"):
        open_case(write_both(tmp_path, GATHERS.replace("2002-01-31", "2001-12-31")))


def test_a_gathering_is_not_gathered(tmp_path: Path, both):
    with pytest.raises(CaseError, match="itself a gathering"):
        gather([both], both.meta, folder=tmp_path)


def test_nothing_is_not_gathered(tmp_path: Path, both):
    with pytest.raises(CaseError, match="no case is given"):
        gather([], both.meta, folder=tmp_path)


def test_the_cases_stay_as_they_were(tmp_path: Path):
    both = open_case(write_both(tmp_path))
    alone = open_case(tmp_path / "one")
    for table in TABLES:
        assert alone.table(table).equals(both.parts[0].table(table)), table


def test_no_strand_is_counted_over_several_cases(both):
    assert not [name for name in summary(both) if "strands" in name or "bodies" in name]
    assert "strands_lower" in summary(both.parts[0])


@pytest.fixture(name="full", scope="module")
def _full(tmp_path_factory: pytest.TempPathFactory):
    """Two cases gathered that fill what the plain ones leave empty."""
    folder = tmp_path_factory.mktemp("full")

    def write(name: str) -> None:
        write_case(
            folder / name,
            texts={"summary": "of the case itself"},
            claims=lambda rows: edit(edit(rows, "c_firm", responses=NONE_FOUND),
                                     "c_dep2", about="synth_ship"),
            readings=lambda rows: [*rows, {"claim": "c_firm", "subject": "synth_firm",
                                           "predicate": "leg", "value": "leg-1",
                                           "precision": "none"}],
            legs=lambda rows: [
                {**rows[0], "goods_family": "wine"},
                {**rows[1], "apart": "item"},
            ],
            unknowns=lambda rows: [{**rows[0], "subject": "leg-1; leg-2"}],
            questions=[{"question": "q", "title": "T", "asks": "A?", "about": "leg-1"}],
            reach=[{**REACH, "subject": "leg-2"}],
            screening_judgements=[JUDGED],
            versions=[FIRST],
        )  # fmt: skip

    write("one")
    write("two")
    (folder / "both").mkdir()
    toml = GATHERS + '[topics]\nwhole = "of the gathering"\n"one.item" = "told anew"\n'
    (folder / "both" / "case.toml").write_text(toml, encoding="utf-8")
    (folder / "both" / "text").mkdir()
    (folder / "both" / "text" / "intro.md").write_text("SYNTHETIC\n", encoding="utf-8")
    return open_case(folder / "both")


def test_what_belongs_to_a_folder_stays_there(full):
    assert [len(full.table(name)) for name in LEFT_OUT] == [0, 0, 0]
    assert len(full.parts[0].table("screening_judgements")) == 1
    assert set(full.texts) == {"intro"}


def test_what_a_question_and_a_reach_are_about_is_of_their_case(full):
    assert list(full.table("questions")["about"]) == ["one.leg-1", "two.leg-1"]
    assert list(full.table("reach")["subject"]) == ["one.leg-2", "two.leg-2"]


def test_an_id_among_the_words_of_a_claim_is_of_its_case(full):
    assert full.cell("claims", "one.c_dep2", "about") == "one.synth_ship"
    values = full.table("readings")
    assert list(values[values["predicate"] == "leg"]["value"]) == ["one.leg-1", "two.leg-1"]


def test_none_found_stays_a_word_and_own_stays_own(full):
    assert full.cell("claims", "two.c_firm", "responses") == (NONE_FOUND,)
    assert "own" in full.cell("sources", "two.s_report", "parents")


def test_a_subject_of_several_legs_names_each(full):
    assert list(full.table("unknowns")["subject"]) == [
        "one.leg-1; one.leg-2", "two.leg-1; two.leg-2",
    ]  # fmt: skip


def test_legs_keep_their_goods_their_topic_and_an_order_of_their_own(full):
    held = full.table("legs")
    assert list(held["goods_family"]) == ["wine", "any", "wine", "any"]
    assert list(held["apart"]) == ["", "one.item", "", "two.item"]
    assert list(held["position"]) == [1, 2, STEP + 1, STEP + 2]


def test_keys_of_several_columns_are_named_once(full):
    assert set(full.table("versions")["thread"]) == {"SYNTHETIC arrival"}  # words, no id
    for table, form in TABLES.items():
        if len(form.key) > 1 and table not in LEFT_OUT:
            for column in form.key:
                for value in full.table(table)[column]:
                    assert str(value).count("one.") + str(value).count("two.") <= 1, (table, value)
    assert set(full.table("readings")["predicate"]) == {
        value for part in full.parts for value in part.table("readings")["predicate"]
    }


def test_a_gathering_adds_topics_and_changes_none_of_a_case(full):
    topics = full.meta.topics
    assert topics["whole"] == "of the gathering"
    assert topics["one.item"] == full.parts[0].meta.topics["item"]  # not "told anew"
    assert topics["two.item"] == full.parts[1].meta.topics["item"]


def test_a_case_is_gathered_once(full, tmp_path: Path):
    part = full.parts[0]
    with pytest.raises(CaseError, match="'one' is gathered twice"):
        gather([part, part], full.meta, folder=tmp_path)
