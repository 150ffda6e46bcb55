"""What the tests themselves keep to."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .tree import Module, modules


def _tests() -> Iterator[tuple[Module, ast.FunctionDef]]:
    for module in modules("tests"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield module, node


def test_every_test_states_a_fact() -> None:
    """A test's docstring says in one sentence what holds."""
    assert [
        f"{m.path}:{node.lineno} {node.name}" for m, node in _tests() if not ast.get_docstring(node)
    ] == []


def test_no_test_asserts_a_constant() -> None:
    """`assert True` proves nothing and `assert 0` is somebody's leftover."""
    wrong = [
        f"{m.path}:{node.lineno}"
        for m in modules("tests")
        for node in ast.walk(m.tree)
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Constant)
    ]
    assert not wrong


def test_no_test_is_empty() -> None:
    """A test checks something: an assertion, an expected error, or a call that does."""
    wrong = [
        f"{m.path}:{node.lineno} {node.name}"
        for m, node in _tests()
        if not any(isinstance(inner, ast.Assert | ast.Call | ast.With) for inner in ast.walk(node))
    ]
    assert not wrong


def test_no_test_uses_mocks() -> None:
    """Fakes are small and honest; a mock agrees with whatever is asked of it."""
    wrong = [
        m.path
        for m in modules("tests")
        if {"mock", "pytest_mock"} & m.foreign or "unittest.mock" in m.imports
    ]
    assert not wrong
