import html
import re

import pytest
from branca.element import Element

from osint_helpers.exhibits import Exhibit
from osint_helpers.exhibits.canonical import script_json
from osint_helpers.exhibits.routemap import OfflineMap
from osint_helpers.exhibits.routemap.notebook import notebook_html, stable_ids
from tests.exhibits.routemap.pages import sha
from tests.exhibits.routemap.sample import sample


def made(**changes):
    return Exhibit("map", "C-1", "SYNTHETIC <map>", "", sample(**changes))


@pytest.fixture(scope="module")
def frame():
    return notebook_html(made())


def inside(frame):
    return html.unescape(re.search(r"srcdoc='([^']*)'", frame).group(1))


def test_the_frame_is_sandboxed_and_titled(frame):
    assert frame.startswith('<iframe title="Map: SYNTHETIC &lt;map&gt;" sandbox="allow-scripts"')
    assert "allow-same-origin" not in frame


def test_the_same_cell_gives_the_same_bytes(frame):
    assert notebook_html(made()) == frame


def test_a_map_in_a_notebook_stays_small(frame):
    assert len(frame.encode()) <= 450_000


def test_a_picture_in_a_notebook_carries_no_leaflet():
    text = made(jupyter="picture")._repr_mimebundle_()["text/html"]
    assert "class=om-static src='data:image/svg+xml," in text
    assert "iframe" not in text
    assert "leaflet" not in text


def test_the_styles_of_leaflet_stay_in_the_frame():
    text = made()._repr_mimebundle_()["text/html"]
    assert "leaflet" not in text.partition("<iframe")[0]


def test_the_page_loads_nothing(frame):
    page = inside(frame)
    assert not re.search(r"<(script|link|img)[^>]*\b(src|href)=", page)
    assert 'http-equiv="Content-Security-Policy"' in page
    assert not re.search(r"jquery|bootstrap|jsdelivr|cdnjs", page.lower())


def test_the_policy_lists_exactly_the_scripts_of_the_page(frame):
    page = inside(frame)
    code = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    policy = re.search(r"script-src ([^;]*);", page).group(1)
    assert policy.split() == [f"'sha256-{sha(part)}'" for part in code]


def test_references_are_plain_text_in_a_notebook(frame):
    assert '"links":false' in inside(frame)


def test_folium_layers_find_the_leaflet_map_under_its_usual_name():
    with stable_ids("Map C-1"):
        shown = OfflineMap(made())
    assert f"var {shown.get_name()} = OSINT.maps[0];" in shown.page()
    assert shown.get_name().startswith("map_map_c_1_")


def test_stable_ids_end_with_the_block():
    before = Element.__dict__["_generate_id"]
    with stable_ids("x"):
        assert Element().get_name() == "element_x_0001"
    assert Element.__dict__["_generate_id"] is before


def test_json_in_a_script_cannot_end_it():
    assert script_json("</script>&") == '"\\u003c/script\\u003e\\u0026"'


def test_an_unknown_name_of_the_room_is_refused():
    from osint_helpers.exhibits import routemap

    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = routemap.Nothing
