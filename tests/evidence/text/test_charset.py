"""Bytes become characters by the encoding that is declared; what does not hold is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.evidence.text.charset import decode

WORDS = "SYNTHÉTIQUE"


@pytest.mark.parametrize(
    ("data", "content_type", "charset", "named_by"),
    [
        (WORDS.encode(), "text/plain; charset=UTF-8", "utf-8", "header"),
        (WORDS.encode("latin-1"), 'text/plain; charset="ISO-8859-1"', "cp1252", "header"),
        (
            b"\xef\xbb\xbf" + WORDS.encode(),
            "text/plain; charset=latin1",
            "utf-8",
            "byte order mark",
        ),
        (b"\xff\xfe" + WORDS.encode("utf-16-le"), "", "utf-16-le", "byte order mark"),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), "", "utf-16-be", "byte order mark"),
        (WORDS.encode(), "", "utf-8", "the bytes"),
    ],
)
def test_encoding_and_who_named_it(data, content_type, charset, named_by):
    assert decode(data, content_type) == (WORDS, charset, named_by, "")


@pytest.mark.parametrize(
    ("label", "codec", "words"),
    [
        ("shift_jis", "cp932", "合成"), ("EUC-JP", "euc-jp", "合成"), ("gb2312", "gb18030", "合成"),
        ("big5", "big5hkscs", "合成"), ("euc-kr", "cp949", "합성"), ("koi8-r", "koi8-r", "СИНТ"),
        ("windows-1251", "cp1251", "СИНТ"),
    ],
)  # fmt: skip
def test_encoding_declared_in_the_page(label, codec, words):
    page = f"<meta http-equiv=x content='text/html; charset={label}'>{words}".encode(codec)
    found = decode(page, "text/html", markup=True)
    assert found.text.endswith(words)
    assert (found.charset, found.named_by) == (codec, "page")


def test_declaration_of_xml_counts():
    page = "<?xml version='1.0' encoding='windows-1251'?><a>СИНТ</a>".encode("cp1251")
    assert "СИНТ" in decode(page, "", markup=True).text


def test_header_counts_before_the_page():
    page = "<meta charset=koi8-r>СИНТ".encode("cp1251")
    assert decode(page, "text/html; charset=windows-1251", markup=True).named_by == "header"


def test_page_that_calls_itself_utf_16_is_read_as_utf_8():
    assert decode(b"<meta charset=utf-16>SYNTHETIC", "", markup=True).charset == "utf-8"


def test_declaration_in_plain_text_does_not_count():
    assert decode(b"<meta charset=koi8-r>", "").charset == "utf-8"


def test_without_declaration_and_not_utf_8_is_an_assumption_and_says_so():
    found = decode(WORDS.encode("cp1252"))
    assert (found.text, found.charset, found.named_by) == (WORDS, "cp1252", "assumption")
    assert "no encoding is declared" in found.note


def test_bytes_that_are_utf_8_after_all_are_read_so():
    found = decode(b"SYNTH\xc2\x8dTIQUE", "text/plain; charset=windows-1252")
    assert (found.text, found.charset) == ("SYNTH\x8dTIQUE", "utf-8")
    assert found.note == ("byte 7 does not fit the encoding cp1252 of the header: read as UTF-8")


def test_byte_that_fits_nothing_is_marked_and_named():
    found = decode(b"SYNTH\xffETIC", "text/plain; charset=utf-8")
    assert found.text == "SYNTH\ufffdETIC"
    assert found.note == "byte 6 does not fit the encoding utf-8 of the header"


@pytest.mark.parametrize("label", ["unicode_escape", "rot13", "idna", "utf-7", "undefined", "hex"])
def test_codec_that_is_no_encoding_of_pages_is_not_used(label):
    found = decode(b"\\x41", f"text/plain; charset={label}")
    assert (found.text, found.charset) == ("\\x41", "utf-8")
    assert found.note == f"the declared encoding {label!r} is not known"


@given(st.binary(max_size=60), st.text(max_size=30), st.booleans())
def test_any_bytes_become_text(data, content_type, markup):
    decode(data, content_type, markup=markup).text.encode("utf-8", "surrogatepass")
