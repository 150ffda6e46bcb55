"""A real MediaWiki, Debian's package, on SQLite: the peer of the benchmarks and the oracle of the conformance tests.

    with mediawiki(folder) as wiki:
        wiki.account("Lisa", "Kastanien im Herbst")
        requests.get(wiki.api, params={"action": "query", "meta": "siteinfo", "format": "json"})

nginx and PHP-FPM serve it, both from a folder of its own and under the caller's account. It is set up as somebody
who knows it would: opcode cache, APCu for objects, sessions and parsed pages, messages as PHP arrays, all databases
in WAL with MediaWiki's own `synchronous` (FULL for pages, NORMAL for caches). Its content language is German, so the
namespaces are ours; the first letter of a title counts as written, as on ours. The job queue stands still until
`run_jobs`. Needs: apt-get install --no-install-recommends mediawiki nginx-light php-fpm php-cli php-sqlite3
php-mbstring php-xml php-intl php-apcu php-curl
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .process import Server, free_port, need, run, server

CODE = Path("/usr/share/mediawiki")
NGINX = Path("/usr/sbin/nginx")
PHP = Path("/usr/bin/php")
WORKERS = 4
"""Processes of PHP: as many as the clients that the benchmarks send."""


@dataclass(frozen=True)
class MediaWiki:
    """A MediaWiki that is being served."""

    url: str
    home: Path
    version: str
    php: Server
    nginx: Server

    @property
    def api(self) -> str:
        """The address of its Action API."""
        return f"{self.url}/api.php"

    @property
    def said(self) -> str:
        """What its servers said."""
        return self.php.said + self.nginx.said

    def account(self, name: str, password: str, *groups: str) -> None:
        """Make an account; `groups` such as "bot" or "sysop"."""
        named = [f"--custom-groups={','.join(groups)}"] if groups else []
        self.maintain("createAndPromote", *named, name, password)

    def bot_password(self, name: str, purpose: str) -> tuple[str, str]:
        """The login and the password with which a program signs in as that account."""
        secret = secrets.token_hex(16)
        self.maintain(
            "createBotPassword", f"--appid={purpose}", f"--grants={','.join(_GRANTS)}", name, secret
        )
        return f"{name}@{purpose}", secret

    def include(self, file: Path) -> None:
        """Put a file beside LocalSettings.php and include it there, as an administrator does."""
        conf = self.home / "conf"
        shutil.copyfile(file, conf / file.name)
        with (conf / "LocalSettings.php").open("a", encoding="utf-8") as settings:
            settings.write(f"\nrequire_once __DIR__ . '/{file.name}';\n")
        time.sleep(2.2)  # PHP looks at its files every two seconds

    def run_jobs(self) -> None:
        """Do what edits left for later: links of pages that embed a changed template, among others."""
        self.maintain("runJobs")

    def maintain(self, script: str, *words: str) -> str:
        """Run one of MediaWiki's maintenance scripts; what it printed."""
        return run([PHP, CODE / "maintenance" / f"{script}.php", *words], env=_env(self.home), cwd=self.home)


_GRANTS = (
    "basic", "highvolume", "editpage", "editprotected", "createeditmovepage", "uploadfile", "delete", "protect",
    "rollback", "editmycssjs",
)  # fmt: skip


@contextmanager
def mediawiki(folder: Path, workers: int = WORKERS) -> Iterator[MediaWiki]:
    """A fresh MediaWiki in an empty folder, while it is served. Skips the test where it is not installed."""
    fpm = next(iter(sorted(Path("/usr/sbin").glob("php-fpm*"), reverse=True)), Path("/usr/sbin/php-fpm"))
    need(CODE / "maintenance" / "install.php", PHP, fpm, NGINX)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    _install(folder, url)
    (folder / "fpm.conf").write_text(_fpm(folder, workers), encoding="utf-8")
    (folder / "nginx.conf").write_text(_nginx(folder, port), encoding="utf-8")
    as_root = ["--allow-to-run-as-root"] if os.geteuid() == 0 else []
    settings = [word for name, value in _PHP_SETTINGS.items() for word in ("-d", f"{name}={value}")]
    start_php = [fpm, "--nodaemonize", "--fpm-config", folder / "fpm.conf", *as_root, *settings]
    start_nginx = [NGINX, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "nginx.log"]
    with (
        server(start_php, folder / "php.log", cwd=folder, env=_env(folder)) as php,
        server(start_nginx, folder / "nginx.log", cwd=folder) as front,
    ):
        php.await_answer(f"{url}/api.php")
        yield MediaWiki(url, folder, _version(), php, front)


def _version() -> str:
    for line in (CODE / "includes" / "Defines.php").read_text(encoding="utf-8").splitlines():
        if "MW_VERSION" in line and "define(" in line:
            return line.split("'")[3]
    raise AssertionError("this MediaWiki does not say which version it is")


def _env(folder: Path) -> dict[str, str]:
    return {"MW_CONFIG_FILE": str(folder / "conf" / "LocalSettings.php"), "PATH": os.environ["PATH"]}


def _install(folder: Path, url: str) -> None:
    for name in ("data", "conf", "cache", "tmp"):
        (folder / name).mkdir()
    password = folder / "admin.password"
    password.write_text(secrets.token_urlsafe(18), encoding="ascii")
    password.chmod(0o600)
    run([
        PHP, "-d", "apc.enable_cli=1", CODE / "maintenance" / "install.php", "--dbtype=sqlite", "--dbname=konferenz",
        f"--dbpath={folder / 'data'}", f"--server={url}", "--scriptpath=", "--lang=de",
        f"--passfile={password}", f"--confpath={folder / 'conf'}", "--skins=Vector", "Familienkonferenz", "Admin",
    ], cwd=folder)  # fmt: skip
    with (folder / "conf" / "LocalSettings.php").open("a", encoding="utf-8") as settings:
        settings.write(_SETTINGS.replace("FOLDER", str(folder)))
    for database in (folder / "data").glob("*.sqlite"):
        connection = sqlite3.connect(database)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.close()


_SETTINGS = """
# What somebody who knows MediaWiki sets, and what makes it comparable with ours.
$wgMainCacheType = $wgParserCacheType = $wgMessageCacheType = $wgSessionCacheType = CACHE_ACCEL;
$wgCacheDirectory = 'FOLDER/cache';
$wgLocalisationCacheConf['store'] = 'array';
$wgArticlePath = '/wiki/$1';
$wgCapitalLinks = false;
$wgLocaltimezone = 'Europe/Berlin';
$wgJobRunRate = 0;
$wgRateLimits = $wgAccountCreationThrottle = [];
$wgEnableEmail = false;
$wgNamespacesWithSubpages[NS_MAIN] = true;
$wgGroupPermissions['*']['createaccount'] = true;
wfLoadExtension( 'ParserFunctions' );
"""

_PHP_SETTINGS = {
    "opcache.enable": "1",
    "opcache.memory_consumption": "192",
    "opcache.max_accelerated_files": "20000",
    "apc.enabled": "1",
    "apc.shm_size": "192M",
    "memory_limit": "256M",
    "post_max_size": "16M",
}


def _fpm(folder: Path, workers: int) -> str:
    return f"""[global]
error_log = /proc/self/fd/2
[wiki]
listen = {folder}/php.sock
pm = static
pm.max_children = {workers}
clear_env = yes
env[MW_CONFIG_FILE] = {folder}/conf/LocalSettings.php
env[TMPDIR] = {folder}/tmp
catch_workers_output = yes
{_as_root()}"""


def _as_root() -> str:
    """A pool must name its account when root starts it, and may not otherwise."""
    return "user = root\ngroup = root\n" if os.geteuid() == 0 else ""


def _nginx(folder: Path, port: int) -> str:
    temporary = "\n".join(
        f"    {kind}_temp_path {folder}/tmp/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"""{"user root;" if os.geteuid() == 0 else ""}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    include /etc/nginx/mime.types;
    keepalive_requests 1000000;
    client_max_body_size 16m;
    client_header_timeout 1h;
    client_body_timeout 1h;
    send_timeout 1h;
    fastcgi_read_timeout 1h;
    fastcgi_send_timeout 1h;
{temporary}
    server {{
        listen 127.0.0.1:{port} backlog=1024;
        root {CODE};
        location / {{ return 404; }}
        location = / {{ rewrite ^ /index.php last; }}
        location /wiki/ {{ rewrite ^ /index.php last; }}
        location ~ ^/(resources|skins)/ {{ }}
        location ~ ^/(index|api|load|rest)\\.php {{
            include /etc/nginx/fastcgi_params;
            fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
            fastcgi_pass unix:{folder}/php.sock;
            fastcgi_buffers 64 16k;
        }}
    }}
}}
"""
