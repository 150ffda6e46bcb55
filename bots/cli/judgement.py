"""`konferenz harvest`, `tag`, `route`, `review`, `evaluate`, `publish`: what the bots make of what families wrote."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from familienkonferenz.bots.cli.group import main
from familienkonferenz.bots.cli.session import Session, command
from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.evaluation.evaluate import Evaluation
from familienkonferenz.bots.evaluation.fate import KINDS
from familienkonferenz.bots.review import corrections, doubts, held, unsure
from familienkonferenz.bots.run import Run
from familienkonferenz.config.cli import Failure
from familienkonferenz.config.language import say

_SOURCES = ("beitrag", "diskussion", "themenwiki")


@main.command()
@command
def harvest(session: Session) -> None:
    """Read everything that changed since the last time into contributions.

    From contribution pages, discussions and edits of topic wikis. Writes only the bots' own journal.

    Example: konferenz harvest
    """
    run = session.run()
    before = run.state.load()[0]
    contributions = run.harvest()
    new = len(contributions.keys() - before.keys())
    sources = {name: sum(one.source == name for one in contributions.values()) for name in _SOURCES}
    session.tell(
        f"{len(contributions)} contributions, {new} new: {sources['beitrag']} pages, "
        f"{sources['diskussion']} comments, {sources['themenwiki']} edits of topic wikis",
        f"{len(contributions)} Beiträge, {new} neu: {sources['beitrag']} Seiten, "
        f"{sources['diskussion']} Kommentare, {sources['themenwiki']} Änderungen an Themenwikis",
    )
    session.give(
        {
            "contributions": len(contributions),
            "new": new,
            "sources": sources,
            "problems": run.outcome.problems,
            "dry_run": session.dry_run,
        }
    )
    session.end(run.outcome)


@main.command()
@command
def tag(session: Session) -> None:
    """Tag the contributions' pages with Stadtteile and Stadtbezirke.

    From the text, the place field and landmarks. People's decisions win.

    Example: konferenz tag --dry-run
    """
    run = session.run()
    coded = judged(run)
    run.write_status(run.evaluate(coded), {"places"})
    for one in coded if session.dry_run else ():
        if one.districts:
            traces = ", ".join(_trace(one, district) for district in one.districts)
            session.tell(*[f"{one.contribution.id:14} {traces}"] * 2)
    tagged = sum(bool(one.districts) for one in coded)
    session.tell(
        f"{tagged} of {len(coded)} contributions belong to a Stadtteil",
        f"{tagged} von {len(coded)} Beiträgen gehören zu einem Stadtteil",
    )
    session.finish(run.outcome, tags={one.contribution.id: list(one.districts) for one in coded})


@main.command()
@command
def route(session: Session) -> None:
    """Find who takes each matter up: on the spot, a Fachbereich, or outside.

    Writes the next step of its way on each contribution's page, with the rule and the words behind it.

    Example: konferenz route --dry-run
    """
    run = session.run()
    coded = judged(run)
    run.write_status(run.evaluate(coded), {"places", "way"})
    for one in coded if session.dry_run else ():
        session.tell(*[f"{one.contribution.id:14} {_way(one)}"] * 2)
    triage = [one.contribution.id for one in coded if one.route.triage]
    routed = sum(bool(one.route.steps) for one in coded)
    session.tell(
        f"{routed} routed, {len(triage)} for people to decide",
        f"{routed} mit einem Weg, {len(triage)} zur Entscheidung bei der Moderation",
    )
    routes = {one.contribution.id: [asdict(step) for step in one.route.steps] for one in coded}
    session.finish(run.outcome, routes=routes, triage=triage)


@main.command()
@command
def evaluate(session: Session) -> None:
    """Evaluate: topics, kinds, Stadtteile, the planning aims; and prove that nothing was dropped.

    Writes the pages Auswertung and Auswertung/Nachweis.

    Example: konferenz evaluate
    """
    run = session.run()
    evaluation = run.evaluate(judged(run))
    run.write_overview(evaluation)
    tell_evaluation(session, evaluation)
    session.finish(run.outcome, **figures(evaluation))


@main.command()
@command
def publish(session: Session) -> None:
    """Write all summaries: evaluation, requests to bodies, Stadtteile, and the status of each contribution.

    Example: konferenz publish --dry-run
    """
    run = session.run()
    evaluation = run.evaluate(judged(run))
    run.publish(evaluation)
    tell_evaluation(session, evaluation)
    session.finish(run.outcome, **figures(evaluation))


@main.command()
@command
def review(session: Session) -> None:
    """List what moderators should look at: personal data, what nobody was found for, doubtful signatures, corrections.

    Nothing that holds personal data is quoted until a moderator releases it. A correction that comes often may
    become a rule in rules.toml. Writes the pages Konferenz/Prüfung (moderators only) and Auswertung/Berichtigungen.

    Example: konferenz review
    """
    run = session.run()
    coded = judged(run)
    run.write_review(coded)
    queue, doubtful, table = held(coded), doubts(coded), corrections(coded, run.coder)
    undecided = unsure(coded, run.coder)
    for one in queue:
        if one.waiting:
            session.tell(*[f"{one.page}: {', '.join(one.waiting)}"] * 2)
    for doubt in doubtful:
        session.tell(*[f"{doubt.page} ({doubt.contribution}): {'; '.join(doubt.notes)}"] * 2)
    for open_ in undecided:
        asked = [
            *(f"{name}?" for name in open_.districts),
            *([" / ".join(open_.bodies) or "?"] if open_.nowhere else []),
        ]
        session.tell(*[f"{open_.page} ({open_.contribution}): {', '.join(asked) or '?'}"] * 2)
    for row in table:
        change = f"{row.was or '–'} → {row.now or '–'} ({row.rule})"
        session.tell(*[f"{len(row.contributions)} × {row.what}: {change}"] * 2)
    waiting = sum(bool(one.waiting) for one in queue)
    session.tell(
        f"{waiting} contributions with personal data to decide, {len(undecided)} with a Stadtteil or a way to decide, "
        f"{len(doubtful)} doubts about who said or removed them, "
        f"{len(table)} kinds of corrections",
        f"{waiting} Beiträge mit persönlichen Daten zu entscheiden, {len(undecided)} mit offenem Stadtteil oder Weg, "
        f"{len(doubtful)} Zweifel, wer sie sagte oder entfernte, "
        f"{len(table)} Arten von Berichtigungen",
    )
    session.finish(
        run.outcome,
        personal=[asdict(one) for one in queue],
        doubts=[asdict(doubt) for doubt in doubtful],
        unsure=[asdict(one) for one in undecided],
        corrections=[asdict(row) for row in table],
    )


def judged(run: Run) -> list[Coded]:
    """Everything harvested, judged. Says what to do when nothing was harvested."""
    contributions, cursor = run.state.load()
    if not cursor:
        raise Failure(
            say(
                "nothing has been harvested yet; run first: konferenz harvest",
                "noch ist nichts geerntet; zuerst: konferenz harvest",
            )
        )
    return run.judge(contributions.values())


def figures(evaluation: Evaluation) -> dict[str, Any]:
    """The evaluation in numbers, for JSON."""
    totals = evaluation.totals
    return {
        "contributions": len(totals.contributions),
        "replies": len(totals.replies),
        "authors": len(totals.authors),
        "fates": {kind: sum(kind in fate.kinds for fate in evaluation.fates) for kind in KINDS},
        "remainder": len(evaluation.remainder),
    }


def tell_evaluation(session: Session, evaluation: Evaluation) -> None:
    """The evaluation in numbers, in words."""
    found = figures(evaluation)
    written = (found["contributions"], found["replies"], found["authors"])
    fates = tuple(found["fates"].values())
    session.tell(
        "{} contributions and {} replies by {} people".format(*written),
        "{} Beiträge und {} Antworten von {} Menschen".format(*written),
    )
    session.tell(
        "cited {}, merged {}, replies {}, to be asked {}, asked {}, with the moderators {}, not taken up {}".format(
            *fates
        )
        + f"; remainder {found['remainder']}",
        ", ".join(f"{kind} {number}" for kind, number in zip(KINDS, fates, strict=True))
        + f"; Rest {found['remainder']}",
    )


def _trace(one: Coded, district: str) -> str:
    """A Stadtteil with the words that it was found by, and the rule."""
    tag = next(tag for tag in one.tags if tag.district == district)
    words = " ".join(tag.words.split())
    return f"{district} ({f'„{words}“, ' if words else ''}{tag.rule})"


def _way(one: Coded) -> str:
    steps = (
        f"{step.body} ({step.rule}{f': {step.evidence}' if step.evidence else ''})"
        for step in one.route.steps
    )
    return " → ".join(steps) or say("triage", "Moderation")
