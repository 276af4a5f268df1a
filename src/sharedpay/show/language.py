"""English, French, Dutch or German: words from the catalogues, numbers and dates as Babel writes them.

English is the language of the code: its sentences are the message ids, its numbers are written ``2 500.00`` and
``13.07 %`` and its dates ``2026-05-31``. The other three are looked up in ``locale/`` and formatted for Belgium.
"""

from __future__ import annotations

import re
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Literal, get_args

from sharedpay.errors import InvalidInput, SharedPayError
from sharedpay.payroll.notes import SENTENCES, Note

Code = Literal["en", "fr", "nl", "de"]
CODES: tuple[Code, ...] = get_args(Code)
"""The languages that there are."""

_chosen: ContextVar[str] = ContextVar("language", default="en")

_NUMBER = re.compile(
    r"(?P<date>\b\d{4}-\d{2}-\d{2}\b)"
    r"|(?<![\w.])(?P<whole>\d{1,3}(?: \d{3})+|\d+)(?P<part>\.\d+)?(?P<percent> %)?(?![\w.])"
)

_ELIDED = re.compile(r"\bde (?=(?:avril|août|octobre)\b)")
"""A French *de* before the months that begin with a vowel."""
_ELIDED = re.compile(r"\bde (?=(?:avril|août|octobre)\b)")
"""A French *de* before the months that begin with a vowel."""
_WORD = re.compile(r"[A-Za-z]+\.?")
ARTICLES = ("art.", "no.", "nos", "par.", "annex", "note", "code", "codes", "and")
"""Words that lead to a place in a document."""
NO_LIMIT = "no limit"
"""What stands for an amount that the law does not limit."""
SYSTEM = (
    "File too large",
    "Input/output error",
    "Is a directory",
    "No space left on device",
    "No such file or directory",
    "Not a directory",
    "Permission denied",
    "Read-only file system",
)
"""Why a system can't read or write a file, in its words."""


def use_language(lang: str) -> None:
    """Choose the language of what is printed from here on, ``"en"``, ``"fr"``, ``"nl"`` or ``"de"``.

    It holds for this thread or task. A ``lang`` that is handed to a function goes before it; JSON stays English unless
    it is asked for another language. Raises :class:`~sharedpay.errors.InvalidInput` for any other language.
    """
    _chosen.set(language(lang).code)


def language(lang: str | None = None) -> Language:
    """A language by its code; the one that was chosen for printing if left out. Raises :class:`InvalidInput`."""
    code = _chosen.get() if lang is None else lang
    if code not in CODES:
        raise InvalidInput(f"lang: {code!r} is not a language that is there; there are {', '.join(CODES)}")
    return _language(code)


@cache
def _language(code: str) -> Language:
    return Language(code)


class Language:
    """One language: how it says a message, and how it writes amounts, rates and dates."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._words: dict[str, str] = {}
        self._patterns: list[tuple[re.Pattern[str], str]] = []
        if code != "en":
            self._words, errors = _catalogue(code)
            self._patterns = [(_pattern(message), message) for message in sorted(errors, key=_fixed, reverse=True)]

    def say(self, message: str, /, **values: object) -> str:
        """A message in this language, with its values in it."""
        said = self._words.get(message, message)
        if values:
            said = said.format(**values)
            return _ELIDED.sub("d'", said) if self.code == "fr" else said
        return said

    def title(self, message: str) -> str:
        """A message, or what is already in this language, as the start of a line: with a capital letter."""
        said = self.say(message)
        return said[:1].upper() + said[1:]

    def note(self, note: Note | str) -> str:
        """A remark: its sentence in this language, with its values as this language writes them."""
        if isinstance(note, str):
            return self.problem(note)
        values = (self.problem(self.local(value)) for value in note.values)
        return self.say(SENTENCES[note.code]).format(*values)

    def error(self, error: SharedPayError) -> str:
        """What an error says, in this language."""
        if isinstance(error, InvalidInput):
            return "; ".join(map(self.problem, error.problems))
        return self.problem(str(error))

    def problem(self, sentence: str) -> str:
        """A finished English sentence in this language: the message that it was made from is found by its words."""
        if self.code == "en":
            return sentence
        if sentence in self._words:
            return self._words[sentence]
        for pattern, message in self._patterns:
            found = pattern.fullmatch(sentence)
            if found:
                # A value of several words can be a sentence itself: the reason of an error, the error in a remark.
                parts = {name: self.problem(part) if " " in part else part for name, part in found.groupdict().items()}
                return self.say(message).format(**parts)
        return sentence

    def article(self, text: str) -> str:
        """A document or a place in it: ``no. 28`` is ``n° 28`` in French."""
        if text in self._words:
            return self._words[text]
        return _WORD.sub(lambda found: self.say(found[0]) if found[0] in ARTICLES else found[0], text)

    def formula(self, text: str) -> str:
        """A formula with its numbers; semicolons part what a decimal comma would run together."""
        return text if self.code == "en" else self.local(text.replace(", ", "; "))

    def money(self, cents: int) -> str:
        """Cents as people read them: ``2 500.00``, ``2.500,00``."""
        from sharedpay.payroll.formula import amount_text  # noqa: PLC0415  an import of sharedpay need not load it

        return self.local(amount_text(Fraction(cents, 100)))

    def date(self, day: date | None) -> str:
        """A day in digits; nothing for no day."""
        return self.local(day.isoformat()) if day else ""

    def month(self, month: str) -> str:
        """A month like ``2026-05``: as it is in English, else ``mai 2026``."""
        if self.code == "en":
            return month
        from babel.dates import format_skeleton  # noqa: PLC0415  English needs no Babel

        return format_skeleton("yMMMM", date.fromisoformat(f"{month}-01"), locale=self.locale)

    def month_of_year(self, month: str) -> str:
        """A month like ``2026-05`` where the year is clear: as it is in English, else short, ``janv.``."""
        if self.code == "en":
            return month
        from babel.dates import format_date  # noqa: PLC0415  English needs no Babel

        return format_date(date.fromisoformat(f"{month}-01"), "LLL", locale=self.locale)

    @property
    def locale(self) -> str:
        """The name of the Belgian locale of this language."""
        return f"{self.code}_BE"

    @property
    def separators(self) -> tuple[str, str]:
        """What stands between thousands, and before decimals."""
        written = self.local("1 000.0")
        return written[1], written[5]

    def local(self, text: str) -> str:
        """Numbers with decimals, grouped numbers, percentages and days in a text, as this language writes them.

        Only their writing changes: every digit stays. Whole numbers without groups (codes, years) are left alone.
        """
        if self.code == "en":
            return text
        return _NUMBER.sub(self._written, text.replace(NO_LIMIT, self.say(NO_LIMIT)))

    def _written(self, found: re.Match[str]) -> str:
        from babel.core import Locale  # noqa: PLC0415  English needs no Babel
        from babel.dates import format_skeleton  # noqa: PLC0415
        from babel.numbers import format_decimal, format_percent  # noqa: PLC0415

        if found["date"]:
            return format_skeleton("yMd", date.fromisoformat(found["date"]), locale=self.locale)
        whole, part = found["whole"], found["part"] or ""
        number = Decimal(whole.replace(" ", "") + part)
        if found["percent"]:
            pattern = Locale.parse(self.locale).percent_formats[None].pattern
            shown = format_percent(number / 100, pattern.replace("#,##0", _digits(part)), self.locale)
        elif part or " " in whole:
            shown = format_decimal(number, _digits(part), self.locale)
        else:
            return whole
        # The ordinary no-break space: terminals and their encodings know it.
        return shown.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")


def _digits(part: str) -> str:
    """The pattern of a number with as many decimals as it is written with, so that nothing is ever rounded."""
    return f"#,##0.{'0' * (len(part) - 1)}" if part else "#,##0"


def _catalogue(code: str) -> tuple[dict[str, str], list[str]]:
    """The translations of a language by their English message, and the messages of errors that hold values."""
    from importlib import resources  # noqa: PLC0415  slow to import, and English has no catalogue

    from babel.messages.pofile import read_po  # noqa: PLC0415

    with resources.files("sharedpay.show").joinpath("locale", code, "LC_MESSAGES", "sharedpay.po").open("rb") as file:
        messages = [message for message in read_po(file, code) if message.id]
    words = {str(message.id): str(message.string or message.id) for message in messages}
    return words, [id_ for message in messages if "error" in message.auto_comments and "{" in (id_ := str(message.id))]


_HOLE = re.compile(r"\{([a-z]\w*)\}")


def _pattern(message: str) -> re.Pattern[str]:
    """What a message looks like with any values in it."""
    parts = _HOLE.split(message)
    return re.compile(
        "".join(f"(?P<{part}>.*?)" if i % 2 else re.escape(part) for i, part in enumerate(parts)), re.DOTALL
    )


def _fixed(message: str) -> int:
    """How many letters of a message are its own: the more there are, the surer a sentence was made from it."""
    return len(_HOLE.sub("", message))
