"""What a result says about itself beside its figures: the assumptions it made and what it found amiss."""

from __future__ import annotations

from typing import NamedTuple


class Note(NamedTuple):
    """One remark: a stable ``code`` and the values that its sentence holds."""

    code: str
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        return SENTENCES[self.code].format(*self.values)


SENTENCES = {
    "household": "The household was not stated: a single person without dependants.",
    "contract": "The contract was not stated: white collar, permanent, full time, from the first day of the month.",
    "single_parent": "Whether the worker is unmarried or widowed was not stated: no reduction for a single parent.",
    "artist_point_80": "No declaration under Annex III point 80 was made: the ordinary key formula applies.",
    "paid_on": "Paid on {0}, the last day of the month: that day chooses the tax law.",
    "partial_month": "The contract covers {0} of the {1} working days of the month; the gross is their pay.",
    "bonus_ceiling": "The yearly ceiling of the work bonus was not checked: what was granted earlier was not stated.",
    "monthly_estimate": "Structural reduction and ceiling are counted by quarter: the month's figures suppose a"
    " quarter of three such months.",
    "reduction_claimed": "The target-group reduction was asked for: whether its other conditions are met"
    " was not checked.",
    "quarter_of_use": "The reduction for a first engagement is in quarter of use {0}, quarter {1} since the hire.",
    "engagement_workers": "The employer has {0} workers in the quarter, the size of the enterprise.",
    "no_span": "No range is given: with an end of the estimate's range the employer's side is not modelled.",
    "no_sector": "Funds and pension of the sector are not in the cost: no joint committee was stated.",
    "unknown_sector": "Funds and pension of joint committee {0} are not in the cost: their rates are not covered.",
    "no_insurance": "Work-accident insurance, prevention service and payroll office are not in the cost.",
    "no_risk_groups": "The contribution for risk groups (852) is not in the cost: whether it is owed was not stated.",
    "verified": "The law was last verified on {0}: later changes are not known here.",
    "one_source": "Only one source gives {0}.",
    "conflict": "Sources disagree on {0}: the recommended reading is used.",
    "reading": "Readings chosen by the user: {0}.",
    "amended": "Figures amended by the user: {0}.",
    "reform_2026": "The income tax reform of 15 July 2026 has not changed the withholding scale as far as is known.",
    "student_quota": "The hours are within the student's yearly quota of {0} hours: this was not checked.",
    "student_parts": "{0} of the {1} hours are beyond the student's yearly quota of {2}: their share of the gross is"
    " ordinary pay, taxed and reduced by itself.",
    "student_work": "Whether the student's work is manual was not stated: beyond the quota it is that of a white-collar"
    " worker.",
    "copyright_share": "The share of copyright in the pay was not checked: no source gives its limit on this date.",
    "amateur_arts": "Amateur arts: days with other principals and what the principal paid before are as stated, none if"
    " nothing was; travel costs count for the principal's threshold.",
    "double_months": "Double holiday pay for {0} months, the whole months of {1} that the contract covers: absences and"
    " earlier contracts with the employer were not stated.",
    "premium_months": "Year-end premium for {0} months, the whole months of {1} that the contract covers: absences and"
    " earlier contracts with the employer were not stated.",
    "departure_days": "Departure holiday pay: the days of right of the previous service year were not stated: {0}.",
    "departure_double": "Departure holiday pay: whether the double pay of the previous service year was paid was not"
    " stated: it was.",
    "eco_vouchers_year": "Eco vouchers of {0}, those of a whole reference year: absences and a later start were not"
    " stated.",
    "eco_vouchers_before": "Whether eco vouchers were given earlier in the year was not stated: none were.",
    "premium_service": "Year-end premium after {0} months of service, up to {1} under this contract: earlier ones with"
    " the employer were not stated.",
    "flexi_function": "Whether the function is artistic, where flexi-jobs are forbidden, was not stated: it is not.",
    "flexi_year_unchecked": "The yearly ceiling of untaxed flexi pay was not checked: what earlier months paid was not"
    " stated.",
    "flexi_hourly": "The flexi pay of {0} for {1} hours is above {2} an hour, the most for this function.",
    "flexi_year": "The flexi pay of the year, holiday pay included, comes to {0}: what is above {1} is taxed for who"
    " has no pension; no tax is withheld on it.",
    "below_minimum": "The pay is below the guaranteed minimum wage: {0} for this working time, {1} full time.",
    "no_cost": "The employer's side is missing: {0}.",
    "margin_estimate": "The pooled margin of {0} of the budget is an estimate (as of {1}), within {2} to {3}.",
    "coefficient_estimate": "The coefficient {0} is an estimate (as of {1}), within {2} to {3}: none is published.",
    "negative_margin": "The itemised cost is above the coefficient's budget: the pool adds the difference.",
    "reductions_kept": "Reductions of contributions stay in the pool and do not raise the gross.",
    "holiday_provision": "Holiday pay of white-collar workers is set aside at {0} of gross.",
    "no_year_end": "No year-end premium is set aside: none was stated.",
    "enterprise": "The enterprise was not stated: Smart, with its published figures and estimates.",
    "enterprise_rest": "What was not stated of the enterprise is Smart's: its published figures and estimates.",
    "no_margin": "No pooled margin is charged: none was stated.",
    "no_holiday_provision": "No holiday pay is set aside: no rate was stated.",
    "fund_year": "The yearly part of the holiday contribution is collected in the next year.",
}
"""The sentence of every note; ``{0}`` and so on are its values."""
