"""The archive that keeps up: a newcomer touches what it meets; `settle` makes it one pile again."""

from crosswire.upkeep.arrival import Added, add, catch_up, refresh
from crosswire.upkeep.briefing import brief_of, brief_of_story
from crosswire.upkeep.checking import Finding, check
from crosswire.upkeep.settling import Settled, rebuild, settle

__all__ = [
    "Added",
    "Finding",
    "Settled",
    "add",
    "brief_of",
    "brief_of_story",
    "catch_up",
    "check",
    "rebuild",
    "refresh",
    "settle",
]
