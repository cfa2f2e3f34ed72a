#include <config.h>

#include "suggest/guess.h"

#include "model/country.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2100 };

/* Three letters that are a country, standing alone. */
static bool
find_country (char **words, char country[static 4])
{
  for (char **w = words; *w; w++) {
    g_autofree char *upper = g_ascii_strup (*w, -1);
    if (strlen (upper) == 3 && country_known (upper)) {
      memcpy (country, upper, 4);
      return true;
    }
  }
  return false;
}

static bool
find_year (char **words, long *year)
{
  for (char **w = words; *w; w++) {
    char *end;
    long number = strtol (*w, &end, 10);
    if (strlen (*w) == 4 && !*end && number >= FIRST_YEAR && number <= LAST_YEAR) {
      *year = number;
      return true;
    }
  }
  return false;
}

bool
suggest_head (const char *path, char country[static 4], long *year)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *valid = g_utf8_make_valid (base, -1);
  g_autofree char *plain = similar_plain (valid, true);
  g_auto (GStrv) words = g_strsplit (plain, " ", -1);
  bool has_country = find_country (words, country);

  return find_year (words, year) && has_country;
}

static void
unit_clear (void *data)
{
  struct guess_unit *u = data;
  g_free (u->name);
  g_free (u->text);
  g_free (u->item);
}

static struct guess *
guess_new (const struct suggest_request *q, const struct codebook *cb)
{
  struct guess *g = g_new0 (struct guess, 1);
  g->request = q;
  g->codebook = cb;
  g->codes = codes_new ();
  g->likeness = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g->columns = g_ptr_array_new_with_free_func (guess_column_free);
  g->units = g_array_new (FALSE, FALSE, sizeof (struct guess_unit));
  g_array_set_clear_func (g->units, unit_clear);
  g->dicts = g_ptr_array_new ();
  g->blanks = g_ptr_array_new ();
  g->kept = g_ptr_array_new_with_free_func (g_free);
  return g;
}

static void
guess_free (struct guess *g)
{
  g_array_free (g->units, TRUE);
  g_ptr_array_free (g->columns, TRUE);
  g_ptr_array_free (g->dicts, TRUE);
  g_ptr_array_free (g->blanks, TRUE);
  g_ptr_array_free (g->kept, TRUE);
  suggest_read_end (g);
  g_hash_table_unref (g->likeness);
  codes_free (g->codes);
  g_free (g->evidence);
  g_free (g->chosen);
  g_free (g->owner);
  g_free (g->unit_group);
  g_free (g->variable_group);
  g_free (g->encoding);
  g_free (g);
}

char *
suggest_draft (const struct suggest_request *q, const struct codebook *cb,
               struct suggest_summary *s, struct diag *diag)
{
  struct guess *g = guess_new (q, cb);
  char *draft = NULL;

  if (suggest_labels (q, cb, g->codes, diag) && suggest_read (g, diag)) {
    suggest_looks (g);
    suggest_score (g);
    draft = suggest_write (g, s);
  }
  guess_free (g);
  return draft;
}
