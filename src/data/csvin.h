/* CSV in, through libcsv, in blocks of dictionary columns.

   A reader goes over one or more files of one layout.  Only the wanted columns are kept: each of
   their cells is trimmed of blanks (space, tab, no-break space), interned in the column's
   dictionary and given as a small number.  Lines are exact: the line a record began on, whatever
   newlines its cells hold; LF, CRLF and CR alone end a line.  What cannot be read goes, whole, to
   the rejects and a finding; the reader then goes on with the next record.  Of a quote that is
   never closed only the lines up to the one it opens on are lost.  Blank lines are no records.  */
#ifndef DATA_CSVIN_H
#define DATA_CSVIN_H
#include "data/datain.h"

struct csvin;

/* Open the first file and read its header.  NULL after findings (missing file, folder, empty file,
   no header).  PROGRESS may be NULL. */
struct csvin *csvin_open (const struct datain_format *, struct progress *, struct diag *);
/* Close and free; the rejects file, if there were rejects, appears now; without any an old one is
   removed.  False after a finding.  NULL is allowed. */
bool csvin_close (struct csvin *, struct diag *);

/* The header: names trimmed, in file order.  An empty name at the end of the header line is a
   delimiter too many, no column; records may have it or not. */
size_t csvin_n_columns (const struct csvin *);
const char *csvin_name (const struct csvin *, size_t column);
char csvin_delimiter (const struct csvin *);
const char *csvin_encoding (const struct csvin *);
/* The column NAME: the exact name, else the only one that is equal after label_normalise, else the
   only one that is so behind its groups.  -1 after a finding at AT (the place in the survey file):
   no column (with a near name), two that fit, or a name that two columns have. */
long csvin_find (const struct csvin *, const char *name, struct place at, struct diag *);
/* Keep COLUMN from the next csvin_read on; the same dictionary for the same column.  Owned by the
   reader.  Its counts include a block only once the next csvin_read or csvin_count has been
   called. */
struct dict *csvin_keep (struct csvin *, size_t column);
/* datain_keep_numbers; false, and nothing done, when a column is kept already. */
bool csvin_keep_numbers (struct csvin *, const size_t *columns, size_t n, struct number_marks);

/* Which k in datain_block belongs to a kept column. */
size_t csvin_slot (const struct csvin *, size_t column);
/* The next block; false at the end (findings have been added as they were met). */
bool csvin_read (struct csvin *, struct datain_block *, struct diag *);
/* See datain_broken. */
bool csvin_broken (const struct csvin *);
/* Put record R of the last block into the rejects, with the reason (a few words), and out of the
   dictionaries' counts: its text is kept until the next csvin_read or csvin_count. */
void csvin_reject (struct csvin *, size_t r, const char *reason, struct diag *);
/* Count the last block's cells now. */
void csvin_count (struct csvin *);

/* Records read so far (with the rejected ones) and rejected so far. */
size_t csvin_n_read (const struct csvin *);
size_t csvin_n_rejected (const struct csvin *);
#endif
