"""The pages the bots keep: each a title, the name of the bot's section, its wikitext, and how a page begins.

    Auswertung                          the whole in tables              section auswertung
    Auswertung/Thema|Ziel|Stadtteil/…   needs, quotations, lists         section auswertung
    Auswertung/Art                       wishes, ideas, criticism: lists  section auswertung
    Auswertung/Nachweis                 what became of everything        section auswertung
    Weiterleitung/…                     what a body is asked             section weiterleitung
    Stadtteil/…, Stadtbezirk/…          figures and the way on           section auswertung
    Beitrag/…                           place, way, fate                 section status

The same evaluation gives the same text, to the letter: no clock, no chance. So a bot that runs again changes
nothing. The words stand in `page_templates/summaries/`; what citizens typed is escaped there.
"""

from __future__ import annotations

from collections.abc import Iterator

from familienkonferenz.bots.evaluation.evaluate import Evaluation
from familienkonferenz.bots.summaries.overview import kinds, overview
from familienkonferenz.bots.summaries.proof import proof_pages
from familienkonferenz.bots.summaries.requests import request_pages
from familienkonferenz.bots.summaries.status import status_pages
from familienkonferenz.bots.summaries.summary import Summary
from familienkonferenz.bots.summaries.views import places, views
from familienkonferenz.config import Conference

__all__ = ["Summary", "pages"]


def pages(evaluation: Evaluation, conference: Conference) -> Iterator[Summary]:
    """All pages, the overview first, the contributions' own last; every title and section once."""
    yield overview(evaluation, conference)
    yield kinds(evaluation)
    yield from views(evaluation, conference)
    yield from proof_pages(evaluation, conference)
    yield from request_pages(evaluation, conference)
    yield from places(evaluation, conference)
    yield from status_pages(evaluation, conference)
