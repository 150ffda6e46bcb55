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

`input` stands on the page `Thema/Jung und Alt`, or on the one that a line `on: Title` beneath the label names. `text`
is the text with its templates put in, `output` the tree as plain HTML, one block a line; `categories` and `links` are
names with commas between. At least one of these four; but not in the folder `mediawiki`, whose cases are only compared
with what MediaWiki says (`tests/conformance/parse`).
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
    page: Title = PAGE
    pages: dict[Title, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)


def load_cases() -> list[Case]:
    """All cases that say what they show, in order."""
    cases = _cases(FOLDER)
    for case in cases:
        if len(case.sections) < 2:
            raise ValueError(f"{case.file}, {case.name}: something to compare is needed")
    return cases


def compared_cases() -> list[Case]:
    """Those, and the cases that are compared with MediaWiki alone."""
    return [*load_cases(), *_cases(FOLDER / "mediawiki")]


def _cases(folder: Path) -> list[Case]:
    return [
        _case(part, path.stem)
        for path in sorted(folder.glob("*.case"))
        for part in re.split(r"(?m)^---\n", path.read_text(encoding="utf-8"))
        if part.strip()
    ]


def _case(part: str, file: str) -> Case:
    head, _, body = part.lstrip("\n").partition("\nlabel: ")
    label, _, rest = body.partition("\n")
    case = Case(head.removeprefix("name: ").strip(), label.strip(), file)
    if rest.startswith("on: "):
        on, _, rest = rest.removeprefix("on: ").partition("\n")
        case.page = Title.parse(on)
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
    if "input" not in case.sections:
        raise ValueError(f"{file}, {case.name}: an input is needed")
    return case
