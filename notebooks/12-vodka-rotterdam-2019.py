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
#     case: vodka-rotterdam-2019
# ---

# %% [markdown]
# # A container of vodka taken off at Rotterdam
#
# Five accounts of what drew attention, three degrees of certainty, and a weight that does not fit.

# %%
from osint_helpers import exhibits, open_case

case = open_case("vodka-rotterdam-2019")

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
exhibits.prose(case, "B-3", "item", title="What the cargo is said to be")

# %%
exhibits.timeline(case, "B-4")

# %%
exhibits.chronology(case, "B-5")

# %% [markdown]
# ## 3. Journey map and narrative
#
# The map is illustrative. The one line is a modelled sea lane; a declared destination and a suspected one are not drawn.

# %%
exhibits.route_map(case, "C-1", view="region", title="The one movement that may be drawn")

# %%
exhibits.journey_table(case, "C-2")

# %%
exhibits.prose(case, "C-3", "narrative", title="The journey as published")

# %% [markdown]
# ## 4. Claims and evidence
#
# The five accounts and the three degrees first; then who gathered the facts, and where the sources contradict each other.

# %%
exhibits.prose(case, "D-1", "trigger", title="Five accounts of what drew attention")

# %%
exhibits.records(case, "D-2", topic="trigger", title="What drew attention, as published")

# %%
exhibits.prose(case, "D-3", "certainty", title="Three degrees of certainty")

# %%
exhibits.records(case, "D-4", topic="suspicion", title="How sure the authorities were, as published")

# %% [markdown]
# ### Who gathered the facts

# %%
exhibits.strands(case, "D-5")

# %%
exhibits.lineage(case, "D-6")

# %% [markdown]
# ### Contradictions

# %%
exhibits.prose(case, "D-7", "contradictions", title="How the versions differ")

# %%
exhibits.contradictions(case, "D-8")

# %% [markdown]
# ### All other claims

# %%
exhibits.claims_register(
    case, "D-9", without=("trigger", "suspicion"), title="All other claims"
)

# %% [markdown]
# ## 5. Other explanations

# %%
exhibits.prose(case, "E-1", "other-explanations", title="How the explanations were compared")

# %%
exhibits.hypotheses(case, "E-2", question="weight")

# %%
exhibits.would_tell(case, "E-3", question="weight")

# %% [markdown]
# ## 6. Law in force
#
# Which measures of a table of law were in force at each place on the days of each leg, for spirits.

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
# First the weight test; then the questions that should have been asked, each by its rule; then whether the published dates and figures can all be true together.

# %% [markdown]
# ### The weight test

# %%
exhibits.prose(case, "F-1", "weight", title="90,000 bottles in one container")

# %%
exhibits.loads(case, "F-2", title="Do 90,000 bottles fit one container?")

# %% [markdown]
# ### Red flags

# %%
exhibits.red_flags(case, "F-3")

# %% [markdown]
# ### Feasibility

# %%
exhibits.feasibility(case, "F-4")

# %%
exhibits.checks(case, "F-5")

# %% [markdown]
# ## 8. Screening record
#
# What dated lists say of the one named party on the days of its legs, and what was not found.

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
