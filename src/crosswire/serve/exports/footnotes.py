"""Markdown with footnotes: the shape of `crosswire brief --format markdown`, among the exports."""

from __future__ import annotations

from crosswire.records.brief import Brief
from crosswire.serve.exports.formats import Files
from crosswire.serve.markdown import render_markdown


def export(brief: Brief) -> Files:
    """One file; each claim has footnotes to its sentences, each of these names its article."""
    return {"brief.md": render_markdown(brief).encode("utf-8", "replace")}
