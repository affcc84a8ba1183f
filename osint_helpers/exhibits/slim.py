"""A figure for Jupyter without the bytes nobody sees.

Every output of a notebook is complete in itself: it brings its own style sheet, and lies in the
file as a JSON string in which each double quote takes two bytes. Fifty exhibits with all rules of
their kind were a twelfth of a notebook. What is shown is the same, to the pixel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING: Final = re.compile(r'"[^"]*"')
_TAG: Final = re.compile(r"<[A-Za-z][^<>]*>")
_VALUE: Final = re.compile(r'="([^"\']*)"')
# HTML (13.1.2.3) needs no quotes around these; before a slash the end of the value is not clear.
_PLAIN: Final = re.compile(r'="([0-9A-Za-z#._:,;()%-]+)"(?=[ >])')
# End tags that HTML (13.1.2.4) lets a writer leave out, where the next tag ends the element anyway.
_ENDS: Final = re.compile(
    r"</t[dh]>(?=<t[dh][ >]|</tr>)|</tr>(?=<tr[ >]|</t(?:body|head)>)"
    r"|</p>(?=<p[ >]|</div>)|</li>(?=<li[ >]|</ul>)"
)
_CLASSES: Final = re.compile(r'\bclass="([^"]*)"')
_NAMED: Final = re.compile(r"\.([A-Za-z_][\w-]*)")
# What a selector asks to be absent, or asks of an attribute, names no class that must be there.
_WORD: Final = re.compile(r"[a-z][a-z0-9]*")
_TAGS: Final = re.compile(r"<([A-Za-z][A-Za-z0-9]*)")
_ELEMENT: Final = re.compile(r"(?:^|(?<=[\s>+~]))([a-z][a-z0-9]*)")
_ASIDE: Final = re.compile(r":not\([^()]*\)|\[[^\]]*\]")
_HELD: Final = re.compile(r"\0(\d+)\0")  # the place of a text between quotation marks
_BLANKS: Final = re.compile(r"\s+")
_TIGHT: Final = re.compile(r"\s*([;,])\s*")
_COLON: Final = re.compile(r"(?<=[a-z]): ")


def tags(html: str) -> str:
    """Return trusted HTML with attributes in no quotes, else in single ones where they can be.

    End tags that may be left out are left out; ``<p>`` must not stand in an ``<a>``.
    """
    whole = _ENDS.sub("", html)
    return _TAG.sub(lambda tag: _VALUE.sub(r"='\1'", _PLAIN.sub(r"=\1", tag[0])), whole)


def css(sheet: str, html: str) -> str:
    """Return a style sheet without comments and without rules for what a figure has not.

    That is a class, or an element by its name.

    Parameters
    ----------
    sheet
        CSS of this package: rules, and ``@media`` blocks of rules; no other block nests.
    html
        The figure before `tags`. It must hold every class and element its rules are for: no script
        may add one later.
    """
    found = {f".{name}" for names in _CLASSES.findall(html) for name in names.split()}
    found |= {tag.lower() for tag in _TAGS.findall(html)}
    held = _STRING.findall(sheet)
    numbered = iter(range(len(held)))
    bare = _COMMENT.sub("", _STRING.sub(lambda _: f"\0{next(numbered)}\0", sheet))
    return _HELD.sub(lambda number: held[int(number[1])], "".join(_kept(bare, found)))


def rules(sheet: str) -> str:
    """Return a style sheet without comments and blanks; every rule stays."""
    tags = "".join(f"<{tag}>" for tag in sorted(set(_WORD.findall(sheet))))
    return css(sheet, f'{tags}<i class="{" ".join(_NAMED.findall(sheet))}">')


def _kept(sheet: str, found: set[str]) -> Iterator[str]:
    for head, body in _blocks(sheet):
        if head.startswith("@media"):
            inner = "".join(_kept(body, found))
            if inner:
                yield f"{_tight(head)}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{_tight(head)}{{{_tight(body)}}}"
        else:
            heads = [one for one in _selectors(head) if _wanted(one, found)]
            if heads:
                yield f"{','.join(map(_tight, heads))}{{{_tight(body).rstrip(';')}}}"


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield head and body of each block of one level."""
    depth, start, head = 0, 0, ""
    for at, char in enumerate(sheet):
        if char == "{":
            depth += 1
            if depth == 1:
                head, start = sheet[start:at].strip(), at + 1
        elif char == "}":
            depth -= 1
            if depth == 0:
                yield head, sheet[start:at].strip()
                start = at + 1


def _selectors(head: str) -> Iterator[str]:
    """Split a list of selectors at the commas that stand in no bracket."""
    depth, start = 0, 0
    for at, char in enumerate(head):
        depth += (char in "([") - (char in ")]")
        if char == "," and depth == 0:
            yield head[start:at].strip()
            start = at + 1
    yield head[start:].strip()


def _wanted(selector: str, found: set[str]) -> bool:
    bare = _ASIDE.sub("", selector)
    names = {f".{name}" for name in _NAMED.findall(bare)}
    return names | set(_ELEMENT.findall(bare)) <= found


def _tight(text: str) -> str:
    """Drop blanks that mean nothing."""
    return _COLON.sub(":", _TIGHT.sub(r"\1", _BLANKS.sub(" ", text))).strip()
