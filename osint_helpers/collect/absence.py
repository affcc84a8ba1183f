"""What a status 404 says: that the source has no such record, or that nobody knows."""

from __future__ import annotations

from osint_helpers.collect.answers import Answer


def is_absence(answer: Answer) -> bool:
    """Say whether an answer is the source's own "there is none".

    A status 404 without a body, or with JSON, comes from the application that was asked. A page of
    markup or text comes from a server or gateway that may not know the question at all.
    """
    return answer.status == 404 and answer.data.lstrip()[:1] in {b"", b"{", b"["}
