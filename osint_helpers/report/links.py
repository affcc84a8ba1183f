"""Every name in a page is used once, every link inside it leads somewhere, no script breaks out."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import Final

from osint_helpers.errors import ReportError

_CONTENT_POLICY: Final = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; "
    "font-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'none'"
)


class _Anchors(HTMLParser):
    """Collects ids and in-page links with the id of the figure they stand in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.figures: list[str] = []
        self.ids: list[tuple[str, str]] = []
        self.targets: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "figure":
            self.figures.append(values.get("id") or "")
        here = self.figures[-1] if self.figures else ""
        if values.get("id") is not None:
            self.ids.append((values["id"] or "", here))
        for name in ("href", "xlink:href"):
            href = values.get(name) or ""
            if href.startswith("#"):
                self.targets.append((href[1:], here))

    def handle_endtag(self, tag: str) -> None:
        if tag == "figure" and self.figures:
            self.figures.pop()


def check_links(page: str) -> None:
    """Check the anchors of a page.

    Raises
    ------
    ReportError
        If an ``id`` occurs twice or a link inside the page leads nowhere. The message names the
        exhibit it stands in.
    """
    anchors = _Anchors()
    anchors.feed(page)
    anchors.close()
    seen: dict[str, str] = {}
    for name, here in anchors.ids:
        if name in seen:
            raise ReportError(
                f"the anchor {name!r} occurs in {_place(seen[name])} and in {_place(here)}",
                advice="give every exhibit, claim and source one place",
            )
        seen[name] = here
    missing = sorted({(here, name) for name, here in anchors.targets if name not in seen})
    if missing:
        here, name = missing[0]
        raise ReportError(
            f"{_place(here)} refers to #{name}, which is nowhere in the report"
            + (f" ({len(missing)} such references)" if len(missing) > 1 else ""),
            advice="show the register that holds it, or take the reference out",
        )


def _place(figure: str) -> str:
    return figure.replace("exhibit-", "exhibit ", 1) if figure else "the text"


def script_element(code: str) -> str:
    """Return a script element for constant code.

    Raises
    ------
    ReportError
        If the code holds what would end the element or begin a comment in it.
    """
    if re.search(r"</script|<!--|<script", code, re.IGNORECASE):
        raise ReportError("a script of the report holds markup that would end it")
    return f"<script>{code}</script>"


def content_policy(scripts: list[str]) -> str:
    """Return the Content-Security-Policy that lets exactly these scripts run and nothing load."""
    digests = [hashlib.sha256(code.encode()).digest() for code in scripts]
    sources = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
    return _CONTENT_POLICY.format(scripts=" ".join(sources) or "'none'")
