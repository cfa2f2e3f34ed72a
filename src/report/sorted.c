#include <config.h>

#include "report/sorted.h"

#include <string.h>

size_t
sorted_unique (void *base, size_t n, size_t size, GCompareDataFunc compare, const void *data)
{
  char *p = base;
  size_t kept = 0;

  g_qsort_with_data (base, (gint)n, size, compare, (void *)data);
  for (size_t i = 0; i < n; i++)
    if (i == 0 || compare (p + i * size, p + (kept - 1) * size, (void *)data) != 0)
      memmove (p + kept++ * size, p + i * size, size);
  return kept;
}

size_t
sorted_find (const void *key, const void *base, size_t n, size_t size, GCompareDataFunc compare,
             const void *data)
{
  const char *p = base;
  size_t below = 0;

  while (n > 1) {
    size_t half = n / 2;
    if (compare (key, p + (below + half) * size, (void *)data) >= 0)
      below += half;
    n -= half;
  }
  return below;
}
