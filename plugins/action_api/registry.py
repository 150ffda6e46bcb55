"""All modules there are, by path. To add one: write it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from .module import Module


@cache
def modules() -> Mapping[str, Module]:
    """The modules by path, sorted."""
    from . import modules as package  # Late: `query` and `paraminfo` themselves ask the registry.

    return {module.path: module for module in sorted(package.ALL, key=lambda module: module.path)}


def names(group: str) -> tuple[str, ...]:
    """The names of a group's modules; the group `generator` is that of all that can generate pages."""
    if group == "generator":
        return tuple(module.name for module in modules().values() if module.generates)
    return tuple(module.name for module in modules().values() if module.group == group)


def path(group: str, name: str) -> str:
    """The path of a group's module."""
    return name if group == "action" else f"query+{name}"
