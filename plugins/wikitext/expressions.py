"""Arithmetic: what `{{#expr: … }}` works out. One pass, two stacks, so it is linear in the text. Pure.

As MediaWiki's ParserFunctions of 1.39: its operators, their precedence, and numbers written as PHP writes them.
Source: mediawiki.org, Help:Extension:ParserFunctions##expr.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

MOST = 100
"""Numbers or operators that may wait for each other."""

_TOKEN = re.compile(r"\s*(?:(?P<number>[0-9.]+)|(?P<word>[A-Za-z]+)|(?P<mark><=|>=|<>|!=|[-+*/^()=<>]))")


class ExpressionError(Exception):
    """What cannot be worked out; its message is for people."""


def _whole(value: float) -> int:
    if not math.isfinite(value):
        raise ExpressionError("Die Zahl ist zu groß.")
    return int(value)


def _divide(left: float, right: float) -> float:
    if right == 0:
        raise ExpressionError("Durch null kann man nicht teilen.")
    return left / right


def _mod(left: float, right: float) -> float:
    if _whole(right) == 0:
        raise ExpressionError("Durch null kann man nicht teilen.")
    return float(int(math.fmod(_whole(left), _whole(right))))


def _fmod(left: float, right: float) -> float:
    if right == 0:
        raise ExpressionError("Durch null kann man nicht teilen.")
    return math.fmod(left, right)


def _round(value: float, places: float) -> float:
    try:
        return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-_whole(places)), ROUND_HALF_UP))
    except InvalidOperation:
        return value


_UNARY: dict[str, tuple[int, Callable[[float], float]]] = {
    "neg": (10, lambda value: -value),
    "pos": (10, lambda value: value),
    "sin": (9, math.sin), "cos": (9, math.cos), "tan": (9, math.tan), "asin": (9, math.asin), "acos": (9, math.acos),
    "atan": (9, math.atan), "exp": (9, math.exp), "ln": (9, math.log), "abs": (9, abs), "sqrt": (9, math.sqrt),
    "floor": (9, lambda value: float(math.floor(_whole_or(value)))),
    "ceil": (9, lambda value: float(math.ceil(_whole_or(value)))),
    "trunc": (9, lambda value: float(_whole(value))),
    "not": (9, lambda value: float(not value)),
}  # fmt: skip
_BINARY: dict[str, tuple[int, Callable[[float, float], float]]] = {
    "e": (10, lambda left, right: left * 10**right),
    "^": (8, lambda left, right: float(left**right)),
    "*": (7, lambda left, right: left * right),
    "/": (7, _divide), "div": (7, _divide), "mod": (7, _mod), "fmod": (7, _fmod),
    "+": (6, lambda left, right: left + right),
    "-": (6, lambda left, right: left - right),
    "round": (5, _round),
    "=": (4, lambda left, right: float(left == right)),
    "<": (4, lambda left, right: float(left < right)),
    ">": (4, lambda left, right: float(left > right)),
    "<=": (4, lambda left, right: float(left <= right)),
    ">=": (4, lambda left, right: float(left >= right)),
    "<>": (4, lambda left, right: float(left != right)),
    "!=": (4, lambda left, right: float(left != right)),
    "and": (3, lambda left, right: float(bool(left and right))),
    "or": (2, lambda left, right: float(bool(left or right))),
}  # fmt: skip
_CONSTANTS = {"pi": math.pi, "e": math.e}


def _whole_or(value: float) -> float:
    _whole(value)
    return value


def evaluate(text: str) -> str:
    """What an expression amounts to, as text; "" for none. Raises `ExpressionError`.

    >>> evaluate("(1 + 2) * 3.5 round 0")
    '11'
    """
    text = (
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&minus;", "-").replace("\u2212", "-").strip()
    )
    return written(_Evaluation().run(text)) if text else ""


def written(value: float) -> str:
    """A number as PHP writes it: fourteen digits, `1.0E+20` for what is too large for them."""
    if not math.isfinite(value):
        return "NAN" if math.isnan(value) else "INF" if value > 0 else "-INF"
    mantissa, mark, exponent = f"{value:.14G}".partition("E")
    if not mark:
        return mantissa
    sign, digits = exponent[0], exponent[1:].lstrip("0")
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}E{sign}{digits}"


class _Evaluation:
    """The numbers and the operators that wait."""

    def __init__(self) -> None:
        self._numbers: list[float] = []
        self._operators: list[tuple[int, str]] = []

    def run(self, text: str) -> float:
        position, wants_number = 0, True
        while position < len(text):
            if max(len(self._numbers), len(self._operators)) > MOST:
                raise ExpressionError("Die Rechnung ist zu lang.")
            found = _TOKEN.match(text, position)
            if found is None:
                raise ExpressionError(f"„{text[position : position + 20]}“ gehört in keine Rechnung.")
            position = found.end()
            wants_number = self._take(found, wants_number)
        if wants_number:
            raise ExpressionError("Am Ende fehlt eine Zahl.")
        while self._operators:
            if self._operators[-1][1] == "(":
                raise ExpressionError("Eine Klammer ist nicht geschlossen.")
            self._apply()
        return self._numbers[0]

    def _take(self, found: re.Match[str], wants_number: bool) -> bool:
        """Take one token; whether a number is wanted next."""
        mark = (found["word"] or found["mark"] or "").lower()
        if found["number"] or (mark in _CONSTANTS and wants_number):
            if not wants_number:
                raise ExpressionError("Eine Zahl steht, wo ein Rechenzeichen stehen muss.")
            self._numbers.append(_number(found["number"]) if found["number"] else _CONSTANTS[mark])
            return False
        if mark == "(" or (wants_number and mark in "+-") or mark in _UNARY:
            if not wants_number:
                raise ExpressionError(f"„{mark}“ steht, wo ein Rechenzeichen stehen muss.")
            mark = {"+": "pos", "-": "neg"}.get(mark, mark)
            self._operators.append((-1 if mark == "(" else _UNARY[mark][0], mark))
            return True
        if wants_number or (mark != ")" and mark not in _BINARY):
            raise ExpressionError(f"„{mark}“ steht, wo eine Zahl stehen muss.")
        precedence = -1 if mark == ")" else _BINARY[mark][0]
        while self._operators and self._operators[-1][0] >= max(precedence, 0):
            self._apply()
        if mark == ")":
            if not self._operators:
                raise ExpressionError("Eine Klammer ist nicht geöffnet.")
            self._operators.pop()
            return False
        self._operators.append((precedence, mark))
        return True

    def _apply(self) -> None:
        mark = self._operators.pop()[1]
        try:
            if mark in _UNARY:
                self._numbers.append(_UNARY[mark][1](self._numbers.pop()))
                return
            right = self._numbers.pop()
            self._numbers.append(_BINARY[mark][1](self._numbers.pop(), right))
        except OverflowError:
            self._numbers.append(math.inf)
        except (ValueError, TypeError, ZeroDivisionError) as error:
            raise ExpressionError("Das lässt sich nicht ausrechnen.") from error


def _number(text: str) -> float:
    """The number; a second point ends it, as in PHP."""
    whole, point, rest = text.partition(".")
    return float(f"{whole or 0}{point and '.'}{rest.partition('.')[0]}")
