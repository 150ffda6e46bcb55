"""`konferenz classify` and `konferenz explain`: the bots' judgement of texts, without any wiki."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import click

from familienkonferenz.bots import classification
from familienkonferenz.bots.cli.failure import errors_in_one_line
from familienkonferenz.bots.cli.group import main
from familienkonferenz.bots.coding import Coded, Coder
from familienkonferenz.bots.errors import LineError
from familienkonferenz.bots.personal.search import find
from familienkonferenz.config import Conference, load
from familienkonferenz.config.cli import config_option
from familienkonferenz.config.language import say
from familienkonferenz.config.rules import load_rules


@main.command()
@config_option
@click.argument("file", type=click.File("rb"), default="-")
def classify(config_folder: Path | None, file: IO[bytes]) -> None:
    """Judge texts: one JSON object a line in, one a line out, in the same order.

    In: {"id", "text", "place"?}; out: Stadtteile, kind, topic, aims, bodies, personal data. FILE or standard input;
    needs no wiki. A line that cannot be read is named on stderr and left out; the exit code is then 1.

    Example: konferenz classify
    """
    _, coder = _coder(config_folder)
    broken = False
    for number, raw in enumerate(file, 1):
        if not raw.strip():
            continue
        try:
            sys.stdout.buffer.write(classification.line(number, raw, coder))
            sys.stdout.buffer.flush()
        except LineError as error:
            broken = True
            click.echo(str(error), err=True)
    if broken:
        raise click.exceptions.Exit(1)


@main.command()
@config_option
@click.option("--place", default="", help="What the writer typed as the place.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print the result as one JSON object, as classify does."
)
@click.argument("text")
def explain(config_folder: Path | None, place: str, as_json: bool, text: str) -> None:
    """Say what the bots make of TEXT, and why: places, aims, kind, whom they would ask.

    TEXT "-" reads standard input; needs no wiki.

    Example: konferenz explain "Auf dem Spielplatz in der List fehlt eine Rutsche."
    """
    conference, coder = _coder(config_folder)
    if text == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
    if as_json:
        row = classification.record("", text, place, coder)
        sys.stdout.buffer.write(classification.encoded(row))
        return
    coded = classification.judge(text, place, coder)
    for label, words in _explained(coded, text, conference, coder):
        click.echo(f"{label + ':':{_WIDTH}}{_plain(words)}")


_WIDTH = 18
_CANDIDATES = 3
"""So many bodies of a step are shown; they are ranked, and the rest follows far behind."""
_PLAINLY = 2.0
"""Points from which a text speaks of a body's tasks as plainly as of those of the body that is asked."""


def _coder(folder: Path | None) -> tuple[Conference, Coder]:
    """All of it stays to the end: nobody looks there for what can be thrown away, now or while texts come."""
    gc.disable()
    try:
        with errors_in_one_line():
            conference = load(folder)
            return conference, Coder.of(conference, load_rules(conference, folder))
    finally:
        gc.freeze()
        gc.enable()


def _plain(words: str) -> str:
    """On one line, without what would command the terminal; half characters shown as such."""
    shown = "".join(sign if sign.isprintable() else " " for sign in words)
    return " ".join(shown.split()).encode("utf-8", "replace").decode()


def _explained(coded: Coded, text: str, conference: Conference, coder: Coder) -> Iterator[tuple[str, str]]:
    """What a moderator wants to know of a text, line by line."""
    nothing = say("none", "keiner")
    for state, label in (("set", say("Stadtteil", "Stadtteil")), ("proposed", say("perhaps", "vielleicht"))):
        tags = [tag for tag in coded.tags if tag.state == state]
        for tag in tags:
            quoted = f"„{tag.words}“: " if tag.words else ""
            yield label, f"{tag.district} ({quoted}{tag.rule}, {round(100 * tag.confidence)} %)"
        if not tags and state == "set":
            yield label, nothing
    concern = classification.concern(text, coder)
    said, unsaid = concern.kind, say("not said", "nicht erkennbar")
    yield say("kind", "Art"), f"{said.label} ({said.words})" if said else unsaid
    topics = {topic.id: topic.name for topic in conference.topics}
    about, none = concern.topic, say("none", "keines")
    yield say("topic", "Thema"), f"{topics[about.label]} ({about.words})" if about else none
    names = {aim.id: aim.name for aim in conference.aims}
    for leaning in concern.aims:
        yield say("planning aim", "Planungsziel"), f"{names[leaning.label]} ({leaning.words})"
    if not concern.aims:
        yield say("planning aim", "Planungsziel"), none
    yield from _likely(coded, conference)
    yield from _way(coded, conference, coder.router.least)
    for one in find(text):
        where = say(f"characters {one.start} to {one.end}", f"Zeichen {one.start} bis {one.end}")
        yield say("personal data", "Persönliches"), f"{one.kind} ({one.rule}), {where}"


def _likely(coded: Coded, conference: Conference) -> Iterator[tuple[str, str]]:
    """Who might take it up, each step apart, the likeliest first."""
    route = coded.route
    kinds = (
        (say("on the spot", "vor Ort"), route.local),
        (say("department", "Fachbereich"), route.department),
        (say("outside", "außerhalb"), route.external),
    )
    for label, candidates in kinds:
        for one in candidates[:_CANDIDATES]:
            yield label, f"{conference.body(one.body).name} [{one.body}] – {one.reason}"
        left = len(candidates) - _CANDIDATES
        if left > 0:
            yield label, say(f"and {left} more, less likely", f"und {left} weitere, weniger wahrscheinlich")


def _way(coded: Coded, conference: Conference, least: float) -> Iterator[tuple[str, str]]:
    """Where the way begins, or why people must say; who follows; and who else is named as plainly."""
    route = coded.route
    claims = sorted((*route.department, *route.external), key=lambda claim: -claim.score)
    begins = say("begins with", "beginnt bei")
    if route.steps:
        step = route.steps[0]
        yield begins, f"{conference.body(step.body).name} – {step.rule}"
        if route.first not in ("", step.body):
            yield say("if not there", "wenn dort nicht"), conference.body(route.first).name
    else:
        strong = bool(route.local or (claims and claims[0].score >= least))
        why = (
            say("it does not say what it asks for", "es steht nicht da, worum gebeten wird")
            if strong
            else say("nobody is surely responsible", "niemand ist sicher zuständig")
            if claims
            else say("nobody was found to ask", "niemand gefunden, den man fragen könnte")
        )
        yield begins, say(f"people decide: {why}", f"die Moderation entscheidet: {why}")
        if route.first:
            yield say("most likely", "am ehesten"), conference.body(route.first).name
    asked = {route.first, *(step.body for step in route.steps)}
    plain = [one for one in claims if one.score >= _PLAINLY and one.body not in asked]
    if route.steps and plain:
        others = ", ".join(conference.body(one.body).name for one in plain)
        yield say("several matters?", "mehrere Sachen?"), others
