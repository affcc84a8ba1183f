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
#     case: kobe-mercedes-2008
# ---

# %% [markdown]
# # Three used Mercedes cars: Kobe to Nampo
#
# Two ways side by side, an arrival that officials state, and what is not published.

# %%
from osint_helpers import exhibits, open_case

case = open_case("kobe-mercedes-2008")

# %% [markdown]
# ## 1. Judgements
#
# The question put, the short answer, and how sure it is.

# %%
exhibits.prose(case, "A-1", "short-answer", title="Question and short answer")

# %%
exhibits.judgements(case, "A-2")

# %% [markdown]
# ### How to read this report

# %%
exhibits.prose(case, "A-3", "how-to-read", title="How to read this report")

# %% [markdown]
# ## 2. Chronology
#
# What is followed, and what is said to have happened to it, in the order of the events. Dates keep the precision their source gives them.

# %%
exhibits.items(case, "B-1")

# %%
exhibits.identifiers(case, "B-2")

# %%
exhibits.prose(
    case, "B-3", "item", title="What the three cars are said to be, and what they are not"
)

# %%
exhibits.timeline(case, "B-4")

# %%
exhibits.chronology(case, "B-5", without=("other_case", "law"))

# %% [markdown]
# ## 3. Journey map and narrative
#
# The map is illustrative. A line between two ports is a modelled sea lane in the style of its status. Two ways are drawn; no car is assigned to either.

# %%
exhibits.route_map(case, "C-1", view="region", title="Two ways side by side")

# %%
exhibits.journey_table(case, "C-2")

# %%
exhibits.prose(case, "C-3", "narrative", title="The journey as published")

# %% [markdown]
# ## 4. Claims and evidence
#
# Who gathered the facts, where the versions differ, then every claim.

# %%
exhibits.strands(case, "D-1")

# %%
exhibits.lineage(case, "D-2")

# %% [markdown]
# ### Contradictions

# %%
exhibits.prose(case, "D-3", "contradictions", title="How the versions differ")

# %%
exhibits.contradictions(case, "D-4")

# %% [markdown]
# ### All claims

# %%
exhibits.claims_register(case, "D-5", title="All claims")

# %% [markdown]
# ## 5. Other explanations

# %%
exhibits.prose(case, "E-1", "other-explanations", title="How the explanations were compared")

# %%
exhibits.hypotheses(case, "E-2", question="accounts")

# %%
exhibits.would_tell(case, "E-3", question="accounts")

# %% [markdown]
# ## 6. Law in force
#
# Which measures of a table of law were in force at each place on the days of each leg, for motor cars.

# %%
exhibits.prose(case, "M-1", "law", title="How the law was asked for")

# %%
exhibits.law_lanes(case, "M-2")

# %%
exhibits.law_timeline(case, "M-3")

# %%
exhibits.law_measures(case, "M-4")

# %% [markdown]
# ## 7. Red flags and feasibility
#
# First the questions that should have been asked, each by its rule; then whether the published dates and figures can all be true together.

# %%
exhibits.red_flags(case, "F-1")

# %% [markdown]
# ### Feasibility

# %%
exhibits.feasibility(case, "F-2")

# %%
exhibits.checks(case, "F-3")

# %% [markdown]
# ## 8. Screening record

# %%
exhibits.prose(case, "N-1", "screening", title="Why no list was asked")

# %%
exhibits.screening(case, "N-2")

# %% [markdown]
# ## 9. Replies and denials

# %%
exhibits.replies(case, "G-1")

# %% [markdown]
# ## 10. Searches without result

# %%
exhibits.searches(case, "G-2")

# %% [markdown]
# ## 11. Sources

# %%
exhibits.sources_register(case, "H-1")

# %%
exhibits.origins(case, "H-2")

# %%
exhibits.to_obtain(case, "H-3")

# %% [markdown]
# ### Public records asked for
#
# What this case asks of public sources. A question that is not recorded changes nothing else in this report, and says nothing about the world.

# %%
exhibits.pulls(case, "H-4")

# %%
exhibits.licences(case, "H-5")

# %% [markdown]
# ## 12. Exhibits with hashes

# %%
exhibits.captured(case, "J-1")

# %%
exhibits.seals(case, "J-2")

# %%
exhibits.integrity(case, "J-3")

# %% [markdown]
# ## 13. Limits, glossary, corrections

# %%
exhibits.prose(case, "I-1", "limits", title="Limits")

# %%
exhibits.unknowns(case, "I-2")

# %%
exhibits.corrections(case, "I-3")

# %%
exhibits.glossary(case, "I-4")

# %% [markdown]
# ## Annex B. Extract of the evidence log

# %%
exhibits.log_extract(case, "K-1")

# %% [markdown]
# ## Annex C. Draft certificate

# %%
exhibits.certificate(case, "L-1")
