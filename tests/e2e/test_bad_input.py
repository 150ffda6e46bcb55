"""What goes wrong at a terminal or on a page is said in one line that names where and what to do; nothing is half-done.

On the wiki of a small town, Niederwalde, while its window is open. Exit code 2 when nothing was done, 1 when the work
was done and problems are left.
"""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from .conftest import MODERATOR, Said, ServedWiki, Write, free_port, konferenz

pytestmark = pytest.mark.wiki


@pytest.fixture(scope="module")
def harvested(small_wiki: ServedWiki) -> ServedWiki:
    """The town's wiki with one contribution, harvested and published."""
    assert small_wiki.visitor(MODERATOR).contribute("Bänke", "Am Marktbrunnen fehlen Bänke.", "Wunsch") == 1
    small_wiki.json("harvest")
    small_wiki.json("publish")
    return small_wiki


@pytest.fixture
def no_wiki() -> Iterator[str]:
    """A server that answers every address with a page, as any web site does."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html><body>Guten Tag</body></html>")

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def refused(said: Said, *parts: str) -> None:
    """Exit code 2 and one line that holds all of `parts`."""
    assert said.code == 2, said
    line = said.problem
    assert line.startswith("Error: ")
    assert [part for part in parts if part not in line] == [], line


# --- the wiki --------------------------------------------------------------------------------------------------


def test_a_wiki_that_does_not_answer(small_wiki: ServedWiki) -> None:
    """Nobody listens there: the address, and how to start a wiki."""
    url = f"http://127.0.0.1:{free_port()}"
    said = small_wiki.konferenz("harvest", "--wiki", url)
    refused(said, url, "does not answer", "konferenz serve")


def test_a_wiki_that_never_finishes_its_answer(small_wiki: ServedWiki, tmp_path: Path) -> None:
    """Somebody takes the call and hangs up: that is no answer either."""
    with socket.create_server(("127.0.0.1", 0)) as silent:

        def hang_up() -> None:
            for _ in range(4):
                silent.accept()[0].close()

        threading.Thread(target=hang_up, daemon=True).start()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        refused(small_wiki.konferenz("status", "--wiki", url), url, "does not answer")


def test_an_address_that_is_no_wiki(small_wiki: ServedWiki, no_wiki: str) -> None:
    """A web site answers, but it is no wiki."""
    refused(small_wiki.konferenz("status", "--wiki", no_wiki), no_wiki, "no API of a wiki", "--wiki")


@pytest.mark.parametrize("url", ["127.0.0.1:8080", "ftp://wiki.example", "http://", ""])
def test_what_is_no_address(small_wiki: ServedWiki, url: str) -> None:
    """The address is shown with an example of a right one."""
    refused(small_wiki.konferenz("status", "--wiki", url), repr(url), "http://", "check --wiki")


def test_a_wrong_bot_password(small_wiki: ServedWiki, tmp_path: Path) -> None:
    """The account is named, the password is not."""
    login = tmp_path / "login"
    login.write_text("Konferenzbot@konferenz\nfalsch-und-geheim\n", encoding="utf-8")
    newest = small_wiki.newest()
    said = small_wiki.konferenz("publish", "--login", str(login))
    refused(said, "Konferenzbot@konferenz", "konferenz account bot-password")
    assert "geheim" not in said.err
    assert small_wiki.newest() == newest


def test_a_missing_login_file(small_wiki: ServedWiki, tmp_path: Path) -> None:
    """The file is named, and the command that makes a login."""
    missing = tmp_path / "nicht-da"
    refused(small_wiki.konferenz("status", "--login", str(missing)), str(missing), "no such file", "--login")
    refused(small_wiki.konferenz("status", "--login", str(tmp_path)), str(tmp_path), "this is a folder")


@pytest.mark.parametrize(
    "text", ["", "Konferenzbot\n", "Konferenzbot\ngeheim\n", "@x\ny\n", "a@b\n\n", "\xff"]
)
def test_a_login_file_with_something_else_in_it(small_wiki: ServedWiki, tmp_path: Path, text: str) -> None:
    """What must be in it is said."""
    login = tmp_path / "login"
    login.write_bytes(text.encode("latin-1"))
    refused(small_wiki.konferenz("status", "--login", str(login)), str(login), "NAME@PURPOSE")


# --- the configuration -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "text", "parts"),
    [
        ("topics.toml", "[[topic]\n", ("topics.toml", "TOML")),
        ("rules.toml", "threshold = = 3\n", ("rules.toml", "TOML")),
        ("districts.toml", None, ("districts.toml",)),
    ],
)
def test_a_broken_configuration_is_found_before_the_login(
    harvested: ServedWiki, tmp_path: Path, file: str, text: str | None, parts: tuple[str, ...]
) -> None:
    """File and place are named; no login is asked for, nothing is written."""
    city = tmp_path / "stadt"
    shutil.copytree(harvested.city or "", city)
    (city / file).unlink() if text is None else (city / file).write_text(text, encoding="utf-8")
    newest = harvested.newest()
    for command in ("init", "publish", "open", "harvest"):
        said = harvested.konferenz(command, "--config", str(city), "--login", str(tmp_path / "nicht-da"))
        refused(said, *parts)
        assert "nicht-da" not in said.err
    assert harvested.newest() == newest


def test_an_unknown_district_in_the_configuration(harvested: ServedWiki, tmp_path: Path) -> None:
    """A body of a Stadtteil that does not exist: file, key, and the name that was meant."""
    city = tmp_path / "stadt"
    shutil.copytree(harvested.city or "", city)
    bodies = (city / "bodies.toml").read_text(encoding="utf-8")
    (city / "bodies.toml").write_text(bodies.replace('"Klein Walde"', '"Klein Wald"'), encoding="utf-8")
    said = harvested.konferenz("cycle", "--yes", "--config", str(city))
    refused(said, "bodies.toml", "district", "Klein Wald", "Meinten Sie „Klein Walde“?")
    assert harvested.json("status")["phase"] == "open"


def test_a_folder_without_configuration(harvested: ServedWiki, tmp_path: Path) -> None:
    """A folder that is not there, or holds nothing, is no city."""
    for folder in (tmp_path / "nirgends", tmp_path):
        refused(harvested.konferenz("status", "--config", str(folder)), "toml")


# --- the window ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (
            ("open", "--begin", "2026-11-30", "--end", "2026-11-02"),
            ("2026-11-30 00:00:00", "before it begins"),
        ),
        (("open", "--end", "2001-01-01 12:00"), ("2001-01-01 12:00:00", "before it begins")),
        (("open", "--end", "übermorgen"), ("--end", "übermorgen", "2026-11-30 18:00")),
        (("open", "--end", "2027-03-28 02:30"), ("--end", "does not exist")),
        (("open", "--begin", "0001-01-01"), ("--begin", "0001-01-01")),
        (("close", "--at", "1999-12-31 00:00"), ("1999-12-31", "before it begins")),
        (("close", "--at", ""), ("--at",)),
    ],
)
def test_a_window_that_cannot_be(
    harvested: ServedWiki, words: tuple[str, ...], parts: tuple[str, ...]
) -> None:
    """The times are named, and the window stays as it was."""
    window, newest = harvested.text("Konferenz/Fenster"), harvested.newest()
    refused(harvested.konferenz(*words), *parts)
    assert (harvested.text("Konferenz/Fenster"), harvested.newest()) == (window, newest)


def test_a_window_page_that_nobody_can_read(harvested: ServedWiki, moderate: Write) -> None:
    """Somebody broke the page: it is named with what is wrong on it; then `open` mends it."""
    before = harvested.text("Konferenz/Fenster")
    moderate(harvested, "Konferenz/Fenster", before.replace("ende=", "ende=bald, "))
    refused(harvested.konferenz("status"), "Konferenz/Fenster: ende=", "2026-11-30 18:00")
    moderate(harvested, "Konferenz/Fenster", before)
    assert harvested.json("status")["phase"] == "open"


def test_an_open_window_is_not_closed_in_passing(harvested: ServedWiki) -> None:
    """Without a terminal to ask at, and without --yes, the cycle leaves an open window open and does nothing."""
    newest = harvested.newest()
    refused(harvested.konferenz("cycle"), "Konferenz/Fenster", "open", "--yes")
    assert harvested.newest() == newest
    assert harvested.json("status")["phase"] == "open"


# --- pages -----------------------------------------------------------------------------------------------------


def test_decisions_that_name_what_there_is_not(harvested: ServedWiki, moderate: Write) -> None:
    """An unknown body, Stadtteil or state is a problem by the page's name; the rest is done, all the same."""
    text = harvested.text("Beitrag/1")
    moderate(
        harvested,
        "Beitrag/1",
        f"{text}\n{{{{Entscheidung|stelle=gibtsnicht|status=angefragt}}}}\n"
        "{{Entscheidung|stadtteile=Altstdt}}\n{{Entscheidung|stelle=familie|status=vielleicht}}\n"
        "[[Kategorie:Stadtteil Nirgendwo]]",
    )
    said = harvested.konferenz("publish")
    assert said.code == 1, said
    problems = said.err.splitlines()
    assert len(problems) == 4, problems
    for words in (
        "die Stelle „gibtsnicht“ gibt es nicht; ",
        "den Stadtteil „Altstdt“ gibt es nicht; Meinten Sie „Altstadt“?",
        "den Stadtteil „Nirgendwo“ gibt es nicht; ",
        "„vielleicht“ ist kein Stand eines Schritts; einer von: gesucht, ",
    ):
        assert any(line.startswith("Beitrag/1: ") and words in line for line in problems), problems
    written = harvested.text("Beitrag/1")
    assert "{{Entscheidung|stelle=gibtsnicht|status=angefragt}}" in written
    _, section, _ = written.split("konferenz:bot status -->")
    assert "|stelle=familie\n" in section
    assert "gibtsnicht" not in section
    for command in ("tag", "route", "evaluate"):
        assert harvested.konferenz(command).code == 1
    moderate(harvested, "Beitrag/1", text)
    assert harvested.json("publish")["problems"] == []


UNEXPECTED = {
    "Beitrag/abc": "Ein Beitrag mit Buchstaben statt Nummer.",
    "Beitrag/7/anhang": "{{Beitrag\n|titel=Anhang\n}}\nEine Seite unter einem Beitrag.",
    "Beitrag/007": "{{Beitrag\n|titel=Geheim\n}}\nNullen davor.",
    "Beitrag/8": "Hier hat jemand die Vorlage vergessen.",
    "Beitrag/9": "{{Beitrag\n|titel=Offen\nund nie geschlossen",
    "Beitrag/10": "#WEITERLEITUNG [[Beitrag/1]]",
    "Beitrag/11": "{{Beitrag\n|titel=Falsches Thema\n|thema=Gibt es nicht\n|antwort_auf=elf\n}}\nText.",
    "Beitrag/12": "{{Beitrag\n|titel=Marke\n}}\nText.\n<!-- konferenz:bot status -->\nohne Ende",
}
"""Pages that no form makes: title → text."""


def test_pages_nobody_expected(harvested: ServedWiki, moderate: Write) -> None:
    """Each is a problem that names the page and what to do, or a contribution all the same; the run goes on."""
    for title, text in UNEXPECTED.items():
        moderate(harvested, title, text)
    said = harvested.konferenz("harvest")
    assert said.code == 1, said
    lines = said.err.splitlines()
    named = {line.partition(": ")[0] for line in lines}
    assert named == set(UNEXPECTED) - {"Beitrag/10"}, lines
    assert all(line.count("; ") >= 1 for line in lines), "each says what to do"
    # What has a number and a text is harvested, template or not; a redirect is nobody's contribution.
    assert said.out.startswith("5 contributions, 4 new: 5 pages"), said.out
    again = harvested.json("publish", code=1)
    assert again["remainder"] == 0
    assert not any("Traceback" in line for line in again["problems"])
    assert harvested.text("Beitrag/12").endswith("ohne Ende"), "a broken section is left to people"
    assert harvested.json("publish", code=1)["written"] == []


def test_the_journal_can_be_thrown_away(harvested: ServedWiki) -> None:
    """A journal that somebody broke is named with its line; without it all is harvested again, the same."""
    harvested.konferenz("harvest")  # whatever was written since
    (journal,) = (harvested.home / "bots").rglob("journal.jsonl")
    before = journal.read_bytes()
    journal.write_bytes(before + b"{nein\n")
    lines = before.count(b"\n") + 1
    refused(harvested.konferenz("publish"), str(journal), f"line {lines}")
    journal.unlink()
    refused(harvested.konferenz("publish"), "nothing has been harvested yet", "konferenz harvest")
    harvested.konferenz("harvest")
    _, kept = before.split(b"\n", 1)
    _, again = journal.read_bytes().split(b"\n", 1)
    assert again == kept, "all but the cursor in the first line"


def test_an_archive_does_not_take_the_place_of_other_files(harvested: ServedWiki, tmp_path: Path) -> None:
    """A folder that holds something else stays as it is."""
    (tmp_path / "brief.txt").write_text("wichtig", encoding="utf-8")
    refused(harvested.konferenz("archive", str(tmp_path)), str(tmp_path), "something else than an archive")
    assert [path.name for path in tmp_path.iterdir()] == ["brief.txt"]
    said = harvested.konferenz("archive", str(tmp_path / "neu"))
    assert said.code == 0, said
    assert (tmp_path / "neu" / "Beitrag" / "1" / "index.html").is_file()


# --- the wiki's own folder -------------------------------------------------------------------------------------


def test_serving_where_it_cannot_be(harvested: ServedWiki, tmp_path: Path) -> None:
    """A port that is taken, a folder that is none, a broken configuration: said before anything is made."""
    port = harvested.url.rpartition(":")[2]
    fresh = tmp_path / "neu"
    for more in ((), ("--dry-run",)):
        said = konferenz("serve", "--port", port, "--home", str(fresh), *more, home=tmp_path)
        refused(said, f"127.0.0.1:{port}", "--port")
        assert not fresh.exists()
    file = tmp_path / "datei"
    file.write_text("", encoding="utf-8")
    free = str(free_port())
    refused(konferenz("serve", "--dry-run", "--port", free, "--home", str(file), home=tmp_path), str(file))
    said = konferenz("serve", "--dry-run", "--port", free, "--config", str(tmp_path), home=tmp_path)
    refused(said, "toml")
    good = konferenz("serve", "--dry-run", "--port", free, "--home", str(fresh), home=tmp_path)
    assert (good.code, good.out) == (0, f"http://127.0.0.1:{free}/ can be served from {fresh}\n")
    assert not fresh.exists()


def test_accounts_that_cannot_be(harvested: ServedWiki, tmp_path: Path) -> None:
    """A name that is taken or impossible, an account or a wiki that is not there: nothing is made."""
    accounts = harvested.konferenz("account", "list").out
    refused(harvested.konferenz("account", "create", MODERATOR.lower()), "Frau sommer", "vergeben")
    refused(harvested.konferenz("account", "create", "Kein@Name", "--dry-run"), "Kein@Name")
    refused(harvested.konferenz("account", "role", "Niemand", "bot"), "Niemand", "konferenz account list")
    refused(harvested.konferenz("account", "password", "Niemand"), "Niemand")
    refused(harvested.konferenz("account", "bot-password", "Niemand", "x"), "Niemand")
    refused(konferenz("account", "list", home=tmp_path), str(tmp_path), "no wiki", "konferenz serve")
    assert list(tmp_path.iterdir()) == []
    assert harvested.konferenz("account", "list").out == accounts


def test_errors_are_german_in_a_german_locale(harvested: ServedWiki) -> None:
    """What a German moderator reads is German."""
    said = harvested.konferenz("status", "--wiki", f"http://127.0.0.1:{free_port()}", LC_ALL="de_DE.UTF-8")
    assert said.code == 2
    assert said.problem.startswith("Fehler: ")
    assert "antwortet nicht" in said.problem
    assert "Phase:    geöffnet" in harvested.konferenz("status", LC_ALL="de_DE.UTF-8").out
