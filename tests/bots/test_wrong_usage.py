"""What the command line says to somebody who typed something wrong: in one language, and what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result

from familienkonferenz.bots import cli
from familienkonferenz.bots.cli import main

LOCALE = Path(cli.__file__).with_name("locale") / "de" / "LC_MESSAGES"

TYPED = [
    ("opne", "No such command 'opne'. Did you mean 'open'?", "Den Befehl 'opne' gibt es nicht. Meinten Sie 'open'?"),
    ("init --dryrun", "No such option '--dryrun'. Did you mean '--dry-run'?",
     "Die Option '--dryrun' gibt es nicht. Meinten Sie '--dry-run'?"),
    ("explain", "Missing argument 'TEXT'.", "Es fehlt die Angabe 'TEXT'."),
    ("open --end", "Option '--end' requires an argument.", "Zur Option '--end' gehört ein Wert."),
    ("status --json=1", "Option '--json' does not take a value.", "Zur Option '--json' gehört kein Wert."),
    ("demo --port 0", "Invalid value for '--port': 0 is not in the range 1<=x<=65535.",
     "'--port': 0 liegt nicht im Bereich 1<=x<=65535."),
    ("demo --port x", "Invalid value for '--port': 'x' is not a valid integer range.",
     "'--port': 'x' geht nicht, hier gehört eine Zahl hin."),
    ("account create A --role x", "Invalid value for '--role': 'x' is not one of 'participant', 'moderator', 'bot'.",
     "'--role': 'x' geht nicht, möglich sind 'participant', 'moderator', 'bot'."),
    ("tag Zoo List", "Got unexpected extra arguments (Zoo List)",
     "Das sind Angaben zu viel (Zoo List). Was Leerzeichen enthält, gehört in Anführungszeichen."),
    ("open --end gestern", "--end: 'gestern' is no time; write it as '2026-11-30 18:00'",
     "--end: 'gestern' ist keine Zeit; so schreiben: '2026-11-30 18:00'"),
]  # fmt: skip


def told(typed: str, locale: str) -> Result:
    """What a command says in a locale."""
    return CliRunner().invoke(main, typed.split(), env={"LC_ALL": locale, "LANGUAGE": ""})


@pytest.mark.parametrize(("typed", "english", "german"), TYPED)
def test_wrong_usage_is_told_in_the_language_of_the_locale(typed: str, english: str, german: str) -> None:
    """One line that says what is wrong, exit code 2, and of click's own errors how the command is typed."""
    for locale, error, usage in (
        ("de_DE.UTF-8", f"Fehler: {german}", "Aufruf: "),
        ("C.UTF-8", f"Error: {english}", "Usage: "),
    ):
        result = told(typed, locale)
        assert result.exit_code == 2
        assert result.stderr.splitlines()[-1] == error
        assert all(
            line.startswith((usage, "Hilfe", "Try", "Fehler", "Error"))
            for line in result.stderr.split("\n")
            if line
        )


def test_a_process_of_its_own_speaks_german_too() -> None:
    """As it is started at a terminal: the language is known before anything was read."""
    environment = {name: value for name, value in os.environ.items() if name != "LANGUAGE"} | {
        "LC_ALL": "de_DE.UTF-8"
    }
    command = [sys.executable, "-m", "familienkonferenz.bots.cli", "opne"]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "Fehler: Den Befehl 'opne' gibt es nicht." in result.stderr


def test_the_catalogue_is_what_its_source_says() -> None:
    """gettext reads `konferenz.mo`, people `konferenz.po`; pybabel makes one of the other."""
    with (LOCALE / "konferenz.po").open("rb") as source, (LOCALE / "konferenz.mo").open("rb") as made:
        said, compiled = (
            {repr(tuple(message.id)): repr(tuple(message.string)) for message in catalogue if message.id}
            for catalogue in (read_po(source, locale="de"), read_mo(made))
        )
    assert said == compiled
    assert "()" not in said.values()
