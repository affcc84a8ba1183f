"""Data of others leave in a bundle only under their terms, and the terms go with them."""

from __future__ import annotations

import zipfile

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import sealing, terms
from osint_helpers.evidence.bundling import bundle
from osint_helpers.evidence.manifests import check
from osint_helpers.evidence.storing import Store
from osint_helpers.evidence.unpacking import unpack
from tests.case.evidence import Site

TERMS = {"class": "non-commercial", "attribution": "SYNTHETIC \x07attribution"}


def sealed(tmp_path, *, needed: bool, reason: str = ""):
    case = tmp_path / "synthetic-case"
    case.mkdir()
    (case / "case.toml").write_text('id = "synthetic-case"\n')
    site = Site(page={"terms": {**TERMS, "reason_needed": needed}})
    store = Store(case, "ana", fetch=site.fetch)
    store.capture("https://example.org/page", why="SYNTHETIC")
    store.capture("https://example.org/plain", why="SYNTHETIC")
    if reason:
        store.note(terms.EVENT, licence="non-commercial", reason="SYNTHETIC first")
        store.note(terms.EVENT, licence="non-commercial", reason=reason)
    sealing.seal(case, "ana")
    return case


def text_of(made):
    with zipfile.ZipFile(made.path) as archive:
        return {name.partition("/")[2]: archive.read(name).decode() for name in archive.namelist()
                if name.endswith(".txt") and "captures" not in name}  # fmt: skip


def test_data_that_need_a_reason_do_not_leave_without_one(tmp_path):
    case = sealed(tmp_path, needed=True)
    with pytest.raises(EvidenceError, match="non-commercial") as caught:
        bundle(case, tmp_path / "out.zip")
    assert "osint permit CASE non-commercial" in caught.value.advice
    assert not (tmp_path / "out.zip").exists()


def test_a_reason_behind_the_seal_is_not_enough(tmp_path):
    case = sealed(tmp_path, needed=True)
    Store(case, "ana").note(terms.EVENT, licence="non-commercial", reason="SYNTHETIC late")
    with pytest.raises(EvidenceError, match="no reason"):
        bundle(case, tmp_path / "out.zip")


@pytest.mark.parametrize("edition", ["counsel", "production"])
def test_the_newest_reason_goes_with_the_data_and_the_bundle_checks(tmp_path, edition):
    case = sealed(tmp_path, needed=True, reason="SYNTHETIC words of the analyst")
    made = bundle(case, tmp_path / "out.zip", edition=edition)
    found = text_of(made)
    assert "SYNTHETIC words of the analyst (ana, " in found["TERMS.txt"]
    assert "SYNTHETIC first" not in found["TERMS.txt"]
    assert "[non-commercial] SYNTHETIC" in found["TERMS.txt"]
    assert "\x07" not in found["TERMS.txt"]
    assert "TERMS.txt" in found["VERIFY.txt"]
    assert check(unpack(made.path, tmp_path / "unpacked")) == []


def test_data_that_need_none_leave_with_their_attribution(tmp_path):
    found = text_of(bundle(sealed(tmp_path, needed=False), tmp_path / "out.zip"))
    assert "attribution" in found["TERMS.txt"]
    assert "Reasons" not in found["TERMS.txt"]


def test_a_bundle_without_data_of_others_has_no_such_text():
    assert terms.text([{}, {"terms": None}, {"terms": "x"}], {}) == ""


def test_only_lines_that_write_a_reason_are_reasons(tmp_path):
    case = sealed(tmp_path, needed=True, reason="SYNTHETIC second")
    Store(case, "ana").note("other.event", licence="non-commercial", reason="SYNTHETIC: no reason")
    assert terms.reasons_of(case)["non-commercial"].reason == "SYNTHETIC second"


def test_terms_without_a_class_are_no_terms():
    assert terms.text([{"terms": {"attribution": "SYNTHETIC"}}], {}) == ""


def test_every_class_needs_its_own_reason():
    held = {"a": terms.Reason("a", "SYNTHETIC", "ana", "2026")}
    with pytest.raises(EvidenceError, match="licence class b"):
        terms.require(held, {"a", "b"}, what="SYNTHETIC")
