/* The note of a row: what a reader must know before using it. */
#ifndef ESTIMATE_NOTE_H
#define ESTIMATE_NOTE_H
#include "estimate/indicator.h"

/* What all rows of one breakdown of an indicator share: the comparability of every variable that is
   used or that a used one is derived from, where it is not exact, missing weights, and a sample
   that is none.  GROUPING NULL: the total.  NULL if there is nothing to say; g_free. */
char *note_of_breakdown (const struct indicators *, const struct measured *,
                         const struct grouping *, const struct dataset *);
/* The weakest grade of the variables that are named there, GRADES [n_variables]; no worse than
   GRADE_NONE, for what was not asked has no rows. */
enum grade note_grade (const struct indicators *, const struct measured *, const struct grouping *,
                       const enum grade *);
/* The variable that was not asked, with the crosswalk's reason, and for a derived one what it
   lacks; g_free. */
char *note_not_asked (const struct indicators *, const struct dataset *, const struct variable *);
/* SHARED (may be NULL) with what one estimate adds: that it has no standard error, because of a
   stratum with one PSU (LONELY 1) or a PSU with one second-stage unit (2; 0: it has one); or no
   interval. */
char *note_of_estimate (const struct indicators *, const char *shared, int lonely,
                        bool no_interval);
/* NOTE (or NULL), which is taken over, behind the name of the standard that M is standardised to.
 */
char *note_of_standard (const struct indicators *, const struct measured *, char *note);
/* NOTE (or NULL), which is taken over, with the cells NAMES of the standard that nobody is in, a
   SHARE of it. */
char *note_of_lost (const struct indicators *, char *note, const char *names, double share);
/* Say in the N rows of a table that it is not to be published as one. */
void note_table (const struct indicators *, struct estimate_row *rows, size_t n);
#endif
