"""The configuration of a conference: a city's folder of TOML files, read once and checked whole.

>>> from familienkonferenz.config import load
>>> load().district("Zoo").borough
'01'
"""

from familienkonferenz.config.errors import ConfigError, Problem, UnknownName, did_you_mean
from familienkonferenz.config.loader import load
from familienkonferenz.config.schema import (
    Aim,
    Ambiguity,
    Body,
    Borough,
    BuildingBlock,
    Conference,
    Confidence,
    District,
    Files,
    Group,
    Landmark,
    Level,
    Limits,
    LocalConference,
    Pace,
    Step,
    Topic,
)

__all__ = [
    "Aim",
    "Ambiguity",
    "Body",
    "Borough",
    "BuildingBlock",
    "Conference",
    "Confidence",
    "ConfigError",
    "District",
    "Files",
    "Group",
    "Landmark",
    "Level",
    "Limits",
    "LocalConference",
    "Pace",
    "Problem",
    "Step",
    "Topic",
    "UnknownName",
    "did_you_mean",
    "load",
]
