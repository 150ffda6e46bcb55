"""`Auswertung`, the whole in tables, and `Auswertung/Art`: which contributions are wishes, ideas, criticism."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from familienkonferenz.bots.evaluation.evaluate import Count, Evaluation, View, page_of
from familienkonferenz.bots.summaries import needs as rows
from familienkonferenz.bots.summaries.links import listed
from familienkonferenz.bots.summaries.proof import fate_rows
from familienkonferenz.bots.summaries.summary import Summary, filled
from familienkonferenz.bots.summaries.views import counted, voices
from familienkonferenz.bots.wording import count, figure, standing, when
from familienkonferenz.config import Conference

_SECTION = "auswertung"
_NEEDS = 3
"""So many needs of a Stadtteil stand beside its figures."""
_LEVELS = {
    "local": "Vor Ort",
    "department": "Stadtverwaltung",
    "external": "Außerhalb der Stadtverwaltung",
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
            counted(v.count, f"Auswertung/Thema/{page_of('Thema', v.count.key, conference)}")
            for v in evaluation.topics
        ],
        aims=[
            counted(v.count, f"Auswertung/Ziel/{page_of('Ziel', v.count.key, conference)}")
            for v in evaluation.aims
        ],
        kinds=[
            counted(one, f"Auswertung/Art#{one.name}")
            for one in evaluation.kinds
            if one.key or one.contributions
        ],
        places=list(_places(evaluation, conference)),
        levels=_asked(evaluation, conference),
        fates=fate_rows(evaluation),
        all=figure(len(evaluation.fates)),
        remainder=len(evaluation.remainder),
    )


def kinds(evaluation: Evaluation) -> Summary:
    """The page `Auswertung/Art`: the list behind the figure of every kind."""
    return filled(
        "Auswertung/Art",
        _SECTION,
        "kinds",
        "view_start",
        kinds=[
            {
                "name": one.name,
                "voices": voices(one),
                "contributions": listed(one.contributions, evaluation.coded),
            }
            for one in evaluation.kinds
            if one.contributions
        ],
    )


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


def _places(evaluation: Evaluation, conference: Conference) -> Iterator[dict[str, object]]:
    """Every Stadtbezirk, beneath it its Stadtteile of which something was said, and last what names none."""
    by_name = {view.count.key: view for view in evaluation.districts}
    for borough, figures in zip(conference.boroughs, evaluation.boroughs, strict=True):
        parts = [by_name[name] for name in borough.districts]
        row = counted(figures, f"Stadtbezirk/{borough.page}")
        yield {
            **row,
            "name": f"Stadtbezirk {borough.name}",
            "whole": True,
            "needs": rows.first(parts, _NEEDS),
        }
        for view in parts:
            if view.count.contributions or view.count.replies:
                yield _place(view, conference)
    yield {**_place(evaluation.citywide, conference), "whole": True}


def _place(view: View, conference: Conference) -> dict[str, object]:
    page = page_of("Stadtteil", view.count.key, conference)
    figures = counted(view.count, f"Auswertung/Stadtteil/{page}")
    return {**figures, "whole": False, "needs": rows.first([view], _NEEDS)}
