"""What `--explain` adds: why one story, why one claim, why this count of origins."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from crosswire.records.base import Feature, Judgement
from crosswire.records.brief import ClaimTold
from crosswire.serve.terminal_pen import Pen
from crosswire.serve.view import StoryView, notes
from crosswire.serve.view_words import line


def one_story(view: StoryView, pen: Pen) -> RenderableType:
    """The judgements that hold the story's articles together, or a word that there are none; then why it has
    its days, places and names."""
    told = [judged for judged in view.story.judgements if judged.question == "same story"]
    shown = [_chosen(reason, pen) for reason in view.story.reasons]
    if not told:
        alone = "One article alone." if len(view.articles) == 1 else "No judgement is recorded."
        return Group(pen.text(alone, "dim"), *shown)
    ordered = sorted(told, key=lambda judged: -judged.score)
    rows: list[RenderableType] = []
    for judged in ordered[: pen.most]:
        pair = f"{view.tag(judged.left)} {view.tag(judged.right)}"
        rows.append(_judgement(judged, pair, pen))
    more = pen.more(min(pen.most, len(told)), len(told), "pairs")
    return Group(*rows, *([] if more is None else [more]), *shown)


def _chosen(reason: Feature, pen: Pen) -> Text:
    """Why the story has this day, place or name."""
    return pen.join(
        (f"{reason.name} ", "dim"), (line(reason.left, 60), ""), (f"  {reason.right}", "dim")
    )


def claim_reasons(view: StoryView, claim: ClaimTold, pen: Pen) -> RenderableType:
    """Why the statements are one claim and why its origins are counted so."""
    rows: list[RenderableType] = []
    for origin in claim.origins:
        name = line(origin.name, 60) or "unnamed"
        why = line(origin.reason, 240) or "no reason told"
        rows.append(pen.join((f"{pen.sign('bullet')} {name}: ", ""), (why, "dim")))
    arrow = f" {pen.sign('from')} "
    for statement in view.said(claim.statements)[: pen.most]:
        chain = arrow.join(view.chain(statement))
        told = ", ".join(notes(statement))
        rows.append(
            pen.join(
                (f"{view.tag(statement.article)} ", "dim"),
                (chain, "cyan"),
                (f" ({told})" if told else "", "dim"),
                (f"  {line(statement.text, 160)}", "italic"),
            )
        )
    rows.extend(_same(view, claim, pen))
    return Group(*rows)


def _same(view: StoryView, claim: ClaimTold, pen: Pen) -> Sequence[Text]:
    """The judgements that laid the statements together."""
    told = [view.judgements[name] for name in claim.judgements if name in view.judgements]
    rows = []
    for judged in told[:4]:
        left, right = (view.statements.get(name) for name in (judged.left, judged.right))
        tags = [view.tag(said.article) if said else "[?]" for said in (left, right)]
        rows.append(_judgement(judged, " ".join(tags), pen))
    return rows


def _judgement(judged: Judgement, pair: str, pen: Pen) -> Text:
    """One judgement: the pair, the verdict, and the features with what they compared."""
    verdict = "same" if judged.yes else "not the same"
    features = "; ".join(map(_feature, judged.features))
    by = "" if judged.by == "machine" else f", judged by {line(judged.by, 40)}"
    return pen.join(
        (f"{pair} ", "dim"),
        (f"{verdict} {judged.score:.2f}{by}", ""),
        (f"  {features}" if features else "", "dim"),
    )


def _feature(feature: Feature) -> str:
    """A reason with its value and what it compared; alike sides are told once."""
    sides = dict.fromkeys(line(side, 50) for side in (feature.left, feature.right) if side)
    compared = f" ({' / '.join(sides)})" if sides else ""
    return f"{line(feature.name, 40)} {round(feature.value, 2):g}{compared}"
