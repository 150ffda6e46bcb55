"""`list=alllinks`: all that pages link to."""

from __future__ import annotations

from ..all_targets import AllTargets, parameters
from ..module import Module

_TARGETS = AllTargets("link")

MODULE = Module(
    name="alllinks",
    help="Alle Ziele von Verweisen.",
    prefix="al",
    parameters=parameters(0),
    find=_TARGETS.find,
    generate=_TARGETS.generate,
)
