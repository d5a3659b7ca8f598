"""`python -m benchmarks.peers`: the ideas of others and ours on the same pages, in one run.

Prints one table; `--write` puts it into `docs/peers.md`. Without the development sets the probes are left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.peers import press, probes
from benchmarks.peers.press import Row

PAGE = Path(__file__).parent.parent.parent / "docs" / "peers.md"
RUN = ("datasketch", "dateparser", "trafilatura", "scipy")


def table(rows: Sequence[Row]) -> str:
    """One line an idea, the better figure bold."""
    told = [
        "| link | set | the idea of others | its figure | ours | its articles/s | ours |",
        "| --- | --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        theirs, ours = f"{row.theirs:.3f}", f"{row.ours:.3f}"
        theirs = f"**{theirs}**" if row.theirs > row.ours else theirs
        ours = f"**{ours}**" if row.ours >= row.theirs else ours
        speed = f"{row.our_speed:,.0f}" if row.our_speed else ""
        told.append(
            f"| {row.link} | {row.where} | {row.idea} | {theirs} | {ours} | {row.their_speed:,.0f} | {speed} |"
        )
    return "\n".join(told)


def page(rows: Sequence[Row], articles: int, seed: int) -> str:
    """The page of the peers."""
    used = ", ".join(f"{name} {version(name)}" for name in RUN)
    return (
        "# Peers, side by side\n\n"
        "The ideas of others on the same pages, in one run of one process, beside the whole pipeline. They "
        "are given for nothing what ours must find: the true bodies and headlines, the true lines of each "
        "claim; where an idea has a threshold or a weighting that others leave open, the best of several is told. Ours gets "
        "raw pages. Figures are those of `benchmarks/press/score.py` (the mean of a link) and of the scorer "
        "of the probes (checks passed). Speed is articles (for times: sentences) a second of one core, ours "
        "that of the stage that answers; on the probes that of the whole pipeline, raw pages to brief, the start of "
        "each run included.\n\n"
        f"{table(rows)}\n\n"
        f"Run as themselves: {used}. Origins by similar headlines is the method of corroborate-mcp (words in "
        "common) and of title matching (difflib); neither is a package that can be installed, so the method "
        f"was rebuilt.\n\nWritten by `python -m benchmarks.peers --articles {articles} --seed {seed} --write`.\n"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures, prints and writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--write", action="store_true", help="put the table into docs/peers.md")
    options = parser.parse_args(arguments)
    rows = press.rows(options.articles, options.seed)
    folder = options.shared / "eval" / "probes"
    if folder.is_dir():
        rows += probes.rows(folder)
    else:
        print(f"peers: the probes are left out, they are not at {folder}")
    print(table(rows))
    if options.write:
        PAGE.write_text(page(rows, options.articles, options.seed), "utf-8")


if __name__ == "__main__":
    main()
