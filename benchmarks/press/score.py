"""An answer held against the truth, link by link and trap by trap.

clean      words of the body, F1             headline   the same words
when       the same moment of publication    outlet     the same name
agency     the house whose text it prints    kin        pairs of texts that come from one another, F1
descent    of those found: relation and direction        stories  B-Cubed F1 of each page
voices     whose word a line is              modes      reported, expected, denied ...
times      the day a line names              claims     lines of one fact laid together, F1 of pairs
origins    how many stand behind a fact      support    independent, one, or a circle
differ     sides that cannot both hold, F1 (a wrong nature counts half)
outcomes   what came of an expectation, and when it was due
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import combinations

from benchmarks.press.answer import Answer, LineAnswer, PageAnswer
from benchmarks.press.truth import Bundle, Difference, Line, PageTruth
from crosswire.match.same_source import name_words

LINKS = (
    "clean", "headline", "when", "outlet", "agency", "kin", "descent", "stories", "voices", "modes",
    "times", "claims", "origins", "support", "differ", "outcomes",
)  # fmt: skip
_ONE = ("single origin", "one outlet's word")


@dataclass(frozen=True)
class Mark:
    """One thing scored from 0 to 1; `about` says which, for a look at what was missed."""

    trap: str
    link: str
    value: float
    about: str
    site: str = ""


@dataclass
class Scores:
    """Means of marks."""

    marks: list[Mark] = field(default_factory=list)
    _sums: dict[tuple[str, str], tuple[float, int]] = field(default_factory=dict)

    def mean(self, link: str, trap: str | None = None) -> float | None:
        """The mean of a link, of one trap or of all; None where there is nothing to score."""
        return self._mean(link, trap or "")

    def of_site(self, link: str, site: str) -> float | None:
        """The mean of a link of pages over those of one kind of site."""
        return self._mean(link, f"site {site}")

    def _mean(self, link: str, part: str) -> float | None:
        if not self._sums:
            for mark in self.marks:
                for name in ("", mark.trap, *([f"site {mark.site}"] if mark.site else ())):
                    total, count = self._sums.get((mark.link, name), (0.0, 0))
                    self._sums[mark.link, name] = (total + mark.value, count + 1)
        total, count = self._sums.get((link, part), (0.0, 0))
        return total / count if count else None

    def misses(self, link: str, trap: str) -> list[Mark]:
        """What was not wholly right."""
        return [m for m in self.marks if m.link == link and m.trap == trap and m.value < 1]


def score(bundles: Sequence[Bundle], said: Answer) -> Scores:
    """Every mark of every bundle."""
    scores = Scores()
    stories = _cubed(bundles, said)
    headlines = _headlines(bundles, said)
    for bundle, share in _shares(bundles, said):
        for link, value, about in _bundle(bundle, share):
            scores.marks.append(Mark(bundle.trap, link, value, about))
        for page in bundle.pages:
            for link, value, about in _page(page, said.pages.get(page.file)):
                scores.marks.append(Mark(bundle.trap, link, value, about, page.site))
            told = [headlines[story] for story in said.stories.get(page.file, ())]
            beside = sorted(set().union(*told) - {page.headline})
            about = f"{page.file} {page.headline!r}, beside {beside}"
            scores.marks.append(Mark(bundle.trap, "stories", stories[page.file], about))
    return scores


def _shares(bundles: Sequence[Bundle], said: Answer) -> Iterator[tuple[Bundle, Answer]]:
    """Each bundle with the kinships and differences that touch it, so that none looks through all."""
    home = {page.file: bundle.id for bundle in bundles for page in bundle.pages}
    of_line = {ln.id: home[page.file] for b in bundles for page in b.pages for ln in page.lines}
    kin: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    differences: dict[str, list[tuple[frozenset[str], frozenset[str], str]]] = defaultdict(list)
    for pair, relation in said.kin.items():
        for name in {home[file] for file in pair if file in home}:
            kin[name][pair] = relation
    for told in said.differences:
        for name in {of_line[line] for line in told[0] | told[1] if line in of_line}:
            differences[name].append(told)
    for bundle in bundles:
        yield bundle, replace(said, kin=kin[bundle.id], differences=differences[bundle.id])


def _headlines(bundles: Sequence[Bundle], said: Answer) -> dict[str, set[str]]:
    """story of the answer → the headlines it lays together."""
    found: dict[str, set[str]] = defaultdict(set)
    for page in (page for bundle in bundles for page in bundle.pages):
        for story in said.stories.get(page.file, ()):
            found[story].add(page.headline)
    return found


Told = tuple[str, float, str]


def _bundle(bundle: Bundle, said: Answer) -> Iterator[Told]:
    for page in bundle.pages:
        for line in page.lines:
            if line.fact:
                yield from _line(line, said.lines.get(line.id, LineAnswer()))
    for part in (_kin, _claims, _facts, _differences, _outcomes):
        yield from part(bundle, said)


def _page(page: PageTruth, told: PageAnswer | None) -> Iterator[Told]:
    told = told or PageAnswer()
    body, found = Counter(" ".join(page.paragraphs).split()), Counter(told.body.split())
    yield "clean", _f1((body & found).total(), body.total(), found.total()), page.file
    yield "headline", float(page.headline == told.headline), f"{page.file} {told.headline!r}"
    yield "when", float(_moment(page.published) == _moment(told.published)), page.file
    yield (
        "outlet",
        float(page.outlet.lower() == told.outlet.lower()),
        f"{page.file} {told.outlet!r}",
    )
    if page.agency != page.outlet:
        same = _same_house(page.agency, told.agency)
        yield "agency", float(same), f"{page.file} {page.agency!r} {told.agency!r}"


def _f1(right: float, true: float, found: float) -> float:
    return 2 * right / (true + found) if true + found else 1.0


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if "T" in text and text[-6] in "+-" else None


def _same_house(true: str, told: str) -> bool:
    initials = "".join(word[0] for word in true.split())
    return told in (true, initials)


def _line(line: Line, told: LineAnswer) -> Iterator[Told]:
    about = f"{line.id} {line.quote!r}"
    yield "voices", float(_same_source(line, told.sources)), f"{about} {sorted(told.sources)}"
    if line.mode:
        yield "modes", float(line.mode in told.modes), f"{about} {sorted(told.modes)}"
    if line.time:
        yield (
            "times",
            float(any(t[:10] == line.time for t in told.times)),
            f"{about} {sorted(told.times)}",
        )


def _same_source(line: Line, told: set[str]) -> bool:
    """Does one of the statements of the line lead to whom the truth names, or to nobody where it is the
    page's own voice?"""
    if not line.source:
        return told == {""}
    true = name_words(line.source)
    return any(set(name_words(name)) <= set(true) and true[-1] in name_words(name) for name in told)


def _kin(bundle: Bundle, said: Answer) -> Iterator[Told]:
    true = {frozenset((kin.left, kin.right)): kin for kin in bundle.kin}
    found = {frozenset(pair): pair for pair in said.kin}
    yield "kin", _f1(len(true.keys() & found.keys()), len(true), len(found)), bundle.id
    for pair in true.keys() & found.keys():
        left, right = found[pair]
        told, kin = said.kin[left, right], true[pair]
        same = (told == "revision") == (kin.relation == "revision")
        about = f"{left} {right} {told}, truly {kin.left} {kin.right} {kin.relation}"
        yield "descent", (float(same) + float(left == kin.left)) / 2, about


def _claims(bundle: Bundle, said: Answer) -> Iterator[Told]:
    """Pairs of lines of different pages that tell one fact, and pairs that share a claim."""
    lines = [(page.file, line) for page in bundle.pages for line in page.lines if line.fact]
    counts = [{d.left, d.right} for d in bundle.differences if bundle.trap != "denial"]
    true, found, both, wrong = 0, 0, 0, []
    for (here, one), (there, other) in combinations(lines, 2):
        # Two counts of one thing may stand in one claim, as its sides; what is said and denied may not.
        if here != there and {one.fact, other.fact} not in counts:
            same = one.fact == other.fact
            joined = bool(said.lines[one.id].claims & said.lines[other.id].claims)
            true, found, both = true + same, found + joined, both + (same and joined)
            if same != joined:
                wrong.append(f"{'apart' if same else 'together'}: {one.quote} | {other.quote}")
    if true:
        yield "claims", _f1(both, true, found), f"{bundle.id} {'; '.join(wrong)}"


def _facts(bundle: Bundle, said: Answer) -> Iterator[Told]:
    for fact in bundle.facts:
        lines = [ln for page in bundle.pages for ln in page.lines if ln.fact == fact.id]
        held = Counter(claim for line in lines for claim in said.lines[line.id].claims)
        most = max(held.values(), default=0)
        best = [name for name in sorted(held) if held[name] == most and name in said.claims]
        answers = [said.claims[name] for name in best]
        about = f"{fact.id} {fact.origins} {answers}"
        yield "origins", float(any(count == fact.origins for count, _ in answers)), about
        yield "support", float(any(_alike(kind, fact.support) for _, kind in answers)), about


def _alike(told: str, true: str) -> bool:
    return told == true or (told in _ONE and true in _ONE)


def _differences(bundle: Bundle, said: Answer) -> Iterator[Told]:
    lines = {line.id: line.fact for page in bundle.pages for line in page.lines}
    found = said.differences
    right, known = 0.0, set()
    for true in bundle.differences:
        met = [told for told in found if _opposes(true, told[0], told[1], lines)]
        right += max((1.0 if nature == true.nature else 0.5 for _, _, nature in met), default=0.0)
        known |= {true.left, true.right}  # the first and the third count of a row are no false pair
    false = [
        sorted(one | other)
        for one, other, _ in found
        if not (
            {lines.get(line) for line in one} & known
            and {lines.get(line) for line in other} & known
        )
    ]
    count = len(bundle.differences)
    about = f"{bundle.id} {len(found)} told, {len(false)} false: {false}"
    yield "differ", _f1(right, count, count + len(false)), about


def _opposes(
    true: Difference, one: Iterable[str], other: Iterable[str], lines: dict[str, str]
) -> bool:
    ours, theirs = {lines.get(line) for line in one}, {lines.get(line) for line in other}
    return (true.left in ours and true.right in theirs) or (
        true.right in ours and true.left in theirs
    )


def _outcomes(bundle: Bundle, said: Answer) -> Iterator[Told]:
    for true in bundle.outcomes:
        lines = [ln.id for page in bundle.pages for ln in page.lines if ln.fact == true.fact]
        told = [said.outcomes[line] for line in lines if line in said.outcomes]
        best = max(((status == true.status) + (due == true.due) for status, due in told), default=0)
        yield "outcomes", best / 2, f"{bundle.id} {true.status} {true.due}, told {told}"


def _cubed(bundles: Sequence[Bundle], said: Answer) -> dict[str, float]:
    """B-Cubed F1 of each page: of those it stands with, and of those it should stand with."""
    true: dict[str, set[str]] = defaultdict(set)
    found: dict[str, set[str]] = defaultdict(set)
    pages = [page for bundle in bundles for page in bundle.pages]
    for page in pages:
        true[page.story].add(page.file)
        for story in said.stories.get(page.file, ()):
            found[story].add(page.file)
    scores = {}
    for page in pages:
        ours = true[page.story]
        theirs = set().union(*(found[s] for s in said.stories.get(page.file, ()))) or {page.file}
        scores[page.file] = _f1(len(ours & theirs), len(ours), len(theirs))
    return scores
