"""NEW SINCE on a terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from crosswire.records.brief import NewsKind
from crosswire.serve.terminal_pen import Pen
from crosswire.serve.view import StoryView
from crosswire.serve.view_news import NewsShown, shown_news

_STYLE: dict[NewsKind, str] = {
    "new story": "bold green",
    "new claim": "green",
    "further origin": "green",
    "number changed": "cyan",
    "reports differ": "bold red",
    "denied": "bold red",
    "withdrawn": "red",
    "came about": "green",
    "postponed": "cyan",
    "moved": "cyan",
    "cancelled": "red",
    "failed": "red",
    "overdue": "yellow",
}


def news(view: StoryView, pen: Pen) -> RenderableType:
    """Each thing that is new with its kind, its sentence, its article and what it changes."""
    told = shown_news(view)
    if not told:
        return pen.text("nothing", "dim")
    table = pen.grid(14, None) if pen.wide else pen.grid(None)
    for entry in told[: pen.most]:
        kind = pen.text(entry.word, _STYLE[entry.entry.kind])
        if pen.wide:
            table.add_row(kind, _told(entry, pen))
        else:
            table.add_row(kind)
            table.add_row(_told(entry, pen))
    more = pen.more(min(len(told), pen.most), len(told))
    return table if more is None else Group(table, more)


def _told(entry: NewsShown, pen: Pen) -> RenderableType:
    told: Text = pen.join((entry.text, ""), (f" {entry.tag}", "dim"))
    detail = entry.detail.replace("→", pen.sign("→"))
    return Group(told, pen.text(detail, "dim")) if detail else told
