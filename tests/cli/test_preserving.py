"""``osint preserve``: what it prints, writes and leaves alone, and how it ends."""

from __future__ import annotations

import csv
import hashlib
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from osint_helpers.case import open_case
from osint_helpers.cli import preserving, preserving_tables
from osint_helpers.errors import EvidenceError, OsintError
from osint_helpers.evidence import wayback
from osint_helpers.evidence.preserving import Planned, Result, Target
from osint_helpers.evidence.record import captures
from osint_helpers.evidence.storing import Store
from osint_helpers.evidence.verifying import verify
from tests.case.builder import edit, write_case
from tests.cli.preserving_run import call
from tests.conftest import REPO
from tests.evidence.pdfs import pdf
from tests.evidence.preserving.site import ARCHIVE, A, B, Reply, Site, settings

Make = Callable[..., Path]


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    with Site() as made:
        server = wayback.Server(made.url("/cdx", ARCHIVE), made.url("/web/", ARCHIVE))
        made.replies[ARCHIVE, "/cdx"] = Reply.text("")
        monkeypatch.setattr(preserving, "_settings", settings)
        monkeypatch.setattr(preserving, "_server", lambda: server)
        monkeypatch.setenv("OSINT_ANALYST", "ana")
        yield made


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write the synthetic case with these addresses, the others without any."""

    def write(**urls: str) -> Path:
        def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
            rows = [{**row, "url": ""} for row in rows]
            for source, url in urls.items():
                rows = edit(rows, source, url=url)
            return rows

        return write_case(tmp_path / "synthetic-case", sources=change)

    return write


def bytes_of(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run(folder: Path, *options: str) -> int:
    return call([str(folder), "--pace", "0.05", *options])


def test_every_address_is_captured_and_the_table_says_so(
    make: Make, site: Site, capsys: pytest.CaptureFixture[str]
):
    folder = make(s_report=site.url("/1"), s_daily=site.url("/2", B), s_paper=site.url("/1#part"))
    assert run(folder) == 0
    out = capsys.readouterr().out
    assert "3 sources have no address: s_relay, s_reply, s_points" in out
    lines = out.splitlines()
    head = next(line for line in lines if line.startswith("source"))
    assert head.split() == ["source", "outcome", "capture", "bytes", "archived", "copy", "address"]
    row = next(line for line in lines if line.startswith("s_report, s_paper"))
    assert re.search(r"  ok  +\d{8}T\d{6}Z-[0-9a-f]{8}(-\d+)?  +21  ", row)
    assert row.endswith(site.url("/1"))
    assert row.index("http") == head.index("address")
    assert lines[-1] == "2 of 2 addresses captured"
    assert {one.record["who"] for one in captures(folder)} == {"ana"}
    open_case(folder)  # what was written is no fault of the case


def test_what_is_not_captured_is_exit_1_with_the_reason(
    make: Make, site: Site, capsys: pytest.CaptureFixture[str]
):
    site.replies[A, "/1"] = Reply.text("gone", 404)
    site.replies[B, "/robots.txt"] = Reply.text("User-agent: *\nDisallow: /\n")
    folder = make(s_report=site.url("/1"), s_daily=site.url("/2", B), s_paper=site.url("/3"))
    assert run(folder) == 1
    out = capsys.readouterr().out
    assert "s_daily: robots.txt of the site disallows it for osint-helpers" in out
    assert out.endswith("1 of 3 addresses captured, 1 http-status, 1 refused by robots\n")


def test_a_dry_run_touches_nothing(make: Make, site: Site, capsys: pytest.CaptureFixture[str]):
    folder = make(s_report=site.url("/1"), s_daily=site.url("/2"), s_paper="ftp://example.org/")
    before, folders = bytes_of(folder), sorted(folder.rglob("*"))
    assert call([str(folder), "--dry-run"]) == 0
    assert (bytes_of(folder), sorted(folder.rglob("*"))) == (before, folders)
    assert (site.begun, site.asked) == ([], [])
    out = capsys.readouterr().out
    assert re.search(r"s_report +capture +not captured yet +http", out)
    assert re.search(r"s_paper +refused +the URL does not start with http", out)
    assert re.search(rf"{re.escape(A)} +3\n", out)
    assert re.search(rf"{re.escape(ARCHIVE)} +3\n", out)
    assert "3 addresses, 6 requests to 2 hosts at least, 4 s at least" in out


def test_a_dry_run_after_a_run_says_what_is_there_and_needs_nobody(
    make: Make, site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    site.replies[A, "/2"] = Reply.text("gone", 404)
    folder = make(s_report=site.url("/1"), s_daily=site.url("/2"))
    run(folder)
    monkeypatch.delenv("OSINT_ANALYST")
    before = bytes_of(folder)
    capsys.readouterr()
    assert run(folder, "--dry-run") == 0
    out = capsys.readouterr().out
    assert re.search(r"s_report +skip +captured \d{4}-\d\d-\d\d \d\d:\d\d UTC as \d{8}T", out)
    assert re.search(r"s_daily +retry +tried .* UTC: http-status", out)
    assert bytes_of(folder) == before


def test_only_names_sources_and_again_captures_anew(make: Make, site: Site):
    folder = make(s_report=site.url("/1"), s_daily=site.url("/2"), s_paper=site.url("/3"))
    assert run(folder, "--no-archive", "--only", "s_daily", "s_paper") == 0
    assert site.paths(A) == ["/robots.txt", "/2", "/3"]
    assert run(folder, "--no-archive", "--only", "s_daily", "--again") == 0
    assert site.paths(A)[3:] == ["/2"]
    with pytest.raises(OsintError, match="no source 's_none'"):
        run(folder, "--only", "s_none")


def test_what_was_removed_on_purpose_does_not_come_back_by_itself(
    make: Make, site: Site, capsys: pytest.CaptureFixture[str]
):
    folder = make(s_report=site.url("/1"), s_daily=site.url("/2"))
    run(folder, "--no-archive")
    (capture,) = [one for one in captures(folder) if site.url("/1") in one.addresses]
    Store(folder, "ben").remove(capture.id, reason="SYNTHETIC privacy ground")
    capsys.readouterr()
    assert run(folder, "--no-archive") == 1
    out = capsys.readouterr().out
    assert re.search(r"s_report: its capture was removed \d{4}-.*SYNTHETIC privacy ground", out)
    assert out.endswith("1 of 2 addresses captured, 1 removed\n")
    assert site.paths(A) == ["/robots.txt", "/1", "/2"]
    assert run(folder, "--no-archive", "--only", "s_report", "--again") == 0
    assert run(folder, "--no-archive") == 0  # there is a new capture: nothing is missing


def test_a_source_may_have_several_addresses(make: Make, site: Site):
    folder = make(s_report=f"{site.url('/1')}; {site.url('/2;a')} {site.url('/3')}")
    assert run(folder, "--no-archive") == 0
    assert site.paths(A) == ["/robots.txt", "/1", "/2;a", "/3"]


def test_without_an_analyst_nothing_is_done(
    make: Make, site: Site, monkeypatch: pytest.MonkeyPatch
):
    folder = make(s_report=site.url("/1"))
    monkeypatch.delenv("OSINT_ANALYST")
    before = sorted(folder.rglob("*"))
    with pytest.raises(OsintError, match=r"nobody is named.*--who HANDLE.*OSINT_ANALYST"):
        run(folder)
    with pytest.raises(EvidenceError, match="cannot name an analyst"):
        run(folder, "--who", "Ana B.")
    assert (sorted(folder.rglob("*")), site.begun) == (before, [])
    assert run(folder, "--who", "ben", "--no-archive") == 0
    assert {one.record["who"] for one in captures(folder)} == {"ben"}


def test_the_archived_copy_stands_in_the_table_or_is_captured(
    make: Make, site: Site, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    stamps = ("20010301", "20010602120000", "20090101")
    lines = [f"k {stamp} http://example.org/a text/html 200 SYN{stamp} 5\n" for stamp in stamps]
    site.replies[ARCHIVE, "/cdx"] = Reply.text("".join(lines))
    folder = make(s_report=site.url("/1"))  # published 2001-06-01
    table = tmp_path / "table.csv"
    assert run(folder, "--archive-copies", "--csv", str(table)) == 0
    assert "  2001-06-02  " in capsys.readouterr().out
    (row,) = csv.DictReader(table.open(encoding="utf-8"))
    assert row["archived_at"] == "2001-06-02"
    assert row["archived"].endswith("/web/20010602120000/http://example.org/a")
    assert row["archive_capture"] in {one.id for one in captures(folder)}
    assert row["attempts"] == "1"


def test_the_csv_has_addresses_in_full(make: Make, site: Site, tmp_path: Path):
    long = site.url("/" + "a" * 300)
    site.replies[A, "/robots.txt"] = Reply.text("User-agent: *\nDisallow: /no\n")
    folder = make(s_report=long, s_daily=site.url("/no"), s_paper="ftp://example.org/")
    table = tmp_path / "table.csv"
    assert run(folder, "--no-archive", "--csv", str(table)) == 1
    rows = list(csv.DictReader(table.open(encoding="utf-8")))
    assert [row["url"] for row in rows] == [long, site.url("/no"), "ftp://example.org/"]
    assert [row["outcome"] for row in rows] == ["ok", "robots", "bad-url"]
    assert len(rows[0]["sha256"]) == 64
    assert rows[0]["bytes"] == "21"


def test_the_csv_of_a_plan_names_every_address(make: Make, site: Site, tmp_path: Path):
    table = tmp_path / "plan.csv"
    run(make(s_report=site.url("/1"), s_daily="ftp://x"), "--dry-run", "--csv", str(table))
    rows = list(csv.DictReader(table.open(encoding="utf-8")))
    assert [(row["source"], row["host"], row["action"]) for row in rows] == [
        ("s_report", A, "capture"),
        ("s_daily", "", "refused"),
    ]


def test_no_cell_of_the_csv_is_a_formula_or_a_login():
    target = Target("https://user:hunter2@example.org/", ("=1",))
    results = [Result(target, "failed", None, "=cmd()", "", "", 0, "@note\x1b")]
    text = preserving_tables.results_csv(results)
    text += preserving_tables.plan_csv([Planned(target, "", "refused", "+1")])
    rows = list(csv.reader(text.splitlines()))
    assert not [cell for row in rows for cell in row if cell[:1] in set("=+@-")]
    assert "'=cmd()" in text
    assert "\x1b" not in text
    assert "hunter2" not in text


@pytest.mark.parametrize("where", ["synthetic-case/table.csv", "synthetic-case/log/t.csv", "no/t"])
def test_a_table_that_would_spoil_the_case_is_refused_before_anything(
    make: Make, site: Site, tmp_path: Path, where: str
):
    folder = make(s_report=site.url("/1"))
    with pytest.raises(OsintError):
        run(folder, "--csv", str(tmp_path / where))
    assert site.begun == []


def test_options_that_contradict_each_other_are_refused(make: Make, site: Site):
    folder = make(s_report=site.url("/1"))
    with pytest.raises(OsintError, match="contradict"):
        run(folder, "--no-archive", "--archive-copies")
    for wrong in (("--pace", "-1"), ("--pace", "nan"), ("--workers", "0"), ("--pace", "soon")):
        with pytest.raises(SystemExit) as stop:
            run(folder, *wrong)
        assert stop.value.code == 2


def test_a_case_without_addresses_is_done_at_once(
    make: Make, site: Site, capsys: pytest.CaptureFixture[str]
):
    assert run(make()) == 0
    assert "0 of 0 addresses captured" in capsys.readouterr().out


def test_no_option_lets_the_command_ask_a_private_address():
    (command,) = preserving.COMMANDS
    assert not any("allow" in name for names, _ in command.arguments for name in names)
    assert preserving._settings().allow == frozenset()


def test_preserve_goes_through_the_chosen_proxy(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OSINT_PROXY", "socks5h://127.0.0.1:9050")
    assert preserving._settings().proxy == "socks5h://127.0.0.1:9050"
    monkeypatch.setenv("OSINT_PROXY", "direct")
    assert preserving._settings().proxy == ""


def test_preserve_asks_nothing_before_a_proxy_was_chosen(
    make: Make, site: Site, monkeypatch: pytest.MonkeyPatch
):
    from osint_helpers.cli.command import proxy
    from osint_helpers.evidence.net.settings import Settings

    monkeypatch.setattr(preserving, "_settings", lambda: Settings(proxy=proxy()))
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    folder = make(s_report=site.url("/1"))
    with pytest.raises(OsintError, match="OSINT_PROXY=direct"):
        run(folder)
    assert not (folder / "captures").exists()
    assert site.begun == []


def test_a_private_address_is_not_asked(make: Make, site: Site, monkeypatch: pytest.MonkeyPatch):
    from osint_helpers.evidence.net.settings import Settings

    monkeypatch.setattr(preserving, "_settings", Settings)
    assert run(make(s_report=site.url("/1"))) == 1
    assert site.begun == []


@pytest.mark.parametrize("media", ["application/pdf", "application/octet-stream"])
def test_a_text_layer_is_taken_of_each_pdf_once(make: Make, site: Site, media: str):
    body = pdf(["SYNTHETIC words"])
    site.replies[A, "/1"] = Reply(body, headers={"Content-Type": media})
    folder = make(s_report=site.url("/1"), s_daily=site.url("/2"))
    for _ in range(2):
        assert run(folder, "--no-archive") == 0
    (layer,) = [one for one in captures(folder) if one.kind == "derived"]
    assert layer.record["derived_from"]["sha256"] == hashlib.sha256(body).hexdigest()


def test_long_addresses_are_cut_in_the_middle_on_a_terminal(
    make: Make, site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    folder = make(s_report=site.url("/start" + "a" * 300 + "end"))
    monkeypatch.setattr(preserving_tables.sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "120")
    run(folder, "--no-archive")
    row = next(x for x in capsys.readouterr().out.splitlines() if x.startswith("s_report"))
    assert len(row) == 120
    assert "…" in row
    assert row.endswith("aend")


def test_a_login_is_never_printed_and_control_signs_do_nothing():
    assert preserving_tables.shown("https://user:hunter2@example.org/a") == (
        "https://REDACTED@example.org/a"
    )
    assert preserving_tables.shown("a\x1b[31m\x9b\u202eb") == "a\\x1b[31m\\u009b\\u202eb"


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [("abcdef", 6, "abcdef"), ("abcdefg", 6, "ab…efg"), ("abcdefgh", 7, "abc…fgh")],
)
def test_a_cut_keeps_both_ends(text: str, width: int, expected: str):
    assert preserving_tables.cut(text, width) == expected


def start(folder: Path, site: Site, *options: str) -> subprocess.Popen[str]:
    server = (site.url("/cdx", ARCHIVE), site.url("/web/", ARCHIVE))
    command = [sys.executable, "-m", "tests.cli.preserving_run", *server, str(folder)]
    return subprocess.Popen(
        [*command, "--who", "ana", "--pace", "0.3", "--no-archive", *options],
        cwd=REPO, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def wait_for(what: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_killed_run_goes_on_where_it_was(make: Make, site: Site):
    urls = " ".join(site.url(f"/{n}") for n in range(6))
    folder = make(s_report=urls)
    site.replies[A, "/2"] = [Reply(seconds=30.0), Reply()]
    with start(folder, site) as process:
        wait_for(lambda: (A, "/2") in site.begun)
        process.kill()
        process.wait(60)
    done = {url for one in captures(folder) for url in one.addresses}
    assert done == {site.url(path) for path in ("/robots.txt", "/0", "/1")}
    before = len(site.begun)
    with start(folder, site) as process:
        out, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert "closed as abandoned" in out
    assert "6 of 6 addresses captured" in out
    assert [path for _, path in site.begun[before:]] == ["/2", "/3", "/4", "/5"]
    assert not list((folder / "captures").glob(".work-*"))
    assert not verify(folder).broken


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interrupted_run_prints_its_table_and_ends_with_130(make: Make, site: Site):
    folder = make(s_report=" ".join(site.url(f"/{n}") for n in range(6)))
    site.replies[A, "/2"] = Reply(seconds=30.0)
    with start(folder, site) as process:
        wait_for(lambda: (A, "/2") in site.begun)
        begin = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=60)
    assert time.monotonic() - begin < 15
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert "nothing new is asked" in errors
    assert "2 of 6 addresses captured, 4 stopped" in out
    assert "run the same command again" in out
    assert [path for _, path in site.begun] == ["/robots.txt", "/0", "/1", "/2"]
    assert not verify(folder).broken


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("inherited", [signal.default_int_handler, signal.SIG_IGN])
def test_a_second_interruption_ends_at_once(
    make: Make, site: Site, monkeypatch: pytest.MonkeyPatch, inherited: object
):
    monkeypatch.setenv("GRACE", "600")  # so that only the second one can end it in time
    folder = make(s_report=site.url("/0"))
    site.replies[A, "/0"] = Reply(seconds=30.0)
    before = signal.signal(signal.SIGINT, inherited)  # a shell's background job has it ignored
    try:
        process = start(folder, site)
    finally:
        signal.signal(signal.SIGINT, before)
    with process:
        wait_for(lambda: (A, "/0") in site.begun)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        assert "Ctrl-C again" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "stopped; run the same" not in out  # the orderly end, after the captures under way


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_piped_there_is_no_progress_bar(make: Make, site: Site):
    with start(make(s_report=site.url("/0")), site) as process:
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
