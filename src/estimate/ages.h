/* A common range of ages: every indicator restricted to it, and the surveys that cannot support it.
   For this room only. */
#ifndef ESTIMATE_AGES_H
#define ESTIMATE_AGES_H
#include "estimate/grade.h"
#include "estimate/indicator.h"

/* What a category that is made of the age alone has to do with the range. */
enum ages_part { AGES_WHOLE, AGES_PART, AGES_NONE };

/* Of the study, checked; IN->ages stays NULL where it asks for none.  False after findings. */
bool ages_read (struct indicators *, struct diag *);
void ages_free (struct ages *);
/* AMONG (NULL: everybody) of an indicator and of that age; `in->ages` is there.  The expression is
   new; NULL after findings. */
struct expr *ages_join (const struct indicators *, const struct expr_text *among, struct diag *);
/* AGES_WHOLE, too, of all categories that are not made of the age alone, and without a range. */
enum ages_part ages_part (const struct indicators *, const struct variable *, size_t category);
/* NOTE (or NULL), which is taken over, with the categories of a group that the range cuts. */
char *ages_note (const struct indicators *, char *note, const struct grouping *, size_t group);

/* What ages the dataset has; FOUND->fits says whether the range is among them. */
void ages_find (const struct indicators *, const struct dataset *, const enum grade *,
                struct ages_found *found);
/* Why a survey whose ages do not fit has no figures, for notes; g_free. */
char *ages_refusal (const struct indicators *, const struct ages_found *);
#endif
