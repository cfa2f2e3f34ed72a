/* Reports: results in, files out.  A renderer is one file and one row of the table in report.c. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H
#include "estimate/rows.h"

struct renderer {
  const char *format; /* the word in the study file */
  const char *file;   /* its name unless the study says otherwise */
  bool (*write) (const struct results *, const char *path, struct diag *);
};

/* By the word in the study file; NULL if there is none. */
const struct renderer *renderer_find (const char *format);

/* The rows over which the standards differ, and what each says of them; no estimates. */
bool report_quality (const struct results *, const char *path, struct diag *);

/* designs.csv: the sizes of the samples, of surveys of which data were read. */
bool report_designs (const struct results *, const char *path, struct diag *);

/* The settings on which DECIDES (SETTING_OF_ESTIMATES or SETTING_OF_COMPARISONS) depend. */
bool report_settings (const struct results *, unsigned decides, const char *path, struct diag *);

/* The renderers. */
bool report_csv (const struct results *, const char *path, struct diag *);
bool report_xlsx (const struct results *, const char *path, struct diag *);

/* Tables of their own: comparisons.csv, associations.csv. */
bool report_comparisons (const struct results *, const char *path, struct diag *);
bool report_associations (const struct results *, const char *path, struct diag *);
#endif
