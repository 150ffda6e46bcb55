"""A whole conference in small, written by hand: the `sample*.toml` of a city's folder.

Who takes part, what they write in which order, and what a moderator would make of each contribution. Tests
and demonstrations play it, measurements compare with it; the labels are a person's judgement, never fitted to
a bot. Texts are kept exactly as typed, with their leading spaces, blank lines and stray markup.
"""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from familienkonferenz.config.errors import ConfigError, Problem, did_you_mean
from familienkonferenz.config.loader import PACKAGED, load
from familienkonferenz.config.pages import fault, same_page
from familienkonferenz.config.schema import Conference
from familienkonferenz.config.tables import Table

FILES = (
    "sample.toml",
    "sample_contributions.toml",
    "sample_replies.toml",
    "sample_topics.toml",
    "sample_late.toml",
)

AccountGroup = Literal["participant", "moderator"]
ExpectedStep = Literal["none", "local", "department", "external"]
Action = Literal["append", "replace", "revert"]
Base = Literal["latest", "first"]

_Noun = TypeVar("_Noun")


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who writes. name: as MediaWiki keeps it (capital first, spaces for underscores)."""

    name: str
    group: AccountGroup
    about: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What a moderator would say of a contribution.

    districts: Stadtteile it is about; districts_ok: others that may be named as well.
    step, body: where its way begins; ("none", "") when it is off topic and nobody is asked.
    bodies_ok: ids of other bodies where it may begin. duplicate_of: key of the earlier one it repeats, or "".
    """

    districts: tuple[str, ...]
    districts_ok: tuple[str, ...]
    step: ExpectedStep
    body: str
    bodies_ok: tuple[str, ...]
    duplicate_of: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """A contribution or a reply. reply_to: key of what it answers, "" for a contribution.

    kind, topic (id), title and place may be "" in a reply. live: written within the live hour.
    expected: always there for a contribution; None for a reply that has no matter of its own and goes with
    its thread, and for what comes late.
    """

    key: str
    author: str
    title: str
    text: str
    kind: str
    topic: str
    place: str
    reply_to: str
    live: bool
    expected: Expected | None


@dataclass(frozen=True, slots=True)
class WikiEdit:
    """A change to the page of a topic (id).

    append: `text` becomes new lines at the end (the page, a newline, the text).
    replace: `old`, found exactly once in the base, becomes `new`. revert: the latest change is undone.
    base: "latest", or "first": the writer started from the revision after the first edit of this topic in the
    sample and did not see what came since. refused: the wiki must report a conflict instead of saving.
    """

    account: str
    topic: str
    action: Action
    text: str
    old: str
    new: str
    base: Base
    comment: str
    refused: bool


@dataclass(frozen=True, slots=True)
class TalkComment:
    """Lines that one person adds to a talk section, indent and signature as typed by hand."""

    account: str
    text: str


@dataclass(frozen=True, slots=True)
class TalkSection:
    """A section on `Diskussion:Thema/…`: each comment is an edit of its own, one after the other."""

    topic: str
    heading: str
    comments: tuple[TalkComment, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """Everything, each tuple in the order in which it is played; late: after the end, to be refused."""

    accounts: tuple[Account, ...]
    contributions: tuple[Contribution, ...]
    replies: tuple[Contribution, ...]
    wiki_edits: tuple[WikiEdit, ...]
    talk: tuple[TalkSection, ...]
    late: tuple[Contribution | WikiEdit, ...]


def load_sample(folder: Path | None = None) -> Sample:
    """The sample of the folder (None: the packaged Hannover), checked against the conference of that folder.

    Raises ConfigError with every problem found; with one alone when the conference cannot be used or a file
    cannot be read.
    """
    folder = PACKAGED if folder is None else folder
    conference = load(folder)
    reader = _Reader(conference, {name: _parsed(folder, name) for name in FILES})
    sample = reader.sample()
    if reader.problems:
        raise ConfigError(reader.problems)
    return sample


def _parsed(folder: Path, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads((folder / name).read_bytes().decode("utf-8-sig"))
    except OSError as error:
        what = f"die Datei kann nicht gelesen werden ({error.strerror})"
        raise ConfigError([Problem(name, "", what, f"Legen Sie sie in {folder} an.")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        what = f"ist kein gültiges TOML ({error})"
        raise ConfigError([Problem(name, "", what, "Berichtigen Sie die genannte Stelle.")]) from None


class _Reader:
    """Reads the files in order and remembers the accounts and keys that later entries may name."""

    def __init__(self, conference: Conference, parsed: dict[str, dict[str, Any]]) -> None:
        self.problems: list[Problem] = []
        self._conference = conference
        self._parsed = parsed
        self._accounts: list[str] = []
        self._keys: list[str] = []
        self._topics = [topic.id for topic in conference.topics]
        self._districts = [district.name for district in conference.districts]
        self._steps = {body.id: body.step for body in conference.bodies}

    def sample(self) -> Sample:
        head, first, second, topics, late = (Table(n, "", self._parsed[n], self.problems) for n in FILES)
        values = [self._parsed[name] for name in FILES]
        sample = Sample(
            accounts=head.rows("account", self._account),
            contributions=_typed_rows(first, values[1], "contribution", self._contribution),
            replies=_typed_rows(second, values[2], "reply", self._reply),
            wiki_edits=_typed_rows(topics, values[3], "edit", self._edit),
            talk=_typed_rows(topics, values[3], "talk", self._talk),
            late=(
                *_typed_rows(late, values[4], "late_contribution", self._late),
                *_typed_rows(late, values[4], "late_edit", self._edit),
            ),
        )
        for table in (head, first, second, topics, late):
            table.close()
        if not self.problems:
            self.problems.extend(_unplayable(sample.wiki_edits))
        return sample

    def _account(self, row: Table) -> Account:
        name = row.line("name")
        if found := fault(name):
            row.wrong("name", *found)
        elif same_page(name) != name or any(not (c.isalnum() or c in " '.-") for c in name):
            what = f"„{name}“ ist kein Kontoname, den beide Wikis unverändert lassen"
            row.wrong("name", what, "Beginnen Sie groß; erlaubt sind Buchstaben, Ziffern, Leerzeichen ' . -")
        if name in self._accounts:
            row.wrong("name", f"„{name}“ gibt es schon", "Nehmen Sie einen anderen Namen.")
        self._accounts.append(name)
        group = row.choice("group", get_args(AccountGroup), "participant")
        return Account(name, group, row.line("about"))

    def _contribution(self, row: Table, values: dict[str, Any]) -> Contribution:
        return self._written(row, values, expected=self._expected(row))

    def _reply(self, row: Table, values: dict[str, Any]) -> Contribution:
        reply_to = self._known(row, "reply_to", "Beitrag davor", self._keys)
        expected = self._expected(row) if "step" in values else None
        return self._written(row, values, expected=expected, reply_to=reply_to)

    def _late(self, row: Table, values: dict[str, Any]) -> Contribution:
        return self._reply(row, values) if "reply_to" in values else self._written(row, values, expected=None)

    def _written(
        self, row: Table, values: dict[str, Any], *, expected: Expected | None, reply_to: str = ""
    ) -> Contribution:
        default = "" if reply_to else None
        key = row.id("key")
        if key in self._keys:
            row.wrong("key", f"„{key}“ gibt es schon", "Nehmen Sie ein anderes Kürzel.")
        self._keys.append(key)
        return Contribution(
            key=key,
            author=self._known(row, "author", "Konto", self._accounts),
            title=row.line("title", default),
            text=_typed(row, values, "text"),
            kind=self._known(row, "kind", "Art", self._conference.kinds, default),
            topic=self._known(row, "topic", "Thema", self._topics, default),
            place=row.line("place", ""),
            reply_to=reply_to,
            live=row.flag("live", False),
            expected=expected,
        )

    def _expected(self, row: Table) -> Expected:
        step = row.choice("step", get_args(ExpectedStep))
        body = self._known(row, "body", "Stelle", self._steps, "" if step == "none" else None)
        expected = Expected(
            districts=row.texts("districts", ()),
            districts_ok=row.texts("districts_ok", ()),
            step=step,
            body=body,
            bodies_ok=row.texts("bodies_ok", ()),
            duplicate_of=self._known(row, "duplicate_of", "Beitrag davor", self._keys, ""),
        )
        self._among(row, "districts", "Stadtteil", expected.districts, self._districts)
        self._among(row, "districts_ok", "Stadtteil", expected.districts_ok, self._districts)
        self._among(row, "bodies_ok", "Stelle", expected.bodies_ok, self._steps)
        if body in self._steps and self._steps[body] != step:
            what = f"„{step}“ passt nicht zur Stelle „{body}“"
            row.wrong(
                "step", what, f"Schreiben Sie „{self._steps[body]}“ oder nehmen Sie eine andere Stelle."
            )
        return expected

    def _edit(self, row: Table, values: dict[str, Any]) -> WikiEdit:
        action = row.choice("action", get_args(Action))
        return WikiEdit(
            account=self._known(row, "account", "Konto", self._accounts),
            topic=self._known(row, "topic", "Thema", self._topics),
            action=action,
            text=_typed(row, values, "text") if action == "append" else "",
            old=_typed(row, values, "old") if action == "replace" else "",
            new=_typed(row, values, "new") if action == "replace" else "",
            base=row.choice("base", get_args(Base), "latest"),
            comment=row.line("comment", ""),
            refused=row.flag("refused", False),
        )

    def _talk(self, row: Table, values: dict[str, Any]) -> TalkSection:
        return TalkSection(
            topic=self._known(row, "topic", "Thema", self._topics),
            heading=row.line("heading"),
            comments=_typed_rows(row, values, "comment", self._comment),
        )

    def _comment(self, row: Table, values: dict[str, Any]) -> TalkComment:
        return TalkComment(self._known(row, "account", "Konto", self._accounts), _typed(row, values, "text"))

    def _known(
        self, row: Table, name: str, noun: str, known: Iterable[str], default: str | None = None
    ) -> str:
        value = row.line(name, default)
        self._among(row, name, noun, (value,) if value else (), known)
        return value

    def _among(self, row: Table, name: str, noun: str, values: tuple[str, ...], known: Iterable[str]) -> None:
        names = tuple(known)
        for value in values:
            if value not in names:
                remedy = did_you_mean(value, names) or f"Möglich sind z. B. {', '.join(names[:3])}."
                row.wrong(name, f"„{value}“ ist nicht als {noun} eingetragen", remedy)


def _typed_rows(
    table: Table, values: dict[str, Any], name: str, make: Callable[[Table, dict[str, Any]], _Noun]
) -> tuple[_Noun, ...]:
    """Like `Table.rows`, but `make` gets the raw table too: `Table` trims texts; typed spaces must stay."""
    entries = values.get(name)
    raw = iter(entries if isinstance(entries, list) else ())
    return table.rows(name, lambda row: make(row, next(raw)))


def _typed(row: Table, values: dict[str, Any], name: str) -> str:
    trimmed = row.text(name)
    return str(values[name]) if trimmed else ""


def _unplayable(edits: tuple[WikiEdit, ...]) -> Iterable[Problem]:
    """Plays each topic's edits on an empty page and says which of them cannot happen as written."""
    pages: dict[str, list[str]] = {}
    for number, edit in enumerate(edits):
        before = pages.setdefault(edit.topic, [])
        latest = before[-1] if before else ""
        base = before[0] if edit.base == "first" and before else latest
        what = ""
        if edit.action == "append":
            before.append(f"{latest}\n{edit.text}")
        elif edit.action == "revert":
            what = "" if len(before) > 1 else "vorher hat sich an der Seite nichts geändert"
            before.append(before[-2] if len(before) > 1 else latest)
        elif base.count(edit.old) != 1:
            what = f"der alte Text steht {base.count(edit.old)}-mal in der gelesenen Fassung"
        elif edit.refused:
            what = "es gibt keinen Konflikt" if edit.old in latest else ""
        elif edit.old not in latest:
            what = "die Stelle hat sich inzwischen geändert"
        else:
            before.append(latest.replace(edit.old, edit.new))
        if what:
            remedy = "Berichtigen Sie „old“, „base“ oder „refused“."
            yield Problem("sample_topics.toml", f"edit[{number}]", what, remedy)
