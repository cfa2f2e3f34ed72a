/* What may be published for its precision.  Decided here and nowhere else. */
#ifndef ESTIMATE_QUALITY_H
#define ESTIMATE_QUALITY_H
#include "estimate/rows.h"
#include "model/study.h"
#include "stat/linearise.h"

/* What a standard says of a figure: STATUS_OK, STATUS_LOW (to be used with care, or reviewed) or
   STATUS_SUPPRESSED; STATUS_EMPTY where there is no figure.  Standards that look at standard errors
   say STATUS_LOW at best of a figure without one. */
enum row_status quality_verdict (enum standard, enum measure, const struct statistic *);
/* Set the status of a row, and with ALL what each standard says of it (some take as long as the
   estimate itself), and take out of a suppressed one what must not be published. */
void quality_decide (struct estimate_row *, enum standard, bool all, enum measure,
                     const struct statistic *);
/* Take the estimate and everything that follows from it out of a row. */
void quality_blank (struct estimate_row *);

/* Of a standard that judges whole tables: is less than half of the N rows of a table, as many as
   have a figure, reliable? */
bool quality_table_fails (enum standard, const struct estimate_row *, size_t n);
/* Of an average that has an estimate: it is to be used with care where a part of it is. */
enum row_status quality_of_average (const struct estimate_row *const *parts, size_t n);
#endif
