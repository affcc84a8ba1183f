"""Flows of a list of goods to a partner, as each reporter states them: by year and heading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import TradeError
from osint_helpers.trade.areas import FlowRule
from osint_helpers.trade.choosing import choose
from osint_helpers.trade.headings import GoodsList
from osint_helpers.trade.results import Result

if TYPE_CHECKING:
    import pandas as pd

FLOWS: Final = (
    "year", "reporter", "reporter_name", "partner", "partner_name", "flow", "family", "heading",
    "value", "currency", "basis", "again", "kg", "without_kg", "kg_estimated", "classification",
    "months", "partial", "finer", "added_up", "rows",
)  # fmt: skip
MILLI: Final = 1000  # values are added in thousandths: whole numbers add up alike in any order
_KEYS: Final = ["year", "reporter", "partner", "flow", "heading", "currency"]
AGAIN: Final = {"X": "RX", "M": "RM"}
YEAR_MONTHS: Final = 12


def flows(
    statements: pd.DataFrame,
    goods: GoodsList,
    *,
    partner: str,
    flow: str = "X",
    years: tuple[int, ...] = (),
    rule: FlowRule = FlowRule(),  # noqa: B008  (frozen)
) -> Result:
    """Return what each reporter states of a list of goods to (or from) one partner.

    The partner's own statement is not read: these are mirror statistics when the partner does
    not report. A reporter that states nothing has no row; that is never zero trade.

    Parameters
    ----------
    statements
        Columns as in `trade.STATEMENTS`.
    goods
        The goods that count.
    partner
        In the codes of the source; the Democratic People's Republic of Korea is 408 in UN
        Comtrade and KP in Comext.
    flow
        ``X``: exports to the partner, ``M``: imports from it.
    years
        ``()`` for all that are given.
    rule
        Which statements count.

    Returns
    -------
    Result
        One row a year, reporter and heading, sorted by these: ``year, reporter, reporter_name,
        partner, partner_name, flow, family, heading, value`` (in ``currency``), ``basis`` (cif,
        fob, empty when not said), ``again`` (re-exports or re-imports of the same, which most
        reporters count within ``value``: never added), ``kg`` (of the rows that give a weight),
        ``without_kg`` (rows that give none), ``kg_estimated`` (rows whose weight is estimated),
        ``classification`` (editions, parted by ``; ``), ``months`` (12 for a year, else the
        months that are there), ``partial`` (fewer than 12), ``finer`` (added up from finer
        codes), ``added_up`` (rows added up by the publisher), ``rows``.

    Raises
    ------
    TradeError
        For a flow that is none, or when a column lacks.
    """
    if flow not in AGAIN:
        raise TradeError(f"{flow!r} is no flow", column="flow", advice="X exports or M imports")
    both = replace(rule, flows=(flow, AGAIN[flow]))
    chosen = choose(statements, goods, rule=both, partners=(partner,), years=years)
    frame = chosen.frame
    main = summed(frame[frame["flow"] == flow])
    again = summed(frame[frame["flow"] == AGAIN[flow]])
    made = _with_again(main, again)
    alone = _alone(main, again)
    notes = list(chosen.notes)
    if int(made["partial"].sum()):
        named = made[made["partial"]].drop_duplicates(["year", "reporter"])
        notes.append(
            "Not all twelve months: "
            + "; ".join(f"{row.reporter} {row.year} ({row.months})" for row in named.itertuples())
            + "."
        )
    if alone:
        notes.append(f"{AGAIN[flow]} without a row of {flow} beside it, not shown: {alone}.")
    notes.append(f"Goods: {goods.name}; {goods.basis}.")
    return Result(made, chosen.left_out, rule, tuple(notes), chosen.read, chosen.used)


def summed(frame: pd.DataFrame) -> pd.DataFrame:
    """Add up the statements of one year, reporter, flow and heading."""
    import pandas as pd

    held = frame.assign(
        milli=(frame["value"] * MILLI).round().astype("int64"),
        grams=(frame["kg"] * MILLI).round().fillna(0).astype("int64"),
        without=frame["kg"].isna(), guessed=frame["kg_estimated"].fillna(value=False).astype(bool),
        made=frame["added_up"].fillna(value=False).astype(bool),
        longer=frame["commodity"].str.len() > frame["heading"].str.len(),
        basis=frame["basis"].fillna(""), classification=frame["classification"].fillna(""),
    )  # fmt: skip
    grouped = held.groupby(_KEYS, sort=True, dropna=False)
    out = grouped.agg(
        reporter_name=("reporter_name", "min"), partner_name=("partner_name", "min"),
        family=("family", "min"), milli=("milli", "sum"), grams=("grams", "sum"),
        without_kg=("without", "sum"), kg_estimated=("guessed", "sum"), added_up=("made", "sum"),
        finer=("longer", "any"), rows=("milli", "size"), yearly=("frequency", "min"),
        months=("period", "nunique"),
    ).reset_index()  # fmt: skip
    out["value"] = out.pop("milli") / MILLI
    out["kg"] = (out.pop("grams") / MILLI).mask(out["without_kg"] == out["rows"])
    out["months"] = out["months"].mask(out.pop("yearly") == "A", YEAR_MONTHS).astype("int64")
    out["partial"] = out["months"] < YEAR_MONTHS
    for name in ("basis", "classification"):
        texts = _texts(held, name)
        out = out.merge(texts, on=_KEYS, how="left") if len(out) else out.assign(**{name: ""})
    return pd.DataFrame(out)


def _texts(held: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the different texts of a column by flow, joined in their order."""
    import pandas as pd

    seen = held[[*_KEYS, name]].drop_duplicates()
    seen = seen[seen[name] != ""].sort_values(name)
    several = seen.duplicated(_KEYS, keep=False)  # joining is slow, and few have more than one
    joined = seen[several].groupby(_KEYS, sort=False)[name].agg("; ".join)
    return pd.concat([seen[~several], joined.reset_index()], ignore_index=True)


def _with_again(main: pd.DataFrame, again: pd.DataFrame) -> pd.DataFrame:
    keys = ["year", "reporter", "partner", "heading", "currency"]
    beside = again[[*keys, "value"]].rename(columns={"value": "again"})
    out = main.merge(beside, on=keys, how="left").astype({"again": "float64"})
    out[["basis", "classification"]] = out[["basis", "classification"]].fillna("")
    out = out.sort_values(["year", "reporter", "heading", "currency"], ignore_index=True)
    return out[list(FLOWS)]


def _alone(main: pd.DataFrame, again: pd.DataFrame) -> str:
    """Name re-exports that stand without exports beside them."""
    keys = ["year", "reporter", "partner", "heading", "currency"]
    both = again[keys].merge(main[keys], on=keys, how="left", indicator=True)
    left: Any = both[both["_merge"] == "left_only"]
    return "; ".join(f"{row.reporter} {row.year} {row.heading}" for row in left.itertuples())


def one_currency(frame: pd.DataFrame) -> str:
    """Return the currency of a frame of flows; "" for no rows.

    Raises
    ------
    TradeError
        When there are two: nothing here converts currencies.
    """
    held = sorted(set(frame["currency"]))
    if len(held) > 1:
        raise TradeError(
            f"holds {', '.join(held)}", column="currency",
            advice="ask for each currency apart: nothing is converted",
        )  # fmt: skip
    return held[0] if held else ""
