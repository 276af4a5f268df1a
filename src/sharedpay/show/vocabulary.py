"""What people call the codes of results: payees, statuses, households. The texts are messages of the catalogues."""

from __future__ import annotations

PAYEES = {
    "member": "member",
    "state": "State",
    "onss": "ONSS",
    "holiday_fund": "holiday fund",
    "enterprise": "enterprise",
    "pool": "pool",
    "insurer": "insurer",
    "payroll_office": "payroll office",
    "activity": "activity",
    "creditor": "creditor",
    "voucher_issuer": "voucher issuer",
}
"""How each payee is called."""
STATUSES = {
    "white_collar": "white collar",
    "blue_collar": "blue collar",
    "artist": "artist",
    "student": "student",
    "flexi": "flexi",
}
"""How each status of a worker is called."""
HOUSEHOLD = {
    "single": "single",
    "married": "married",
    "own_income": "partner with own income",
    "low_income": "partner with low income",
    "low_pension": "partner with low pension",
    "no_income": "partner with no income",
    "single_parent": "single parent",
    "disabled": "disabled",
    "partner_disabled": "partner disabled",
}
"""How each situation of a household is called."""
CONFIDENCES = {
    "official": "official",
    "two_sources": "two sources",
    "one_source": "one source",
    "derived": "derived",
    "conflict": "conflict",
    "estimate": "estimate",
    "amendment": "amendment",
}
"""How sure a figure of the law is."""
COLUMNS = {
    "over": "over",
    "fixed": "fixed",
    "rate": "rate",
    "from": "from",
    "min": "min",
    "max": "max",
    "up_to": "up_to",
    "value": "value",
    "until": "until",
}
"""Columns of the scales of the law; others keep the names that formulas have for them."""
