"""Both engines, begun, with the same accounts and the same pages at the same times: what every case starts from."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import requests
from flask.testing import FlaskClient

from familienkonferenz.config import load
from familienkonferenz.plugins import accounts, bot_passwords
from familienkonferenz.plugins.app import ConferenceApp, create_app
from familienkonferenz.plugins.gate import Role
from familienkonferenz.plugins.grants import GRANTS
from tests.engines.mediawiki import MediaWiki, mediawiki
from tests.plugins.conftest import CHEAP_HASHES, Clock

from .engines import BOT, GROUPS, LISA, PASSWORD, SOMMER, VISITOR, Engine, Files, Line
from .pages import PAGES

BEGIN = datetime(2026, 11, 15, 12, tzinfo=UTC)
"""When the first page was written on both; each further edit is a minute later."""

PATIENCE = 1800
"""Seconds that a reply may take: a run is judged by what is said, on however busy a machine."""

ROLES = {LISA: Role.PARTICIPANT, BOT: Role.BOT, SOMMER: Role.MODERATOR}

SETTINGS = """
# What is a matter of a wiki's own policy is set as on ours, so that it is not told as a difference.
$wgGroupPermissions['*']['edit'] = $wgGroupPermissions['*']['createpage'] = false;
$wgGroupPermissions['*']['createtalk'] = $wgGroupPermissions['*']['createaccount'] = false;
$wgGroupPermissions['user']['createpage'] = $wgGroupPermissions['user']['createtalk'] = false;
$wgGroupPermissions['user']['move'] = $wgGroupPermissions['user']['movefile'] = false;
$wgGroupPermissions['bot']['createpage'] = $wgGroupPermissions['bot']['createtalk'] = true;
$wgGroupPermissions['bot']['editprotected'] = true;
$wgGroupPermissions['sysop']['createpage'] = $wgGroupPermissions['sysop']['createtalk'] = true;
$wgDefaultUserOptions['watchdefault'] = $wgDefaultUserOptions['watchcreations'] = 0;
$wgDefaultUserOptions['watchrollback'] = $wgDefaultUserOptions['watchuploads'] = 0;
$wgRateLimits = [ 'edit' => [ 'user' => [ EDITS ] ], 'upload' => [ 'user' => [ UPLOADS ] ] ];
$wgMaxArticleSize = 488;
$wgAutopromote = [];
$wgGroupPermissions['user']['autoconfirmed'] = $wgGroupPermissions['user']['editsemiprotected'] = true;
$wgSoftwareTags = [];
$wgHooks['MessagesPreLoad'][] = static function ( $title, &$text ) {
    if ( strtok( $title, '/' ) === 'Broken-file-category' ) {
        $text = '-'; // no category of its own for pages with broken links to files
    }
};
$wgCachePrefix = 'conformance';
$wgEnableUploads = true;
$wgUploadDirectory = 'FOLDER/images';
$wgUploadPath = '/images';
$wgGenerateThumbnailOnParse = false;
$wgFileExtensions = [ 'jpg', 'jpeg', 'png', 'gif', 'webp', 'pdf' ];
$wgMinUploadChunkSize = 1024;
$wgGroupPermissions['user']['reupload'] = false;
$wgGroupPermissions['bot']['reupload'] = $wgGroupPermissions['bot']['upload'] = true;
$wgGroupPermissions['user']['reupload-own'] = true;
$wgGroupPermissions['user']['reupload-shared'] = false;
$wgHooks['ValidateExtendedMetadataCache'][] = static function () {
    return false; // else a file is told the name of another with the same content
};
"""


@dataclass
class Peers:
    """MediaWiki and ours."""

    theirs: Engine
    ours: Engine
    mediawiki: MediaWiki
    app: ConferenceApp

    def __iter__(self) -> Iterator[Engine]:
        return iter((self.theirs, self.ours))


@contextmanager
def peers(folder: Path) -> Iterator[Peers]:
    """Both while they run; skips the test where there is no MediaWiki."""
    for name in ("mediawiki", "ours"):
        (folder / name).mkdir()
    with mediawiki(folder / "mediawiki", workers=2) as wiki, _ours(folder / "ours") as (app, clock):
        yield Peers(_their_engine(wiki), _our_engine(app, clock), wiki, app)


@dataclass
class Http:
    """A line to a wiki that is served."""

    url: str
    session: requests.Session
    sent: dict[str, float]
    """When a file of that name was sent and taken last, by whichever line."""

    def send(self, pairs: list[tuple[str, str]], *, by_get: bool, files: Files = ()) -> Any:
        """Send it, and read the reply; what is no JSON is told as such."""
        if files:
            return self._upload(pairs, files)
        encoded = urlencode(pairs, errors="surrogateescape")
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Connection": "close"}
        answer = (
            self.session.get(f"{self.url}?{encoded}", headers=headers, timeout=PATIENCE)
            if by_get
            else self.session.post(self.url, data=encoded, headers=headers, timeout=PATIENCE)
        )
        return _read(answer.status_code, answer.text)

    def _upload(self, pairs: list[tuple[str, str]], files: Files) -> Any:
        """Send files; MediaWiki tells versions of one apart by their seconds, so it is given another second."""
        filename = dict(pairs).get("filename", "")
        soon = self.sent.get(filename, 0) + 1.1 - time.monotonic()
        time.sleep(max(0, min(soon, 1.1)))
        parts = [(part, (name, content)) for part, name, content in files]
        answer = self.session.post(self.url, data=pairs, files=parts, timeout=PATIENCE)
        reply = _read(answer.status_code, answer.text)
        if isinstance(reply, dict) and "upload" in reply:
            self.sent[filename] = time.monotonic()
        return reply


@dataclass
class Direct:
    """A line to our wiki in this process, whose clock goes on when a file has been sent."""

    client: FlaskClient
    clock: Clock

    def send(self, pairs: list[tuple[str, str]], *, by_get: bool, files: Files = ()) -> Any:
        """Send it, and read the reply."""
        if files:
            form: dict[str, object] = dict(pairs)
            form |= {field: (BytesIO(content), name) for field, name, content in files}
            said = self.client.post("/api.php", data=form, content_type="multipart/form-data")
            self.clock.now += timedelta(seconds=1)
            return _read(said.status_code, said.get_data(as_text=True))
        encoded = urlencode(pairs, errors="surrogateescape")
        kind = "application/x-www-form-urlencoded"
        answer = (
            self.client.get("/api.php", query_string=encoded)
            if by_get
            else self.client.post("/api.php", data=encoded.encode(), content_type=kind)
        )
        return _read(answer.status_code, answer.get_data(as_text=True))


def _read(status: int, text: str) -> Any:
    import json

    try:
        return json.loads(text)
    except ValueError:
        return {"status": status, "text": text[:60]}


def _their_engine(wiki: MediaWiki) -> Engine:
    for name, groups in GROUPS.items():
        wiki.account(name, PASSWORD, *groups)
    with (wiki.home / "conf" / "LocalSettings.php").open("a", encoding="utf-8") as settings:
        settings.write(_settings(wiki.home))
    _await_settings()
    engine = Engine(f"MediaWiki {wiki.version}", _their_lines(wiki))
    _seed(engine)
    wiki.run_jobs()
    _same_times(wiki)
    with (wiki.home / "conf" / "LocalSettings.php").open("a", encoding="utf-8") as settings:
        settings.write("$wgCachePrefix = 'again';\n")  # what was kept of the old times is forgotten
    _await_settings()
    engine.lines = _their_lines(wiki)
    engine.tokens.clear()
    _name_users(engine)
    return engine


def _settings(home: Path) -> str:
    """`SETTINGS` with the folder of this MediaWiki, and the paces of our conference."""
    limits = load().limits
    edits, uploads = (f"{pace.times}, {pace.seconds}" for pace in (limits.edits, limits.uploads))
    return SETTINGS.replace("FOLDER", str(home)).replace("EDITS", edits).replace("UPLOADS", uploads)


def _await_settings() -> None:
    """PHP looks at its files every two seconds."""
    time.sleep(2.2)


def _their_lines(wiki: MediaWiki) -> dict[str, Line]:
    sent: dict[str, float] = {}
    lines: dict[str, Line] = {VISITOR: Http(wiki.api, requests.Session(), sent)}
    for name in GROUPS:
        line = Http(wiki.api, requests.Session(), sent)
        said = line.send(
            [("action", "query"), ("meta", "tokens"), ("type", "login"), ("format", "json")], by_get=False
        )
        said = line.send(
            [
                ("action", "clientlogin"), ("username", name), ("password", PASSWORD), ("format", "json"),
                ("loginreturnurl", wiki.url), ("logintoken", said["query"]["tokens"]["logintoken"]),
            ],
            by_get=False,
        )  # fmt: skip
        assert said["clientlogin"]["status"] == "PASS", said
        lines[name] = line
    return lines


def _same_times(wiki: MediaWiki) -> None:
    """Give what was written the times it has on ours, and take away what an installation writes of itself."""
    db = sqlite3.connect(wiki.home / "data" / "konferenz.sqlite")
    with db:
        for page_id in [
            row[0] for row in db.execute("select page_id from page where page_title = 'Hauptseite'")
        ]:
            db.execute("delete from revision where rev_page = ?", (page_id,))
            db.execute("delete from page where page_id = ?", (page_id,))
            db.execute("delete from recentchanges where rc_cur_id = ?", (page_id,))
        db.execute(
            "delete from logging where log_type <> 'create' or log_page not in (select page_id from page)"
        )
        db.execute("delete from recentchanges where rc_this_oldid = 0 or rc_log_type is not null")
        db.execute("delete from user where user_name in ('Admin', 'MediaWiki default')")
        rows = [row[0] for row in db.execute("select rev_id from revision order by rev_id")]
        for number, rev_id in enumerate(rows):
            when = (BEGIN + timedelta(minutes=number)).strftime("%Y%m%d%H%M%S").encode()
            db.execute("update revision set rev_timestamp = ? where rev_id = ?", (when.decode(), rev_id))
            db.execute(
                "update recentchanges set rc_timestamp = ? where rc_this_oldid = ?", (when.decode(), rev_id)
            )
            db.execute("update categorylinks set cl_timestamp = ? where cl_from in"
                       " (select page_id from page where page_latest = ?)",
                       ((BEGIN + timedelta(minutes=number)).strftime("%Y-%m-%d %H:%M:%S"), rev_id))  # fmt: skip
        db.execute(
            "update logging set log_timestamp = (select min(rev_timestamp) from revision where rev_page = log_page)"
        )
    db.close()


@contextmanager
def _ours(folder: Path) -> Iterator[tuple[ConferenceApp, Clock]]:
    clock = Clock(BEGIN - timedelta(days=1))  # accounts are older than what they wrote
    app = create_app(folder, load(), clock, CHEAP_HASHES)
    app.testing = True
    try:
        yield app, clock
    finally:
        app.storage.close()
        app.extensions["familienkonferenz"].database.close()


def _our_engine(app: ConferenceApp, clock: Clock) -> Engine:
    passwords = {}
    with app.test_request_context("/"):
        app.preprocess_request()
        for name, role in ROLES.items():
            accounts.create(name, PASSWORD, role)
            passwords[name] = bot_passwords.give(name, "test", GRANTS)
    lines: dict[str, Line] = {VISITOR: Direct(app.test_client(), clock)}
    for name, password in passwords.items():
        line = lines[name] = Direct(app.test_client(), clock)
        said = line.send(
            [("action", "query"), ("meta", "tokens"), ("type", "login"), ("format", "json")], by_get=False
        )
        token = said["query"]["tokens"]["logintoken"]
        said = line.send(
            [
                ("action", "login"), ("lgname", f"{name}@test"), ("lgpassword", password), ("lgtoken", token),
                ("format", "json"),
            ],
            by_get=False,
        )  # fmt: skip
        assert said["login"]["result"] == "Success", said
    engine = Engine("ours", lines)
    _seed(engine, clock)
    _name_users(engine)
    clock.now = BEGIN + timedelta(days=1)
    engine.tokens.clear()
    return engine


def _seed(engine: Engine, clock: Clock | None = None) -> None:
    """Write the pages; on ours a minute apart."""
    for number, page in enumerate(PAGES):
        when = BEGIN + timedelta(minutes=number)
        if clock is not None:
            clock.now = when
        fields = {"action": "edit", "title": page.title, "text": page.text, "summary": page.summary}
        more = {name: "1" for name, is_set in (("minor", page.minor), ("bot", page.bot)) if is_set}
        said = engine.ask(fields | more, page.by, token="csrf")
        assert said.get("edit", {}).get("newrevid"), (engine.title, page.title, said)
    engine.names.times = {
        name: f"{BEGIN + timedelta(minutes=number):%Y-%m-%dT%H:%M:%SZ}"
        for number, name in enumerate(engine.names.times)
    }
    engine.names.seeded = frozenset(engine.names.times.values())


def _name_users(engine: Engine) -> None:
    said = engine.ask({"action": "query", "list": "users", "ususers": "|".join(GROUPS)})
    for user in said["query"]["users"]:
        engine.names.learn("user", user["name"], user["userid"])
