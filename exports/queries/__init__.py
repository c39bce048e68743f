"""Ready questions to the archive: one ``.sql`` file each, for people without SQL.

A file begins with comment lines that name it for readers, in French, and goes on with one SELECT::

    -- title: Articles les plus commentés
    -- description: Les cent articles qui …
    -- param du: AAAA-MM-JJ ; vide pour le début
    SELECT …

A parameter left empty is the empty text, as Datasette's forms send it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files

_HEADER = re.compile(r"-- (title|description|param) ?(\w*): (.+)\n")


@dataclass(frozen=True, slots=True)
class Query:
    """One question: ``name`` is its file's and its address; ``parameters`` are (name, hint) in form order."""

    name: str
    title: str
    description: str
    parameters: tuple[tuple[str, str], ...]
    sql: str

    @property
    def help(self) -> str:
        """The description, with what each parameter wants."""
        wanted = " ".join(f"« {name} » : {hint}." for name, hint in self.parameters)
        return f"{self.description} {wanted}".rstrip()


def parse(name: str, text: str) -> Query:
    """Reads one file. Raises ValueError, naming it, when its title or its description is missing."""
    found: dict[str, str] = {}
    parameters = []
    end = 0
    while header := _HEADER.match(text, end):
        word, parameter, value = header.groups()
        if word == "param":
            parameters.append((parameter, value.strip()))
        else:
            found[word] = value.strip()
        end = header.end()
    if missing := {"title", "description"} - found.keys():
        raise ValueError(f"{name}.sql: no line '-- {min(missing)}: …' at its head")
    return Query(name, found["title"], found["description"], tuple(parameters), text[end:].strip())


def all_queries() -> list[Query]:
    """The questions in the order of their file names."""
    folder = sorted(files(__package__).iterdir(), key=lambda file: file.name)
    return [
        parse(file.name.removesuffix(".sql"), file.read_text(encoding="utf-8"))
        for file in folder
        if file.name.endswith(".sql")
    ]
