#include <config.h>

#include "base/regex.h"
#include "data/dictionary.h"
#include "harmonise/run.h"

#include <math.h>
#include <string.h>

/* Records are read in multiples of a block's size; expressions take at most EXPR_BLOCK at once. */
G_STATIC_ASSERT ((int)DATAIN_BLOCK <= (int)EXPR_BLOCK);

char *
harmonise_path (const char *output, const char *folder, const char *survey, const char *suffix)
{
  return g_strdup_printf ("%s/%s/%s%s", output, folder, survey, suffix);
}

/* ---- Beginning ---- */

static struct datain *
open_source (const struct crosswalk *cw, const struct ingest_options *options, struct diag *d)
{
  const struct source_spec *s = &cw->survey->source;
  g_autofree char *rejects =
      options->output ? harmonise_path (options->output, "rejects", cw->survey->id, ".csv") : NULL;
  struct datain_format format = {.files = (const char *const *)s->files,
                                 .delimiter = s->delimiter,
                                 .decimal = s->marks.decimal,
                                 .encoding = s->encoding,
                                 .header_rows = s->header_rows,
                                 .names_row = s->names_row,
                                 .skip_rows = s->skip_rows,
                                 .names_joined = s->names_joined,
                                 .group = s->preset ? s->preset->group : 0,
                                 .unmask = s->preset && s->preset->unmask,
                                 .rejects = rejects,
                                 .bare_rejects = s->preset && s->preset->identifiers,
                                 .place = s->place,
                                 .chunk = options->chunk};
  return datain_open (&format, options->progress, d);
}

/* Columns of the header that fit a grid's pattern and are not among those its rule names. */
static void
check_grid (const struct run *run, const struct grid *grid)
{
  struct regex *regex = regex_new (grid->pattern, grid->place, false, run->diag);

  for (size_t i = 0; regex && i < datain_n_columns (run->in); i++) {
    const char *name = datain_name (run->in, i);
    bool known = regex_match (regex, name, strlen (name)) != REGEX_YES;
    for (char **c = grid->columns; *c && !known; c++) {
      g_autofree char *a = label_normalise (*c), *b = label_normalise (name);
      known = strcmp (a, b) == 0;
    }
    if (!known)
      diag_add (run->diag, FIND_GRID_COLUMN, grid->place,
                "column \"%s\" of the file fits %s, and `for` does not say which variable it is; "
                "add it there",
                name, grid->pattern);
    if (!known)
      diag_measure (run->diag, name, 0, 0);
  }
  regex_free (regex);
}

/* A preset in which the decimal mark goes with the delimiter needs that one to be said: numbers are
   read before, in the rules. */
static void
check_decimal (const struct run *run)
{
  const struct source_spec *s = &run->crosswalk->survey->source;
  const struct yaml_node *source = yaml_get (run->crosswalk->survey->doc->root, "source");

  if (s->preset && s->preset->decimal_follows && s->marks.decimal == '.' &&
      datain_delimiter (run->in) == ';' && !yaml_get (source, "decimal"))
    diag_add (run->diag, FIND_DELIMITER, s->place,
              "%s has semicolons, with which numbers mostly have a decimal comma, and is read with "
              "a decimal point; write `delimiter: \";\"` here for a comma, or `decimal: \".\"`",
              s->files[0]);
}

/* Find every needed column in the header; all that are missing are told. */
static bool
find_columns (struct run *run)
{
  GArray *needed = run->crosswalk->columns;
  g_autofree long *found = g_new (long, needed->len + 1);
  bool ok = true;

  for (guint s = 0; s < needed->len; s++) {
    const struct needed_column *c = &g_array_index (needed, struct needed_column, s);
    found[s] = datain_find (run->in, c->name, c->place, run->diag);
    ok = ok && found[s] >= 0;
  }
  for (size_t g = 0; g < run->crosswalk->survey->n_grids; g++)
    check_grid (run, &run->crosswalk->survey->grids[g]);
  for (guint s = 0; ok && s < needed->len; s++)
    run->columns[s].dict = datain_keep (run->in, (size_t)found[s]);
  if (ok)
    run_find_gates (run, found);
  ok = run_find_replicates (run) && ok;
  for (guint s = 0; ok && s < needed->len; s++) {
    struct source_column *c = &run->columns[s];
    c->slot = datain_slot (run->in, (size_t)found[s]);
    c->in_expression = g_array_index (needed, struct needed_column, s).in_expression;
  }
  for (size_t v = 0; ok && v < run->crosswalk->codebook->n_variables; v++) {
    const struct mapping *m = &run->crosswalk->mappings[v];
    run->fields[v].plain = m->n_when == 0 && !m->asked_if &&
                           !(m->kind == MAPPING_COLUMN && run->columns[m->column].gate);
  }
  run_begin_declared (run);
  return ok;
}

static void
begin_expressions (struct field *f, const struct mapping *m)
{
  if (m->value)
    f->value = expr_bind (m->value);
  if (m->asked_if) {
    f->asked_if = expr_bind (m->asked_if);
    f->routed = g_new0 (bool, DATAIN_BLOCK);
  }
  if (m->n_when == 0)
    return;
  f->branch = g_new0 (guint8, DATAIN_BLOCK);
  f->when = g_new (struct expr_bound *, m->n_when);
  for (size_t k = 0; k < m->n_when; k++)
    f->when[k] = expr_bind (m->when[k].condition);
}

static void
end_expressions (struct field *f, const struct mapping *m)
{
  if (f->value)
    expr_bound_free (f->value);
  if (f->asked_if)
    expr_bound_free (f->asked_if);
  for (size_t k = 0; k < m->n_when; k++)
    expr_bound_free (f->when[k]);
  g_free (f->when);
  g_free (f->branch);
  g_free (f->routed);
}

static void
begin_fields (struct run *run)
{
  const struct crosswalk *cw = run->crosswalk;
  size_t n = cw->codebook->n_variables;

  run->fields = g_new0 (struct field, n + 1);
  run->entries = g_new0 (guint32, n * FIELD_STRIDE + 1);
  run->field_views = g_new0 (struct expr_column, n + 1);
  for (size_t v = 0; v < n; v++) {
    struct field *f = &run->fields[v];
    f->values = values_new (cw->mappings[v].variable, cw->codebook);
    f->entry = run->entries + v * FIELD_STRIDE;
    f->map = g_array_new (FALSE, FALSE, sizeof (struct mapped));
    f->to = g_array_new (FALSE, FALSE, sizeof (guint32));
    f->flows = g_array_new (FALSE, TRUE, sizeof (struct flow));
    f->cells = run_cells_new ();
    begin_expressions (f, &cw->mappings[v]);
    for (size_t i = 0; i < DATAIN_BLOCK; i++)
      f->entry[i] = values_reason (f->values, MISSING_NOT_ASKED);
  }
}

/* Mark the variables that expressions over variables read. */
static void
mark_viewed (struct run *run)
{
  const struct crosswalk *cw = run->crosswalk;
  for (size_t v = 0; v < cw->codebook->n_variables; v++) {
    const struct mapping *m = &cw->mappings[v];
    const struct expr *const read[] = {m->asked_if, m->kind == MAPPING_DERIVED ? m->value : NULL};
    for (size_t k = 0; k < G_N_ELEMENTS (read); k++) {
      size_t n = 0;
      const size_t *slots = read[k] ? expr_slots (read[k], &n) : NULL;
      for (size_t i = 0; i < n; i++)
        run->fields[slots[i]].viewed = true;
    }
  }
}

static void
begin (struct run *run)
{
  size_t n = run->crosswalk->columns->len;

  run->columns = g_new0 (struct source_column, n + run->crosswalk->joins->len + 1);
  run->column_views = g_new0 (struct expr_column, n + 1);
  run->scratch = g_new (guint32, n * DATAIN_BLOCK + 1);
  for (size_t s = 0; s < n; s++) {
    run->columns[s].number = g_array_new (FALSE, FALSE, sizeof (double));
    run->columns[s].reason = g_array_new (FALSE, FALSE, sizeof (guint8));
    run->columns[s].text = g_ptr_array_new ();
  }
  run->design.weight = g_array_new (FALSE, FALSE, sizeof (double));
  run->design.fpc = g_array_new (FALSE, FALSE, sizeof (double));
  run->design.fpc2 = g_array_new (FALSE, FALSE, sizeof (double));
  run->design.stratum = g_ptr_array_new ();
  run->design.psu = g_ptr_array_new ();
  run->design.ssu = g_ptr_array_new ();
  run->design.margin = g_ptr_array_new ();
  run->crossed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run->missing = g_hash_table_new (g_str_hash, g_str_equal);
  for (char **m = run->crosswalk->survey->source.missing; m && *m; m++)
    if (**m)
      g_hash_table_add (run->missing, *m);
  run->id_seen = g_byte_array_new ();
  run->work = expr_work_new ();
  run_begin_replicates (run);
  run_begin_joins (run);
  begin_fields (run);
  mark_viewed (run);
  run_begin_contradictions (run);
}

static void
end (struct run *run)
{
  size_t n = run->crosswalk->columns->len;

  for (size_t s = 0; s < n; s++) {
    g_array_free (run->columns[s].number, TRUE);
    g_array_free (run->columns[s].reason, TRUE);
    g_ptr_array_free (run->columns[s].text, TRUE);
  }
  run_gates_free (run);
  for (size_t v = 0; v < run->crosswalk->codebook->n_variables; v++) {
    struct field *f = &run->fields[v];
    values_free (f->values);
    g_array_free (f->map, TRUE);
    g_array_free (f->to, TRUE);
    g_array_free (f->flows, TRUE);
    g_array_free (f->cells, TRUE);
    end_expressions (f, &run->crosswalk->mappings[v]);
  }
  run_end_joins (run);
  run_end_contradictions (run);
  run_end_replicates (run);
  g_free (run->columns);
  g_free (run->column_views);
  g_free (run->field_views);
  g_free (run->scratch);
  g_free (run->entries);
  g_free (run->fields);
  g_array_free (run->design.weight, TRUE);
  g_array_free (run->design.fpc, TRUE);
  g_array_free (run->design.fpc2, TRUE);
  g_ptr_array_free (run->design.stratum, TRUE);
  g_ptr_array_free (run->design.psu, TRUE);
  g_ptr_array_free (run->design.ssu, TRUE);
  g_ptr_array_free (run->design.margin, TRUE);
  g_hash_table_destroy (run->crossed);
  g_hash_table_destroy (run->missing);
  g_byte_array_free (run->id_seen, TRUE);
  expr_work_free (run->work);
  pseudonyms_free (run->pseudonyms);
}

/* ---- Records ---- */

static void
keep_block (struct run *run)
{
  const bool *keep = run->options->keep;
  for (size_t v = 0; keep && v < run->crosswalk->codebook->n_variables; v++)
    if (keep[v])
      values_append (run->fields[v].values, run->fields[v].entry, run->n);
}

static void
read_records (struct run *run)
{
  while (datain_read (run->in, &run->block, run->diag)) {
    run_design (run);
    if (run->n == 0)
      continue;
    run_fields (run);
    run_contradictions (run);
    run_count (run);
    keep_block (run);
    if (run->harmonised)
      run_write_block (run);
    run->n_harmonised += run->n;
  }
}

/* ---- Ending ---- */

/* Hand the variables that are kept over to a dataset, and number its design. */
static struct dataset *
make_dataset (struct run *run)
{
  const struct crosswalk *cw = run->crosswalk;
  struct dataset *ds = dataset_new (cw->codebook, cw->survey);
  struct design_column *all = &run->design;

  ds->n = run->n_harmonised;
  ds->weight = g_new (double, ds->n);
  memcpy (ds->weight, all->weight->data, ds->n * sizeof (double));
  for (size_t v = 0; v < cw->codebook->n_variables; v++) {
    struct field *f = &run->fields[v];
    if (cw->mappings[v].kind == MAPPING_DERIVED)
      ds->not_asked[v] = f->n_not_asked == ds->n;
    if (run->options->keep && run->options->keep[v]) {
      ds->variables[v] = f->values;
      f->values = values_new (cw->mappings[v].variable, cw->codebook);
    }
  }
  ds->replicate = run_take_replicates (run);
  dataset_set_margins (ds, (const char *const *)all->margin->pdata);
  const struct design_labels labels = {
      .stratum = all->stratum->len ? (const char *const *)all->stratum->pdata : NULL,
      .psu = all->psu->len ? (const char *const *)all->psu->pdata : NULL,
      .ssu = all->ssu->len ? (const char *const *)all->ssu->pdata : NULL,
      .fpc = all->fpc->len ? (const double *)all->fpc->data : NULL,
      .fpc2 = all->fpc2->len ? (const double *)all->fpc2->data : NULL,
      .fpc_at = cw->survey->design.fpc.place,
      .fpc2_at = cw->survey->design.fpc2.place,
  };
  if (!dataset_number_design (ds, &labels, cw->survey->design.place, run->diag)) {
    dataset_free (ds);
    return NULL;
  }
  return ds;
}

static bool
open_output (struct run *run)
{
  g_autofree char *path = NULL;
  if (!run->options->output)
    return true;
  if (run->crosswalk->survey->design.hash_id) {
    run->pseudonyms = pseudonyms_new (run->crosswalk->survey, run->diag);
    if (!run->pseudonyms)
      return false;
  }
  path = harmonise_path (run->options->output, "harmonised", run->crosswalk->survey->id, ".csv");
  run->harmonised = outfile_open (path, OUTFILE_MICRODATA, run->diag);
  if (run->harmonised)
    run_write_head (run);
  return run->harmonised != NULL;
}

/* The files beside the harmonised one; false if one could not be written. */
static bool
close_output (struct run *run)
{
  const struct crosswalk *cw = run->crosswalk;
  const char *output = run->options->output;
  if (!output)
    return true;
  if (run->n_harmonised == 0) {
    /* The findings have said why; a file without a record would only look like a result, and so
       would one with the records that a damaged file still had. */
    outfile_abort (run->harmonised);
    return false;
  }
  g_autofree char *audit = harmonise_path (output, "audit", cw->survey->id, ".csv");
  g_autofree char *schema = harmonise_path (output, "harmonised", cw->survey->id, ".schema.json");
  bool ok = outfile_close (run->harmonised, run->diag);
  ok = run_write_audit (run, audit) && ok;
  return harmonise_write_schema (cw, schema, run->diag) && ok;
}

/* It is found out while the file is read. */
static void
note_encoding (const struct run *run, struct ingest_summary *summary)
{
  g_strlcpy (summary->encoding, datain_encoding (run->in), sizeof summary->encoding);
}

static struct dataset *
finish (struct run *run, struct ingest_summary *summary)
{
  struct dataset *ds = NULL;
  bool ok;

  run_settle_counts (run);
  run_design_findings (run);
  summary->weights = run_weights (run);
  run_findings (run);
  run_contradiction_findings (run);
  run_codes (run);
  summary->profile = run_profile (run);
  if (datain_broken (run->in)) {
    run->n_harmonised = 0;
    g_clear_pointer (&summary->profile, profile_free);
  }
  summary->read = datain_n_read (run->in);
  summary->rejected = datain_n_rejected (run->in);
  summary->harmonised = run->n_harmonised;
  summary->invalid = run->n_invalid;
  note_encoding (run, summary);
  summary->delimiter = datain_delimiter (run->in);
  summary->columns = datain_n_columns (run->in);
  summary->columns_kept = run->crosswalk->columns->len + run_n_replicates (run);
  ok = close_output (run);
  if (run->n_harmonised > 0)
    ds = make_dataset (run);
  if (ds)
    summary->design = run_strata (run, ds);
  run_replicate_findings (run, ds ? ds->n_strata : 0);
  if (!ok) {
    dataset_free (ds);
    ds = NULL;
  }
  return ds;
}

struct dataset *
crosswalk_ingest (const struct crosswalk *cw, const struct ingest_options *options,
                  struct ingest_summary *summary, struct diag *d)
{
  struct run run = {.crosswalk = cw, .options = options, .diag = d};
  struct dataset *ds = NULL;

  memset (summary, 0, sizeof *summary);
  run.in = open_source (cw, options, d);
  if (!run.in)
    return NULL;
  dictionary_check (cw->survey, run.in, d);
  note_encoding (&run, summary);
  check_decimal (&run);
  begin (&run);
  if (find_columns (&run) && open_output (&run)) {
    read_records (&run);
    ds = finish (&run, summary);
  }
  if (!datain_close (run.in, d)) {
    dataset_free (ds);
    ds = NULL;
  }
  diag_settle (d, summary->read);
  end (&run);
  return ds;
}
