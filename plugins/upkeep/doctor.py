"""Checks a wiki's database: every revision's digest, its ids and name, the catalogue against the data, the sequences.

Reads the file by a connection of its own, in one snapshot: beside a running wiki, and without starting one. It goes
through the rows once and keeps none, so memory does not grow with the wiki. What it finds is told, nothing is changed.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

from moin.constants.namespaces import NAMESPACE_USERPROFILES

from familienkonferenz.config.language import say

from ..errors import WikiError
from ..gate import contribution_number
from ..storage.catalogue import ACCOUNT_ID, REV_ID, Entry
from ..storage.ledger import CONTRIBUTION_NUMBER
from . import expected
from .expected import Damaged
from .finding import Finding, Kind, Report

Progress = Callable[[int], object]

_ROWS = (
    "select s.number, s.backend, s.uuid, s.item_id, s.time, cast(s.meta as blob) as meta, s.digest, d.content,"
    " i.item_id as indexed, r.backend as rev_backend, r.rev_id, r.page_id, r.time as rev_time, r.user_name,"
    " r.summary, r.size, r.sha1, r.bot, r.minor, r.action, p.item_id as page_item, p.namespace, p.name, p.latest,"
    " p.time as page_time, p.size as page_size, p.redirect, p.deleted, p.acl, f.sha256 as file_sha256,"
    " f.sha1 as file_sha1, f.size as file_size, f.mime as file_mime, f.width as file_width,"
    " f.height as file_height, f.bits as file_bits"
    " from stored s left join data d using (data_id) left join document i on i.number = s.number"
    " left join revision r on r.uuid = s.uuid left join page p on p.page_id = r.page_id"
    " left join file f on f.rev_id = r.rev_id order by s.number"
)
"""All that is stored, in the order of saving, beside what index and catalogue say of it."""

_CATALOGUE_ALONE = (
    ("revision {0}", "Version {0}", "nothing is stored for it", "dazu ist nichts gespeichert",
     "select rev_id from revision r where not exists"
     " (select 1 from stored s where s.backend = r.backend and s.uuid = r.uuid)"),
    ("revision {0}", "Version {0}", "its parent is not the revision before it",
     "als vorige Version gilt eine andere",
     "select rev_id from revision r where parent_id <> ifnull((select max(b.rev_id) from revision b"
     " where b.page_id = r.page_id and b.rev_id < r.rev_id), 0)"),
    ("page {0}", "Seite {0}", "its newest revision is another", "die neueste Version ist eine andere",
     "select page_id from page p where latest is not (select max(rev_id) from revision r where r.page_id = p.page_id)"),
    ("page {0}", "Seite {0}", "its first author or time is another", "Autor oder Zeit der ersten Version sind andere",
     "select p.page_id from page p join revision r on r.page_id = p.page_id and r.parent_id = 0"
     " where (p.author, p.first_time) <> (r.user_name, r.time)"),
    ("page “{0}”", "Seite „{0}“", "two pages have this name", "zwei Seiten heißen so",
     "select name from page where not deleted group by namespace, name having count(*) > 1"),
    ("category “{0}”", "Kategorie „{0}“", "entered for a page that is not there", "gilt einer Seite, die es nicht gibt",
     "select name from category where page_id not in (select page_id from page)"),
    ("link to “{0}”", "Verweis auf „{0}“", "entered for a page that is not there",
     "gilt einer Seite, die es nicht gibt",
     "select name from link where page_id not in (select page_id from page)"),
    ("version {0} of a file", "Fassung {0} einer Datei", "entered for a revision that is not there",
     "gilt einer Version, die es nicht gibt",
     "select rev_id from file where rev_id not in (select rev_id from revision)"),
    ("account “{0}”", "Konto „{0}“", "it has no profile", "das Profil fehlt",
     "select name from account a where not exists (select 1 from stored s where s.backend = 'userprofiles'"
     " and s.item_id = a.item_id) and item_id not in"
     " (select json_extract(row, '$.account.item_id') from quarantine"
     " where json_extract(row, '$.account') is not null)"),
    ("index, row {0}", "Index, Zeile {0}", "nothing is stored for it", "dazu ist nichts gespeichert",
     "select number from document where number not in (select number from stored)"),
    ("index, row {0}", "Index, Zeile {0}", "it cannot be found by any term", "sie ist über kein Wort zu finden",
     "select number from document d where not exists (select 1 from term t where t.number = d.number)"),
    ("index, row {0}", "Index, Zeile {0}", "not marked rightly as its page's newest",
     "falsch gekennzeichnet, ob sie die neueste ihrer Seite ist",
     "select number from (select d.number, d.latest, row_number() over"
     " (partition by d.item_id order by s.time desc, d.number desc) as rank"
     " from document d join stored s using (number)) where latest <> (rank = 1)"),
)  # fmt: skip
"""Where, what is wrong, and the question that finds it: what can be asked of the tables alone."""

_SEQUENCES = (
    ("stored", "select max(number) from (select number from stored union all select number from quarantine)"),
    ("page", "select max(page_id) from page"),
    ("revision", "select max(rev_id) from revision"),
    ("account", "select max(user_id) from account"),
)


def check(path: Path, progress: Progress = lambda _: None) -> Report:
    """Look at everything. `progress` is told how many rows were read since it was told last.

    Raises `sqlite3.DatabaseError` where the file is no database at all.
    """
    report = Report()
    with ThreadPoolExecutor(1) as beside:
        whole = beside.submit(_file, path)  # SQLite's own check takes as long as ours, and needs no Python
        try:
            with closing(_opened(path)) as db:
                report.quarantined = db.execute("select count(*) from quarantine").fetchone()[0]
                highest = _rows(db, report, progress)
                report.findings += _tables(db)
                report.findings += _sequences(db, highest)
        except sqlite3.DatabaseError as error:
            if not whole.result():
                raise
            report.findings.append(_broken(str(error)))
        report.findings[:0] = whole.result()
    return report


def count(path: Path) -> int:
    """How many rows `check` is going to read."""
    with closing(_opened(path)) as db:
        return int(db.execute("select count(*) from stored").fetchone()[0])


def _opened(path: Path) -> sqlite3.Connection:
    """The database in one snapshot, never written."""
    db = sqlite3.connect(path, timeout=30, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("pragma query_only = on")
    db.execute("begin")
    return db


def _file(path: Path) -> list[Finding]:
    """What SQLite says of the file itself, at most its first hundred complaints."""
    with closing(_opened(path)) as db:
        try:
            return [_broken(row[0]) for row in db.execute("pragma integrity_check") if row[0] != "ok"]
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
                raise
            return [_broken(str(error))]


def _broken(complaint: str) -> Finding:
    return Finding(Kind.FILE, "wiki.sqlite", complaint, complaint)


def _rows(db: sqlite3.Connection, report: Report, progress: Progress) -> int:
    """Every stored row, by itself and against the catalogue; the highest number of a contribution."""
    highest = 0
    files, used = _contents(db), set[str]()
    for row in db.execute(_ROWS):
        progress(1)
        where = f"{row['backend']} {row['uuid']}"
        try:
            meta, content = expected.readable(row)
            if row["backend"] == NAMESPACE_USERPROFILES:
                report.accounts += 1
                if meta.get(ACCOUNT_ID):
                    report.findings += _account(db, meta)
            elif not expected.passed_the_gate(meta):
                report.findings.append(_foreign(row["number"], where))
                continue
            else:
                report.revisions += 1
                told = expected.entry(meta, content, newest=row["rev_id"] == row["latest"])
                if told.file is not None:
                    used.add(told.file.sha256)
                    if not files.get(told.file.sha256, (0, False))[1]:
                        raise Damaged(
                            "its file is missing or another", "die Datei fehlt oder ist eine andere"
                        )
                highest = max(highest, contribution_number(told.title) or 0)
                report.findings += _revision(db, row, meta, told)
        except (Damaged, WikiError, KeyError, TypeError, ValueError) as error:
            report.findings.append(_damaged(row["number"], where, error))
            continue
        if row["indexed"] != row["item_id"]:
            report.findings.append(
                Finding(Kind.DERIVED, where, "it is not in the index", "steht nicht im Index")
            )
    if not report.quarantined and not report.of(Kind.DAMAGED):  # else it may belong to what was put aside
        for sha256, (number, _) in files.items():
            if sha256 not in used:
                report.findings.append(_unused(number, sha256))
    return highest


def _unused(number: int, sha256: str) -> Finding:
    return Finding(
        Kind.UNUSED, f"file {sha256[:12]}", "it belongs to no revision", "gehört zu keiner Version", number
    )


def _contents(db: sqlite3.Connection) -> dict[str, tuple[int, bool]]:
    """The contents of files by the hash they were stored with: the row, and whether they still have it."""
    return {
        row["sha256"]: (row["id"], hashlib.sha256(row["content"]).hexdigest() == row["sha256"])
        for row in db.execute("select id, sha256, cast(content as blob) as content from blob")
    }


def _damaged(number: int, where: str, error: Exception) -> Finding:
    """A row that cannot be used, and why."""
    if isinstance(error, Damaged):
        english, german = error.args
    else:
        english, german = (
            f"its metadata are not usable: {error!r}",
            f"die Metadaten sind unbrauchbar: {error!r}",
        )
    return Finding(Kind.DAMAGED, where, english, german, number)


def _foreign(number: int, where: str) -> Finding:
    return Finding(
        Kind.FOREIGN, where, "stored past the gate, so it is not shown",
        "an der Prüfung vorbei gespeichert, wird deshalb nicht gezeigt", number,
    )  # fmt: skip


def _revision(db: sqlite3.Connection, row: Any, meta: expected.Meta, told: Entry) -> Iterator[Finding]:
    """A revision against its row in the catalogue, and its page if it is the newest."""
    where = f"revision {meta[REV_ID]} ({told.title.full})"
    if row["rev_id"] is None:
        yield Finding(Kind.DERIVED, where, "it is not in the catalogue", "steht nicht im Verzeichnis")
        return
    wanted = expected.revision(meta, told, row["backend"])
    newest = row["rev_id"] == row["latest"]
    wanted |= expected.file(told) | (expected.page(meta, told) if newest else {})
    if wrong := [key for key, value in wanted.items() if row[key] != value]:
        fields = ", ".join(wrong)
        yield Finding(
            Kind.DERIVED, where, f"the catalogue says something else: {fields}",
            f"das Verzeichnis sagt anderes: {fields}",
        )  # fmt: skip
    if newest and not _changed_since(db, meta[REV_ID], told) and _outline(db, row["page_id"]) != _named(told):
        yield Finding(
            Kind.DERIVED, where, "its categories or links are others", "Kategorien oder Verweise sind andere"
        )


def _changed_since(db: sqlite3.Connection, rev_id: int, told: Entry) -> bool:
    """Whether a template of the page is another than when it was saved: then only reading the texts can tell."""
    for title in told.outline.embeds:
        row = db.execute(
            "select max(latest) from page where namespace = ? and name = ?", (title.namespace, title.name)
        ).fetchone()
        if row[0] is None or row[0] > rev_id:
            return True
    return False


def _outline(db: sqlite3.Connection, page_id: int) -> set[tuple[object, ...]]:
    categories = db.execute("select 'category', name from category where page_id = ?", (page_id,))
    links = db.execute(
        "select kind, namespace, name from link where page_id = ? and kind <> 'file'", (page_id,)
    )
    return {tuple(row) for row in (*categories, *links)}


def _named(told: Entry) -> set[tuple[object, ...]]:
    outline = told.outline
    links = (("link", outline.links), ("embed", outline.embeds))
    return {("category", name) for name in outline.categories} | {
        (kind, title.namespace, title.name) for kind, titles in links for title in titles
    }


def _account(db: sqlite3.Connection, meta: expected.Meta) -> Iterator[Finding]:
    wanted = expected.account(meta)
    found = db.execute("select * from account where item_id = ?", (wanted["item_id"],)).fetchone()
    if found is None or any(found[key] != value for key, value in wanted.items()):
        yield Finding(
            Kind.DERIVED, f"account {wanted['user_id']}", "the catalogue says something else",
            "das Verzeichnis sagt anderes",
        )  # fmt: skip


def _tables(db: sqlite3.Connection) -> Iterator[Finding]:
    """What can be asked of the tables alone."""
    for place, ort, english, german, sql in _CATALOGUE_ALONE:
        for row in db.execute(sql):
            yield Finding(Kind.DERIVED, say(place, ort).format(row[0]), english, german)
    for row in db.execute(
        "select id, data_id from data where not exists (select 1 from stored s where s.data_id = data.data_id)"
    ):
        yield Finding(
            Kind.ORPHAN, f"data {row[1]}", "it belongs to no revision", "gehört zu keiner Version", row[0]
        )


def _sequences(db: sqlite3.Connection, highest: int) -> Iterator[Finding]:
    """Sequences that would give a number again."""
    for name, sql in _SEQUENCES:
        given = db.execute(sql).fetchone()[0] or 0
        row = db.execute("select seq from sqlite_sequence where name = ?", (name,)).fetchone()
        if given > (row[0] if row else 0):
            yield _behind(name, given)
    row = db.execute("select value from counter where name = ?", (CONTRIBUTION_NUMBER,)).fetchone()
    if highest > (row[0] if row else 0):
        yield _behind(CONTRIBUTION_NUMBER, highest)


def _behind(name: str, given: int) -> Finding:
    return Finding(
        Kind.SEQUENCE, name, f"the sequence is behind {given}, which was given already",
        f"die Zählung liegt hinter {given}, das schon vergeben ist", given,
    )  # fmt: skip
