/* Which group of a breakdown each record of a survey is in. */
#ifndef ESTIMATE_GROUPS_H
#define ESTIMATE_GROUPS_H
#include "estimate/indicator.h"

/* [n records] group numbers, those with a missing variable in the group N_GROUPS; g_free.  NULL
   when the survey did not ask one of the variables, which *MISSING then names. */
guint16 *groups_new (const struct grouping *, const struct dataset *, const enum grade *,
                     const struct variable **missing);
/* Did the survey not ask it: by its grade, or by the reason not_asked on every record? */
bool groups_not_asked (const struct dataset *, const enum grade *, const struct variable *);
#endif
