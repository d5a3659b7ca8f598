"""The ideas of others on the press. They are given what they need for nothing: the true bodies and headlines,
the true lines of a fact; and of several thresholds the best."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from benchmarks.peers import methods
from benchmarks.press.answer import Answer, PageAnswer, of_brief, perfect
from benchmarks.press.press import Printed, bundles
from benchmarks.press.score import Scores, score
from benchmarks.press.truth import Bundle, PageTruth
from crosswire.engines.local import LocalEngine
from crosswire.pipeline import STAGES, assemble, run_stages
from crosswire.records.base import Record
from crosswire.text.times import find_times

STORY_WAYS = tuple(product((0.1, 0.15, 0.2, 0.25, 0.3, 0.4), (False, True)))
COPY_CUTS = (0.3, 0.5, 0.7)


@dataclass(frozen=True)
class Row:
    """One idea on one set: its figure and ours, and articles (sentences, for times) a second of one core."""

    link: str
    where: str
    idea: str
    theirs: float
    ours: float
    their_speed: float
    our_speed: float | None


@dataclass
class Ours:
    """What the pipeline scored and how long each stage took."""

    scores: Scores
    seconds: dict[str, float]


def run_ours(printed: Sequence[Printed]) -> Ours:
    """The stages one after another, each timed."""
    records: list[Record] = [page for each in printed for page in each.pages()]
    seconds = {}
    with LocalEngine(1) as engine:
        for stage in STAGES:
            begun = time.process_time()
            records = run_stages([stage], records, engine)
            seconds[stage.name] = time.process_time() - begun
    truth = [each.truth for each in printed]
    return Ours(score(truth, of_brief(assemble(records), truth)), seconds)


def rows(articles: int, seed: int) -> list[Row]:
    """Every idea on the press."""
    printed = list(bundles(articles, seed))
    truth = [each.truth for each in printed]
    ours = run_ours(printed)
    made = [*_origins(truth, ours), _stories(truth, ours), _copies(truth, ours)]
    return [*made, _times(truth, ours), _bodies(printed, ours)]


def _timed(work: Callable[[], Answer]) -> tuple[Answer, float]:
    begun = time.process_time()
    answer = work()
    return answer, max(time.process_time() - begun, 1e-6)


def _row(link: str, idea: str, theirs: float, seconds: float, ours: Ours, stage: str) -> Row:
    pages = sum(mark.link == "clean" for mark in ours.scores.marks)
    speed = pages / max(ours.seconds[stage], 1e-6) if stage else None
    return Row(link, "press", idea, theirs, ours.scores.mean(link) or 0.0, pages / seconds, speed)


def _mean(truth: Sequence[Bundle], said: Answer, link: str) -> float:
    return score(truth, said).mean(link) or 0.0


def _origins(truth: Sequence[Bundle], ours: Ours) -> list[Row]:
    def told(count: Callable[[Sequence[str]], int]) -> Answer:
        said = perfect(truth)
        for bundle in truth:
            for fact in bundle.facts:
                heads = [
                    page.headline
                    for page in bundle.pages
                    if any(line.fact == fact.id for line in page.lines)
                ]
                said.claims[fact.id] = (count(heads), fact.support)
        return said

    ideas: dict[str, Callable[[Sequence[str]], int]] = {
        "each article an origin": methods.each_article,
        "headlines, words in common ≥ .55": lambda heads: methods.origins(heads, methods.jaccard),
        "headlines, SequenceMatcher ≥ .55": lambda heads: methods.origins(heads, methods.sequence),
    }
    made = []
    for idea, count in ideas.items():
        said, seconds = _timed(lambda count=count: told(count))  # type: ignore[misc]
        made.append(_row("origins", idea, _mean(truth, said, "origins"), seconds, ours, "claims"))
    return made


def _texts(truth: Sequence[Bundle]) -> tuple[list[PageTruth], list[str]]:
    pages = [page for bundle in truth for page in bundle.pages]
    return pages, [f"{page.headline}\n" + "\n".join(page.paragraphs) for page in pages]


def _stories(truth: Sequence[Bundle], ours: Ours) -> Row:
    pages, texts = _texts(truth)

    def told(way: tuple[float, bool]) -> Answer:
        groups = methods.stories(texts, way[0], damped=way[1])
        said = Answer()
        said.stories = {p.file: {str(g)} for p, g in zip(pages, groups, strict=True)}
        return said

    tried = [_timed(lambda way=way: told(way)) for way in STORY_WAYS]  # type: ignore[misc]
    best = max(_mean(truth, said, "stories") for said, _ in tried)
    return _row("stories", "TF-IDF, average linkage", best, tried[0][1], ours, "stories")


def _copies(truth: Sequence[Bundle], ours: Ours) -> Row:
    pages, texts = _texts(truth)

    def told(cut: float) -> Answer:
        said = Answer()
        for left, right in methods.copies(texts, cut):
            said.kin[pages[left].file, pages[right].file] = "copy"
        return said

    tried = [_timed(lambda cut=cut: told(cut)) for cut in COPY_CUTS]  # type: ignore[misc]
    best = max(_mean(truth, said, "kin") for said, _ in tried)
    return _row("kin", "MinHash-LSH (datasketch)", best, tried[0][1], ours, "lineage")


def _times(truth: Sequence[Bundle], ours: Ours) -> Row:
    count = sum(bool(line.time) for b in truth for page in b.pages for line in page.lines)

    def told() -> Answer:
        said = Answer()
        for bundle in truth:
            for page in bundle.pages:
                at = datetime.fromisoformat(page.published)
                for line in page.lines:
                    if line.time:
                        said.lines[line.id].times = methods.days(line.quote, at)
        return said

    said, seconds = _timed(told)
    mean, speed = _mean(truth, said, "times"), count / seconds
    begun = time.process_time()
    for bundle in truth:
        for page in bundle.pages:
            for line in page.lines:
                if line.time:
                    find_times(line.quote, page.published)
    our_speed = count / max(time.process_time() - begun, 1e-6)
    return Row(
        "times",
        "press",
        "dateparser, sentence by sentence",
        mean,
        ours.scores.mean("times") or 0.0,
        speed,
        our_speed,
    )


def _bodies(printed: Sequence[Printed], ours: Ours) -> Row:
    """HTML pages only: the others have no tags to go by."""
    found: dict[str, str] = {}
    begun = time.process_time()
    for each in printed:
        for page, text in zip(each.truth.pages, each.texts, strict=True):
            if page.file.endswith(".html"):
                found[page.file] = methods.body(text)
    seconds = time.process_time() - begun
    said = Answer()
    for file, text in found.items():
        said.pages[file] = PageAnswer(body=text)
    marks = score([each.truth for each in printed], said).marks
    theirs = [m.value for m in marks if m.link == "clean" and m.about in found]
    mine = [m.value for m in ours.scores.marks if m.link == "clean" and m.about in found]
    pages = sum(len(each.texts) for each in printed)
    return Row(
        "clean", "press, HTML", "trafilatura, precision mode",
        sum(theirs) / len(theirs), sum(mine) / len(mine),
        len(found) / seconds, pages / ours.seconds["clean"],
    )  # fmt: skip
