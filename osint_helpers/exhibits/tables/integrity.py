"""What the hashes of this case show, and what they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osint_helpers.case import captured as join
from osint_helpers.evidence import sealing
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.tables import common
from osint_helpers.exhibits.tables.captures import count, sentences
from osint_helpers.exhibits.tables.custody import changed, roots_words, stamp_words, uncovered

if TYPE_CHECKING:
    from osint_helpers.case import Case
    from osint_helpers.evidence.sealing import Seal

_NOT_SHOWN = (
    "A hash does not by itself show who wrote the content, that the named site or person gave "
    "it, that it was shown to others in the same form, or that it is true."
)


def integrity(
    case: Case, exhibit_id: str, *, title: str = "What the hashes show", caption: str = ""
) -> Exhibit:
    """Return what the hashes of this case prove and do not prove, as far as it is true of it."""
    rows = common.rows_of(join.captures(case))
    found = sealing.seals(case.folder)
    texts = _captured(rows, found) if rows else [_nothing(case)]
    if found:
        texts += [_sealed(max(found, key=lambda seal: seal.number))]
        texts += [uncovered(sealing.pending(case.folder))]
    texts += changed(case.folder)
    return sentences(exhibit_id, title, caption, [*texts, *([_NOT_SHOWN] if rows else [])])


def _nothing(case: Case) -> str:
    return (
        "No capture lies in this case folder, so no hash identifies any of its "
        f"{count(len(case.sources), 'source')}. The values below identify the exhibits of this "
        "report as they were computed. They say nothing of a source: neither that it said what "
        "is cited, nor that it still does."
    )


def _captured(rows: list[dict[str, object]], found: list[Seal]) -> list[str]:
    weak = sum(join.standing(row) != join.CAPTURED for row in rows)
    texts = [
        (
            "Each captured exhibit is identified by the SHA-256 of its body, computed when it was "
            "captured. Equal values show that two files are the same, byte for byte."
        )
    ]
    if weak:
        texts.append(
            f"Of {count(len(rows), 'capture')}, {weak:,} "
            f"{'is' if weak == 1 else 'are'} not complete or not what was asked for; each says "
            "so where it is listed. Their hashes identify what arrived."
        )
    if not found:
        texts.append(
            "The values are not sealed. Whoever holds the folder could change a file and its "
            "value together, and the values alone would not show it."
        )
    return texts


def _sealed(seal: Seal) -> str:
    stamp = stamp_words(seal.path)
    head = (
        f"The list of all values was last sealed on {join.second(seal.at)}, by the clock of the "
        f"machine that sealed it (seal {seal.number:04d}). "
    )
    if stamp == "no":
        return head + (
            "No independent authority has stamped the time of that seal. To a reader who was given "
            "the hash of the seal on some day, equal hashes show that the listed files have not "
            "changed since that day; to others the date rests on the word of who made the seal."
        )
    if stamp.startswith("yes: "):
        moment = stamp.removeprefix("yes: ").removesuffix(" in the token")
        return head + (
            f"It carries a time stamp whose token names {moment}. If the stamp holds, which "
            "osint verify or openssl ts -verify says, and its root certificate is the one its "
            "authority publishes, the listed files have not changed since then. "
            f"{roots_words(seal.path)}"
        )
    return head + "It carries a time stamp that cannot be read; nothing follows from it."
