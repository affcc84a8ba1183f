"""The network: parties at their leg, links with their claims, replies under their speaker."""

from __future__ import annotations

import copy
import csv
import io

import pytest

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits import Exhibit, network
from osint_helpers.exhibits.kinds import kind
from osint_helpers.exhibits.network.layers import layers
from osint_helpers.exhibits.network.pages import PAGE, pages
from osint_helpers.exhibits.network.placing import BETWEEN, cards, place
from tests.case.builder import edit
from tests.exhibits import drawn
from tests.exhibits.drawn import HOSTILE, figure, real, synthetic

RELATIONS = [
    {"subject": "synth_firm", "relation": "carrier_on", "object": "leg-1", "claim": "c_arr"},
    {"subject": "synth_owner", "relation": "owner_of", "object": "synth_firm", "claim": "c_firm"},
]


def node(spec, entity):
    """Return one party."""
    return next(one for one in spec["nodes"] if one["entity"] == entity)


def with_relations(tmp_path, **tables):
    """Return the SYNTHETIC case with a party on a leg and one behind it."""
    return synthetic(tmp_path, relations=RELATIONS, **tables)


def test_a_part_in_a_leg_is_a_line_of_the_card_and_places_the_party(tmp_path):
    firm = node(network(with_relations(tmp_path), "D-1").spec, "synth_firm")
    assert (firm["leg"], firm["layer"]) == ("leg-1", 0)
    assert [(line["words"], line["claim"]) for line in firm["lines"]] == [
        ("carrier on leg-1", "c_arr")
    ]


def test_a_link_between_parties_is_an_edge_with_its_claim(tmp_path):
    spec = network(with_relations(tmp_path), "D-1").spec
    (edge,) = spec["edges"]
    assert (edge["from"], edge["words"], edge["to"], edge["claim"]) == (
        "synth_owner", "owner of", "synth_firm", "c_firm",
    )  # fmt: skip
    assert node(spec, "synth_owner")["layer"] == 1


def test_an_alleged_link_is_dashed_and_a_documented_one_is_not(tmp_path):
    spec = network(with_relations(tmp_path), "D-1").spec
    assert spec["edges"][0]["dashed"] is True
    assert node(spec, "synth_firm")["lines"][0]["dashed"] is False


def test_the_denial_stands_on_the_card_with_a_link(tmp_path):
    exhibit = network(with_relations(tmp_path), "D-1")
    assert node(exhibit.spec, "synth_firm")["replies"] == [
        {"words": "denies: c_denial", "claim": "c_denial"}
    ]
    assert "#claim-c_denial" in [target for target, _ in drawn.links(exhibit.to_svg())]


def test_no_reply_found_is_said(tmp_path):
    case = with_relations(
        tmp_path, claims=lambda rows: edit(rows, "c_firm", responses="none found")
    )
    assert node(network(case, "D-1").spec, "synth_firm")["replies"] == [
        {"words": "no reply found", "claim": ""}
    ]


def test_where_no_reply_applies_nothing_is_said(tmp_path):
    assert node(network(with_relations(tmp_path), "D-1").spec, "synth_owner")["replies"] == []


def test_a_reply_of_another_is_printed_under_that_name():
    replies = node(figure("network").spec, "zuisho")["replies"]
    assert {"words": "president of Mino Logistics (Osaka) denies: l4_mino_denial",
            "claim": "l4_mino_denial"} in replies  # fmt: skip
    assert replies[-1] == {"words": "no reply of its own found", "claim": ""}


def test_one_who_speaks_for_a_party_answers_for_it():
    words = [reply["words"] for reply in node(figure("network").spec, "mino_osaka")["replies"]]
    assert "president of Mino Logistics (Osaka) denies: l4_mino_denial" in words
    assert not any("no reply" in one for one in words)


def test_no_reply_is_missing_where_a_speaker_answered(tmp_path):
    relations = [
        *RELATIONS,
        {"subject": "synth_owner", "relation": "speaks_for", "object": "synth_firm",
         "claim": "c_denial"},
    ]  # fmt: skip

    def claims(rows):
        rows = edit(rows, "c_denial", subject="synth_owner")
        extra = dict(next(row for row in rows if row["claim"] == "c_firm"))
        return [*rows, {**extra, "claim": "c_more", "responses": "none found"}]

    def support(rows):
        extra = dict(next(row for row in rows if row["claim"] == "c_firm"))
        return [*rows, {**extra, "claim": "c_more"}]

    case = synthetic(tmp_path, relations=relations, claims=claims, support=support)
    assert [r["words"] for r in node(network(case, "D-1").spec, "synth_firm")["replies"]] == [
        "owner of the SYNTHETIC firm denies: c_denial"
    ]


def test_every_party_of_the_case_is_drawn_or_listed():
    case, spec = real(), figure("network").spec
    shown = {one["entity"] for one in spec["nodes"]}
    listed = " ".join(entry["words"] for entry in spec["further"])
    for row in case.entities.itertuples(index=False):
        assert row.entity in shown or row.name in listed, row.entity


def test_every_relation_of_the_case_is_drawn_or_listed():
    spec = figure("network").spec
    drawn_ = [line["claim"] for one in spec["nodes"] for line in one["lines"]]
    drawn_ += [edge["claim"] for edge in spec["edges"]]
    drawn_ += [entry["claim"] for entry in spec["further"] if entry["claim"]]
    assert sorted(drawn_) == sorted(real().relations["claim"])


def test_parties_stand_in_the_order_of_the_journey():
    case, spec = real(), figure("network").spec
    order = list(case.legs.sort_values("position")["leg"])
    bands = [band["leg"] for band in spec["bands"]]
    assert bands == sorted(bands, key=order.index)
    assert node(spec, "zuisho")["leg"] == "L1"
    assert node(spec, "dn5505")["leg"] == "L5"


def test_layers_keep_linked_parties_apart_while_there_is_room():
    found = layers(["a", "b", "c", "d"], [("b", "a"), ("c", "a"), ("c", "b")], {"a"}, 3)
    assert found == {"a": 0, "b": 1, "c": 2, "d": 0}


def test_layers_never_leave_the_figure():
    chain = [("e", "d"), ("d", "c"), ("c", "b"), ("b", "a")]
    assert max(layers(list("abcde"), chain, {"a"}, 3).values()) == 2


def test_no_card_lies_on_another():
    spec = figure("network").spec
    made = cards(spec)
    place(spec, made, 0.0)
    all_cards = list(made.values())
    for n, one in enumerate(all_cards):
        for other in all_cards[n + 1 :]:
            upper, lower = sorted((one, other), key=lambda card: card.y)
            apart = lower.y - (upper.y + upper.height) >= BETWEEN - 0.01
            assert one.column != other.column or apart


def test_real_case_is_legible():
    drawn.check_drawing(figure("network").to_svg())


def test_every_link_leads_to_a_claim_or_a_leg_of_the_case():
    case = real()
    known = {f"#claim-{claim}" for claim in case.claims["claim"]}
    known |= {f"#leg-{leg}" for leg in case.legs["leg"]}
    found = {target for target, _ in drawn.links(figure("network").to_svg())}
    assert len(found) > 20
    assert found <= known


def test_pages_hold_every_party_once_and_keep_links_between_them():
    spec = figure("network").spec
    parts = pages(spec)
    assert sorted(one["entity"] for part in parts for one in part["nodes"]) == sorted(
        one["entity"] for one in spec["nodes"]
    )
    claims = [
        link["claim"]
        for part in parts
        for link in (*part["edges"], *(line for one in part["nodes"] for line in one["lines"]))
    ]
    whole = [e["claim"] for e in spec["edges"]]
    whole += [line["claim"] for one in spec["nodes"] for line in one["lines"]]
    assert sorted(claims) == sorted(whole)
    assert all(place(part, cards(part), 0.0)[1] <= PAGE for part in parts)


def test_printed_parts_are_legible_too():
    printed = kind("network").in_print(figure("network"))
    parts = printed.split('<div class="figure-print">')[1:]
    assert len(parts) == len(pages(figure("network").spec)) > 0
    for part in parts:
        drawn.check_drawing(part.removesuffix("</div>"))


def test_csv_has_a_row_a_relation():
    rows = list(csv.DictReader(io.StringIO(figure("network").to_csv())))
    assert {row["claim"] for row in rows} >= set(real().relations["claim"])


def test_hostile_text_stays_text(tmp_path):
    case = with_relations(
        tmp_path,
        entities=lambda rows: edit(rows, "synth_firm", name=HOSTILE, role=HOSTILE),
        legs=lambda rows: edit(rows, "leg-1", label=HOSTILE),
        claims=lambda rows: edit(rows, "c_firm", statement=HOSTILE),
    )
    exhibit = network(case, "D-1")
    drawn.root(exhibit.to_svg())
    assert "<script" not in exhibit.to_svg() + exhibit.to_html()
    assert "\u202e" not in exhibit.to_svg()


def test_a_case_without_relations_is_refused(tmp_path):
    with pytest.raises(ExhibitError, match="no relation"):
        network(synthetic(tmp_path, relations=[]), "D-1")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda spec: spec["nodes"][0].update(leg="L99"), "no leg"),
        (lambda spec: spec["nodes"][0].update(layer=3), "no layer|no leg"),
        (lambda spec: spec["nodes"].append(spec["nodes"][0]), "twice"),
        (lambda spec: spec["edges"][0].update(to="nobody"), r"edges\[0\]"),
        (lambda spec: spec["further"][0].pop("claim"), r"further\[0\]"),
    ],
)
def test_a_faulty_specification_is_refused(change, words):
    spec = copy.deepcopy(figure("network").spec)
    change(spec)
    with pytest.raises(ExhibitError, match=words):
        Exhibit("network", "D-1", "Network", "", spec)
