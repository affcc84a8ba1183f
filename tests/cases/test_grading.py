"""The mechanical rules of docs/grading.md."""

from __future__ import annotations

from scripts.transcription.grades import credibility, known_since


def test_known_since_is_the_first_certain_publication() -> None:
    sources = {
        name: {"date": day}
        for name, day in (("a", "2019-07"), ("b", "2019-07-31"), ("c", "2019-08-01"), ("d", None))
    }
    claim = {"stated_certainty": "reported", "sources": ["a", "c", "d"]}
    assert known_since(claim, sources, "2026-11-21") == "2019-07"
    assert known_since({**claim, "sources": ["c", "b", "a"]}, sources, "") == "2019-07-31"
    assert known_since({**claim, "sources": ["d"]}, sources, "2026-11-21") == "2026-11-21"
    computed = {"stated_certainty": "computed", "sources": ["a"]}
    assert known_since(computed, sources, "2026-11-21") == "2026-11-21"


def test_credibility_follows_the_table() -> None:
    register = [
        {"id": "one", "own_gathering": True, "rests_on": []},
        {"id": "two", "own_gathering": True, "rests_on": []},
        {"id": "relay", "own_gathering": False, "rests_on": ["one"]},
        {"id": "joint", "own_gathering": True, "rests_on": ["one"]},
    ]
    sources = [
        {"id": "s1", "parents": ["one"]},
        {"id": "s2", "parents": ["own"], "strand": "two"},
        {"id": "s3", "parents": ["relay"]},
        {"id": "s4", "parents": ["joint"]},
    ]
    world = {"parent_register": register, "sources": sources}

    def grade(name: str, certainty: str, used: list[str], against: list[str]) -> str:
        claim = {
            "id": name, "stated_certainty": certainty, "sources": used, "contradicts": against,
        }  # fmt: skip
        return str(credibility(claim, world))

    assert grade("d_x", "reported", ["s1", "s2"], []) == "5"
    assert grade("x", "alleged", ["s1", "s2"], []) == "6"
    assert grade("x", "reported", ["s1", "s3"], ["y"]) == "4"
    assert grade("x", "reported", ["s1", "s2"], ["y"]) == "3"
    assert grade("x", "reported", ["s1", "s3"], []) == "3"
    assert grade("x", "reported", ["s1", "s2"], ["d_y"]) == "2"
    assert grade("x", "reported", ["s1", "s4"], []) == "3"  # joint publishers are one voice
