"""Addresses in the log hold no login and no key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.evidence.redacting import safe


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("https://u:p@example.org:8443/", "https://example.org:8443/"),
        ("https://u@x@example.org/", "https://example.org/"),
        ("https://example.org/?api_key=1&q=2", "https://example.org/?api_key=REDACTED&q=2"),
        ("https://example.org/?X-Amz-Signature=1", "https://example.org/?X-Amz-Signature=REDACTED"),
        ("https://example.org/?access%5Ftoken=1", "https://example.org/?access%5Ftoken=REDACTED"),
        ("https://example.org/?monkey=1&keyword=2", "https://example.org/?monkey=1&keyword=2"),
        ("https://example.org/#access_token=1", "https://example.org/#REDACTED"),
        ("https://example.org/#part-2", "https://example.org/#part-2"),
        ("https://[u:p@x/?token=1", "https://x/"),
        ("https://example.org/a;jsessionid=1;v=2", "https://example.org/a;jsessionid=REDACTED;v=2"),
        ("https://example.org/?a=1;token=2", "https://example.org/?a=1;token=REDACTED"),
        (
            "https://example.org/?u=http://x/?token=2=3&q",
            "https://example.org/?u=http://x/?token=REDACTED&q",
        ),
        ("https://u:p/w@example.org/a", "https://example.org/a"),
        ("https://u:p@example.org:99999/?k=1", "https://example.org:99999/"),
        ("https://u:p\uff20example.org/", "https://example.org/"),
        ("u:p@example.org/", "example.org/"),
        ("mailto:u:p@example.org", "example.org"),
        ("", ""),
    ],
)
def test_address_without_login_and_keys(url: str, shown: str) -> None:
    assert safe(url) == shown


def test_parameters_and_values_said_to_be_secret_are_replaced() -> None:
    url = "https://example.org/v1/SYNTHETICKEY?lic=abc&q=1"
    assert (
        safe(url, {"lic"}, ["SYNTHETICKEY", ""])
        == "https://example.org/v1/REDACTED?lic=REDACTED&q=1"
    )


def test_line_breaks_do_not_reach_the_log() -> None:
    assert "\n" not in safe("https://example.org/\r\nX: 1")


@given(st.text(max_size=60))
def test_login_never_survives(text: str) -> None:
    assert "SYNTHETICPASSWORD" not in safe(f"https://user:SYNTHETICPASSWORD@example.org/{text}")
    safe(text)
