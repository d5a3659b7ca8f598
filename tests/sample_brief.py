"""A hand-built brief about an invented event: a cable car that stops above a mountain town.

Rich enough to show everything a brief can hold; drawn by the tests of the terminal, the pages and
markdown. Offsets are looked up, so every statement stands where it says.
"""

from __future__ import annotations

from typing import Any

from crosswire.records.base import Feature, Issue, Judgement
from crosswire.records.brief import (
    FORMAT,
    ArticleTold,
    BearerTold,
    BlockTold,
    Brief,
    ChangeTold,
    ClaimTold,
    Counts,
    DisagreementTold,
    ExpectationTold,
    HappeningTold,
    KinshipTold,
    LineageTold,
    OriginTold,
    SourceTold,
    StatementTold,
    StoryTold,
    TimeTold,
)
from crosswire.records.claim import Side

PAGES: dict[str, dict[str, Any]] = {
    "a1": {
        "outlet": "Northline",
        "outlet_kind": "agency",
        "published": "2029-03-08T09:40:00+01:00",
        "headline": "Cable car halts above Velmoor with 14 aboard",
        "body": [
            "VELMOOR - A cable car stopped above the town of Velmoor on Thursday, leaving 14 "
            "people hanging over the Arda gorge, the operator Arda Lifts said.",
            "The cabin came to a halt at 7:52 a.m., mountain rescue chief Elin Corvath said. "
            "She expected everybody to be down before nightfall.",
            "Arda Lifts said the line would reopen on Saturday.",
        ],
    },
    "a2": {
        "outlet": "Northline",
        "outlet_kind": "agency",
        "published": "2029-03-08T12:15:00+01:00",
        "headline": "Cable car halts above Velmoor with 17 aboard, two hurt",
        "body": [
            "VELMOOR - A cable car stopped above the town of Velmoor on Thursday, leaving 17 "
            "people hanging over the Arda gorge, the operator Arda Lifts said.",
            "The cabin came to a halt at 7:52 a.m., mountain rescue chief Elin Corvath said. "
            "She expected everybody to be down before nightfall.",
            "Two passengers were hurt when the cabin swung against a pylon, Corvath said.",
            "Arda Lifts said the line would reopen on Saturday.",
        ],
    },
    "a3": {
        "outlet": "The Ostwick Post",
        "outlet_kind": "paper",
        "published": "2029-03-08T13:02:00+01:00",
        "headline": "17 trapped in cable car",
        "body": [
            "A cable car stopped above the town of Velmoor on Thursday, leaving 17 "
            "people hanging over the Arda gorge, the operator Arda Lifts said.",
            "Two passengers were hurt when the cabin swung against a pylon, Corvath said.",
        ],
    },
    "a4": {
        "outlet": "Radio Tannach",
        "outlet_kind": "broadcaster",
        "published": "2029-03-08T10:20:00+01:00",
        "headline": "School party among those stuck in the Arda cable car",
        "body": [
            "The cabin came to a halt at 7:52 a.m., mountain rescue chief Elin Korvath said.",
            "Among the passengers are six pupils of the Tannach school, its head told this "
            "station. Friday's ski race on the upper slope will go ahead, the club said.",
        ],
    },
    "a5": {
        "outlet": "Velmoor Courier",
        "outlet_kind": "paper",
        "published": "2029-03-08T18:30:00+01:00",
        "headline": "“We swung for eight hours”: all safe after Arda rescue",
        "body": [
            "The last of 19 passengers was lowered to the snow at 4:10 p.m., as a reporter of "
            "the Courier watched from the valley station.",
            "A brake fault had been reported to the company in January, the lift workers’ union "
            "said. “There was no such report,” Arda Lifts spokesman Jon Brede said.",
            "The Friday race has been called off, the ski club said in the evening.",
        ],
    },
    "a6": {
        "outlet": "Highland Mirror",
        "outlet_kind": "paper",
        "published": "2029-03-10",
        "headline": "Arda line stays shut until Monday",
        "body": [
            "The Arda line will not open today but on Monday, Arda Lifts told the Mirror.",
            "A worn brake pad stopped the cabin, according to a letter of the transport "
            "inspectorate, parts of which were read out by the lift workers’ union. The "
            "inspectorate will publish its findings on 20 March.",
            "The haul rope was last replaced in 2019.",
        ],
    },
}

SAID: list[tuple[str, str, str, list[tuple[str, str]], dict[str, Any]]] = [
    ("s1", "a1", "A cable car stopped above the town of Velmoor on Thursday, leaving 14 people hanging over the Arda gorge, the operator Arda Lifts said.", [("Arda Lifts", "office")], {}),
    ("s2", "a1", "The cabin came to a halt at 7:52 a.m., mountain rescue chief Elin Corvath said.", [("Elin Corvath", "person")], {}),
    ("s3", "a1", "She expected everybody to be down before nightfall.", [("Elin Corvath", "person")], {"mode": "expected"}),
    ("s4", "a1", "Arda Lifts said the line would reopen on Saturday.", [("Arda Lifts", "office")], {"mode": "expected"}),
    ("s5", "a2", "A cable car stopped above the town of Velmoor on Thursday, leaving 17 people hanging over the Arda gorge, the operator Arda Lifts said.", [("Arda Lifts", "office")], {}),
    ("s6", "a2", "The cabin came to a halt at 7:52 a.m., mountain rescue chief Elin Corvath said.", [("Elin Corvath", "person")], {"descent": "copied", "copied_from": "s2"}),
    ("s7", "a2", "Two passengers were hurt when the cabin swung against a pylon, Corvath said.", [("Elin Corvath", "person")], {}),
    ("s8", "a3", "A cable car stopped above the town of Velmoor on Thursday, leaving 17 people hanging over the Arda gorge, the operator Arda Lifts said.", [("Arda Lifts", "office")], {"descent": "copied", "copied_from": "s5"}),
    ("s9", "a3", "Two passengers were hurt when the cabin swung against a pylon, Corvath said.", [("Elin Corvath", "person")], {"descent": "copied", "copied_from": "s7"}),
    ("s10", "a4", "The cabin came to a halt at 7:52 a.m., mountain rescue chief Elin Korvath said.", [("Elin Corvath", "person")], {"descent": "copied", "copied_from": "s2"}),
    ("s11", "a4", "Among the passengers are six pupils of the Tannach school, its head told this station.", [("head of the Tannach school", "person")], {}),
    ("s12", "a4", "Friday's ski race on the upper slope will go ahead, the club said.", [("ski club", "office")], {"mode": "expected"}),
    ("s13", "a5", "The last of 19 passengers was lowered to the snow at 4:10 p.m., as a reporter of the Courier watched from the valley station.", [], {}),
    ("s14", "a5", "A brake fault had been reported to the company in January, the lift workers’ union said.", [("lift workers’ union", "office")], {"mode": "alleged"}),
    ("s15", "a5", "“There was no such report,” Arda Lifts spokesman Jon Brede said.", [("Jon Brede", "person")], {"mode": "denied", "negated": True, "quoted": True}),
    ("s16", "a5", "The Friday race has been called off, the ski club said in the evening.", [("ski club", "office")], {}),
    ("s17", "a6", "The Arda line will not open today but on Monday, Arda Lifts told the Mirror.", [("Arda Lifts", "office")], {"mode": "expected"}),
    ("s18", "a6", "A worn brake pad stopped the cabin, according to a letter of the transport inspectorate, parts of which were read out by the lift workers’ union.", [("lift workers’ union", "office"), ("letter of the transport inspectorate", "document")], {}),
    ("s19", "a6", "The inspectorate will publish its findings on 20 March.", [], {"mode": "expected", "descent": "uncredited"}),
    ("s20", "a6", "The haul rope was last replaced in 2019.", [], {"descent": "uncredited"}),
    ("s21", "a4", "School party among those stuck in the Arda cable car", [], {"label": "headline"}),
    ("s22", "a2", "Arda Lifts said the line would reopen on Saturday.", [("Arda Lifts", "office")], {"mode": "expected", "descent": "copied", "copied_from": "s4"}),
]  # fmt: skip

CLAIMED: list[tuple[str, str, str, list[tuple[str, str, str, str, str]], str, float]] = [
    ("c1", "s5", "s1 s5 s8", [("Arda Lifts", "office", "s1 s5 s8", "Two versions of one agency text and a copy of it; all name the operator.", "interested")], "single origin", 9.0),
    ("c2", "s2", "s2 s6 s10", [("Elin Corvath", "person", "s2 s6 s10", "One remark of the rescue chief, spread by the agency; the radio prints the agency's sentence.", "")], "single origin", 8.0),
    ("c3", "s13", "s13 s3", [("Velmoor Courier", "outlet", "s13", "The paper's own reporter was there.", ""), ("Elin Corvath", "person", "s3", "Said by the rescue chief before it came about.", "")], "independent", 7.0),
    ("c4", "s7", "s7 s9", [("Elin Corvath", "person", "s7 s9", "The Post's sentence is the agency's, letter by letter.", "")], "single origin", 6.0),
    ("c5", "s14", "s14 s15", [("lift workers’ union", "office", "s14", "The union says so to the Courier.", "interested"), ("Jon Brede", "person", "s15", "He denies it for the company.", "interested")], "independent", 5.0),
    ("c6", "s18", "s18", [("letter of the transport inspectorate", "document", "s18", "A letter, known only through the union.", "")], "one outlet's word", 4.0),
    ("c7", "s17", "s17 s4 s22", [("Arda Lifts", "office", "s17 s4 s22", "The company on its own plans.", "")], "circular", 3.0),
    ("c8", "s16", "s16 s12", [("ski club", "office", "s16 s12", "The club told the radio, then the Courier.", "")], "single origin", 2.5),
    ("c9", "s11", "s11", [("head of the Tannach school", "person", "s11", "Told to the station itself.", "")], "one outlet's word", 2.0),
    ("c10", "s19", "s19", [("Highland Mirror", "outlet", "s19", "No source is named and no passage is shared.", "uncredited")], "cannot tell", 1.0),
    ("c12", "s21", "s21", [("Radio Tannach", "outlet", "s21", "The headline alone tells it.", "")], "one outlet's word", 0.0),
    ("c11", "s20", "s20", [("Highland Mirror", "outlet", "s20", "No source is named and no passage is shared.", "uncredited")], "cannot tell", 0.5),
]  # fmt: skip


def article(name: str) -> ArticleTold:
    """One of the six articles, with furniture around it."""
    page = PAGES[name]
    paragraphs: list[str] = [part.removeprefix("VELMOOR - ") for part in page["body"]]
    body = "\n\n".join(paragraphs)
    full = f"{body}\n\n{page['headline']}"
    blocks = [BlockTold(label="furniture", text="Home | News | Sport | Weather 3 °C")]
    blocks.append(
        BlockTold(label="headline", text=page["headline"], start=len(body) + 2, end=len(full))
    )
    blocks.append(BlockTold(label="byline", text="By our staff"))
    for part in paragraphs:
        blocks.append(
            BlockTold(
                label="body", text=part, start=body.index(part), end=body.index(part) + len(part)
            )
        )
    blocks.append(BlockTold(label="related", text="Ten walks for the spring"))
    blocks.append(BlockTold(label="furniture", text="Subscribe to our newsletter"))
    times = ()
    if "7:52 a.m." in body:
        at = body.index("7:52 a.m.")
        times = (TimeTold(text="7:52 a.m.", value="2029-03-08T07:52", start=at, end=at + 9),)
    return ArticleTold(
        id=name,
        source=f"pages/{name}.html",
        text=body,
        full_text=full,
        headline=page["headline"],
        outlet=page["outlet"],
        outlet_kind=page["outlet_kind"],
        address=f"https://{name}.example/arda",
        published=page["published"],
        published_how="json-ld datePublished",
        modified=None,
        anchor=page["published"][:10],
        anchor_how="published",
        dateline_place="VELMOOR" if name in {"a1", "a2"} else None,
        agency="Northline" if name in {"a1", "a2"} else None,
        authors=("Mira Solt",) if name == "a5" else (),
        contributors=(),
        language="en",
        times=times,
        blocks=tuple(blocks),
    )


def statement(entry: tuple[str, str, str, list[tuple[str, str]], dict[str, Any]]) -> StatementTold:
    """A statement with offsets and paragraph looked up in its article."""
    name, where, words, sources, more = entry
    text = article(where).full_text
    start = text.index(words)
    edge = text.find("\n\n", start)
    edge = len(text) if edge < 0 else edge
    fields: dict[str, Any] = {
        "mode": "reported",
        "negated": False,
        "quoted": False,
        "descent": "own",
        "copied_from": None,
        "label": "body",
    }
    return StatementTold(
        id=name,
        article=where,
        text=words,
        start=start,
        end=start + len(words),
        sources=tuple(SourceTold(name=who, kind=kind) for who, kind in sources),  # type: ignore[arg-type]
        paragraph=(text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0, edge),
        **(fields | more),
    )


def claim(
    entry: tuple[str, str, str, list[tuple[str, str, str, str, str]], str, float],
) -> ClaimTold:
    """A claim with its origins."""
    name, wording, ids, origins, support, weight = entry
    told = {said[0]: said for said in SAID}
    statements = tuple(ids.split())
    return ClaimTold(
        id=name,
        text=told[wording][2],
        wording=wording,
        statements=statements,
        articles=tuple(dict.fromkeys(told[said][1] for said in statements)),
        origins=tuple(
            OriginTold(
                name=who,
                kind=kind,
                statements=tuple(by.split()),
                reason=why,
                marks=tuple(marks.split()),
            )
            for who, kind, by, why, marks in origins
        ),
        support=support,  # type: ignore[arg-type]
        weight=weight,
        judgements=("j2",) if name == "c1" else (),
    )


def differ(
    name: str, kind: str, nature: str, about: str, sides: dict[str, str], reason: str
) -> DisagreementTold:
    """A disagreement; `sides` maps a value to the ids of its statements."""
    told = tuple(Side(value=value, statements=tuple(ids.split())) for value, ids in sides.items())
    return DisagreementTold(
        id=name, kind=kind, nature=nature, sides=told, about=about, reason=reason
    )  # type: ignore[arg-type]


def expect(
    name: str, said: str, held: str, text: str, status: str, due: str | None, by: str, reason: str
) -> ExpectationTold:
    """An expectation and its outcome."""
    return ExpectationTold(
        id=name, statement=said, claim=held, text=text, status=status, due=due,  # type: ignore[arg-type]
        by=tuple(by.split()), overdue=False, reason=reason,
    )  # fmt: skip


def happen(
    name: str,
    value: str,
    start: str,
    zone: str | None,
    held: str,
    said: str,
    text: str,
    background: bool = False,
) -> HappeningTold:
    """An entry of the timeline."""
    return HappeningTold(
        id=name,
        value=value,
        start=start,
        zone=zone,
        claim=held,
        statement=said,
        text=text,
        background=background,
    )


def lineage() -> LineageTold:
    """The agency's two versions, a copy and a trimmed copy, with what changed."""
    left, right = article("a1").full_text, article("a2").full_text
    four, seven = left.index("14"), right.index("17")
    added = "Two passengers were hurt when the cabin swung against a pylon, Corvath said."
    at = right.index(added)
    tail = right.index("Arda Lifts said the line")
    old_tail = left.index("Arda Lifts said the line")
    passages = (
        (0, four, 0, seven),
        (four + 2, old_tail, seven + 2, at),
        (old_tail, len(article("a1").text), tail, len(article("a2").text)),
    )
    return LineageTold(
        id="l1",
        articles=("a1", "a4", "a2", "a3"),
        agency="Northline",
        ordered=True,
        kinships=(
            KinshipTold(left="a1", right="a2", relation="revision", direction="time", share=0.97, passages=passages),
            KinshipTold(left="a2", right="a3", relation="copy", direction="time", share=1.0, passages=()),
            KinshipTold(left="a1", right="a4", relation="excerpt", direction="content", share=0.41, passages=()),
        ),
        changes=(
            ChangeTold(left="a1", right="a2", kind="number", before="14", after="17", before_at=(four, four + 2), after_at=(seven, seven + 2)),
            ChangeTold(left="a1", right="a2", kind="added", before=None, after=added, before_at=None, after_at=(at, at + len(added))),
            ChangeTold(left="a1", right="a2", kind="wording", before="with 14 aboard", after="with 17 aboard, two hurt", before_at=None, after_at=None),
        ),
    )  # fmt: skip


def judgements() -> tuple[Judgement, ...]:
    """Why the articles are one story and two statements one claim; one by a person."""
    features = (
        Feature(
            name="names shared", value=0.8, left="Velmoor, Arda Lifts", right="Velmoor, Arda Lifts"
        ),
        Feature(name="hours apart", value=6.2),
    )
    return (
        Judgement(id="j1", question="same story", left="a1", right="a5", yes=True, score=0.81, features=features),
        Judgement(id="j2", question="same claim", left="s1", right="s5", yes=True, score=0.93, features=(Feature(name="words shared", value=0.96),)),
        Judgement(id="j3", question="copy", left="a2", right="a3", yes=True, score=1.0, by="Mira Solt"),
    )  # fmt: skip


def sample_story() -> StoryTold:
    """The one story of the sample."""
    return StoryTold(
        id="story1",
        headline="“We swung for eight hours”: all safe after Arda rescue",
        start="2029-03-08",
        end="2029-03-10",
        places=("Velmoor", "Arda gorge"),
        names=("Arda Lifts", "Elin Corvath", "Jon Brede"),
        counts=Counts(articles=6, texts=3, origins=8),
        articles=tuple(article(name) for name in PAGES),
        statements=tuple(statement(entry) for entry in SAID),
        claims=tuple(claim(entry) for entry in CLAIMED),
        disagreements=(
            differ("d1", "quantity", "update", "people aboard", {"14": "s1", "17": "s5 s8"}, "Northline's second version replaces its first."),
            differ("d2", "quantity", "conflict", "people aboard", {"17": "s5 s8", "19": "s13"}, "The operator's figure against the Courier's count."),
            differ("d3", "polarity", "conflict", "whether it is so", {"a brake fault had been reported in January, .": "s14", "there was no such report ,": "s15"}, "The company denies what the union says."),
            differ("d4", "name", "variant", "name of the rescue chief", {"Elin Corvath": "s2 s6", "Elin Korvath": "s10"}, "Two spellings of one name."),
        ),
        expectations=(
            expect("e1", "s3", "c3", "Everybody is down before nightfall", "fulfilled", "2029-03-08", "s13", "The last passenger was down at 16:10."),
            expect("e2", "s4", "c7", "The line reopens on Saturday", "postponed", "2029-03-10", "s17", "Now Monday."),
            expect("e5", "s22", "c7", "The line reopens on Saturday", "postponed", "2029-03-10", "s17", "Now Monday."),
            expect("e3", "s12", "c8", "The ski race goes ahead on Friday", "cancelled", "2029-03-09", "s16", "Called off by the club."),
            expect("e4", "s19", "c10", "The inspectorate publishes its findings", "open", "2029-03-20", "", "No report yet."),
        ),
        timeline=(
            happen("t0", "2019", "2019-01-01", None, "c11", "s20", "The haul rope was last replaced in 2019.", background=True),
            happen("t1", "2029-01", "2029-01-01", None, "c5", "s14", "A brake fault is reported to the company, the union says", background=True),
            happen("t2", "2029-03-08T07:52", "2029-03-08T06:52:00Z", "Europe/Vienna", "c2", "s2", "The cabin comes to a halt above the gorge"),
            happen("t3", "2029-03-08T16:10", "2029-03-08T15:10:00Z", "Europe/Vienna", "c3", "s13", "The last passenger is lowered to the snow"),
            happen("t4", "2029-03-08TEV", "2029-03-08T17:00:00Z", "Europe/Vienna", "c8", "s16", "The ski club calls the Friday race off"),
            happen("t5", "2029-03-10", "2029-03-10", None, "c7", "s17", "The line stays shut"),
        ),
        entities=(
            BearerTold(id="b1", name="Elin Corvath", type="person", variants=("Elin Corvath", "Corvath", "Elin Korvath"), articles=("a1", "a2", "a3", "a4")),
            BearerTold(id="b2", name="Arda Lifts", type="organization", variants=("Arda Lifts", "the operator"), articles=("a1", "a2", "a3", "a5", "a6")),
            BearerTold(id="b3", name="Jon Brede", type="person", variants=("Jon Brede",), articles=("a5",)),
        ),
        lineages=(lineage(),),
        judgements=judgements(),
        issues=(
            Issue.make("clean", "date", "doubt", "pages/a6.html", "A widget says 2 November; it was not taken for the day of publication.", advice="Check the page.", article="a6"),
            Issue.make("read", "zone", "note", "pages/a4.html", "No zone is told; local time of Velmoor was taken."),
        ),
    )  # fmt: skip


def sample_brief() -> Brief:
    """The whole sample: one story and two issues of the pile."""
    return Brief(
        format=FORMAT,
        release="0.0.0",
        stories=(sample_story(),),
        issues=(
            Issue.make("sources", "empty", "skipped", "pages/a7.html", "The file is empty.", advice="Fetch it again."),
            Issue.make("sources", "binary", "fatal", "pages/photo.jpg", "Not a page but an image."),
        ),
    )  # fmt: skip


def empty_story() -> StoryTold:
    """A story in which everything that can be missing is missing."""
    return StoryTold(
        id="s0", headline="", start=None, end=None, places=(), names=(),
        counts=Counts(articles=0, texts=0, origins=0), articles=(), statements=(), claims=(),
        disagreements=(), expectations=(), timeline=(), entities=(), lineages=(), judgements=(), issues=(),
    )  # fmt: skip
