"""The section `status` of a contribution's own page: where it belongs, the way it takes, what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.evaluation.evaluate import Evaluation
from familienkonferenz.bots.evaluation.fate import Fate
from familienkonferenz.bots.summaries.links import link, named, quoted_on
from familienkonferenz.bots.summaries.summary import Summary, filled
from familienkonferenz.config import Conference


def status_pages(evaluation: Evaluation, conference: Conference) -> Iterator[Summary]:
    """One section for every contribution with a page of its own that still stands."""
    together: dict[str, list[str]] = {}
    for group in evaluation.duplicates:
        members = (group.kept, *(match.contribution for match in group.merged))
        for member in members:
            together[member] = [named(evaluation.coded[other]) for other in members if other != member]
    for fate in evaluation.fates:
        one = evaluation.coded[fate.contribution]
        if one.contribution.source == "beitrag" and not one.contribution.withdrawn:
            answered = [
                link(evaluation.coded[end.other])
                for end in fate.destinations
                if end.kind == "als Antwort gelesen"
            ]
            yield _status(one, fate, answered, together.get(fate.contribution, []), conference)


def _status(
    one: Coded, fate: Fate, answered: Sequence[str], together: Sequence[str], conference: Conference
) -> Summary:
    traces = [tag for tag in one.tags if tag.district in one.districts]
    confirmed = [name for decision in one.decisions for name in decision.districts or ()]
    rejected = [name for decision in one.decisions for name in decision.refused]
    proposed = [tag.district for tag in one.tags if tag.state == "proposed"]
    steps = [
        {
            "id": step.body,
            "name": (body := conference.body(step.body)).page,
            "page": f"Weiterleitung/{body.page}",
            "step": step,
        }
        for step in one.route.steps
    ]
    return filled(
        one.contribution.page,
        "status",
        "status",
        districts=one.districts,
        proposed=_once(name for name in proposed if name not in (*one.districts, *rejected)),
        boroughs=[conference.borough(number).name for number in one.boroughs],
        aims=[conference.aim(id).name for id in one.aims],
        rules=_once(tag.rule for tag in traces),
        evidence=_once(f"„{tag.words}“" for tag in traces if tag.words),
        confirmed=_once(name for name in confirmed if name in one.districts),
        rejected=_once(name for name in rejected if name not in one.districts),
        steps=steps,
        fate=fate,
        cited=quoted_on(fate.destinations),
        answered=", ".join(answered),
        together=", ".join(together),
        categories=[
            *(f"Stadtteil {conference.district(name).page}" for name in one.districts),
            *(f"Ziel {conference.aim(id).page}" for id in one.aims),
            *dict.fromkeys(f"Weiterleitung {conference.body(step.body).page}" for step in one.route.steps),
        ],
    )


def _once(names: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(names))
