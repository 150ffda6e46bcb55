"""What the handbook for moderators says of the command line, in the order in which the work is done.

One table, so that the command line's tests can hold it against the real commands.
"""

from __future__ import annotations

COMMANDS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Vor der Konferenz",
        (
            ("serve", "Startet das Wiki."),
            ("account create NAME --role moderator", "Legt ein Konto für die Moderation an."),
            ("init", "Legt alle Seiten an, die noch fehlen. Vorhandene Seiten lässt es, wie sie sind."),
        ),
    ),
    (
        "Während der Konferenz, zum Beispiel jede Stunde",
        (
            ("harvest", "Liest, was seit dem letzten Mal neu ist: Beiträge, Diskussionen und Themenwikis."),
            ("tag", "Ordnet die Beiträge ein: Stadtteile, Ziele, Weg. Schreibt das auf ihre Seiten."),
        ),
    ),
    (
        "Nach der Konferenz",
        (
            ("summarise", "Schreibt die Auswertung, die Seiten der Stellen und den Nachweis."),
            ("archive", "Legt das Archiv an: alle Seiten, lesbar ohne dieses Wiki."),
        ),
    ),
)
"""Heading → commands (without `konferenz`) and what each does."""
