"""An article as it was found, with what it says and where it comes from."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from crosswire.serve.api.paging import Id, one
from crosswire.serve.api.rights import holdings_of
from crosswire.serve.desk.names import name_of
from crosswire.serve.desk.pages import page
from crosswire.serve.desk.story import desk_story, flash_of

router = APIRouter()

# Claims told beside an article; its story's page tells all.
CLAIMS = 40


@router.get("/articles/{article}")
def article(
    request: Request, article: Id, said: Annotated[str, Query(max_length=64)] = ""
) -> Response:
    """One article with its labelled pieces, the claims that it carries and its kin."""
    told = desk_story(request, article)
    found = one(told.view.articles, article, "article")
    firm, bare = told.claims()
    carried = [row for row in (*firm, *bare) if article in row.claim.articles]
    pairs = [pair for pair in told.versions if article in (pair.left, pair.right)]
    return page(
        request, "desk_article.html", here="front", desk=told, shown=told.shown, article=found,
        rows=carried[:CLAIMS], more=max(len(carried) - CLAIMS, 0), pairs=pairs,
        lead=told.lead(article), judge_name=name_of(request),
        flash=flash_of(holdings_of(request), told, said),
    )  # fmt: skip
