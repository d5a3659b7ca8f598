"""The bill of materials and the audit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from supply.audit import listed, main, verdict
from supply.packages import brought

pytest.importorskip("cyclonedx", reason="pip install 'crosswire[dev]'")

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from supply.sbom import RUN_TIME, bill, written
from supply.sbom import main as write_bill


def test_the_bill_is_cyclonedx(tmp_path: Path) -> None:
    """The file holds to the schema of CycloneDX 1.6, strictly."""
    file = tmp_path / "out" / "sbom.cdx.json"
    write_bill(["--output", str(file)])
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(file.read_text("utf-8")) is None


def test_the_bill_lists_what_is_brought_and_who_needs_it() -> None:
    """Every library is there with version, licence and address, and the package needs the first of them."""
    told = json.loads(written(bill()))
    parts = {part["name"]: part for part in told["components"]}
    assert set(parts) == set(brought(*RUN_TIME))
    assert all(part["version"] and part["licenses"] and part["purl"] for part in parts.values())
    needs = {one["ref"]: one.get("dependsOn", []) for one in told["dependencies"]}
    ours = needs[told["metadata"]["component"]["bom-ref"]]
    assert parts["trafilatura"]["bom-ref"] in ours
    assert parts["courlan"]["bom-ref"] in needs[parts["trafilatura"]["bom-ref"]]


def test_the_same_libraries_give_the_same_bill() -> None:
    """No clock and no chance: two bills are compared byte by byte."""
    assert written(bill()) == written(bill())


def test_the_audit_sends_names_and_versions() -> None:
    """Nothing else of this machine is told."""
    lines = listed(()).splitlines()
    assert len(lines) == len(set(lines)) > 20
    assert all(line.count("==") == 1 for line in lines)


def answer(*faults: str, skipped: bool = False) -> str:
    one = {"name": "lib", "version": "1", "vulns": [{"id": fault} for fault in faults]}
    two = {"name": "lost", "skip_reason": "not found"}
    return json.dumps({"dependencies": [two if skipped else one, two]})


@pytest.mark.parametrize(
    ("status", "out", "err", "wanted", "words"),
    [
        (0, answer(), "", 0, "1 of 2 libraries looked up · known faults 0"),
        (1, answer("CVE-1"), "", 1, "lib 1: CVE-1"),
        (0, answer(skipped=True), "", 0, "skipped, the service that answers here knows none"),
        (1, "", "requests.exceptions.ConnectionError: Max retries", 0, "cannot be reached"),
        (2, "", "usage: pip-audit", 2, "failed"),
    ],
)
def test_what_the_audit_says(status: int, out: str, err: str, wanted: int, words: str) -> None:
    """A known fault fails; a service that cannot be reached is one line and no failure."""
    found, said = verdict(status, out, err)
    assert found == wanted
    assert words in said


def test_the_audit_takes_no_extra_that_is_none() -> None:
    """A word about the extras that there are."""
    with pytest.raises(SystemExit):
        main(["--extra", "nothing"])
