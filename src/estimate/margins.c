#include <config.h>

#include "estimate/margins.h"

#include "base/number.h"
#include "data/dict.h"
#include "model/calibratespec.h"

#include <string.h>

enum { MOST_NAMED = 5 };

/* One margin, and the records in it. */
struct placing {
  const struct margin *margin;
  const struct dataset *ds;
  GPtrArray *names[CROSSING_MOST_BY];        /* categories of each name, as the margin has them */
  GArray *level[CROSSING_MOST_BY];           /* gint32 by entry: index in NAMES, or -1 */
  const struct values *of[CROSSING_MOST_BY]; /* a variable; NULL: a column of the file */
  size_t column[CROSSING_MOST_BY];
  GHashTable *cells; /* levels joined, as text -> cell + 1 */
};

/* ---- In which cell of a margin a record is ---- */

/* Which name it is.  With the DECIMAL mark of a file (else 0) codes may be written in another way
   there: 01 and 1, or 1,0. */
static gint32
find_name (const GPtrArray *names, const char *name, char decimal)
{
  double code, other;
  for (guint i = 0; i < names->len; i++)
    if (strcmp (names->pdata[i], name) == 0)
      return (gint32)i;
  if (!decimal || !number_parse (name, strlen (name), decimal, &code))
    return -1;
  for (guint i = 0; i < names->len; i++)
    if (number_parse (names->pdata[i], strlen (names->pdata[i]), '.', &other) && other == code)
      return (gint32)i;
  return -1;
}

/* What an entry of the variable or column means for the margin. */
static void
set_levels (struct placing *p, size_t k)
{
  const struct crossing *c = &p->margin->crossing;
  p->names[k] = g_ptr_array_new ();
  p->level[k] = g_array_new (FALSE, FALSE, sizeof (gint32));
  for (size_t i = 0; i < c->n_cells; i++)
    if (find_name (p->names[k], c->cells[i].categories[k], 0) < 0)
      g_ptr_array_add (p->names[k], c->cells[i].categories[k]);
  if (p->margin->columns) {
    p->column[k] = calibrate_spec_column (p->ds->calibrate, p->margin, k);
    const struct dict *dict = p->ds->margins[p->column[k]];
    for (guint32 e = 0; e < dict_size (dict); e++) {
      gint32 level = find_name (p->names[k], dict_at (dict, e)->text, p->ds->calibrate->decimal);
      g_array_append_val (p->level[k], level);
    }
    return;
  }
  const struct variable *v = codebook_find (p->ds->codebook, c->by[k]);
  p->of[k] = p->ds->variables[v->index];
  for (size_t e = 0; p->of[k] && e < v->n_categories; e++) {
    gint32 level = find_name (p->names[k], v->categories[e].name, 0);
    g_array_append_val (p->level[k], level);
  }
}

static void
placing_init (struct placing *p, const struct dataset *ds, const struct margin *m)
{
  *p = (struct placing){.margin = m, .ds = ds};
  p->cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (size_t k = 0; k < m->crossing.n_by; k++)
    set_levels (p, k);
  for (size_t i = 0; i < m->crossing.n_cells; i++) {
    GString *key = g_string_new (NULL);
    for (size_t k = 0; k < m->crossing.n_by; k++)
      g_string_append_printf (key, "%d,",
                              find_name (p->names[k], m->crossing.cells[i].categories[k], 0));
    g_hash_table_insert (p->cells, g_string_free (key, FALSE), GSIZE_TO_POINTER (i + 1));
  }
}

static void
placing_clear (struct placing *p)
{
  for (size_t k = 0; k < p->margin->crossing.n_by; k++) {
    g_ptr_array_unref (p->names[k]);
    g_array_unref (p->level[k]);
  }
  g_hash_table_destroy (p->cells);
}

/* The entry of name K that a record has. */
static guint32
entry_of (const struct placing *p, size_t k, size_t record)
{
  return p->of[k] ? values_at (p->of[k], record)
                  : p->ds->margin[record * p->ds->calibrate->n_columns + p->column[k]];
}

/* Has it a category, and not a reason why there is none? */
static bool
has_category (const struct placing *p, size_t k, guint32 entry)
{
  return !p->of[k] || entry < p->level[k]->len;
}

/* What the entry is called: a category, a code of the file, or a missing reason. */
static const char *
entry_name (const struct placing *p, size_t k, guint32 entry)
{
  if (!p->of[k])
    return dict_at (p->ds->margins[p->column[k]], entry)->text;
  const struct variable *v = p->of[k]->variable;
  return entry < v->n_categories
             ? v->categories[entry].name
             : p->ds->codebook->missing[g_array_index (p->of[k]->reason, guint8, entry)].name;
}

/* Its cell; MARGIN_NONE, and why in WHY, if it has none.  MISSING: it lacks a category. */
static guint16
cell_of (const struct placing *p, size_t record, bool *missing, GString *why)
{
  const struct crossing *c = &p->margin->crossing;
  GString *key = g_string_new (NULL);
  bool known = true;
  *missing = false;
  g_string_truncate (why, 0);
  for (size_t k = 0; k < c->n_by && !*missing; k++) {
    guint32 entry = entry_of (p, k, record);
    *missing = !has_category (p, k, entry);
    if (*missing)
      g_string_printf (why, "%s %s", c->by[k], entry_name (p, k, entry));
    else {
      gint32 level = g_array_index (p->level[k], gint32, entry);
      known = known && level >= 0;
      g_string_append_printf (key, "%d,", level);
      g_string_append_printf (why, "%s%s", k ? " × " : "", entry_name (p, k, entry));
    }
  }
  gpointer found = known && !*missing ? g_hash_table_lookup (p->cells, key->str) : NULL;
  g_string_free (key, TRUE);
  return found ? (guint16)(GPOINTER_TO_SIZE (found) - 1) : MARGIN_NONE;
}

/* ---- Records that are in none ---- */

/* Names and how many records have them. */
struct counts {
  GHashTable *at;  /* name -> index + 1 */
  GPtrArray *name; /* owned by AT */
  GArray *n;       /* size_t */
  size_t all;
};

static void
counts_init (struct counts *c)
{
  *c = (struct counts){g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                       g_ptr_array_new (), g_array_new (FALSE, FALSE, sizeof (size_t)), 0};
}

static void
counts_clear (struct counts *c)
{
  g_hash_table_destroy (c->at);
  g_ptr_array_unref (c->name);
  g_array_unref (c->n);
}

static void
counts_add (struct counts *c, const char *name)
{
  gpointer found = g_hash_table_lookup (c->at, name);
  size_t none = 0;
  c->all++;
  if (!found) {
    char *own = g_strdup (name);
    g_ptr_array_add (c->name, own);
    g_array_append_val (c->n, none);
    found = GSIZE_TO_POINTER ((size_t)c->name->len);
    g_hash_table_insert (c->at, own, found);
  }
  g_array_index (c->n, size_t, GPOINTER_TO_SIZE (found) - 1)++;
}

/* "sex dont_know: 5, sex blank: 2". */
static char *
counts_text (const struct counts *c)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < MIN (c->name->len, MOST_NAMED); i++)
    g_string_append_printf (text, "%s%s: %zu", i ? ", " : "", (char *)c->name->pdata[i],
                            g_array_index (c->n, size_t, i));
  if (c->name->len > MOST_NAMED)
    g_string_append_printf (text, " and %u more", c->name->len - MOST_NAMED);
  return g_string_free (text, FALSE);
}

static const char *
records (size_t n)
{
  return n == 1 ? "record" : "records";
}

static void
report_counts (const struct dataset *ds, const struct margin *m, const struct counts *missing,
               const struct counts *without, struct diag *diag)
{
  g_autofree char *names = margin_names (m), *reasons = counts_text (missing);
  g_autofree char *cells = counts_text (without);
  if (missing->all) {
    diag_add (
        diag, FIND_CALIBRATION, m->place,
        "survey \"%s\": %zu %s of %zu lack a category of %s (%s), and only who has one can be "
        "calibrated to it; give them one in the crosswalk, or write `rest: free`, which leaves to "
        "the sample how many they are",
        ds->survey, missing->all, records (missing->all), ds->n, names, reasons);
    diag_measure (diag, names, missing->all, ds->n);
  }
  if (without->all) {
    diag_add (
        diag, FIND_CALIBRATION, m->place,
        "survey \"%s\": the margin by %s has no number for what %zu %s of %zu have (%s); add "
        "it, map these records to a category that has one, or write `rest: free`, which leaves to "
        "the sample how many they are",
        ds->survey, names, without->all, records (without->all), ds->n, cells);
    diag_measure (diag, names, without->all, ds->n);
  }
}

/* A variable that nobody was asked, or that cannot be made. */
static bool
all_asked (const struct dataset *ds, struct diag *diag)
{
  bool ok = true;
  for (size_t m = 0; m < ds->calibrate->n_margins; m++) {
    const struct margin *margin = &ds->calibrate->margins[m];
    for (size_t k = 0; !margin->columns && k < margin->crossing.n_by; k++) {
      const struct variable *v = codebook_find (ds->codebook, margin->crossing.by[k]);
      if (v && ds->variables[v->index])
        continue;
      diag_add (diag, FIND_CALIBRATION, margin->crossing.by_places[k],
                "survey \"%s\" does not have \"%s\", to which its weights are to be calibrated; "
                "leave the margin out, or name a column of the file under `columns`",
                ds->survey, margin->crossing.by[k]);
      ok = false;
    }
  }
  return ok;
}

bool
margins_count (const struct dataset *ds, size_t record)
{
  return ds->weight[record] > 0 || ds->replicate;
}

/* One margin of all records; false after findings. */
static bool
place_records (const struct dataset *ds, size_t m, guint16 *cells, struct diag *diag)
{
  struct placing p;
  struct counts missing, without;
  g_autoptr (GString) why = g_string_new (NULL);
  placing_init (&p, ds, &ds->calibrate->margins[m]);
  counts_init (&missing);
  counts_init (&without);
  for (size_t i = 0; i < ds->n; i++) {
    bool lacks = false;
    guint16 *cell = &cells[i * ds->calibrate->n_margins + m];
    *cell = margins_count (ds, i) ? cell_of (&p, i, &lacks, why) : MARGIN_NONE;
    if (*cell == MARGIN_NONE && margins_count (ds, i) && !p.margin->rest)
      counts_add (lacks ? &missing : &without, why->str);
  }
  report_counts (ds, p.margin, &missing, &without, diag);
  bool ok = !missing.all && !without.all;
  placing_clear (&p);
  counts_clear (&missing);
  counts_clear (&without);
  return ok;
}

guint16 *
margins_place (const struct dataset *ds, struct diag *diag)
{
  bool ok = true;
  if (!all_asked (ds, diag))
    return NULL;
  guint16 *cells = g_new (guint16, ds->n * ds->calibrate->n_margins + 1);
  for (size_t m = 0; m < ds->calibrate->n_margins; m++)
    ok = place_records (ds, m, cells, diag) && ok;
  if (!ok)
    g_clear_pointer (&cells, g_free);
  return cells;
}
