/* What an indicator is made of beside its expressions: two others, nets of categories, items of a
   set.  For this room only. */
#ifndef ESTIMATE_PARTS_H
#define ESTIMATE_PARTS_H
#include "estimate/indicator.h"

/* Find the operands, check and number the categories of nets, read the items' conditions.  False
   after findings; what plan_read has told is not told again. */
bool parts_read (const struct indicators *, struct measured *, struct diag *);
void parts_clear (struct measured *);
/* Mark the slots of all expressions of an indicator, those of its operands too; KEEP by slot. */
void parts_mark (const struct measured *, bool *keep);

/* The rows of a group: categories, counted reasons and nets of a distribution; items of a set and
   their totals; 0: one row without a category. */
size_t measured_rows (const struct measured *, size_t n_missing);
/* The first net among the rows; of other measures than distributions the number of rows. */
size_t measured_first_net (const struct measured *, size_t n_missing);
/* Name and label of a row that is no category or reason, by its number among nets or items; the
   label is for g_free. */
const char *parts_name (const struct measured *, size_t k);
char *parts_label (const struct indicators *, const struct measured *, size_t k,
                   const char *language);
#endif
