"""From the pulls of a case to statements of trade; or what was asked, while nothing is recorded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case import pulls as recorded
from osint_helpers.errors import ExhibitError, NotRecorded
from osint_helpers.evidence.plain import plain
from osint_helpers.exhibits.traderule import by_default, ruled

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case import Case
    from osint_helpers.collect.collected import Collected
    from osint_helpers.trade import GoodsList
    from osint_helpers.trade.areas import FlowRule

SYNTHETIC: Final = "SYNTHETIC"
_LONGEST: Final = 600
_READERS: Final = {"comtrade": "of_comtrade", "comext": "of_comext",
                   "korea_customs": "of_korea_customs"}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Trade:
    """What a case holds of some pulls of trade statistics.

    Attributes
    ----------
    statements
        Rows of all recorded pulls as `trade.STATEMENTS`; None while none is recorded.
    codes, years, partner
        As asked in the first pull.
    missing
        Name and reason of each pull that is not recorded.
    parts
        The recorded results.
    rule
        Which statements count, by the lists of UN Comtrade where the case has recorded both.
    """

    statements: pd.DataFrame | None
    codes: tuple[str, ...]
    years: tuple[int, ...]
    partner: str
    missing: tuple[tuple[str, str], ...]
    parts: tuple[Collected, ...] = field(repr=False)
    case: str = ""
    rule: FlowRule = field(default_factory=by_default)

    @property
    def goods(self) -> GoodsList:
        """The product codes that were asked for, as a list of one's own."""
        from osint_helpers import trade

        found: GoodsList = trade.goods_of_codes(
            self.codes, name="headings of the families of goods, as asked"
        )
        return found

    @property
    def stamp(self) -> str:
        """``SYNTHETIC`` when any part came from no public address."""
        return SYNTHETIC if any(part.meta.synthetic for part in self.parts) else ""

    @property
    def warning(self) -> str:
        """What is missing in a part, in a sentence; empty where all are complete."""
        reasons = [plain(part.meta.reason, _LONGEST) for part in self.parts
                   if not part.meta.complete]  # fmt: skip
        if not reasons:
            return ""
        return f"NOT COMPLETE: {'; '.join(reasons)}. Nothing can be said to be absent from this."

    @property
    def licence(self) -> dict[str, str] | None:
        """Class, source and attribution of the data; None while there are none."""
        if not self.parts:
            return None
        meta = self.parts[0].meta
        return {"class": meta.licence, "source": plain(meta.source),
                "attribution": plain(meta.attribution)}  # fmt: skip

    @property
    def origin(self) -> str:
        """Where the rows come from, in a sentence."""
        kept = []
        for part in self.parts:
            meta = part.meta
            one = (f"{meta.source}, asked {meta.retrieved_at}, {len(part.frame):,} rows, capture "
                   f"{meta.capture}")  # fmt: skip
            kept.append(one)
        lead = f"{self.stamp}: made up, no public record. " if self.stamp else ""
        return plain(f"{lead}Captured: {'; '.join(kept)}.", 2000)

    def waiting(self, what: str) -> list[str]:
        """Return the sentences that stand where ``what`` will, once the pulls are recorded."""
        asked = [f"Asked: {why} ({name})." for name, why in self.missing]
        lead = (
            f"Not recorded. Here will stand {what}, when the question below is recorded in this "
            f"case: osint pull {self.case} asks it, with a key of the source, and this report is "
            "built again. Until then nothing is known, and nothing is said, of such trade."
        )
        return [lead, *asked]


def trade_of(case: Case, pulls: tuple[str, ...]) -> Trade:
    """Return what a case holds of pulls of one source: `comtrade`, `comext`, `korea_customs`.

    Raises
    ------
    ExhibitError
        For no pull, one the case does not have, one of another source, and two sources at once:
        each has its own codes, so one country would count twice.
    """
    import pandas as pd

    from osint_helpers import trade

    known = {pull.pull: pull for pull in recorded.pulls(case)}
    source = source_of(case, pulls)
    parts, frames, missing = [], [], []
    for name in pulls:
        try:
            found = recorded.pulled(case, name)
        except NotRecorded:
            missing.append((name, known[name].why))
            continue
        parts.append(found)
        frames.append(getattr(trade, _READERS[source])(found.frame))
    texts = known[pulls[0]].texts
    codes = _codes(texts.get("commodities") or texts.get("products") or ())
    rule, lists = ruled(case, known.values()) if source == "comtrade" else (by_default(), [])
    return Trade(
        pd.concat(frames, ignore_index=True) if frames else None,
        tuple(codes), _years(texts),
        _codes(texts.get("partners") or texts.get("countries") or ())[0], tuple(missing),
        (*parts, *(lists if parts else ())), case.id, rule,
    )  # fmt: skip


def source_of(case: Case, pulls: tuple[str, ...]) -> str:
    """Return the one source that some pulls ask; errors as :func:`trade_of`."""
    known = {pull.pull: pull for pull in recorded.pulls(case)}
    if not pulls:
        raise ExhibitError("no pull is named", advice=", ".join(known) or "the case has none")
    sources = []
    for name in pulls:
        if name not in known:
            raise ExhibitError(f"the case has no pull {name!r}", advice=", ".join(known) or "none")
        source, _, call = known[name].collector.partition(".")
        if source not in _READERS or call == "reference":
            raise ExhibitError(f"the pull {name!r} asks no trade statistics",
                               advice="name a pull of comtrade.trade, comext.trade or "
                               "korea_customs.item_country")  # fmt: skip
        sources.append(source)
    if len(set(sources)) > 1:
        raise ExhibitError(f"the pulls ask {' and '.join(sorted(set(sources)))}",
                           advice="name pulls of one source: each has its own codes")  # fmt: skip
    return sources[0]


def _codes(text: Any) -> list[str]:  # noqa: ANN401  (text, or texts of a column)
    parts = text.split(",") if isinstance(text, str) else list(text)
    return [part.strip() for part in parts if part.strip()] or [""]


def _years(texts: Any) -> tuple[int, ...]:  # noqa: ANN401
    if "periods" in texts:
        return tuple(sorted({int(one[:4]) for one in _codes(texts["periods"])}))
    first, last = (int(str(texts[name])[:4]) for name in ("start", "end"))
    return tuple(range(first, last + 1))
