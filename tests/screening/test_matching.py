# ruff: noqa: RUF001  (letters of other scripts are what is tested)
from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.screening import Identifier, MatchRule, Name, Subject, compare
from osint_helpers.screening.values import ScreeningError


def ship(*names: str, **numbers: str) -> Subject:
    return subject("vessel", *names, **numbers)


def subject(kind: str, *names: str, **numbers: str) -> Subject:
    held = tuple(Identifier(kind, value) for kind, value in numbers.items())
    return Subject(kind, tuple(map(Name, names)), held)


def verdict(kind: str, a: str, b: str) -> str:
    return compare(subject(kind, a), subject(kind, b)).verdict


# --- names


@pytest.mark.parametrize(
    ("kind", "a", "b"),
    [
        ("vessel", "M/V KATRIN", "Katrin"),
        ("vessel", "KATRIN", "Катрин"),
        ("vessel", "т/х Катрин", "MV KATRIN"),
        ("vessel", "DN5505", "DN 5505"),
        ("vessel", "OCEAN STAR II", "OCEAN STAR 2"),
        ("vessel", "第五さくら丸", "DAI 5 SAKURA MARU"),
        ("person", "Wei Guo", "郭伟"),
        ("person", "김정은", "Kim Jong Un"),
        ("person", "Юрий Щукин", "Iouri Chtchoukine"),
        ("organisation", "Do Young Shipping Co., Ltd.", "DOYOUNG SHIPPING LIMITED"),
        ("organisation", "上海远洋有限公司", "Shanghai Yuanyang Co Ltd"),
        ("organisation", "금강산무역", "Kumgangsan Muyok"),
        ("organisation", "ООО Ромашка", "Romashka LLC"),
        ("organisation", "S.A. Example Trading", "Example Trading SA"),
        ("organisation", "Konstantinopel Trading", "Konstantinople Trading"),
    ],
)
def test_spellings_of_one_name_are_strong(kind, a, b):
    assert verdict(kind, a, b) == "strong"


@pytest.mark.parametrize(
    ("kind", "a", "b"),
    [
        ("vessel", "KATRIN", "KATRINA"),
        ("vessel", "OCEAN STAR 2", "OCEAN STAR 3"),
        ("vessel", "OCEAN STAR", "OCEAN STAR 2"),
        ("organisation", "Do Young Shipping Co., Ltd.", "Dong Young Shipping Co"),
        ("organisation", "Shipping Company", "Ocean Shipping Company Limited Partners"),
        ("vessel", "ALI", "ALI HASSAN MOHAMED"),
        ("vessel", "", ""),
    ],
)
def test_different_names_are_none(kind, a, b):
    assert verdict(kind, a, b) == "none"


@pytest.mark.parametrize(
    ("kind", "a", "b"),
    [
        ("organisation", "Haibo Shipping Co", "Haibao Shipping Co"),
        ("organisation", "Katrin Maritime Ltd", "Katrina Maritime Ltd"),
        ("organisation", "Do Young Shipping Co., Ltd.", "Young Do Shipping Ltd"),
        ("person", "John Smith", "John Michael Smith"),
        ("person", "محمد حسن", "Mohammed Hassan"),
    ],
)
def test_a_doubt_stays_possible(kind, a, b):
    assert verdict(kind, a, b) == "possible"


def test_generic_words_alone_make_no_match():
    assert verdict("organisation", "Orvelin Trading Shipping", "Zumbrak Trading Shipping") == "none"


def test_most_generic_words_in_common_make_no_match_either():
    assert verdict("organisation", "Ocean Trading Shipping", "Ocean Trading Holding") == "none"


def test_a_persons_further_name_is_strong_only_after_three_that_agree():
    assert verdict("person", "Ana Maria Lopez", "Ana Maria Lopez Garcia") == "strong"
    assert verdict("person", "Maria Lopez", "Maria Lopez Garcia") == "possible"


def test_weak_alias_is_possible_at_most():
    weak = Subject("person", (Name("Guo Weiming", "weak alias"),))
    assert compare(weak, subject("person", "Guo Weiming")).verdict == "possible"


def test_a_strong_name_wins_over_a_weak_alias_that_is_as_good():
    both = Subject("person", (Name("Guo Weiming", "weak alias"), Name("Guo Weiming")))
    assert compare(both, subject("person", "Guo Weiming")).verdict == "strong"


def test_different_legal_forms_are_told_and_cost_little():
    found = compare(subject("organisation", "Orvelin GmbH"), subject("organisation", "Orvelin AG"))
    forms = [one for one in found.features if one.kind == "legal form"]
    assert [(one.result, one.a, one.b) for one in forms] == [("differ", "limited", "stock")]
    assert found.score == pytest.approx(1 - MatchRule().legal_form)


def test_names_of_different_times_are_told():
    a = Subject("vessel", (Name("Orvelin Star", "previous name", until=date(2015, 3, 1)),))
    b = Subject("vessel", (Name("Orvelin Star", since=date(2016, 1, 1)),))
    found = compare(a, b)
    assert [one.result for one in found.features if one.kind == "dates of the name"] == ["differ"]
    assert found.verdict == "strong"


def test_dates_of_birth_without_a_common_day_allow_possible_only():
    a = Subject("person", (Name("Guo Weiming"),), born=("1961",))
    b = Subject("person", (Name("Guo Weiming"),), born=("1962-05",))
    same = Subject("person", (Name("Guo Weiming"),), born=("1961-05-02",))
    assert compare(a, b).verdict == "possible"
    assert compare(a, same).verdict == "strong"


def person(name: str, *born: str) -> Subject:
    return Subject("person", (Name(name),), born=born)


def test_one_day_of_birth_makes_a_left_out_middle_name_strong_and_no_match_of_two_names():
    day = "1961-05-02"
    short, whole = "Wilma Orvelin", "Wilma Tea Orvelin"
    assert compare(person(short, day), person(whole, day)).verdict == "strong"
    assert compare(person(short, "1961"), person(whole, "1961")).verdict == "possible"
    assert compare(person(short, day), person("Tea Orvelin", day)).verdict == "none"


def test_dates_of_birth_take_more_from_the_score_the_further_they_are_apart():
    scores = [
        compare(person("Wilma Orvelin", "1961-05-02"), person("Wilma Orvelin", other)).score
        for other in ("1961-05-02", "1961-02-05", "1974-05-02")
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


@pytest.mark.parametrize(
    ("kind", "a", "b"),
    [
        ("person", "Aleksandr Orvelin", "ORVELIN, Alexander"),
        ("person", "Oleksandr Orvelin", "Александр Орвелин"),
        ("person", "Abdurrahman Orvelin", "Abd al-Rahman Orvelin"),
        ("person", "Pak Pong Ju", "Park Bong-ju"),
        ("person", "Dr. Wilma Orvelin", "Wilma Orvelin"),
        ("person", "أيمن الظواهري", "Ayman al-Zawahiri"),
        ("organisation", "Orvelin Sea Line (OSL)", "Orvelin Sea Line"),
        ("organisation", "The Ocean Star", "Ocean Star"),
    ],
)
def test_forms_of_one_name_are_strong(kind, a, b):
    assert verdict(kind, a, b) == "strong"


@pytest.mark.parametrize(
    ("kind", "a", "b"),
    [
        ("person", "Bill Orvelin", "William Orvelin"),
        ("person", "W. Orvelin", "Wilma Orvelin"),
        ("person", "Mao Tse-tung", "Mao Zedong"),
        ("person", "Ali Barzan Orvelin Zumbrak", "Barzan Orvelin Zumbrak"),
        ("person", "Orvelin Barzan Orvelin Zumbrak", "Barzan Orvelin Zumbrak"),
        ("organisation", "Orvelin Republic Sea Line", "ORSL"),
        ("organisation", "Orvelin Oil Company", "Orvelin"),
        ("organisation", "Orvelin State Import Organization", "Orvelin State Export Organization"),
        ("organisation", "Orvelin Cement", "Orvelin Cement Investment"),
    ],
)
def test_what_may_be_one_or_two_is_possible(kind, a, b):
    assert verdict(kind, a, b) == "possible"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mario Zumbrak", "Maria Zumbrak"),
        ("Michael Zumbrak", "Michelle Zumbrak"),
        ("Mahmoud Zumbrak", "Mohammed Zumbrak"),
        ("Ali Zumbrak", "Omar Zumbrak"),
    ],
)
def test_two_given_names_are_two_persons_however_few_letters_part_them(a, b):
    assert verdict("person", a, b) == "none"


def test_long_vowels_of_arabic_script_are_read():
    long, short = "محمود حسين الأورفلين", "محمد حسن الأورفلين"
    latin = ("Mahmoud Hussein al-Orvelin", "Mohammed Hassan al-Orvelin")
    right = [compare(person(a), person(b)).score for a, b in zip((long, short), latin, strict=True)]
    crossed = [
        compare(person(a), person(b)).score for a, b in ((long, latin[1]), (short, latin[0]))
    ]
    assert min(right) >= MatchRule().strong > max(crossed)


def test_scores_below_possible_still_tell_like_names_from_others():
    near = compare(person("Khaireddin Orvelim"), person("Kheir Eddin Orvalin")).score
    assert MatchRule().possible > near > compare(person("Ada Orvelin"), person("Tom Brok")).score


def test_a_ship_and_a_person_are_possible_only_when_equal():
    assert compare(ship("ORVELIN STAR"), subject("person", "Orvelin Star")).verdict == "possible"
    assert compare(ship("ORVELIN STARS"), subject("person", "Orvelin Star")).verdict == "none"


# --- identifiers

IMO = ("9999993", "0000012")
MMSI = ("200000001", "200000002")
VIN = ("WDB00000000000001", "WDB00000000000002")


@pytest.mark.parametrize(("kind", "pair"), [("imo", IMO), ("mmsi", MMSI), ("vin", VIN)])
def test_same_name_and_another_number_is_always_a_conflict(kind, pair):
    found = compare(
        ship("ORVELIN STAR", **{kind: pair[0]}), ship("ORVELIN STAR", **{kind: pair[1]})
    )
    assert found.verdict == "id_conflict"
    assert found.features[0].result == "conflict"
    assert (found.features[0].a, found.features[0].b) == pair


def test_another_name_and_another_number_is_no_match():
    assert compare(ship("ORVELIN", imo=IMO[0]), ship("ZUMBRAK", imo=IMO[1])).verdict == "none"


def test_same_number_under_another_name_is_the_same():
    found = compare(ship("ORVELIN", imo="IMO 9999993"), ship("ZUMBRAK", imo="9999993"))
    assert found.verdict == "same_by_id"
    assert any(one.kind == "name" and one.result == "differ" for one in found.features)


def test_same_imo_and_another_mmsi_is_a_conflict_to_be_read():
    found = compare(
        ship("ORVELIN", imo=IMO[0], mmsi=MMSI[0]), ship("ORVELIN", imo=IMO[0], mmsi=MMSI[1])
    )
    assert found.verdict == "id_conflict"
    assert {one.result for one in found.features[:2]} == {"agree", "conflict"}


def test_call_sign_may_change_under_one_imo():
    a = ship("ORVELIN", imo=IMO[0], call_sign="TEST1")
    assert compare(a, ship("ORVELIN", imo=IMO[0], call_sign="TEST2")).verdict == "same_by_id"
    alone = compare(ship("ORVELIN", call_sign="TEST1"), ship("ORVELIN", call_sign="TEST2"))
    assert alone.verdict == "id_conflict"


def test_wrong_check_digit_contradicts_but_never_decides():
    assert compare(ship("A", imo="9999991"), ship("B", imo="9999991")).verdict == "possible"
    assert compare(ship("A", imo="9999991"), ship("A", imo="9999993")).verdict == "id_conflict"


@pytest.mark.parametrize("text", ["Does not exist", "0000000", "n/a", "12", ""])
def test_what_is_no_number_says_nothing(text):
    found = compare(ship("ORVELIN STAR", imo=text), ship("ORVELIN STAR", imo=IMO[0]))
    assert found.verdict == "strong"


def test_other_registration_holds_a_name_at_possible():
    a = subject("organisation", "Orvelin Trading", registration="T-1")
    b = subject("organisation", "Orvelin Trading", registration="T-2")
    assert compare(a, b).verdict == "possible"


# --- hostile text


def test_look_alike_letters_are_read_and_told():
    found = compare(ship("KATRIN"), ship("K\u0410TRIN"))
    assert found.verdict == "strong"
    assert any("look-alikes" in one.text for one in found.features)


def test_signs_that_do_not_show_are_told():
    found = compare(ship("KATRIN"), ship("KAT\u200bRIN\u202e"))
    assert found.verdict == "strong"
    assert any("do not show" in one.text for one in found.features)


def test_padding_that_does_not_show_hides_no_name():
    assert compare(ship("KATRIN"), ship("\u200b" * 9000 + "KATRIN")).verdict == "strong"


def test_long_names_are_cut_and_told():
    found = compare(ship("orvelin " * 1250), ship("zumbrak " * 1250))
    assert found.verdict == "none"
    assert sum("are compared" in one.text for one in found.features) == 4


@pytest.mark.parametrize("text", ["", " ", "\u200b", "!!!", "\U0001f6a2", "\ud800"])
def test_names_without_letters_match_nothing_not_even_themselves(text):
    assert compare(ship(text), ship(text)).verdict == "none"


def test_bad_values_are_typed_errors():
    with pytest.raises(ScreeningError, match="no kind of subject"):
        Subject("boat", ())
    with pytest.raises(ScreeningError, match="no quality"):
        Name("x", "best")
    with pytest.raises(ScreeningError, match="ends"):
        Name("x", since=date(2016, 1, 1), until=date(2015, 1, 1))
    with pytest.raises(ScreeningError, match="thresholds"):
        MatchRule(possible=0.9, strong=0.8)


# --- properties

WORDS = st.sampled_from(
    (
        "orvelin",
        "zumbrak",
        "katrin",
        "katrina",
        "do",
        "dong",
        "young",
        "doyoung",
        "shipping",
        "trading",
        "star",
        "ocean",
        "co",
        "ltd",
        "2",
        "3",
        "ii",
        "guo",
        "wei",
        "guowei",
        "국",
        "금강",
        "Катрин",
        "Щукин",
        "さくら",
        "محمد",
        "上海",
        "有限公司",
        "al",
        "a",
        "j",
        "s.a.",
        "m/v",
        "ivan",
        "iwan",
    )
)
TEXTS = st.lists(WORDS, max_size=5).map(" ".join) | st.text(max_size=12)
NAMES = st.builds(Name, TEXTS, st.sampled_from(("primary", "alias", "weak alias")))
NUMBERS = st.builds(
    Identifier,
    st.sampled_from(("imo", "mmsi", "vin", "call_sign", "registration")),
    st.sampled_from((*IMO, *MMSI, *VIN, "9999991", "TEST1", "")),
)
SUBJECTS = st.builds(
    Subject,
    st.sampled_from(("vessel", "person", "organisation", "unknown")),
    st.lists(NAMES, max_size=3).map(tuple),
    st.lists(NUMBERS, max_size=3).map(tuple),
)


@given(SUBJECTS, SUBJECTS)
def test_sides_may_change_places(a, b):
    one, other = compare(a, b), compare(b, a)
    assert (one.verdict, one.score) == (other.verdict, other.score)
    assert [(f.kind, f.result, f.a, f.b) for f in one.features if f.kind != "text"] == [
        (f.kind, f.result, f.b, f.a) for f in other.features if f.kind != "text"
    ]


@given(SUBJECTS, SUBJECTS)
def test_order_of_names_and_numbers_does_not_matter(a, b):
    turned = Subject(a.kind, a.names[::-1], a.identifiers[::-1])
    assert compare(a, b) == compare(turned, b)


@given(SUBJECTS, SUBJECTS)
def test_comparison_is_pure(a, b):
    assert compare(a, b) == compare(a, b)


@given(SUBJECTS, SUBJECTS)
def test_contradicting_numbers_leave_conflict_or_nothing(a, b):
    found = compare(a, b)
    if any(one.result == "conflict" for one in found.features):
        assert found.verdict in {"id_conflict", "none"}


@given(SUBJECTS)
def test_a_subject_with_a_name_matches_itself(a):
    found = compare(a, a)
    assert found.verdict in {"same_by_id", "strong", "possible"} or not any(
        sign.isalnum() for one in a.names for sign in one.text
    ) or found.score == 1.0  # fmt: skip


@given(SUBJECTS, SUBJECTS)
def test_every_feature_has_a_sentence_and_the_score_is_a_share(a, b):
    found = compare(a, b)
    assert 0 <= found.score <= 1
    assert all(one.text and len(one.text) < 2000 for one in found.features)
