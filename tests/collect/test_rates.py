"""The table of turns: kept across processes, and by no accident a wait without an end."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from osint_helpers.collect.rates import Rates, host_of, state_folder
from osint_helpers.errors import CollectError
from tests.conftest import REPO

TURNS = """
import sys, time
from pathlib import Path
from osint_helpers.collect.rates import Rates
rates = Rates(Path(sys.argv[1]))
for _ in range(5):
    rates.turn("source.example:8000", 0.05, within=60)
    print(time.time())
"""


class Clock:
    def __init__(self, at: float = 1000.0) -> None:
        self.at = at
        self.slept: list[float] = []

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rates(tmp_path: Path, clock: Clock) -> Rates:
    return Rates(tmp_path / "rates", now=clock.now, sleep=clock.sleep)


def table(folder: Path) -> Path:
    (file,) = (folder / "rates").glob("*.json")
    return file


def test_the_first_turn_is_at_once_and_the_next_after_the_interval(
    rates: Rates, clock: Clock
) -> None:
    assert rates.turn("h", 2.0, within=10) == 0.0
    assert rates.turn("h", 2.0, within=10) == pytest.approx(2.0)
    clock.at += 1.5
    assert rates.turn("h", 2.0, within=10) == pytest.approx(0.5)
    assert clock.slept == pytest.approx([2.0, 0.5])


def test_hosts_and_ports_have_turns_of_their_own(rates: Rates) -> None:
    for host in ("a.example", "b.example", "a.example:8000", "[::1]:80"):
        assert rates.turn(host, 9.0, within=1) == 0.0
    assert rates.turn("A.EXAMPLE:8000", 9.0, within=10) == pytest.approx(9.0)


def test_a_turn_that_comes_too_late_is_not_taken(rates: Rates) -> None:
    rates.turn("h", 5.0, within=1)
    for _ in range(3):
        with pytest.raises(TimeoutError):
            rates.turn("h", 5.0, within=1)
    assert rates.turn("h", 5.0, within=10) == pytest.approx(5.0)


def test_a_hold_is_kept_and_never_shortens(rates: Rates) -> None:
    rates.hold("h", 8.0)
    rates.hold("h", 2.0)
    rates.hold("h", -5.0)
    assert rates.turn("h", 1.0, within=10) == pytest.approx(8.0)


def test_no_source_can_hold_a_host_for_days(rates: Rates) -> None:
    rates.hold("h", 1e9)
    assert rates.turn("h", 1.0, within=4000) == pytest.approx(3600.0)


def test_a_clock_that_was_set_back_makes_nobody_wait_longer_than_was_meant(
    rates: Rates, clock: Clock
) -> None:
    clock.at = 1e9
    rates.turn("h", 2.0, within=10)
    clock.at -= 86_400
    assert rates.turn("h", 2.0, within=10) == pytest.approx(2.0)
    assert rates.turn("h", 2.0, within=10) == pytest.approx(2.0)


def test_a_clock_that_was_set_forward_stops_nobody(rates: Rates, clock: Clock) -> None:
    rates.turn("h", 2.0, within=10)
    clock.at += 86_400
    assert rates.turn("h", 2.0, within=10) == 0.0


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "7", "true", '{"next": 1}', '{"next": "x", "written": 1}',
     '{"next": NaN, "written": 1}', '{"next": 1e999, "written": 1000}',
     '{"next": null, "written": 1}', "[" * 10_000, "\udcff"],
)  # fmt: skip
def test_a_broken_table_counts_as_none(
    rates: Rates, clock: Clock, tmp_path: Path, text: str
) -> None:
    rates.turn("h", 5.0, within=1)
    table(tmp_path).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert rates.turn("h", 5.0, within=1) == 0.0
    assert json.loads(table(tmp_path).read_text())["next"] == clock.at + 5


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("SYNTHETIC")
    with pytest.raises(CollectError, match="table of turns") as caught:
        Rates(tmp_path / "file" / "rates").turn("h", 1.0, within=1)
    assert "OSINT_STATE" in caught.value.advice


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "rates").mkdir(mode=0o500)
    with pytest.raises(CollectError, match="table of turns"):
        Rates(tmp_path / "rates").turn("h", 1.0, within=1)


def test_processes_share_the_turns(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TURNS, tmp_path]
    environment = {**os.environ, "PYTHONPATH": str(REPO)}
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=REPO)
        for _ in range(4)
    ]
    moments = sorted(
        float(line) for one in running for line in one.communicate(timeout=120)[0].split()
    )
    assert len(moments) == 20
    assert moments[-1] - moments[0] >= 19 * 0.05 - 0.03
    # a process may be late for its turn, never early: no window holds more turns than it may
    for first, sixth in zip(moments, moments[5:], strict=False):
        assert sixth - first > 2 * 0.05


def _child(folder: str, path: str) -> None:
    Rates(Path(folder)).turn("h", 0.0, within=5)
    Path(path).write_text("done")


FORKS = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")


@FORKS
def test_a_child_that_was_forked_while_the_lock_was_held_stops_nobody(tmp_path: Path) -> None:
    rates = Rates(tmp_path / "rates")
    context = multiprocessing.get_context("fork")
    sleeper = context.Process(target=time.sleep, args=(30,))
    with rates._locked("h"):
        sleeper.start()  # holds a copy of the handle for as long as it lives
    try:
        done = tmp_path / "done"
        other = context.Process(target=_child, args=(str(tmp_path / "rates"), str(done)))
        other.start()
        other.join(10)
        assert done.exists()
    finally:
        sleeper.terminate()
        sleeper.join()


@FORKS
def test_many_forked_workers_take_turns(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    workers = [
        context.Process(target=_child, args=(str(tmp_path / "rates"), str(tmp_path / f"d{n}")))
        for n in range(12)
    ]
    for one in workers:
        one.start()
    for one in workers:
        one.join(30)
    assert len(list(tmp_path.glob("d*"))) == 12


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://ana:SECRET@source.example:8443/x?y", "source.example:8443"),
        ("http://Source.Example/", "source.example"),
        ("http://[::1]:80/", "::1:80"),
    ],
)
def test_a_login_in_an_address_does_not_name_a_file(url: str, host: str) -> None:
    assert host_of(url) == host


def test_where_the_table_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OSINT_STATE", str(tmp_path / "own"))
    assert state_folder() == tmp_path / "own"
    monkeypatch.delenv("OSINT_STATE")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert state_folder() == tmp_path / "state" / "osint-helpers"


def test_a_planted_link_is_not_written_through(rates: Rates, tmp_path: Path) -> None:
    folder = tmp_path / "rates"
    folder.mkdir()
    mine = tmp_path / "mine"
    mine.write_text("mine", "utf-8")
    (folder / "host.part").symlink_to(mine)
    rates.turn("host", 1.0, within=10)
    assert mine.read_text("utf-8") == "mine"
    assert table(tmp_path).name == "host.json"


def test_a_planted_link_makes_no_file_elsewhere(rates: Rates, tmp_path: Path) -> None:
    (tmp_path / "rates").mkdir()
    (tmp_path / "rates" / "host.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CollectError, match="cannot be written"):
        rates.turn("host", 1.0, within=10)
    assert not (tmp_path / "elsewhere").exists()


def test_a_planted_pipe_makes_nobody_wait(tmp_path: Path) -> None:
    folder = tmp_path / "rates"
    folder.mkdir()
    os.mkfifo(folder / "source.example-8000.json")
    subprocess.run(
        [sys.executable, "-c", TURNS, str(folder)], cwd=REPO, timeout=30, check=True,
        capture_output=True,
    )  # fmt: skip


def test_a_turn_at_the_very_end_of_the_time_is_taken(rates: Rates) -> None:
    rates.turn("h", 5.0, within=0.0)
    assert rates.turn("h", 5.0, within=5.0) == 5.0


def test_a_hold_of_less_than_nothing_is_none(rates: Rates, tmp_path: Path, clock: Clock) -> None:
    rates.hold("h", -50.0)
    assert json.loads(table(tmp_path).read_text())["next"] == clock.at


def test_a_table_that_says_years_makes_nobody_wait_longer_than_an_hour(
    rates: Rates, tmp_path: Path, clock: Clock
) -> None:
    rates.hold("h", 1.0)
    table(tmp_path).write_text(json.dumps({"next": clock.at + 9e9, "written": clock.at}))
    assert rates.turn("h", 0.0, within=9e9) == 3600.0


def test_an_empty_state_folder_of_the_user_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OSINT_STATE", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", "")
    assert state_folder() == Path.home() / ".local" / "state" / "osint-helpers"
