"""Ten small stories of our own, with what a careful editor would say of each: `python -m benchmarks.golden`.

`tests/golden/stories/FIELD/pages` holds the pages, `truth.toml` the truth, in these tables; evidence is
`[page, words]`, the page by the number its file begins with. A statement answers to evidence when it
holds the words, or is a piece of at least 25 letters out of them; text goes before headlines.

    story           pages                       these pages are one story, and no others are in it
    lineage         pages, relation, from       these texts come from one another; from: the earliest
    apart           pages                       these do not
    claim           said, origins, support, who laid together; how many origins, what kind, whose names
    distinct        said                        not laid together
    difference      kind, nature, sides         told as a disagreement, its sides apart
    no_difference   between                     never told as one
    expectation     said, due, status, by       found, with its due time, its outcome and who tells that
    chain           said, sources, mode         from the source nearest the reader to the first speaker
    same_bearer, other_bearer   names           one bearer of names, or two
    time            said, value                 the words mean this time, or begin with it
    label           said, label                 said in a caption, a headline, an entry
    news            since, kind, said           new since then, told as this kind
    no_news         since, page                 nothing of this page is new since then
    timeline        order, background           in this order by event time; years that stand apart

`a|b` accepts either. Each fact is an item of its own; an item that fails says what the brief holds.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import crosswire
from benchmarks.golden_told import Told

STORIES = Path(__file__).parent.parent / "tests" / "golden" / "stories"


@dataclass(frozen=True)
class Item:
    """One fact of one story; `check` gives back what is wrong, or nothing."""

    field: str
    kind: str
    name: str
    check: Callable[[Told], str]

    @property
    def id(self) -> str:
        """The kind and the first words of the fact."""
        return f"{self.kind}: {self.name}"


def fields() -> list[str]:
    """The fields there are stories of."""
    return sorted(path.parent.name for path in STORIES.glob("*/truth.toml"))


def told(field: str) -> Told:
    """The brief of a field's pages, with look-ups by page and words."""
    pages = STORIES / field / "pages"
    return Told(
        crosswire.brief(pages, workers=1),
        lambda since: crosswire.brief(pages, workers=1, since=since),
    )


def items(field: str) -> list[Item]:
    """All facts of a field's truth, each by itself."""
    truth = tomllib.loads((STORIES / field / "truth.toml").read_text("utf-8"))
    found: list[Item] = []
    for table, make in _TABLES.items():
        for entry in truth.get(table, ()):
            found += [Item(field, kind, name, check) for kind, name, check in make(entry)]
    found += [Item(field, *fact) for fact in _timeline(truth.get("timeline", {}))]
    return found


Fact = tuple[str, str, Callable[[Told], str]]
Entry = dict[str, Any]


def _ask(question: Callable[..., str], *about: Any) -> Callable[[Told], str]:
    """The question about these things, to be put to a brief."""
    return lambda brief: question(brief, *about)


def _story(entry: Entry) -> Iterator[Fact]:
    pages = entry["pages"].split()
    yield "story", entry["pages"], _ask(Told.not_one_story, pages)


def _lineage(entry: Entry) -> Iterator[Fact]:
    pages = entry["pages"].split()
    yield "lineage", entry["pages"], _ask(Told.not_one_text, pages)
    if "relation" in entry:
        yield "relation", entry["pages"], _ask(Told.not_related, pages, entry["relation"])
    if "from" in entry:
        yield "earliest", entry["pages"], _ask(Told.not_first, pages, entry["from"])


def _apart(entry: Entry) -> Iterator[Fact]:
    pages = entry["pages"].split()
    yield (
        "apart",
        entry["pages"],
        lambda t: "" if t.not_one_text(pages) else "told as one text",
    )


def _claim(entry: Entry) -> Iterator[Fact]:
    said, about = entry["said"], entry["about"]
    if len(said) > 1:
        yield "claim", about, _ask(Told.not_one_claim, said)
    for key in ("origins", "origins_least", "origins_most"):
        if key in entry:
            yield "origins", about, _ask(Told.not_so_many, said, key, entry[key])
    if "support" in entry:
        yield "support", about, _ask(Told.not_so_supported, said, entry["support"])
    for who in entry.get("who", ()):
        yield "who", f"{about}, {who}", _ask(Told.not_from, said, who)


def _distinct(entry: Entry) -> Iterator[Fact]:
    said = entry["said"]
    name = " / ".join(words for _, words in said)
    yield "distinct", name, lambda t: "" if t.not_one_claim(said) else "laid together"


def _difference(entry: Entry) -> Iterator[Fact]:
    sides = entry["sides"]
    name = " / ".join(side[0][1] for side in sides)
    yield "difference", name, _ask(Told.not_differing, sides, entry["kind"])
    yield "nature", name, _ask(Told.not_of_nature, sides, entry["kind"], entry["nature"])


def _no_difference(entry: Entry) -> Iterator[Fact]:
    one, other = entry["between"]
    yield "no difference", f"{one[1]} / {other[1]}", _ask(Told.falsely_differing, one, other)


def _expectation(entry: Entry) -> Iterator[Fact]:
    said = entry["said"]
    yield "expected", said[1], _ask(Told.not_expected, said)
    yield "outcome", said[1], _ask(Told.not_so_ended, said, entry["status"])
    if "due" in entry:
        yield "due", said[1], _ask(Told.not_due, said, entry["due"])
    for by in entry.get("by", ()):
        yield "outcome by", f"{said[1]} / {by[1]}", _ask(Told.not_decided_by, said, by)


def _chain(entry: Entry) -> Iterator[Fact]:
    said = entry["said"]
    if "sources" in entry:
        yield "chain", said[1], _ask(Told.not_through, said, entry["sources"])
    if "mode" in entry:
        yield "mode", said[1], _ask(Told.not_in_mode, said, entry["mode"])


def _time(entry: Entry) -> Iterator[Fact]:
    said = entry["said"]
    yield "time", said[1], _ask(Told.not_at, said, entry["value"])


def _label(entry: Entry) -> Iterator[Fact]:
    said = entry["said"]
    yield "label", said[1], _ask(Told.not_labelled, said, entry["label"])


def _news(entry: Entry) -> Iterator[Fact]:
    since, said, kind = entry["since"], entry["said"], entry["kind"]
    yield "news", f"{since}: {said[1]}", _ask(Told.no_such_news, since, said, kind)


def _no_news(entry: Entry) -> Iterator[Fact]:
    since, page = entry["since"], entry["page"]
    yield "no news", f"{since}: {page}", _ask(Told.news_of_page, since, page)


def _same_bearer(entry: Entry) -> Iterator[Fact]:
    names = entry["names"]
    yield "one bearer", " / ".join(names), lambda t: "" if t.one_bearer(names) else t.bearers(names)


def _other_bearer(entry: Entry) -> Iterator[Fact]:
    names = entry["names"]
    yield (
        "two bearers",
        " / ".join(names),
        lambda t: t.bearers(names) if t.one_bearer(names) else "",
    )


def _timeline(entry: Entry) -> Iterator[Fact]:
    order = entry.get("order", [])
    if len(order) == 1:
        yield "timeline", order[0][1], _ask(Told.not_in_order, order[0], order[0])
    for one, other in pairwise(order):
        name = f"{one[1]} / {other[1]}"
        yield "timeline", name, _ask(Told.not_in_order, one, other)
    for said in entry.get("background", ()):
        yield "background", said[1], _ask(Told.not_background, said)


_TABLES: dict[str, Callable[[Entry], Iterator[Fact]]] = {
    "story": _story,
    "lineage": _lineage,
    "apart": _apart,
    "claim": _claim,
    "distinct": _distinct,
    "difference": _difference,
    "no_difference": _no_difference,
    "expectation": _expectation,
    "chain": _chain,
    "time": _time,
    "label": _label,
    "news": _news,
    "no_news": _no_news,
    "same_bearer": _same_bearer,
    "other_bearer": _other_bearer,
}


def still_open(field: str) -> dict[str, str]:
    """The facts of a field that are not told yet: id → the kind of error behind it."""
    listed: dict[str, str] = tomllib.loads((STORIES / "open.toml").read_text("utf-8")).get(
        field, {}
    )
    return listed


def _at_odds(failed: dict[str, dict[str, str]]) -> Iterator[str]:
    """Where open.toml and what was found are at odds."""
    for field, found in failed.items():
        listed = still_open(field)
        yield from (
            f"{field}  fails, not in open.toml: {name}" for name in found if name not in listed
        )
        yield from (
            f"{field}  holds now, is in open.toml: {name}" for name in listed if name not in found
        )


def _rewrite(failed: dict[str, dict[str, str]]) -> None:
    """open.toml anew for these fields: what holds now goes, what fails is to be looked at."""
    lines = [
        "# Facts that are not told yet, each with the kind of error behind it. Such a fact must fail:",
        "# `python -m benchmarks.golden --write` takes out what holds now and adds what fails.",
    ]
    for field in fields():
        listed = still_open(field)
        lines += ["", f"[{field}]"]
        for name in failed.get(field, listed):
            why = listed.get(name, "not looked at yet")
            lines.append(f"{_quoted(name)} = {_quoted(why)}")
    (STORIES / "open.toml").write_text("\n".join(lines) + "\n", "utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main() -> int:
    """Prints passed / made for each field and each kind of item; `--misses` names what failed."""
    parser = argparse.ArgumentParser(description="The golden stories and what their briefs hold.")
    parser.add_argument("fields", nargs="*", help="fields (default: all)")
    parser.add_argument("--misses", action="store_true", help="name what failed, and how")
    parser.add_argument("--write", action="store_true", help="write open.toml anew")
    asked = parser.parse_args()
    passed: Counter[str] = Counter()
    made: Counter[str] = Counter()
    failed: dict[str, dict[str, str]] = {}
    for field in asked.fields or fields():
        brief, facts = told(field), items(field)
        wrong = {item.id: item.check(brief) for item in facts}
        failed[field] = {name: what for name, what in wrong.items() if what}
        for item in facts:
            made.update((field, item.kind, "all"))
            passed.update((field, item.kind, "all") if not wrong[item.id] else ())
    if asked.misses:
        for field, found in failed.items():
            print(*(f"{field}  {name}\n    {what}" for name, what in found.items()), sep="\n")
    for line in _at_odds(failed):
        print(line)
    if asked.write:
        _rewrite(failed)
    ordered = sorted(made, key=lambda group: (group == "all", group not in failed, group))
    for group in ordered:
        print(f"{group:16} {passed[group]:4} / {made[group]:4}  {passed[group] / made[group]:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
