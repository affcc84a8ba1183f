from __future__ import annotations

import unicodedata
from xml.etree import ElementTree as ET

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.export.plain import plain


@given(st.text(st.characters()))
def test_any_text_becomes_one_that_xml_and_json_hold_unchanged(text):
    found = plain(text)
    element = ET.Element("a", b=found)
    element.text = found
    read = fromstring(ET.tostring(element, encoding="utf-8"))
    assert (read.get("b"), read.text or "") == (found, found)
    assert plain(found) == found
    assert unicodedata.is_normalized("NFC", found)


def test_what_is_not_shown_goes_and_what_is_shown_stays():
    assert plain("a\u202eb\x00\u200b c\t\r\n\u2028d\ufeff") == "ab c d"
    assert plain("e\u0301 한글 日本 Ж «»") == "é 한글 日本 Ж «»"
