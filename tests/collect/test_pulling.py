from __future__ import annotations

import pandas as pd
import pytest

from osint_helpers.collect import pulling
from osint_helpers.collect.pulling import Pull
from tests.collect import practice
from tests.collect.desk import Desk
from tests.collect.fakes.server import FakeSources


@pytest.fixture
def desk(tmp_path, monkeypatch):
    practice.install(monkeypatch)
    with FakeSources(practice=practice.answer) as fakes:
        yield Desk(tmp_path, fakes)


def pull(collector="practice.rows", **texts):
    return Pull("p", collector, texts, "SYNTHETIC")


def states(client, *pulls):
    return [(one.state, one.problem) for one in pulling.run(client, pulls)]


def test_a_pull_is_recorded_and_tomorrow_gives_the_same_table_offline(desk):
    (first,) = pulling.run(desk.client("record"), [pull(parts="a,bb")])
    asked = len(desk.fakes.asked)
    (second,) = pulling.run(desk.client("replay"), [pull(parts="a,bb")])
    assert first.state == second.state == "complete"
    assert len(desk.fakes.asked) == asked
    assert pulling.facts(first) == pulling.facts(second)
    assert pulling.facts(first)["rows"] == 2


def test_a_part_that_fails_makes_the_pull_incomplete_and_is_named(desk):
    ((state, problem),) = states(desk.client("record"), pull(parts="a,bb", fail="bb"))
    assert state == "not complete"
    assert problem.startswith("bb: ")


def test_a_pull_that_fails_stops_no_other(desk):
    found = states(
        desk.client("record"),
        pull("practice.locked", number="1"),
        pull("nowhere.rows"),
        pull("practice.nothing"),
        pull(parts="?"),
        pull(parts="a"),
    )
    assert [state for state, _ in found] == [
        "not recorded", "cannot be asked", "cannot be asked", "cannot be asked", "complete",
    ]  # fmt: skip
    assert all(problem for state, problem in found if state != "complete")


def test_what_is_not_recorded_says_how_to_record_it(desk):
    ((state, problem),) = states(desk.client("replay"), pull(parts="a"))
    assert state == "not recorded"
    assert "osint pull" in problem


def test_a_stopped_run_goes_on_where_it_was(desk):
    def stop(done):
        raise KeyboardInterrupt

    first, second = pull(parts="a"), pull(parts="bb")
    with pytest.raises(KeyboardInterrupt):
        list(pulling.run(desk.client("record"), [first, second], after=stop))
    assert states(desk.client("record"), first, second) == [("complete", ""), ("complete", "")]
    assert [one.one("part") for one in desk.fakes.asked] == ["a", "bb"]


def test_the_digest_of_a_table_knows_every_cell_and_what_is_missing():
    frame = pd.DataFrame({"a": [1.0, float("nan")], "b": [("x",), ()]})
    same = pd.DataFrame({"a": [1.0, None], "b": [["x"], []]})
    assert pulling.digest(frame) == pulling.digest(same)
    others = [frame.assign(a=[1.0, 0.0]), frame.assign(b=[("x",), ("",)]), frame[::-1],
              frame.rename(columns={"a": "c"}), frame.head(1)]  # fmt: skip
    digests = {pulling.digest(one) for one in [frame, *others]}
    assert len(digests) == 6


def test_times_and_numbers_of_a_digest_are_written_one_way():
    at = pd.Series(pd.to_datetime(["2018-10-07T03:04:05Z"], utc=True))
    fine, coarse = (at.astype(f"datetime64[{unit}, UTC]") for unit in ("ns", "s"))
    assert pulling.digest(fine.to_frame("t")) == pulling.digest(coarse.to_frame("t"))
    whole = pd.DataFrame({"n": pd.array([1, None], dtype="Int64")})
    assert pulling.digest(whole) == pulling.digest(
        pd.DataFrame({"n": pd.Series([1, None], dtype=object)})
    )


def test_the_digest_tells_microseconds_apart():
    times = ["2026-01-01T00:00:00.000001Z", "2026-01-01T00:00:00.000002Z"]
    one, other = (pulling.digest(pd.DataFrame({"at": [pd.Timestamp(text)]})) for text in times)
    assert one != other


def test_the_log_keeps_the_schema_and_each_outcome_is_told_before_it_is_yielded(desk):
    told = []
    ran = pulling.run(desk.client("record"), [pull(parts="a")], after=told.append)
    done = next(ran)
    assert told == [done]
    assert pulling.facts(done)["schema"] == done.collected.meta.schema_version
