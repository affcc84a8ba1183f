from __future__ import annotations

import csv
import dataclasses
import datetime
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.case.importing import ColumnMap, Existing, Plan, headers, of_toml, plan
from osint_helpers.case.importing.cells import Reader
from osint_helpers.case.tables import TABLES
from osint_helpers.errors import CaseError, SheetError
from osint_helpers.sheets import Raw, read
from osint_helpers.sheets.messages import Message

HEAD = ("source", "publisher", "title", "published", "kind", "parents", "reliability",
        "reliability_basis", "access")  # fmt: skip
KEYS = {"sources": frozenset({"held"}), "origins": frozenset({"org_a"})}


def row(**cells) -> dict[str, object]:
    good = {
        "source": "s1", "publisher": "SYNTHETIC press", "title": "SYNTHETIC", "published": "2001",
        "kind": "press_original", "parents": "org_a", "reliability": "C",
        "reliability_basis": "SYNTHETIC", "access": "read",
    }  # fmt: skip
    return good | cells


def book(path: Path, rows, change=lambda book, sheet: None) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    head = list(rows[0])
    sheet.append(head)
    for one in rows:
        sheet.append([one.get(name) for name in head])
    change(made, sheet)
    made.save(path)
    return path


def planned(path, *, given=None, text="", table="sources", elsewhere=None, **how):
    given = given or ColumnMap()
    file = read(path, headers(table, given), values=True)
    held = Existing(text or ",".join(TABLES[table].columns) + "\n", KEYS,
                    elsewhere or (lambda table, key: ""))  # fmt: skip
    return plan(table, file, given, held, **how)


def why(made) -> dict[int, list[str]]:
    return {line: [one.code for one in some] for line, some in made.refused.items()}


def test_a_good_row_is_added_and_the_precision_is_the_form_of_its_date(tmp_path):
    made = planned(book(tmp_path / "a.xlsx", [row(published="2001-05")]))
    assert (made.read, made.added, made.refused) == (1, [2], {})
    assert made.text.splitlines()[1].startswith("s1,SYNTHETIC press,SYNTHETIC,,2001-05,month,")


def test_the_same_rows_again_change_nothing(tmp_path):
    path = book(tmp_path / "a.xlsx", [row(), row(source="s2")])
    first = planned(path)
    again = planned(path, text=first.text)
    assert (again.added, again.unchanged, again.text) == ([], [2, 3], None)


def test_rows_that_stand_there_keep_their_bytes(tmp_path):
    held = ",".join(TABLES["sources"].columns) + '\r\n"s0","P",T,,,none,,,dataset,org_a,,C,b,,r'
    made = planned(book(tmp_path / "a.xlsx", [row()]), text=held)
    assert made.text.startswith(held + "\n")
    assert made.text.count("\n") == 3


def test_another_row_of_the_same_key_is_a_conflict_unless_it_shall_replace(tmp_path):
    held = planned(book(tmp_path / "a.xlsx", [row(title="old")])).text
    path = book(tmp_path / "b.xlsx", [row(title="new")])
    made = planned(path, text=held)
    assert why(made) == {2: ["conflict"]}
    assert "sources.csv:2 has 'old', the file 'new'" in made.refused[2][0].what
    taken = planned(path, text=held, replace=True)
    assert taken.replaced == [2]
    assert "new" in taken.text
    assert "old" not in taken.text


def test_replacing_leaves_columns_the_file_does_not_have(tmp_path):
    first = planned(book(tmp_path / "a.xlsx", [row(language="en", title="old")])).text
    taken = planned(book(tmp_path / "b.xlsx", [row(title="new")]), text=first, replace=True)
    assert ",en," in taken.text


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"published": "03/04/2001"}, "ambiguous-date"),
        ({"published": "spring"}, "date"),
        ({"title": "=1+1"}, "formula"),
        ({"kind": "press_orginal"}, "E014"),
        ({"access": None}, "E015"),
        ({"parents": "org_b"}, "unknown-id"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_reason(tmp_path, cells, code):
    made = planned(book(tmp_path / "a.xlsx", [row(), row(source="s2", **cells)]))
    assert (made.added, why(made)) == ([2], {3: [code]})


def test_a_key_that_stands_twice_and_a_row_that_stands_twice(tmp_path):
    rows = [row(), row(), row(title="another")]
    made = planned(book(tmp_path / "a.xlsx", rows))
    assert (made.added, why(made)) == ([2], {4: ["E016"]})
    assert [one.code for one in made.notes] == ["twice"]


def test_an_id_of_another_case_is_named(tmp_path):
    made = planned(
        book(tmp_path / "a.xlsx", [row(parents="org_b")]),
        elsewhere=lambda table, key: "other-case" if (table, key) == ("origins", "org_b") else "",
    )
    assert made.refused[2][0].what == (
        "no such origin in this case; 'org_b' is an origin of case other-case"
    )


def test_a_refused_row_takes_those_with_it_that_lean_on_it(tmp_path):
    head = {"origin": "", "name": "N", "own_gathering": "no", "rests_on": ""}
    rows = [head | {"origin": "o1", "rests_on": "o2"}, head | {"origin": "o2", "rests_on": "gone"},
            head | {"origin": "o3"}]  # fmt: skip
    made = planned(book(tmp_path / "a.xlsx", rows), table="origins")
    assert (made.added, set(made.refused)) == ([4], {2, 3})


def test_merged_cells_hidden_rows_other_sheets_and_unused_columns_are_told(tmp_path):
    def change(made, sheet):
        sheet.merge_cells("B2:B3")
        sheet.row_dimensions[4].hidden = True
        made.create_sheet("rest")

    rows = [row(Coment="x"), row(source="s2", Coment="y"), row(source="s3", Coment=None)]
    made = planned(book(tmp_path / "a.xlsx", rows, change))
    assert why(made) == {3: ["merged-cells"]}
    told = {one.code: one for one in made.notes}
    assert set(told) == {"hidden-rows", "other-sheets", "unused-column"}
    assert told["unused-column"].column == "Coment"
    assert "2 filled cells" in told["unused-column"].what


@pytest.mark.parametrize(("epoch", "day"), [(1900, "2001-05-01"), (1904, "2005-05-02")])
def test_day_numbers_are_read_by_the_epoch_of_the_workbook(tmp_path, epoch, day):
    def change(made, sheet):
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904 if epoch == 1904 else made.epoch

    made = planned(book(tmp_path / "a.xlsx", [row(published=37012)], change))
    assert f",{day},day," in made.text
    assert [one.code for one in made.notes] == ["serial-date"]


def test_a_day_number_in_a_csv_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(",".join(HEAD) + "\n" + ",".join(map(str, row(published=37012).values())))
    assert why(planned(path)) == {2: ["serial-date"]}


def test_a_stored_date_is_taken(tmp_path):
    made = planned(book(tmp_path / "a.xlsx", [row(published=datetime.date(2001, 5, 1))]))
    assert ",2001-05-01,day," in made.text


def test_decimal_commas_are_asked_about_not_guessed():
    plain = Reader("places", "lat", 0, comma=False)
    asked = Reader("places", "lat", 0, comma=True)
    assert plain.read(Raw("12,5")).problems[0].code == "decimal-comma"
    assert plain.read(Raw("12.5")).text == "12.5"
    assert asked.read(Raw("12,5")).text == "12.5"
    assert asked.read(Raw("1.234,5")).text == "1234.5"
    assert asked.read(Raw("12.5")).problems[0].code == "number"


def test_lists_get_the_separator_of_the_tables():
    reader = Reader("sources", "parents", 0, comma=False)
    assert reader.read(Raw("own;org_a\n org_a")).text == "own; org_a"


@given(st.text(max_size=40), st.sampled_from(sorted(TABLES["claims"].columns)), st.booleans())
def test_no_text_breaks_a_reader_and_nothing_dangerous_comes_out(text, column, comma):
    from osint_helpers._cells import is_formula

    read_ = Reader("claims", column, 0, comma=comma).read(Raw(text))
    assert not (read_.text and is_formula(read_.text))
    if text.strip() and not read_.text and column not in ("premises", "computed_from", "lineage",
                                                          "responses"):  # fmt: skip
        assert read_.problems


def test_a_missing_required_column_names_the_headers_there_are(tmp_path):
    rows = [{"Ref": "s1", "publisher": "P", "title": "T"}]
    with pytest.raises(CaseError, match=r"needs source, kind, .*'Ref', 'publisher', 'title'"):
        planned(book(tmp_path / "a.xlsx", rows), given=ColumnMap(constants={"precision": "none"}))


def test_a_mapped_header_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CaseError, match="no header 'Reff', which source is mapped to"):
        planned(book(tmp_path / "a.xlsx", [row()]), given=ColumnMap({"source": "Reff"}))


def test_two_headers_for_one_column_are_refused(tmp_path):
    with pytest.raises(SheetError, match="both mean title"):
        planned(book(tmp_path / "a.xlsx", [row(Title="x")]))


def test_a_map_of_a_column_that_is_none_names_the_nearest():
    with pytest.raises(CaseError, match="did you mean publisher"):
        headers("sources", ColumnMap({"publishr": "x"}))


def test_a_map_file_has_two_parts_of_texts():
    assert of_toml('[columns]\na = "b"\n', "m.toml") == ColumnMap({"a": "b"})
    for bad in ("a = ", '[others]\na = "b"', "[columns]\na = 1"):
        with pytest.raises(CaseError, match=r"m\.toml"):
            of_toml(bad, "m.toml")


CLAIM = {"Nr": "c_1", "About": "leg-1", "Cell": "departed", "Text": "SYNTHETIC left",
         "kind": "reported", "certainty": "reported", "precision": "none"}  # fmt: skip
CLAIM_MAP = ColumnMap({"claim": "Nr", "topic": "About", "subject": "about", "predicate": "Cell",
                       "statement": "Text"})  # fmt: skip


def test_one_header_may_mean_several_columns(tmp_path):
    made = planned(book(tmp_path / "a.xlsx", [CLAIM]), given=CLAIM_MAP, table="claims")
    assert made.refused == {}
    assert made.text.splitlines()[1].startswith("c_1,leg-1,leg-1,departed,")
    assert [one.column for one in made.notes] == []


def test_a_fault_below_a_header_of_several_columns_is_told_of_each(tmp_path):
    def join(made, sheet):
        sheet.merge_cells("B2:B3")

    rows = [CLAIM, CLAIM | {"Nr": "c_2"}]
    made = planned(book(tmp_path / "a.xlsx", rows, join), given=CLAIM_MAP, table="claims")
    assert why(made) == {3: ["merged-cells", "merged-cells"]}
    assert {one.column for one in made.refused[3]} == {"topic", "subject"}


def test_a_row_does_not_go_in_for_a_refused_one_of_the_same_key(tmp_path):
    rows = [row(published="31.02.2009"), row(title="SYNTHETIC other"), row(source="s2")]
    made = planned(book(tmp_path / "a.xlsx", rows))
    assert made.added == [4]
    assert why(made) == {2: ["date"], 3: ["E016"]}
    assert "stands in line 2 too, which is refused" in made.refused[3][0].what


def test_refused_rows_without_a_key_are_no_twins(tmp_path):
    rows = [row(source=None, published="31.02.2009"), row(source=None, title="SYNTHETIC other")]
    made = planned(book(tmp_path / "a.xlsx", rows))
    assert "E016" not in {code for codes in why(made).values() for code in codes}
    assert set(made.refused) == {2, 3}


def test_a_constant_that_is_a_header_is_told(tmp_path):
    rows = [{key: value for key, value in row(Town="SYNTHETIC").items() if key != "publisher"}]
    made = planned(book(tmp_path / "a.xlsx", rows), given=ColumnMap({}, {"publisher": "Town"}))
    told = {one.code: one for one in made.notes}["constant-is-header"]
    assert (told.column, told.advice) == (
        "publisher", "for the cells below that header say --map publisher=Town",
    )  # fmt: skip
    assert made.added == [2]


def claim(**cells) -> dict[str, object]:
    return {"claim": "c1", "topic": "item", "subject": "crate", "predicate": "note",
            "statement": "SYNTHETIC", "kind": "reported", "certainty": "reported",
            "precision": "none", **cells}  # fmt: skip


@pytest.fixture
def known(monkeypatch):
    """A case with a claim and an origin of the ids given."""
    monkeypatch.setitem(KEYS, "claims", frozenset({"c0"}))
    monkeypatch.setitem(KEYS, "sources", frozenset())


def test_rows_of_one_file_may_refer_to_each_other(tmp_path):
    head = {"name": "N", "own_gathering": "no"}
    rows = [{"origin": "o1", "rests_on": "o2"} | head, {"origin": "o2", "rests_on": "o1"} | head]
    assert planned(book(tmp_path / "a.xlsx", rows), table="origins").added == [2, 3]


def test_an_id_of_the_file_is_none_of_another_table(tmp_path, known):
    path = book(tmp_path / "a.xlsx", [claim(lineage="c1")])
    made = planned(path, table="claims")
    assert why(made) == {2: ["unknown-id"]}
    assert "no such origin" in made.refused[2][0].what


def test_none_found_among_the_responses_is_no_id(tmp_path, known):
    path = book(tmp_path / "a.xlsx", [claim(responses="none found")])
    assert planned(path, table="claims").added == [2]


def test_an_id_of_another_case_has_its_article(tmp_path, known):
    path = book(tmp_path / "a.xlsx", [claim(premises="far")])
    made = planned(path, table="claims", elsewhere=lambda table, key: "other-case")
    assert "'far' is a claim of case other-case" in made.refused[2][0].what
    assert made.refused[2][0].advice.startswith("give this case a claim of its own")


def test_rows_that_could_not_be_read_are_counted(tmp_path):
    path = tmp_path / "a.csv"
    lines = [",".join(HEAD), ",".join(map(str, row().values()))]
    path.write_text("\n".join(lines) + "\n", encoding="utf8")
    file = read(path, headers("sources", ColumnMap()), values=True)
    held = Existing("", KEYS, lambda table, key: "")
    made = plan("sources", dataclasses.replace(file, unread=3), ColumnMap(), held)
    assert made.read == 4


def test_a_precision_of_the_file_stays(tmp_path):
    made = planned(book(tmp_path / "a.xlsx", [row(published="2001-05", precision="approx")]))
    assert ",2001-05,approx," in made.text


def test_a_column_the_table_did_not_have_yet_is_added_and_old_rows_stay(tmp_path):
    columns = [one for one in TABLES["hypotheses"].columns if one != "question"]
    old = ",".join(columns) + "\n" + ",".join({"hypothesis": "h0", "role": "main"}.get(c, "S")
                                             for c in columns) + "\n"  # fmt: skip
    new = {"hypothesis": "h1", "role": "innocent", "statement": "SYNTHETIC", "question": "q1"}
    keys = {"questions": frozenset({"q1"}), "hypotheses": frozenset({"h0"})}
    path = book(tmp_path / "a.xlsx", [new])
    file = read(path, headers("hypotheses", ColumnMap()), values=True)
    made = plan("hypotheses", file, ColumnMap(), Existing(old, keys, lambda table, key: ""))
    first, *rows = list(csv.DictReader(io.StringIO(made.text)))
    assert (first["hypothesis"], first["question"]) == ("h0", "")
    assert [(one["hypothesis"], one["question"]) for one in rows] == [("h1", "q1")]


def test_only_a_row_that_was_not_read_is_refused():
    def told(row, severity):
        return Message("a.csv", row, "title", severity, "code", "what", "advice", "")

    made = Plan("sources", 3, messages=[told(2, "cell not used"), told(3, "row not read"),
                                        told(4, "note")])  # fmt: skip
    assert list(made.refused) == [3]
    assert [one.row for one in made.notes] == [2, 4]


def test_an_id_with_a_separator_in_a_column_of_one_id_is_one_id(tmp_path, known):
    keys = {**KEYS, "origins": frozenset({"a", "b"})}
    path = book(tmp_path / "a.xlsx", [row(strand="a; b", parents="a")])
    file = read(path, headers("sources", ColumnMap()), values=True)
    made = plan("sources", file, ColumnMap(), Existing("", keys, lambda table, key: ""))
    assert made.added == []
    assert any("a; b" in one.what for one in made.refused[2])


def test_two_rows_of_one_key_that_differ_in_a_cell_are_no_repetition(tmp_path):
    made = planned(book(tmp_path / "a.xlsx", [row(author="one"), row(author="two")]))
    assert why(made) == {3: ["E016"]}


def test_a_column_without_a_header_is_told_when_it_holds_something(tmp_path):
    def change(made, sheet):
        sheet.cell(row=2, column=len(HEAD) + 2, value="x")

    made = planned(book(tmp_path / "a.xlsx", [row(Remark=None)], change))
    told = {one.column: one.what for one in made.notes if one.code == "unused-column"}
    assert "1 filled cells" in told[f"column {len(HEAD) + 2}, without a header"]
    assert "0 filled cells" in told["Remark"]
