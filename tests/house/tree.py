"""The tree as the house tests read it: files and modules, without importing or running anything of ours."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from configparser import ConfigParser
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("config", "page_templates", "plugins", "bots")
IMPORT_ROOT = "familienkonferenz"


@lru_cache
def files() -> tuple[str, ...]:
    """Every file of the tree: what git tracks or would track, and what is there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(sorted(name for name in set(listed.split("\0")) if name and (ROOT / name).is_file()))


def room_files(*rooms: str) -> tuple[str, ...]:
    """The files of the given rooms, of all four if none is named."""
    return tuple(name for name in files() if name.partition("/")[0] in (rooms or ROOMS))


@dataclass(frozen=True)
class Module:
    """A Python file of ours; `path` is relative to the root: `bots/harvest.py`."""

    path: str

    @property
    def room(self) -> str:
        """`bots`, `tests`, …"""
        return self.path.partition("/")[0]

    @property
    def name(self) -> str:
        """The dotted name, as it is installed: `familienkonferenz.bots.harvest`."""
        dotted = self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        return f"{IMPORT_ROOT}.{dotted}"

    @cached_property
    def source(self) -> str:
        """The text."""
        return (ROOT / self.path).read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.source, self.path)

    @cached_property
    def imports(self) -> frozenset[str]:
        """Dotted names of everything imported, wherever in the module; relative ones made absolute."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = node.module or ""
                if node.level:
                    parts = self.name.split(".")
                    depth = len(parts) - node.level + self.path.endswith("__init__.py")
                    base = ".".join([*parts[:depth], *filter(None, [node.module])])
                found.add(base)
                found.update(f"{base}.{alias.name}" for alias in node.names)
        return frozenset(found)

    @property
    def foreign(self) -> frozenset[str]:
        """First names of what is imported from elsewhere: `click`, `moin`, `re`."""
        return frozenset(name.partition(".")[0] for name in self.imports) - {IMPORT_ROOT}

    @property
    def rooms(self) -> frozenset[str]:
        """The rooms of ours that are imported."""
        ours = [name.split(".") for name in self.imports if name.startswith(f"{IMPORT_ROOT}.")]
        return frozenset(parts[1] for parts in ours)

    def public(self) -> Iterator[tuple[str, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]]:
        """Public classes and functions, those within public classes included, by their dotted names."""

        def within(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, ast.ClassDef | ast.FunctionDef]]:
            for node in body:
                if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                    if node.name.startswith("_"):
                        continue
                    yield f"{prefix}{node.name}", node  # type: ignore[misc]
                    if isinstance(node, ast.ClassDef):
                        yield from within(node.body, f"{prefix}{node.name}.")

        return within(self.tree.body, "")


@lru_cache
def modules(*rooms: str) -> tuple[Module, ...]:
    """The modules of the given rooms, of all four if none is named."""
    return tuple(_module(name) for name in room_files(*rooms) if name.endswith(".py"))


@cache
def _module(path: str) -> Module:
    """One object a file, so that each is parsed once."""
    return Module(path)


@lru_cache
def setup() -> ConfigParser:
    """`setup.cfg`."""
    parser = ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser
