"""`Auswertung/Nachweis`: one row for every contribution there ever was, and the remainder, in public."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.evaluation.duplicates import Grade, Match
from familienkonferenz.bots.evaluation.evaluate import Evaluation
from familienkonferenz.bots.evaluation.fate import KINDS, Destination, Fate, Kind
from familienkonferenz.bots.evaluation.quotations import printable, unprintable
from familienkonferenz.bots.summaries.links import exact, link, listed, named, quoted_on
from familienkonferenz.bots.summaries.summary import Summary, filled, parts
from familienkonferenz.bots.wording import figure, standing
from familienkonferenz.config import Conference
from familienkonferenz.page_templates.escape import escape_line

ROWS = 500
"""Rows of one page; more go on to `Auswertung/Nachweis/Teil 2` … (MediaWiki's pages end at 2 MiB)."""
TITLE = "Auswertung/Nachweis"
_GRADES: dict[Grade, str] = {
    "gleich": "fast wörtlich dasselbe",
    "ähnlich": "dieselbe Sache in anderen Worten",
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


def proof_pages(evaluation: Evaluation, conference: Conference) -> Iterator[Summary]:
    """The proof, in as many pages as it needs, and one that only empties a part that was needed before."""
    tables = parts(evaluation.fates, ROWS)
    titles = [TITLE, *(f"{TITLE}/Teil {number}" for number in range(2, len(tables) + 1))]
    ends = fate_rows(evaluation)
    merged = {
        match.contribution: (match, group.kept) for group in evaluation.duplicates for match in group.merged
    }
    for number, (title, fates) in enumerate(zip(titles, tables, strict=True), 1):
        yield filled(
            title,
            "auswertung",
            "proof" if number == 1 else "proof_part",
            "proof_start",
            all=figure(len(evaluation.fates)),
            fates=ends,
            remainder=figure(len(evaluation.remainder)),
            left=listed(evaluation.remainder, evaluation.coded),
            groups=[
                _proposal(*merged[fate.contribution], evaluation)
                for fate in fates
                if fate.contribution in merged
            ],
            rows=[_row(fate, evaluation, conference) for fate in fates],
            number=number,
            titles=titles,
        )
    yield filled(f"{TITLE}/Teil {len(tables) + 1}", "auswertung", "empty_part")


def fate_rows(evaluation: Evaluation) -> list[dict[str, str]]:
    """How many contributions ended as what; one may end as several."""
    ends = Counter(kind for fate in evaluation.fates for kind in fate.kinds)
    return [{"name": kind, "figure": figure(ends[kind]), "meaning": _MEANING[kind]} for kind in KINDS]


def _proposal(match: Match, kept: str, evaluation: Evaluation) -> dict[str, object]:
    """A proposal to read one contribution with another: both with their authors, who keep their credit."""
    merged, first = evaluation.coded[match.contribution], evaluation.coded[kept]
    text = "\n".join((merged.contribution.title, merged.contribution.place, merged.contribution.text))
    withheld = " ".join(text[start:end] for _, start, end in unprintable(text, merged.released))
    return {
        "merged": named(merged),
        "kept": named(first),
        "grade": _GRADES[match.grade],
        "words": [word for word in match.words if word not in withheld][:8],
    }


def way(one: Coded, conference: Conference) -> str:
    """The steps of a contribution's way as links with their states; "" where there are none."""
    steps = []
    for step in one.route.steps:
        body = conference.body(step.body)
        steps.append(
            f"[[Weiterleitung/{body.page}|{escape_line(body.page)}]]: {escape_line(standing(step.state))}"
        )
    return " → ".join(steps)


def _row(fate: Fate, evaluation: Evaluation, conference: Conference) -> dict[str, str]:
    one = evaluation.coded[fate.contribution]
    contribution = one.contribution
    return {
        "link": link(one),
        "exact": exact(one, "Fassung") if contribution.revisions else "–",
        "author": contribution.author or "nicht genannt",
        "title": printable(contribution.title, one.released),
        "kind": one.kind,
        "became": "; ".join(_told(each, evaluation) for each in fate.destinations) or "noch kein Verbleib",
        "way": way(one, conference),
    }


def _told(end: Destination, evaluation: Evaluation) -> str:
    """One end of a contribution in words, with the way to where it can be seen."""
    if end.kind == "zitiert":
        return f"zitiert unter {quoted_on((end,))}"
    if end.other:
        other = link(evaluation.coded[end.other])
        return f"gelesen mit {other}" if end.kind == "zusammengeführt" else f"Antwort auf {other}"
    return f"{end.kind}, weil {escape_line(end.because)}" if end.because else end.kind
