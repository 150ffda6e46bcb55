"""Editing: sections, undoing, conflicts, strange names."""

from __future__ import annotations

from collections.abc import Iterator

from .case import Case
from .engines import BOT
from .steps import BASE, do, read


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _sections()
    yield _undoing()
    yield _conflict()
    yield from _names()
    yield _bytes()


def _sections() -> Iterator[Case]:
    sections = "Kopf.\n\n== A ==\na\n\n=== A1 ===\na1\n\n== B ==\nb\n\n<nowiki>\n== C ==\n</nowiki>"
    for number in ("0", "1", "2", "3", "4", "new"):
        title = f"Folge/Abschnitt {number}"
        yield Case(
            f"sections: {number}",
            (
                do("edit", title=title, text=sections, summary="Neu", quiet=True),
                do("edit", title=title, section=number, text="Neu.", summary="Anders"),
                read(title),
                do("edit", title=title, section=number, appendtext="Dazu."),
                read(title),
                read(title, rvsection=number),
            ),
        )


def _undoing() -> Case:
    title = "Folge/Rückgängig"
    return Case(
        "undo and rollback",
        (
            do("edit", title=title, text=BASE),
            do("edit", title=title, text=BASE.replace("Zwei", "2")),
            do("edit", title=title, text=BASE.replace("Zwei", "2").replace("Drei", "3")),
            do("edit", title=title, undo="{rev:Folge/Rückgängig#2}"),
            read(title),
            do("edit", title=title, undo="{rev:Folge/Rückgängig#1}"),
            do("edit", BOT, title=title, text="Ganz anders."),
            do("rollback", token="rollback", title=title, user="Lisa"),
            do("rollback", token="rollback", title=title, user="Konferenzbot", summary="Zurück"),
            read(title),
        ),
    )


def _conflict() -> Case:
    title = "Folge/Konflikt"
    return Case(
        "conflict: overlap and disjoint",
        (
            do("edit", title=title, text=BASE),
            do("edit", BOT, title=title, text=BASE.replace("Zwei", "2"), baserevid="{rev:Folge/Konflikt#1}"),
            do("edit", title=title, text=BASE.replace("Zwei", "zwo"), baserevid="{rev:Folge/Konflikt#1}"),
            do("edit", title=title, text=BASE.replace("Drei", "3"), baserevid="{rev:Folge/Konflikt#1}"),
            read(title),
            do("edit", title=title, text="x", createonly="1"),
            do("edit", title="Folge/Nirgends", text="x", nocreate="1"),
            do("edit", title=title, text="x", md5="0" * 32),
            do("edit", title=title, text=BASE, baserevid="99999999"),
        ),
    )


def _bytes() -> Case:
    title = "Folge/Bytes"
    return Case(
        "bytes that are no text",
        (
            do("edit", title=title, text="A\udcffb\x00c\udcc3", summary="A\udcffb\x01c"),
            read(title),
            do("edit", title="Folge/\udcff", text="x"),
        ),
    )


def _names() -> Iterator[Case]:
    for title in ("Straße & Ecke", "C+D", "„Neu“ 'neu'", "Folge/" + "ß" * 87, "Diskussion:Straße & Ecke"):
        yield Case(
            f"write: {title[:20]}",
            (
                do("edit", title=title, text=f"Text auf {title}."),
                do("edit", title=title, appendtext=" Mehr & <b>."),
                read(title),
            ),
            quick=True,
        )
