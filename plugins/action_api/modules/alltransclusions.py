"""`list=alltransclusions`: all that pages show within them."""

from __future__ import annotations

from ..all_targets import AllTargets, parameters
from ..module import Module

_TARGETS = AllTargets("embed")

MODULE = Module(
    name="alltransclusions",
    help="Alles, was Seiten als Vorlage benutzen.",
    prefix="at",
    parameters=parameters(10),
    find=_TARGETS.find,
    generate=_TARGETS.generate,
)
