/* segment_odds.c - see segment_odds.h. "Fightin' words" (Monroe, Colaresi & Quinn 2008): the prior pulls small cells
 * towards no difference, and the variance says how far one may be trusted; chosen against lift, which is largest where
 * there is least. */
#include "segment_odds.h"

#include <math.h>

double log_odds(double in, double of_in, double out, double of_out, double prior, double *ratio)
{
	double rate = (in + out) / (of_in + of_out), yes = prior * rate, no = prior - yes;
	double a = in + yes, b = of_in - in + no, c = out + yes, d = of_out - out + no;
	if (a <= 0 || b <= 0 || c <= 0 || d <= 0) {
		*ratio = 1;
		return 0;
	}
	double delta = log(a / b) - log(c / d);
	*ratio = exp(delta);
	return delta / sqrt(1 / a + 1 / b + 1 / c + 1 / d);
}
