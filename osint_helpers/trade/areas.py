"""Which codes of reporters and partners are groups of countries, or no country at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Self

from osint_helpers._card import Carded
from osint_helpers.errors import TradeError
from osint_helpers.trade.results import need

if TYPE_CHECKING:
    import pandas as pd

#: Where the codes below were read. It is a copy of an older list, not the publisher's of today.
OLDER_LIST: Final = (
    "an older list of UN Comtrade (partnerAreas.json, as kept in the public repository "
    "UK-BIS-Analysis/trademap, data/partnerAreas.json, commit "
    "51bc399c153d5e9dc0c32e23a12509e6505ec406), not the publisher's list of today"
)
#: Code -> name in that list. Which of its entries are groups the list does not say: their names do.
OLDER_GROUPS: Final = {
    "97": "EU25", "711": "So. African Customs Union", "991": "EU27", "1200": "Northern Africa",
    "2300": "South America", "4000": "Europe", "4010": "EU15", "5000": "Oceania",
}  # fmt: skip
OLDER_UNSPECIFIED: Final = {
    "129": "Caribbean, nes", "221": "Eastern Europe, nes", "290": "Northern Africa, nes",
    "471": "CACM, nes", "472": "Africa CAMEU region, nes", "473": "LAIA, nes",
    "490": "Other Asia, nes", "492": "Europe EU, nes", "527": "Oceania, nes",
    "568": "Other Europe, nes", "577": "Other Africa, nes", "636": "Rest of America, nes",
    "637": "North America and Central America, nes", "697": "Europe EFTA, nes",
    "837": "Bunkers", "838": "Free Zones", "839": "Special Categories",
    "879": "Western Asia, nes", "899": "Areas, nes", "6000": "Other",
}  # fmt: skip
GROUPS: Final = frozenset(OLDER_GROUPS)
UNSPECIFIED: Final = frozenset(OLDER_UNSPECIFIED)
_NOWHERE: Final = frozenset({"bunkers", "free zones", "special categories", "other"})
_NES: Final = (" nes", "n.e.s.", "not elsewhere specified")


@dataclass(frozen=True, repr=False)
class FlowRule(Carded):
    """Which statements count.

    Attributes
    ----------
    groups
        Codes of reporters that are groups of countries (no unit). Source: ``basis``. Groups of
        Comext are told by the collector (``total_over``).
    unspecified
        Codes of partners that are no country: areas not elsewhere specified, bunkers, free zones,
        special categories (no unit). Source: ``basis``. A partner with such a name counts as well
        (:func:`is_nowhere`). A reporter among them is kept and told: it states its trade as one
        area.
    flows
        Flows that are read: X export, M import, RX re-export, RM re-import (no unit).
    partner_groups
        Codes of partners that are groups of countries, besides all of them together (no unit).
        Source: ``basis``.
    reporters, partners
        Every code of the lists, so that a code in neither is told; empty where no whole list is
        held (no unit).
    basis
        Whose list says so. By default :data:`OLDER_LIST`: the lists of today are read by
        `comtrade.reference` and become a rule by :meth:`of_lists`.

    Raises
    ------
    TradeError
        For codes of one's own without a basis of one's own.
    """

    groups: frozenset[str] = GROUPS
    unspecified: frozenset[str] = UNSPECIFIED
    flows: tuple[str, ...] = ("X", "M", "RX", "RM")
    partner_groups: frozenset[str] = GROUPS
    reporters: frozenset[str] = field(default=frozenset(), repr=False)
    partners: frozenset[str] = field(default=frozenset(), repr=False)
    basis: str = OLDER_LIST

    def __post_init__(self) -> None:
        own = (self.groups, self.unspecified, self.partner_groups) != (GROUPS, UNSPECIFIED, GROUPS)
        if not self.basis.strip() or (own and self.basis == OLDER_LIST):
            raise TradeError("codes of one's own need their basis", column="basis",
                             advice="say whose list they are")  # fmt: skip

    def __repr__(self) -> str:
        """Return the parameters with codes in their order, whatever the seed of the hash."""
        named = {"groups": self.groups, "unspecified": self.unspecified,
                 "partner_groups": self.partner_groups}  # fmt: skip
        sets = ", ".join(f"{name}={' '.join(in_order(held))}" for name, held in named.items())
        known = f"{len(self.reporters)} reporters and {len(self.partners)} partners listed"
        return f"FlowRule(flows={' '.join(self.flows)}, {sets}, {known}, basis={self.basis!r})"

    @classmethod
    def of_lists(
        cls,
        reporters: pd.DataFrame,
        partners: pd.DataFrame,
        *,
        basis: str = "the lists of UN Comtrade that were given",
    ) -> Self:
        """Return the rule that two recorded lists of UN Comtrade make.

        Parameters
        ----------
        reporters, partners
            Columns as in ``comtrade.REFERENCE``, tables ``reporters`` and ``partners``. Groups are
            the entries the publisher flags as such; entries that are no country have no flag and
            are told by their names (:func:`is_nowhere`).
        basis
            What the lists are, and where they are kept.

        Raises
        ------
        TradeError
            For a list without entries, without a column, or that says of no entry whether it is
            a group.
        """
        groups, silent, nowhere = [], 0, set[str]()
        for name, frame in (("reporters", reporters), ("partners", partners)):
            flags = _flags(frame, name)
            groups.append(frozenset(frame["code"][flags.fillna(value=False)].astype(str)))
            silent += int(flags.isna().sum())
            named = [is_nowhere(text) for text in frame["text"]]
            nowhere |= set(frame["code"][named].astype(str))
        unsaid = f"; of their entries {silent} without a word on groups count as none"
        return cls(
            groups[0], frozenset(nowhere), partner_groups=groups[1],
            reporters=frozenset(reporters["code"].astype(str)),
            partners=frozenset(partners["code"].astype(str)),
            basis=basis + (unsaid if silent else ""),
        )  # fmt: skip


def _flags(frame: pd.DataFrame, name: str) -> pd.Series[bool]:
    what = f"list of {name}"
    need(frame, ("code", "text", "is_group"), what=what, advice="give that of comtrade.reference")
    if not len(frame):
        raise TradeError(f"the {what} has no entry", column="code", advice="record it again")
    flags = frame["is_group"].astype("boolean")
    if flags.isna().all():
        raise TradeError(f"says of no entry of the {what} whether it is a group",
                         column="is_group", advice="look at the capture")  # fmt: skip
    return flags


def is_nowhere(name: object) -> bool:
    """Return whether a name is that of no country: not elsewhere specified, bunkers and so on."""
    plain = str(name).strip().casefold()
    return plain in _NOWHERE or plain.endswith(_NES)


def in_order(codes: frozenset[str]) -> list[str]:
    """Return codes in order of their numbers, those with letters after them."""
    return sorted(codes, key=lambda code: (not code.isdigit(), len(code), code))
