"""GraphML: who says so. Articles cite sources, sources cite sources, copies come from articles.

An edge says what it is: `cites`, `says itself` (an article that is its own origin), `copy`,
`revision`, `excerpt`, or `shares text` where nobody can tell who was first. A node that is an origin
says how many claims rest on it. Sources are told apart by name within one story, never across.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from lxml import etree

from crosswire.records.base import make_id
from crosswire.records.brief import Brief, ClaimTold, StatementTold
from crosswire.serve.exports.common import address_of, on_one_line, urn
from crosswire.serve.exports.formats import Files
from crosswire.serve.view import StoryView

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_NAMES: Any = {None: _SPACE}
_NODE = {
    "label": "string", "type": "string", "kind": "string", "story": "string", "marks": "string",
    "origin": "boolean", "claims": "int", "address": "string", "published": "string",
}  # fmt: skip
_EDGE = {"relation": "string", "statements": "int", "claims": "string", "share": "double"}


@dataclass
class _Graph:
    """What will be drawn; keys keep nodes and edges single."""

    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    edges: dict[tuple[str, str, str], dict[str, Any]] = field(default_factory=dict)

    def cite(self, left: str, right: str, relation: str, claim: str) -> None:
        """One more statement along this edge."""
        edge = self.edges.setdefault((left, right, relation), {"statements": 0, "claims": {}})
        edge["statements"] += 1
        edge["claims"][claim] = None


def export(brief: Brief) -> Files:
    """One graph of all stories."""
    graph = _Graph()
    for story in brief.stories:
        _draw(StoryView.of(story), graph)
    return {"who-says-so.graphml": _written(graph)}


def _draw(view: StoryView, graph: _Graph) -> None:
    for article in view.articles.values():
        graph.nodes[article.id] = {
            "label": view.outlet(article.id), "type": "article", "story": view.story.id,
            "kind": on_one_line(article.outlet_kind), "address": address_of(article),
            "published": on_one_line(article.published, 40),
        }  # fmt: skip
    for claim in view.story.claims:
        for said in view.said(claim.statements):
            if said.article in view.articles:
                _chain(view, graph, claim, said)
    for lineage in view.story.lineages:
        for kin in lineage.kinships:
            if kin.left in view.articles and kin.right in view.articles:
                relation = "shares text" if kin.direction == "unknown" else kin.relation
                graph.edges[kin.right, kin.left, relation] = {"share": kin.share}


def _chain(view: StoryView, graph: _Graph, claim: ClaimTold, said: StatementTold) -> None:
    """The way from the article through its sources to the origin of what it says."""
    way = [said.article]
    way += [_source(view, graph, hop.name, hop.kind) for hop in said.sources]
    behind = next((told for told in claim.origins if said.id in told.statements), None)
    if behind is not None:
        node = _source(view, graph, behind.name, behind.kind)
        graph.nodes[node].setdefault("resting", {})[claim.id] = None
        marks = graph.nodes[node].setdefault("held", {})
        marks.update(dict.fromkeys(on_one_line(mark, 30) for mark in behind.marks))
        if way[-1] != node:
            way.append(node)
    for left, right in pairwise(way):
        own = behind is not None and not said.sources and behind.kind == "outlet"
        if left != right:
            graph.cite(left, right, "says itself" if own else "cites", claim.id)


def _source(view: StoryView, graph: _Graph, name: str, kind: str) -> str:
    """The node of a source of this story, made when it is not there."""
    told = on_one_line(name, 80) or "unnamed"
    node = make_id("source", view.story.id, told.casefold())
    graph.nodes.setdefault(
        node,
        {"label": told, "type": "source", "kind": on_one_line(kind, 30), "story": view.story.id},
    )
    return node


def _written(graph: _Graph) -> bytes:
    root = etree.Element(f"{{{_SPACE}}}graphml", nsmap=_NAMES)
    for place, fields in (("node", _NODE), ("edge", _EDGE)):
        for name, kind in fields.items():
            key = {"id": f"{place}-{name}", "for": place, "attr.name": name, "attr.type": kind}
            etree.SubElement(root, f"{{{_SPACE}}}key", key)
    drawn = etree.SubElement(
        root, f"{{{_SPACE}}}graph", {"id": urn("graph", "who-says-so"), "edgedefault": "directed"}
    )
    for name, held in graph.nodes.items():
        node = etree.SubElement(drawn, f"{{{_SPACE}}}node", {"id": name})
        resting, marks = held.pop("resting", {}), held.pop("held", {})
        told = {**held, "origin": bool(resting), "claims": len(resting), "marks": ", ".join(marks)}
        _data(node, "node", told)
    for (left, right, relation), held in graph.edges.items():
        name = make_id("edge", left, right, relation)
        ends = {"id": name, "source": left, "target": right}
        told = {**held, "relation": relation, "claims": " ".join(held.get("claims", ()))}
        _data(etree.SubElement(drawn, f"{{{_SPACE}}}edge", ends), "edge", told)
    body: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return body


def _data(parent: Any, place: str, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if value is None or value == "":
            continue
        child = etree.SubElement(parent, f"{{{_SPACE}}}data", {"key": f"{place}-{name}"})
        child.text = str(value).lower() if isinstance(value, bool) else str(value)
