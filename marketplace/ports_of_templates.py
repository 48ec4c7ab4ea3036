"""What pitch templates need from the storage; marketplace/ports.py has the rest."""

from typing import Protocol

from marketplace.templates import Template


class Templates(Protocol):
    async def find(self, template_id: int) -> Template | None: ...
    async def of(self, person_id: int) -> list[Template]:
        """By name."""
        ...

    async def lock_all(self, person_id: int) -> list[Template]:
        """As `of`; nobody else adds or renames any of them until this unit of work ends."""
        ...

    async def add(self, template: Template) -> Template:
        """Returns it with its id."""
        ...

    async def save(self, template: Template) -> None: ...
    async def remove(self, template_id: int) -> None: ...
