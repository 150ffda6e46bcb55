"""The tree of a page's calls, as MediaWiki's preprocessor writes it."""

from __future__ import annotations

import pytest

from familienkonferenz.plugins.wikitext.parse_tree import parse_tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("{{CURRENTYEAR}}", "<template><title>CURRENTYEAR</title></template>"),
        (
            "{{a|{{b}}|x=1|c}}",
            '<template><title>a</title><part><name index="1"/><value><template><title>b</title></template></value>'
            "</part><part><name>x</name>=<value>1</value></part>"
            '<part><name index="2"/><value>c</value></part></template>',
        ),
        (
            "1\n{{a}} {{{n|d}}}",
            '1\n<template lineStart="1"><title>a</title></template> '
            '<tplarg><title>n</title><part><name index="1"/><value>d</value></part></tplarg>',
        ),
        ("<script>&{{a", "&lt;script&gt;&amp;{{a"),
    ],
)
def test_calls_are_nodes_and_everything_else_is_text(text: str, tree: str) -> None:
    """Templates with their parts, parameters with their default; markup of other kinds is text and escaped."""
    assert parse_tree(text) == f"<root>{tree}</root>"
