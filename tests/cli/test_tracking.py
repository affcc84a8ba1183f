"""``osint tracks …``: what it prints, writes, keeps and refuses."""

from __future__ import annotations

import csv
import os
import re
import signal
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest

from osint_helpers.cli import main
from osint_helpers.cli.tracking_rules import KINDS, rules
from osint_helpers.errors import TracksError
from tests.conftest import REPO
from tests.exhibits import voyages

pytest.importorskip("duckdb", reason="the extra tracks is not installed")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SYNTHETIC positions as CSV, with names of columns of their own and one impossible row."""
    frame = voyages.positions()
    frame = frame.assign(mmsi=frame["track"] // 100 + 200_000_000)
    rows = pd.concat([frame, frame.head(1).assign(lat=95.0)], ignore_index=True)
    path = tmp_path_factory.mktemp("source") / "positions.csv"
    named = {"mmsi": "MMSI", "t": "When", "lat": "LAT", "lon": "LON"}
    rows[list(named)].rename(columns=named).to_csv(path, index=False)
    return path


COLUMNS = [f"--column={one}" for one in ("mmsi=MMSI", "t=When", "lat=LAT", "lon=LON")]


@pytest.fixture(scope="module")
def store(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stores") / "store"
    assert main(["tracks", "import", str(source), "--to", str(folder), *COLUMNS]) == 0
    return folder


def events(store: Path, to: Path, *words: str) -> int:
    return main(["tracks", "events", str(store), "--to", str(to), *words])


def test_import_says_what_became_of_every_row(source, tmp_path, capsys):
    to = tmp_path / "store"
    assert main(["tracks", "import", str(source), "--to", str(to), *COLUMNS]) == 0
    said = capsys.readouterr()
    assert "positions.csv: 52 rows" in said.out
    assert "51 positions, 2 vessels, 2 tracks" in said.out
    assert "taken out" in said.out
    assert said.err == ""  # no bar in a pipe


def on_a_terminal(*words: str) -> tuple[int, str]:
    """Run a command whose standard error is a terminal; return its code and what it drew there."""
    reason = "there is no pseudo-terminal on this system"
    pty, fcntl, termios = (pytest.importorskip(name, reason=reason)
                           for name in ("pty", "fcntl", "termios"))  # fmt: skip
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", 24, 120, 0, 0))  # rows, columns
    drawn = b""
    with subprocess.Popen(
        [sys.executable, "-m", "osint_helpers", *words],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=theirs, cwd=REPO,
    ) as running:  # fmt: skip
        os.close(theirs)
        with suppress(OSError):  # EIO: the other side is closed
            while piece := os.read(ours, 4096):
                drawn += piece
        os.close(ours)
    return running.returncode, drawn.decode()


def test_a_bar_is_drawn_on_a_terminal_and_taken_away(source, tmp_path):
    to = tmp_path / "store"
    code, drawn = on_a_terminal("tracks", "import", str(source), "--to", str(to), *COLUMNS)
    assert code == 0
    assert re.search(r"reading the inputs: +0%\|", drawn)
    assert drawn.rpartition("\r")[2].strip() == ""
    code, drawn = on_a_terminal("tracks", "events", str(to), "--kind", "gaps", "--to",
                                str(tmp_path / "found"))  # fmt: skip
    assert code == 0
    assert re.search(r"gaps: +0%\|", drawn), drawn


def test_nothing_is_drawn_in_a_pipe(source, tmp_path):
    words = ["tracks", "import", str(source), "--to", str(tmp_path / "store"), *COLUMNS]
    done = subprocess.run([sys.executable, "-m", "osint_helpers", *words], capture_output=True,
                          text=True, check=True, cwd=REPO)  # fmt: skip
    assert done.stderr == ""
    assert "\r" not in done.stdout


def test_the_same_files_again_are_answered_at_once(source, store, capsys):
    before = (store / "store.json").stat().st_mtime_ns
    assert main(["tracks", "import", str(source), "--to", str(store), *COLUMNS]) == 0
    assert capsys.readouterr().out.startswith("unchanged")
    assert (store / "store.json").stat().st_mtime_ns == before


def test_show_prints_the_same_as_import(store, capsys):
    assert main(["tracks", "show", str(store)]) == 0
    said = capsys.readouterr().out
    assert "window     2020-01-02 00:00:00 to 2020-01-02 12:00:00 UTC" in said
    assert "99" in next(line for line in said.splitlines() if "kept" in line) or "98" in said


@pytest.mark.parametrize("form", ["csv", "parquet", "gpkg"])
def test_events_are_written_once_and_kept(store, tmp_path, capsys, form):
    words = ("--kind", "gaps", "--rule", "longer_than_h=2", "--format", form)
    assert events(store, tmp_path / "out", *words) == 0
    first = list((tmp_path / "out").iterdir())
    assert [one.suffix for one in first] == [f".{form}"]
    assert "written" in capsys.readouterr().out
    at = first[0].stat().st_mtime_ns
    assert events(store, tmp_path / "out", *words) == 0
    assert "--again asks it anew" in capsys.readouterr().out
    assert first[0].stat().st_mtime_ns == at
    assert events(store, tmp_path / "out", *words, "--again") == 0
    assert first[0].stat().st_mtime_ns > at
    assert list((tmp_path / "out").iterdir()) == first  # no working folder is left


def test_another_threshold_is_another_file(store, tmp_path):
    for hours in (2, 3):
        assert events(store, tmp_path, "--kind", "gaps", "--rule", f"longer_than_h={hours}") == 0
    assert len(list(tmp_path.glob("gaps-*.parquet"))) == 2


def test_what_has_no_place_is_no_geopackage(store, tmp_path, capsys):
    assert events(store, tmp_path / "one", "--kind", "identity", "--format", "gpkg") == 2
    assert "identity conflicts have no place (--format csv or parquet)" in capsys.readouterr().err
    assert events(store, tmp_path / "all", "--kind", "all", "--format", "gpkg") == 0
    names = sorted(one.name.partition("-")[0] + one.suffix for one in (tmp_path / "all").iterdir())
    assert names == ["encounters.gpkg", "gaps.gpkg", "identity.csv", "loitering.gpkg", "port.gpkg"]


def test_a_search_that_stops_leaves_nothing_half_written(store, tmp_path, monkeypatch):
    def stop(_: object, path: Path) -> Path:
        path.write_text("half")
        raise KeyboardInterrupt

    monkeypatch.setattr("osint_helpers.tracks.events.Events.to_csv", stop)
    assert events(store, tmp_path, "--kind", "gaps", "--format", "csv") == 130
    assert list(tmp_path.iterdir()) == []


def test_cells_of_csv_are_no_formulas(store, tmp_path, monkeypatch):
    from dataclasses import replace

    real = KINDS["gaps"].search

    def hostile(*arguments: object) -> object:
        found = real(*arguments)
        return replace(found, frame=found.frame.assign(text="=1+1"))

    monkeypatch.setattr(type(KINDS["gaps"]), "search", lambda _, *arguments: hostile(*arguments))
    assert events(store, tmp_path, "--kind", "gaps", "--format", "csv") == 0
    with next(tmp_path.glob("*.csv")).open(newline="") as stream:
        assert {row["text"] for row in csv.DictReader(stream)} == {"'=1+1"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--rule", "wind=3"), "no rule has a threshold 'wind'"),
        (("--rule", "longer_than_h"), "has no two sides"),
        (("--rule", "longer_than_h=long"), "longer_than_h is 'long'"),
        (("--rule", "longer_than_h=-1"), "longer_than_h"),
        (("--rule", "encounters.within_m=3"), "no rule has a threshold"),
        (("--memory", "much"), "DuckDB refuses its settings"),
    ],
)
def test_what_cannot_be_asked_is_one_line_and_exit_2(store, tmp_path, capsys, words, said):
    assert events(store, tmp_path, "--kind", "gaps", *words) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_threshold_can_be_given_to_one_kind_alone():
    found = rules(["gaps"], ["gaps.longer_than_h=3"])["gaps"]
    assert found.longer_than_h == 3.0
    with pytest.raises(TracksError, match=r"there are gaps\.longer_than_h"):
        rules(["gaps"], ["loitering.longer_than_h=3"])


def test_every_kind_has_its_rule_and_function():
    from osint_helpers import tracks

    for kind in KINDS.values():
        assert callable(getattr(tracks, kind.rule))
        assert callable(getattr(tracks, kind.function))


@pytest.mark.parametrize(
    ("column", "said"),
    [("mmsi", "has no two sides"), ("cargo=X", "does not have"), ("mmsi=GONE", "GONE")],
)
def test_a_wrong_column_is_named(source, tmp_path, capsys, column, said):
    words = ["tracks", "import", str(source), "--to", str(tmp_path / "s"), f"--column={column}"]
    assert main(words) == 2
    assert said in capsys.readouterr().err
    twice = [*words[:-1], "--column=mmsi=A", "--column=mmsi=B"]
    assert main(twice) == 2
    assert "twice" in capsys.readouterr().err


def test_no_store_is_one_line(tmp_path, capsys):
    for words in (["show"], ["events", "--kind", "gaps", "--to", str(tmp_path)]):
        assert main(["tracks", words[0], str(tmp_path / "none"), *words[1:]]) == 2
        assert "import_positions" in capsys.readouterr().err


def test_a_missing_extra_is_named(store, tmp_path, capsys, monkeypatch):
    from osint_helpers.tracks import extras

    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(extras, "import_module", missing)
    assert events(store, tmp_path, "--kind", "gaps") == 2
    assert "pip install osint-helpers[tracks]" in capsys.readouterr().err


def test_a_store_without_a_position_is_shown(tmp_path, capsys):
    file, to = tmp_path / "none.csv", tmp_path / "store"
    file.write_text("mmsi,t,lat,lon\n")
    assert main(["tracks", "import", str(file), "--to", str(to)]) == 0
    assert "window     none: no position was kept" in capsys.readouterr().out
    assert main(["tracks", "show", str(to)]) == 0
    assert "holds      0 positions" in capsys.readouterr().out


def test_events_say_what_they_do_not_show(store, tmp_path, capsys):
    assert events(store, tmp_path, "--kind", "gaps", "--format", "csv") == 0
    assert "  limit    A gap says that no position" in capsys.readouterr().out


def test_events_are_not_written_into_the_store(store, capsys):
    for to in (store, store / "positions" / "mine"):
        assert events(store, to, "--kind", "gaps") == 2
        assert "lies in the store" in capsys.readouterr().err
        assert not list(store.glob("gaps-*"))


def test_a_store_that_is_replaced_is_said(source, tmp_path, capsys):
    to = tmp_path / "store"
    command = ["tracks", "import", str(source), "--to", str(to), *COLUMNS]
    assert main(command) == 0
    assert capsys.readouterr().out.startswith("store ")
    assert main([*command, "--zone", "UTC"]) == 0
    assert capsys.readouterr().out.startswith("replaced")


def test_ctrl_c_in_a_query_is_a_stop(store, tmp_path, capsys, monkeypatch):
    # DuckDB says so with a RuntimeError of this text
    def stopped(*_: object) -> None:
        raise RuntimeError("Query interrupted")

    monkeypatch.setattr("osint_helpers.tracks.engines.embedded.DuckDB._view", stopped)
    assert events(store, tmp_path, "--kind", "port-calls") == 130
    assert capsys.readouterr().err.startswith("stopped")
    assert not list(tmp_path.iterdir())


def test_ctrl_c_in_a_pass_is_a_stop(store, tmp_path, capsys, monkeypatch):
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("osint_helpers.tracks.engines.streams._searched", stopped)
    assert events(store, tmp_path, "--kind", "gaps") == 130
    assert capsys.readouterr().err.startswith("stopped")
    assert not list(tmp_path.iterdir())


STOPPED = """
import os, signal, sys, time
from osint_helpers.cli import main
from osint_helpers.tracks import csvs

real, batches, reads, at = csvs._Text.raw, csvs.batches, [None], int(sys.argv[1])

def staged(*given):
    reads[0] = 0
    return batches(*given)

def slow(self):
    data = real(self)
    if reads[0] is not None:
        reads[0] += 1
        if reads[0] == at:
            os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.15)  # a slow disk: whoever reads comes back when the program is ending
    return data

csvs._BLOCK, csvs._Text.raw, csvs.batches = 20_000, slow, staged
del sys.argv[1]
sys.exit(main())  # as the command does: the arguments of the process
"""


@pytest.mark.parametrize("read", [2, 3, 5])
def test_ctrl_c_while_a_csv_is_read_ends_quietly(read, source, tmp_path):
    text = source.read_text()
    head, _, rows = text.partition("\n")
    big = tmp_path / "big.csv"
    big.write_text(f"{head}\n{rows * 40}")
    to = tmp_path / "store"
    done = subprocess.run(
        [sys.executable, "-c", STOPPED, str(read), "tracks", "import", str(big), "--to", str(to),
         *COLUMNS],
        capture_output=True, text=True, check=False, cwd=REPO, timeout=120,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    assert done.stderr == "stopped; nothing half-written was left behind\n"
    assert done.returncode == 130
    assert not to.exists()


def test_a_geopackage_that_does_not_fit_is_an_error_and_leaves_nothing(store, tmp_path, capsys):
    resource = pytest.importorskip("resource")
    old, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.getsignal(signal.SIGXFSZ)
    ends = ["--last", "40.5,-73.9", "--hours", "9", "--to", str(tmp_path / "r.gpkg")]
    try:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, old[1]))
        codes = [events(store, tmp_path, "--kind", "gaps", "--format", "gpkg"), reach(*ends)]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, handler)
    assert codes == [2, 2]
    said = capsys.readouterr().err
    assert said.count("error: ") == said.count("cannot be written") == len(said.splitlines()) == 2
    assert not list(tmp_path.iterdir())


def test_the_name_of_a_reach_is_looked_at_before_the_work(capsys):
    assert reach("--last", "40.5,-73.9", "--hours", "9", "--to", "r.txt") == 2
    said = capsys.readouterr()
    assert ".csv or .gpkg" in said.err
    assert said.out == ""


def reach(*words: str) -> int:
    return main(["tracks", "reach", "--speed", "5,14", *words])


def test_reach_between_two_ends_says_what_could_have_been_reached(tmp_path, capsys):
    to = tmp_path / "deep" / "reach.csv"
    words = ("--last=54.1,7.9", "--next=54.4,7.6", "--hours", "30", "--radius", "2", "--dwell",
             "1,6", "--limit", "2", "--to", str(to))  # fmt: skip
    assert reach(*words) == 0
    said = capsys.readouterr().out
    assert said.startswith("what could have been reached under these assumptions; not where")
    assert "Average speed under way: 5 to 14 kn" in said
    assert "more; --limit prints them" in said
    with to.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["answer"] for row in rows} >= {"unreachable", "undetermined"}
    assert all("not where the vessel was" in row["caution"] for row in rows)
    assert len(list(to.parent.iterdir())) == 1


def test_reach_writes_points(tmp_path):
    geopandas = pytest.importorskip("geopandas")
    to = tmp_path / "reach.gpkg"
    assert reach("--last=54.1,7.9", "--hours", "10", "--port", "DEHAM", "--to", str(to)) == 0
    held = geopandas.read_file(to)
    assert list(held["port"]) == ["DEHAM"]
    assert held.crs.to_epsg() == 4326


def test_reach_of_a_gap_of_a_store(store, tmp_path, capsys):
    rule = ("--rule", "longer_than_h=2")
    assert events(store, tmp_path, "--kind", "gaps", "--format", "csv", *rule) == 0
    with next(tmp_path.glob("*.csv")).open(newline="") as stream:
        row = next(one for one in csv.DictReader(stream) if one["open"] == "")
    capsys.readouterr()
    assert reach(str(store), "--gap", row["event"][:8], *rule) == 0
    said = capsys.readouterr().out
    assert f"gap        {row['event']} of MMSI {row['mmsi']}" in said
    assert "Time between them: 4 h" in said
    assert reach(str(store), "--gap", row["event"]) == 2  # under the rule of 6 h it is none
    assert "0 gaps of this store have the id" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "the ends of the gap and its hours"),
        (("--last=1,2",), "the ends of the gap and its hours"),
        (("--last=here", "--hours", "3"), "no position"),
        (("--last=99,2", "--hours", "3"), "latitude 99"),
        (("--last=1,2", "--hours", "3,4,5"), "no number and no pair"),
        (("--last=1,2", "--hours", "x"), "no number and no pair"),
        (("--gap", "abc"), "by its store and its id"),
        (("store", "--gap", "abc", "--hours", "3"), "gives both ends"),
        (("--last=54.1,7.9", "--hours", "3", "--port", "DEHAM", "--to", "x.txt"), ".csv or .gpkg"),
        (("--last=54.1,7.9", "--hours", "3", "--port", "NO PORT"), "NO PORT"),
    ],
)
def test_a_reach_that_cannot_be_asked_is_one_line_and_exit_2(capsys, words, said):
    assert reach(*words) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
