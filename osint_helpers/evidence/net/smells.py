"""Pages that are not what was asked for: a login, or a check that a human is reading.

Only HTML is looked at, only its first :data:`PREFIX` bytes, only as ASCII text, and no script is
run. Not seen, therefore: a form built by a script, a page in UTF-16, a wall below a long text, a
login that asks for a name first and shows no password field, a check in words not listed here. A
long page is taken for what it is even when it holds a password field (many pages carry a hidden
login form): whoever quotes it has the quote searched for in the stored bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

PREFIX: Final = 1 << 18
_HTML: Final = ("text/html", "application/xhtml+xml")
_LITTLE: Final = 1500  # characters of visible text: a wall has few, an article more

_PASSWORD: Final = re.compile(rb"<input\b[^<>]*\btype\s{0,9}=\s{0,9}[\"']?password\b")
_TITLE: Final = re.compile(rb"<title\b[^<>]*>([^<]{0,400})")
_LOGIN_TITLE: Final = re.compile(
    rb"\b(?:log ?-?in|log ?on|sign ?-?in|anmelden|anmeldung|einloggen|connexion|iniciar sesi)"
)
_CHALLENGE_TITLES: Final = (
    b"just a moment", b"attention required", b"checking your browser", b"are you a robot",
    b"are you human", b"robot check", b"human verification", b"verify you are human",
    b"verifying you are human", b"security check", b"pardon our interruption", b"ddos-guard",
    b"one more step", b"bot verification", b"captcha",
)  # fmt: skip
_CHALLENGE_MARKS: Final = (
    b"_cf_chl_opt", b"cf-challenge", b"challenge-form", b"px-captcha", b"captcha-delivery.com",
    b"incapsula incident id", b"verify you are human", b"verify that you are human",
    b"enable javascript and cookies to continue", b"confirm you are human", b"aws-waf-token",
)  # fmt: skip
_WIDGETS: Final = (b"g-recaptcha", b"h-captcha", b"cf-turnstile")  # contact forms have them too
# One of these stands in every mark above and before every password field.
_WORDS: Final = (b"password", b"captcha", b"chl_opt", b"challenge", b"incapsula", b"human",
                 b"to continue", b"aws-waf", b"turnstile")  # fmt: skip
_BLOCKING: Final = (403, 429, 503)


def smell(media_type: str, prefix: bytes, status: int, mitigated: str = "") -> tuple[str, str]:
    """Return outcome and reason of a page that is a wall; two empty texts for any other.

    Parameters
    ----------
    media_type
        Lower case, without parameters.
    prefix
        The first :data:`PREFIX` bytes of the decoded body.
    status
        HTTP status.
    mitigated
        The header ``cf-mitigated``, by which one provider marks its challenges.
    """
    if mitigated.lower() == "challenge":
        return "challenge-page", "a header says that the answer is a challenge"
    if media_type not in _HTML:
        return "", ""
    page = prefix.lower()
    if not _suspicious(page):
        return "", ""
    shown = b"".join(_without(page))
    title = _title(shown)
    little = len(re.sub(rb"<[^<>]*>|\s+", b"", shown)) < _LITTLE
    mark = _mark(page, title, status) if little else b""
    if mark:
        return "challenge-page", f"the page has the mark {mark.decode()!r} of a human check"
    if _PASSWORD.search(shown) and (little or _LOGIN_TITLE.search(title)):
        return "login-wall", "the page has a password field and little else, or a login as title"
    return "", ""


def _suspicious(page: bytes) -> bool:
    """Say whether a closer look is worth its time."""
    title = _title(page)
    return any(one in title for one in _CHALLENGE_TITLES) or any(one in page for one in _WORDS)


def _title(page: bytes) -> bytes:
    found = _TITLE.search(page)
    return b" ".join(found[1].split()) if found else b""


def _mark(page: bytes, title: bytes, status: int) -> bytes:
    marks = [one for one in _CHALLENGE_TITLES if one in title]
    marks += [one for one in _CHALLENGE_MARKS if one in page]
    if status in _BLOCKING:
        marks += [one for one in _WIDGETS if one in page]
    return marks[0] if marks else b""


def _without(page: bytes) -> Iterator[bytes]:
    """Yield a page without scripts, styles and comments; one pass, whatever the page holds."""
    at = 0
    for found in re.finditer(rb"<(script|style|!--)", page):
        if found.start() < at:
            continue
        yield page[at : found.start()]
        close = b"-->" if found[1] == b"!--" else b"</" + found[1]
        end = page.find(close, found.end())
        if end < 0:
            return
        at = end + len(close)
    yield page[at:]
