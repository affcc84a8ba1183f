"""Write down why data of a licence class may leave the house."""

from __future__ import annotations

from pathlib import Path

from osint_helpers.collect.licences import CLASSES
from osint_helpers.errors import CollectError
from osint_helpers.evidence import terms
from osint_helpers.evidence.storing import Store

_LEAST = 10  # letters; fewer are no sentence


def permit(folder: Path, who: str, licence: str, reason: str) -> None:
    """Write a reason into the log of a case; from then on every export prints it.

    Raises
    ------
    CollectError
        For a class that is unknown or needs none, or a reason of fewer than ten letters.
    """
    if licence not in CLASSES or not CLASSES[licence].reason_to_hand_on:
        needing = ", ".join(one.name for one in CLASSES.values() if one.reason_to_hand_on)
        raise CollectError(
            f"{licence!r} is no licence class that needs a reason", advice=f"use {needing}"
        )
    if sum(char.isalpha() for char in reason) < _LEAST:
        raise CollectError("the reason is too short to be one", advice="say it in a sentence")
    Store(folder, who).note(terms.EVENT, licence=licence, reason=reason)
