"""What somebody new to the commands gets wrong: each is said in words, and nothing is begun."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from osint_helpers.cli import main, preserving_tables
from osint_helpers.evidence import sealing
from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.preserving import Result, Target
from osint_helpers.evidence.record import captures
from osint_helpers.evidence.storing import Store
from tests.case.builder import write_case

URL = "https://example.org/"


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OSINT_ANALYST", "ana")
    return write_case(tmp_path / "synthetic-case")


@pytest.fixture
def sealed(case: Path, tmp_path: Path) -> Path:
    (tmp_path / "notice.txt").write_text("SYNTHETIC notice")
    Store(case, "ana").add_file(tmp_path / "notice.txt", obtained="SYNTHETIC", why="SYNTHETIC")
    sealing.seal(case, "ana")
    return case


def listing(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Run a command that must be refused with exit 2; return what it says."""
    try:
        code = main(words)
    except SystemExit as stopped:  # argparse
        code = int(str(stopped.code))
    said = capsys.readouterr().err
    assert code == 2
    assert "(" in said or "no number" in said or "no whole number" in said
    return said


@pytest.mark.parametrize("value", ["inf", "nan", "-5", "0", "1e300", "abc"])
@pytest.mark.parametrize("option", ["--seconds", "--megabytes"])
def test_limits_are_numbers_above_0(case, capsys, option, value):
    said = refused(capsys, "capture", str(case), URL, "--why", "w", f"{option}={value}")
    assert option in said
    assert "no number from" in said
    assert not (case / "captures").exists()


@pytest.mark.parametrize("words", [["--pace", "abc"], ["--workers", "1.5"], ["--workers", "0"]])
def test_options_of_preserve_do_not_show_names_of_functions(case, capsys, words):
    said = refused(capsys, "preserve", str(case), *words)
    assert repr(words[1]) in said
    assert "value:" not in said


def test_megabytes_leave_the_decoded_body_its_larger_limit(case, monkeypatch):
    asked: list[Settings] = []

    def fetch(url: str, folder: Path, settings: Settings) -> dict[str, object]:
        asked.append(settings)
        raise KeyboardInterrupt

    monkeypatch.setattr("osint_helpers.evidence.net.fetching.fetch", fetch)
    assert main(["capture", str(case), URL, "--why", "SYNTHETIC"]) == 130
    assert asked[0] == Settings()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ([URL, "--why", "w", "--title", "t"], "--title"),
        ([URL, "--why", "w", "--obtained", "o"], "--obtained"),
        ([URL, "--why", "w", "--from-url", URL], "--from-url"),
        (["--file", "x", "--obtained", "o", "--secret", "a=b"], "--secret"),
        (["--file", "x", "--obtained", "o", "--because", "b"], "--because"),
    ],
)
def test_an_option_of_the_other_kind_is_not_lost_in_silence(case, capsys, words, name):
    assert f"{name} belongs to the capture of" in refused(capsys, "capture", str(case), *words)
    assert not (case / "captures").exists()


def test_a_key_in_an_address_is_answered_with_the_option(case, capsys):
    assert "--secret" in refused(capsys, "capture", str(case), f"{URL}?token=x", "--why", "w")


def test_a_file_that_is_not_there(case, tmp_path, capsys):
    words = ["capture", str(case), "--file", str(tmp_path / "absent"), "--obtained", "o"]
    assert "'absent' is not there (check the path)" in refused(capsys, *words)


@pytest.mark.parametrize(
    "words",
    [
        ["verify"], ["seal"], ["log"], ["bundle"],
        ["capture", "--file", __file__, "--obtained", "o"],
        ["remove", "20260101T000000Z-00000000", "--reason", "r"],
        ["picture", "20260101T000000Z-00000000"], ["archive", "x.json", "--format", "prov"],
    ],
)  # fmt: skip
def test_a_folder_that_is_no_case_is_named_and_left_alone(tmp_path, monkeypatch, capsys, words):
    monkeypatch.setenv("OSINT_ANALYST", "ana")
    (tmp_path / "elsewhere").mkdir()
    said = refused(capsys, words[0], str(tmp_path / "elsewhere"), *words[1:])
    assert "is no case folder" in said
    assert listing(tmp_path) == {"elsewhere"}


def test_verify_calls_no_foreign_zip_unbroken(tmp_path, capsys):
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as made:
        made.writestr("photos/one.txt", "SYNTHETIC")
    assert "is no bundle" in refused(capsys, "verify", str(tmp_path / "photos.zip"))
    assert "no such file" in refused(capsys, "verify", str(tmp_path / "absent.zip"))


def test_verify_takes_a_bundle_by_any_name(sealed, tmp_path, capsys):
    main(["bundle", str(sealed), "--to", str(tmp_path / "b.zip")])
    (tmp_path / "b.zip").rename(tmp_path / "FROM-COUNSEL")
    assert main(["verify", str(tmp_path / "FROM-COUNSEL")]) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--sign", "absent", "--identity", "ana"], "there is no such key"),
        (["--sign", __file__, "--identity", "ana"], "is no SSH key"),
        (["--sign", __file__, "--identity", "a b"], "cannot name a signer"),
        (["--stamp", URL, "--chain", "absent"], "cannot be read"),
        (["--stamp", URL, "--chain", __file__], "no root certificate"),
        (["--stamp", "gopher:x", "--chain", __file__], "does not start with http"),
    ],
)
def test_what_cannot_be_stamped_or_signed_makes_no_seal(sealed, capsys, words, said):
    before = listing(sealed)
    assert said in refused(capsys, "seal", str(sealed), *words)
    assert listing(sealed) == before


def test_a_stamp_that_fails_leaves_the_seal_and_exit_1(sealed, monkeypatch, capsys):
    monkeypatch.setattr("osint_helpers.evidence.stamping.check_request", lambda chain: b"")
    words = ["seal", str(sealed), "--stamp", "http://127.0.0.1:9/", "--chain", "c"]
    assert main(words) == 1
    said = capsys.readouterr()
    assert "seal 2 is made and stays, without stamp" in said.err
    assert "SHA-256" in said.out
    assert main(["verify", str(sealed)]) == 0


def test_a_bundle_that_is_refused_leaves_no_folder(sealed, tmp_path, capsys):
    before = listing(tmp_path)
    refused(capsys, "bundle", str(sealed), "--to", str(sealed / "new" / "x.zip"))
    (sealed / "extra.txt").write_text("SYNTHETIC")
    refused(capsys, "bundle", str(sealed), "--to", str(tmp_path / "new" / "far" / "x.zip"))
    (sealed / "extra.txt").unlink()
    assert listing(tmp_path) == before


def test_a_bundle_replaces_a_zip_and_nothing_else(sealed, tmp_path, capsys):
    memo = tmp_path / "memo.docx"
    memo.write_text("SYNTHETIC memo")
    assert "is no zip" in refused(capsys, "bundle", str(sealed), "--to", str(memo))
    assert memo.read_text() == "SYNTHETIC memo"
    for _ in range(2):
        assert main(["bundle", str(sealed), "--to", str(tmp_path / "b.zip")]) == 0


def test_a_bundle_the_log_cannot_name_is_not_left(sealed, tmp_path, monkeypatch, capsys):
    def full(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "log/.lock")

    monkeypatch.setattr("osint_helpers.evidence.ledger.append", full)
    said = refused(capsys, "bundle", str(sealed), "--to", str(tmp_path / "b.zip"))
    assert said == (
        "error: log/.lock: Permission denied (get the right to it, or name another place)\n"
    )
    assert not (tmp_path / "b.zip").exists()


def test_a_report_of_an_earlier_seal_is_named(sealed, tmp_path, capsys):
    own = tmp_path / "build" / sealed.name
    own.mkdir(parents=True)
    (own / "report.html").write_text(f"<p>SYNTHETIC {sealing.seals(sealed)[-1].sha256}</p>")
    words = ["bundle", str(sealed), "--build", str(tmp_path / "build")]
    assert main(words) == 0
    assert "does not name" not in capsys.readouterr().out
    assert main(["seal", str(sealed)]) == 0
    assert main(words) == 0
    assert "it does not name seal 0002" in capsys.readouterr().out


def test_an_export_into_no_folder_is_said_in_words(sealed, tmp_path, capsys):
    words = ["archive", str(sealed), str(tmp_path / "no" / "p.json"), "--format", "prov"]
    assert "lies in no folder there is (make it first)" in refused(capsys, *words)


def test_the_table_of_preserve_is_no_folder(case, tmp_path, capsys):
    words = ["preserve", str(case), "--csv", str(tmp_path)]
    assert "would replace a folder" in refused(capsys, *words)
    assert not (case / "captures").exists()


def test_removal_names_what_was_made_of_it(sealed, capsys):
    (taken,) = captures(sealed)
    method = {"name": "SYNTHETIC", "version": "1"}
    made = Store(sealed, "ana").add_derived(taken, b"x", ending="txt", method=method, why="w")
    assert main(["remove", str(sealed), taken.id, "--reason", "SYNTHETIC"]) == 0
    assert f"still here {made.id}, made from it" in capsys.readouterr().out


def test_what_cannot_be_read_is_not_called_gone_or_planted(sealed, monkeypatch, capsys):
    def closed(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "log")

    monkeypatch.setattr("osint_helpers.evidence.ledger.lines", closed)
    assert main(["verify", str(sealed)]) == 1
    said = capsys.readouterr().out
    assert "log: broken unreadable: the log could not be read" in said
    for code in ("planted", "seal-unlogged", "missing"):
        assert code not in said


def result(source: str, outcome: str, reason: str) -> Result:
    return Result(Target(URL + source, (source,), None), outcome, reason=reason)


def test_one_reason_of_many_addresses_is_said_once(capsys):
    rows = [result(f"s_{n}", "dns", "SYNTHETIC reason") for n in range(9)]
    preserving_tables.results(rows)
    said = capsys.readouterr().out.splitlines()[10:]
    assert said == [
        "s_0, s_1, s_2, s_3, s_4 and 4 more: SYNTHETIC reason",
        "0 of 9 addresses captured, 9 dns",
        "no host name has an address from here: is this machine on a network?",
    ]
    preserving_tables.results([*rows, result("s_x", "tls", "SYNTHETIC other")])
    assert "on a network" not in capsys.readouterr().out
