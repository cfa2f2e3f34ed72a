#include <config.h>

#include "cmd/privacy.h"

#include "report/table.h"

#include <string.h>

enum { PERCENT = 100, K_MIN = 2 };

/* ---- Options ---- */

/* The names between commas; NULL if one is empty or stands twice. */
static char **
split_names (const char *list)
{
  char **names = g_strsplit (list, ",", -1);

  for (size_t i = 0; names[i]; i++) {
    bool bad = !*g_strstrip (names[i]);
    for (size_t k = 0; k < i; k++)
      bad = bad || strcmp (names[k], names[i]) == 0;
    if (bad) {
      g_strfreev (names);
      return NULL;
    }
  }
  if (!names[0])
    g_clear_pointer (&names, g_strfreev);
  return names;
}

bool
privacy_check_init (struct privacy_check *c, const struct options *o)
{
  *c = (struct privacy_check){.k = PRIVACY_K};
  if (!o->privacy)
    return o->k == OPTION_UNSET || cmd_usage ("check", "--k is for --privacy, which is not there");
  if (o->k != OPTION_UNSET && o->k < K_MIN)
    return cmd_usage ("check", "--k takes a number from 2 up: so many records should be alike");
  if (o->k != OPTION_UNSET)
    c->k = (size_t)o->k;
  c->names = split_names (o->privacy);
  if (!c->names)
    return cmd_usage ("check", "--privacy takes names of variables, each once, with commas between "
                               "them");
  c->n = g_strv_length (c->names);
  return true;
}

void
privacy_check_clear (struct privacy_check *c)
{
  g_strfreev (c->names);
}

bool
privacy_check_names (const struct privacy_check *c, const struct project *p)
{
  long column;

  for (guint s = 0; s < p->surveys->len; s++) {
    const struct codebook *cb = g_array_index (p->surveys, struct project_survey, s).codebook;
    for (size_t i = 0; i < c->n; i++) {
      if (privacy_column (cb, c->names[i], &column))
        continue;
      const char *near = privacy_near (cb, c->names[i]);
      g_autofree char *sentence = g_strdup_printf (
          "--privacy: the codebook \"%s\" has no variable \"%s\"%s%s%s", cb->id, c->names[i],
          near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
      return cmd_usage ("check", sentence);
    }
  }
  return true;
}

/* ---- Work ---- */

void
privacy_check_begin (struct privacy_check *c, struct project *p, const bool *keep)
{
  long column;

  c->project = p;
  c->found = g_new0 (struct privacy *, p->surveys->len + 1);
  for (guint s = 0; s < p->surveys->len; s++) {
    struct project_survey *ps = &g_array_index (p->surveys, struct project_survey, s);
    ps->keep = g_new0 (bool, ps->codebook->n_variables + 1);
    if (keep)
      memcpy (ps->keep, keep, ps->codebook->n_variables * sizeof *keep);
    for (size_t i = 0; i < c->n; i++)
      if (privacy_column (ps->codebook, c->names[i], &column) && column >= 0)
        ps->keep[column] = true;
  }
}

void
privacy_check_survey (const struct dataset *ds, size_t survey, struct diag *d, void *check)
{
  struct privacy_check *c = check;
  const struct project_survey *ps =
      &g_array_index (c->project->surveys, struct project_survey, survey);
  g_autofree long *columns = g_new0 (long, c->n + 1);

  for (size_t i = 0; i < c->n; i++)
    privacy_column (ps->codebook, c->names[i], &columns[i]);
  c->found[survey] = privacy_new (ds, columns, c->n, c->k);
  privacy_find (c->found[survey], (const char *const *)c->names, c->n,
                (struct place){.file = ps->survey->path}, d);
}

/* ---- Tables ---- */

static void
count_or_empty (struct table *t, const struct privacy *p, size_t n)
{
  if (p)
    table_number (t, (double)n);
  else
    table_text (t, NULL);
}

static void
print_counts (const struct privacy_check *c)
{
  g_autofree char *names = g_strjoinv (", ", c->names);
  g_autofree char *below = g_strdup_printf ("k < %zu", c->k);
  const char *const heads[] = {"records", "combinations", "unique"};
  struct table *t = table_new ();

  table_column (t, "survey", false, -1);
  for (size_t i = 0; i < G_N_ELEMENTS (heads); i++)
    table_column (t, heads[i], true, 0);
  table_column (t, "% unique", true, 1);
  table_column (t, below, true, 0);
  table_column (t, "smallest k", true, 0);
  for (guint s = 0; s < c->project->surveys->len; s++) {
    const struct privacy *p = c->found[s];
    table_text (t, g_array_index (c->project->surveys, struct project_survey, s).survey->id);
    count_or_empty (t, p, p ? p->records : 0);
    count_or_empty (t, p, p ? p->combinations : 0);
    count_or_empty (t, p, p ? p->unique : 0);
    if (p)
      table_number (t, PERCENT * (double)p->unique / (double)p->records);
    else
      table_text (t, NULL);
    count_or_empty (t, p, p ? p->below : 0);
    count_or_empty (t, p, p ? p->smallest : 0);
  }
  printf ("Records that are alike in %s:\n", names);
  text_table (stdout, t);
  table_free (t);
}

/* Which column makes records unique. */
static void
print_without (const struct privacy_check *c)
{
  struct table *t = table_new ();

  table_column (t, "survey", false, -1);
  for (size_t i = 0; i < c->n; i++)
    table_column (t, c->names[i], true, 0);
  for (guint s = 0; s < c->project->surveys->len; s++) {
    const struct privacy *p = c->found[s];
    table_text (t, g_array_index (c->project->surveys, struct project_survey, s).survey->id);
    for (size_t i = 0; i < c->n; i++)
      if (p && p->constant[i])
        table_text (t, "one value");
      else
        count_or_empty (t, p, p ? p->unique_without[i] : 0);
  }
  puts ("\nUnique records if this column is left out:");
  text_table (stdout, t);
  table_free (t);
}

void
privacy_check_end (struct privacy_check *c, bool quiet)
{
  if (!quiet) {
    print_counts (c);
    if (c->n > 1)
      print_without (c);
  }
  for (guint s = 0; s < c->project->surveys->len; s++)
    privacy_free (c->found[s]);
  g_free (c->found);
  c->found = NULL;
}
