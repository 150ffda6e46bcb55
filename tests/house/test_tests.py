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


def test_cases_have_an_order() -> None:
    """Cases come from no set: its order differs between the processes that share the tests."""
    wrong = [
        f"{m.path}:{node.lineno}"
        for m in modules("tests")
        for node in ast.walk(m.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.parametrize"
        for cases in node.args[1:2]
        for inner in _outermost(cases)
        if isinstance(inner, ast.Set | ast.SetComp)
        or (isinstance(inner, ast.Call) and ast.unparse(inner.func) in ("set", "frozenset"))
    ]
    assert not wrong


def _outermost(cases: ast.expr) -> Iterator[ast.expr]:
    """The expression, and both sides of a difference, an intersection or a union."""
    if isinstance(cases, ast.BinOp):
        yield from _outermost(cases.left)
        yield from _outermost(cases.right)
    else:
        yield cases
