"""Who imports whom, read from the syntax trees."""

from __future__ import annotations

import ast
import re

import pytest

from .tree import ROOMS, Module, modules

ALLOWED = {
    "config": {"config"},
    "page_templates": {"config", "page_templates"},
    "plugins": {"config", "page_templates", "plugins"},
    "bots": {"config", "page_templates", "bots"},
}

BOTS_EDGES = ("cli", "rehearsal", "run", "site", "state", "visitor", "visitor_mediawiki", "wiki")
"""The modules of the bots that meet the network, the disk, the clock or the terminal."""

OUTSIDE = {
    *("asyncio", "click", "getpass", "glob", "http", "io", "locale", "logging", "os", "pathlib", "pywikibot"),
    *("random", "requests", "secrets", "shutil", "signal", "socket", "sqlite3", "ssl", "subprocess", "sys"),
    *("tempfile", "threading", "time", "urllib3"),
}
"""What a pure module has no use for: each of these reads or changes the world."""

WIKI_ENGINE = {"moin", "whoosh", "flask", "werkzeug", "flask_wtf", "flask_caching", "flask_theme", "wtforms"}


def test_rooms_import_in_one_direction() -> None:
    """config ← page_templates ← plugins and config ← page_templates ← bots; plugins and bots never meet."""
    wrong = [
        f"{module.path} imports {room}"
        for module in modules()
        for room in module.rooms - ALLOWED[module.room]
    ]
    assert not wrong


def test_every_import_of_ours_names_a_room() -> None:
    """Nothing is imported as `config` or `bots`: that works in the checkout and fails once installed."""
    wrong = [f"{m.path} imports {name}" for m in modules() for name in m.foreign & {*ROOMS, "tests"}]
    assert not wrong


def test_only_plugins_know_the_wiki_engine() -> None:
    """Moin, Whoosh and Flask can be replaced by touching plugins/ alone."""
    wrong = [
        f"{m.path} imports {name}"
        for m in modules("config", "page_templates", "bots")
        for name in m.foreign & WIKI_ENGINE
    ]
    assert not wrong


def test_only_the_port_knows_pywikibot() -> None:
    """All wiki traffic of the bots goes through one module."""
    assert [m.path for m in modules() if "pywikibot" in m.foreign] == ["bots/wiki/port.py"]


def test_only_the_command_line_knows_click() -> None:
    """What a command does can be called without a terminal."""
    users = [m.path for m in modules() if "click" in m.foreign]
    assert users
    assert [path for path in users if "cli" not in path.removesuffix(".py").split("/")] == []


def _pure(room: str) -> list[Module]:
    """Modules that promise to be pure: all of the bots but the edges; elsewhere those that say so."""
    if room == "bots":
        return [m for m in modules("bots") if m.path.removesuffix(".py").split("/")[1] not in BOTS_EDGES]
    return [
        m for m in modules(room) if re.search(r"\bPure(?: and linear)?[.:]", ast.get_docstring(m.tree) or "")
    ]


@pytest.mark.parametrize("room", ["bots", "plugins", "page_templates"])
def test_pure_modules_import_nothing_of_the_world(room: str) -> None:
    """No clock, network, files, terminal or engine in the pure core; elsewhere a module says "Pure."."""
    pure = _pure(room)
    assert pure
    wrong = [f"{m.path} imports {name}" for m in pure for name in m.foreign & (OUTSIDE | WIKI_ENGINE)]
    assert not wrong


def test_pure_modules_of_the_bots_import_no_edge() -> None:
    """Purity does not leak: a pure module builds on pure modules."""
    edge = re.compile(rf"familienkonferenz\.bots\.({'|'.join(BOTS_EDGES)})(\.|$)")
    wrong = [f"{m.path} imports {name}" for m in _pure("bots") for name in m.imports if edge.match(name)]
    assert not wrong


@pytest.mark.parametrize("room", ["bots", "plugins", "page_templates"])
def test_pure_modules_ask_no_clock_and_open_nothing(room: str) -> None:
    """`now` is an argument; nobody calls `datetime.now()`, `open()`, `print()` or `input()` in passing."""
    wrong = [
        f"{module.path}:{node.lineno} calls {ast.unparse(node.func)}"
        for module in _pure(room)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id in {"open", "print", "input"})
            or (isinstance(node.func, ast.Attribute) and node.func.attr in {"now", "utcnow", "today"})
        )
    ]
    assert not wrong
