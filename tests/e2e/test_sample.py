"""The sample conference from the first page to the archive, and what people say after the bots have spoken.

The tests of this module follow one another on one wiki, as the days of a conference do.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from itertools import takewhile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import requests
from lxml import html

from familienkonferenz.bots.visitor import Visitor
from familienkonferenz.config import load
from familienkonferenz.config.sample import Sample, load_sample

from .conftest import ServedWiki, free_port

pytestmark = pytest.mark.wiki

WRITING = ("init", "open", "close", "harvest", "tag", "route", "evaluate", "publish", "archive", "cycle")
"""The commands that write something somewhere."""


@pytest.fixture(scope="module")
def sample() -> Sample:
    """What the invented families write."""
    return load_sample()


@pytest.fixture(scope="module")
def held(served_wiki: ServedWiki) -> dict[str, Any]:
    """What `cycle --sample` says, on a wiki with its pages."""
    made = served_wiki.json("init")
    assert len(made["written"]) > 200
    return served_wiki.json("cycle", "--sample")


@pytest.fixture(scope="module")
def moderator(served_wiki: ServedWiki, held: dict[str, Any], sample: Sample) -> Visitor:
    """The sample's moderator at a browser."""
    name = next(account.name for account in sample.accounts if account.group == "moderator")
    password = (served_wiki.home / "sample.password").read_text(encoding="utf-8").strip()
    return served_wiki.visitor(name, password)


def write(person: Visitor, page: str, change: Any) -> None:
    """Somebody changes a page in its edit form."""
    draft = person.open_editor(page)
    assert person.store(draft, change(draft.text), "Entscheidung"), page


def routes(wiki: ServedWiki) -> dict[str, list[dict[str, str]]]:
    """The way of each contribution, as the bots see it now."""
    found: dict[str, list[dict[str, str]]] = wiki.json("route", "--dry-run")["routes"]
    return found


def test_nothing_is_left_over(served_wiki: ServedWiki, held: dict[str, Any], sample: Sample) -> None:
    """Every text of the sample is on the wiki, and each contribution has a fate."""
    assert held["remainder"] == 0
    assert held["comparison"]["missing"] == []
    pages = len(sample.contributions) + len(sample.replies)
    assert held["contributions"] + held["replies"] > pages >= 70, "talk and topic wikis come on top"
    assert held["problems"] == []
    assert "Spezial:Beitrag schreiben" in served_wiki.text("Vorlage:Beitrag schreiben"), (
        "the form of this wiki"
    )


def test_most_places_and_bodies_are_what_a_moderator_says(held: dict[str, Any]) -> None:
    """At least four in five Stadtteile and bodies are right, at most one in five goes to people."""
    found = held["comparison"]
    for name in ("districts", "bodies"):
        assert found[name]["right"] >= 0.8 * found[name]["all"] > 0, name
    assert found["triage"]["right"] <= 0.2 * found["triage"]["all"]


def test_a_second_cycle_writes_nothing(served_wiki: ServedWiki, held: dict[str, Any]) -> None:
    """Run again, the cycle finds all as it is: no revision, neither by its own count nor by the wiki's."""
    newest = served_wiki.newest()
    again = served_wiki.json("cycle", "--sample")
    assert again["revisions"] == 0
    assert again["written"] == []
    assert again["remainder"] == 0
    assert served_wiki.newest() == newest
    assert served_wiki.json("status")["changes_since"] == 0, "what bots write is no news to them"


def test_the_root_is_the_front_page_and_the_evaluation_is_there(
    served_wiki: ServedWiki, held: dict[str, Any]
) -> None:
    """Anybody who comes to `/` stands on the Startseite, and finds the evaluation."""
    anybody = served_wiki.visitor()
    front = anybody.read("/")
    assert front.status_code == 200
    assert front.url.endswith("/Startseite")
    evaluation = anybody.read("/Auswertung")
    assert evaluation.status_code == 200
    assert "Lisa aus Linden" in anybody.read("/Beitrag/1").text


def test_the_archive_is_complete_public_and_inert(
    served_wiki: ServedWiki, held: dict[str, Any], sample: Sample
) -> None:
    """Every public page is in it; no private one, no form, no script; every link leads to a file that is there."""
    root = served_wiki.home / "archiv"
    pages = sorted(root.rglob("*.html"))
    assert len([path for path in root.rglob("*") if path.is_file()]) == held["archive"]
    for number in range(1, len(sample.contributions) + len(sample.replies) + 1):
        assert (root / "Beitrag" / str(number) / "index.html").is_file()
    late = [one.text.split("\n")[0] for one in sample.late]
    wrong: list[str] = []
    for path in pages:
        text = path.read_text(encoding="utf-8")
        tree: Any = html.fromstring(text)
        wrong += [f"{path}: late text" for words in late if words in text]
        wrong += [f"{path}: {tag.tag}" for tag in tree.iter("form", "script", "input", "button", "textarea")]
        for href in tree.xpath("//a/@href | //link/@href | //img/@src"):
            wrong += [] if _leads_somewhere(path, str(href)) else [f"{path}: {href}"]
    assert not wrong
    assert not (root / "Konferenz" / "Nachzügler").exists()


def _leads_somewhere(page: Path, address: str) -> bool:
    """Whether a link of an archived page leads to a file, a place on the page, or away."""
    if re.match(r"https?://|mailto:|#", address):
        return "127.0.0.1" not in address
    return (page.parent / unquote(address.partition("#")[0])).is_file()


def test_a_dry_run_of_every_command_writes_nothing(
    served_wiki: ServedWiki, moderator: Visitor, held: dict[str, Any]
) -> None:
    """With --dry-run nothing is written, neither on the wiki nor in the folder; what would be is named."""
    write(moderator, "Beitrag/2", lambda text: f"{text}\n{{{{Entscheidung|stelle=fb-51|status=angefragt}}}}")
    journal = served_wiki.home / "bots"
    before = {path: path.read_bytes() for path in journal.rglob("*.jsonl")}
    archived = (served_wiki.home / "archiv" / "index.html").stat().st_mtime_ns
    newest = served_wiki.newest()
    named = {}
    for command in WRITING:
        said = served_wiki.json(command, "--dry-run")
        assert said["dry_run"] is True
        named[command] = said.get("written", [])
        assert served_wiki.newest() == newest, command
    assert {path: path.read_bytes() for path in journal.rglob("*.jsonl")} == before
    assert (served_wiki.home / "archiv" / "index.html").stat().st_mtime_ns == archived
    assert named["open"] == ["Konferenz/Fenster"]
    assert "Beitrag/2" in named["route"]
    assert set(named["route"]) <= set(named["publish"]) == set(named["cycle"])


def test_what_people_decide_survives_and_changes_the_way(
    served_wiki: ServedWiki, moderator: Visitor, held: dict[str, Any]
) -> None:
    """A body that a person names is asked; a Stadtteil that a person removes stays away; each for good."""
    assert "[[Kategorie:Stadtteil Linden-Nord]]" in served_wiki.text("Beitrag/1")
    write(moderator, "Beitrag/1", lambda text: text.replace("[[Kategorie:Stadtteil Linden-Nord]]\n", ""))
    write(
        moderator,
        "Beitrag/3",
        lambda text: f"{text}\n{{{{Entscheidung|stelle=fb-52|status=angefragt|grund=Wir fragen & warten.}}}}",
    )
    for command in ("cycle", "publish"):
        done = served_wiki.json(command)
        assert done["problems"] == []
        assert done["remainder"] == 0
        text = served_wiki.text("Beitrag/1")
        assert "Kategorie:Stadtteil Linden-Nord" not in text
        assert "|abgelehnt=Linden-Nord" in text
        assert "{{Entscheidung|stelle=fb-52" in served_wiki.text("Beitrag/3")
        way = routes(served_wiki)["B3"]
        assert ("fb-52", "angefragt") in [(step["body"], step["state"]) for step in way]
    assert done["written"] == []


def test_after_a_no_the_next_body_is_asked(
    served_wiki: ServedWiki, moderator: Visitor, held: dict[str, Any]
) -> None:
    """„nicht möglich“ keeps the step with its reason and leads to another body, on the page as well."""
    (first,) = routes(served_wiki)["B4"]
    write(
        moderator,
        "Beitrag/4",
        lambda text: (
            f"{text}\n{{{{Entscheidung|stelle={first['body']}|status=nicht möglich|grund=Kein Geld.}}}}"
        ),
    )
    served_wiki.json("publish")
    asked, following = routes(served_wiki)["B4"]
    assert (asked["body"], asked["state"], asked["reason"]) == (first["body"], "nicht möglich", "Kein Geld.")
    assert following["body"] != first["body"]
    assert following["state"] == "gesucht"
    text = served_wiki.text("Beitrag/4")
    page = next(body.page for body in load().bodies if body.id == following["body"])
    assert f"|stelle={following['body']}" in text
    assert f"[[Kategorie:Weiterleitung {page}]]" in text
    assert "Beitrag/4" in served_wiki.text(f"Weiterleitung/{page}")


def test_the_stop_page_stops_every_bot(
    served_wiki: ServedWiki, moderator: Visitor, held: dict[str, Any]
) -> None:
    """While Konferenz/Halt says yes, nothing is written, though there is something to write; then it goes on."""
    write(moderator, "Beitrag/5", lambda text: f"{text}\n{{{{Entscheidung|stelle=fb-51|status=angefragt}}}}")
    write(moderator, "Konferenz/Halt", lambda text: text.replace("{{Halt|nein}}", "{{Halt|ja}}"))
    newest = served_wiki.newest()
    for command in ("publish", "route", "open", "cycle"):
        said = served_wiki.konferenz(command)
        assert said.code == 2, said
        assert said.problem.startswith("Error: Konferenz/Halt: the bots are halted; write {{Halt|nein}}")
        assert served_wiki.newest() == newest, command
    assert served_wiki.json("status")["bots_halted"] is True
    write(moderator, "Konferenz/Halt", lambda text: text.replace("{{Halt|ja}}", "{{Halt|nein}}"))
    assert "Beitrag/5" in served_wiki.json("publish")["written"]


def test_late_texts_lie_with_the_moderators(
    served_wiki: ServedWiki, sample: Sample, moderator: Visitor
) -> None:
    """What came after the end was refused, and waits on a page that only moderators can read."""
    kept = moderator.read("/Konferenz/Nachzügler").text
    assert "Laterne" in kept
    assert served_wiki.visitor().read("/Konferenz/Nachzügler").status_code in (403, 404)


def test_the_demonstration_serves_what_is_there(served_wiki: ServedWiki, held: dict[str, Any]) -> None:
    """A second `konferenz demo` plays nothing again: it tells addresses and accounts, and ends with Ctrl-C."""
    newest = served_wiki.newest()
    port = free_port()
    command = [sys.executable, "-m", "familienkonferenz.bots.cli", "demo", "--port", str(port)]
    demo = subprocess.Popen(
        [*command, "--home", str(served_wiki.home)], stdout=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        # A shell starts what runs in its background with Ctrl-C ignored, and all below it inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    try:
        assert demo.stdout
        told = "".join(takewhile(lambda line: line != "End with Ctrl-C.\n", demo.stdout))
        for shown in (f"http://127.0.0.1:{port}/Auswertung", "archiv/index.html", "Meike Moderation / "):
            assert shown in told
        assert requests.get(f"http://127.0.0.1:{port}/", timeout=30).url.endswith("/Startseite")
        assert served_wiki.newest() == newest
    finally:
        demo.send_signal(signal.SIGINT)
        assert demo.wait(30) == 0
    with pytest.raises(requests.ConnectionError):
        requests.get(f"http://127.0.0.1:{port}/", timeout=30)


def test_a_demonstration_that_was_interrupted_says_so(tmp_path: Path) -> None:
    """Ctrl-C while the families write leaves half a conference: told in one line, exit code 2, and nobody serves it."""
    port = free_port()
    command = [sys.executable, "-m", "familienkonferenz.bots.cli", "demo", "--port", str(port)]
    demo = subprocess.Popen(
        [*command, "--home", str(tmp_path / "home")], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, encoding="utf-8", env={**os.environ, "LC_ALL": "C.UTF-8"}, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    try:
        assert demo.stdout
        assert any("pages written" in line for line in demo.stdout)
    finally:
        os.killpg(demo.pid, signal.SIGINT)  # as a terminal does: to all of them
        _, told = demo.communicate(timeout=60)
    assert demo.returncode == 2
    assert told.splitlines()[-1] == (
        f"Error: {tmp_path / 'home'}: interrupted before the sample conference was over; "
        "begin again with an empty folder"
    )
    with pytest.raises(requests.ConnectionError):
        requests.get(f"http://127.0.0.1:{port}/", timeout=30)
