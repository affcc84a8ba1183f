"""A reach as a card: what was asked, the answers, where they flip, and what it does not say."""

from __future__ import annotations

import re

from osint_helpers import journey
from osint_helpers.journey.reach import CAUTION

HOME = journey.End(0.0, 5.0, 0.0, "SYNTHETIC <b>home</b>")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def rows(html: str) -> list[list[str]]:
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>.*?</tr>", html)]


def test_the_card_says_what_was_asked_and_how_many_ports_have_which_answer(equator):
    found = journey.reach(HOME, None, hours=(20, 30), speeds_kn=(8, 10), dwell_h=6)
    said = words(found._repr_html_())
    assert said.startswith(f"R{CAUTION[1:]}.")
    for line in ("Time between them: 20 to 30 h", "Average speed under way: 8 to 10 kn",
                 "Next position: none", "Stay in port: 6 h"):  # fmt: skip
        assert line in said
    for answer, number in found.counts.items():
        assert f"{number} {answer}: " in said
    assert "proves no call there" in said
    assert "SYNTHETIC sea" in said


def test_the_card_shows_where_each_answer_flips(equator):
    found = journey.reach(HOME, HOME, hours=(40, 48), speeds_kn=(8, 10), ports=["XX007", "XX009"])
    frame = found.frame.set_index("port")
    shown = {row[0]: row[1:] for row in rows(found._repr_html_()) if row}
    for port in ("XX007", "XX009"):
        one = frame.loc[port]
        assert shown[f"SYNTHETIC {port[-1]} ({port})"] == [
            one["answer"], f"{one['unreachable_below_kn']:g}", f"{one['reachable_from_kn']:g}",
            one["settled_by"],
        ]  # fmt: skip


def test_a_port_without_water_flips_at_no_speed(equator):
    found = journey.reach(HOME, None, hours=40, speeds_kn=10, ports=["XX000"])
    assert ["SYNTHETIC dry (XX000)", "unreachable", "at no speed"] in [
        row[:3] for row in rows(found._repr_html_())
    ]


def test_names_from_outside_are_escaped(equator):
    ports = equator.assign(name="<script>x</script>", port=[f"<i>{n}" for n in range(10)])
    html = journey.reach(HOME, None, hours=40, speeds_kn=10, ports=ports)._repr_html_()
    assert "<script" not in html
    assert "<i>" not in html
    assert "<b>home" not in html
    assert "&lt;b&gt;home&lt;/b&gt;" in html


def test_ports_that_are_not_shown_are_counted(equator):
    found = journey.reach(HOME, None, hours=10, speeds_kn=1, dwell_h=0)
    assert found.counts["unreachable"] == 9
    html = found._repr_html_()
    assert len([row for row in rows(html) if row]) == 7
    assert "and 3 more ports" in html


def test_a_reach_of_no_port_has_a_card(equator):
    found = journey.reach(HOME, None, hours=10, speeds_kn=1, ports=equator.iloc[:0])
    assert "0 reachable" in words(found._repr_html_())
