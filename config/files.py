"""The files of a city's folder: the one place where the configuration touches the disk."""

import difflib
import re
import tomllib
from pathlib import Path

from familienkonferenz.config.errors import ConfigError, Problem

FILES = (
    "conference.toml",
    "topics.toml",
    "districts.toml",
    "landmarks.toml",
    "bodies.toml",
    "aims.toml",
    "blocks.toml",
)


def read(folder: Path, problems: list[Problem]) -> dict[str, dict[str, object]]:
    """The parsed files by name. What cannot be read is missing from it and noted in problems.

    Raises ConfigError when there is no such folder. Other files in the folder are left alone.
    """
    if not folder.is_dir():
        what = f"der Ordner {folder} ist nicht da"
        raise ConfigError([Problem("", "", what, f"Legen Sie ihn mit den Dateien {', '.join(FILES)} an.")])
    parsed = {}
    for name in FILES:
        try:
            # Editors on Windows put a byte order mark in front, which TOML does not know.
            parsed[name] = tomllib.loads((folder / name).read_bytes().decode("utf-8-sig"))
        except FileNotFoundError:
            problems.append(_missing(folder, name))
        except OSError as error:
            what = f"lässt sich nicht lesen ({error.strerror})"
            problems.append(
                Problem(name, "", what, "Prüfen Sie, ob es eine Datei ist und wer sie lesen darf.")
            )
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            what = f"ist in Zeile {line} nicht in UTF-8 geschrieben"
            problems.append(Problem(name, "", what, "Speichern Sie die Datei mit der Kodierung UTF-8."))
        except tomllib.TOMLDecodeError as error:
            problems.append(_broken(name, str(error)))
    return parsed


def _missing(folder: Path, name: str) -> Problem:
    others = [path.name for path in sorted(folder.iterdir()) if path.name not in FILES]
    near = difflib.get_close_matches(name, others, n=1, cutoff=0.7)
    remedy = f"Heißt sie „{near[0]}“? Dann benennen Sie sie um." if near else f"Legen Sie sie in {folder} an."
    return Problem(name, "", "die Datei fehlt", remedy)


def _broken(name: str, error: str) -> Problem:
    """tomllib says "… (at line 3, column 5)" or "… (at end of document)"."""
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", error, re.DOTALL)
    if found and found[2]:
        what = f"ist kein gültiges TOML, Zeile {found[2]}, Spalte {found[3]}: {found[1]}"
        return Problem(
            name, "", what, f"Berichtigen Sie Zeile {found[2]} (fehlt ein Anführungszeichen, Komma, „=“?)."
        )
    what = f"ist kein gültiges TOML, am Ende der Datei: {found[1] if found else error}"
    return Problem(name, "", what, "Schließen Sie die letzte Klammer oder das letzte Anführungszeichen.")
