"""`Weiterleitung/<Stelle>`: what one body is asked, in people's words, with the place and the grounds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from familienkonferenz.bots.evaluation.evaluate import Evaluation, Request
from familienkonferenz.bots.evaluation.quotations import printable
from familienkonferenz.bots.summaries.links import exact, link
from familienkonferenz.bots.summaries.summary import Summary, filled, parts
from familienkonferenz.bots.wording import NOWHERE, count, standing, within
from familienkonferenz.config import Conference

ROWS = 300
"""Requests on one page; more go on to `Weiterleitung/<Stelle>/Teil 2` …"""


def request_pages(evaluation: Evaluation, conference: Conference) -> Iterator[Summary]:
    """The pages of all bodies; one that is asked nothing is not created, only kept up to date."""
    for body in conference.bodies:
        requests = evaluation.requests[body.id]
        tables = parts(requests, ROWS)
        first = f"Weiterleitung/{body.page}"
        titles = [first, *(f"{first}/Teil {number}" for number in range(2, len(tables) + 1))]
        for number, (title, table) in enumerate(zip(titles, tables, strict=True), 1):
            start = ("requests_start" if number == 1 else "requests_part_start") if requests else ""
            yield filled(
                title,
                "weiterleitung",
                "requests",
                start,
                body=body,
                asked=count(len(requests), "Anliegen", "Anliegen") if requests else "",
                rows=[_row(request, evaluation, conference) for request in table],
                number=number,
                titles=titles,
            )
        if requests:
            yield filled(f"{first}/Teil {len(tables) + 1}", "weiterleitung", "empty_part")


def _row(request: Request, evaluation: Evaluation, conference: Conference) -> dict[str, str]:
    one = evaluation.coded[request.contribution]
    following = ""
    for step, after in pairwise(one.route.steps):
        if step == request.step:
            following = conference.body(after.body).page
    return {
        "link": link(one),
        "exact": exact(one, "Fassung") if one.contribution.revisions else "",
        "answered": link(evaluation.coded[answered])
        if (answered := one.contribution.reply_to) in evaluation.coded
        else "",
        "title": printable(one.contribution.title, one.released),
        "place": ", ".join(one.districts) or printable(one.contribution.place, one.released) or NOWHERE,
        "words": within(request.quotation.words) if request.quotation else "",
        "rule": request.step.rule,
        "evidence": printable(request.step.evidence, one.released),
        "state": standing(request.step.state),
        "reason": request.step.reason,
        "following": following,
    }
