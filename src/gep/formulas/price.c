#include "gep/formulas/price.h"

#include "base/vmath.h"

double price_annuity(double rate, double years)
{
    return rate == 0 ? 1 / years : rate / (1 - exact_pow(1 + rate, -years));
}

double price_annualised(double capital, double rate, double years, double upkeep)
{
    return capital * price_annuity(rate, years) + upkeep;
}

double price_present_value_due(double flow, double rate, double years)
{
    return flow * (1 + rate) / price_annuity(rate, years);
}
