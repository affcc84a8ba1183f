"""Exhibits: their form, their digest, their bundle, and refusals of changed ones."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers import exhibits
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.canonical import canonical
from osint_helpers.exhibits.exhibit import MIME, Exhibit, from_json
from osint_helpers.exhibits.table import cell, table


def made(**changes):
    spec = table({"a": "A"}, [[cell("x", [("claim", "c1")])]], provenance="SYNTHETIC rows")
    return Exhibit(
        **{"kind": "table", "id": "C-2", "title": "T", "caption": "", "spec": spec} | changes
    )


@pytest.mark.parametrize("good", ["A", "A-1", "C-2a", "B10", "D-1.2"])
def test_an_id_of_the_form_is_taken(good):
    assert made(id=good).id == good


@pytest.mark.parametrize("bad", ["", "a-1", "1", "A 1", "A-1\n", 'A"', "A--1/"])
def test_an_id_of_another_form_is_refused(bad):
    with pytest.raises(ExhibitError, match="the id does not have the form"):
        made(id=bad)


@pytest.mark.parametrize("bad", ["", "  ", "two\nlines"])
def test_a_title_is_one_line(bad):
    with pytest.raises(ExhibitError, match=r"exhibit 'C-2' \(table\): the title"):
        made(title=bad)


def test_an_unknown_kind_is_refused():
    with pytest.raises(ExhibitError, match="there is no kind of exhibit 'pie'"):
        made(kind="pie")


def test_a_fault_of_the_specification_names_exhibit_and_path():
    spec = table({"a": "A"}, [["x", "y"]], provenance="p")
    with pytest.raises(
        ExhibitError, match=r"exhibit 'C-2' \(table\): spec\.rows\[0\]: 2 cells for 1"
    ):
        made(spec=spec)


def test_the_specification_is_a_copy():
    spec = table({"a": "A"}, [["x"]], provenance="p")
    one = made(spec=spec)
    before = one.digest
    spec["rows"][0][0]["text"] = "changed"
    assert one.digest == before


@pytest.mark.parametrize("change", [{"id": "C-3"}, {"title": "U"}, {"caption": "c"}])
def test_the_digest_covers_every_part(change):
    assert made(**change).digest != made().digest


def test_the_line_names_kind_id_title_and_sixteen_digits():
    one = made()
    assert repr(one) == f"Exhibit C-2 table: T [sha256 {one.digest[:16]}]"


def test_the_bundle_holds_line_private_form_and_html():
    one = made(title="a <b>")
    bundle = one._repr_mimebundle_()
    assert sorted(bundle) == sorted(["text/plain", MIME, "text/html"])
    assert bundle["text/plain"] == repr(one)
    assert from_json(json.loads(json.dumps(bundle[MIME]))) == one
    assert "a &lt;b&gt;" in bundle["text/html"]
    assert "a <b>" not in bundle["text/html"]
    assert one.digest in bundle["text/html"]
    assert "id=exhibit-C-2>" in bundle["text/html"]


def test_the_bundle_stores_the_specification_as_one_string():
    private = made()._repr_mimebundle_()[MIME]
    assert from_json({**private, "spec": canonical(made().spec)}) == made()
    assert '"' not in private["spec"]
    assert len(private["spec"]) < len(canonical(made().spec))


def test_a_specification_stored_by_an_earlier_edition_is_read():
    private = made().to_json()
    swapped = canonical(made().spec).translate(str.maketrans({'"': "'", "'": '"'}))
    assert from_json({**private, "spec": swapped}) == made()


@given(st.text("a'\"\\{}[],:\u241b\u241c\u241d\u241e\u241ftextrefsclaim", max_size=40))
def test_any_text_survives_the_notebook_also_the_signs_of_its_short_form(text):
    one = made(spec={**made().spec, "provenance": f"from {text}"})
    stored = json.loads(json.dumps(one._repr_mimebundle_()[MIME]))
    assert from_json(stored).spec["provenance"] == f"from {text}"


def test_quotes_inside_texts_survive_the_notebook():
    spec = {**made().spec, "provenance": "it's \"so\" \\ 'here' \\\" end"}
    one = made(spec=spec)
    stored = json.loads(json.dumps(one._repr_mimebundle_()[MIME]))
    assert from_json(stored).spec["provenance"] == spec["provenance"]
    assert from_json(stored).digest == one.digest


@pytest.mark.parametrize("spec", ["{", "[1]", 7])
def test_a_specification_that_is_no_object_is_refused(spec):
    with pytest.raises(ExhibitError, match=r"exhibit 'C-2' \(table\): the specification"):
        from_json({**made().to_json(), "spec": spec})


def test_a_changed_specification_is_refused_by_name():
    data = copy.deepcopy(made().to_json())
    data["spec"]["rows"][0][0]["text"] = "y"
    with pytest.raises(ExhibitError, match=r"exhibit 'C-2' \(table\): the content was changed"):
        from_json(data)


def test_a_changed_digest_is_refused():
    data = made().to_json()
    with pytest.raises(ExhibitError, match="changed"):
        from_json({**data, "digest": "0" * 64})


def test_a_missing_or_additional_field_is_refused():
    data = made().to_json()
    with pytest.raises(ExhibitError, match="the fields are"):
        from_json({**data, "html": "<script>"})
    data.pop("caption")
    with pytest.raises(ExhibitError, match="the fields are"):
        from_json(data)
    with pytest.raises(ExhibitError, match="JSON object"):
        from_json([data])


def test_equal_exhibits_hash_alike():
    assert len({made(), made(), made(id="C-3")}) == 2


def test_a_builder_keeps_its_name_although_a_subpackage_has_it():
    import importlib

    module = importlib.import_module("osint_helpers.exhibits.prose")
    assert not hasattr(exhibits.kinds, "__path__")
    assert callable(exhibits.kinds)
    assert module.KIND.name == "prose"


def test_an_unknown_name_of_the_room_is_an_attribute_error():
    with pytest.raises(AttributeError, match="there is no exhibit 'pie'"):
        exhibits.pie  # noqa: B018
    assert "route_map" in dir(exhibits)
