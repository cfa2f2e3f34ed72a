#include <config.h>

#include "data/dataset.h"

#include "base/number.h"
#include "data/csvin.h"
#include "model/calibratespec.h"
#include "model/origin.h"
#include "model/replicates.h"

#include <math.h>
#include <string.h>

enum { NAMES_BLOCK = 1024 }; /* bytes of names at a time */

/* Columns of a harmonised file: first those of every file, then those of its design. */
enum { COLUMN_SURVEY, COLUMN_COUNTRY, COLUMN_YEAR, COLUMN_ID, COLUMN_WEIGHT, N_FIXED };

/* A harmonised file being read. */
struct readback {
  const char *path;
  const struct survey *survey;
  struct csvin *in;
  struct dataset *ds;
  GStringChunk *names;                               /* of replicates */
  long stratum, psu, ssu, fpc, fpc2, first_variable; /* columns; -1: the design has none */
  long margin;                                       /* the first of N_MARGINS */
  size_t n_margins;                                  /* columns before the replicates, */
  size_t n_replicates;                               /* and columns before the first variable */
  struct dict **dict;                                /* [columns] those that are kept, else NULL */
  size_t *slot;                                      /* [columns] */
  GArray **entry; /* [variables] guint32: entry of the values for each dictionary entry */
  GArray *weight; /* double a record */
  GPtrArray *stratum_label, *psu_label, *ssu_label;
  GPtrArray *margin_label;                    /* n_margins a record */
  GArray *fpc_value, *fpc2_value, *replicate; /* double; REPLICATE n_replicates a record */
};

static void
stale (const struct readback *rb, struct diag *diag, const char *why)
{
  diag_add (diag, FIND_STALE, (struct place){.file = rb->path},
            "%s; run \"gko ingest\" again for survey %s", why, rb->survey->id);
}

static char *
replicate_name (struct readback *rb, size_t k)
{
  g_autofree char *name = g_strdup_printf ("rep%zu", k);
  return g_string_chunk_insert (rb->names, name);
}

/* The column NAME is the next one, if the design has it; where it stands. */
static long
want_column (GPtrArray *names, const char *name, bool wanted)
{
  if (!wanted)
    return -1;
  g_ptr_array_add (names, (gpointer)name);
  return (long)names->len - 1;
}

/* The names of the columns that the file must have, in order. */
static GPtrArray *
wanted_columns (struct readback *rb, const struct codebook *codebook)
{
  static const char *const fixed[N_FIXED] = {"survey", "country", "year", "id", "weight"};
  const struct design_spec *design = &rb->survey->design;
  GPtrArray *names = g_ptr_array_new ();
  for (int i = 0; i < N_FIXED; i++)
    g_ptr_array_add (names, (gpointer)fixed[i]);
  rb->stratum = want_column (names, "stratum", design->n_strata > 0);
  rb->psu = want_column (names, "psu", design->psu.text != NULL);
  rb->ssu = want_column (names, "ssu", design->ssu.text != NULL);
  rb->fpc = want_column (names, "fpc", design->fpc.text != NULL);
  rb->fpc2 = want_column (names, "fpc2", design->fpc2.text != NULL);
  rb->margin = names->len;
  rb->n_margins = design->calibrate ? design->calibrate->n_columns : 0;
  for (size_t k = 1; k <= rb->n_margins; k++) {
    g_autofree char *name = calibrate_column_name (k);
    g_ptr_array_add (names, g_string_chunk_insert (rb->names, name));
  }
  rb->n_replicates = design->replicates ? design->replicates->n : 0;
  for (size_t k = 1; k <= rb->n_replicates; k++)
    g_ptr_array_add (names, replicate_name (rb, k));
  rb->first_variable = names->len;
  for (size_t i = 0; i < codebook->n_variables; i++)
    g_ptr_array_add (names, codebook->variables[i].name);
  return names;
}

static bool
check_columns (struct readback *rb, const struct codebook *codebook, struct diag *diag)
{
  g_autoptr (GPtrArray) wanted = wanted_columns (rb, codebook);
  size_t n = csvin_n_columns (rb->in);
  for (size_t i = 0; i < MAX (n, wanted->len); i++) {
    const char *want = i < wanted->len ? wanted->pdata[i] : NULL;
    const char *have = i < n ? csvin_name (rb->in, i) : NULL;
    if (want && have && strcmp (want, have) == 0)
      continue;
    g_autofree char *why =
        g_strdup_printf ("column %zu is %s%s%s where the codebook and the design have %s%s%s",
                         i + 1, have ? "\"" : "", have ? have : "not there", have ? "\"" : "",
                         want ? "\"" : "", want ? want : "no more", want ? "\"" : "");
    stale (rb, diag, why);
    return false;
  }
  return true;
}

static void
keep_column (struct readback *rb, long column)
{
  if (column >= 0)
    rb->dict[column] = csvin_keep (rb->in, (size_t)column);
}

static void
keep_replicates (struct readback *rb)
{
  g_autofree size_t *columns = g_new (size_t, rb->n_replicates + 1);
  for (size_t k = 0; k < rb->n_replicates; k++)
    columns[k] = (size_t)rb->first_variable - rb->n_replicates + k;
  if (rb->n_replicates)
    csvin_keep_numbers (rb->in, columns, rb->n_replicates, (struct number_marks){.decimal = '.'});
}

static void
keep_columns (struct readback *rb, const bool *keep)
{
  size_t n = csvin_n_columns (rb->in), n_variables = rb->ds->codebook->n_variables;
  rb->dict = g_new0 (struct dict *, n);
  rb->slot = g_new0 (size_t, n);
  rb->entry = g_new0 (GArray *, n_variables + 1);
  for (long i = 0; i < N_FIXED; i++)
    if (i != COLUMN_ID)
      keep_column (rb, i);
  keep_column (rb, rb->stratum);
  keep_column (rb, rb->psu);
  keep_column (rb, rb->ssu);
  keep_column (rb, rb->fpc);
  keep_column (rb, rb->fpc2);
  for (size_t k = 0; k < rb->n_margins; k++)
    keep_column (rb, rb->margin + (long)k);
  for (size_t v = 0; v < n_variables; v++) {
    if (!keep[v])
      continue;
    keep_column (rb, rb->first_variable + (long)v);
    rb->entry[v] = g_array_new (FALSE, FALSE, sizeof (guint32));
    rb->ds->variables[v] = values_new (&rb->ds->codebook->variables[v], rb->ds->codebook);
  }
  for (size_t i = 0; i < n; i++)
    rb->slot[i] = csvin_slot (rb->in, i);
  keep_replicates (rb);
}

static const struct dict_entry *
cell_at (const struct readback *rb, const struct datain_block *block, long column, size_t r)
{
  size_t i = rb->slot[column] * DATAIN_BLOCK + r;
  return dict_at (rb->dict[column], block->cell[i]);
}

static bool
add_number (const struct readback *rb, const struct datain_block *block, long column, size_t r,
            GArray *out)
{
  const struct dict_entry *e = cell_at (rb, block, column, r);
  double value;
  if (!number_parse (e->text, e->len, '.', &value))
    return false;
  g_array_append_val (out, value);
  return true;
}

/* False when one is not a number. */
static bool
add_replicates (struct readback *rb, const struct datain_block *block)
{
  for (size_t i = 0; i < block->n * rb->n_replicates; i++)
    if (!isfinite (block->number[i]))
      return false;
  if (rb->n_replicates)
    g_array_append_vals (rb->replicate, block->number, (guint)(block->n * rb->n_replicates));
  return true;
}

/* The design columns of a block; false when a number is none. */
static bool
add_design (struct readback *rb, const struct datain_block *block)
{
  for (size_t r = 0; r < block->n; r++) {
    if (!add_number (rb, block, COLUMN_WEIGHT, r, rb->weight) ||
        g_array_index (rb->weight, double, rb->weight->len - 1) < 0)
      return false;
    if (rb->stratum >= 0)
      g_ptr_array_add (rb->stratum_label, (gpointer)cell_at (rb, block, rb->stratum, r)->text);
    if (rb->psu >= 0)
      g_ptr_array_add (rb->psu_label, (gpointer)cell_at (rb, block, rb->psu, r)->text);
    if (rb->ssu >= 0)
      g_ptr_array_add (rb->ssu_label, (gpointer)cell_at (rb, block, rb->ssu, r)->text);
    for (size_t k = 0; k < rb->n_margins; k++)
      g_ptr_array_add (rb->margin_label,
                       (gpointer)cell_at (rb, block, rb->margin + (long)k, r)->text);
    if (rb->fpc >= 0 && !add_number (rb, block, rb->fpc, r, rb->fpc_value))
      return false;
    if (rb->fpc2 >= 0 && !add_number (rb, block, rb->fpc2, r, rb->fpc2_value))
      return false;
  }
  return true;
}

/* Variable V of a block: what a cell means is found out once for each distinct text. */
static bool
add_variable (struct readback *rb, const struct datain_block *block, size_t v)
{
  long column = rb->first_variable + (long)v;
  const struct dict *dict = rb->dict[column];
  struct values *values = rb->ds->variables[v];
  guint32 entry[DATAIN_BLOCK];
  for (guint32 e = rb->entry[v]->len; e < dict_size (dict); e++) {
    guint32 found = 0;
    if (!values_parse (values, dict_at (dict, e)->text, &found))
      return false;
    g_array_append_val (rb->entry[v], found);
  }
  const guint32 *cell = block->cell + rb->slot[column] * DATAIN_BLOCK;
  for (size_t r = 0; r < block->n; r++)
    entry[r] = g_array_index (rb->entry[v], guint32, cell[r]);
  values_append (values, entry, block->n);
  return true;
}

static bool
read_blocks (struct readback *rb, struct diag *diag)
{
  size_t n_variables = rb->ds->codebook->n_variables, errors = diag_count (diag, SEVERITY_ERROR);
  struct datain_block block;
  while (csvin_read (rb->in, &block, diag)) {
    rb->ds->n += block.n;
    if (!add_design (rb, &block) || !add_replicates (rb, &block)) {
      stale (rb, diag, "a weight or a finite population correction is not a number");
      return false;
    }
    for (size_t v = 0; v < n_variables; v++)
      if (rb->ds->variables[v] && !add_variable (rb, &block, v)) {
        g_autofree char *why =
            g_strdup_printf ("\"%s\" has a value that the codebook does not know",
                             rb->ds->codebook->variables[v].name);
        stale (rb, diag, why);
        return false;
      }
  }
  return diag_count (diag, SEVERITY_ERROR) == errors;
}

/* Is COLUMN the text WANTED in every record? */
static bool
is_all (const struct readback *rb, int column, const char *wanted)
{
  return dict_size (rb->dict[column]) == 1 &&
         strcmp (dict_at (rb->dict[column], 0)->text, wanted) == 0;
}

/* A variable that every record says was not asked is not asked; one that has values must not be
   declared so. */
static bool
settle_not_asked (struct readback *rb, struct diag *diag)
{
  struct dataset *ds = rb->ds;
  for (size_t v = 0; v < ds->codebook->n_variables; v++) {
    struct values *values = ds->variables[v];
    bool none = true;
    for (size_t i = 0; values && none && i < ds->n; i++)
      none = values_at (values, i) == values_reason (values, MISSING_NOT_ASKED);
    if (!values)
      continue;
    if (ds->not_asked[v] && !none) {
      g_autofree char *why =
          g_strdup_printf ("\"%s\" has values, but the survey file says now that it was not asked",
                           ds->codebook->variables[v].name);
      stale (rb, diag, why);
      return false;
    }
    ds->not_asked[v] = none;
    if (none)
      g_clear_pointer (&ds->variables[v], values_free);
  }
  return true;
}

static bool
finish (struct readback *rb, struct diag *diag)
{
  struct dataset *ds = rb->ds;
  g_autofree char *year = g_strdup_printf ("%ld", ds->year);
  if (!is_all (rb, COLUMN_SURVEY, ds->survey) || !is_all (rb, COLUMN_COUNTRY, ds->country) ||
      !is_all (rb, COLUMN_YEAR, year)) {
    stale (rb, diag, "survey, country or year are not those of the survey file");
    return false;
  }
  ds->weight = (double *)(void *)g_array_free (g_steal_pointer (&rb->weight), FALSE);
  if (rb->n_replicates)
    ds->replicate = (double *)(void *)g_array_free (g_steal_pointer (&rb->replicate), FALSE);
  dataset_set_margins (ds, (const char *const *)rb->margin_label->pdata);
  const struct design_labels labels = {
      .stratum = rb->stratum >= 0 ? (const char *const *)rb->stratum_label->pdata : NULL,
      .psu = rb->psu >= 0 ? (const char *const *)rb->psu_label->pdata : NULL,
      .ssu = rb->ssu >= 0 ? (const char *const *)rb->ssu_label->pdata : NULL,
      .fpc = rb->fpc >= 0 ? (const double *)(const void *)rb->fpc_value->data : NULL,
      .fpc2 = rb->fpc2 >= 0 ? (const double *)(const void *)rb->fpc2_value->data : NULL,
      .fpc_at = rb->survey->design.fpc.place,
      .fpc2_at = rb->survey->design.fpc2.place,
  };
  return dataset_number_design (ds, &labels, rb->survey->design.place, diag) &&
         settle_not_asked (rb, diag);
}

static void
clear (struct readback *rb)
{
  struct diag *none = diag_new ();
  for (size_t v = 0; rb->entry && v < rb->ds->codebook->n_variables; v++)
    if (rb->entry[v])
      g_array_unref (rb->entry[v]);
  g_clear_pointer (&rb->weight, g_array_unref);
  g_clear_pointer (&rb->replicate, g_array_unref);
  g_array_unref (rb->fpc_value);
  g_array_unref (rb->fpc2_value);
  g_ptr_array_unref (rb->stratum_label);
  g_ptr_array_unref (rb->psu_label);
  g_ptr_array_unref (rb->ssu_label);
  g_ptr_array_unref (rb->margin_label);
  g_free (rb->entry);
  g_free (rb->slot);
  g_free (rb->dict);
  g_string_chunk_free (rb->names);
  csvin_close (rb->in, none);
  diag_free (none);
}

/* Are the parts of the specifications on which the file hangs what they were when it was made?  Its
   schema knows; a file without one, or of another program, is taken as it is. */
static bool
check_origin (const struct readback *rb, const struct codebook *codebook, struct diag *diag)
{
  static const char suffix[] = ".csv";
  g_autofree char *stem = g_strndup (rb->path, strlen (rb->path) - strlen (suffix));
  g_autofree char *path = g_strconcat (stem, ".schema.json", NULL), *schema = NULL;
  bool ok = true;
  if (!g_file_get_contents (path, &schema, NULL, NULL) || !strstr (schema, "\"made_from\""))
    return true;
  for (int part = 0; part < N_ORIGIN_PARTS; part++) {
    const char *name = origin_name ((enum origin_part)part);
    g_autofree char *hash = origin_hash ((enum origin_part)part, rb->survey, codebook);
    g_autofree char *line = g_strdup_printf ("\"%s\": \"%s\"", name, hash);
    if (strstr (schema, line))
      continue;
    g_autofree char *why =
        part == ORIGIN_CODEBOOK
            ? g_strdup ("the variables of the codebook have changed since this file was made")
            : g_strdup_printf ("`%s` of %s has changed since this file was made", name,
                               rb->survey->path);
    stale (rb, diag, why);
    ok = false;
  }
  return ok;
}

struct dataset *
dataset_read (const char *path, const struct codebook *codebook, const struct survey *survey,
              const bool *keep, struct diag *diag)
{
  const char *const files[] = {path, NULL};
  struct datain_format format = {
      .files = files, .delimiter = ',', .encoding = "UTF-8", .place = {.file = path}};
  struct readback rb = {.path = path, .survey = survey};
  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    diag_add (diag, FIND_NOT_INGESTED, (struct place){.file = path},
              "the harmonised file of survey %s is not there; run \"gko ingest\" first",
              survey->id);
    return NULL;
  }
  rb.in = csvin_open (&format, NULL, diag);
  if (!rb.in)
    return NULL;
  rb.ds = dataset_new (codebook, survey);
  rb.weight = g_array_new (FALSE, FALSE, sizeof (double));
  rb.fpc_value = g_array_new (FALSE, FALSE, sizeof (double));
  rb.fpc2_value = g_array_new (FALSE, FALSE, sizeof (double));
  rb.replicate = g_array_new (FALSE, FALSE, sizeof (double));
  rb.names = g_string_chunk_new (NAMES_BLOCK);
  rb.stratum_label = g_ptr_array_new ();
  rb.psu_label = g_ptr_array_new ();
  rb.ssu_label = g_ptr_array_new ();
  rb.margin_label = g_ptr_array_new ();
  bool ok = check_columns (&rb, codebook, diag) && check_origin (&rb, codebook, diag);
  if (ok) {
    keep_columns (&rb, keep);
    ok = read_blocks (&rb, diag) && finish (&rb, diag);
  }
  clear (&rb);
  if (!ok)
    g_clear_pointer (&rb.ds, dataset_free);
  return rb.ds;
}
