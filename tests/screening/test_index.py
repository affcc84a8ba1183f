from __future__ import annotations

import random

from osint_helpers.screening import (
    Identifier,
    Index,
    Match,
    MatchRule,
    Name,
    Subject,
    compare,
    compare_prepared,
    prepare,
    rarity,
)  # fmt: skip

FIRST = (
    "orvel",
    "zumbr",
    "katrin",
    "dongyoung",
    "haibo",
    "kumgang",
    "yuanyang",
    "romash",
    "sakur",
    "mohamed",
    "hassan",
    "weimin",
)
SECOND = ("in", "ak", "a", "o", "ino", "star", "trade", "an", "el")
OTHER = [
    "금강산",
    "Катрин",
    "Щукин Юрий",
    "さくら丸",
    "محمد حسن",
    "上海远洋",
    "이재명",
    "Iouri Chtchoukine",
    "Aleksandr Orvelin",
    "ORVELIN, Sasha",
    "Orvelin Sea Trading Line",
    "OSTL",
    "Mao Tse-tung",
    "Mao Zedong",
    "Pak Pong-ju",
    "Park Bongju",
    "معمر القذافي",
    "Muammar al-Qadhafi",
    "محمود نصر الله",
    "Mahmoud Nasrallah",
    "Abdurrahman Orvelin",
    "Abd al-Rahman Zumbrakov",
    "A. B. Orvelino",
]
GENERIC = (
    "shipping",
    "trading",
    "ocean",
    "co",
    "ltd",
    "international",
    "2",
    "3",
    "II",
    "J.",
    "al",
    "group",
)


def made(count: int, seed: int) -> list[Subject]:
    draw = random.Random(seed)  # noqa: S311  (SYNTHETIC names)

    def name() -> Name:
        if draw.random() < 0.15:
            return Name(draw.choice(OTHER))
        words = [draw.choice(FIRST) + draw.choice(SECOND) for _ in range(draw.randint(1, 3))]
        words += draw.choices(GENERIC, k=draw.randint(0, 2))
        draw.shuffle(words)
        sign = draw.choice(("", " "))
        return Name(sign.join(words[:2]) + " " + " ".join(words[2:]),
                    draw.choice(("primary", "weak alias")))  # fmt: skip

    kinds = ("vessel", "person", "organisation", "unknown")
    return [
        Subject(
            draw.choice(kinds), tuple(name() for _ in range(draw.randint(0, 3))),
            (Identifier("mmsi", f"20000000{draw.randint(0, 9)}"),) if draw.random() < 0.1 else (),
        )
        for _ in range(count)
    ]  # fmt: skip


def answers(index: Index, asked: list[Subject]) -> list[dict[int, Match]]:
    return [{hit.number: hit.match for hit in index.query(one, None)} for one in asked]


def everything(
    held: list[Subject], asked: list[Subject], rule: MatchRule
) -> list[dict[int, Match]]:
    ready, questions = ([prepare(one, rule) for one in some] for some in (held, asked))
    found = [[compare_prepared(one, other, rule) for other in ready] for one in questions]
    return [{n: m for n, m in enumerate(row) if m.verdict != "none"} for row in found]


def test_index_answers_as_a_comparison_with_all_does():
    held, asked = made(2500, 1), made(40, 2)
    assert answers(Index(held), asked) == everything(held, asked, MatchRule())


def test_index_answers_so_under_a_rule_with_frequencies():
    held, asked = made(600, 3), made(25, 4)
    rule = MatchRule(rarity=rarity(held))
    assert answers(Index(held, rule), asked) == everything(held, asked, rule)


def test_prepared_subjects_compare_as_plain_ones_do():
    held = made(60, 6)
    ready = [prepare(one) for one in held]
    assert [compare(a, b) for a in held for b in held] == [
        compare_prepared(a, b) for a in ready for b in ready
    ]


def test_frequent_words_weigh_less():
    held = [
        Subject("vessel", (Name(f"orvelin zumbrak{n:03}x".replace("0", "o")),)) for n in range(90)
    ]
    a, b = (Subject("vessel", (Name(f"orvelin {word}"),)) for word in ("kastopel", "mirandul"))
    rule = MatchRule(rarity=rarity(held))
    assert compare(a, b, rule).score < compare(a, b).score


def test_hits_come_by_verdict_then_score_then_position():
    held = [
        Subject("vessel", (Name("ORVELINE STAR"),)),
        Subject("vessel", (Name("ORVELIN STAR"),)),
        Subject("vessel", (Name("ORVELIN STAR"),), (Identifier("imo", "0000012"),)),
        Subject("vessel", (Name("ZUMBRAK"),), (Identifier("imo", "9999993"),)),
        Subject("vessel", (Name("ORVELIN STAR"),)),
    ]
    index = Index(held)
    asked = Subject("vessel", (Name("Orvelin Star"),), (Identifier("imo", "9999993"),))
    hits = index.query(asked)
    assert [(hit.number, hit.match.verdict) for hit in hits] == [
        (3, "same_by_id"), (2, "id_conflict"), (1, "strong"), (4, "strong"), (0, "possible"),
    ]  # fmt: skip
    assert index.query(asked, 2) == hits[:2]


def test_empty_index_and_empty_question_answer_nothing():
    assert Index([]).query(Subject("vessel", (Name("ORVELIN"),))) == []
    assert Index(made(5, 5)).query(Subject("vessel", ())) == []
