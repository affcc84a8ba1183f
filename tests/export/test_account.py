from __future__ import annotations

import math

from osint_helpers import journey
from osint_helpers.case.tables import TABLES
from osint_helpers.export.account import Account, by_reason, key_of, rows, text_of


def test_a_case_of_which_nothing_is_said_is_lost_row_by_row(maybach):
    losses = Account(maybach).losses({"claims": "SYNTHETIC reason"}, {})
    kept = len(journey.screenings(maybach))
    assert len(losses) == sum(len(maybach.table(name)) for name in TABLES) + kept
    assert set(losses[losses["ours"] == "claims"]["reason"]) == {"SYNTHETIC reason"}
    assert set(losses["field"]) == {""}


def test_a_cell_of_which_nothing_is_said_is_lost_and_an_empty_one_is_not(synthetic):
    case = synthetic()
    account = Account(case)
    account.carry("entities", "synth_ship", "name")
    account.lose("entities", "synth_ship", "role", "SYNTHETIC reason", "Target.prop")
    found = account.losses({}, {("entities", "schema"): ("no schema", "X")})
    own = found[found["id"] == "synth_ship"][["field", "value", "reason", "target"]]
    assert [tuple(row) for row in own.to_numpy()] == [
        ("schema", "Vessel", "no schema", "X"),
        ("role", "ship", "SYNTHETIC reason", "Target.prop"),
    ]


def test_a_cell_can_be_carried_and_still_lose_something(synthetic):
    account = Account(synthetic())
    account.carry("entities", "synth_ship", "name", "role", "schema")
    account.lose("entities", "synth_ship", "name", "half of it")
    found = account.losses({}, {})
    assert list(found[found["id"] == "synth_ship"]["reason"]) == ["half of it"]


def test_a_row_that_is_lost_says_the_first_reason_given_for_it(synthetic):
    account = Account(synthetic())
    account.lose("relations", "synth_owner/owner of/synth_firm/c_firm", "object", "no end", "Edge")
    found = account.losses({"relations": "another"}, {})
    (row,) = found[found["ours"] == "relations"].to_dict("records")
    assert (row["field"], row["reason"], row["target"]) == ("", "no end", "Edge")
    assert row["value"] == "synth_owner | owner of | synth_firm | c_firm"


def test_the_same_loss_is_told_once(synthetic):
    account = Account(synthetic())
    account.carry("entities", "synth_ship", "name", "role", "schema")
    for _ in range(2):
        account.lose("entities", "synth_ship", "name", "once", "T")
    assert list(account.losses({}, {}).query("id == 'synth_ship'")["reason"]) == ["once"]


def test_cells_of_every_kind_are_told_as_text():
    assert [text_of(cell) for cell in (("a", "b"), math.nan, None, 2.0, -1.25, "x", "")] == [
        "a; b", "", "", "2", "-1.25", "x", ""]  # fmt: skip


def test_keys_of_a_table_join_its_key_columns(maybach):
    assert len(dict(rows(maybach, "support"))) == len(maybach.support)
    assert key_of("support", {"claim": "c", "source": "s", "relation": "supports"}) == (
        "c/s/supports"
    )


def test_reasons_are_counted_most_first(synthetic):
    account = Account(synthetic())
    for key, reason in (("1", "b"), ("2", "a"), ("3", "c"), ("4", "c")):
        account.beside("SYNTHETIC", key, "", "", reason)
    found = account.losses({}, {}).query("ours == 'SYNTHETIC'")
    assert list(by_reason(found).items()) == [("c", 2), ("a", 1), ("b", 1)]


def test_a_record_of_screening_is_a_loss_of_its_own(maybach):
    losses = Account(maybach).losses({}, {})
    told = losses[losses["ours"] == "screenings.jsonl"]
    assert len(told) == len(journey.screenings(maybach)) > 0
    assert "do_young/day of the report" in set(told["id"])
