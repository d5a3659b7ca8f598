"""Outlets as facts, and the loader that checks them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.errors import DataError, InputError
from crosswire.text import outlets as module
from crosswire.text.outlets import (
    OWN_FILE,
    find_outlet,
    is_agency,
    outlets,
    own_outlets,
    read_outlets,
    registered_domain,
)

ROW = {
    "name": "Port Town Herald",
    "domains": ["herald.example"],
    "kind": "newspaper",
    "country": "GB",
    "languages": ["en"],
}


def test_the_table_holds_the_worlds_agencies_and_papers() -> None:
    """At least 150 outlets come with the package, all seven kinds among them."""
    assert len(outlets()) >= 150
    assert len({outlet.kind for outlet in outlets()}) == 7


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("AFP", "Agence France-Presse"),
        ("Xinhua news agency", "Xinhua News Agency"),
        ("www.bbc.co.uk", "BBC News"),
        ("https://www.theguardian.com/world/2020/jan/01/a", "The Guardian"),
        ("the guardian", "The Guardian"),
        ("(AP)", "Associated Press"),
    ],
)
def test_names_abbreviations_domains_and_addresses_find_the_outlet(told: str, name: str) -> None:
    """One outlet is found under all it is called."""
    found = find_outlet(told)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("told", ["", "Agencies", "staff", "nobody.example", "http://[broken"])
def test_desks_and_strangers_are_no_outlets(told: str) -> None:
    """What we do not know is None, not a guess."""
    assert find_outlet(told) is None


def test_state_agencies_are_agencies_and_state_media() -> None:
    """A state agency serves others with text; its kind still says who pays it."""
    found = find_outlet("KCNA")
    assert found is not None
    assert found.kind == "state medium"
    assert is_agency("KCNA")
    assert not is_agency("The Guardian")
    assert not is_agency("Agencies")


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.news.example.co.uk/a", "example.co.uk"),
        ("a.b.example.org:8080", "example.org"),
        ("http://10.0.0.1/x", "10.0.0.1"),
        ("localhost", None),
        ("", None),
    ],
)
def test_registered_domains(address: str, domain: str | None) -> None:
    """The last two labels, or three where the second is a word like co."""
    assert registered_domain(address) == domain


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_no_address_is_too_odd(text: str) -> None:
    """Any string may stand where an address or a name is expected."""
    find_outlet(text)
    registered_domain(text)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"kind": "blog"}, "kind"),
        ({"country": "Britain"}, "country"),
        ({"domains": ["HTTP://X"]}, "domain"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_the_loader_names_what_is_wrong(change: dict[str, object], word: str) -> None:
    """A malformed entry stops with the file, the entry and the fault."""
    with pytest.raises(DataError, match=f"mine.toml.*Port Town Herald.*{word}"):
        read_outlets({"outlets": [ROW | change]}, "mine.toml")


def test_a_domain_belongs_to_one_outlet() -> None:
    """Two outlets with one domain are a mistake in the table."""
    with pytest.raises(DataError, match="belongs to Port Town Herald already"):
        read_outlets({"outlets": [ROW, ROW | {"name": "Other"}]})


OWN = """
[[outlets]]
name = "Port Town Herald"
domains = ["herald.example", "theguardian.com"]
kind = "newspaper"
country = "GB"
languages = ["en"]
abbreviations = ["PTH"]
"""


@pytest.fixture
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "mine.toml"
    path.write_text(OWN, "utf-8")
    monkeypatch.setenv(OWN_FILE, str(path))
    _forget()
    yield path
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for kept in (outlets, module._by_domain, module._by_name, find_outlet):
        kept.cache_clear()


def test_outlets_of_the_users_own_outrank_ours(own_file: Path) -> None:
    """The file that the variable names is read first; all others are still there."""
    for told in ("news.herald.example", "PTH", "https://www.theguardian.com/a"):
        found = find_outlet(told)
        assert found is not None
        assert found.name == "Port Town Herald"
    assert is_agency("KCNA")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[outlets]\n", "line 1"),
        ("outlets = 3\n", "list of tables"),
        (OWN.replace("GB", "Britain"), r"outlet 1 \(Port Town Herald\): country 'Britain'"),
        (OWN.replace("newspaper", "paper"), r"outlet 1 \(Port Town Herald\): .*kind"),
        (OWN + 'circulation = "large"\n', r"outlet 1 \(Port Town Herald\): .*circulation"),
    ],
)
def test_a_malformed_file_of_the_users_is_named(own_file: Path, text: str, fault: str) -> None:
    """What the user gave is at fault: the line names file, entry and fault, and says what to do."""
    own_file.write_text(text, "utf-8")
    with pytest.raises(
        InputError, match=rf"mine\.toml.*{fault}.*Mend .*mine\.toml.*unset {OWN_FILE}"
    ):
        own_outlets()


def test_a_missing_file_of_the_users_is_named(own_file: Path) -> None:
    """A path that leads nowhere says which variable to mend."""
    own_file.unlink()
    with pytest.raises(InputError, match=OWN_FILE):
        own_outlets()
