"""What a MediaWiki's administrator puts into `LocalSettings.php`, so that a conference can be held there.

One PHP file, `mediawiki.php`, with the city's facts and the look (`mediawiki.css`) at its head: namespaces in German,
template functions, groups, the window as a permission hook that reads the same page as our wiki does, and a page where
late texts are kept. It gives moderators and bots the right
`RIGHT`, by which a bot sees that the file is in force.
"""

from __future__ import annotations

from importlib.resources import files

from familienkonferenz.config import Conference
from familienkonferenz.page_templates.window import PAGE

FILE = "konferenz.php"
"""What the file is called where `konferenz init` puts it."""

RIGHT = "konferenz-immer"
"""The right of those who write in every phase."""

_PRIVATE = ("Konferenz/Nachzügler", "Konferenz/Prüfung")
"""What moderators alone read; on the first of them late texts are kept."""


def settings(conference: Conference) -> str:
    """The file for this city."""
    here, late = files(__package__), conference.limits.late_texts
    facts = {
        "zone": str(conference.timezone), "window": PAGE, "contact": conference.contact,
        "look": here.joinpath("mediawiki.css").read_text(encoding="utf-8"),
    }  # fmt: skip
    lines = [f"\t'{name}' => {_literal(value)}," for name, value in facts.items()]
    lines.append(f"\t'private' => [ {', '.join(map(_literal, _PRIVATE))} ],")
    lines.append(f"\t'late' => [ {late.times}, {late.seconds} ],")
    code = here.joinpath("mediawiki.php").read_text(encoding="utf-8")
    head = f"<?php\n// {FILE}, made by: konferenz init\n$konferenz = [\n"
    return head + "\n".join([*lines, "];"]) + "\n" + code


def _literal(text: str) -> str:
    """A PHP string; nothing in it can end it."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
