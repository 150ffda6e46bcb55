"""What becomes of another Moin wiki's revisions and accounts here, decided before anything is written.

Wikitext of MediaWiki's stays as it is. Other texts become preformatted text: the words are people's and count with
their authors and times; their markup, which nothing here reads, stays visible, and people can set it anew. Pictures
and other files are looked at as at an upload (`files`). Whatever is left out or changed is a note.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from moin.constants.keys import (
    ACL,
    CONTENTTYPE,
    ITEMID,
    MTIME,
    NAME,
    NAME_OLD,
    NAMESPACE,
    REV_NUMBER,
    TAGS,
)
from moin.constants.namespaces import NAMESPACE_USERPROFILES

from familienkonferenz.config import Conference
from familienkonferenz.config.language import on_terminal, say
from familienkonferenz.page_templates.escape import escape

from ..accounts import AccountError, refuse_name, skeleton, spelled
from ..errors import InvalidTitle
from ..files.errors import FileRefused
from ..storage.catalogue import ACCOUNT_ID, PAGE_ID, REV_ID
from ..storage.router import CONTENT_TYPE
from ..titles import STORED, USER, Title
from . import files
from .stock import Meta, Source

_OURS = {namespace.name for namespace in STORED}
_USERS = {"users": next(namespace.name for namespace in STORED if namespace.id == USER)}
_HELP = "help-"
"""Moin's own help begins with this namespace; ours stands on pages of its own."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that is left out (`lost`), or becomes something else."""

    where: str
    english: str
    german: str
    lost: bool = True

    def __str__(self) -> str:
        return on_terminal(f"{self.where}: {say(self.english, self.german)}")


@dataclass(frozen=True, slots=True)
class Old:
    """A revision to take over. `page_id`, `rev_id`: the ids it has already, 0 if it has none. `file`: of a file."""

    backend: str
    uuid: str
    item_id: str
    title: Title
    deleted: bool
    time: int
    number: int
    page_id: int
    rev_id: int
    file: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """An account. `name`: what it is called here, and its revisions' author; `kept`: whether it becomes one."""

    uuid: str
    item_id: str
    name: str
    kept: bool


@dataclass(slots=True)
class Plan:
    """All that is taken over, in its order, and all that there is to say about it."""

    source: Source
    revisions: list[Old] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    has_ids: bool = False

    @classmethod
    def of(cls, source: Source, conference: Conference) -> Plan:
        """Read all metadata, no text."""
        from ..app import create_app

        with tempfile.TemporaryDirectory() as folder:  # what names are allowed is asked of a wiki
            app = create_app(Path(folder), conference)
            with app.app_context():
                return cls._of(source)

    @classmethod
    def _of(cls, source: Source) -> Plan:
        plan = cls(source)
        for backend in source.backends:
            if backend == NAMESPACE_USERPROFILES:
                plan._read_people(backend)
            else:
                plan._read(backend)
        plan._no_file_without_content()
        plan.has_ids = any(old.rev_id for old in plan.revisions)
        if plan.has_ids:
            plan._only_with_ids()
        else:
            times = {old.uuid: old.time for old in plan.revisions}
            plan.revisions = in_order(plan.revisions)
            for old in plan.revisions:
                if old.time != times[old.uuid]:
                    plan.note(
                        f"{old.title.full} {old.uuid}", "its clock ran back, it has the time of the revision before",
                        "die Uhr lief zurück, es gilt die Zeit der vorigen Version", lost=False,
                    )  # fmt: skip
        plan._one_page_a_name()
        return plan

    @property
    def pages(self) -> int:
        """How many pages, deleted ones too."""
        return len({old.item_id for old in self.revisions})

    @property
    def files(self) -> int:
        """How many pictures and other files, deleted ones too."""
        return len({old.item_id for old in self.revisions if old.file})

    @property
    def accounts(self) -> int:
        """How many accounts."""
        return sum(person.kept for person in self.people)

    @property
    def total(self) -> int:
        """Revisions and accounts."""
        return len(self.revisions) + len(self.people)

    @property
    def left_out(self) -> int:
        """How many things are left out."""
        return sum(note.lost for note in self.notes)

    def note(self, where: str, english: str, german: str, *, lost: bool = True) -> None:
        """Say something."""
        self.notes.append(Note(where, english, german, lost))

    def _read_people(self, backend: str) -> None:
        """The accounts, in the order of their making; who comes second of two that look alike is left out."""
        found: list[tuple[int, int, str, Meta]] = []
        for uuid, meta in self.source.metas(backend):
            if meta and meta.get(NAME) and meta.get(ITEMID):
                found.append((int(meta.get(ACCOUNT_ID) or 0), int(meta.get(MTIME) or 0), uuid, meta))
            else:
                self.note(f"account {uuid}", "its profile cannot be read", "das Profil ist unlesbar")
        taken = set[str]()
        for number, _, uuid, meta in sorted(found, key=lambda one: one[:3]):
            given = str(meta[NAME][0])
            name, why = (given, None) if number else _called(given, taken)
            taken.add(skeleton(name))
            if why is not None:
                self.note(given, f"the account is left out: {why}", f"das Konto entfällt: {why}")
                name = f"{given} (Moin)"  # no account can be called so
            elif name != given:
                self.note(
                    given, f"the account is called {name} now", f"das Konto heißt jetzt {name}", lost=False
                )
            self.people.append(Person(uuid, str(meta[ITEMID]), name, why is None))

    def _read(self, backend: str) -> None:
        """The revisions of a backend that can become pages."""
        help_pages, said = Counter[str](), set[tuple[str, str]]()
        for uuid, meta in self.source.metas(backend):
            if meta is None or not meta.get(ITEMID):
                self.note(f"{backend} {uuid}", "its metadata cannot be read", "die Metadaten sind unlesbar")
                continue
            namespace = str(meta.get(NAMESPACE) or "")
            if namespace.startswith(_HELP):
                help_pages[namespace] += 1
                continue
            old = self._old(backend, uuid, meta, namespace, said)
            if old is not None:
                self.revisions.append(old)
        for namespace, count in help_pages.items():
            self.note(namespace, f"Moin's own help is left out, {count} revisions",
                      f"Moins eigene Hilfe bleibt weg, {count} Versionen")  # fmt: skip

    def _old(
        self, backend: str, uuid: str, meta: Meta, namespace: str, said: set[tuple[str, str]]
    ) -> Old | None:
        names = list(meta.get(NAME) or []) or list(meta.get(NAME_OLD) or [])
        where = f"{namespace}/{names[0]}" if namespace and names else str(names[0]) if names else uuid

        def once(english: str, german: str, *, lost: bool = True) -> None:
            if (where, english) not in said:
                said.add((where, english))
                self.note(where, english, german, lost=lost)

        if not names:
            once("it has no name", "ohne Namen")
            return None
        kind, file = str(meta.get(CONTENTTYPE) or ""), files.is_file(meta)
        try:
            title = self._file(backend, uuid, meta, where) if file else title_of(namespace, str(names[0]))
        except FileRefused as error:
            kind = kind or say("no content type", "ohne Art")
            once(f"{kind} cannot be kept here: {error}", f"{kind} geht hier nicht: {error}")
            return None
        except InvalidTitle as error:
            once(f"it cannot be called so: {error}", f"so kann keine Seite heißen: {error}")
            return None
        if title.item_name != where:
            once(f"is called {title.full} now", f"heißt jetzt {title.full}", lost=False)
        if not file and not is_wikitext(kind):
            once(f"{kind}: becomes preformatted text", f"{kind}: wird vorformatierter Text", lost=False)
        if len(names) > 1:
            others = ", ".join(map(str, names[1:]))
            once(f"its further names are left out: {others}", f"weitere Namen entfallen: {others}")
        if meta.get(TAGS) and not meta.get(REV_ID):
            tags = ", ".join(map(str, meta[TAGS]))
            once(f"its tags are left out: {tags}", f"Schlagwörter entfallen: {tags}")
        if meta.get(ACL) is not None and not meta.get(REV_ID):
            once(f"its access rules are kept, look at them: {meta[ACL]}",
                 f"die Zugriffsregeln bleiben, bitte ansehen: {meta[ACL]}", lost=False)  # fmt: skip
        return Old(
            backend, uuid, str(meta[ITEMID]), title, files.is_deleted(meta),
            int(meta.get(MTIME) or 0), int(meta.get(REV_NUMBER) or 0),
            int(meta.get(PAGE_ID) or 0), int(meta.get(REV_ID) or 0), file,
        )  # fmt: skip

    def _file(self, backend: str, uuid: str, meta: Meta, where: str) -> Title:
        """The title of a file that may be kept; one that is gone is not looked at. Raises `FileRefused`."""
        if files.is_deleted(meta):
            return files.title(where, meta, b"")
        data = files.read(self.source, backend, uuid)
        title = files.title(where, meta, data)
        files.content(data, title)
        return title

    def _no_file_without_content(self) -> None:
        """Leave out that files were deleted of which nothing is taken over; that is a note already."""
        there = {old.item_id for old in self.revisions if not (old.file and old.deleted)}
        self.revisions = [old for old in self.revisions if old.item_id in there]

    def _only_with_ids(self) -> None:
        """Of a conference's own wiki: what passed the gate, by the ids it got there."""
        kept, seen, pages = [], set[int](), dict[int, str]()
        for old in sorted(self.revisions, key=lambda old: (old.rev_id, old.uuid)):
            if not old.rev_id or not old.page_id:
                self.note(f"{old.title.full} {old.uuid}", "it never passed the gate",
                          "an der Prüfung vorbei gespeichert")  # fmt: skip
            elif old.rev_id in seen or pages.setdefault(old.page_id, old.item_id) != old.item_id:
                self.note(f"{old.title.full} {old.uuid}",
                          f"its number {old.rev_id} or page {old.page_id} is given twice",
                          f"die Nummer {old.rev_id} oder die Seite {old.page_id} ist doppelt vergeben")  # fmt: skip
            else:
                seen.add(old.rev_id)
                kept.append(old)
        self.revisions = kept

    def _one_page_a_name(self) -> None:
        """Leave out pages that would take a name while another page has it."""
        holder: dict[Title, str] = {}
        called: dict[str, Title] = {}
        refused: dict[str, Title] = {}
        for old in self.revisions:
            if old.item_id in refused:
                continue
            if (before := called.pop(old.item_id, None)) is not None:
                del holder[before]
            if old.deleted:
                continue
            if holder.setdefault(old.title, old.item_id) != old.item_id:
                refused[old.item_id] = old.title
            else:
                called[old.item_id] = old.title
        self.revisions = [old for old in self.revisions if old.item_id not in refused]
        for item_id, title in refused.items():
            self.note(f"{title.full} ({item_id})", "another page has this name",
                      "so heißt schon eine andere Seite")  # fmt: skip


def _called(given: str, taken: set[str]) -> tuple[str, str | None]:
    """What an account is called here, and why it cannot be, if it cannot."""
    name = spelled(given)
    try:
        refuse_name(name)
    except AccountError as error:
        return name, str(error)
    return name, f"„{name}“ ist schon vergeben." if skeleton(name) in taken else None


def in_order(revisions: list[Old]) -> list[Old]:
    """In the order of saving: by time, and within a page by Moin's numbers; there time does not run back."""
    timed: list[tuple[int, int, str, Old]] = []
    by_item = sorted(revisions, key=lambda old: (old.item_id, old.number, old.time, old.uuid))
    for item_id, group in groupby(by_item, key=lambda old: old.item_id):
        latest = 0
        for place, old in enumerate(group):
            latest = max(latest, old.time)
            timed.append((latest, place, item_id, replace(old, time=latest)))
    # A page's n-th revision of one second comes after its (n-1)-th, wherever other pages' come.
    return [old for _, _, _, old in sorted(timed, key=lambda one: one[:3])]


def title_of(namespace: str, name: str) -> Title:
    """What a page of Moin's is called here; a namespace of its own becomes the first part of the path.

    >>> title_of("users", "lisa").full, title_of("blog", "Mai").full
    ('Benutzer:Lisa', 'blog/Mai')
    """
    namespace = _USERS.get(namespace, namespace)
    if namespace not in _OURS:
        namespace, name = "", f"{namespace}/{name}"
    return Title.parse(Title.from_item(namespace, name).full)


def is_wikitext(kind: str) -> bool:
    """Whether it is MediaWiki's wikitext."""
    return kind.replace(" ", "").split(";")[0] == CONTENT_TYPE.split(";")[0]


def as_wikitext(kind: str, text: str) -> str:
    """The text as wikitext: as it is, or preformatted so that it shows what was typed and does nothing."""
    if is_wikitext(kind) or not text.strip():
        return text
    lines = [escape(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").rstrip().split("\n")]
    return "<pre>\n" + "\n".join(lines) + "\n</pre>"


def names_of(meta: Meta, title: Title) -> dict[str, Any]:
    """The keys of the metadata that name the page: where it is deleted, its name is an old one."""
    deleted = files.is_deleted(meta)
    return {
        NAMESPACE: title.namespace_name,
        NAME: [] if deleted else [title.name],
        NAME_OLD: [title.name] if deleted else [],
    }
