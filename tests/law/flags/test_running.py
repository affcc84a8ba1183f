from __future__ import annotations

from datetime import date

import pytest

from osint_helpers.dates import DateInterval
from osint_helpers.errors import LawError
from osint_helpers.law import flags
from osint_helpers.law.flags.running import SIGNED, TESTS
from osint_helpers.reference.provenance import rows

# SYNTHETIC facts
E = ("SYNTHETIC-1",)
GAP = flags.Gap(ship="SYNTHETIC", when="once", hours=(20, 20), evidence=E)
SHORT = flags.Gap(ship="SYNTHETIC", when="twice", hours=(2, 2), evidence=("SYNTHETIC-2",))
STATED = flags.Stated(text="SYNTHETIC statement", evidence=("SYNTHETIC-3",))


def note(**more: object) -> flags.Observation:
    given = {"who": "SYNTHETIC", "on": date(2018, 1, 2), "seen": "a SYNTHETIC thing", "meets": True}
    return flags.Observation(**{**given, "evidence": E, **more})


def test_every_rule_of_the_data_has_a_function_and_no_other() -> None:
    assert set(TESTS) | set(SIGNED) == set(flags.RULES)
    assert list(flags.RULES) == [f"RF{n:02d}" for n in range(1, 21)]


def test_manual_rules_take_the_row_of_an_analyst_and_automatic_ones_a_fact() -> None:
    for name, rule in flags.RULES.items():
        assert (name in TESTS) is (rule.automation == "automatic"), name
        assert name in SIGNED or rule.automation == "automatic", name


def test_every_source_of_a_rule_is_in_the_table() -> None:
    known = {row["source"] for row in rows("red_flag_sources.csv")}
    assert all(set(rule.sources) <= known and rule.sources for rule in flags.RULES.values())


@pytest.mark.parametrize("rule", list(flags.RULES))
def test_without_facts_every_rule_is_not_testable_and_says_what_it_needs(rule: str) -> None:
    result = flags.run(rule, [])
    assert result.result == "not_testable"
    assert result.evidence == ()
    assert flags.RULES[rule].data_needed[0] in result.text


@pytest.mark.parametrize("rule", list(flags.RULES))
def test_a_statement_of_a_source_alone_is_never_computed(rule: str) -> None:
    result = flags.run(rule, STATED)
    assert result.result == "not_testable"
    assert "stated by the source, not computed: SYNTHETIC statement" in result.text
    assert result.evidence == ("SYNTHETIC-3",)


def test_one_fired_fact_fires_and_only_its_evidence_is_given() -> None:
    result = flags.run("RF01", [SHORT, GAP, STATED])
    assert result.result == "fired"
    assert result.evidence == E
    assert [one.result for one in result.findings] == ["not_fired", "fired", "not_testable"]


def test_what_could_not_be_tested_outweighs_what_did_not_fire() -> None:
    assert flags.run("RF01", [SHORT, STATED]).result == "not_testable"
    assert flags.run("RF01", [SHORT]).result == "not_fired"


def test_no_result_carries_a_number_that_adds_up_flags() -> None:
    result = flags.run("RF01", [GAP, GAP])
    fields = {name: getattr(result, name) for name in result.__slots__}
    assert not [name for name, value in fields.items() if isinstance(value, int | float)]
    assert list(flags.table([result]).select_dtypes("number").columns) == []


def test_parameters_are_printed_with_unit_and_basis() -> None:
    result = flags.run("RF01", GAP)
    assert [one.text for one in result.parameters] == ["gap_hours = 12 h (project default)"]
    assert "Parameters: gap_hours = 12 h (project default)." in result.text
    lists = flags.run("RF10", []).parameters[0].text
    assert lists == "areas = East China Sea, Gulf of Tonkin, Dalian, Nampo (project default)"


def test_a_given_parameter_decides_and_says_that_it_was_given() -> None:
    result = flags.run("RF01", GAP, gap_hours=48)
    assert result.result == "not_fired"
    assert result.parameters[0].text == "gap_hours = 48 h (given for this run; project default 12)"
    assert flags.RULES["RF01"].parameters["gap_hours"].value == 12


@pytest.mark.parametrize("value", ["12", -1, float("nan"), float("inf"), None, True, (12,)])
def test_a_number_that_is_none_is_refused(value: object) -> None:
    with pytest.raises(LawError, match="gap_hours"):
        flags.run("RF01", GAP, gap_hours=value)


@pytest.mark.parametrize("value", ["Dalian", (), [1], 3])
def test_a_list_that_is_none_is_refused(value: object) -> None:
    with pytest.raises(LawError, match="areas is a list of words"):
        flags.run("RF10", [], areas=value)


def test_an_unknown_rule_parameter_or_fact_is_refused() -> None:
    with pytest.raises(LawError, match="'RF21' is no rule"):
        flags.run("RF21", [])
    with pytest.raises(LawError, match="RF01 has no parameter 'hours'"):
        flags.run("RF01", GAP, hours=1)
    with pytest.raises(LawError, match="RF02 cannot test a Gap") as caught:
        flags.run("RF02", GAP)
    assert "ShipIdentity, Stated" in caught.value.advice


def test_an_automatic_rule_does_not_take_the_word_of_an_analyst() -> None:
    with pytest.raises(LawError, match="RF01 cannot test a Observation"):
        flags.run("RF01", note())
    assert flags.run("RF06", note()).result == "fired"


def test_a_rule_can_be_handed_over_itself() -> None:
    assert flags.run(flags.RULES["RF01"], GAP) == flags.run("RF01", GAP)


def test_responses_are_printed_and_their_absence_too() -> None:
    def text(responses: tuple[str, ...] | None) -> str:
        fact = flags.Consignee(name="SYNTHETIC", evidence=E, responses=responses)
        return flags.run("RF11", fact).text

    assert "responses: c1, c2" in text(("c1", "c2"))
    assert "responses: none found" in text(())
    assert "responses" not in text(None)


def test_the_row_of_an_analyst_says_who_when_and_what() -> None:
    result = flags.run("RF17", note())
    assert result.result == "fired"
    assert "entered by SYNTHETIC, 2 January 2018: a SYNTHETIC thing" in result.text
    assert flags.run("RF17", note(meets=False)).result == "not_fired"


def test_a_repaint_needs_two_dated_images() -> None:
    one = flags.Image(evidence="a", day=DateInterval.of_text("2018"))
    two = flags.Image(evidence="b", day=DateInterval.of_text("2019"))
    bare = flags.Image(evidence="c", day=DateInterval.none())
    assert flags.run("RF03", note(images=(one, two))).result == "fired"
    for images in ((one,), (), (one, one), (one, bare)):
        assert flags.run("RF03", note(images=images)).result == "not_testable"
    assert "images a of 2018, b of 2019" in flags.run("RF03", note(images=(one, two))).text


@pytest.mark.parametrize("evidence", [(), "abc", ("",), (" ",), (1,), None])
def test_a_fact_without_evidence_is_refused(evidence: object) -> None:
    with pytest.raises(LawError, match="without evidence"):
        flags.Stated(text="x", evidence=evidence)
    with pytest.raises(LawError, match="without evidence"):
        flags.Explanation(text="x", evidence=evidence)


@pytest.mark.parametrize("change", [{"who": " "}, {"seen": ""}])
def test_a_row_nobody_signed_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(LawError, match="says nothing"):
        note(**change)


def test_the_table_keeps_the_results_apart() -> None:
    frame = flags.table([flags.run("RF01", GAP), flags.run("RF20", [])])
    assert list(frame["result"]) == ["fired", "not_testable"]
    assert frame["parameters"][0] == ("gap_hours = 12 h (project default)",)
    assert frame["sources"][1] == ("BIS", "BIS13")
    assert len(flags.table([])) == 0


def test_names_are_handed_on() -> None:
    assert set(dir(flags)) == set(flags.__all__)
    for name in flags.__all__:
        assert getattr(flags, name) is not None
    with pytest.raises(AttributeError):
        _ = flags.nothing


def test_an_explanation_does_not_make_the_untestable_tested() -> None:
    reason = flags.Explanation(text="SYNTHETIC reason", evidence=E)
    fact = flags.Stated(text="SYNTHETIC", evidence=E, explained=reason)
    result = flags.run("RF01", fact)
    assert result.result == "not_testable"
    assert "explained: SYNTHETIC reason" in result.text


@pytest.mark.parametrize("rule", list(flags.RULES))
def test_an_event_to_check_a_detector_by_never_fires(rule: str) -> None:
    event = flags.ReferenceEvent(text="SYNTHETIC meeting", evidence=E)
    dated = flags.ReferenceEvent(
        text="SYNTHETIC meeting", when=DateInterval.of_text("2018-08"), evidence=("SYNTHETIC-4",)
    )
    result = flags.run(rule, [event, dated])
    assert result.result == "not_testable"
    first, second = (one.text for one in result.findings)
    told = "documented event to check a detector by, not computed: SYNTHETIC meeting; needs "
    assert first.startswith(told)
    assert "SYNTHETIC meeting; dated August 2018; needs " in second
    assert result.references == result.findings
    assert result.stated == ()


def test_every_finding_says_what_it_stands_on() -> None:
    event = flags.ReferenceEvent(text="SYNTHETIC meeting", evidence=E)
    result = flags.run("RF06", [note(), STATED, event])
    assert [one.basis for one in result.findings] == ["observed", "stated", "reference"]
    assert [one.evidence for one in result.stated] == [("SYNTHETIC-3",)]
    assert flags.run("RF01", GAP).findings[0].basis == "computed"
    assert "reference" in result._repr_html_()
