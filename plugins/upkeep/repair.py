"""Repairs what the doctor has found: damaged rows are put aside with all that is left of them, the rest is made anew.

A revision that is put aside is gone from its page, which shows its newest readable one. An account whose profile is
put aside keeps its name and number: nobody else gets them. All of it is one transaction.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from moin.constants.namespaces import NAMESPACE_USERPROFILES

from ..services import Services
from ..storage.database import Database
from ..storage.derive import Derived, derive
from ..storage.index import SqliteIndexing
from ..storage.ledger import CONTRIBUTION_NUMBER
from .finding import Finding, Kind, Report


def repair(services: Services, index: SqliteIndexing, report: Report) -> Derived:
    """Put aside what is damaged or foreign, raise sequences, delete orphans, derive everything anew.

    Raises `sqlite3.DatabaseError` if the file itself cannot be read: then only a backup helps.
    """
    database = services.database
    with database.transaction():
        database.run("reindex")
        for finding in report.of(Kind.DAMAGED, Kind.FOREIGN):
            put_aside(database, finding)
        for finding in report.of(Kind.SEQUENCE):
            _raise(services, finding.where, finding.number)
        for finding in report.of(Kind.ORPHAN):
            database.run("delete from data where id = ?", finding.number)
        for finding in report.of(Kind.UNUSED):
            database.run("delete from blob where id = ?", finding.number)
        return derive(services, index)


def put_aside(database: Database, finding: Finding) -> None:
    """Move a row of `stored` into the quarantine, with its content if no other revision has it."""
    row = database.one(
        "select number, backend, uuid, item_id, time, data_id, digest, cast(meta as blob) as meta,"
        " cast(content as blob) as content from stored s left join data d using (data_id) where number = ?",
        finding.number,
    )
    if row is None:
        return
    kept: dict[str, Any] = {key: row[key] for key in ("backend", "uuid", "item_id", "time", "data_id")}
    for key in ("meta", "digest", "content"):
        kept[key] = None if row[key] is None else base64.b64encode(bytes(row[key])).decode("ascii")
    if row["backend"] == NAMESPACE_USERPROFILES:
        account = database.one("select * from account where item_id = ?", row["item_id"])
        kept["account"] = dict(account) if account else None
    database.run(
        "insert or replace into quarantine values (?, ?, ?)",
        row["number"], finding.english, json.dumps(kept, ensure_ascii=False),
    )  # fmt: skip
    database.run("delete from stored where number = ?", row["number"])
    database.run(
        "delete from data where data_id = ? and not exists (select 1 from stored where data_id = data.data_id)",
        row["data_id"],
    )


def _raise(services: Services, name: str, value: int) -> None:
    """Let a sequence go on behind `value`."""
    if name == CONTRIBUTION_NUMBER:
        services.ledger.raise_number(name, value)
        return
    raise_sequence(services.database, name, value)


def raise_sequence(database: Database, table: str, value: int) -> None:
    """Let a table's ids go on behind `value`; SQLite keeps one row a table, without a key."""
    if database.one("select 1 from sqlite_sequence where name = ?", table):
        database.run("update sqlite_sequence set seq = max(seq, ?) where name = ?", value, table)
    else:
        database.run("insert into sqlite_sequence (name, seq) values (?, ?)", table, value)
