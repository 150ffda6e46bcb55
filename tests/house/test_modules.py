"""What every module of ours keeps to."""

from __future__ import annotations

import ast
import re

import pytest

from .tree import ROOT, Module, modules, room_files, setup

MOST_LINES = 400
"""A module holds one noun or verb; 50 to 250 lines are usual."""


def _by_path(module: Module) -> str:
    return module.path


@pytest.mark.parametrize("module", modules(), ids=_by_path)
def test_everything_public_is_explained(module: Module) -> None:
    """A module, class, function or method that others may call says what it is; protocols' `...` need not."""

    def bare(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
        body = node.body[0]
        return isinstance(body, ast.Expr) and isinstance(body.value, ast.Constant) and body.value.value is ...

    def overload_or_setter(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
        marks = {ast.unparse(mark).rpartition(".")[2] for mark in node.decorator_list}
        return bool(marks & {"overload", "setter", "override"})

    def missing(doc: str | None) -> bool:
        return not re.search(r"\w{3}", doc or "")

    wrong = [
        f"{module.path}:{node.lineno} {name}"
        for name, node in module.public()
        if missing(ast.get_docstring(node)) and not bare(node) and not overload_or_setter(node)
    ]
    if missing(ast.get_docstring(module.tree)):
        wrong.insert(0, f"{module.path} says nothing of itself")
    assert not wrong


def test_packages_that_list_their_modules_list_them_all() -> None:
    """Whoever looks for a thing finds its module in the docstring of the package."""
    siblings: dict[str, set[str]] = {}
    for module in modules():
        folder, _, name = module.path.removesuffix(".py").rpartition("/")
        if not name.startswith("__"):
            siblings.setdefault(folder, set()).add(name)
    wrong, lists = {}, 0
    for folder, names in siblings.items():
        package = next((m for m in modules() if m.path == f"{folder}/__init__.py"), None)
        text = ast.get_docstring(package.tree) if package else None
        listed = set(re.findall(r"^ *(\w+)  +\S", text or "", re.MULTILINE))
        if len(listed & names) > 1:
            lists += 1
            wrong[folder] = listed ^ names
    assert lists > 3
    assert {folder: names for folder, names in wrong.items() if names} == {}


def test_no_module_is_long() -> None:
    """Nobody has to scroll through a thousand lines to find a thing."""
    lengths = {m.path: m.source.count("\n") for m in modules()}
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


def test_names_say_what_is_inside() -> None:
    """No module or class is called after a drawer: utils, helpers, manager, misc, common."""
    drawer = re.compile(r"util|helper|manager|\bmisc|\bcommon", re.IGNORECASE)
    named = [part for m in modules() for part in [m.path, *(name for name, _ in m.public())]]
    assert [name for name in named if drawer.search(name)] == []


def test_the_product_names_no_path_of_a_machine() -> None:
    """It runs wherever it is put; what lies beside a checkout is none of its business."""
    path = re.compile(r"(?<![\w.>/)])/(?:work|tmp|root|opt|home)(?![\w-])|\.\./shared|/shared/")
    text = [name for name in room_files() if not name.endswith((".png", ".ico", ".woff2", ".jpg", ".mo"))]
    wrong = [
        f"{name}:{number} {line.strip()}"
        for name in text
        for number, line in enumerate((ROOT / name).read_text(encoding="utf-8").split("\n"), 1)
        if path.search(line)
    ]
    assert not wrong


def test_the_licence_is_the_one_named() -> None:
    """GPL-2.0-or-later, whose text lies at the root."""
    assert setup()["metadata"]["license"] == "GPL-2.0-or-later"
    text = (ROOT / setup()["metadata"]["license_files"]).read_text(encoding="utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in text
    assert "Version 2, June 1991" in text
