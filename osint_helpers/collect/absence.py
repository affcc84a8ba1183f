"""What a status 404 says: that the source has no such record, or that nobody knows."""

from __future__ import annotations

import json

from osint_helpers.collect.answers import Answer


def is_absence(answer: Answer) -> bool:
    """Say whether an answer is the source's own "there is none".

    A status 404 without a body, with a list, or with a list of `errors` comes from the application
    that was asked. A page of markup or text comes from a server or gateway that may not know the
    question at all, and so does an object without such a list: ``{"message": "no Route matched"}``,
    ``{"status": 404, "path": …}``.
    """
    if answer.status != 404:
        return False
    data = answer.data.strip()
    if not data:
        return True
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return said == [] or (isinstance(said, dict) and isinstance(said.get("errors"), list))
