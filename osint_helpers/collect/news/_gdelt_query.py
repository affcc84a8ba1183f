"""The query language of GDELT DOC 2.0: checked before it costs one of the slow calls."""

from __future__ import annotations

import re
from typing import Final

from osint_helpers.errors import CollectError

# Phrases of three and of four letters were refused as too short; the exact limit is not published.
SHORTEST_PHRASE: Final = 5
SHORTEST_WORD: Final = 3
_PHRASE: Final = re.compile(r'(\S*)"([^"]*)"')
_PLAIN: Final = re.compile(r"\w+")
_NAME: Final = re.compile(r"[a-z]+")
_HOST: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}")


def build(
    query: str | tuple[str, ...],
    languages: tuple[str, ...] = (),
    domains: tuple[str, ...] = (),
    countries: tuple[str, ...] = (),
) -> str:
    """Return the text of one query.

    Parameters
    ----------
    query
        A text in GDELT's own language (words, ``"phrases"``, ``(this OR that)``, ``-without``), or
        a tuple of words and phrases that are taken literally and must all occur.
    languages
        Of the articles: English names or three-letter codes, as in ``korean``, ``kor``.
    domains
        Of the outlets; subdomains count.
    countries
        Of the *outlets*: FIPS 10-4 codes of two letters (not ISO: ``KN`` is North Korea, ``KS``
        South Korea) or English names without blanks.

    Raises
    ------
    CollectError
        For a query the source refuses, or reads otherwise than it looks.
    """
    text = _checked(query) if isinstance(query, str) else " ".join(map(_literal, query))
    if not text:
        raise CollectError("the query is empty", advice="name a word or a phrase")
    filters = (
        _one_of("sourcelang", [_word(one, "language") for one in languages]),
        _one_of("domain", [_domain(one) for one in domains]),
        _one_of("sourcecountry", [_word(one, "country") for one in countries]),
    )
    return " ".join((text, *filter(None, filters)))


def _checked(query: str) -> str:
    text = " ".join(query.split())
    if not text.isprintable() or any(ord(char) < 32 for char in text):
        raise CollectError("the query holds a control or invisible character", advice="retype it")
    if text.count('"') % 2:
        raise CollectError("the query opens a quotation it does not close", advice='write "…"')
    for operator, phrase in _PHRASE.findall(text):
        if not operator.endswith(":"):  # near20:"a b", repeat3:"word" have rules of their own
            _long_enough(phrase)
    bare = _PHRASE.sub("", text)
    _check_brackets(bare)
    return text


def _check_brackets(bare: str) -> None:
    depth = 0
    for part in re.findall(r"[()]|\bOR\b", bare):
        depth += {"(": 1, ")": -1}.get(part, 0)
        if part == "OR" and depth == 0:
            raise CollectError("OR stands outside brackets", advice="write (this OR that)")
        if depth not in {0, 1}:
            break
    if depth:
        raise CollectError(
            "the brackets of the query are not in pairs, or one stands within another",
            advice="write (this OR that) without further brackets inside",
        )


def _long_enough(phrase: str) -> None:
    letters = sum(char.isalnum() for char in phrase)
    if letters < SHORTEST_PHRASE and not re.search(r"[^\x00-\u024f]", phrase):
        raise CollectError(
            f'the phrase "{phrase[:20]}" has {letters} letters, and the source refuses phrases '
            f"shorter than about {SHORTEST_PHRASE}",
            advice="take it without quotation marks, or with the word beside it",
        )


def _literal(text: str) -> str:
    plain = " ".join(text.split())
    if '"' in plain or not plain.isprintable():
        raise CollectError(
            f"{plain[:40]!r} cannot be sent as it stands",
            advice="leave out quotation marks and control characters",
        )
    if _PLAIN.fullmatch(plain) and plain != "OR":
        if plain.isascii() and len(plain) < SHORTEST_WORD:
            raise CollectError(f"the word {plain!r} is too short", advice="take a longer one")
        return plain
    _long_enough(plain)
    return f'"{plain}"'


def _word(text: str, what: str) -> str:
    plain = text.strip().lower().replace(" ", "")
    if not _NAME.fullmatch(plain) or len(plain) < (2 if what == "country" else 3):
        raise CollectError(
            f"{text!r} is no {what} the source knows",
            advice="English names or, for countries, FIPS codes of two letters",
        )
    return plain


def _domain(text: str) -> str:
    plain = text.strip().lower().removeprefix("www.")
    if not _HOST.fullmatch(plain):
        raise CollectError(f"{text!r} is no domain", advice="write example.org")
    return plain


def _one_of(operator: str, values: list[str]) -> str:
    parts = [f"{operator}:{one}" for one in values]
    return f"({' OR '.join(parts)})" if len(parts) > 1 else "".join(parts)
