/* What an indicator's figures are, in words: above its table. */
#ifndef REPORT_MEASURE_H
#define REPORT_MEASURE_H
#include "estimate/rows.h"

/* "mean (unit: hours)", of quantiles with their rule; g_free. */
char *measure_words (const struct results *, const struct indicator_info *);
/* The methods by which the limits of these rows are made, "" where none has any; g_free. */
char *measure_intervals (const struct estimate_row *const *rows, size_t n, const char *language);
/* What standard errors, and what degrees of freedom, are made of in the surveys; g_free. */
char *measure_errors (const struct results *, const char *language);
char *measure_df (const struct results *, const char *language);
#endif
