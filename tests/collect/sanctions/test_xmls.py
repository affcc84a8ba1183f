"""XML lists as a stream: what nobody asked for is not kept, and no entry is without bounds."""

from __future__ import annotations

import io

import pytest

from osint_helpers.collect.sanctions import xmls
from osint_helpers.collect.sanctions.files import Parsed
from osint_helpers.errors import CollectError, SourceRefusedError

MANY = b"<a><b/></a>" * 100_000


def entries(data: bytes) -> xmls.Entries:
    return xmls.Entries(
        io.BytesIO(data), root="L", names=("e",), source="the SYNTHETIC list", parsed=Parsed()
    )


@pytest.mark.parametrize("inside", [MANY, b"<x><y>" + MANY + b"</y></x>"], ids=["root", "deep"])
def test_unknown_elements_are_not_kept(inside: bytes):
    found = []
    for one in entries(b"<L><e>1</e>" + inside + b"<e>2</e></L>"):
        found.append(one.text)
        assert sum(1 for _ in one.getroottree().iter()) < 20_000  # of 200,000: one block's
    assert found == ["1", "2"]


def test_entries_over_several_blocks_come_whole():
    data = (
        b"<L><p>" + b"".join(b"<e>%d%s</e>" % (n, b"<c/>" * 9_000) for n in range(9)) + b"</p></L>"
    )
    assert [(one.text, len(one)) for one in entries(data)] == [(str(n), 9_000) for n in range(9)]


def test_an_entry_without_end_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(xmls, "LONGEST", 1 << 17)
    with pytest.raises(CollectError, match="a e of more than 131072 bytes"):
        list(entries(b"<L><e>" + MANY + b"</e></L>"))


def test_another_root_is_refused_without_reading_it_all(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(xmls, "LONGEST", 1 << 17)
    stream = entries(b"<x>" + MANY + b"</x>")
    with pytest.raises(SourceRefusedError, match="no L list"):
        list(stream)
