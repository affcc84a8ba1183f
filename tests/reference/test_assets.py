from __future__ import annotations

import re

import pytest

from osint_helpers.errors import ReferenceDataError
from osint_helpers.reference import assets, leaflet


def test_script_is_leaflet_193_and_loads_nothing_else() -> None:
    found = leaflet()
    assert "Leaflet 1.9.3" in found.js[:200]
    assert len(found.js.encode()) == 146_679
    assert "sourceMappingURL" not in found.js
    assert "\r" not in found.js


def test_style_sheet_carries_its_images() -> None:
    css = leaflet().css
    assert len(css.encode()) == 18_572
    assert "\r" not in css
    targets = [target[:15] for target in re.findall(r"url\(([^)]+)\)", css)]
    assert sorted(targets) == ["#default#VML", *["data:image/png;"] * 3]


def test_provenance() -> None:
    assert leaflet().provenance.text() == "package data: xstatic-leaflet 1.9.3.0 (BSD-2-Clause)"


def test_changed_wheel_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(assets._SHA256, "leaflet.js", "0" * 64)
    leaflet.cache_clear()
    with pytest.raises(ReferenceDataError, match="not the pinned 00"):
        leaflet()


def test_script_that_would_close_its_element_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "_text", lambda name: "var a='</SCRIPT>'")
    leaflet.cache_clear()
    with pytest.raises(ReferenceDataError, match="close its own script element"):
        leaflet()
