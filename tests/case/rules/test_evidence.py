"""What the rules of evidence say, and when they stay silent."""

from __future__ import annotations

import subprocess
import sys

import pytest

from osint_helpers.case import lint, open_case
from osint_helpers.case.quotes import quotations
from osint_helpers.evidence import ledger, pdftext, reading
from osint_helpers.evidence.deriving import text_layer
from osint_helpers.evidence.record import load
from osint_helpers.evidence.storing import Store
from tests.case.captures import put
from tests.case.rules.cases import NOBODY, PAGE, QUOTE, REPORT, SCAN, at, plus, quoting
from tests.conftest import REPO
from tests.evidence.pdfs import pdf


def found(case) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in lint(case)]


def test_quote_in_the_captured_text_is_silent(build):
    case = build(**quoting())
    put(case.folder, **PAGE)
    assert lint(case) == []


def test_quote_on_the_page_named_is_silent(build):
    case = build(**quoting(locator="p. 1"))
    put(case.folder, **SCAN)
    assert lint(case) == []


def test_misquotation_shows_what_stands_there(build):
    case = build(**quoting("SYNTHETIC words of the paper"))
    name = put(case.folder, **PAGE)
    assert found(case) == [
        ("E195", f"is not in the captured text; nearest to it, in {name}: “The {QUOTE} and more”")
    ]


def test_misquotation_without_a_word_in_common_names_the_capture(build):
    case = build(**quoting("nobody ever wrote this sentence"))
    name = put(case.folder, **PAGE)
    assert found(case) == [("E195", f"is not in the captured text of {name}")]


def test_quote_on_another_page_names_it(build):
    case = build(**quoting(locator="p. 2"))
    name = put(case.folder, **SCAN)
    assert found(case) == [("E195", f"it stands on page 1, not on page 2 of {name}")]


def test_quote_without_sound_capture_says_what_is_wrong_with_the_rest(build):
    case = build(**quoting("SYNTHETIC words of the paper"))
    put(case.folder, **PAGE, outcome="challenge-page")
    (only,) = found(case)
    assert only[0] == "W224"
    assert "; is not in the captured text; nearest to it" in only[1]


def test_scan_says_why_nothing_could_be_read(build):
    case = build(**quoting(locator="p. 1"))
    name = put(case.folder, **{**SCAN, "body": pdf([""])})
    assert found(case) == [
        ("W227", f"{name}: no page of the PDF has text; it may hold pictures of pages")
    ]


def test_one_capture_that_has_the_quote_is_enough(build):
    case = build(**quoting())
    put(case.folder, url=REPORT, body=b"SYNTHETIC other state of the page")
    put(case.folder, **PAGE, at="2002-01-06T10:00:00.000000Z")
    assert lint(case) == []


def test_broken_second_capture_hides_no_quote(build):
    case = build(**quoting())
    put(case.folder, **PAGE)
    other = put(case.folder, url=REPORT, body=b"SYNTHETIC")
    (case.folder / "captures" / other / "body.txt").unlink()
    assert found(case) == [("E197", "its file 'body.txt' is missing")]


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("SYNTHETIC", "cannot be read"),
        ("{}", "does not have the schema"),
        ('{"schema": "osint-capture/1"}', "lacks a field"),
    ],
)
def test_record_that_is_none_is_broken(build, record, words):
    case = build()
    name = put(case.folder)
    (case.folder / "captures" / name / "capture.json").write_text(record)
    ((code, message),) = found(case)
    assert code == "E197"
    assert words in message


def test_file_of_another_size_is_broken(build):
    case = build()
    name = put(case.folder, body=b"SYNTHETIC")
    (case.folder / "captures" / name / "body.txt").write_bytes(b"SYNTH")
    assert found(case) == [("E197", "its file 'body.txt' has 5 bytes, not 9")]


def test_stored_text_layer_does_not_lift_the_page(build):
    case = build(**quoting(locator="p. 2"))
    name = put(case.folder, **SCAN)
    text_layer(Store(case.folder, "synth"), load(case.folder / "captures" / name))
    assert found(case) == [("E195", f"it stands on page 1, not on page 2 of {name}")]


def test_capture_that_is_a_link_is_broken(build):
    case = build()
    name = put(case.folder)
    home = case.folder / "captures"
    (home / name).rename(case.folder / "elsewhere")
    (home / name).symlink_to(case.folder / "elsewhere")
    assert found(case) == [("E197", "is no folder")]


def test_quoted_body_of_equal_length_with_other_bytes_is_broken(build):
    case = build(**quoting())
    name = put(case.folder, **PAGE)
    body = case.folder / "captures" / name / "body.txt"
    body.write_bytes(body.read_bytes().replace(b"more", b"less"))
    assert [code for code, _ in found(case)] == ["E197", "W227"]


def test_a_found_quote_of_an_unsound_capture_is_told_without_a_second_half(build):
    case = build(**quoting())
    put(case.folder, **PAGE, outcome="truncated", complete=False)
    assert found(case) == [("W224", "no capture of its source is whole and what was asked for")]


def test_two_changed_bodies_are_named_in_order(build):
    case = build(**quoting())
    names = [put(case.folder, **PAGE, at=f"2002-01-0{n}T10:00:00.000000Z") for n in (7, 6, 8)]
    for name in names:
        body = case.folder / "captures" / name / "body.txt"
        body.write_bytes(body.read_bytes().replace(b"more", b"less"))
    broken = [one.file for one in lint(case) if one.code == "E197"]
    assert broken == [f"captures/{name}/capture.json" for name in sorted(names)]


def test_a_removal_out_of_the_chain_of_the_log_lifts_nothing(build):
    case = build(exhibits=plus({"exhibit": "X-1", "capture": NOBODY}))
    Store(case.folder, "synth")
    ledger.append(case.folder, "synth", "capture.removed", capture=NOBODY, reason="S", files={})
    log = case.folder / "log" / "0001-synth.jsonl"
    log.write_text(log.read_text().replace('"prev":"0', '"prev":"1'))
    assert [code for code, _ in found(case)] == ["E196"]


def test_exhibit_of_a_removed_capture_keeps_its_number(build):
    case = build(exhibits=plus({"exhibit": "X-1", "capture": NOBODY}))
    assert [code for code, _ in found(case)] == ["E196"]
    Store(case.folder, "synth")
    ledger.append(case.folder, "synth", "capture.removed", capture=NOBODY, reason="S", files={})
    assert lint(case) == []


def test_exhibit_of_a_broken_capture_is_not_missing_too(build):
    case = build(exhibits=plus({"exhibit": "X-1", "capture": NOBODY}))
    (case.folder / "captures" / NOBODY).mkdir(parents=True)
    assert [code for code, _ in found(case)] == ["E197"]


def test_exhibits_say_whose_capture_it_is(build, tmp_path):
    case = build(**quoting())
    name = put(case.folder, **{**PAGE, "url": "https://example.org/mirror"})
    assert [code for code, _ in found(case)] == ["W223"]
    text = (case.folder / "exhibits.csv").read_text() + f"X-1,{name},s_report,,\n"
    (case.folder / "exhibits.csv").write_text(text)
    assert lint(open_case(case.folder)) == []


def test_rendered_page_is_text_of_its_source(build):
    case = build(**quoting())
    parent = put(case.folder, url=REPORT, body=b"<p>SYNTHETIC shell", content_type="text/html")
    assert [code for code, _ in found(case)] == ["E195"]
    record = load(case.folder / "captures" / parent)
    put(case.folder, kind="derived", outcome="derived", url="", body=PAGE["body"],
        derived_from={"capture": parent, "file": "body.txt", "sha256": record.sha256},
        method={"name": "SYNTHETIC browser", "version": "0"})  # fmt: skip
    assert lint(case) == []


def test_each_text_is_read_once_and_again_after_a_change(build, monkeypatch):
    case = build(support=lambda rows: [
        {**row, "quote": QUOTE, "locator": "p. 1"} if row["source"] == "s_report" else row
        for row in rows
    ])  # fmt: skip
    name = put(case.folder, **SCAN)
    reads = []
    real = pdftext.text_layer
    monkeypatch.setattr(pdftext, "text_layer", lambda path: reads.append(path) or real(path))
    assert lint(case) == []
    assert lint(case) == []
    assert len(reads) == 1
    (case.folder / "captures" / name / "note").write_text("SYNTHETIC")
    assert lint(case) == []
    assert len(reads) == 2


def test_other_quote_in_the_same_case_is_checked_again(build):
    case = build(**quoting())
    put(case.folder, **PAGE)
    assert lint(case) == []
    case.support.loc[2, "quote"] = "SYNTHETIC words of the paper"
    assert [code for code, _ in found(case)] == ["E195"]


def test_without_quotes_no_capture_is_read(build, monkeypatch):
    case = build()
    put(case.folder, **PAGE)
    monkeypatch.setattr(reading, "text_of", lambda *_: pytest.fail("read"))
    assert lint(case) == []
    assert quotations(case) == []


def test_case_without_captures_loads_no_reader():
    code = (
        "import sys; from osint_helpers.case import lint, open_case;"
        "lint(open_case('maybach-2018'));"
        "print([m for m in ('bs4', 'pypdf', 'html.parser', 'osint_helpers.evidence.reading')"
        " if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_quotation_without_words_of_the_original_is_checked_as_it_stands(build):
    case = build(support=at(2, quote="", translation_of=QUOTE, locator="second paragraph"))
    put(case.folder, **PAGE)
    assert lint(case) == []
