/* A national data file of any kind, in blocks of dictionary columns.

   A reader goes over one or more files of one layout and one kind, which is told by the ending of
   the first one's name: `.sav`, `.zsav` (SPSS) and `.dta` (Stata), in upper or lower case, are read
   by room data's spss.c, and everything else is CSV.  Only the wanted columns are kept: each of
   their cells is trimmed of blanks, interned in the column's dictionary and given as a small
   number. What cannot be read becomes a finding.  Whoever wants CSV alone takes data/csvin.h.  */
#ifndef DATA_DATAIN_H
#define DATA_DATAIN_H
#include "base/number.h"
#include "base/progress.h"
#include "data/dict.h"
#include "model/codes.h"

/* Records in a block.  Not a power of two: the rows of 240 columns of a block of 256 would compete
   for four sets of the processor's first cache, with 240 they spread over all. */
enum { DATAIN_BLOCK = 240 };

/* How the files are written.  Borrowed until datain_close. */
struct datain_format {
  const char *const *files;               /* NULL-ended */
  char delimiter;                         /* CSV; 0: `sep=` in the first line, else found out */
  char decimal;                           /* not CSV: the mark of numbers in cells; 0: '.' */
  const char *encoding;                   /* NULL: what the file says, else found out */
  long header_rows, names_row, skip_rows; /* CSV; 0 is read as 1, 1, 0; skip_rows counts lines */
  bool names_joined;   /* CSV; names are `Question [Option]` of the first two header rows; an empty
                          question is the one to its left */
  char group;          /* datain_find takes what is behind the last of these for a name, too; or
                          0 */
  bool unmask;         /* CSV; the apostrophe of a cell that begins with '= goes */
  const char *rejects; /* path of the rejects file, or NULL: not written */
  bool bare_rejects;   /* without the records' text, which tells who somebody is */
  struct place place;  /* of `source` in the survey file, for findings about its declarations */
  size_t chunk;        /* CSV; bytes read at a time; 0: what is fast */
};

/* A block of records.  cell[k * DATAIN_BLOCK + r] is the entry of record r in the kept column with
   the k-th lowest column number (see datain_slot); line[r] where it began: in CSV the line of the
   file, else the number of the record, from 1. */
struct datain_block {
  size_t n; /* records; 0 at the end */
  const guint32 *cell;
  const double *number; /* of record r the k-th of datain_keep_numbers: [r * their number + k] */
  size_t line[DATAIN_BLOCK];
  const char *file; /* a block never spans two files */
};

struct datain;

/* Open the first file and read its header.  NULL after findings (missing file, folder, empty file,
   no header, files of several kinds).  PROGRESS may be NULL. */
struct datain *datain_open (const struct datain_format *, struct progress *, struct diag *);
/* Close and free; the rejects file, if there were rejects, appears now; without any an old one is
   removed.  False after a finding.  NULL is allowed. */
bool datain_close (struct datain *, struct diag *);

/* The names of the columns, trimmed, in file order. */
size_t datain_n_columns (const struct datain *);
const char *datain_name (const struct datain *, size_t column);
/* What stands between two cells; 0: nothing does, it is no text file. */
char datain_delimiter (const struct datain *);
/* Of the file that is being read; at the end the encodings of all files, each once, with a comma
   between them.  Until the next call of any kind. */
const char *datain_encoding (const struct datain *);
/* The column NAME: the exact name, else the only one that is equal after label_normalise, else the
   only one that is so behind its groups.  -1 after a finding at AT (the place in the survey file):
   no column (with a near name), two that fit, or a name that two columns have. */
long datain_find (const struct datain *, const char *name, struct place at, struct diag *);
/* Keep COLUMN; the same dictionary for the same column; before the first datain_read.  Owned by the
   reader.  Its counts include a block only once the next datain_read or datain_count has been
   called. */
struct dict *datain_keep (struct datain *, size_t column);
/* Keep N COLUMNS, all different, as numbers that are marked so, NaN where a cell holds
   none: at most once, when all other columns are kept and before
   datain_slot is asked.  Numbers that hardly repeat would only fill
   a dictionary. */
void datain_keep_numbers (struct datain *, const size_t *columns, size_t n, struct number_marks);
/* Which k in datain_block belongs to a kept column. */
size_t datain_slot (const struct datain *, size_t column);

/* The next block; false at the end (findings have been added as they were met). */
bool datain_read (struct datain *, struct datain_block *, struct diag *);
/* Could a file not be read to its end, because it is packed and damaged, or the disk is?  That has
   been told; what was read until there must not be used, for nobody can say how much is missing. */
bool datain_broken (const struct datain *);
/* Put record R of the last block into the rejects, with the reason (a few words), and out of the
   dictionaries' counts: its text is kept until the next datain_read or datain_count. */
void datain_reject (struct datain *, size_t r, const char *reason, struct diag *);
/* Count the last block's cells now. */
void datain_count (struct datain *);

/* Records read so far (with the rejected ones) and rejected so far. */
size_t datain_n_read (const struct datain *);
size_t datain_n_rejected (const struct datain *);

/* What the first file itself says of its columns (labels, codes, which of them mean missing), added
   to CODES; a CSV file says nothing.  The data are not read.  False after findings. */
bool datain_codes (const struct datain_format *, struct codes *, struct diag *);
#endif
