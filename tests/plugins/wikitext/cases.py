"""Readable cases: `tests/cases/wikitext/*.case`.

A case is a few sections; three dashes alone on a line part one case from the next::

    name: a_short_name
    label: what it shows, as a sentence
    page Vorlage:Gruß
    Hallo {{{1}}}!
    input
    {{Gruß|Lisa}}
    text
    Hallo Lisa!
    output
    <p>Hallo Lisa!</p>

`input` stands on the page `Thema/Jung und Alt`. `text` is the text with its templates put in, `output` the tree
as plain HTML, one block a line; `categories` and `links` are names with commas between. At least one of these four.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from familienkonferenz.plugins.titles import Title

FOLDER = Path(__file__).parents[2] / "cases" / "wikitext"
PAGE = Title.parse("Thema/Jung und Alt")

_SECTION = re.compile(r"^(?:page (?P<page>.+)|(?P<name>input|text|output|categories|links))$")


@dataclass
class Case:
    name: str
    label: str
    file: str
    pages: dict[Title, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)


def load_cases() -> list[Case]:
    """All cases of the folder, in order."""
    return [
        _case(part, path.stem)
        for path in sorted(FOLDER.glob("*.case"))
        for part in re.split(r"(?m)^---\n", path.read_text(encoding="utf-8"))
        if part.strip()
    ]


def _case(part: str, file: str) -> Case:
    head, _, body = part.lstrip("\n").partition("\nlabel: ")
    label, _, rest = body.partition("\n")
    case = Case(head.removeprefix("name: ").strip(), label.strip(), file)
    section: list[str] | None = None
    found: list[tuple[str, str, list[str]]] = []
    for line in rest.rstrip("\n").split("\n"):
        if mark := _SECTION.match(line):
            section = []
            found.append((mark["page"] or "", mark["name"] or "", section))
        elif section is None:
            raise ValueError(f"{file}, {case.name}: {line!r} stands in no section")
        else:
            section.append(line)
    for page, name, lines in found:
        if page:
            case.pages[Title.parse(page)] = "\n".join(lines)
        else:
            case.sections[name] = "\n".join(lines)
    if "input" not in case.sections or len(case.sections) < 2:
        raise ValueError(f"{file}, {case.name}: input and something to compare are needed")
    return case
