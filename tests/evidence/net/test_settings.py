"""Settings that cannot work, or would leak, are refused when they are made."""

from __future__ import annotations

from typing import Any

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.net.settings import Settings


@pytest.mark.parametrize(
    "wrong",
    [
        {"seconds": 0},
        {"seconds": float("nan")},
        {"seconds": float("inf")},
        {"max_hops": 0},
        {"max_wire": -1},
        {"allow": frozenset({"127.0.0.0/8"})},
        {"allow": frozenset({"localhost"})},
        {"connect_seconds": 0},
        {"max_body": 0},
        {"headers": {"TE": "trailers"}},
        {"headers": {"X": "a\x85b"}},
        {"headers": {"X": "a\x7fb"}},
        {"headers": {"Host": "other.example"}},
        {"headers": {"Range": "bytes=0-1"}},
        {"headers": {"accept-encoding": "br"}},
        {"headers": {"X": "a\r\nY: b"}},
        {"headers": {"X Y": "a"}},
        {"headers": {"X": "\u20ac"}},
        {"user_agent": "a\nb"},
        {"secrets": {"key": "abc"}},
        {"secrets": {"": "abcdef"}},
        {"accept_leaf": ("ab", "why")},
        {"accept_leaf": ("a" * 64, " ")},
    ],
)
def test_unfit_settings(wrong: dict[str, Any]) -> None:
    with pytest.raises(EvidenceError):
        Settings(**wrong)


def test_no_key_in_repr_or_error() -> None:
    settings = Settings(headers={"Authorization": "Bearer SYNTHETIC"}, secrets={"key": "SYNTHETIC"})
    assert "SYNTHETIC" not in repr(settings)
    with pytest.raises(EvidenceError) as caught:
        Settings(headers={"Authorization": "SYNTHETIC\n"})
    assert "SYNTHETIC" not in str(caught.value)


def test_later_changes_of_a_given_mapping_have_no_effect() -> None:
    headers = {"X": "1"}
    settings = Settings(headers=headers)
    headers["Host"] = "other.example"
    assert settings.headers == {"X": "1"}
    secrets = {"key": "abcd"}  # the shortest there may be
    settings = Settings(secrets=secrets)
    secrets["other"] = "x"
    assert settings.secrets == {"key": "abcd"}


def test_pinned_leaf_takes_the_usual_notations() -> None:
    colons = ":".join(["AB"] * 32)
    assert Settings(accept_leaf=(colons, " why ")).accept_leaf == ("ab" * 32, "why")


def test_allowed_addresses_have_one_form() -> None:
    assert Settings(allow=frozenset({"2001:DB8:0::1"})).allow == {"2001:db8::1"}
