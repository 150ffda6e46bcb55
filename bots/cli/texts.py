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
from familienkonferenz.bots.routing.routes import Candidate
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
    for state, label in (("set", say("Stadtteil", "Stadtteil")), ("proposed", say("proposed", "Vorschlag"))):
        tags = [tag for tag in coded.tags if tag.state == state]
        for tag in tags:
            quoted = f"„{tag.words}“, " if tag.words else ""
            yield label, f"{tag.district} ({quoted}{tag.rule}, {tag.confidence:.2f})"
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
    yield from _ways(coded, conference)
    for one in find(text):
        where = say(f"characters {one.start} to {one.end}", f"Zeichen {one.start} bis {one.end}")
        yield say("personal data", "Persönliches"), f"{one.kind} ({one.rule}), {where}"


def _ways(coded: Coded, conference: Conference) -> Iterator[tuple[str, str]]:
    route = coded.route
    kinds = (
        (say("on the spot", "vor Ort"), route.local),
        (say("department", "Fachbereich"), route.department),
        (say("outside", "außerhalb"), route.external),
    )
    for label, candidates in kinds:
        for candidate in candidates:
            yield label, _candidate(candidate, conference)
    if route.steps:
        step = route.steps[0]
        yield say("begins with", "beginnt bei"), f"{conference.body(step.body).name} ({step.rule})"
    else:
        yield say("begins with", "beginnt bei"), say("people decide", "die Moderation entscheidet")
    if route.first:
        yield say("else", "sonst"), conference.body(route.first).name


def _candidate(candidate: Candidate, conference: Conference) -> str:
    return (
        f"{conference.body(candidate.body).name} [{candidate.body}] {candidate.score:g} – {candidate.reason}"
    )
