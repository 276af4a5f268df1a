"""Cases in the case format: compute them from their inputs and find where they first depart from the law.

A case states ``topic``, ``pay_date``, ``inputs`` and, if known, ``expected`` figures. :func:`check_case` computes all
that the topic gives and compares; :func:`check_lines` does it for a file of JSON lines. Paste the lines of a real
payslip as ``expected``, and ``first_difference`` is the first line, from gross to net, that the law does not give.
"""

from sharedpay.payroll.check.cases import TOPICS, check_case, check_lines, summary
from sharedpay.payroll.check.result import CaseResult, Difference, Outcome

__all__ = ["TOPICS", "CaseResult", "Difference", "Outcome", "check_case", "check_lines", "summary"]
