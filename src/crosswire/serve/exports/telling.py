"""A story told in HTML and in plain text, for formats that carry a text: feeds, news items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from crosswire.records.brief import ArticleTold, ClaimTold, StatementTold
from crosswire.serve.exports.common import (
    CAUTION,
    address_of,
    chain_in_words,
    on_one_line,
    origins_in_words,
    published_words,
)
from crosswire.serve.view import StoryView, notes
from crosswire.serve.view_groups import about, differing, expectations, leading, side_value
from crosswire.serve.view_news import shown_news
from crosswire.serve.view_words import tell_time

_LONGEST = 600  # characters of a sentence that a feed needs


def told_in_html(view: StoryView) -> str:
    """The story as an HTML fragment without script, style or picture; every word is escaped."""
    parts = [Markup("<p>{}</p>").format(view.counted)]
    parts += _list("New", map(Markup.escape, _news(view)))
    parts += _list("Reported", (_claim(view, claim) for claim in _claims(view)))
    parts += _list("Reports differ", map(Markup.escape, _differences(view)))
    parts += _list("Expected", map(Markup.escape, _expected(view)))
    parts += _list("Articles", (_article(view, told) for told in view.articles.values()))
    parts.append(Markup("<p><small>{}</small></p>").format(CAUTION))
    return str(Markup("\n").join(parts))


def told_in_text(view: StoryView) -> str:
    """The story as plain text with the same lines."""
    parts = [view.counted, ""]
    parts += [*(f"+ {told}" for told in _news(view)), ""] if view.story.news else []
    for claim in _claims(view):
        parts.append(f"* {_wording(claim)} [{_standing(claim)}]")
        parts += [f"    {_sentence(view, said)}" for said in view.said(claim.statements)]
    for title, lines in (("Reports differ", _differences(view)), ("Expected", _expected(view))):
        told = [f"* {entry}" for entry in lines]
        parts += ["", title, *told] if told else []
    parts += ["", "Articles", *(_article_line(view, told) for told in view.articles.values())]
    return "\n".join([*parts, "", CAUTION])


def _claims(view: StoryView) -> list[ClaimTold]:
    firm, bare = leading(view)
    return [*firm, *bare]


def _list(title: str, items: Iterable[Markup]) -> list[Markup]:
    told = [Markup("<li>{}</li>").format(item) for item in items]
    if not told:
        return []
    head = Markup("<h2>{}</h2>").format(title)
    return [head, Markup("<ul>\n{}\n</ul>").format(Markup("\n").join(told))]


def _wording(claim: ClaimTold) -> str:
    return on_one_line(claim.text, _LONGEST) or "(no wording)"


def _standing(claim: ClaimTold) -> str:
    return f"{claim.support}: {origins_in_words(claim)}"


def _claim(view: StoryView, claim: ClaimTold) -> Markup:
    said = [_linked(view, told) for told in view.said(claim.statements)]
    return Markup("{}<br><em>{}</em>{}").format(
        _wording(claim),
        _standing(claim),
        Markup("<ul>{}</ul>").format(Markup("").join(said)) if said else "",
    )


def _linked(view: StoryView, said: StatementTold) -> Markup:
    address = address_of(view.articles.get(said.article))
    told = _sentence(view, said)
    if address:
        return Markup('<li><a href="{}">{}</a></li>').format(address, told)
    return Markup("<li>{}</li>").format(told)


def _sentence(view: StoryView, said: StatementTold) -> str:
    more = ", ".join(notes(said))
    told = (
        f"{view.tag(said.article)} {chain_in_words(view, said)}: {on_one_line(said.text, _LONGEST)}"
    )
    return f"{told} ({more})" if more else told


def _news(view: StoryView) -> Iterator[str]:
    """What is new, where that was asked for."""
    for told in shown_news(view):
        yield on_one_line(f"{told.word}: {told.text} {told.tag} {told.detail}")


def _differences(view: StoryView) -> Iterator[str]:
    for _, entry in differing(view):
        sides = " / ".join(
            f"{side_value(entry, side)} ({view.who(side.statements)})" for side in entry.sides
        )
        yield on_one_line(f"{entry.nature}, {about(entry)}: {sides}")


def _expected(view: StoryView) -> Iterator[str]:
    for entry in expectations(view):
        due = f"due {tell_time(entry.due)}" if entry.due else "no day told"
        yield on_one_line(f"{on_one_line(entry.text, _LONGEST)} ({entry.outcome}, {due})")


def _article(view: StoryView, told: ArticleTold) -> Markup:
    address, words = address_of(told), _article_line(view, told)
    if address:
        return Markup('<a href="{}">{}</a>').format(address, words)
    return Markup.escape(words)


def _article_line(view: StoryView, told: ArticleTold) -> str:
    parts = (
        f"{view.tag(told.id)} {view.outlet(told.id)}, {published_words(told)}",
        on_one_line(told.headline, 200),
        view.kin(told.id),
        address_of(told) or "",
    )
    return on_one_line(". ".join(part for part in parts if part))
