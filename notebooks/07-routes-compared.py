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
#     case: routes-compared
# ---

# %% [markdown]
# # Routes compared: the cases side by side
#
# Every table and drawing is computed from the tables of the cases. Each id names its case first.

# %%
from osint_helpers import exhibits, open_case

case = open_case("routes-compared")

# %% [markdown]
# ## 1. Judgements
#
# What a comparison of chosen cases can show, and what it cannot.

# %%
summary = exhibits.prose(case, "A-1", "short-answer", title="Question and short answer")
summary

# %%
exhibits.prose(case, "A-2", "how-to-read", title="How to read this comparison")

# %%
exhibits.cases_table(case, "A-3")

# %% [markdown]
# ## 3. Journey map and narrative
#
# One small map a case, and the legs behind it.

# %%
exhibits.route_panels(case, "C-1")

# %%
statuses = exhibits.case_statuses(case, "C-2")
statuses

# %%
routes = exhibits.prose(case, "C-3", "routes", title="Places in several cases")
routes

# %%
places = exhibits.hubs_matrix(case, "C-4")
places

# %%
hubs = exhibits.hubs_table(case, "C-5")
hubs

# %%
declared = exhibits.declared_table(case, "C-6")
declared

# %% [markdown]
# ### Days

# %%
days = exhibits.prose(case, "C-7", "days", title="Stays and silences")
days

# %%
bars = exhibits.day_bars(case, "C-8")
bars

# %%
silences = exhibits.silences_table(case, "C-9")
silences

# %%
stays = exhibits.stays_table(case, "C-10")
stays

# %% [markdown]
# ### Every leg

# %%
legs = exhibits.journey_table(case, "C-11", title="Every leg of every case")
legs

# %% [markdown]
# ## 4. Claims and evidence
#
# By what kind of record each case came to light, how many bodies gathered the facts, and the claims this comparison leads to.

# %%
told = exhibits.prose(case, "D-1", "records", title="What each case rests on")
told

# %%
kinds = exhibits.records_matrix(case, "D-2")
kinds

# %%
records = exhibits.records_table(case, "D-3")
records

# %%
strands = exhibits.strands(case, "D-4", title="Strands behind every leg")
strands

# %% [markdown]
# ## 6. Law in force
#
# Which measures of the table of law were in force on the days of the legs, case by case.

# %%
exhibits.prose(case, "M-1", "law", title="How the law was asked for")

# %%
measures = exhibits.measures_matrix(case, "M-2")
measures

# %%
exhibits.measures_compared(case, "M-3")

# %% [markdown]
# ## 7. Red flags and feasibility
#
# The same rules over every case. Nothing is added up.

# %%
exhibits.prose(case, "F-1", "rules", title="What the rules can be asked")

# %%
matrix = exhibits.rules_matrix(case, "F-2")
matrix

# %%
rules = exhibits.rules_table(case, "F-3")
rules

# %% [markdown]
# ## 9. Replies and denials

# %%
asked = exhibits.asked_table(case, "G-1")
asked

# %% [markdown]
# ## 11. Sources
#
# The claims that this comparison leads to, and the sources that support them. The report of each case holds all of its claims.

# %%
cited = exhibits.cited(
    summary, statuses, routes, places, hubs, declared, days, bars, silences, stays, legs, told, kinds,
    records, strands, measures, matrix, rules, asked,
)  # fmt: skip
exhibits.claims_register(case, "H-1", only=cited, title="Claims this comparison leads to")

# %%
exhibits.sources_register(case, "H-2", only=cited, title="Sources behind those claims")

# %% [markdown]
# ## 13. Limits, glossary, corrections

# %%
exhibits.prose(case, "I-1", "limits", title="Limits")

# %%
exhibits.glossary(case, "I-2")
