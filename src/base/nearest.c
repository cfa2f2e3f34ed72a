#include <config.h>

#include "base/diag.h"

#include <string.h>

enum { LONGEST_WORD = 64 }; /* names are at most this long; longer ones have no near names */

/* Edits between A and B: one each for a character put in, left out, changed, or changed places
   with its neighbour (the "optimal string alignment" form of the Damerau-Levenshtein distance). */
static size_t
edits (const gunichar *a, size_t na, const gunichar *b, size_t nb)
{
  size_t row[3][LONGEST_WORD + 1];
  size_t *two = row[0], *one = row[1], *now = row[2];

  for (size_t j = 0; j <= nb; j++)
    one[j] = j;
  for (size_t i = 1; i <= na; i++) {
    size_t *oldest = two;
    now[0] = i;
    for (size_t j = 1; j <= nb; j++) {
      size_t best = one[j - 1] + (a[i - 1] != b[j - 1]);
      best = MIN (best, one[j] + 1);
      best = MIN (best, now[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        best = MIN (best, two[j - 2] + 1);
      now[j] = best;
    }
    two = one;
    one = now;
    now = oldest;
  }
  return one[nb];
}

/* The word as characters without regard to case; 0 when it is too long or not text. */
static size_t
fold (const char *word, gunichar out[static LONGEST_WORD])
{
  size_t n = 0;

  if (!g_utf8_validate (word, -1, NULL))
    return 0;
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p)) {
    if (n == LONGEST_WORD)
      return 0;
    out[n++] = g_unichar_tolower (g_utf8_get_char (p));
  }
  return n;
}

const char *
diag_nearest (const char *word, const char *const *candidates, size_t n)
{
  gunichar a[LONGEST_WORD], b[LONGEST_WORD];
  size_t na = fold (word, a), best = LONGEST_WORD;
  const char *nearest = NULL;

  for (size_t i = 0; na > 0 && i < n; i++) {
    size_t nb = candidates[i] != NULL ? fold (candidates[i], b) : 0, longer = MAX (na, nb), d;
    /* A slip touches at most a third of the word, and leaves something of it. */
    size_t allowed = MIN ((longer + 2) / 3, MIN (na, nb) - (nb > 0));

    if (nb == 0 || longer - MIN (na, nb) > allowed)
      continue;
    d = edits (a, na, b, nb);
    if (d <= allowed && d < best) {
      best = d;
      nearest = candidates[i];
    }
  }
  return nearest;
}
