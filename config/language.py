"""The language in which the command line speaks: German in a German locale, English otherwise.

The pages of the wiki and what is said about their text are German everywhere: so are the people who read them.
"""

from __future__ import annotations

import errno
import os


def speaks_german() -> bool:
    """Whether the locale of the environment is German; the order is that of POSIX, and LANGUAGE that of gettext."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((value for name in names if (value := os.environ.get(name))), "C")
    if locale.partition(".")[0] in ("C", "POSIX"):
        return False
    return (os.environ.get("LANGUAGE") or locale).startswith("de")


def say(english: str, german: str) -> str:
    """The sentence in the language of the locale."""
    return german if speaks_german() else english


def agrees(answer: str) -> bool:
    """Whether what was typed is a yes, in either language; people type what they are used to."""
    return answer.strip().casefold() in ("j", "ja", "y", "yes")


def reason(error: OSError) -> str:
    """Why a file, or a port, cannot be used, in the language of the locale."""
    known = {
        FileNotFoundError: ("there is no such file", "die Datei gibt es nicht"),
        PermissionError: ("access is denied", "der Zugriff ist verwehrt"),
        IsADirectoryError: ("this is a folder", "das ist ein Ordner"),
        NotADirectoryError: ("this is no folder", "das ist kein Ordner"),
        FileExistsError: ("this is a file, no folder", "das ist eine Datei, kein Ordner"),
    }
    if error.errno == errno.EADDRINUSE:
        return say("this port is taken", "dieser Port ist belegt")
    english, german = known.get(type(error), (error.strerror or str(error),) * 2)
    return say(english, german)


def on_terminal(text: str) -> str:
    """Text that may hold others' words, without what would command the terminal that it is printed on.

    >>> on_terminal("Rot\x1b[31m \u202egedreht")
    'Rot [31m  gedreht'
    """
    return "".join(sign if sign.isprintable() or sign in "\n\u200d" else " " for sign in text)
