"""What is compared: the readable cases of wikitext, the conference's own pages, and what its sample's people write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from familienkonferenz.config import load
from familienkonferenz.config.sample import load_sample
from familienkonferenz.page_templates.contribution import ContributionText, compose
from familienkonferenz.page_templates.pages import pages
from familienkonferenz.plugins.titles import Title
from tests.plugins.wikitext.cases import compared_cases

ELSEWHERE = ("images",)
"""Files of cases about something else than text: how a picture is shown that is not there is another matter."""

SAVED = "saved"
"""The file of cases about what a text becomes when it is saved."""


@dataclass(frozen=True)
class Case:
    """A text on a page, and the pages it needs. `own`: from a file of cases. `saved`: shown as it would be saved."""

    name: str
    text: str
    on: Title
    pages: Mapping[Title, str]
    own: bool = False
    saved: bool = False


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _written()
    shown = ("Vorlage:", "Konferenz/Fenster")
    templates = {Title.parse(page.title): page.text for page in pages(load()) if page.title.startswith(shown)}
    yield from _of_the_conference(templates)
    yield from _of_the_sample(templates)


def _written() -> Iterator[Case]:
    for case in compared_cases():
        if case.file not in ELSEWHERE:
            yield Case(
                f"{case.file}/{case.name}",
                case.sections["input"],
                case.page,
                case.pages,
                True,
                case.file == SAVED,
            )


def _of_the_conference(templates: Mapping[Title, str]) -> Iterator[Case]:
    """Every page that differs from the others in more than its facts; of those with the same words, three."""
    alike: dict[str, int] = {}
    for page in pages(load()):
        kind = re.split(r"[/ ]", page.title)[0]
        alike[kind] = alike.get(kind, 0) + 1
        if alike[kind] <= 3 or kind.startswith(("Hilfe", "Konferenz", "Vorlage", "Thema", "Leichte")):
            yield Case(f"page/{page.title}", page.text, Title.parse(page.title), templates)


def _of_the_sample(templates: Mapping[Title, str]) -> Iterator[Case]:
    sample, conference = load_sample(), load()
    topics = {topic.id: topic for topic in conference.topics}
    for number, said in enumerate((*sample.contributions, *sample.replies), 1):
        topic = topics[said.topic].page if said.topic else ""
        text = compose(ContributionText(said.title, said.kind, topic, said.place, None, said.text))
        yield Case(f"sample/Beitrag {said.key}", text, Title.parse(f"Beitrag/{number}"), templates)
    for edit in sample.wiki_edits:
        if edit.text:
            page = Title.parse(f"Thema/{topics[edit.topic].page}")
            yield Case(f"sample/{page} {edit.text.strip()[:20]}", edit.text, page, templates)
    for section in sample.talk:
        text = f"== {section.heading} ==\n" + "\n".join(comment.text for comment in section.comments)
        talk = Title.parse(f"Diskussion:Thema/{topics[section.topic].page}")
        yield Case(f"sample/{talk} {section.heading}", text, talk, templates)
