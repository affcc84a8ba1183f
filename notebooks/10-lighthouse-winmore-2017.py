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
#     case: lighthouse-winmore-2017
# ---

# %% [markdown]
# # A cargo said to have been transferred at sea: the tanker Lighthouse Winmore, 2017
#
# What officials and vessel tracking each say of one ship and its cargo, from public records alone, with every version that was published.

# %%
from osint_helpers import exhibits, open_case

case = open_case("lighthouse-winmore-2017")

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
exhibits.prose(case, "B-3", "item", title="What is said of the cargo, the ship and the firms")

# %%
exhibits.timeline(case, "B-4")

# %%
exhibits.chronology(case, "B-5")

# %% [markdown]
# ## 3. Journey map and narrative
#
# The map is illustrative. A line between two ports is a modelled sea lane in the style of its status; the three movements of which one end has no published point are listed below it and not drawn.

# %%
exhibits.route_map(
    case, "C-1", view="region", in_jupyter="picture", title="The movements that can be drawn"
)

# %%
exhibits.journey_table(case, "C-2")

# %%
exhibits.prose(case, "C-3", "narrative", title="The journey as published")

# %% [markdown]
# ### Officials against vessel tracking

# %%
exhibits.prose(case, "C-4", "officials-and-tracking", title="Two accounts of one ship")

# %%
exhibits.accounts(
    case,
    "C-5",
    columns={
        "Officials, 29 December 2017": ["o_load", "o_dep", "o_sts", "o_return_24"],
        "Vessel tracking, 5 January 2018": ["a_track_sept", "a_track_oct", "a_return_23"],
    },
    title="What officials said and what tracking gave, by date",
)

# %% [markdown]
# ### Four versions of the seizure

# %%
exhibits.prose(case, "C-6", "four-versions", title="Four versions of the seizure")

# %%
exhibits.accounts(
    case,
    "C-7",
    columns={
        "Briefly seized": ["s_brief"],
        "Impounded since November": ["s_impounded_nov"],
        "Formally, after the resolution": ["s_formal_dec"],
        "Day of the announcement": ["s_29dec"],
    },
    title="The four versions, by the day each gives",
)

# %% [markdown]
# ## 4. Claims and evidence
#
# Who gathered the facts, what was known when, and where the sources contradict each other.

# %%
exhibits.strands(case, "D-1")

# %%
exhibits.lineage(case, "D-2")

# %%
exhibits.network(case, "D-3")

# %% [markdown]
# ### What was known when

# %%
exhibits.known_on(case, "D-4")

# %% [markdown]
# ### Contradictions

# %%
exhibits.prose(case, "D-5", "contradictions", title="How the versions differ")

# %%
exhibits.contradictions(case, "D-6")

# %% [markdown]
# ### All claims

# %%
exhibits.claims_register(case, "D-7")

# %% [markdown]
# ## 5. Other explanations

# %%
exhibits.prose(case, "E-1", "other-explanations", title="How the explanations were compared")

# %%
exhibits.hypotheses(case, "E-2", question="cargo")

# %%
exhibits.would_tell(case, "E-3", question="cargo")

# %% [markdown]
# ## 6. Law in force
#
# Which measures of a table of law were in force at each place on the days of each leg, for any goods.

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
#
# What dated lists say of every named party on the days of its legs, and what was not found.

# %%
exhibits.prose(case, "N-1", "screening", title="What was asked, and of which lists")

# %%
exhibits.screening(case, "N-2")

# %%
exhibits.screening_candidates(case, "N-3")

# %%
exhibits.screening_lists(case, "N-4")

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
