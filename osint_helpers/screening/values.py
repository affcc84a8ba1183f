"""What is compared and what comes out: pure values, equal when their contents are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from osint_helpers._card import Card, Carded
from osint_helpers.errors import OsintError

KINDS: Final = ("vessel", "person", "organisation", "vehicle", "aircraft", "unknown")
QUALITIES: Final = ("primary", "strong alias", "alias", "previous name", "weak alias")
VERDICTS: Final = ("same_by_id", "id_conflict", "strong", "possible", "none")


class ScreeningError(OsintError):
    """A subject, rule or list that cannot be compared as it stands."""


@dataclass(frozen=True, slots=True)
class Name(Carded):
    """One name as it was printed.

    Attributes
    ----------
    text
        As printed, in any script.
    quality
        One of :data:`QUALITIES`. A match that rests on a weak alias is `possible` at most.
    since, until
        First and last day the name was borne, where that is known. Told, never scored: an old
        name is what a ship is often found by.
    """

    text: str
    quality: str = "primary"
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.quality not in QUALITIES:
            raise ScreeningError(
                f"{self.quality!r} is no quality of a name", advice=f"one of {', '.join(QUALITIES)}"
            )
        if self.since and self.until and self.since > self.until:
            raise ScreeningError(
                f"name {self.text[:60]!r} ends {self.until} before it begins {self.since}",
                advice="compare the two days with the source",
            )


@dataclass(frozen=True, slots=True)
class Identifier(Carded):
    """A number of a kind (``imo``, ``mmsi``, ``lei``, ``vin``, ``call_sign``, …), as printed."""

    type: str
    value: str


@dataclass(frozen=True, slots=True, repr=False)
class Subject(Carded):
    """A description of one ship, person, organisation or thing.

    Attributes
    ----------
    kind
        One of :data:`KINDS`.
    names, identifiers
        In any order: the order never changes a verdict.
    countries
        ISO 3166-1 alpha-2 or as printed; told, scored for persons and organisations alone.
    born
        Dates of birth or building as ISO 8601 text: ``1961``, ``1961-05``, ``1961-05-02``, or a
        span ``1960/1962``.
    source
        Where the description comes from; never compared.
    """

    kind: str
    names: tuple[Name, ...]
    identifiers: tuple[Identifier, ...] = ()
    countries: tuple[str, ...] = ()
    born: tuple[str, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ScreeningError(
                f"{self.kind!r} is no kind of subject", advice=f"one of {', '.join(KINDS)}"
            )

    def _card_(self) -> Card:
        from osint_helpers.screening import cards

        return cards.subject(self)


@dataclass(frozen=True, slots=True)
class Feature(Carded):
    """One thing that was compared.

    Attributes
    ----------
    kind
        ``identifier:<type>``, ``name``, ``numbers``, ``legal form``, ``born``, ``countries``,
        ``kind``, ``dates of the name``, ``text``.
    result
        ``agree``, ``conflict``, ``differ``, ``silent``, ``similar``, ``told``.
    a, b
        The two values compared, as printed (cut after 120 characters).
    weight
        What it did to the score: the score of a name, otherwise what was added or taken away; 0
        where it is only told or decides by itself.
    text
        One sentence.
    """

    kind: str
    result: str
    a: str
    b: str
    weight: float
    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Match(Carded):
    """Outcome of a comparison: one of :data:`VERDICTS`, a score of the names, and why."""

    verdict: str
    score: float
    features: tuple[Feature, ...]

    def _card_(self) -> Card:
        from osint_helpers.screening import cards

        return cards.match(self)


@dataclass(frozen=True, repr=False)
class Rarity(Carded):
    """How many of `total` names hold a token: what makes a token rare in one collection."""

    counts: Mapping[str, int]
    total: int


@dataclass(frozen=True)
class MatchRule(Carded):
    """Parameters of a comparison. Scores are shares of 1; basis "own" unless another is named.

    Attributes
    ----------
    possible, strong
        Least score of the verdict (own notes on 56 pairs: 0.55 and 0.80).
    short_letters
        A name of fewer folded letters needs equality or an identifier (letters).
    short_token
        A token of fewer letters takes no edit (letters).
    long_token
        A token of at least so many letters takes two edits, a shorter one takes one (letters).
    edit_cost
        What an edit takes from a token, as a multiple of one edit divided by the letters.
    edited_share
        Greatest share of edited letters among those of the name that `strong` allows: an edit in
        14 letters. KATRIN MARITIME and KATRINA MARITIME are `possible`.
    other_script
        Similarity of tokens that agree after transliteration, one side in another script.
    spelling
        The same where both sides are in Latin letters (two systems of romanisation).
    consonants
        Similarity of an Arabic-script token whose consonants alone agree; below `strong`.
    joined
        Similarity of tokens that agree when written together (DONG YOUNG, DONGYOUNG).
    initial
        Similarity of an initial and a name that begins with it, persons only.
    given_name, short_name
        Similarity of two forms of one given name (Aleksandr, Alexander), and of a name and its
        short form (William, Bill), which leaves `possible` at most; persons only.
    ending
        Similarity of two tokens that differ in a last vowel alone: often two names.
    unwritten
        A name of fewer letters in Arabic script agrees with a Latin one as `possible` at most:
        too few vowels are written (letters).
    resembling
        Greatest similarity of two tokens that share most letters and no more: adds to a match
        that stands on another token, and leaves `possible` at most.
    acronym
        Score of a name that is the first letters of the other (organisations, ships).
    whole
        Least similarity of two names as a whole that is scored where no token agrees; such a
        score stays below `possible`.
    shorter
        Share of a person's score that asks how much of the shorter name agrees; the rest asks it
        of the longer one.
    doubt
        Factor where something keeps two names below `strong`.
    weak
        Factor where no token carries a match, or a short name differs.
    one_word
        Factor where a person's further name leaves one token that agrees.
    other_business
        Factor where both names hold a generic token the other lacks (state import, state export).
    contradiction
        Factor where both names hold a rare token the other lacks.
    extra_tokens
        Tokens that must agree before a person's further name leaves `strong` open.
    generic_only
        Greatest score where nothing but generic words agrees.
    numbers_differ
        Factor where the numbers in two names differ: two ships of one series.
    legal_form, country
        What different legal forms, or countries (persons, organisations), take from a score.
    born_agrees, born_near, born_differs
        What one day of birth on both sides adds to a person's score; what dates without a common
        day take, in neighbouring years and further apart.
    longest
        Letters of a name that are compared; what is cut is told (letters).
    most_tokens
        Tokens of a name that are compared; what is cut is told.
    rarity
        Frequencies of tokens: frequent ones weigh less. None: the dictionary alone.
    rarity_floor
        Least weight of the most frequent token.
    """

    possible: float = 0.55
    strong: float = 0.80
    short_letters: int = 9
    short_token: int = 5
    long_token: int = 9
    edit_cost: float = 1.5
    edited_share: float = 1 / 14
    other_script: float = 0.95
    spelling: float = 0.90
    consonants: float = 0.79
    joined: float = 0.98
    initial: float = 0.5
    given_name: float = 0.95
    short_name: float = 0.85
    ending: float = 0.75
    unwritten: int = 8
    resembling: float = 0.8
    acronym: float = 0.6
    whole: float = 0.75
    shorter: float = 0.6
    doubt: float = 0.95
    weak: float = 0.6
    one_word: float = 0.7
    other_business: float = 0.8
    contradiction: float = 0.8
    extra_tokens: int = 3
    generic_only: float = 0.5
    numbers_differ: float = 0.3
    legal_form: float = 0.02
    country: float = 0.03
    born_agrees: float = 0.1
    born_near: float = 0.1
    born_differs: float = 0.3
    longest: int = 400
    most_tokens: int = 40
    rarity: Rarity | None = field(default=None, compare=False)
    rarity_floor: float = 0.4

    def __post_init__(self) -> None:
        if not 0 < self.possible <= self.strong <= 1:
            raise ScreeningError(
                f"possible {self.possible} and strong {self.strong} are no thresholds",
                advice="0 < possible <= strong <= 1",
            )
        if not 0 <= self.generic_only < self.possible:
            raise ScreeningError(
                f"generic_only {self.generic_only} is not below possible {self.possible}",
                advice="generic words alone make no match; the index relies on it",
            )
