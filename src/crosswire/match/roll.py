"""The roll of a story: who bears which name, and what is known of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crosswire.records.claim import Bearer, Chapter, Statement
from crosswire.records.reading import Entity, Hop


class Roll:
    """Looks up bearers of names across the articles of one story."""

    def __init__(self, chapters: Mapping[str, Chapter], bearers: Sequence[Bearer]) -> None:
        self.bearers = {bearer.id: bearer for bearer in bearers}
        self._of_entity = {entity: b.id for b in bearers for entity in b.entities}
        self._entities: dict[str, Entity] = {}
        self._by_name: dict[tuple[str, str], str] = {}
        for article, chapter in sorted(chapters.items()):
            for entity in chapter.reading.entities:
                self._entities[entity.id] = entity
                for form in entity.variants:
                    self._by_name.setdefault((article, form.lower()), entity.id)

    def named(self, statement: Statement) -> frozenset[str]:
        """Ids of the bearers that a statement names."""
        found = (self._by_name.get((statement.article, form.lower())) for form in statement.names)
        return frozenset(self._of_entity[entity] for entity in found if entity in self._of_entity)

    def source(self, article: str, hop: Hop) -> tuple[str, tuple[str, ...]]:
        """The name under which the story knows a source, and its roles in all articles."""
        entity = hop.entity or self._by_name.get((article, hop.name.lower()), "")
        bearer = self.bearers.get(self._of_entity.get(entity, ""))
        if bearer is None:
            return hop.name, ()
        return bearer.name, tuple(sorted(set(self.roles(bearer))))

    def roles(self, bearer: Bearer) -> list[str]:
        """Titles and descriptions of one bearer, in every article."""
        known = (self._entities.get(entity) for entity in bearer.entities)
        return [role for entity in known if entity for role in entity.roles]

    def forms(self, bearer: Bearer) -> Sequence[str]:
        """All written forms of one bearer."""
        return bearer.variants

    def members(self, bearer: Bearer) -> list[Entity]:
        """The entities within articles that were joined to this bearer."""
        return [self._entities[entity] for entity in bearer.entities if entity in self._entities]
