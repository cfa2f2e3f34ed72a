/* Passes over the records for medians and quantiles.  For this room only. */
#ifndef ESTIMATE_QUANTILEPASS_H
#define ESTIMATE_QUANTILEPASS_H
#include "estimate/answers.h"
#include "stat/quantile.h"

struct work;

/* The quantiles of each cell, and who is at or below them. */
struct quantile_pass {
  struct quantiles *quantiles;
  const double *at; /* [n_at] borrowed from the plan, or one's own */
  size_t n_at;
  struct tally **below; /* [n_at] ANSWER_YES: at or below the quantile of one's cell */
};

/* RANKING of the records by their answers; GROUP [n records], or NULL: all in one cell. */
struct quantile_pass *quantile_pass_new (const struct work *, const struct measured *,
                                         const struct ranking *, const guint16 *group,
                                         size_t n_cells);
void quantile_pass_free (struct quantile_pass *);
/* The statistic of a cell at the K-th quantile; the work's totals and influence are then its own.
 */
struct statistic quantile_pass_statistic (const struct work *, const struct quantile_pass *,
                                          size_t cell, size_t k);
/* What is special to the row of a quantile, of which all else is there; nothing to others.  Under
   `disclosure` it loses its figure or its interval where these would tell of fewer records than may
   be told of; a note says why there is no interval. */
void quantile_pass_finish (const struct work *, const struct statistic *, struct estimate_row *);
/* The rule that the study asks for. */
enum quantile_rule quantile_pass_rule (const struct indicators *);
#endif
