"""The archive that keeps up: a newcomer touches what it meets; `settle` makes it one pile again."""

from crosswire.upkeep.arrival import Added, add, catch_up, refresh
from crosswire.upkeep.briefing import brief_of, brief_of_story
from crosswire.upkeep.settling import Settled, settle

__all__ = ["Added", "Settled", "add", "brief_of", "brief_of_story", "catch_up", "refresh", "settle"]
