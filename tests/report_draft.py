"""A draft of a report with claims of the sample story and words between them."""

from __future__ import annotations

from collections.abc import Sequence

from crosswire.records.brief import StoryTold
from crosswire.serve.report.choosing import chosen, cited, in_order
from crosswire.serve.report.editing import with_claims, with_words
from crosswire.serve.view import StoryView
from crosswire.store.reports import Draft
from sample_brief import sample_story

NOW = "2029-03-11T09:00:00Z"
MARKS = {name: (f"{name:0>64}", NOW) for name in ("a1", "a2", "a3")}
WORDS = "## What is known\n\nFirst *these* <b>words</b>.\nA second line.\n\n- one point\n- another"


def empty_draft(title: str = "The Arda cable car") -> Draft:
    """A draft with nothing in it."""
    return Draft(id="d1", title=title, by="Ann", made=NOW, changed=NOW)


def with_story(draft: Draft, story: StoryTold, places: Sequence[int]) -> Draft:
    """The draft with the claims of these places (from 0) of a story."""
    view = StoryView.of(story)
    claims = [in_order(view)[place] for place in places]
    articles = cited(view, [name for claim in claims for name in claim.articles], MARKS)
    return with_claims(draft, [chosen(view, 1, claim) for claim in claims], articles)


def sample_draft() -> Draft:
    """Words, two claims, words again, one claim."""
    draft = with_words(empty_draft(), WORDS)
    draft = with_story(draft, sample_story(), [0, 2])
    draft = with_words(draft, "Words between.")
    return with_story(draft, sample_story(), [3])
