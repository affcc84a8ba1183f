"""warcio reads every kind of capture and agrees with its digests and bodies."""

from __future__ import annotations

import pytest

from tests.conformance.conftest import CUT, SHAPES, Taken
from tests.conformance.environment import ask, run

pytestmark = pytest.mark.conformance


@pytest.mark.parametrize("shape", SHAPES)
def test_each_capture_came_out_as_expected(taken: Taken, shape: str) -> None:
    assert taken.captures[shape].outcome == SHAPES[shape]


@pytest.mark.parametrize("shape", SHAPES)
def test_digests_are_those_warcio_computes(taken: Taken, shape: str) -> None:
    done = run("warcio", "check", "-v", taken.captures[shape].folder / "wire.warc")
    assert done.returncode == 0, done.stdout
    assert "digest pass" in done.stdout
    assert "fail" not in done.stdout


def test_a_changed_byte_does_not_pass(taken: Taken, tmp_path) -> None:
    data = (taken.captures["page"].folder / "wire.warc").read_bytes()
    changed = tmp_path / "changed.warc"
    changed.write_bytes(data.replace(b"2 units", b"9 units", 1))
    assert changed.read_bytes() != data
    assert run("warcio", "check", changed).returncode == 1


def test_warcio_decodes_the_bodies_this_suite_stored(taken: Taken) -> None:
    paths = {shape: str(one.folder / "wire.warc") for shape, one in taken.captures.items()}
    read = ask("warc_records", list(paths.values()))
    for shape, capture in taken.captures.items():
        answers = [one for one in read[paths[shape]] if one["type"] == "response"]
        assert [one["url"] for one in answers] == [hop["url"] for hop in capture.record["hops"]]
        # A coding nobody here knows or that is broken is kept as sent; warcio may go further.
        if capture.outcome not in ("unknown-coding", "bad-response"):
            assert answers[-1]["sha256"] == capture.sha256, shape
        assert bool(answers[-1]["truncated"]) == (shape in CUT)


def test_a_redirect_is_a_request_and_a_response_for_each_hop(taken: Taken) -> None:
    path = str(taken.captures["redir"].folder / "wire.warc")
    kinds = [one["type"] for one in ask("warc_records", [path])[path]]
    assert (kinds.count("response"), kinds.count("request")) == (3, 3)
