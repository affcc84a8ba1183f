# ruff: noqa: RUF001  (letters of other scripts are what is tested)
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.screening.folding import fold
from osint_helpers.screening.keys import key, keys, romanised
from osint_helpers.screening.preparing import PreparedName
from osint_helpers.screening.values import MatchRule, Name


def tokens(text: str, kind: str = "organisation") -> list[str]:
    return list(PreparedName(Name(text), kind, MatchRule()).tokens)


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("organisation", "Orvelin Co., Ltd.", ["orvelin"]),
        ("organisation", "ORVELIN S.A.", ["orvelin"]),
        ("organisation", "PT Orvelin", ["orvelin"]),
        ("organisation", "Ltd", ["ltd"]),
        ("organisation", "유한회사 마바사", ["ma", "ba", "sa"]),
        ("organisation", "幻想海运有限公司", ["huan", "xiang", "shipping"]),
        ("person", "J. R. Smith", ["j", "r", "smith"]),
        ("person", "이민수", ["i", "min", "su"]),
        ("vessel", "M/V Orvelin", ["orvelin"]),
        ("vessel", "MV", ["mv"]),
        ("vessel", "ORVELIN IV", ["orvelin", "4"]),
        ("vessel", "ORVELIN 007", ["orvelin", "7"]),
        ("vessel", "가상호 3", ["ga", "sang", "3"]),
        ("vessel", "第五さくら丸", ["dai", "5", "sakura", "maru"]),
        ("vessel", "DN5505", ["dn", "5505"]),
    ],
)
def test_words_that_are_compared(kind, text, found):
    assert tokens(text, kind) == found


def test_look_alikes_are_read_only_in_words_of_two_scripts():
    assert fold("Катрин", "vessel", 400).notes == ()
    mixed = fold("KАTRIN", "vessel", 400)
    assert mixed.text == "katrin"
    assert len(mixed.notes) == 1


def test_legal_form_of_another_script_is_kept_as_a_class():
    assert fold("ООО «Образец»", "organisation", 400).forms == ("limited",)
    assert fold("株式会社ミホン", "organisation", 400).forms == ("stock",)
    assert fold("株式会社", "organisation", 400).forms == ()


@given(st.text(max_size=40), st.sampled_from(["vessel", "person", "organisation", "unknown"]))
def test_folding_gives_ascii_without_capitals(text, kind):
    found = fold(text, kind, 30)
    assert found.text.isascii()
    assert found.text == found.text.lower()
    assert all(
        word.isalpha() or word.isdigit()
        for word in PreparedName(Name(text), kind, MatchRule()).tokens
    )


@given(st.lists(st.text("abcehikmnorstuyzj", min_size=1, max_size=9), max_size=6))
def test_keys_of_many_words_are_the_keys_of_each(words):
    for language in ("korean", "russian", "japanese", "arabic"):
        assert keys(words, (language,))[language] == [key(language, word) for word in words]


@pytest.mark.parametrize(
    ("language", "a", "b"),
    [
        ("korean", "geumgang", "kumgang"),
        ("korean", "lee", "i"),
        ("russian", "shchukin", "schtschukin"),
        ("russian", "iurii", "yuriy"),
        ("japanese", "tisima", "chishima"),
        ("arabic", "mohammed", "mhmd"),
    ],
)
def test_spellings_of_one_sound_have_one_key(language, a, b):
    assert key(language, a) == key(language, b)


@pytest.mark.parametrize(
    ("language", "a", "b"),
    [("russian", "mariya", "mara"), ("korean", "dong", "do"), ("japanese", "sato", "kato")],
)
def test_other_sounds_have_other_keys(language, a, b):
    assert key(language, a) != key(language, b)


def test_what_cannot_be_a_syllable_is_no_romanised_word():
    assert romanised("korean", ["kim", "chol", "su"])
    assert not romanised("korean", ["smith"])
    assert romanised("japanese", ["sakura", "maru"])
    assert not romanised("japanese", ["katrin"])
