"""Why a statement is not added up; place 0 stands for one that is."""

from __future__ import annotations

from typing import Final

REASONS: Final = (
    "used",
    "of a flow that is not asked for",
    "outside the years asked for",
    "of another partner",
    "of another reporter",
    "with a product outside the list",
    "with a product coarser than any heading of the list",
    "without a value",
    "with a negative value",
    "of a reporter that is a group of countries",
    "of a partner that is a group of countries or all of them",
    "of a partner that is no country (areas not specified, bunkers, free zones)",
    "that are parts of a total which is counted",
    "given in parts without their total",
    "repeated word for word",
    "stated twice with different figures",
    "in a second edition of the classification",
    "of a month within a year that is counted",
    "of a product within a coarser one that is counted",
)
(USED, FLOW, YEARS, PARTNER, REPORTER, OUTSIDE, COARSER, NO_VALUE, NEGATIVE, GROUP, WIDE, NOWHERE,
 PART, PARTLESS, REPEATED, TWICE, EDITION, MONTH, FINER) = range(len(REASONS))  # fmt: skip
