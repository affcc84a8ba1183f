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
#     case: lexus-2023
# ---

# %% [markdown]
# # A Lexus from Japan to Bangladesh, declared for Singapore
#
# One car, two sailings, three destinations that must not be merged, and how a statement changed on its way from text to text.

# %%
from osint_helpers import exhibits, open_case
from osint_helpers.exhibits.timeline import Lane

case = open_case("lexus-2023")

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
# What is followed, and three separate events that many texts tell as one. No source prints the year of July and August: it is inferred, and every date says so.

# %%
exhibits.items(case, "B-1")

# %%
exhibits.identifiers(case, "B-2")

# %%
exhibits.prose(case, "B-3", "item", title="What the car is said to be, and to cost")

# %%
exhibits.prose(case, "B-4", "three-events", title="Three events, not one")

# %%
exhibits.timeline(
    case,
    "B-5",
    lanes=(
        Lane("held", "Held on the way", ("held",)),
        Lane("searched", "Searches in Japan", ("searched",)),
        Lane("embassy", "Embassy in Dhaka", ("closed",)),
    ),
    split="2023-12",
    title="Timeline: three events, months apart",
)

# %%
exhibits.chronology(case, "B-6", without=("precedent", "law", "company"))

# %% [markdown]
# ## 3. Journey map and narrative
#
# Declared, actual and suspected route in one map. A line is a modelled sea lane in the style of its status; what is only suspected has no line, and where the car ended has no pin.

# %%
exhibits.route_map(case, "C-1", title="Declared, actual and suspected")

# %%
exhibits.prose(case, "C-2", "routes", title="Three destinations on one map")

# %%
exhibits.journey_table(case, "C-3")

# %%
exhibits.prose(case, "C-4", "narrative", title="The journey as published")

# %%
exhibits.prose(case, "C-5", "location-unknown", title="Where the car is")

# %% [markdown]
# ## 4. Claims and evidence
#
# First who gathered the facts, then how statements changed as they were passed on, then where sources contradict each other.

# %%
exhibits.prose(case, "D-1", "strands", title="Three strands behind the articles")

# %%
exhibits.lineage(
    case,
    "D-2",
    claims=(
        "l1_order_switch",
        "l1_sail_july",
        "l1_embassy_found",
        "l1_return",
        "l2_export_aug",
        "l2_port",
        "l2_decl_sg",
        "l2_true_embassy",
        "l3_held_before_arrival",
        "l3_not_arrived",
    ),
    title="Who the texts on the movement rest on",
)

# %%
exhibits.strands(case, "D-3")

# %% [markdown]
# ### How each slip arose

# %%
exhibits.prose(case, "D-4", "slips", title="How each slip arose")

# %%
exhibits.drift(case, "D-5")

# %%
exhibits.drift_table(case, "D-6")

# %% [markdown]
# ### All publications, and the parties

# %%
exhibits.lineage(case, "D-7", title="Who all publications rest on")

# %%
exhibits.network(case, "D-8")

# %% [markdown]
# ### What was known when

# %%
exhibits.known_on(case, "D-9")

# %% [markdown]
# ### Contradictions

# %%
exhibits.prose(case, "D-10", "contradictions", title="How the versions differ")

# %%
exhibits.contradictions(case, "D-11")

# %% [markdown]
# ### Earlier events, other cars

# %%
exhibits.prose(case, "D-12", "precedents", title="Earlier events, kept apart")

# %%
exhibits.journey_table(
    case, "D-13", apart="precedent", title="Movements of other cars, no part of this journey"
)

# %%
exhibits.records(case, "D-14", topic="precedent", title="What is stated of the earlier events")

# %% [markdown]
# ### All other claims

# %%
exhibits.claims_register(case, "D-15", without=("precedent",), title="All other claims")

# %% [markdown]
# ## 5. Other explanations

# %%
exhibits.prose(case, "E-1", "other-explanations", title="How the explanations were compared")

# %%
exhibits.hypotheses(case, "E-2", question="purpose")

# %%
exhibits.would_tell(case, "E-3", question="purpose")

# %% [markdown]
# ## 6. Law in force
#
# Which measures of a table of law were in force at each place on the days of each sailing, for motor cars.

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
