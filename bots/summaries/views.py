"""`Auswertung`, `Auswertung/Thema|Ziel|Stadtteil/…`, and the figures on the pages of Stadtteile and Stadtbezirke."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from familienkonferenz.bots.evaluation.evaluate import Count, Evaluation, View, page_of
from familienkonferenz.bots.evaluation.fate import KINDS, Kind
from familienkonferenz.bots.summaries import needs as rows
from familienkonferenz.bots.summaries.links import listed
from familienkonferenz.bots.summaries.summary import Summary, filled
from familienkonferenz.bots.wording import count, figure, listing, standing, when
from familienkonferenz.config import Conference
from familienkonferenz.page_templates.escape import escape_line

_SECTION = "auswertung"
_LEVELS = {
    "local": "Vor Ort",
    "department": "Stadtverwaltung",
    "external": "Außerhalb der Stadtverwaltung",
}
_MEANING: dict[Kind, str] = {
    "zitiert": "steht wörtlich in der Auswertung",
    "zusammengeführt": "wird mit einem früheren Beitrag gelesen, der dasselbe sagt; beide bleiben stehen",
    "als Antwort gelesen": "zählt bei dem Beitrag mit, auf den er antwortet",
    "vorgemerkt": "eine Stelle ist gefunden, aber noch nicht gefragt",
    "weitergeleitet": "eine Stelle ist gefragt",
    "bei der Moderation": "Menschen suchen, wer zuständig ist",
    "nicht aufgegriffen": "mit dem Grund, der dabeisteht",
}


def overview(evaluation: Evaluation, conference: Conference) -> Summary:
    """The page `Auswertung`: everything in tables, each row with the way to its list."""
    totals = evaluation.totals
    needed = rows.across(evaluation, conference)
    span = when(totals.first, totals.last, conference.timezone) if totals.first and totals.last else ""
    return filled(
        "Auswertung",
        _SECTION,
        "overview",
        "overview_start",
        c=conference,
        totals=voices(Count("", "", totals.contributions, totals.replies, totals.authors)),
        span=span,
        gone=count(len(totals.gone), "Beitrag", "Beiträge") if totals.gone else "",
        needs=needed[: rows.FIRST],
        disputed=[row for row in needed if row["disputes"]],
        topics=[
            _row(v.count, f"Auswertung/Thema/{page_of('Thema', v.count.key, conference)}")
            for v in evaluation.topics
        ],
        aims=[
            _row(v.count, f"Auswertung/Ziel/{page_of('Ziel', v.count.key, conference)}")
            for v in evaluation.aims
        ],
        kinds=[
            _row(one, f":Kategorie:Art {one.key}" if one.key else "", "ohne Angabe")
            for one in evaluation.kinds
            if one.key or one.contributions
        ],
        places=_places(evaluation, conference),
        levels=_asked(evaluation, conference),
        fates=fate_rows(evaluation),
        all=figure(len(evaluation.fates)),
        remainder=len(evaluation.remainder),
    )


def views(evaluation: Evaluation, conference: Conference) -> Iterator[Summary]:
    """The pages of all topics, aims and Stadtteile, in the order of the configuration."""
    for topic, view in zip(conference.topics, evaluation.topics, strict=True):
        yield _view(f"Thema/{topic.page}", view, evaluation, conference, intro=escape_line(topic.question))
    for aim, view in zip(conference.aims, evaluation.aims, strict=True):
        yield _view(f"Ziel/{aim.page}", view, evaluation, conference, intro=escape_line(aim.text))
    for district, view in zip(conference.districts, evaluation.districts, strict=True):
        yield _view(f"Stadtteil/{district.page}", view, evaluation, conference, intro="")


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
            _row(by_name[name].count, f"Auswertung/Stadtteil/{conference.district(name).page}")
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
            needs=[],
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


def fate_rows(evaluation: Evaluation) -> list[dict[str, str]]:
    """How many contributions ended as what; one may end as several."""
    ends = Counter(kind for fate in evaluation.fates for kind in fate.kinds)
    return [{"name": kind, "figure": figure(ends[kind]), "meaning": _MEANING[kind]} for kind in KINDS]


def _view(page: str, view: View, evaluation: Evaluation, conference: Conference, intro: str) -> Summary:
    coded, everywhere = evaluation.coded, evaluation.citywide.name
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
        needs=rows.needs(view, coded),
        shared=rows.shared(view, coded),
        disputed=rows.disputed(view, coded),
        quoted=rows.quoted(view, coded, everywhere),
        quotations=rows.further(view, coded),
        keyphrases=rows.keyphrases(view, coded),
        contributions=listed(view.count.contributions, coded),
        replies=listed(view.count.replies, coded),
        everywhere=everywhere,
    )


def _row(figures: Count, target: str, name: str = "") -> dict[str, str]:
    return {
        "target": target,
        "name": figures.name or name,
        "contributions": figure(len(figures.contributions)),
        "replies": figure(len(figures.replies)),
        "authors": figure(len(figures.authors)),
    }


def _asked(evaluation: Evaluation, conference: Conference) -> list[dict[str, object]]:
    """Whom the conference asks, step by step, those who are asked most first; with how it stands."""
    levels: list[dict[str, object]] = []
    for step, name in _LEVELS.items():
        bodies = [one for one in conference.bodies if one.step == step and evaluation.requests[one.id]]
        bodies.sort(key=lambda body: -len(evaluation.requests[body.id]))
        rows = []
        for body in bodies:
            states = Counter(standing(request.step.state) for request in evaluation.requests[body.id])
            rows.append(
                {
                    "page": f"Weiterleitung/{body.page}",
                    "name": body.page,
                    "requests": figure(len(evaluation.requests[body.id])),
                    "states": ", ".join(f"{figure(number)} {state}" for state, number in states.items()),
                }
            )
        if rows:
            levels.append({"name": name, "rows": rows})
    return levels


def _places(evaluation: Evaluation, conference: Conference) -> list[dict[str, object]]:
    by_name = {view.count.key: view.count for view in evaluation.districts}
    found: list[dict[str, object]] = []
    for borough, figures in zip(conference.boroughs, evaluation.boroughs, strict=True):
        named = [by_name[name] for name in borough.districts]
        found.append(
            {
                **_row(figures, f"Stadtbezirk/{borough.page}"),
                "districts": [
                    {"page": f"Auswertung/Stadtteil/{conference.district(d.key).page}", "name": d.name}
                    | {"figure": figure(len(d.contributions) + len(d.replies))}
                    for d in named
                    if d.contributions or d.replies
                ],
            }
        )
    return [*found, {**_row(evaluation.citywide, ""), "districts": []}]
