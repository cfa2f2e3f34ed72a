/* The names of the columns of a data file, and how a name in a survey file finds its column. */
#ifndef DATA_HEADER_H
#define DATA_HEADER_H
#include "base/diag.h"

struct header;

struct header *header_new (void);
void header_free (struct header *);
/* The row ROW begins, counted from 1: is it to be added?  Names stand in NAMES_ROW; or, JOINED, in
   the first two rows, as a question and its option: the name is then `Question [Option]`, and an
   empty question is the one to its left. */
bool header_row (struct header *, long row, long names_row, bool joined);
/* Add the next cell of the row (LEN bytes of UTF-8); blanks and byte order marks around it go. */
void header_add (struct header *, const char *name, size_t len);
/* No more names.  A last one that is empty is no column but a delimiter at the end of the line. */
void header_end (struct header *);

size_t header_n (const struct header *);
const char *header_name (const struct header *, size_t column);
/* Did a delimiter stand at the end of the line? */
bool header_trails (const struct header *);
/* The first column in which two headers differ after label_normalise (the number of columns of the
   shorter one, when it has all its columns in common with the other), or -1. */
long header_differs (const struct header *, const struct header *);
/* See csvin_find; GROUP: what stands between groups and names, or 0; FILE: its name for the
   sentence. */
long header_find (const struct header *, const char *name, char group, const char *file,
                  struct place at, struct diag *);

/* The text without the apostrophe that keeps a spreadsheet from computing it: '=1 is =1. */
const char *header_unmask (const char *text, size_t *len);
/* The text without blanks (space, tab, no-break space) at its ends. */
const char *header_trim (const char *text, size_t *len);
#endif
