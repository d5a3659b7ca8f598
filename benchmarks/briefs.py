"""Briefs of whole folders for the scorers: `python -m benchmarks.briefs folder PAGES OUT.json`,
`python -m benchmarks.briefs probes PROBES.jsonl OUTDIR`.

The same as `crosswire brief FOLDER --format json`, many in one process.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import crosswire
from crosswire.records.base import encode


def brief_folder(folder: Path, out: Path) -> None:
    """Writes the brief of one folder as JSON."""
    out.write_bytes(encode(crosswire.brief([folder], workers=1)))


def brief_probes(probes: Path, outs: Path) -> None:
    """Writes one brief a probe; folders are numbered, so that a probe's name tells nothing."""
    outs.mkdir(parents=True, exist_ok=True)
    for number, line in enumerate(probes.read_text("utf-8").splitlines(), 1):
        probe = json.loads(line)
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch, str(number))
            folder.mkdir()
            for page in probe["pages"]:
                (folder / page["file"]).write_text(page["text"], "utf-8")
            brief_folder(folder, outs / f"{probe['id']}.json")


def main() -> None:
    """Briefs a folder, or every probe of a file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("folder", "probes"))
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    (brief_folder if options.what == "folder" else brief_probes)(options.source, options.out)


if __name__ == "__main__":
    main()
