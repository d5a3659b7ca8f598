"""The sample brief with hostile words wherever a page's words can go."""

from __future__ import annotations

import msgspec

from crosswire.records.brief import StoryTold
from sample_brief import sample_story

HOSTILE = [
    "<script>alert(1)</script>",
    "\"><img src=https://bad.example/p.png onerror='alert(1)'>",
    "</style></title></script><b>bold</b>",
    "]]><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;script&gt;<!-- --!> &amp;",
    "\x1b[31mred\x07 \u202eturned \ud800 \x00\x0b",
]

# As long as the hostile ones, so that names are cut and pictures laid out alike.
QUIET = "Quiet words, of which there are as many as an outlet can hold and more"


def hostile_story(words: str) -> StoryTold:
    """The sample with hostile words wherever a page's words can go."""
    story = sample_story()
    articles = tuple(
        msgspec.structs.replace(
            article, headline=words, outlet=words, address=words, source=words, authors=(words,),
            agency=words, published=words, dateline_place=words, published_how=words, modified=words,
            text=words, full_text=words,
            blocks=tuple(msgspec.structs.replace(block, text=words) for block in article.blocks),
        )
        for article in story.articles
    )  # fmt: skip
    statements = tuple(
        msgspec.structs.replace(
            said, text=words, start=0, end=len(words), paragraph=(0, len(words)),
            sources=tuple(msgspec.structs.replace(hop, name=words) for hop in said.sources),
        )
        for said in story.statements
    )  # fmt: skip
    claims = tuple(
        msgspec.structs.replace(
            claim, text=words,
            origins=tuple(
                msgspec.structs.replace(
                    origin, name=f"{words} {place}", reason=words, kind=words, marks=(words,)
                )
                for place, origin in enumerate(claim.origins)
            ),
        )
        for claim in story.claims
    )  # fmt: skip
    changed = tuple(
        msgspec.structs.replace(change, before=words, after=words)
        for change in story.lineages[0].changes
    )
    return msgspec.structs.replace(
        story, headline=words, places=(words,), articles=articles, statements=statements,
        claims=claims,
        lineages=(msgspec.structs.replace(story.lineages[0], changes=changed),),
        timeline=tuple(
            msgspec.structs.replace(entry, text=words, zone=words) for entry in story.timeline
        ),
        expectations=tuple(
            msgspec.structs.replace(entry, text=words, reason=words)
            for entry in story.expectations
        ),
        disagreements=tuple(
            msgspec.structs.replace(
                entry, about=words, reason=words,
                sides=tuple(msgspec.structs.replace(side, value=words) for side in entry.sides),
            )
            for entry in story.disagreements
        ),
        entities=tuple(
            msgspec.structs.replace(bearer, name=words, variants=(words, "other"))
            for bearer in story.entities
        ),
        issues=tuple(
            msgspec.structs.replace(issue, about=words, message=words, advice=words)
            for issue in story.issues
        ),
    )  # fmt: skip
