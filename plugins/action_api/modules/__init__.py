"""The modules of the API, one file each: a file here with a `MODULE` is a module of the API."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from ..module import Module

ALL: tuple[Module, ...] = tuple(
    import_module(f"{__name__}.{found.name}").MODULE for found in iter_modules(__path__)
)
