"""`Auswertung/Thema|Ziel|Stadtteil/…`, and the figures on the pages of Stadtteile and Stadtbezirke."""

from __future__ import annotations

from collections.abc import Iterator

from familienkonferenz.bots.evaluation.evaluate import Count, Evaluation, View
from familienkonferenz.bots.summaries import needs as rows
from familienkonferenz.bots.summaries.links import listed
from familienkonferenz.bots.summaries.summary import Summary, filled
from familienkonferenz.bots.wording import NOWHERE, count, figure, listing
from familienkonferenz.config import Conference
from familienkonferenz.page_templates.escape import escape_line

_SECTION = "auswertung"


def views(evaluation: Evaluation, conference: Conference) -> Iterator[Summary]:
    """The pages of all topics, aims and Stadtteile, in the order of the configuration."""
    for topic, view in zip(conference.topics, evaluation.topics, strict=True):
        yield _view(f"Thema/{topic.page}", view, evaluation, conference, intro=escape_line(topic.question))
    for aim, view in zip(conference.aims, evaluation.aims, strict=True):
        yield _view(f"Ziel/{aim.page}", view, evaluation, conference, intro=escape_line(aim.text))
    for district, view in zip(conference.districts, evaluation.districts, strict=True):
        yield _view(f"Stadtteil/{district.page}", view, evaluation, conference, intro="")
    yield _view(f"Stadtteil/{NOWHERE}", evaluation.citywide, evaluation, conference, intro="")


def places(evaluation: Evaluation, conference: Conference) -> Iterator[Summary]:
    """The sections on the pages `Stadtteil/…` and `Stadtbezirk/…`, which exist already."""
    by_name = {view.count.key: view for view in evaluation.districts}
    for district in conference.districts:
        view = by_name[district.name]
        yield filled(
            f"Stadtteil/{district.page}",
            _SECTION,
            "place",
            noun="Stadtteil",
            subject=district.name,
            voices=voices(view.count),
            evaluation=f"Auswertung/Stadtteil/{district.page}",
            needs=rows.needs(view, evaluation.coded)[:5],
            quotations=[rows.quotation_row(q, evaluation.coded) for q in view.quotations[:3]],
            districts=[],
        )
    for borough, figures in zip(conference.boroughs, evaluation.boroughs, strict=True):
        named = [
            counted(by_name[name].count, f"Auswertung/Stadtteil/{conference.district(name).page}")
            for name in borough.districts
        ]
        yield filled(
            f"Stadtbezirk/{borough.page}",
            _SECTION,
            "place",
            noun="Stadtbezirk",
            subject=borough.name,
            voices=voices(figures),
            evaluation="",
            needs=rows.of_borough([by_name[name] for name in borough.districts], evaluation.coded)[:10],
            quotations=[],
            districts=named,
        )


def voices(figures: Count) -> str:
    """Figures in words: "12 Beiträge und 1 Antwort von 9 Personen"; "" where nothing was said."""
    if not (figures.contributions or figures.replies):
        return ""
    what = [
        count(len(ids), *nouns)
        for ids, nouns in (
            (figures.contributions, ("Beitrag", "Beiträge")),
            (figures.replies, ("Antwort", "Antworten")),
        )
        if ids
    ]
    who = count(len(figures.authors), "Person", "Personen")
    return f"{listing(what)} von {who}" if figures.authors else listing(what)


def _view(page: str, view: View, evaluation: Evaluation, conference: Conference, intro: str) -> Summary:
    coded, everywhere = evaluation.coded, evaluation.citywide.count.name
    of_places = not page.startswith("Stadtteil/") and bool(view.needs)
    return filled(
        f"Auswertung/{page}",
        _SECTION,
        "view",
        "interpretation" if page.startswith("Ziel/") else "view_start",
        page=page,
        subject=view.count.name,
        intro=intro,
        voices=voices(view.count),
        overall=rows.overall(view, coded, everywhere) if of_places else [],
        places=rows.places(view, evaluation, conference) if of_places else [],
        needs=[] if of_places else rows.needs(view, coded),
        full=rows.in_full(view, coded, everywhere) if of_places else [],
        short=rows.in_short(view, coded) if of_places else [],
        further=rows.FURTHER,
        shared=rows.shared(view, coded),
        disputed=rows.disputed(view, coded),
        quoted=[] if of_places else rows.quoted(view, coded, everywhere),
        quotations=rows.further(view, coded),
        keyphrases=rows.keyphrases(view, coded),
        contributions=listed(view.count.contributions, coded),
        replies=listed(view.count.replies, coded),
        everywhere=everywhere,
    )


def counted(figures: Count, target: str, name: str = "") -> dict[str, str]:
    """The cells of a row of figures: where it leads, its name, and how many."""
    return {
        "target": target,
        "name": figures.name or name,
        "contributions": figure(len(figures.contributions)),
        "replies": figure(len(figures.replies)),
        "authors": figure(len(figures.authors)),
    }
