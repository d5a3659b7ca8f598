"""`python -m supply.sbom`: the bill of materials as CycloneDX 1.6, in JSON.

It lists what the default install and its extras bring, with versions, licences and who needs whom. The same
libraries give the same bytes: no clock, no serial number of chance.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from importlib.metadata import Distribution, distribution
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from supply.licences import licence_of
from supply.packages import PACKAGE, brought, needs

RUN_TIME = ("exports", "web", "mcp")
"""Extras that people install to use the package; the others are for working on it."""


def component(name: str, told: Distribution, kind: ComponentType) -> Component:
    """A library as CycloneDX has it."""
    licence = licence_of(told)
    return Component(
        name=name,
        version=told.version,
        type=kind,
        bom_ref=f"pkg:pypi/{name}@{told.version}",
        purl=PackageURL("pypi", None, name, told.version),
        licenses=[LicenseFactory().make_from_string(licence)] if licence else [],
        description=told.metadata.get("Summary"),
    )


def bill(extras: Sequence[str] = RUN_TIME) -> Bom:
    """The package, what it brings, and who needs whom."""
    found = brought(*extras)
    ours = component(PACKAGE, distribution(PACKAGE), ComponentType.APPLICATION)
    parts = {name: component(name, told, ComponentType.LIBRARY) for name, told in found.items()}
    bom = Bom(components=parts.values())
    bom.metadata.component = ours
    for name, told in {PACKAGE: distribution(PACKAGE), **found}.items():
        asked = {
            need
            for extra in ("", *(extras if name == PACKAGE else ()))
            for need, _ in needs(told, extra)
        }
        bom.register_dependency(
            parts.get(name, ours), [parts[need] for need in sorted(asked) if need in parts]
        )
    return bom


def written(bom: Bom) -> str:
    """The bill as JSON, without the time and the number of this very file."""

    told = json.loads(JsonV1Dot6(bom).output_as_string())
    told.pop("serialNumber", None)
    told["metadata"].pop("timestamp", None)
    return json.dumps(told, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=Path, default=Path("out/sbom.cdx.json"))
    options = parser.parse_args(arguments)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    bom = bill()
    options.output.write_text(written(bom), "utf-8")
    print(f"{options.output}: {len(bom.components)} libraries")


if __name__ == "__main__":
    main()
