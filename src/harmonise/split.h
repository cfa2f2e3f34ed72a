/* A cell that holds several answers, taken apart. */
#ifndef HARMONISE_SPLIT_H
#define HARMONISE_SPLIT_H
#include <glib.h>
#include <stdbool.h>

struct split;

/* SEPARATOR: what stands between two answers. */
struct split *split_new (const char *separator);
void split_free (struct split *); /* NULL is allowed */
/* TEXT is one answer although the separator stands in it ("Tablet, such as iPad"); a text without
   the separator is passed over.  Compared after label_normalise. */
void split_know (struct split *, const char *text);
/* The answers of CELL in their order, trimmed, without empty ones, as a NULL-ended vector to be
   freed with g_strfreev.  An answer in double quotes may hold the separator, a quote in it is
   doubled; of answers that are known to hold it the longest is taken. */
char **split_parts (const struct split *, const char *cell);
#endif
