/* special.h - distribution functions that intervals and tests need, without a library: relative error about 1e-12. */
#ifndef GRIPE_SPECIAL_H
#define GRIPE_SPECIAL_H

/* gamma_lower - P(a, x), the regularised lower incomplete gamma; gamma_upper - Q = 1 - P without cancellation. a > 0, x
 * >= 0. */
double gamma_lower(double a, double x);
double gamma_upper(double a, double x);
/* beta_lower - I_x(a, b), the regularised incomplete beta; a, b > 0, x in [0, 1]. y = 1 - x is given apart, so that no
 * digit of a small one is lost. */
double beta_lower(double a, double b, double x, double y);
/* gamma_quantile - the x with P(a, x) = p; beta_quantile - the x with I_x(a, b) = p. p in [0, 1]. */
double gamma_quantile(double p, double a);
double beta_quantile(double p, double a, double b);
/* poisson_upper - P(X >= count) of a Poisson variable with that mean; count may be any real >= 0. */
double poisson_upper(double count, double mean);
/* negative_binomial_upper - P(X >= count) of a count with that mean and variance = spread * mean; spread <= 1 is taken
 * as Poisson. */
double negative_binomial_upper(double count, double mean, double spread);
double negative_binomial_lower(double count, double mean, double spread); /* P(X <= count) */
/* normal_upper - P(Z >= z). */
double normal_upper(double z);

#endif
