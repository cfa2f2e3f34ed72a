#include <config.h>

#include "estimate/ages.h"

#include "estimate/groups.h"
#include "estimate/note.h"
#include "estimate/words.h"

#include <math.h>
#include <string.h>

/* Of a category that is made of the age alone, the years that it has within the range. */
struct years {
  enum ages_part part;
  long first, last;
};

struct ages {
  const struct variable *variable;
  long lo, hi;
  struct years **years; /* [n_variables][n_categories]; NULL of variables that are made of more */
  size_t n_variables;
};

/* ---- The study and the codebook -------------------------------------------------------------- */

/* A value outside the codebook's range is invalid, so that no survey can have such a year: all
   would be refused.  Who is 17 and a half is 17. */
static bool
within_codebook (const struct age_range *range, const struct variable *v, struct diag *diag)
{
  if (!v->has_range || (v->lo < (double)range->lo + 1 && v->hi >= (double)range->hi))
    return true;
  g_autofree char *least = isfinite (v->lo) ? g_strdup_printf ("%g", v->lo) : g_strdup ("");
  g_autofree char *most = isfinite (v->hi) ? g_strdup_printf ("%g", v->hi) : g_strdup ("");
  diag_add (diag, FIND_BAD_VALUE, range->place,
            "`ages` is %ld..%ld, but the codebook's range of \"%s\" is %s..%s, and no survey can "
            "have other ages: write a range within it, or widen that of the codebook",
            range->lo, range->hi, v->name, least, most);
  diag_note (diag, v->place, "\"%s\" is declared here", v->name);
  return false;
}

static const struct variable *
find_variable (const struct indicators *in, struct diag *diag)
{
  const struct age_range *range = &in->study->ages;
  const struct variable *v = codebook_find (in->codebook, range->variable);
  if (!v) {
    diag_add (diag, FIND_UNKNOWN_VARIABLE, range->variable_place,
              "`ages`: the codebook has no variable \"%s\"; name the one with the age in years, as "
              "in {variable: age_in_years, range: %ld..%ld}",
              range->variable, range->lo, range->hi);
    diag_suggest (diag, codebook_near (in->codebook, range->variable));
    return NULL;
  }
  if (v->type == TYPE_INTEGER || v->type == TYPE_NUMBER)
    return within_codebook (range, v, diag) ? v : NULL;
  diag_add (diag, FIND_TYPE_MISMATCH, range->variable_place,
            "`ages` needs the age in years: \"%s\" is of type %s, not a number", v->name,
            variable_type_name (v->type));
  diag_note (diag, v->place, "\"%s\" is declared here", v->name);
  return NULL;
}

/* The category of each year of age, by the derivation; -1: none. */
static void
derive_years (const struct indicators *in, const struct expr *derive, const struct variable *v,
              long *category)
{
  const struct ages *ages = in->ages;
  g_autofree struct expr_column *columns = g_new0 (struct expr_column, ages->n_variables + 1);
  guint8 index[AGE_MOST + 1], present[AGE_MOST + 1] = {0}, reason[AGE_MOST + 1];
  double years[AGE_MOST + 1], number[AGE_MOST + 1];
  struct expr_work *work = expr_work_new ();
  for (size_t y = 0; y <= AGE_MOST; y++) {
    index[y] = (guint8)y;
    years[y] = (double)y;
  }
  columns[ages->variable->index] = (struct expr_column){.index = index,
                                                        .width = sizeof *index,
                                                        .number = years,
                                                        .reason = present,
                                                        .n_entries = AGE_MOST + 1};
  expr_eval (derive, columns, 0, AGE_MOST + 1, number, reason, NULL, work);
  expr_work_free (work);
  for (size_t y = 0; y <= AGE_MOST; y++)
    category[y] = reason[y] == MISSING_NONE ? variable_category_code (v, (int)number[y]) : (long)-1;
}

static struct years *
years_of (const struct indicators *in, const struct variable *v)
{
  size_t n = 0;
  const struct expr *derive = in->derive[v->index];
  const size_t *slots = derive ? expr_slots (derive, &n) : NULL;
  long category[AGE_MOST + 1];
  if (n != 1 || slots[0] != in->ages->variable->index || !variable_is_categorical (v))
    return NULL;
  struct years *years = g_new0 (struct years, v->n_categories + 1);
  derive_years (in, derive, v, category);
  for (size_t c = 0; c < v->n_categories; c++) {
    long inside = 0, outside = 0;
    for (long y = 0; y <= AGE_MOST; y++) {
      bool within = y >= in->ages->lo && y <= in->ages->hi;
      if (category[y] != (long)c)
        continue;
      if (within && !inside)
        years[c].first = y;
      if (within)
        years[c].last = y;
      inside += within;
      outside += !within;
    }
    years[c].part = !inside ? AGES_NONE : outside ? AGES_PART : AGES_WHOLE;
  }
  return years;
}

bool
ages_read (struct indicators *in, struct diag *diag)
{
  if (!in->study || !in->study->ages.there)
    return true;
  const struct variable *v = find_variable (in, diag);
  if (!v)
    return false;
  in->ages = g_new0 (struct ages, 1);
  *in->ages = (struct ages){.variable = v,
                            .lo = in->study->ages.lo,
                            .hi = in->study->ages.hi,
                            .n_variables = in->codebook->n_variables};
  in->ages->years = g_new0 (struct years *, in->ages->n_variables + 1);
  for (size_t i = 0; i < in->ages->n_variables; i++)
    in->ages->years[i] = years_of (in, &in->codebook->variables[i]);
  return true;
}

void
ages_free (struct ages *ages)
{
  if (!ages)
    return;
  for (size_t i = 0; i < ages->n_variables; i++)
    g_free (ages->years[i]);
  g_free (ages->years);
  g_free (ages);
}

/* Who is 17 and a half is 17. */
struct expr *
ages_join (const struct indicators *in, const struct expr_text *among, struct diag *diag)
{
  const struct ages *ages = in->ages;
  const char *name = ages->variable->name;
  struct expr_scope scope = expr_codebook_scope (in->codebook);
  g_autofree char *own =
      ages->variable->type == TYPE_INTEGER
          ? g_strdup_printf ("`%s` in (%ld..%ld)", name, ages->lo, ages->hi)
          : g_strdup_printf ("`%s` >= %ld and `%s` < %ld", name, ages->lo, name, ages->hi + 1);
  g_autofree char *text =
      among->text ? g_strdup_printf ("(%s) and %s", among->text, own) : g_strdup (own);
  struct expr_text joined = {.text = text,
                             .place = among->text ? among->place : in->study->ages.place};
  return expr_new (&joined, &scope, diag);
}

enum ages_part
ages_part (const struct indicators *in, const struct variable *v, size_t category)
{
  const struct years *years = in->ages ? in->ages->years[v->index] : NULL;
  return years ? years[category].part : AGES_WHOLE;
}

/* "15..17", "15". */
static char *
range_words (long first, long last)
{
  return first == last ? g_strdup_printf ("%ld", first) : g_strdup_printf ("%ld..%ld", first, last);
}

char *
ages_note (const struct indicators *in, char *note, const struct grouping *g, size_t group)
{
  const char *language = in->codebook->languages[0];
  for (size_t k = 0; g && k < g->n; k++) {
    const struct variable *v = g->variables[k];
    size_t level = grouping_level (g, group, k);
    if (ages_part (in, v, level) != AGES_PART)
      continue;
    const struct years *y = &in->ages->years[v->index][level];
    const struct category *c = &v->categories[level];
    g_autofree char *years = range_words (y->first, y->last);
    g_autofree char *text = g_strdup_printf ("%s: %s %s", label_in (&c->label, language, c->name),
                                             words (PHRASE_ONLY_AGES, language), years);
    note = words_more (note, text);
  }
  return note;
}

/* ---- A survey -------------------------------------------------------------------------------- */

/* A few children of an age do not make it one that the survey has: not fewer than this share of the
   records of a year in which half of all children are. */
static const double LEAST = 0.1;

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  size_t x = *(const size_t *)a, y = *(const size_t *)b;
  return (x > y) - (x < y);
}

/* The records of a usual year: half of all records are of a year with so many or more.  Strays at
   the edges, of which each adds a year, do not move it. */
static size_t
usual_year (const size_t *count)
{
  size_t sorted[AGE_MOST + 1], all = 0, below = 0, i = 0;
  memcpy (sorted, count, sizeof sorted);
  for (size_t y = 0; y <= AGE_MOST; y++)
    all += count[y];
  qsort (sorted, G_N_ELEMENTS (sorted), sizeof *sorted, compare_counts);
  while (i < AGE_MOST && 2 * (below + sorted[i]) < all)
    below += sorted[i++];
  return sorted[i];
}

/* COUNT [AGE_MOST + 1]: records with a weight, by whole years. */
static void
count_years (const struct ages *ages, const struct dataset *ds, size_t *count)
{
  const struct values *values = ds->variables[ages->variable->index];
  const double *number = (const double *)(void *)values->number->data;
  const guint8 *reason = (const guint8 *)values->reason->data;
  for (size_t i = 0; i < ds->n; i++) {
    guint32 entry = values_at (values, i);
    double year = floor (number[entry]);
    if (ds->weight[i] > 0 && reason[entry] == MISSING_NONE && year >= 0 && year <= AGE_MOST)
      count[(size_t)year]++;
  }
}

void
ages_find (const struct indicators *in, const struct dataset *ds, const enum grade *grades,
           struct ages_found *found)
{
  const struct ages *ages = in->ages;
  size_t count[AGE_MOST + 1] = {0};
  *found = (struct ages_found){.looked = true};
  if (groups_not_asked (ds, grades, ages->variable))
    return;
  found->asked = true;
  count_years (ages, ds, count);
  double least = LEAST * (double)usual_year (count);
  for (size_t y = 0; y <= AGE_MOST; y++)
    found->has[y] = count[y] > 0 && (double)count[y] >= least;
  found->fits = true;
  for (long y = ages->lo; y <= ages->hi; y++)
    found->fits = found->fits && found->has[y];
}

void
indicators_find_ages (const struct indicators *in, const struct dataset *ds,
                      struct ages_found *found)
{
  g_autofree enum grade *grades = g_new0 (enum grade, in->codebook->n_variables + 1);
  if (!in->ages)
    return;
  grade_variables (ds, in->derive, grades);
  ages_find (in, ds, grades, found);
}

void
indicators_needs_ages (const struct indicators *in, bool *keep)
{
  if (in->ages)
    keep[in->ages->variable->index] = true;
}

void
indicators_foresee_ages (const struct indicators *in, const struct survey *survey,
                         struct ages_found *found)
{
  if (!in->ages)
    return;
  struct dataset *ds = dataset_new (in->codebook, survey);
  g_autofree enum grade *grades = g_new0 (enum grade, in->codebook->n_variables + 1);
  grade_variables (ds, in->derive, grades);
  bool asked = grades[in->ages->variable->index] != GRADE_NOT_ASKED;
  *found = (struct ages_found){.looked = true, .foreseen = true, .asked = asked, .fits = asked};
  dataset_free (ds);
}

/* "9..13, 15..17"; nothing where there is none. */
static char *
years_words (const bool *has)
{
  GString *text = g_string_new (NULL);
  for (size_t y = 0; y <= AGE_MOST; y++) {
    size_t last = y;
    if (!has[y])
      continue;
    while (last < AGE_MOST && has[last + 1])
      last++;
    g_autofree char *run = range_words ((long)y, (long)last);
    g_string_append_printf (text, "%s%s", text->len ? ", " : "", run);
    y = last;
  }
  return g_string_free (text, FALSE);
}

char *
ages_refusal (const struct indicators *in, const struct ages_found *found)
{
  const char *language = in->codebook->languages[0];
  g_autofree char *years = years_words (found->has);
  return g_strdup_printf (
      "%s %ld..%ld: %s%s%s", words (PHRASE_AGES, language), in->ages->lo, in->ages->hi,
      words (*years ? PHRASE_AGES_HAS : PHRASE_AGES_NONE, language), *years ? " " : "", years);
}

/* ---- All surveys ----------------------------------------------------------------------------- */

/* Ages that all surveys have but those without any, and the one numbered EXCEPT. */
static bool
common_years (const struct survey_part *parts, size_t n, size_t except, bool *has)
{
  bool any = false;
  for (size_t y = 0; y <= AGE_MOST; y++) {
    bool some = false;
    has[y] = true;
    for (size_t i = 0; i < n; i++)
      if (parts[i].ages.asked && i != except) {
        has[y] = has[y] && parts[i].ages.has[y];
        some = true;
      }
    has[y] = has[y] && some;
    any = any || has[y];
  }
  return any;
}

/* The run of HAS that shares most years with LO..HI, cut to it; without such a run the longest.
   Returns how many years are shared. */
static long
nearest_range (const struct ages *ages, const bool *has, long *lo, long *hi)
{
  long best = -1, best_length = 0;
  for (long y = 0; y <= AGE_MOST; y++) {
    long last = y;
    if (!has[y])
      continue;
    while (last < AGE_MOST && has[last + 1])
      last++;
    long from = MAX (y, ages->lo), to = MIN (last, ages->hi);
    long shared = MAX (to - from + 1, 0), length = last - y + 1;
    if (shared > best || (shared == best && length > best_length)) {
      best = shared;
      best_length = length;
      *lo = shared ? from : y;
      *hi = shared ? to : last;
    }
    y = last;
  }
  return best;
}

/* No age is in all surveys: which of them stands in the way, if it is one alone? */
static char *
without_one (const struct indicators *in, const struct survey *const *surveys,
             const struct survey_part *parts, size_t n)
{
  bool has[AGE_MOST + 1];
  long best = -1, first = 0, last = 0;
  size_t which = n;
  for (size_t i = 0; i < n; i++) {
    long lo = 0, hi = 0;
    if (!parts[i].ages.asked || !common_years (parts, n, i, has))
      continue;
    long shared = nearest_range (in->ages, has, &lo, &hi);
    if (shared <= best)
      continue;
    best = shared;
    which = i;
    first = lo;
    last = hi;
  }
  if (which == n)
    return g_strdup ("no age is in all surveys, nor in all but one");
  g_autofree char *range = range_words (first, last);
  return g_strdup_printf ("no age is in all surveys; without \"%s\" it would be %s",
                          surveys[which]->id, range);
}

/* What could be asked for instead. */
static char *
remedy (const struct indicators *in, const struct survey *const *surveys,
        const struct survey_part *parts, size_t n)
{
  bool has[AGE_MOST + 1];
  size_t with = 0, looked = 0;
  long lo = 0, hi = 0;
  if (n > 0 && parts[0].ages.foreseen)
    return g_strdup ("`gko check --data` says which ages the surveys have");
  for (size_t i = 0; i < n; i++) {
    looked += parts[i].ages.looked;
    with += parts[i].ages.asked;
  }
  if (common_years (parts, n, n, has)) {
    nearest_range (in->ages, has, &lo, &hi);
    g_autofree char *range = range_words (lo, hi);
    return with == looked && with > 1
               ? g_strdup_printf ("%s is what all %zu surveys have", range, with)
               : g_strdup_printf ("%s is what the %zu survey%s with ages ha%s", range, with,
                                  with == 1 ? "" : "s", with == 1 ? "s" : "ve");
  }
  return without_one (in, surveys, parts, n);
}

static void
refuse (const struct indicators *in, const struct survey *survey, const struct ages_found *found,
        const char *instead, struct diag *diag)
{
  g_autofree char *years = years_words (found->has);
  g_autofree char *has = !found->asked ? g_strdup ("it did not ask for the age in years")
                         : *years      ? g_strdup_printf ("its children are aged %s", years)
                                       : g_strdup ("no age is known of its children");
  diag_survey (diag, survey->id);
  diag_add (diag, FIND_AGE_RANGE, in->study->ages.place,
            "survey \"%s\" cannot support the ages %ld..%ld: %s; it is left out of all figures; %s",
            survey->id, in->ages->lo, in->ages->hi, has, instead);
  diag_measure (diag, in->ages->variable->name, 0, 0);
  diag_survey (diag, NULL);
}

void
indicators_check_ages (const struct indicators *in, const struct survey *const *surveys,
                       const struct survey_part *parts, size_t n, struct diag *diag)
{
  if (!in->ages)
    return;
  g_autofree char *instead = remedy (in, surveys, parts, n);
  for (size_t i = 0; i < n; i++)
    if (parts[i].ages.looked && !parts[i].ages.fits)
      refuse (in, surveys[i], &parts[i].ages, instead, diag);
}
