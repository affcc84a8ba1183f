"""Facts from plain values: every kind can be written in a table, and a slip is named."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.dates import DateInterval
from osint_helpers.errors import LawError
from osint_helpers.law import flags

E = ("c_1",)


def test_every_fact_of_every_rule_has_a_form():
    wanted = {kind.__name__ for rule in flags.RULES for kind in flags.input_of(rule)}
    assert wanted == set(flags.KINDS)


def test_a_gap_between_two_dates():
    made = flags.fact_of("Gap", {"ship": "S", "off": "2018-10-01", "on": "2018-10-19",
                                 "at_sea": None}, evidence=E)  # fmt: skip
    dates = DateInterval.of_text("2018-10-01"), DateInterval.of_text("2018-10-19")
    assert made == flags.Gap.between(*dates, ship="S", evidence=E)


def test_a_gap_by_hours():
    made = flags.fact_of("Gap", {"ship": "S", "when": "then", "hours": [12, 13.5]}, evidence=E)
    assert made == flags.Gap(ship="S", when="then", hours=(12.0, 13.5), evidence=E)


def test_papers_hold_two_documents():
    paper = {"paper": "a", "kind": "bill of lading", "fields": {"origin": "X"}}
    made = flags.fact_of("Papers", {"movement": "m", "first": paper,
                                    "second": {**paper, "amends": "a"}}, evidence=E)  # fmt: skip
    assert made.second == flags.Document(
        paper="a", kind="bill of lading", fields={"origin": "X"}, amends="a"
    )


def test_lists_of_records_and_dates_by_name():
    asked = []

    def date(text):
        asked.append(text)
        return DateInterval.of_text("2018-10-05")

    made = flags.fact_of(
        "DeclaredCall",
        {"ship": "S", "port": "P", "day": "claim:x", "record": "r", "complete": False,
         "arrivals": [{"port": "Q", "day": "claim:y", "evidence": "e"}]},
        evidence=E, date=date,
    )  # fmt: skip
    assert asked == ["claim:x", "claim:y"]
    assert made.arrivals[0].port == "Q"
    assert made.complete is False


def test_explanation_and_responses_are_handed_on():
    why = flags.Explanation(text="logged", evidence=("c_2",))
    made = flags.fact_of("Stated", {"text": "t"}, evidence=E, explained=why, responses=())
    assert (made.explained, made.responses) == (why, ())


@pytest.mark.parametrize(
    ("kind", "inputs", "told"),
    [
        ("Nothing", {}, "no kind of fact"),
        ("Stated", {}, "needs 'text'"),
        ("Stated", {"text": 1}, "text is 1"),
        ("Stated", {"text": "t", "more": 1}, "no 'more'"),
        ("Stated", {"text": "t", "evidence": ["x"]}, "column of its own"),
        ("Consignee", {"name": "n", "forwarder": "yes"}, "true or false"),
        ("Gap", {"ship": "S", "when": "w", "hours": [1]}, "a list of 2"),
        ("Gap", {"ship": "S", "when": "w", "hours": [True, 2]}, "a number"),
        ("Gap", {"ship": "S", "off": "2018-13-01", "on": "2018-10-01"}, "off is '2018-13-01'"),
        ("Voyage", {"calls": "CNDAL"}, "a list"),
        ("Papers", {"movement": "m", "first": 1, "second": 2}, "first is 1"),
        ("Papers", {"movement": "m", "first": {"paper": "a", "kind": "k", "fields": {"o": 1}},
                    "second": {}}, "an object of texts"),
        ("Encounter", {"ships": ["a", "b"], "when": "2018", "start": "noon"}, "start is 'noon'"),
        ("ListAnswer", {"subject": "s", "day": "2018", "list": "l", "answer": "listed",
                        "matched_by": "feeling"}, "one of"),
    ],
)  # fmt: skip
def test_a_slip_is_named(kind, inputs, told):
    with pytest.raises(LawError, match=told):
        flags.fact_of(kind, inputs, evidence=E)


def test_a_fact_without_evidence_is_refused():
    with pytest.raises(LawError, match="without evidence"):
        flags.fact_of("Stated", {"text": "t"}, evidence=())


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.floats(allow_nan=False),
              st.text(max_size=4), st.just("2018-10")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner,
                                                                 max_size=3),
    max_leaves=6,
)  # fmt: skip


@given(st.sampled_from(sorted(flags.KINDS)), st.data())
def test_any_json_is_a_fact_or_a_named_error(kind, data):
    names = [one.name for one in fields(flags.KINDS[kind])]
    inputs = data.draw(st.dictionaries(st.sampled_from([*names, "off", "on"]), JSON))
    assert json.dumps(inputs)
    made: object
    try:
        made = flags.fact_of(kind, inputs, evidence=E)
    except LawError as error:
        made = error
    assert is_dataclass(made) or made.advice
