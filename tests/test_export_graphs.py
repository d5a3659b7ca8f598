"""Linked data: each graph is read back by a library of its own kind."""

from __future__ import annotations

import io
import json
import warnings
from typing import Any

import msgspec
import pytest

from crosswire.records.brief import Brief
from crosswire.serve.exports.formats import export
from hostile_brief import HOSTILE, hostile_story
from sample_brief import sample_brief, sample_story

SCHEMA = "https://schema.org/"
# The properties that the export uses, as FollowTheMoney 4 has them.
THING = {
    "name",
    "alias",
    "summary",
    "description",
    "notes",
    "keywords",
    "publisher",
    "sourceUrl",
    "proof",
    "modifiedAt",
}
SCHEMATA = {
    "Article": THING | {"title", "author", "fileName", "bodyText", "publishedAt", "peopleMentioned", "namesMentioned", "locationMentioned"},
    "Person": THING,
    "Organization": THING,
    "Note": THING | {"entity", "namesMentioned"},
    "Event": THING | {"date"},
    "UnknownLink": {"subject", "object", "role"},
}  # fmt: skip


def briefs() -> list[Brief]:
    """The sample, and the sample with hostile words everywhere."""
    hostile = [hostile_story(words) for words in HOSTILE]
    return [
        sample_brief(),
        *(msgspec.structs.replace(sample_brief(), stories=(story,)) for story in hostile),
    ]


def first(brief: Brief, name: str) -> bytes:
    """The first file of an export."""
    return next(iter(export(brief, name).values()))


# rdflib's own reader of JSON-LD uses a class that rdflib is about to drop.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_rdflib_reads_the_claims() -> None:
    """As RDF, each claim has its text, its support, its articles and its sentences with theirs."""
    rdflib = pytest.importorskip("rdflib", reason="pip install 'crosswire[dev]'")
    graph = rdflib.Graph().parse(data=first(sample_brief(), "jsonld"), format="json-ld")
    schema = rdflib.Namespace(SCHEMA)
    claims = set(graph.subjects(rdflib.RDF.type, schema.Claim))
    story = sample_story()
    assert {str(claim) for claim in claims} == {f"urn:crosswire:claim:{c.id}" for c in story.claims}
    support = rdflib.URIRef("urn:crosswire:vocabulary:support")
    for claim in claims:
        assert graph.value(claim, schema.text) and graph.value(claim, support)
        for said in graph.objects(claim, schema.citation):
            article = graph.value(said, schema.isPartOf)
            assert (article, rdflib.RDF.type, schema.NewsArticle) in graph
            assert graph.value(article, schema.url)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_json_ld_survives_hostile_words() -> None:
    """No word of a page becomes a node, type or property of the graph."""
    rdflib = pytest.importorskip("rdflib", reason="pip install 'crosswire[dev]'")
    for brief in briefs():
        graph = rdflib.Graph().parse(data=first(brief, "jsonld"), format="json-ld")
        for triple in graph:
            for part in triple:
                if isinstance(part, rdflib.URIRef):
                    assert str(part).startswith(("urn:crosswire:", SCHEMA, str(rdflib.RDF)))


def test_stix2_accepts_the_bundle() -> None:
    """The STIX library parses every object without leave for custom ones; references resolve."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own dependencies are deprecated in places
        stix2 = pytest.importorskip("stix2", reason="pip install 'crosswire[dev]'")
    for brief in briefs():
        told = json.loads(first(brief, "stix"))
        bundle = stix2.parse(told, allow_custom=False)
        held = {thing.id for thing in bundle.objects}
        for thing in bundle.objects:
            assert set(thing.get("object_refs", [])) <= held
            assert thing.created_by_ref in held
        reports = [thing for thing in bundle.objects if thing.type == "report"]
        notes = [thing for thing in bundle.objects if thing.type == "note"]
        assert len(reports) == len(brief.stories)
        assert len(notes) == sum(len(s.claims) + len(s.disagreements) for s in brief.stories)


def entities(brief: Brief) -> list[dict[str, Any]]:
    """The FollowTheMoney entities of a brief."""
    return [json.loads(line) for line in first(brief, "ftm").splitlines()]


def test_ftm_entities_keep_to_the_schema() -> None:
    """Entities have the properties their schema knows, lists of strings, and references resolve."""
    for brief in briefs():
        told = entities(brief)
        ids = [entity["id"] for entity in told]
        assert len(ids) == len(set(ids))
        for entity in told:
            assert set(entity["properties"]) <= SCHEMATA[entity["schema"]], entity["schema"]
            for name, values in entity["properties"].items():
                assert values and all(isinstance(value, str) and value for value in values)
                if name in {"subject", "object", "entity", "proof"}:
                    assert set(values) <= set(ids)


def test_followthemoney_validates_the_entities() -> None:
    """The library itself accepts each entity and finds every value clean."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ftm = pytest.importorskip(
            "followthemoney",
            reason="needs pip install followthemoney, which needs ICU and brings an LGPL library",
        )
    for told in entities(sample_brief()):
        proxy = ftm.model.get_proxy(told, cleaned=True)
        proxy.schema.validate(told)
        again = ftm.model.get_proxy(told, cleaned=False)
        assert again.to_dict()["properties"].keys() == proxy.to_dict()["properties"].keys()


def test_networkx_reads_who_says_so() -> None:
    """Articles lead to the origins behind their claims; a copy's edge is not a citation's."""
    networkx = pytest.importorskip("networkx", reason="pip install 'crosswire[dev]'")
    graph = networkx.read_graphml(io.BytesIO(first(sample_brief(), "graphml")))
    story = sample_story()
    kinds = networkx.get_node_attributes(graph, "type")
    assert {node for node, kind in kinds.items() if kind == "article"} == {
        article.id for article in story.articles
    }
    relations = {told["relation"] for *_, told in graph.edges(data=True)}
    assert {"cites", "copy", "revision", "excerpt"} <= relations
    origins = {node for node, told in graph.nodes(data=True) if told["origin"]}
    names = {" ".join(o.name.split()) for claim in story.claims for o in claim.origins}
    assert {graph.nodes[node]["label"] for node in origins} == names
    for article in story.articles:
        assert origins & networkx.descendants(graph, article.id)


def test_networkx_reads_hostile_graphs() -> None:
    """Hostile words are labels, however they are written."""
    networkx = pytest.importorskip("networkx", reason="pip install 'crosswire[dev]'")
    for brief in briefs():
        graph = networkx.read_graphml(io.BytesIO(first(brief, "graphml")))
        assert len(graph) > len(brief.stories[0].articles)
