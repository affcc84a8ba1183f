"""A quote is found however the text is set, and never when a letter is another."""

# ruff: noqa: RUF001  (the signs that look alike are what is tested)
from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from osint_helpers.evidence.quoting import (
    NOT_FOUND,
    TOO_MANY,
    TOO_SHORT,
    find,
    nearest,
    too_short,
)
from osint_helpers.evidence.reading import Text

SHIP = "The SYNTHETIC ship left the port of Port A on 4 May and carried two crates."


def pages(*texts: str) -> Text:
    return Text(texts, {"name": "pypdf", "pages": len(texts)}, "")


def page(text: str) -> Text:
    return Text((text,), {"name": "SYNTHETIC"}, "")


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("left the port of", "ship left\n the\tport\u00a0of Port"),
        ("said “it left” twice", 'said "it left" twice'),
        ("said 'it left' twice", "said “it left” twice"),
        ("said «it left» twice", "said „it left‟ twice"),
        ("it’s the ship's crate", "it's the ship’s crate"),
        ("the port—which is", "the port–which is"),
        ("SYN-1 to SYN-2 and", "SYN‑1 to SYN−2 and"),
        ("the offi\u00adcial con\u200btainer", "the ofﬁcial container"),
        ("cafe\u0301 by the sea", "café by the sea"),
        ("left the port of", "left the po\ufeffrt of"),
        ("the container left port", "the con-\ntainer left port"),
        ("the container left port", "the con\u00ad\ntainer left port"),
        ("a Rolls-Royce car left", "a Rolls-\nRoyce car left"),
        ("for import- and export", "for import-\nand export"),
        ("container by Rolls-Royce left", "con-\ntainer by Rolls-\nRoyce left"),
        ("years 2018-2019 in port", "years 2018-\n2019 in port"),
        ("“the ship left port”", "Then the ship left port."),
        ("… the ship left port …", "Then the ship left port again."),
        ("…the ship left port…", "Then the ship left port again."),
        ("中文，２０１８年的船离开了", "中文,\n2018年\n的船 离开了"),
        ("中文,2018年的船离开了", "中文，２０１８\n年的船离开了"),
        ("この船は港を出た", "この船は\n港を出た。"),
        ("배가 항구를 떠났다고", "배가 항\n구를 떠났다고"),
        ("السفينة غادرت الميناء", "قال إن السفينة\u200f غادرت\nالميناء أمس"),
        ("האונייה עזבה את", "אמר: ״האונייה עזבה\u200e את הנמל״"),
        ("\u202bالسفينة غادرت الميناء\u202c", "إن السفينة غادرت الميناء"),
        ("ｆｕｌｌ ｗｉｄｔｈ ｗｏｒｄｓ", "full width words"),
    ],
)
def test_typesetting_makes_no_difference(quote, text):
    assert find(quote, page(text)).found


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("the ship left port", "The ship left port"),
        ("lawful shipment of cars", "unlawful shipment of cars"),
        ("unlawful ship", "unlawful shipment"),
        ("lawful shipment of cars", "un-\nlawful shipment of cars"),
        ("the un", "the un-\nlawful shipment"),
        ("the therapist left", "the the rapist left"),
        ("the resign letter", "the re-sign letter"),
        ("the re-sign letter", "the resign letter"),
        ("left on 4 May", "left on 14 May"),
        ("left on 1 May", "left on 14 May"),
        ("港口的船离开了", "港口的船没离开了"),
        ("the ship left port", ""),
        ("the ship left port", "ship the left port"),
    ],
)
def test_other_words_are_not_found(quote, text):
    assert not find(quote, page(text)).found
    assert NOT_FOUND in find(quote, page(text)).problem


@pytest.mark.parametrize("mark", ["[…]", "[...]", "(…)", "(...)", "…", "...", "[. . .]", "[ … ]"])
def test_parts_around_an_omission_stand_in_order(mark):
    assert find(f"The SYNTHETIC ship left {mark} carried two crates", page(SHIP)).found
    assert not find(f"carried two crates {mark} The SYNTHETIC ship left", page(SHIP)).found


def test_omission_is_bounded():
    far = SHIP.replace("on 4 May", "x " * 1_600)
    assert not find("The SYNTHETIC ship left […] carried two crates", page(far)).found
    near = SHIP.replace("on 4 May", "x " * 1_000)
    assert find("The SYNTHETIC ship left […] carried two crates", page(near)).found


def test_each_part_takes_the_nearest_part_before():
    text = "the ship left port. " + "x " * 2_000 + "the ship left port and came back"
    assert find("the ship left port […] came back", page(text)).found


def test_omission_may_cross_to_the_next_page_and_not_further():
    quote = "the ship left port […] it came back"
    assert find(quote, pages("the ship left port", "and it came back")).pages == (1, 2)
    assert not find(quote, pages("the ship left port", "x", "and it came back")).found


def test_printed_ellipsis_is_found_as_it_stands():
    assert find("he said … nothing more", page("he said … nothing more")).found
    assert find("he wrote [...] nothing more", page("he wrote [...] nothing more")).found


@pytest.mark.parametrize(
    "quote",
    ["[T]he SYNTHETIC ship left the port", "The SYNTHETIC [vessel] left the port of",
     "ship left the [harbour] on 4 May and carried", "The SYNTHETIC ship [sic] left the port",
     "The SYNTHETIC ship left the p[lace] of Port A", "ship left the po[]rt of Port A"],
)  # fmt: skip
def test_words_of_an_editor_stand_for_others(quote):
    assert find(quote, page(SHIP)).found


def test_words_of_an_editor_stand_for_few_others():
    text = "the ship " + "x " * 120 + "left port on 4 May"
    assert not find("the ship [of the firm] left port on 4 May", page(text)).found


def test_words_beside_an_editor_are_whole_unless_the_bracket_touches_them():
    assert not find("the SYNTHETIC shi [sic] left the port", page(SHIP)).found


def test_quote_on_the_page_that_is_named():
    text = pages("SYNTHETIC cover", SHIP)
    assert find("left the port of Port A", text, 2).found
    missed = find("left the port of Port A", text, 1)
    assert (missed.found, missed.pages) == (False, (2,))
    assert missed.problem == "it stands on page 2, not on page 1"


def test_quote_may_be_on_any_page_of_a_range():
    text = pages("SYNTHETIC cover", SHIP)
    assert find("left the port of Port A", text, range(1, 3)).found
    missed = find("left the port of Port A", text, range(5, 8))
    assert missed.problem == "it stands on page 2, not on page 5 to 7"


def test_quote_over_a_page_break_is_on_both_pages():
    text = pages("the ship left the con-", "tainer port. この船は", "港を出た")
    assert find("the ship left the container port", text).pages == (1, 2)
    assert find("the ship left the container port", text, 2).found
    assert find("この船は港を出た", text).pages == (2, 3)


def test_page_break_is_no_space_where_the_script_has_none():
    text = pages("この船は", "2018年に港を出た", "この船")
    assert find("この船は2018年に港", text).pages == (1, 2)
    assert find("年に港を出た", text).pages == (2,)


def test_all_pages_of_a_repeated_quote_are_named():
    assert find("left the port of Port A", pages(SHIP, "", SHIP)).pages == (1, 3)


def test_empty_pages_are_counted():
    assert find("left the port of Port A", pages("", "", SHIP, "")).pages == (3,)


def test_page_does_not_matter_where_there_are_none():
    assert find("left the port of Port A", page(SHIP), 7).found


def test_no_text_no_find():
    assert find("left the port of Port A", Text((), {}, "SYNTHETIC")) == find(
        "left the port of Port A", page("")
    )


@pytest.mark.parametrize(
    ("quote", "short"),
    [
        ("two crates", True), ("a b c", True), ("of the port", True), ("on the ports", False),
        ("internationalisation", True),
        ("The ship […] two crates", True),
        ("The ship […] carried two crates", False),
        ("[the whole ship left port]", True),
        ("港口的船", True), ("港口的船离开", False), ("배가 떠났다고", False),
        ("", True), ("…", True),
    ],
)  # fmt: skip
def test_short_quotes_prove_nothing(quote, short):
    assert too_short(quote) is short


def test_short_quote_is_found_with_a_problem():
    assert find("two crates", page(SHIP)) == find("two crates", page(SHIP), 1)
    match = find("two crates", page(SHIP))
    assert (match.found, match.problem) == (True, TOO_SHORT)


@pytest.mark.parametrize("quote", ["", " ", "…", "[…]", "“”", "- -", "[all of it is an editor]"])
def test_quote_without_words_is_not_found(quote):
    match = find(quote, page(SHIP))
    assert not match.found
    assert TOO_SHORT in match.problem


def test_nearest_passage_shows_what_stands_there():
    found = nearest("The SYNTHETIC ship left the port of Port B", pages("x", SHIP))
    assert found is not None
    assert "The SYNTHETIC ship left the port of Port A on 4 May" in found[0]
    assert found[1] == 2


def test_nearest_passage_may_lie_in_the_middle():
    found = nearest("A SYNTHETIC vessel left the port of Port A", page("x " * 300 + SHIP))
    assert found is not None
    assert "left the port of Port A" in found[0]


def test_nearest_passage_begins_with_a_word_and_takes_no_notice_of_capitals():
    found = nearest("the synthetic ship left the port", page("unimportant " * 9 + SHIP))
    assert found is not None
    assert found[0].startswith("unimportant The SYNTHETIC ship left the port")
    turkish = page("\u0130 " * 9 + SHIP)  # a capital that is longer as a small letter
    assert nearest("The SYNTHETIC ship", turkish) is not None


def test_nearest_passage_of_another_text_is_none():
    assert nearest("no word in common", page(SHIP)) is None


def test_nearest_passage_cannot_steer_a_terminal():
    found = nearest("the ship left port", page("the ship left \x1b[2J harbour"))
    assert found is not None
    assert "\x1b" not in found[0]


WORDS = st.lists(
    st.text(alphabet="abcdeéßñξж0123", min_size=1, max_size=7), min_size=4, max_size=30
)
BREAKS = st.sampled_from([" ", "\n", "\r\n", "  \n\t", "\u00a0", " \u200b", "\u3000"])


@given(WORDS, st.data())
def test_any_cut_is_found_after_any_rewrapping(words, data):
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    set_anew = words[0]
    for word in words[1:]:
        set_anew += data.draw(BREAKS) + word
    assert find(" ".join(words[start:end]), page(set_anew)).found


@given(WORDS, st.data())
def test_any_cut_is_found_after_any_hyphenation(words, data):
    words = ["".join("a" if sign.isdigit() else sign for sign in word) for word in words]
    broken = []
    for word in words:
        at = data.draw(st.integers(0, len(word)))
        broken.append(word if at in (0, len(word)) else f"{word[:at]}-\n{word[at:]}")
    start = data.draw(st.integers(0, len(words) - 1))
    assert find(" ".join(words[start:]), page(" ".join(broken))).found


@given(WORDS, st.data())
def test_any_cut_is_found_over_any_pages(words, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(words)), max_size=4)))
    bounds = [0, *cuts, len(words)]
    parts = [" ".join(words[a:b]) for a, b in pairwise(bounds)]
    start = data.draw(st.integers(0, len(words) - 1))
    assert find(" ".join(words[start:]), pages(*parts)).found


@given(
    st.text(alphabet="港口的船离开了年月日，。「」カナ가나다", min_size=6, max_size=40), st.data()
)
def test_text_without_word_spaces_is_found_however_it_is_wrapped(text, data):
    set_anew = "".join(sign + data.draw(st.sampled_from(["", "\n", " "])) for sign in text)
    start = data.draw(st.integers(0, len(text) - 2))
    quote = text[start:]
    assume(any(sign.isalnum() for sign in quote))
    assert find(quote, page(set_anew)).found


@given(WORDS, st.data())
def test_quote_with_another_letter_is_never_found(words, data):
    text = " ".join(words)
    start = data.draw(st.integers(0, len(words) - 1))
    quote = " ".join(words[start:])
    at = data.draw(st.integers(0, len(quote) - 1).filter(lambda n: quote[n] != " "))
    other = data.draw(st.sampled_from("xyzXYZ港7"))
    assert not find(quote[:at] + other + quote[at + 1 :], page(text)).found


@settings(max_examples=300)
@given(st.text(max_size=40), st.lists(st.text(max_size=60), max_size=3))
def test_any_quote_and_text_end_in_an_answer(quote, texts):
    match = find(quote, pages(*texts))
    assert all(1 <= number <= len(texts) for number in match.pages)
    assert match.found or match.problem


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("a " * 200 + "b", "a " * 500_000),
        ("a-" * 200 + "b", "a-\n" * 300_000),
        ("[x] a " * 10, "a " * 50_000),
        ("a […] " * 10, "a " * 50_000),
        ("left the port", " " * 500_000 + "\n" * 500_000),
        ("left the port", "e" + "\u0301\u0323" * 300_000),
        ("left the port", "港 " * 300_000),
        ("[" * 5_000, "[" * 300_000),
        ("." * 5_000, ". " * 300_000),
    ],
    ids=["words", "hyphens", "editor", "omissions", "blanks", "marks", "chinese", "open", "dots"],
)
def test_time_grows_with_the_length_only(quote, text):
    start = time.process_time()
    find(quote, page(text))
    nearest(quote, page(text))
    assert time.process_time() - start < 10


def test_quote_of_too_many_parts_is_refused():
    match = find("a […] " * 50, page("a " * 200_000))
    assert (match.found, match.problem) == (False, TOO_MANY)


def test_unusual_runs_of_marks_do_not_change_usual_text():
    assert unicodedata.normalize("NFC", "e\u0301") == "é"
    assert find("cafe\u0301 by the sea", page("x\u0301" * 100 + " café by the sea")).found
