/* Arrays in order. */
#ifndef REPORT_SORTED_H
#define REPORT_SORTED_H
#include <glib.h>

/* Sort the N elements of SIZE bytes at BASE and drop repeated ones; returns how many are left. */
size_t sorted_unique (void *base, size_t n, size_t size, GCompareDataFunc, const void *data);
/* Where KEY stands among the N sorted elements; it is one of them. */
size_t sorted_find (const void *key, const void *base, size_t n, size_t size, GCompareDataFunc,
                    const void *data);
#endif
