/* The dictionary of a column: each distinct text once, with how often and where first. */
#ifndef DATA_DICT_H
#define DATA_DICT_H
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct dict_entry {
  const char *text; /* NUL-terminated; owned by the dictionary, stable */
  size_t len;
  size_t count;           /* 0: met in records that were rejected only; treat it as absent */
  size_t first_line;      /* of the first counted record with it; 0 while COUNT is 0 */
  const char *first_file; /* the file of that line, borrowed; NULL unless dict_count_block said */
};

struct dict;

struct dict *dict_new (void);
void dict_free (struct dict *);
/* The number of TEXT (LEN bytes, no NUL among them), entered if new.  Entries are numbered in the
   order in which they were met, and counted by dict_count_block alone. */
guint32 dict_enter (struct dict *, const char *text, size_t len);
/* Count the entries of N records, which began on the lines LINE of FILE; records with SKIP[r] are
   left out (NULL: none). */
void dict_count_block (struct dict *, const guint32 *entry, const size_t *line, const bool *skip,
                       size_t n, const char *file);
size_t dict_size (const struct dict *);
const struct dict_entry *dict_at (const struct dict *, guint32 entry);
#endif
