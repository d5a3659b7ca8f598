"""An outlet's name is read off the page where its letters are those of the address."""

from __future__ import annotations

import pytest

from crosswire.records.page import Block
from crosswire.text.masthead import name_on_page


@pytest.mark.parametrize(
    ("line", "domain", "name"),
    [
        ("Norrby Tribune", "norrbytribune.example", "Norrby Tribune"),
        ("Norrby Tribune ·", "norrbytribune.example", "Norrby Tribune"),
        ("The Holm Echo", "holmecho.example", "The Holm Echo"),
        ("Holm Echo", "the-holm-echo.example", None),
        ("Sport", "sport.example", None),
        ("Latest news from the coast", "norrbytribune.example", None),
        ("Norrby Tribune", None, None),
    ],
)
def test_a_line_that_spells_the_address_is_the_outlet(
    line: str, domain: str | None, name: str | None
) -> None:
    """Two words or more, with or without an article; menus and strangers are none."""
    blocks = [Block(label="body", text="Rain fell."), Block(label="furniture", text=line)]
    assert name_on_page(blocks, domain) == name


def test_the_text_itself_names_no_outlet() -> None:
    """A paragraph that speaks of the paper is no masthead."""
    assert (
        name_on_page([Block(label="body", text="Norrby Tribune")], "norrbytribune.example") is None
    )
