/* The yardstick of the batch: a full monthly pay of 2026 written by hand, as quick as C makes it without giving up the
 * whole cents. The figures of the law come in as arguments. Amounts are int64 cents, rates are millionths, days and hours
 * are hundredths. Written for one shape of the law and one enterprise; the batch takes any of them.
 *
 *     cc -O3 -march=native -fopenmp -shared -fPIC pay.c -o pay.so
 */
#include <stdint.h>

#define MILLION INT64_C(1000000)
#define NO_ROW 0 /* outcome of a row whose employer's side no source tells: all its figures are 0 */

enum { WHITE_COLLAR, BLUE_COLLAR, ARTIST, STUDENT, FLEXI };
enum { NO_PARTNER, OWN_INCOME, LOW_INCOME, LOW_PENSION, NO_INCOME };

/* Figures of the law, in the order in which sharedpay keeps them. */
struct taper { int64_t full_until, low_until, low_max, low_slope, until, max, slope; };
struct bracket { int64_t over, fixed, rate; };
struct step { int64_t start, fixed, rate, over, min, max; };
struct reduction { int64_t fixed, alpha, low_limit, gamma, very_low_limit, delta, high_limit; };

struct law {
    int64_t flexi_holiday_rate;
    int64_t personal_rate, base_factor, student_rate, flexi_rate;
    struct taper white_a, white_b, blue_a, blue_b;
    int64_t fiscal_rate_a, fiscal_rate_b, upper_edge_closed, hourly_rounded;
    int64_t child_reductions[8], child_beyond, disabled_child_weight;
    int64_t single_parent, disabled, disabled_partner, senior, other_dependant, low_income, low_pension, single;
    int64_t expenses_rate, expenses_cap, director_rate, director_cap;
    struct bracket tax[4];
    int64_t exempt_1, exempt_2, quotient_rate, quotient_cap, insurance_rate, flat_rate, multiple, truncated;
    struct step individual[6], with_income[4], without_income[3];
    int64_t base_rate_1, facial_rate_1, base_rate_2, facial_rate_2, surcharge_rate;
    int64_t holiday_quarterly, holiday_yearly, accidents_rate, asbestos_rate;
    int64_t fund_small, fund_large, fund_noncommercial, fund_special;
    int64_t unemployment_rate, temporary_rate, risk_rate, student_employer_rate, flexi_employer_rate, ceiling_quarter;
    struct reduction structural_1, structural_2;
    int64_t beta_floor, beta_low_until, beta_full, beta_low, beta_slope;
};

/* A month of 5-day weeks, for an enterprise of category 1 with 20 workers or more and no sector fund. */
struct month { int64_t days; };

struct people {
    const int64_t *gross;
    const int8_t *status, *partner, *children, *disabled_children, *single_parent, *disabled;
    const int32_t *weekly_hours;
    int64_t full_time_hours;
};

enum {
    BASE, PERSONAL, BONUS_A, BONUS_B, BONUS, DUE, BEFORE_BENEFITS, BEFORE_COPYRIGHT, TAXABLE, BEFORE_CREDIT, CREDIT,
    WITHHOLDING, SPECIAL, NET, NET_PAID, CONTRIBUTIONS, STRUCTURAL, AFTER_REDUCTIONS, COST, FIGURES
};

static inline int64_t min(int64_t a, int64_t b) { return a < b ? a : b; }
static inline int64_t max(int64_t a, int64_t b) { return a > b ? a : b; }

/* Half up to the cent. Nothing here is below zero, and unsigned division is the quicker one. */
static inline int64_t half_up(uint64_t numerator, uint64_t denominator)
{
    return (int64_t)((2 * numerator + denominator) / (2 * denominator));
}

static inline int64_t share(int64_t amount, int64_t rate) { return half_up((uint64_t)(amount * rate), MILLION); }

static inline int64_t component(int64_t wage, const struct taper *t, int64_t closed)
{
    if (wage <= t->full_until)
        return t->low_max;
    if (wage > t->until || (wage == t->until && !closed))
        return 0;
    const int64_t most = wage <= t->low_until ? t->low_max : t->max;
    const int64_t slope = wage <= t->low_until ? t->low_slope : t->slope;
    return half_up((uint64_t)max(0, most * MILLION - slope * (wage - t->full_until)), MILLION);
}

static inline int64_t bracket_tax(int64_t income, const struct bracket *rows)
{
    const struct bracket *row = rows;
    for (int k = 1; k < 4; k++)
        row = income > rows[k].over ? rows + k : row;
    return row->fixed + share(income - row->over, row->rate);
}

static inline int64_t special(int64_t base, const struct step *rows, int count)
{
    const struct step *row = rows;
    for (int k = 1; k < count; k++)
        row = base >= rows[k].start ? rows + k : row;
    return min(max(row->fixed + share(base - row->over, row->rate), row->min), row->max);
}

static inline int64_t beta_of(int64_t fraction, int half_time, const struct law *l)
{
    const int64_t millionths = fraction * 10000;
    if (millionths < l->beta_floor && !half_time)
        return 0;
    if (millionths < l->beta_low_until)
        return l->beta_low;
    return l->beta_low + (millionths - l->beta_low_until) * l->beta_slope / MILLION;
}

/* One row. Gives back whether its figures are known. */
static inline int8_t pay(int64_t i, const struct people *p, struct month m, const struct law *l, int64_t *out[FIGURES])
{
    const int status = p->status[i], partner = p->partner[i];
    const int64_t gross = p->gross[i] + (status == FLEXI ? share(p->gross[i], l->flexi_holiday_rate) : 0);
    const int fund = status == BLUE_COLLAR || status == ARTIST;
    const int ordinary = status != STUDENT && status != FLEXI;

    /* The work of the month: full time, or hours a week of a part-timer. */
    int64_t counted = m.days * 100, possible = counted, per_week = 500;
    int half_time = 1;
    if (p->weekly_hours[i] < p->full_time_hours) {
        per_week = p->full_time_hours;
        counted = half_up((uint64_t)(m.days * p->weekly_hours[i]), 5);
        possible = half_up((uint64_t)(m.days * per_week), 5);
        half_time = 2 * (int64_t)p->weekly_hours[i] >= per_week || status == ARTIST;
    }

    /* Contribution and work bonus. */
    const int64_t base = fund ? share(gross, l->base_factor) : gross;
    const int64_t rate = status == STUDENT ? l->student_rate : status == FLEXI ? l->flexi_rate : l->personal_rate;
    const int64_t personal = share(base, rate);
    int64_t bonus_a = 0, bonus_b = 0;
    if (ordinary) {
        int64_t wage = gross, fraction = 100;
        if (counted != possible) {
            wage = l->hourly_rounded ? half_up((uint64_t)(half_up((uint64_t)gross * 100, (uint64_t)counted) * possible), 100)
                                     : half_up((uint64_t)(gross * possible), (uint64_t)counted);
            fraction = min(100, half_up((uint64_t)counted * 100, (uint64_t)possible));
        }
        const struct taper *a = fund ? &l->blue_a : &l->white_a, *b = fund ? &l->blue_b : &l->white_b;
        bonus_a = component(wage, a, l->upper_edge_closed);
        bonus_b = component(wage, b, l->upper_edge_closed);
        if (fraction != 100) {
            bonus_a = half_up((uint64_t)(bonus_a * fraction), 100);
            bonus_b = half_up((uint64_t)(bonus_b * fraction), 100);
        }
        bonus_a = min(bonus_a, personal);
        bonus_b = min(bonus_b, personal - bonus_a);
    }
    const int64_t due = personal - bonus_a - bonus_b, taxable = gross - due;

    /* Withholding tax. */
    int64_t before_credit = 0, credit = 0, extra = 0;
    if (ordinary) {
        const int64_t annual_gross = taxable / l->multiple * l->multiple * 12;
        const int64_t annual = annual_gross - min(share(annual_gross, l->expenses_rate), l->expenses_cap);
        int64_t tax;
        if (partner == NO_INCOME) {
            const int64_t quotient = min(share(annual, l->quotient_rate), l->quotient_cap);
            tax = bracket_tax(annual - quotient, l->tax) + bracket_tax(quotient, l->tax) - l->exempt_2;
        } else {
            tax = bracket_tax(annual, l->tax) - l->exempt_1;
        }
        const int64_t children = p->children[i] + p->disabled_children[i] * (l->disabled_child_weight - 1);
        int64_t reductions = children ? l->child_reductions[min(children, 8) - 1] + max(0, children - 8) * l->child_beyond : 0;
        reductions += p->disabled[i] ? l->disabled : 0;
        if (partner == NO_PARTNER)
            reductions += l->single + (p->single_parent[i] ? l->single_parent : 0);
        else if (partner == LOW_INCOME)
            reductions += l->low_income;
        else if (partner == LOW_PENSION)
            reductions += l->low_pension;
        tax = max(0, max(0, tax) - reductions);
        before_credit = l->truncated ? tax / 12 : half_up((uint64_t)tax, 12);
        credit = min(before_credit, share(bonus_a, l->fiscal_rate_a) + share(bonus_b, l->fiscal_rate_b));
        extra = partner == NO_PARTNER   ? special(base, l->individual, 6)
                : partner == OWN_INCOME ? special(base, l->with_income, 4)
                                        : special(base, l->without_income, 3);
    }
    const int64_t withholding = before_credit - credit, net = taxable - withholding - extra;

    /* The employer's side. */
    int64_t contributions, structural = 0;
    if (ordinary) {
        const int64_t relief = half_up((uint64_t)(max(0, gross * 3 - l->ceiling_quarter) * l->facial_rate_1), 3 * MILLION);
        if (fund && base * 3 > l->ceiling_quarter) {
            for (int k = 0; k < FIGURES; k++)
                out[k][i] = 0;
            return NO_ROW;
        }
        contributions = share(base, l->facial_rate_1 + l->surcharge_rate) - relief + share(base, l->accidents_rate)
                        + share(base, l->asbestos_rate) + share(base, l->fund_large) + share(base, l->fund_special)
                        + share(base, l->unemployment_rate) + share(base, l->temporary_rate);
        if (fund)
            contributions += share(base, l->holiday_quarterly) + share(base, l->holiday_yearly);
        const int64_t performed = counted;
        if (performed) {
            const struct reduction *s = &l->structural_1;
            const int64_t capped = min(gross, half_up((uint64_t)l->ceiling_quarter, 3));
            const int64_t factor = half_up((uint64_t)(1300 * per_week), (uint64_t)performed);
            const int64_t wage = half_up((uint64_t)(capped * factor), 100);
            const int64_t full = s->fixed + share(max(0, s->low_limit - wage), s->alpha)
                                 + share(max(0, s->very_low_limit - wage), s->gamma)
                                 + share(max(0, capped * 3 - s->high_limit), s->delta);
            const int64_t fraction = half_up((uint64_t)(300 * performed), (uint64_t)(13 * per_week));
            int64_t quarter = full;
            if (fraction * 10000 < l->beta_full)
                quarter = min(full, half_up((uint64_t)(full * fraction * beta_of(fraction, half_time, l)), 100 * MILLION));
            const int64_t reducible = max(0, share(base, l->facial_rate_1) - relief);
            structural = min(reducible, half_up((uint64_t)quarter, 3));
        }
    } else {
        contributions = share(base, status == FLEXI ? l->flexi_employer_rate : l->student_employer_rate + l->asbestos_rate);
    }

    out[BASE][i] = base;
    out[PERSONAL][i] = personal;
    out[BONUS_A][i] = bonus_a;
    out[BONUS_B][i] = bonus_b;
    out[BONUS][i] = bonus_a + bonus_b;
    out[DUE][i] = due;
    out[BEFORE_BENEFITS][i] = taxable;
    out[BEFORE_COPYRIGHT][i] = taxable;
    out[TAXABLE][i] = taxable;
    out[BEFORE_CREDIT][i] = before_credit;
    out[CREDIT][i] = credit;
    out[WITHHOLDING][i] = withholding;
    out[SPECIAL][i] = extra;
    out[NET][i] = net;
    out[NET_PAID][i] = net;
    out[CONTRIBUTIONS][i] = contributions;
    out[STRUCTURAL][i] = structural;
    out[AFTER_REDUCTIONS][i] = contributions - structural;
    out[COST][i] = gross + contributions - structural;
    return 1;
}

int64_t law_size(void) { return sizeof(struct law); }

/* All rows on some threads, in blocks that fit the cache. known: 1 for a row that was computed, else 0. */
void pay_all(int64_t rows, const struct people *people, int64_t days, const struct law *law, int64_t *out[FIGURES],
             int8_t *known, int threads)
{
    const struct month month = {days};
#pragma omp parallel for num_threads(threads) schedule(dynamic, 16384)
    for (int64_t i = 0; i < rows; i++)
        known[i] = pay(i, people, month, law, out);
}
