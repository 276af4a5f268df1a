"""Whatever can be wrong with a column or a row is said in every language, with no English left in it."""

import re

import pytest

from sharedpay.batch import inputs
from sharedpay.batch.problems import Flaw, number_of, wrong_of
from sharedpay.batch.tasks import TASKS
from sharedpay.batch.vocabulary import INPUTS
from sharedpay.show.language import CODES, language

NUMBERS = (
    *range(inputs.MARRIED_WITHOUT_PARTNER, inputs.MORE_DAYS_THAN_CONTRACT + 1),
    *(number_of(name, flaw) for name in INPUTS for flaw in Flaw),
)
ENGLISH = re.compile(r"must be|missing|whole number|can't|two decimals|like '|\b(the|to|and|pay|row|rows)\b")


@pytest.mark.parametrize("code", CODES[1:])
@pytest.mark.parametrize("where", ["row 7", "rows 1, 2", "rows 1, 2, 3, 4, 5 and 6 more"])
def test_what_is_wrong_with_a_row(code: str, where: str) -> None:
    words = language(code)
    for column, text, _ in map(wrong_of, NUMBERS):
        said = words.problem(text)
        assert ENGLISH.search(said) is None, said
        place = words.problem(where)
        assert words.problem(f"{column} in {where}: {text}") == words.say(
            "{column} in {where}: {text}", column=column, where=place, text=said
        )
        assert words.problem(f"{column} in {where} (a, 1.5): {text}") == words.say(
            "{column} in {where} ({list}): {text}", column=column, where=place, list="a, 1.5", text=said
        )


@pytest.mark.parametrize("code", CODES[1:])
def test_why_a_column_is_refused(code: str) -> None:
    words = language(code)
    for why in {why for task in TASKS.values() for why in task.refused.values()}:
        said = words.problem(f"column 'gross' {why}")
        assert said == words.say("column {name} {why}", name="'gross'", why=words.say(why))
        assert ENGLISH.search(said) is None
