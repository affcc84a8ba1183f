"""A result is put together part by part: what did not come is named and never a zero."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from osint_helpers.collect.answers import Answer
from osint_helpers.collect.collected import Collected, Meta, Missing, Part
from osint_helpers.collect.columns import Column, frame
from osint_helpers.collect.gathering import Gathering
from osint_helpers.errors import (
    CollectError,
    IncompleteError,
    KeyMissingError,
    NotRecorded,
    SchemaChanged,
    SourceRefusedError,
)
from osint_helpers.evidence.record import captures
from tests.collect import demo
from tests.collect.desk import Desk
from tests.collect.fakes.server import Reply

COLUMNS = (Column("month", "day"), Column("path", "text"))
MONTHS = ("2018-07", "2018-08", "2018-09")
NO = Reply(b"SYNTHETIC: no", "text/plain", 403)


def parse(answer: Answer) -> list[dict[str, Any]]:
    found = answer.json()
    return [{"month": found["query"]["month"][0], "path": found["path"]}]


def pull(desk: Desk, mode: str = "replay", months: tuple[str, ...] = MONTHS) -> Collected:
    got = Gathering(desk.client(mode), demo.PLAIN, "rows", {"months": months})
    rows: list[dict[str, Any]] = []
    for month in months:
        answer = got.ask("rows", params={"month": month}, part=month)
        if answer is not None:
            rows += got.read(answer, parse, part=month)
    return got.collected(rows, COLUMNS)


def test_a_whole_result_says_where_it_comes_from(demo_desk: Desk) -> None:
    made = pull(demo_desk, "record")
    meta = made.meta
    assert len(made) == 3
    assert meta.complete
    assert (meta.collector, meta.mode, meta.schema_version) == ("demo.rows", "record", "demo/1")
    assert meta.endpoint == f"{demo_desk.servers['demo']}/rows"
    assert [one.name for one in meta.parts] == list(MONTHS)
    assert [one.rows for one in meta.parts] == [1, 1, 1]
    assert sorted(meta.captures) == [one.id for one in captures(demo_desk.case)]
    assert meta.captures == tuple(one.capture for one in meta.parts)
    assert meta.capture == meta.captures[0]
    assert meta.sha256 == meta.parts[0].sha256
    assert meta.retrieved_at == meta.parts[-1].at
    assert meta.synthetic
    assert meta.parameters == {"months": MONTHS}


def test_replay_gives_the_same_frame_and_asks_nothing(demo_desk: Desk) -> None:
    recorded = pull(demo_desk, "record")
    replayed = pull(demo_desk)
    pd.testing.assert_frame_equal(recorded.frame, replayed.frame)
    assert recorded.meta.parts == replayed.meta.parts
    assert len(demo_desk.fakes.asked) == 3


def test_one_part_that_fails_is_named(demo_desk: Desk) -> None:
    demo_desk.fakes.trouble["demo"] = [NO]
    made = pull(demo_desk, "record")
    assert len(made) == 2
    assert not made.meta.complete
    (missing,) = made.meta.missing
    assert missing.name == "2018-07"
    assert "403" in missing.why
    assert made.meta.reason.startswith("2018-07: ")
    with pytest.raises(IncompleteError, match="2018-07"):
        made.nothing_found("anything")
    again = pull(demo_desk)
    assert again.meta.missing == made.meta.missing
    pd.testing.assert_frame_equal(made.frame, again.frame)


def test_no_part_at_all_raises_the_first_error(demo_desk: Desk) -> None:
    demo_desk.fakes.trouble["demo"] = [NO, Reply(b"SYNTHETIC: later", "text/plain", 404), NO]
    with pytest.raises(SourceRefusedError) as caught:
        pull(demo_desk, "record")
    assert caught.value.status == 403


def test_an_interrupted_pull_replays_to_a_miss_and_not_to_a_part_of_the_table(
    demo_desk: Desk,
) -> None:
    pull(demo_desk, "record", MONTHS[:2])  # and then the power went
    with pytest.raises(NotRecorded, match="2018-09"):
        pull(demo_desk)
    assert len(pull(demo_desk, "record")) == 3
    assert [one.query["month"][0] for one in demo_desk.fakes.asked] == list(MONTHS)


def test_a_missing_key_is_no_missing_part(demo_desk: Desk) -> None:
    client = demo_desk.client("record", environment={})
    client.servers.clear()
    client._access._servers.clear()
    got = Gathering(client, demo.manifest(auth=demo.HEADER), "rows", {})
    with pytest.raises(KeyMissingError):
        got.ask("rows", part="one")


def test_a_part_that_cannot_be_read_is_missing(demo_desk: Desk) -> None:
    demo_desk.fakes.trouble["demo"] = [Reply(b"<html>SYNTHETIC: limit</html>", "text/html")]
    made = pull(demo_desk, "record")
    assert len(made) == 2
    assert [one.name for one in made.meta.missing] == ["2018-07"]
    assert "markup" in made.meta.reason
    assert [one.rows for one in made.meta.parts] == [0, 1, 1]


def test_a_changed_schema_is_never_a_missing_part(demo_desk: Desk) -> None:
    def changed(_: Answer) -> list[Any]:
        raise SchemaChanged("is new in record 1", column="x")

    got = Gathering(demo_desk.client("record"), demo.PLAIN, "rows", {})
    answer = got.ask("rows", part="one")
    assert answer is not None
    with pytest.raises(SchemaChanged):
        got.read(answer, changed, part="one")


def test_rows_of_parts_with_one_capture_are_counted_where_they_belong(demo_desk: Desk) -> None:
    got = Gathering(demo_desk.client("record"), demo.PLAIN, "rows", {})
    first = got.ask("rows", part="exports")
    second = got.ask("rows", part="imports")
    assert first is not None
    assert second is not None
    assert first.capture == second.capture
    got.count(first, 2)
    got.count(second, 3)
    got.count(second, 4)
    meta = got.meta()
    assert [(one.name, one.rows) for one in meta.parts] == [("exports", 2), ("imports", 7)]
    assert meta.captures == (first.capture,)


def test_an_equal_answer_counts_for_its_part(demo_desk: Desk) -> None:
    got = Gathering(demo_desk.client("record"), demo.PLAIN, "rows", {})
    answer = got.ask("rows", part="one")
    assert answer is not None
    got.count(replace(answer), 5)
    assert [one.rows for one in got.meta().parts] == [5]


def test_a_cut_makes_the_result_incomplete_and_a_note_does_not(demo_desk: Desk) -> None:
    got = Gathering(demo_desk.client("record"), demo.PLAIN, "rows", {})
    got.ask("rows", part="one")
    for _ in range(2):
        got.note("SYNTHETIC note")
    assert got.collected([], COLUMNS).meta.complete
    for _ in range(2):
        got.cut("500 of 700 rows came")
    made = got.collected([], COLUMNS)
    assert made.meta.reason == "500 of 700 rows came"
    assert made.meta.notes == ("SYNTHETIC note",)
    with pytest.raises(IncompleteError, match="700"):
        made.nothing_found("x")


def test_a_frame_is_taken_as_it_is(demo_desk: Desk) -> None:
    got = Gathering(demo_desk.client("record"), demo.PLAIN, "rows", {})
    got.ask("rows", part="one")
    made = pd.DataFrame({"a": [1]})
    assert got.collected(made, (Column("a", "integer"),)).frame is made


def test_the_endpoint_has_neither_question_nor_key(demo_desk: Desk) -> None:
    got = Gathering(demo_desk.client("record"), demo.PLAIN, "rows", {})
    got.ask(f"{demo_desk.servers['demo']}/rows?q=1", part="one")
    assert got.meta().endpoint == f"{demo_desk.servers['demo']}/rows"


def collected(rows: int = 0, parts: int = 1, **facts: Any) -> Collected:
    made = tuple(
        Part(
            f"part {n}", "u", f"2026-11-2{n}T00:00:00Z", "c", "s", synthetic=bool(facts.get("made"))
        )
        for n in range(parts)
    )
    usual: dict[str, Any] = {
        "collector": "demo.rows", "source": "SYNTHETIC register", "publisher": "p", "endpoint": "e",
        "parameters": {}, "parts": made, "missing": (), "reason": "", "licence": "open",
        "attribution": "a", "terms": "t", "schema_version": "1", "limits": (),
    }  # fmt: skip
    facts.pop("made", None)
    frame = pd.DataFrame({"name": [f"row {n}" for n in range(rows)]})
    return Collected(frame, Meta(**{**usual, **facts}))


def test_nothing_found_is_a_sentence_with_source_time_and_answers() -> None:
    assert collected(parts=2).nothing_found("exports of X") == (
        "Not found in SYNTHETIC register: exports of X (asked 2026-11-21T00:00:00Z, 2 answers, "
        "all complete)."
    )
    assert "1 answer, all" in collected().nothing_found("x")
    assert "x (SYNTHETIC, asked" in collected(made=True).nothing_found("x")


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (collected(reason="cut"), "not complete: cut"),
        (collected(missing=(Missing("2018-08", "why"),)), "not complete"),
        (collected(parts=0), "asked nothing"),
        (collected(rows=1), r"has 1 row \("),
        (collected(rows=2), "has 2 rows"),
    ],
)
def test_nothing_found_is_not_said_where_it_may_not(made: Collected, words: str) -> None:
    with pytest.raises(IncompleteError, match=words) as caught:
        made.nothing_found("x")
    assert isinstance(caught.value, CollectError)


def test_the_summary_says_rows_time_and_what_is_missing() -> None:
    assert collected(1).summary() == "SYNTHETIC register · 1 row · 2026-11-20T00:00:00Z · complete"
    assert collected(parts=0, reason="cut").summary() == (
        "SYNTHETIC register · 0 rows · no answer · NOT COMPLETE: cut"
    )
    assert collected(made=True).summary().startswith("SYNTHETIC · ")


def test_html_is_escaped() -> None:
    evil = "<script>alert(1)</script>"
    made = collected(1, source=evil, attribution=evil, reason=evil, notes=(evil,))
    made.frame.loc[0, "name"] = evil
    assert "<script" not in made._repr_html_()
    assert made._repr_html_().count("&lt;script&gt;") == 5


def test_html_of_made_up_data_is_stamped_and_of_real_data_is_not() -> None:
    assert "SYNTHETIC: made up" in collected(made=True)._repr_html_()
    assert "made up" not in collected()._repr_html_()


def test_html_shows_the_first_rows_and_says_how_many_more() -> None:
    page = collected(22)._repr_html_()
    assert "row 19" in page
    assert "row 20" not in page
    assert "and 2 rows more" in page
    assert "more" not in collected(20)._repr_html_()


def test_colours_are_those_of_the_exhibits() -> None:
    from osint_helpers.exhibits.palette import ACCENT, INK, MUTED

    page = collected(made=True, reason="cut")._repr_html_()
    assert all(colour in page for colour in (ACCENT, INK, MUTED))


def test_the_card_has_units_words_and_no_cell_that_fills_the_screen() -> None:
    columns = (Column("speed", "number", "kn"), Column("ships", "json"), Column("at", "instant"))
    rows = [
        {"speed": 1.5, "ships": [{"name": "가나"}], "at": pd.Timestamp("2018-10-07", tz="UTC")},
        {"speed": None, "ships": [{"name": "x" * 5000}], "at": None},
    ]
    made = collected(0)
    page = replace(made, frame=frame(rows, columns), columns=columns)._repr_html_()
    assert ">speed (kn)</th>" in page
    assert "가나" in page
    assert ">2018-10-07 00:00:00 UTC</td>" in page
    assert page.count("not given") == 2
    assert "x" * 60 not in page
    assert "…</td>" in page


def test_the_card_names_what_is_missing_part_by_part() -> None:
    made = collected(1)
    lacking = tuple(Missing(f"part {n}", "SYNTHETIC trouble") for n in range(12))
    meta = replace(
        made.meta, missing=lacking, reason="; ".join(f"{m.name}: {m.why}" for m in lacking)
    )
    page = replace(made, meta=meta)._repr_html_()
    assert page.count("SYNTHETIC trouble</li>") == 10
    assert "and 2 more parts" in page
    assert "NOT COMPLETE. What is missing" in page


def test_the_card_of_a_result_that_was_cut_says_why() -> None:
    assert "NOT COMPLETE: cut" in collected(1, reason="cut")._repr_html_()
