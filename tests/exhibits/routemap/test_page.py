import re
from urllib.parse import unquote

import pytest

from osint_helpers.exhibits import Exhibit
from osint_helpers.exhibits.kinds import kind
from osint_helpers.exhibits.routemap import page
from tests.exhibits.routemap.sample import changed, sample

HOSTILE = '"><img src=x onerror=boom()>'


def made(spec=None):
    return Exhibit("map", "C-1", "SYNTHETIC map", "", spec or sample())


def test_the_picture_is_an_image_with_the_map_in_words():
    html = made().to_html()
    uri = re.search(r'src="data:image/svg\+xml,([^"]+)"', html).group(1)
    assert unquote(uri) == made().to_svg()
    assert 'alt="Map: SYNTHETIC route. Stops: 1. SYNTHETIC Port 1 (documented' in html


def test_the_live_part_has_legend_words_and_foot_as_real_text():
    html = page.live("C-1", sample())
    assert 'data-osint-map="osint-map-C-1"' in html
    assert '<li class="om-note">Lines are of these kinds: modelled sea lane, not an' in html
    assert '<p class="om-words">Not drawn: L0 SYNTHETIC start, because' in html
    assert "Stops: 1 Port 1; 2 Port 2; 3 Port 3; 4 Port 4." in html
    assert '<p class="om-foot">SYNTHETIC boundaries' in html


def test_print_shows_the_picture_alone():
    html = kind("map").in_print(made())
    assert html.startswith('<div class="om"><img class="om-static"')
    assert "om-live" not in html


def test_data_ids_hold_letters_digits_and_hyphens_only():
    assert page.data_id("C-1.2") == "osint-map-C-1-2"


def test_two_maps_share_the_land_of_the_page(monkeypatch):
    monkeypatch.setattr(page.coast, "world", lambda: [[[0, 0, 1, 0, 0, 1, -1, -1]]])
    first, second = made(), Exhibit("map", "C-2", "SYNTHETIC", "", sample())
    data = dict(page.page_data(first)) | dict(page.page_data(second))
    assert sorted(data) == ["osint-map-C-1", "osint-map-C-2", "osint-map-base"]
    assert data["osint-map-base"]["links"] is True
    assert "polygons" not in data["osint-map-base"]


def test_the_script_of_a_page_holds_no_line_that_ends_it():
    code = page.asset("osint_map.js")
    assert "</script" not in code.lower()
    assert "innerHTML" not in code
    assert "eval(" not in code
    assert "\r" not in code


def test_styles_load_nothing_from_elsewhere():
    for url in re.findall(r"url\(([^)]*)\)", page.styles()):
        assert url.strip("'\"").startswith(("data:", "#")), url


@pytest.mark.parametrize(
    "path", ["title", "stops.0.label", "areas.0.words", "undrawn.0.why", "boundary",
             "legend.0.text"],
)  # fmt: skip
def test_hostile_text_is_escaped(path):
    assert "<img src=x" not in made(changed(path, HOSTILE)).to_html()
