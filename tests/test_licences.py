"""The licences of all that the package brings: each belongs to a family that is taken."""

from __future__ import annotations

import pytest

from supply.licences import families_of, licence_of
from supply.packages import brought, extras


@pytest.mark.parametrize("extra", ["", *extras()])
def test_every_library_has_a_licence_that_is_taken(extra: str) -> None:
    """Default install and extras: Apache, MIT, BSD, ISC, PSF, MPL, Zlib, CC0 or the Unlicense, nothing else."""
    told = {name: licence_of(found) for name, found in brought(extra).items()}
    wrong = {name: licence for name, licence in told.items() if not families_of(licence)}
    assert len(told) > 20
    assert not wrong


@pytest.mark.parametrize(
    ("licence", "families"),
    [
        ("Apache-2.0", {"Apache-2.0"}),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", {"MPL"}),
        ("Apache-2.0 AND CNRI-Python", {"Apache-2.0", "PSF"}),
        ("BSD-3-Clause AND GPL-3.0-only", set()),
        ("LGPL-2.1-only", set()),
        ("GNU General Public License v3 (GPLv3)", set()),
        ("Business terms of the maker", set()),
        ("", set()),
    ],
)
def test_which_licences_are_taken(licence: str, families: set[str]) -> None:
    """A choice may be used as the choice that is taken; what binds us otherwise, or is unknown, is not."""
    assert families_of(licence) == families
