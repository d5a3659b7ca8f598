"""The measure of tags and trees."""

from __future__ import annotations

from pathlib import Path

from benchmarks.score_ud import figures, sentences

CONLLU = """# text = Osk sank.
1\tOsk\t_\tPROPN\t_\t_\t2\tnsubj:pass\t_\t_
2-3\tsank.\t_\t_\t_\t_\t_\t_\t_\t_
2\tsank\t_\tVERB\t_\t_\t0\troot\t_\t_
3\t.\t_\tPUNCT\t_\t_\t2\tpunct\t_\t_

"""


def test_figures_count_words_without_subtypes(tmp_path: Path) -> None:
    """A subtype of a relation does not count against it, a wrong head does; ranges are no words."""
    path = tmp_path / "dev.conllu"
    path.write_text(CONLLU, "utf-8")
    gold = list(sentences(path))
    said: list[list[object]] = [["PROPN", 2, "nsubj"], ["VERB", 0, "root"], ["PUNCT", 1, "punct"]]
    assert figures(gold, [said]) == {"upos": 1.0, "uas": 2 / 3, "las": 2 / 3}
    assert figures(gold, [said[:2]])["upos"] == 0.0
