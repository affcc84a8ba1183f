"""The word lists of ``data/reference/names``: each row cited there, none in code."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from osint_helpers.reference.provenance import rows

LANGUAGES: Final = ("korean", "russian", "japanese", "arabic", "chinese")


@cache
def legal_forms() -> dict[str, str]:
    """Return form -> class: ``co ltd`` -> ``limited``; native forms as they are written."""
    return {row["form"]: row["class"] for row in rows("names/legal_forms.csv")}


@cache
def form_lengths() -> dict[str, tuple[int, ...]]:
    """Return last token of a form -> numbers of tokens of the forms that end so, longest first."""
    return _lengths(-1)


@cache
def form_starts() -> dict[str, tuple[int, ...]]:
    """Return first token of a form -> numbers of tokens, longest first."""
    return _lengths(0)


def _lengths(at: int) -> dict[str, tuple[int, ...]]:
    held: dict[str, set[int]] = {}
    for form in legal_forms():
        if form.isascii():
            parts = form.split()
            held.setdefault(parts[at], set()).add(len(parts))
    return {word: tuple(sorted(sizes, reverse=True)) for word, sizes in held.items()}


@cache
def native_forms() -> tuple[tuple[str, str], ...]:
    """Return the forms not in Latin letters with their class, longest first."""
    found = [(form, kind) for form, kind in legal_forms().items() if not form.isascii()]
    return tuple(sorted(found, key=lambda one: (-len(one[0]), one[0])))


@cache
def vessel_prefixes() -> frozenset[tuple[str, ...]]:
    """Return what stands before a ship's name in Latin letters, as tokens."""
    return frozenset(
        tuple(row["form"].split())
        for row in rows("names/vessel_prefixes.csv")
        if row["form"].isascii()
    )


@cache
def vessel_words() -> tuple[tuple[str, str, str], ...]:
    """Return (form, ``start`` or ``end``, what it is read as) in other scripts, longest first."""
    found = [
        (row["form"], row["position"], row["read_as"])
        for row in rows("names/vessel_prefixes.csv")
        if not row["form"].isascii()
    ]
    return tuple(sorted(found, key=lambda one: (-len(one[0]), one[0])))


@cache
def generic_words(kind: str) -> dict[str, tuple[str, float]]:
    """Return word -> (normal word, weight) for a kind of subject."""
    # a person may bear any word as a name; a ship is often named with a firm's words
    of = {
        "person": ("person",),
        "organisation": ("organisation", "vessel"),
        "vessel": ("organisation", "vessel"),
        "unknown": ("organisation", "vessel"),
    }.get(kind, ("organisation",))
    held: dict[str, tuple[str, float]] = {}
    for row in rows("names/generic_words.csv"):
        if row["kinds"] in (*of, "any"):
            held.setdefault(row["word"], (row["normal"], float(row["weight"])))
    return held


@cache
def native_words(kind: str) -> tuple[tuple[str, str], ...]:
    """Return (word, English word) of the generic words in other scripts, longest first."""
    found = [(word, one[0]) for word, one in generic_words(kind).items() if not word.isascii()]
    return tuple(sorted(found, key=lambda one: (-len(one[0]), one[0])))


@cache
def key_rules() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return language -> replacements in the order of the table; ``_`` is the edge of a word."""
    held: dict[str, list[tuple[str, str]]] = {language: [] for language in LANGUAGES}
    for row in rows("names/transliteration.csv"):
        held[row["language"]].append((row["written"], row["key"]))
    return {language: tuple(found) for language, found in held.items()}


@cache
def look_alikes() -> dict[str, str]:
    """Return sign of another script -> the Latin letter it looks like, in lower case."""
    return {row["sign"]: row["latin"] for row in rows("names/look_alikes.csv")}


class GivenName(NamedTuple):
    """The given names a word is a form of: as `variants`, or as those and short forms (`all`)."""

    variants: frozenset[str]
    all: frozenset[str]


@cache
def given_names() -> dict[str, GivenName]:
    """Return word -> the given names it is a form of."""
    held: dict[str, tuple[set[str], set[str]]] = {}
    for row in rows("names/given_names.csv"):
        variants, every = held.setdefault(row["name"], (set(), set()))
        every.add(row["given_name"])
        if row["form"] == "variant":
            variants.add(row["given_name"])
    return {name: GivenName(frozenset(a), frozenset(b)) for name, (a, b) in held.items()}
