"""Bars of days: solid to what is certain, hatched to what is possible, open where unknown."""

from __future__ import annotations

import re

import pytest

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.daybars import narrow
from osint_helpers.exhibits.daybars.drawing import LEFT, MORE, NAMES, RIGHT, draw, pages, span
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.kinds import kind
from osint_helpers.exhibits.svg import text_width
from tests.exhibits.drawn import boxes, check_drawing


def bar(low, high, **more):
    return {"kind": "stay", "label": "SYNTHETIC quay", "low": low, "high": high, "soft": False,
            "open": False, "text": "days", "refs": [["claim", "a.c"]], **more}  # fmt: skip


def spec(*bars):
    group = {"key": "a", "label": "A", "target": ["case", "a"], "bars": list(bars)}
    return {"groups": [group], "words": [], "provenance": "SYNTHETIC"}


def exhibit(*bars):
    return Exhibit("daybars", "C-1", "t", "", spec(*bars))


def test_a_bar_is_solid_to_the_least_and_ends_at_the_most_days():
    drawn, end = span("stay", 10, 25, x=100.0, y=20.0, scale=2.0)
    assert 'x="100" y="14" width="20"' in drawn[0]
    assert 'x="120" y="14" width="30"' in drawn[1]
    assert end == 150.0


def test_no_day_less_than_the_least_is_hatched_and_one_number_has_no_soft_end():
    drawn, end = span("stay", 5, 5, x=0.0, y=0.0, scale=2.0)
    assert (len(drawn), end) == (1, 10.0)


def test_a_range_from_nothing_has_no_solid_part():
    drawn, _ = span("stay", 0, 19, x=0.0, y=0.0, scale=2.0)
    assert all("fill-opacity" in one or "path" in one for one in drawn)


def test_a_day_of_a_long_scale_is_still_seen():
    assert span("stay", 0, 0, x=0.0, y=0.0, scale=0.1)[1] == 2.0


def test_unknown_days_are_open_and_of_no_length():
    drawn, _ = span("silence", None, None, x=0.0, y=0.0, scale=9.0)
    assert "stroke-dasharray" in drawn[0]
    assert "fill-opacity" not in drawn[0]


def test_the_scale_begins_at_nothing_and_is_one_for_all():
    drawn = draw("C-1", "t", spec(bar(10, 10), bar(20, 20)), words=False)
    widths = [float(w) for w in re.findall(r'x="240" y="[^"]+" width="([^"]+)"', drawn)]
    assert widths[1] == pytest.approx(2 * widths[0], abs=0.2)


@pytest.mark.parametrize("days", [1, 30, 241, 5000])
def test_words_behind_the_longest_bar_find_room(days: int):
    text = f"about {days} days elapsed, no later position published"
    drawn = draw("C-1", "t", spec(bar(days, days, text=text, open=True)), words=False)
    assert text in drawn
    assert NAMES + text_width(text) < RIGHT
    assert LEFT > 0


def test_a_case_without_a_bar_says_so():
    assert "no stay between two legs" in exhibit().to_html()


def test_long_drawings_are_cut_between_cases():
    group = spec(*[bar(1, 2)] * 20)["groups"][0]
    whole = {"groups": [{**group, "key": str(n)} for n in range(5)], "words": [],
             "provenance": "SYNTHETIC"}  # fmt: skip
    parts = pages(whole)
    assert len(parts) > 1
    assert [one["key"] for part in parts for one in part] == ["0", "1", "2", "3", "4"]


def test_an_open_end_is_told_in_the_csv():
    rows = exhibit(bar(3, 4, open=True)).to_csv().splitlines()
    assert rows[0].split(",")[:6] == [
        "case", "kind", "what", "days_at_least", "days_at_most", "about",
    ]  # fmt: skip
    assert rows[1].startswith("a,stay,SYNTHETIC quay,3,4,,may go on")


@pytest.mark.parametrize(
    "wrong",
    [bar(None, 3), bar(3, None), bar(4, 3), bar(-1, 3), bar(1, 2, kind="rest"),
     bar(None, None, open=True), bar(1, 2, refs=[["claim"]]), bar(1.5, 2)],
)  # fmt: skip
def test_a_wrong_bar_is_refused(wrong):
    with pytest.raises(ExhibitError):
        exhibit(wrong)


def small(*bars, **more):
    drawn = narrow.draw("C-1-narrow", "t", {**spec(*bars), **more})
    check_drawing(drawn)
    return drawn, boxes(drawn)


def test_a_narrow_screen_has_every_bar_with_its_words_inside_the_drawing():
    long = "SYNTHETIC quay of a name that takes two lines of a telephone"
    drawn, written = small(bar(10, 25, label=long), bar(None, None), bar(0, 241, open=True))
    assert all(box.left >= 0 and box.right <= narrow.WIDTH for box in written)
    said = " ".join(box.words for box in written)
    assert f"{long}: days" in said
    assert said.count("quay") == 3
    assert drawn.count('href="#claim-a.c"') == 3


def test_the_bars_of_a_narrow_screen_share_a_scale_and_stay_inside():
    drawn, _ = small(bar(100, 100), bar(200, 200, open=True))
    solid = re.findall(r'<rect x="6" y="[^"]+" width="([^"]+)" height="12"', drawn)
    first, second = (float(width) for width in solid)
    assert second == pytest.approx(2 * first, abs=0.2)
    assert 6 + second + MORE <= narrow.WIDTH


def test_words_of_a_narrow_screen_stand_above_their_bar_and_below_the_one_before():
    drawn, written = small(bar(10, 10), bar(20, 20))
    bars = [
        float(y) for y in re.findall(r'<rect x="6" y="([^"]+)" width="[^"]+" height="12"', drawn)
    ]
    words = [box for box in written if "quay" in box.words]
    assert words[0].low <= bars[0] < bars[0] + 12 <= words[1].top < words[1].low <= bars[1]


def test_a_case_without_a_bar_says_so_on_a_narrow_screen_too():
    assert "no stay between two legs" in " ".join(box.words for box in small()[1])


def test_a_notebook_holds_the_wide_bars_alone():
    one = exhibit(bar(1, 2))
    assert "figure-narrow" not in kind("daybars").in_notebook(one)
    assert "figure-narrow" in one.to_html()
