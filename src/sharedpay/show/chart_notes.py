"""What stands below a chart: who was paid, under which articles and which law, and which figures differ."""

from __future__ import annotations

from sharedpay.payroll.case import Case
from sharedpay.payroll.explain import all_steps, article_of
from sharedpay.payroll.payslip import Payslip, engine_version
from sharedpay.payroll.remarks import figures_in_use
from sharedpay.show import text
from sharedpay.show.language import Language

_MOST = 8
"""How many differing figures are named."""


def of_pay(slip: Payslip, words: Language) -> list[str]:
    """What a chart of one pay rests on: contract, household, the articles of its main steps, the law."""
    case = slip.case
    steps = ("personal_contribution", "work_bonus_a", "withholding_tax", "special_contribution", "base_contribution")
    articles = dict.fromkeys(article_of(case, all_steps()[name].cite, words.article) for name in steps)
    return [*who(case, words), words.say("Articles: {list}", list="; ".join(articles)), engine(case, words)]


def who(case: Case, words: Language) -> list[str]:
    """The contract and the household, a line each."""
    lines = (
        text.contract_text(case.contract, words.code),
        text.household_text(case.worker.household, words.code),
    )
    return [line[:1].upper() + line[1:] for line in lines]


def engine(case: Case, words: Language) -> str:
    """What computed a chart, under which law."""
    return words.say(
        "sharedpay {version}, law {digest} of {month}",
        version=engine_version(),
        digest=case.laws.book.digest[:12],
        month=words.month(case.month),
    )


def differing(before: Case, after: Case, words: Language) -> str:
    """The labels of the figures that two cases have otherwise."""
    old, new = figures_in_use(before), figures_in_use(after)
    labels = [
        parameter.labels[words.code]
        for name, (parameter, version) in new.items()
        if name not in old or old[name][1].value != version.value
    ]
    if not labels:
        return words.say("Figures that differ: none")
    shown = labels[:_MOST]
    if len(labels) > _MOST:
        shown.append(words.say("and {count} more", count=len(labels) - _MOST))
    return words.say("Figures that differ: {list}", list="; ".join(shown))
