"""Reads a drawing back: its texts as boxes, its links, its ids."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from osint_helpers import exhibits
from osint_helpers.case import open_case
from osint_helpers.exhibits.svg import text_width
from tests.case.builder import write_case
from tests.conftest import REPO

if TYPE_CHECKING:
    from osint_helpers.case import Case
    from osint_helpers.exhibits import Exhibit

NS = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>\" onload='x' & ]]> \u202e =1+1"


@dataclass(frozen=True)
class Box:
    """The box of one line of text."""

    words: str
    left: float
    right: float
    top: float
    low: float


def root(markup: str) -> ET.Element:
    """Parse a drawing; raises if it is not well-formed XML."""
    return ET.fromstring(str(markup))  # noqa: S314  (our own markup)


def boxes(markup: str) -> list[Box]:
    """Return the box of every line of text."""
    found = []
    for text in root(markup).iter(f"{NS}text"):
        size = float(text.attrib["font-size"])
        words = text.text or ""
        wide = text_width(words, size, bold=text.get("font-weight") == "bold")
        x, y = float(text.attrib["x"]), float(text.attrib["y"])
        left = {"end": x - wide, "middle": x - wide / 2}.get(text.get("text-anchor", ""), x)
        found.append(Box(words, left, left + wide, y - 0.74 * size, y + 0.2 * size))
    return found


def overlapping(markup: str) -> list[tuple[str, str]]:
    """Return the pairs of texts whose boxes overlap by more than a hair."""
    all_boxes = boxes(markup)
    return [
        (a.words, b.words)
        for n, a in enumerate(all_boxes)
        for b in all_boxes[n + 1 :]
        if min(a.right, b.right) - max(a.left, b.left) > 0.5
        and min(a.low, b.low) - max(a.top, b.top) > 0.5
    ]


def outside(markup: str) -> list[str]:
    """Return the texts that leave the drawing."""
    _, _, width, height = map(float, root(markup).attrib["viewBox"].split())
    return [b.words for b in boxes(markup)
            if b.left < 0 or b.right > width or b.top < 0 or b.low > height]  # fmt: skip


def links(markup: str) -> list[tuple[str, str]]:
    """Return (target, accessible name) of every link."""
    return [(a.attrib["href"], a.attrib["aria-label"]) for a in root(markup).iter(f"{NS}a")]


def sizes(markup: str) -> set[float]:
    """Return the font sizes that occur."""
    return {float(text.attrib["font-size"]) for text in root(markup).iter(f"{NS}text")}


def colours_of_text(markup: str) -> set[str]:
    """Return the colours in which words are written."""
    return {text.attrib["fill"] for text in root(markup).iter(f"{NS}text")}


def contrast(colour: str, ground: str) -> float:
    """Return the contrast ratio of WCAG 2.2 of two ``#rrggbb`` colours."""

    def light(code: str) -> float:
        parts = [int(code[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(colour), light(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def ids(markup: str) -> list[str]:
    """Return every element id of a piece of markup."""
    return re.findall(r'\sid="([^"]*)"', markup)


@cache
def real() -> Case:
    """Return the main case of the repository."""
    return open_case("maybach-2018")


@cache
def figure(name: str) -> Exhibit:
    """Return one figure of the main case, built once."""
    found: Exhibit = getattr(exhibits, name)(real(), "D-1")
    return found


def synthetic(tmp_path: Path, **tables: object) -> Case:
    """Return the SYNTHETIC case, with tables replaced."""
    return open_case(write_case(tmp_path / "synthetic-case", **tables))  # type: ignore[arg-type]


def check_drawing(markup: str) -> None:
    """Hold a drawing to what every figure must keep to."""
    assert overlapping(markup) == []
    assert outside(markup) == []
    assert min(sizes(markup)) >= 11
    assert all(contrast(one, ground) >= 4.5
               for one in colours_of_text(markup) for ground in ("#ffffff", "#f6f7f9"))  # fmt: skip
    assert all(name.strip() for _, name in links(markup))
    assert len(set(ids(markup))) == len(ids(markup))
    assert not re.search(r"<(script|style)|\son\w+=|url\(", markup)


def same_bytes(code: str, folder: Path) -> None:
    """Run ``code`` with three hash seeds; it must print the same and print something."""
    printed = set()
    for seed in ("0", "1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", code, str(folder)], capture_output=True, check=True, cwd=REPO,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(REPO)},
        )  # fmt: skip
        printed.add(run.stdout)
    assert len(printed) == 1
    assert len(printed.pop()) > 100


DRAW = """
import sys
from osint_helpers import exhibits
from osint_helpers.case import open_case
case = open_case(sys.argv[1])
for name in ("timeline", "lineage", "network"):
    made = getattr(exhibits, name)(case, "D-1")
    print(made.digest, made.to_svg(), made.to_html(), made.to_csv())
"""
