from __future__ import annotations

from osint_helpers.journey import summary


def test_synthetic_case(synthetic):
    found = summary(synthetic)
    assert found == {
        "case": synthetic.id,
        "as_of": "2002-01-31",
        "claims": 14,
        "distortions": 1,
        "sources": 6,
        "gathering_bodies": 4,
        "strands_lower": 2,
        "strands_upper": 3,
        "legs": 2,
        "legs_by_status": {"documented": 1, "scheduled": 1},
        "contradictions": 2,
        "checks": 1,
        "checks_agree": 1,
    }


def test_a_check_that_does_not_agree_is_not_counted(build):
    case = build(checks=lambda rows: [*rows, {**rows[0], "check": "k_2", "expect": "fails"}])
    found = summary(case)
    assert (found["checks"], found["checks_agree"]) == (2, 1)


def test_real_case_against_the_facts(maybach, facts):
    import yaml

    data = yaml.safe_load((facts / "maybach-2018.yaml").read_text(encoding="utf-8"))
    found = summary(maybach)
    assert found["claims"] == len(data["claims"])
    assert found["distortions"] == sum(c["id"].startswith("d_") for c in data["claims"])
    assert found["legs"] == len(data["legs"])
    pairs = {frozenset((c["id"], o)) for c in data["claims"] for o in c["contradicts"]}
    assert found["contradictions"] == len(pairs)
    assert found["checks"] == found["checks_agree"] == len(data["checks"])
    assert sum(found["legs_by_status"].values()) == found["legs"]
    assert found["strands_upper"] <= found["gathering_bodies"]
