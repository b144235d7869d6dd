/* special.c - see special.h.
 *
 * Incomplete gamma: series for x < a + 1, Legendre's continued fraction otherwise; incomplete beta: the continued
 * fraction DLMF 8.17.22 by Lentz's method (Lentz 1976, with Thompson & Barnett's guard). Their prefixes x^a e^-x /
 * Γ(a+1) and the like are Poisson and binomial probabilities, computed by Loader's saddle-point expansion (Loader 2000,
 * "Fast and accurate computation of binomial probabilities"): with lgamma, counts of a million would lose nine digits
 * by cancellation. Quantiles by bisection: slow, monotone, never wrong by more than the function is. Held to scipy in
 * tests/reference/rank. */
#include "special.h"

#include <math.h>

static const double half_log_two_pi = 0.91893853320467274178;
static const double two_pi = 6.28318530717958647693;

/* ln n! - ln of Stirling's formula (Loader's "stirlerr"). */
static double stirling_error(double n)
{
	double nn = n * n;
	if (n <= 16) {
		return lgamma(n + 1) - (n + 0.5) * log(n) + n - half_log_two_pi;
	}
	if (n > 500) {
		return (1.0 / 12 - 1.0 / 360 / nn) / n;
	}
	if (n > 80) {
		return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / nn) / nn) / n;
	}
	if (n > 35) {
		return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - 1.0 / 1680 / nn) / nn) / nn) / n;
	}
	return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / nn) / nn) / nn) / nn) / n;
}

/* x ln(x/m) + m - x, without cancellation near x = m (Loader's "bd0"). */
static double deviance(double x, double m)
{
	if (fabs(x - m) < 0.1 * (x + m)) {
		double v = (x - m) / (x + m), sum = (x - m) * v, term = 2 * x * v, vv = v * v;
		for (int j = 1; j < 1000; j++) {
			term *= vv;
			double next = sum + term / (2 * j + 1);
			if (next == sum) {
				return sum;
			}
			sum = next;
		}
	}
	return x * log(x / m) + m - x;
}

/* m^x e^-m / Γ(x+1) */
static double poisson_mass(double x, double m)
{
	if (m == 0) {
		return x == 0 ? 1 : 0;
	}
	if (x == 0) {
		return exp(-m);
	}
	return exp(-stirling_error(x) - deviance(x, m)) / sqrt(two_pi * x);
}

/* Γ(a+b+1) / (Γ(a+1) Γ(b+1)) x^a y^b */
static double binomial_mass(double a, double b, double x, double y)
{
	double n = a + b;
	if (x == 0 || y == 0) {
		return 0;
	}
	double log_mass =
	    stirling_error(n) - stirling_error(a) - stirling_error(b) - deviance(a, n * x) - deviance(b, n * y);
	return exp(log_mass) * sqrt(n / (two_pi * a * b));
}

static const double tiny = 1e-300, precise = 1e-16;
enum { TERMS_MAX = 100000 };

static double gamma_series(double a, double x)
{
	double term = 1, sum = 1;
	for (int n = 1; n < TERMS_MAX && term > sum * precise; n++) {
		term *= x / (a + n);
		sum += term;
	}
	return poisson_mass(a, x) * sum;
}

static double gamma_fraction(double a, double x)
{
	double b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d;
	for (int n = 1; n < TERMS_MAX; n++) {
		double an = -n * (n - a);
		b += 2;
		d = an * d + b;
		d = 1 / (fabs(d) < tiny ? tiny : d);
		c = b + an / c;
		c = fabs(c) < tiny ? tiny : c;
		h *= d * c;
		if (fabs(d * c - 1) < precise) {
			break;
		}
	}
	return poisson_mass(a, x) * a * h;
}

double gamma_lower(double a, double x)
{
	return x <= 0 ? 0 : x < a + 1 ? gamma_series(a, x) : 1 - gamma_fraction(a, x);
}

double gamma_upper(double a, double x)
{
	return x <= 0 ? 1 : x < a + 1 ? 1 - gamma_series(a, x) : gamma_fraction(a, x);
}

static double beta_fraction(double a, double b, double x)
{
	double c = 1, d = 1 - (a + b) * x / (a + 1);
	d = 1 / (fabs(d) < tiny ? tiny : d);
	double h = d;
	for (int m = 1; m < TERMS_MAX; m++) {
		double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
		d = 1 + even * d;
		c = 1 + even / c;
		d = 1 / (fabs(d) < tiny ? tiny : d);
		c = fabs(c) < tiny ? tiny : c;
		h *= d * c;
		d = 1 + odd * d;
		c = 1 + odd / c;
		d = 1 / (fabs(d) < tiny ? tiny : d);
		c = fabs(c) < tiny ? tiny : c;
		h *= d * c;
		if (fabs(d * c - 1) < precise) {
			break;
		}
	}
	return h;
}

double beta_lower(double a, double b, double x, double y)
{
	if (x <= 0) {
		return 0;
	}
	if (y <= 0) {
		return 1;
	}
	double mass = binomial_mass(a, b, x, y) / (a + b); /* x^a y^b Γ(a+b) / (Γ(a+1) Γ(b+1)) */
	if (x * (a + b + 2) < a + 1) {
		return mass * b * beta_fraction(a, b, x);
	}
	return 1 - mass * a * beta_fraction(b, a, y);
}

double gamma_quantile(double p, double a)
{
	double low = 0, high = a + 10;
	if (p <= 0) {
		return 0;
	}
	while (gamma_lower(a, high) < p && high < 1e300) {
		low = high;
		high *= 2;
	}
	for (int i = 0; i < 1100; i++) {
		double middle = low + (high - low) / 2;
		if (middle <= low || middle >= high) {
			break;
		}
		if (p < 0.5 ? gamma_lower(a, middle) < p : gamma_upper(a, middle) > 1 - p) {
			low = middle;
		} else {
			high = middle;
		}
	}
	return low + (high - low) / 2;
}

double beta_quantile(double p, double a, double b)
{
	double low = 0, high = 1;
	for (int i = 0; i < 1100; i++) {
		double middle = low + (high - low) / 2;
		if (middle <= low || middle >= high) {
			break;
		}
		if (beta_lower(a, b, middle, 1 - middle) < p) {
			low = middle;
		} else {
			high = middle;
		}
	}
	return low + (high - low) / 2;
}

double poisson_upper(double count, double mean)
{
	return count <= 0 ? 1 : gamma_lower(count, mean);
}

/* Size r and success q of the negative binomial with that mean and variance: q = 1/spread, r = mean / (spread - 1). */
double negative_binomial_upper(double count, double mean, double spread)
{
	if (count <= 0) {
		return 1;
	}
	if (spread <= 1 || mean <= 0) {
		return poisson_upper(count, mean);
	}
	return beta_lower(count, mean / (spread - 1), (spread - 1) / spread, 1 / spread);
}

double negative_binomial_lower(double count, double mean, double spread)
{
	if (mean <= 0) {
		return 1;
	}
	if (spread <= 1) {
		return gamma_upper(count + 1, mean);
	}
	return beta_lower(mean / (spread - 1), count + 1, 1 / spread, (spread - 1) / spread);
}

double normal_upper(double z)
{
	return 0.5 * erfc(z / 1.41421356237309504880);
}
