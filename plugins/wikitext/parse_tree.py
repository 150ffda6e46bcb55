"""Wikitext as MediaWiki's preprocessor tells it in XML: its calls and parameters, with their parts. Pure."""

from __future__ import annotations

from html import escape

from .braces import Argument, Call, Param, Pieces, read
from .inclusion import prepare


def parse_tree(text: str) -> str:
    """The tree of a page's source.

    >>> parse_tree("{{Ort|hier}}")[6:-7]
    '<template><title>Ort</title><part><name index="1"/><value>hier</value></part></template>'
    """
    return _element("root", _shown(read(prepare(text, transcluded=False)).pieces))


def _element(name: str, inner: str) -> str:
    return f"<{name}>{inner}</{name}>"


def _shown(pieces: Pieces) -> str:
    return "".join(escape(piece, quote=False) if isinstance(piece, str) else _node(piece) for piece in pieces)


def _node(piece: Call | Argument) -> str:
    if isinstance(piece, Argument):
        parts = "" if piece.default is None else _part(Param(None, piece.default), 1)
        return f"<tplarg><title>{_shown(piece.name)}</title>{parts}</tplarg>"
    parts, place = "", 0
    for param in piece.params:
        place += param.name is None
        parts += _part(param, place)
    begin = ' lineStart="1"' if piece.at_line_start else ""
    return f"<template{begin}><title>{_shown(piece.head)}</title>{parts}</template>"


def _part(param: Param, place: int) -> str:
    name = f'<name index="{place}"/>' if param.name is None else f"<name>{_shown(param.name)}</name>="
    return f"<part>{name}<value>{_shown(param.value)}</value></part>"
