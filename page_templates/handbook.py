"""What the handbook for moderators says of the command line, in the order in which the work is done.

One table for both: the handbook's page shows it, and in a German locale `konferenz --help` says the same words.
"""

from __future__ import annotations

from familienkonferenz.config.language import speaks_german

COMMANDS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Zum Kennenlernen",
        (("demo", "Zeigt ein Wiki, auf dem eine erfundene Konferenz schon stattgefunden hat."),),
    ),
    (
        "Vor der Konferenz",
        (
            ("serve", "Startet das Wiki."),
            ("account create NAME --role moderator", "Legt ein Konto an, hier eines für die Moderation."),
            ("account role NAME moderator", "Gibt einem Konto eine andere Rolle."),
            ("account password NAME", "Setzt ein neues Passwort und zeigt es einmal."),
            ("account bot-password NAME ZWECK", "Macht ein Passwort, mit dem sich ein Programm anmeldet."),
            ("account list", "Zeigt alle Konten mit ihren Rollen."),
            ("init", "Legt alle Seiten an, die noch fehlen. Was Menschen geändert haben, bleibt."),
            ("open", "Öffnet das Zeitfenster, jetzt oder zu einer Zeit."),
        ),
    ),
    (
        "Während der Konferenz, zum Beispiel jede Stunde",
        (
            ("status", "Zeigt, ob das Fenster offen ist und wie weit die Programme sind."),
            ("harvest", "Liest, was seit dem letzten Mal neu ist: Beiträge, Diskussionen und Themenwikis."),
            ("tag", "Ordnet die Beiträge Stadtteilen zu und schreibt das auf ihre Seiten."),
            ("route", "Sucht, wer sich der Sache annimmt, und schreibt den Weg auf die Seiten der Beiträge."),
            (
                "review",
                "Zeigt, was die Moderation ansehen sollte: persönliche Daten, Zweifel, Berichtigungen.",
            ),
        ),
    ),
    (
        "Nach der Konferenz",
        (
            ("close", "Schließt das Zeitfenster, jetzt oder zu einer Zeit."),
            ("evaluate", "Schreibt die Auswertung und den Nachweis, dass nichts verloren ging."),
            (
                "publish",
                "Schreibt alles: Auswertung, Seiten der Stellen und Stadtteile, Stand jedes Beitrags.",
            ),
            ("archive", "Legt das Archiv an: alle öffentlichen Seiten, lesbar ohne dieses Wiki."),
            ("cycle", "Macht das alles nacheinander: schließen, lesen, zuordnen, auswerten, archivieren."),
        ),
    ),
    (
        "Ohne Wiki",
        (
            ("classify", "Ordnet Texte ein: je Zeile ein JSON-Objekt hinein, eines heraus."),
            ("explain TEXT", "Erklärt, was die Programme zu einem Text sagen und warum."),
        ),
    ),
    (
        "Für den Betrieb",
        (
            (
                "backup DATEI",
                "Sichert das ganze Wiki in eine Datei, während es läuft, zum Beispiel jede Nacht.",
            ),
            ("restore DATEI", "Macht aus einer Sicherung wieder ein Wiki."),
            (
                "doctor",
                "Prüft alle Daten des Wikis; mit --repair wird in Ordnung gebracht, was beschädigt ist.",
            ),
            ("import-moin ORDNER", "Übernimmt ein bestehendes MoinMoin-2-Wiki mit seiner Geschichte."),
        ),
    ),
)
"""Heading → commands (without `konferenz`, with what must follow) and what each does."""

_GROUPS = {"account": "Verwaltet Konten: anlegen, Rollen, Passwörter."}
"""What holds several commands has no line of its own in the handbook."""


def short(command: str) -> str | None:
    """What the command does, for the list that `--help` shows: German, or None for its own English words."""
    if not speaks_german():
        return None
    words = command.split()
    for _, commands in COMMANDS:
        for line, does in commands:
            if line.split()[: len(words)] == words and command not in _GROUPS:
                return does
    return _GROUPS[command]
