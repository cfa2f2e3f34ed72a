/* Letters for what differs significantly in the table of an indicator: capital ones for surveys and
   averages, small ones for groups within a survey. */
#ifndef REPORT_LETTERS_H
#define REPORT_LETTERS_H
#include "estimate/rows.h"

struct letters;

/* NULL where nothing of the indicator is compared. */
struct letters *letters_new (const struct results *, size_t indicator);
void letters_free (struct letters *); /* NULL is allowed */
/* The next small letter for the group with these levels (as in an estimate) of a breakdown; NULL if
   the group is compared with none.  For all groups, in the order of the table, before
   letters_differs.  Borrowed. */
const char *letters_group (struct letters *, size_t breakdown, const gint16 *level);
/* Are surveys compared? */
bool letters_between (const struct letters *);
/* "A", ... "Z", "AA"; g_free. */
char *letters_name (size_t i);
/* "A, C, b": what the estimate differs from; LETTERS_NOT_COMPARED where it is compared with no
   survey; NULL for nothing.  g_free. */
#define LETTERS_NOT_COMPARED "[nc]"
char *letters_differs (const struct letters *, const struct estimate_row *);
#endif
