"""The draft is never complete, says only what the captures say; integrity claims no more."""

from __future__ import annotations

from pathlib import Path

from osint_helpers import exhibits
from osint_helpers.case import Case, open_case
from osint_helpers.evidence import hashing, sealing, stamping, tokens
from osint_helpers.exhibits.tables.certificate import BLANK, DRAFT, INSIDE, OUTSIDE
from tests.case.builder import write_case
from tests.case.captures import put
from tests.case.evidence import write_evidence
from tests.exhibits.tables.test_captures import words


def blocks(exhibit: exhibits.Exhibit) -> list[tuple[str, str]]:
    return [(block["kind"], block["runs"][0]["text"]) for block in exhibit.spec["blocks"]]


# ------------------------------------------------------------------ certificate
def test_it_says_first_that_it_is_a_draft(evident: Case) -> None:
    exhibit = exhibits.certificate(evident, "L-1")
    assert blocks(exhibit)[0] == ("p", DRAFT)
    assert exhibit.spec["blocks"][0]["runs"][0]["strong"] is True


def test_person_place_date_and_signature_stay_blank(evident: Case) -> None:
    found = [text for _, text in blocks(exhibits.certificate(evident, "L-1"))]
    for what in ("Name", "Role", "Place", "Date", "Signature", "Person behind each handle"):
        assert f"{what}: {BLANK}" in found


def test_both_forms_of_the_declaration_are_those_of_the_statute(evident: Case) -> None:
    quotes = [
        text for kind, text in blocks(exhibits.certificate(evident, "L-1")) if kind == "quote"
    ]
    assert quotes == [INSIDE, OUTSIDE]
    assert "under penalty of perjury under the laws of the United States of America" in OUTSIDE
    assert "United States" not in INSIDE


def test_software_and_limits_are_those_recorded(tmp_path: Path) -> None:
    case = write_case(tmp_path / "tool-case")
    put(case)
    put(case, body=b"two", tool={"name": "osint-helpers", "version": "9.9", "python": "3.1"})
    found = [text for _, text in blocks(exhibits.certificate(open_case(case), "L-1"))]
    assert "osint-helpers 0.0.0 (python 3.0.0, system SYNTHETIC): 1 capture" in found
    assert "osint-helpers 9.9 (python 3.1): 1 capture" in found
    assert "seconds 60.0: 2 captures" in found


def test_each_handle_is_named_with_what_it_did_and_when(tmp_path: Path) -> None:
    case = write_case(tmp_path / "who-case")
    put(case)
    put(case, body=b"two", at="2002-01-06T11:12:13.000000Z")
    put(case, body=b"three", who="bo", kind="file", outcome="received")
    found = [text for _, text in blocks(exhibits.certificate(open_case(case), "L-1"))]
    assert (
        "Handle synth: 2 captures (2 fetched), begun between 2002-01-05 10:00:00 UTC and "
        "2002-01-06 11:12:13 UTC"
    ) in found
    assert any(text.startswith("Handle bo: 1 capture (1 handed over)") for text in found)


def test_numbered_captures_are_listed_with_their_hashes_in_order(
    evident: Case, ids: dict[str, str]
) -> None:
    found = [text for kind, text in blocks(exhibits.certificate(evident, "L-1")) if kind == "li"]
    listed = [text for text in found if text.startswith("X-")]
    assert [text[:3] for text in listed] == ["X-1", "X-2", "X-4"]
    body = evident.folder / "captures" / ids["daily"] / "body.html.txt"
    assert listed[0].endswith(f"46 bytes, complete: SHA-256 {hashing.of_file(body)}")
    assert "8 captures without a number are not listed here." in words(
        exhibits.certificate(evident, "L-1")
    )
    assert "javascript" not in words(exhibits.certificate(evident, "L-1"))


def test_the_newest_seal_is_named(evident: Case) -> None:
    newest = sealing.seals(evident.folder)[-1]
    assert f"(seal 0002, SHA-256 {newest.sha256})" in words(exhibits.certificate(evident, "L-1"))


def test_without_numbers_all_are_listed(tmp_path: Path) -> None:
    case = write_case(tmp_path / "bare-case")
    name = put(case, outcome="dns", body=None, complete=False)
    text = words(exhibits.certificate(open_case(case), "L-1"))
    assert f"no number, https://example.org/s_daily, capture {name}, " in text
    assert "0 bytes, not complete: no body" in text
    assert "not listed here" not in text
    assert "No seal has been made" in text


def test_hostile_records_stay_text(tmp_path: Path) -> None:
    case = write_case(tmp_path / "hostile-case")
    put(
        case, url="javascript:alert(1)//<script>", tool={"name": "<img src=x>", "version": "\u202e"}
    )
    page = exhibits.certificate(open_case(case), "L-1").to_html()
    assert 'href="javascript' not in page
    assert "<script" not in page
    assert "<img" not in page
    assert "\u202e" not in page


def test_nothing_captured_means_no_draft(case: Case) -> None:
    exhibit = exhibits.certificate(case, "L-1")
    assert words(exhibit) == (
        "No draft is made: nothing is captured in this case, so there is nothing to certify."
    )


# ------------------------------------------------------------------ integrity
def test_integrity_of_a_case_without_captures_claims_nothing(case: Case) -> None:
    text = words(exhibits.integrity(case, "J-3"))
    assert text.startswith("No capture lies in this case folder")
    assert "6 sources" in text
    assert "seal" not in text


def test_without_a_seal_the_values_alone_show_no_change(tmp_path: Path) -> None:
    folder = tmp_path / "unsealed-case"
    write_evidence(folder, seals=0)
    text = words(exhibits.integrity(open_case(folder), "J-3"))
    assert "The values are not sealed." in text
    assert "Of 11 captures, 5 are not complete or not what was asked for" in text


def test_a_seal_without_a_stamp_rests_on_the_machine(evident: Case) -> None:
    text = words(exhibits.integrity(evident, "J-3"))
    newest = sealing.seals(evident.folder)[-1]
    assert f"last sealed on {newest.at[:10]} {newest.at[11:19]} UTC" in text
    assert "(seal 0002)" in text
    assert "No independent authority has stamped the time of that seal." in text
    assert "does not by itself show who wrote the content" in text


def test_a_stamp_gives_the_time_in_its_token(evident: Case, monkeypatch) -> None:
    import datetime as dt

    token = tokens.Token(dt.datetime(2002, 1, 9, 8, 7, 6, tzinfo=dt.UTC), hashing.ZERO)
    monkeypatch.setattr(stamping, "token", lambda seal: token)
    text = words(exhibits.integrity(evident, "J-3"))
    assert "a time stamp whose token names 2002-01-09 08:07:06 UTC. If the stamp holds" in text
    exhibit = exhibits.seals(evident, "J-2")
    assert exhibit.spec["rows"][0][3]["text"] == "yes: 2002-01-09 08:07:06 UTC in the token"


def test_a_whole_case_of_sound_captures_names_no_weak_ones(tmp_path: Path) -> None:
    case = write_case(tmp_path / "sound-case")
    put(case)
    assert "not complete" not in words(exhibits.integrity(open_case(case), "J-3"))
