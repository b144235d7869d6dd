/* theme_outside.c - see theme_outside.h. Medians and median absolute deviations instead of means, because what is
 * looked for would move a mean; by selection of a full sort (15,000 values: a millisecond). Measured on sets with 15 %
 * off-topic texts: removes half of them and 2 to 3 % of what is on topic. Where nothing is off-topic those 2 to 3 % (on
 * short texts up to 10 %) are lost for nothing, so a sample that shows no mass of outsiders gets wider cuts. */
#include "theme_outside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "theme_dot.h"

#define MAD_TO_DEVIATION 1.4826 /* makes a normal distribution's median absolute deviation its standard deviation */
#define LOWEST_Z (-4.0)         /* one measure alone must not decide */
#define LEAST_DEVIATION 1e-9
/* What tells a mass of off-topic mentions from the rare wordings of any corpus. Chosen on 83 labelled sets, many of
 * them drawn from the same corpora, so these figures flatter: of 47 without off-topic texts none is taken for one with
 * a mass, of 36 with 1 to 27 % of such texts 30 are. The other six are sets in which the narrower cuts find little of
 * them too (.01 to .28 in five; one has 1 %). */
#define STRANGE_Z (-1.0)    /* robust z of each of the three measures: below in all three, a mention is strange */
#define STRANGE_SHARE 0.037 /* of the sample is strange: a diffuse mass; without off-topic texts .005 to .036 */
#define OWN_SHARE 0.2       /* of a community's mentions are outsiders: they keep company there */
#define COMPANY_SHARE                                                                                                  \
	0.59 /* of the outsiders stand in such communities: a mass that keeps together; without off-topic texts 0 to   \
	        .58, half of the sets below .07 */

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

double theme_median(double *values, size_t n)
{
	if (n == 0) {
		return 0;
	}
	qsort(values, n, sizeof *values, compare_doubles);
	return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

struct theme_spread theme_spread_of(const double *values, size_t n)
{
	double *copy = memory_array(n + 1, sizeof *copy);
	struct theme_spread spread;
	memcpy(copy, values, n * sizeof *copy);
	spread.median = theme_median(copy, n);
	for (size_t i = 0; i < n; i++) {
		copy[i] = fabs(values[i] - spread.median);
	}
	spread.mad = theme_median(copy, n);
	free(copy);
	return spread;
}

double theme_nearness(const struct theme_near *near, size_t count)
{
	double sum = 0;
	size_t best = count < THEME_NEAR_BEST ? count : THEME_NEAR_BEST;
	for (size_t i = 0; i < best; i++) {
		sum += near[i].dot / THEME_DOT_ONE;
	}
	return best > 0 ? sum / (double)best : 0;
}

static double robust_z(struct theme_spread spread, double value)
{
	double deviation = MAD_TO_DEVIATION * spread.mad, z;
	z = (value - spread.median) / (deviation > LEAST_DEVIATION ? deviation : LEAST_DEVIATION);
	return z < LOWEST_Z ? LOWEST_Z : z;
}

double theme_foreign(const struct theme_measures_spread *spread, const struct theme_measures *measures)
{
	double sum = robust_z(spread->near, measures->near) + robust_z(spread->familiar, measures->familiar);
	if (!spread->semantic) {
		return sum / 2;
	}
	return (sum + robust_z(spread->surroundings, measures->surroundings)) / 3;
}

bool theme_is_outsider(const struct theme_measures_spread *spread, const struct theme_measures *measures)
{
	double stray = spread->clean ? THEME_STRAY_CLEAN : THEME_STRAY,
	       foreign = spread->clean ? THEME_FOREIGN_CLEAN : THEME_FOREIGN;
	return measures->near < stray * spread->near.median || theme_foreign(spread, measures) < foreign;
}

bool theme_is_strange(const struct theme_measures_spread *spread, const struct theme_measures *measures)
{
	return spread->semantic && robust_z(spread->near, measures->near) < STRANGE_Z &&
	       robust_z(spread->familiar, measures->familiar) < STRANGE_Z &&
	       robust_z(spread->surroundings, measures->surroundings) < STRANGE_Z;
}

bool theme_off_topic_mass(const struct theme_strangers *found)
{
	size_t *size = memory_array(found->communities + 1, sizeof *size),
	       *out = memory_array(found->communities + 1, sizeof *out), all = 0, company = 0;
	for (size_t i = 0; i < found->n; i++) {
		size[found->community[i]]++;
		out[found->community[i]] += found->outsider[i];
		all += found->outsider[i];
	}
	for (size_t c = 0; c < found->communities; c++) {
		company += (double)out[c] >= OWN_SHARE * (double)size[c] ? out[c] : 0;
	}
	free(size);
	free(out);
	return all > 0 && ((double)found->strange >= STRANGE_SHARE * (double)found->n ||
	                   (double)company >= COMPANY_SHARE * (double)all);
}
