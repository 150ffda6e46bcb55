"""The examples in the documentation are true."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

MODULES = [
    "braces",
    "categories",
    "emphasis",
    "inclusion",
    "links",
    "parse_tree",
    "redirects",
    "special",
    "tags",
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name: str) -> None:
    """Each of these modules shows an example, and it gives what is written below it."""
    result = doctest.testmod(import_module(f"familienkonferenz.plugins.wikitext.{name}"))
    assert result.attempted > 0
    assert result.failed == 0
