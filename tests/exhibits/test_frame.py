"""The frame of an exhibit in a notebook: what JupyterLab makes of its links."""

from __future__ import annotations

import re

import pytest

from osint_helpers import exhibits
from osint_helpers.exhibits.frame import notebook_figure
from tests.exhibits.drawn import synthetic


@pytest.mark.parametrize("build", [exhibits.timeline, exhibits.lineage, exhibits.network])
def test_a_link_of_a_drawing_has_no_plain_href(tmp_path, build):
    """JupyterLab sets ``href`` of links that have one, and fails on those of an SVG."""
    one = build(synthetic(tmp_path), "D-1")
    drawings = "".join(re.findall(r"<svg.*?</svg>", notebook_figure(one), re.S))
    assert "<a href=" not in drawings
    assert re.findall(r"<a xlink:href=(#[^\s>]+)", drawings) == re.findall(
        r'<a href="(#[^"]+)"', "".join(re.findall(r"<svg.*?</svg>", one.to_html(), re.S))
    )
    assert "<a xlink:href=" in drawings


def test_the_frame_of_a_map_is_left_as_it_is(tmp_path):
    from osint_helpers.exhibits.kinds import kind

    one = exhibits.route_map(synthetic(tmp_path), "D-1")
    assert kind("map").in_notebook(one) in notebook_figure(one)
