# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
#   osint:
#     case: due-diligence
# ---

# %% [markdown]
# # A company's own due diligence
#
# **The first fifteen consignments are SYNTHETIC: every firm, ship, number and list entry in them was made up.** Eight further rows repeat what sources report of two cases, cell by cell; what is not published is empty there. Mention of a firm implies no breach of law. A candidate is an entry to be looked at by a person, a red flag is a question, and nothing is added up.

# %%
import io

import openpyxl
import pandas as pd

from osint_helpers import diligence, exhibits, open_case, screening

case = open_case("due-diligence")

# %% [markdown]
# ## 4. Claims and evidence
#
# ### What a company has
#
# One row a consignment, as CSV or as a spreadsheet. `osint diligence --template consignments.xlsx` writes an empty table with these columns. A file needs few of them; each one more lets one more question be asked.

# %%
for column in diligence.COLUMNS:
    print(f"{column.label} ({column.form}): {column.about}")

# %% [markdown]
# ### Reading the file
#
# A faulty cell is told with its row, its column, what was found and what to do; the row is still processed as far as it can be, and the rest of the file is not touched by it. Nothing is guessed: a date that can be two days is no date, a place name that is not in the reference data is no place.

# %%
shipments = diligence.read(diligence.example("consignments-synthetic.csv"))
listed = screening.read_list(diligence.example("list-synthetic.ftm.json"), list_date="2026-03-01")
result = diligence.check(shipments, [listed])
exhibits.consignment_counts(result, "D-1")

# %%
exhibits.consignment_messages(result, "D-2")

# %% [markdown]
# ### Each consignment, and what every check says of it

# %%
exhibits.consignments(result, "D-3")

# %% [markdown]
# ### The annotated spreadsheet
#
# The company's own cells come back as they were, with the findings in columns beside them, and a sheet for each kind of check. What a spreadsheet program could run is kept as text. `osint diligence FILE --list LIST` writes it beside the report.

# %%
book = openpyxl.load_workbook(io.BytesIO(diligence.annotate(result)))
for sheet in book:
    print(f"{sheet.title}: {sheet.max_row - 1} rows, {sheet.max_column} columns")

# %% [markdown]
# ### The rows as reported of two cases
#
# Would these have raised a question on their day? Only what sources report stands in the cells; claims and sources stand in each row, and so do the replies of the firms named. Two versions of a departure are two rows. No list is asked here: lists are the business of whoever holds the files of that day.

# %%
reported = diligence.check(diligence.read(diligence.example("consignments-reported.csv")))
exhibits.consignments(reported, "D-4", title="The reported rows, one by one")

# %%
exhibits.consignment_messages(reported, "D-5", title="What the reported rows leave open")

# %% [markdown]
# ## 6. Law in force
#
# The origin is asked for the day of departure, the destination for the day of arrival, places in between and the flag for all days from one to the other. Rows with the same places, days and goods are asked once.

# %%
own, _ = result.legs()
exhibits.law_table(
    own, "L-1", title="Law, SYNTHETIC consignments", stamp="SYNTHETIC", leg="Rows: goods"
)

# %%
then, _ = reported.legs()
exhibits.law_table(then, "L-2", title="Law on the days of the reported rows", leg="Rows: goods")

# %%
of_2018 = then[then["leg"].str.contains(r"row [2-6]:")]
exhibits.law_lanes_of(of_2018, "L-4", title="The law along the rows of 2018, in one picture")

# %%
exhibits.measures_table(pd.concat([own, then], ignore_index=True), "L-3")

# %% [markdown]
# ## 7. Red flags and feasibility
#
# A consignment can test some of the rules; for the others it lacks what they need, and they say so.

# %%
exhibits.flags_table(
    result.rules(),
    "F-1",
    title="Red flags over the SYNTHETIC consignments",
    source="diligence.check",
    stamp="SYNTHETIC",
)

# %% [markdown]
# ### Dates against the way by sea
#
# The length between two ports is an interval, and two printed days lie up to a day more or less apart than their difference. Only what holds at both ends of both is said.

# %%
exhibits.lanes_table(result, "F-2", title="Ways by sea, SYNTHETIC consignments")

# %%
exhibits.lanes_table(reported, "F-3", title="Ways by sea, reported rows")

# %% [markdown]
# ## 8. Screening record
#
# Every party, ship, container and vehicle is asked of the list as of the day of its row, each distinct question once. What was listed after the day is no candidate on it.

# %%
exhibits.lists_asked(result, "S-1")

# %%
exhibits.screening_table(result.screenings, "S-2", stamp="SYNTHETIC")

# %%
exhibits.candidates_table(result.screenings, "S-3", stamp="SYNTHETIC")

# %% [markdown]
# ## 11. Sources
#
# Of the reported rows.

# %%
exhibits.sources_register(case, "H-1")

# %%
exhibits.claims_register(case, "H-2")

# %%
exhibits.origins(case, "H-3")

# %% [markdown]
# ## 13. Limits, glossary, corrections

# %%
exhibits.prose(case, "H-4", "limits", title="What a check does not show")
