"""Which answers say that a source has no such record."""

from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers.collect.absence import is_absence
from osint_helpers.collect.answers import Answer


@pytest.mark.parametrize(
    ("status", "body", "found"),
    [
        (404, b"", True),
        (404, b' {"errors": []}', True),
        (404, b"[]", True),
        (404, b"<html>no such host</html>", False),
        (404, b"not found", False),
        (404, b'{"message": "no Route matched with those values"}', False),
        (404, b'{"status": 404, "error": "Not Found", "path": "/wrong"}', False),
        (404, b"null", False),
        (200, b"", False),
        (200, b"[]", False),
    ],
)
def test_only_a_404_of_the_application_is_an_absence(
    tmp_path: Path, status: int, body: bytes, found: bool
) -> None:
    path = tmp_path / "body"
    path.write_bytes(body)
    answer = Answer(
        "u", status, {}, path if body else None, "", "error", True, "", "", "", "t", True
    )
    assert is_absence(answer) is found
