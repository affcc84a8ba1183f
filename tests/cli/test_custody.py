"""What the commands on evidence print, store and return."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from osint_helpers.cli import main
from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.record import captures
from osint_helpers.evidence.storing import Store
from tests.case.builder import write_case
from tests.evidence.lab import Lab
from tests.evidence.net.proxies import running, socks
from tests.evidence.pdfs import pdf


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OSINT_ANALYST", "ana")
    return write_case(tmp_path / "synthetic-case")


@pytest.fixture
def on_loopback(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        "osint_helpers.cli.custody._settings",
        lambda _: Settings(allow=frozenset({"127.0.0.1"}), seconds=10.0),
    )


def kept(tmp_path: Path, name: str = "notice.txt", text: bytes = b"SYNTHETIC notice") -> Path:
    file = tmp_path / name
    file.write_bytes(text)
    return file


def keep(case: Path, file: Path) -> int:
    return main(["capture", str(case), "--file", str(file), "--obtained", "SYNTHETIC hand"])


def test_a_page_is_captured_and_said_where(case, on_loopback, capsys):
    with Lab() as lab:
        code = main(["capture", str(case), lab.url("/page"), "--why", "SYNTHETIC"])
    out = capsys.readouterr().out
    (taken,) = captures(case)
    assert code == 0
    assert taken.id in out
    assert taken.sha256 in out
    assert "outcome  ok" in out


@pytest.mark.parametrize("name", ["notice.pdf", "notice", "notice.dat"])
def test_the_text_layer_of_a_pdf_is_kept_beside_it_whatever_its_name(case, tmp_path, name):
    assert keep(case, kept(tmp_path, name, pdf(["SYNTHETIC words"]))) == 0
    assert [one.kind for one in captures(case)].count("derived") == 1


def test_a_page_that_fails_is_stored_and_exit_1(case, on_loopback, capsys):
    with Lab() as lab:
        code = main(["capture", str(case), lab.url("/403"), "--why", "SYNTHETIC"])
    (taken,) = captures(case)
    assert code == 1
    assert taken.outcome == "http-status"
    assert "outcome  http-status" in capsys.readouterr().out


def test_a_private_address_is_blocked_without_any_switch(case, capsys):
    with Lab() as lab:
        code = main(["capture", str(case), lab.url("/page"), "--why", "SYNTHETIC"])
        assert lab.asked == []
    assert code == 1
    assert captures(case)[0].outcome == "blocked-address"
    assert "blocked-address" in capsys.readouterr().out


def test_a_file_is_kept(case, tmp_path, capsys):
    assert keep(case, kept(tmp_path)) == 0
    (taken,) = captures(case)
    assert taken.kind == "file"
    assert taken.record["obtained"] == "SYNTHETIC hand"
    assert taken.sha256 in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "of one address or of one file"),
        (["https://example.org/"], "not said why"),
        (["https://example.org/", "--file", "x"], "of one address or of one file"),
        (["--file", "x"], "how the file was obtained"),
        (["https://example.org/", "--why", "w", "--secret", "key=UNSET_VARIABLE"], "environment"),
        (["https://example.org/", "--why", "w", "--accept-certificate", "ab"], "--because"),
        (["https://example.org/?token=abc", "--why", "w"], "token"),
        (["https://me:word@example.org/", "--why", "w"], "login"),
        (["ftp://example.org/", "--why", "w"], "http"),
    ],
)
def test_bad_asking_is_exit_2_and_leaves_no_capture(case, capsys, words, said):
    assert main(["capture", str(case), *words]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "abc" not in error.replace("abc)", "")
    assert "me:word" not in error
    assert captures(case) == []


def test_no_analyst_no_act(case, tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("OSINT_ANALYST")
    assert keep(case, kept(tmp_path)) == 2
    assert "OSINT_ANALYST" in capsys.readouterr().err
    assert not (case / "captures").exists()


def test_seal_verify_bundle_verify(case, tmp_path, capsys):
    keep(case, kept(tmp_path))
    assert main(["seal", str(case)]) == 0
    assert main(["verify", str(case)]) == 0
    assert "0 broken" in capsys.readouterr().out
    target = tmp_path / "bundle.zip"
    assert main(["bundle", str(case), "--to", str(target)]) == 0
    assert main(["verify", str(target)]) == 0
    assert "0 broken" in capsys.readouterr().out


def test_verify_names_what_was_changed_and_exits_1(case, tmp_path, capsys):
    keep(case, kept(tmp_path))
    body = captures(case)[0].body
    assert body is not None
    body.chmod(0o644)
    body.write_bytes(b"something else")
    assert main(["verify", str(case)]) == 1
    assert f"{body.parent.name}/{body.name}: broken" in capsys.readouterr().out


def test_a_counsel_bundle_takes_the_report_with_it(case, tmp_path):
    keep(case, kept(tmp_path))
    main(["seal", str(case)])
    own = tmp_path / "build" / case.name
    own.mkdir(parents=True)
    (own / "report.html").write_text("<p>SYNTHETIC report</p>")
    for edition, held in (("counsel", True), ("production", False)):
        words = ["bundle", str(case), "--edition", edition, "--build", str(tmp_path / "build")]
        assert main(words) == 0
        with zipfile.ZipFile(own.parent / f"{case.name}-{edition}.zip") as made:
            names = made.namelist()
        assert any(name.endswith("report/report.html") for name in names) is held


def test_a_bundle_needs_a_seal(case, tmp_path, capsys):
    keep(case, kept(tmp_path))
    assert main(["bundle", str(case), "--to", str(tmp_path / "b.zip")]) == 2
    assert "osint seal" in capsys.readouterr().err
    assert not (tmp_path / "b.zip").exists()


def test_removal_leaves_the_reason(case, tmp_path, capsys):
    keep(case, kept(tmp_path))
    (taken,) = captures(case)
    assert main(["remove", str(case), taken.id, "--reason", "SYNTHETIC reason"]) == 0
    assert captures(case) == []
    assert main(["log", str(case)]) == 0
    out = capsys.readouterr().out
    assert "SYNTHETIC reason" in out
    assert taken.sha256 in out


def test_the_log_cannot_move_the_cursor(case, capsys):
    Store(case, "ana").note("capture.skipped", url="https://example.org/\x1b[2J\u202e", why="x")
    main(["log", str(case)])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "1 lines" in out


@pytest.mark.parametrize("words", [["--stamp", "https://example.org/"], ["--sign", "key"]])
def test_half_an_option_is_refused_before_anything_is_sealed(case, words, capsys):
    assert main(["seal", str(case), *words]) == 2
    assert "go together" in capsys.readouterr().err
    assert not (case / "seals").exists()


def test_verify_of_a_bundle_also_reads_its_manifest(case, tmp_path, capsys):
    keep(case, kept(tmp_path))
    main(["seal", str(case)])
    target = tmp_path / "bundle.zip"
    main(["bundle", str(case), "--to", str(target)])
    with zipfile.ZipFile(target) as made:
        made.extractall(tmp_path / "out")
    (home,) = (tmp_path / "out").iterdir()
    assert main(["verify", str(home)]) == 0
    with (home / "VERIFY.txt").open("a") as file:
        file.write("SYNTHETIC addition\n")
    assert main(["verify", str(home)]) == 1
    assert "VERIFY.txt: broken bundle-changed" in capsys.readouterr().out


def test_verify_of_a_case_without_evidence_says_that_it_says_nothing(case, tmp_path, capsys):
    assert main(["verify", str(case)]) == 0
    assert "says nothing of any evidence" in capsys.readouterr().out
    keep(case, kept(tmp_path))
    main(["verify", str(case)])
    assert "says nothing of any evidence" not in capsys.readouterr().out


@pytest.mark.parametrize("name", ["HTTP_PROXY", "https_proxy"])
def test_a_proxy_of_other_programs_needs_a_choice(case, monkeypatch, capsys, name):
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert main(["capture", str(case), "http://source.example/", "--why", "SYNTHETIC"]) == 2
    assert "OSINT_PROXY=direct" in capsys.readouterr().err
    assert captures(case) == []


def test_a_capture_goes_through_the_chosen_proxy(case, monkeypatch):
    with Lab() as lab, running(socks, names={"source.example": "127.0.0.1"}) as proxy:
        monkeypatch.setenv("OSINT_PROXY", f"socks5h://127.0.0.1:{proxy.port}")
        url = lab.url("/page", host="source.example")
        assert main(["capture", str(case), url, "--why", "SYNTHETIC"]) == 0
    (taken,) = captures(case)
    assert taken.record["proxy"] == f"socks5h://127.0.0.1:{proxy.port}"
    assert proxy.asked == [("name", "source.example", lab.port)]


def test_keeping_a_file_needs_no_choice_of_a_proxy(case, tmp_path, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert keep(case, kept(tmp_path)) == 0
