"""Bytes to characters: the encoding a page declares, and an honest note where it does not hold."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Labels of the WHATWG Encoding Standard, as the decoders of Python are called. A label from
# outside never reaches codecs.lookup: Python also has codecs that are no character encodings.
_SAME: Final = (
    "utf-8 utf-16-le utf-16-be cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 "
    "iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-10 "
    "iso-8859-13 iso-8859-14 iso-8859-15 iso-8859-16 koi8-r koi8-u gb18030 big5hkscs euc-jp "
    "iso-2022-jp cp932 cp949 cp866 cp874 mac-roman"
)
_OTHER: Final = {
    "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8",
    "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "latin-1": "cp1252", "iso8859-1": "cp1252", "iso-8859-9": "cp1254",
    "utf-16": "utf-16-le", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb-2312": "gb18030",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932",
    "windows-31j": "cp932", "ms932": "cp932", "x-euc-jp": "euc-jp",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "windows-949": "cp949", "ksc5601": "cp949",
    "ibm866": "cp866", "windows-874": "cp874", "tis-620": "cp874", "macintosh": "mac-roman",
}  # fmt: skip
_LABELS: Final = {
    **{name: name for name in _SAME.split()},
    **{f"windows-{n}": f"cp{n}" for n in range(1250, 1259)},
    **_OTHER,
}
_HEADER: Final = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_META: Final = re.compile(rb"<meta\b[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_XML: Final = re.compile(rb"<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_HEAD: Final = 4096  # bytes in which a page must declare itself; browsers read 1024


class Decoded(NamedTuple):
    """Characters, the encoding used, who named it, and what is wrong with that ("" if nothing)."""

    text: str
    charset: str
    named_by: str
    note: str


def decode(data: bytes, content_type: str = "", *, markup: bool = False) -> Decoded:
    """Decode a body.

    Parameters
    ----------
    data
        The bytes.
    content_type
        The Content-Type header, whose ``charset`` counts.
    markup
        Whether ``<meta charset>`` and the XML declaration count as well.

    Notes
    -----
    Order of trust: byte order mark, header, declaration in the page (WHATWG Encoding Standard),
    then UTF-8 if the bytes are valid, then Windows code page 1252. Bytes that do not fit the
    declared encoding are tried as UTF-8 and otherwise become U+FFFD; the note says so.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], name, "byte order mark")
    label, named_by = _declared(data, content_type, markup=markup)
    name = _LABELS.get(label.lower(), "")
    if name.startswith("utf-16") and named_by != "header":
        name = "utf-8"  # a declaration readable as ASCII is not UTF-16 (WHATWG)
    if name:
        return _strict(data, name, named_by)
    unknown = f"the declared encoding {label!r} is not known; " if label else ""
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "the bytes", unknown.removesuffix("; "))
    except UnicodeDecodeError:
        note = f"{unknown}no encoding is declared and the bytes are not UTF-8: read as cp1252"
        return Decoded(data.decode("cp1252", "replace"), "cp1252", "assumption", note)


def _declared(data: bytes, content_type: str, *, markup: bool) -> tuple[str, str]:
    found = _HEADER.search(content_type)
    if found:
        return found[1], "header"
    head = data[:_HEAD]
    inside = (_META.search(head) or _XML.search(head)) if markup else None
    return (inside[1].decode("ascii", "replace"), "page") if inside else ("", "")


def _strict(data: bytes, name: str, named_by: str) -> Decoded:
    try:
        return Decoded(data.decode(name), name, named_by, "")
    except UnicodeDecodeError as error:
        wrong = f"byte {error.start + 1} does not fit the encoding {name} of the {named_by}"
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "the bytes", f"{wrong}: read as UTF-8")
    except UnicodeDecodeError:
        return Decoded(data.decode(name, "replace"), name, named_by, wrong)
