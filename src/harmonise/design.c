#include <config.h>

#include "base/number.h"
#include "harmonise/run.h"

#include <math.h>
#include <string.h>

void
tally_of_add (struct tally_of *t, const struct run *run, size_t row)
{
  if (t->n++ == 0) {
    t->file = run->block.file;
    t->line = run->block.line[row];
  }
}

char *
run_records (size_t n)
{
  return g_strdup_printf ("%zu record%s", n, n == 1 ? "" : "s");
}

/* The cell of a design column; NULL when it is empty, or declared to mean missing. */
static const struct dict_entry *
cell_of (const struct run *run, size_t slot, size_t row)
{
  const struct source_column *c = &run->columns[slot];
  const struct dict_entry *e = dict_at (c->dict, run->block.cell[c->slot * DATAIN_BLOCK + row]);
  return run_is_missing (run, c, e) ? NULL : e;
}

bool
run_is_empty (const struct run *run, const struct dict_entry *e)
{
  return e->len == 0 || run_is_unanswered (e) ||
         (g_hash_table_size (run->missing) > 0 && g_hash_table_contains (run->missing, e->text));
}

/* No finding: the record can be used. */
static const enum finding_id USABLE = N_FINDINGS;

/* The marks that weights which are no numbers may have been written with, the likelier first. */
static const struct number_marks other_marks[] = {{',', 0},   {'.', 0},   {',', '.'},  {'.', ','},
                                                  {',', ' '}, {'.', ' '}, {',', '\''}, {'.', '\''}};
G_STATIC_ASSERT (G_N_ELEMENTS (other_marks) == N_OTHER_MARKS);

/* The weight of a record, or why it has none that can be used. */
static enum finding_id
read_weight (struct run *run, size_t row, double *weight)
{
  const struct crosswalk *cw = run->crosswalk;
  *weight = 1;
  if (cw->weight == NO_SLOT)
    return USABLE;
  const struct dict_entry *e = cell_of (run, cw->weight, row);
  if (!e) {
    tally_of_add (&run->weight_missing, run, row);
    return FIND_WEIGHT_MISSING;
  }
  if (!number_read (e->text, e->len, cw->survey->source.marks, weight)) {
    tally_of_add (&run->weight_text, run, row);
    for (size_t k = 0; k < N_OTHER_MARKS; k++)
      run->n_weight_marks[k] += number_read (e->text, e->len, other_marks[k], weight);
    return FIND_WEIGHT_TEXT;
  }
  if (*weight < 0) {
    tally_of_add (&run->weight_negative, run, row);
    return FIND_WEIGHT_NEGATIVE;
  }
  if (*weight == 0)
    tally_of_add (&run->weight_zero, run, row);
  return USABLE;
}

/* The stratum of a record; several columns are crossed, their labels joined by a colon (one that
   stands in a label is doubled, so that no two crossings look alike).  NULL if one is empty. */
static const char *
read_stratum (struct run *run, size_t row)
{
  const struct crosswalk *cw = run->crosswalk;
  size_t n = cw->survey->design.n_strata;
  g_autoptr (GString) label = NULL;

  if (n == 1) {
    const struct dict_entry *e = cell_of (run, cw->strata[0], row);
    return e ? e->text : NULL;
  }
  label = g_string_new (NULL);
  for (size_t i = 0; i < n; i++) {
    const struct dict_entry *e = cell_of (run, cw->strata[i], row);
    if (!e)
      return NULL;
    if (i)
      g_string_append_c (label, ':');
    for (const char *p = e->text; *p; p++)
      g_string_append (label, *p == ':' ? "::" : (char[]){*p, 0});
  }
  char *known = g_hash_table_lookup (run->crossed, label->str);
  if (!known) {
    known = g_strdup (label->str);
    g_hash_table_add (run->crossed, known);
  }
  return known;
}

/* The label of a unit; false where the design has such units and the record says none. */
static bool
read_unit (struct run *run, size_t slot, size_t row, const char **label)
{
  const struct dict_entry *e = slot == NO_SLOT ? NULL : cell_of (run, slot, row);
  *label = e ? e->text : NULL;
  return e || slot == NO_SLOT;
}

/* The same of an FPC. */
static bool
read_fpc (struct run *run, size_t slot, size_t row, double *fpc)
{
  const struct dict_entry *e = slot == NO_SLOT ? NULL : cell_of (run, slot, row);
  *fpc = NAN;
  return slot == NO_SLOT ||
         (e && number_read (e->text, e->len, run->crosswalk->survey->source.marks, fpc));
}

/* Does the record have all columns that calibration needs? */
static bool
has_margins (struct run *run, size_t row)
{
  const char *label;
  bool all = true;
  for (size_t i = 0; i < run->crosswalk->n_margins && all; i++)
    all = read_unit (run, run->crosswalk->margins[i], row, &label);
  return all;
}

/* Can stratum, units and FPC of a record be used? */
static bool
read_place (struct run *run, size_t row, struct design_place *place)
{
  const struct crosswalk *cw = run->crosswalk;

  place->stratum = NULL;
  if (cw->survey->design.n_strata > 0 && !(place->stratum = read_stratum (run, row)))
    return false;
  return read_unit (run, cw->psu, row, &place->psu) && read_unit (run, cw->ssu, row, &place->ssu) &&
         read_fpc (run, cw->fpc, row, &place->fpc) && read_fpc (run, cw->fpc2, row, &place->fpc2) &&
         has_margins (run, row);
}

/* Keep the place of a record. */
static void
add_place (struct run *run, size_t row, const struct design_place *place)
{
  struct design_column *all = &run->design;

  if (place->stratum)
    g_ptr_array_add (all->stratum, (void *)place->stratum);
  if (place->psu)
    g_ptr_array_add (all->psu, (void *)place->psu);
  if (place->ssu)
    g_ptr_array_add (all->ssu, (void *)place->ssu);
  if (run->crosswalk->fpc != NO_SLOT)
    g_array_append_val (all->fpc, place->fpc);
  if (run->crosswalk->fpc2 != NO_SLOT)
    g_array_append_val (all->fpc2, place->fpc2);
  for (size_t i = 0; i < run->crosswalk->n_margins; i++) {
    const char *label = NULL;
    read_unit (run, run->crosswalk->margins[i], row, &label);
    g_ptr_array_add (all->margin, (void *)label);
  }
}

static void
read_id (struct run *run, size_t row)
{
  const struct crosswalk *cw = run->crosswalk;
  if (cw->id == NO_SLOT)
    return;
  const struct source_column *c = &run->columns[cw->id];
  guint32 entry = run->block.cell[c->slot * DATAIN_BLOCK + row];
  if (run_is_missing (run, c, dict_at (c->dict, entry))) {
    tally_of_add (&run->id_missing, run, row);
    return;
  }
  guint known = run->id_seen->len;
  if (entry >= known) {
    g_byte_array_set_size (run->id_seen, MAX (entry + 1, 2 * known));
    memset (run->id_seen->data + known, 0, run->id_seen->len - known);
  }
  if (run->id_seen->data[entry])
    tally_of_add (&run->id_again, run, row);
  run->id_seen->data[entry] = 1;
}

void
run_design (struct run *run)
{
  run->n = 0;
  for (size_t r = 0; r < run->block.n; r++) {
    struct design_place *place = &run->place[run->n];
    enum finding_id why = read_weight (run, r, &run->weight[run->n]);
    if (why == USABLE && !read_place (run, r, place)) {
      tally_of_add (&run->design_missing, run, r);
      why = FIND_DESIGN_MISSING;
    }
    if (why == USABLE && run->replicates && !run_add_replicates (run, r, run->weight[run->n]))
      why = FIND_REPLICATE_MISSING;
    if (why != USABLE) {
      datain_reject (run->in, r, diag_id_name (why), run->diag);
      continue;
    }
    read_id (run, r);
    g_array_append_val (run->design.weight, run->weight[run->n]);
    add_place (run, r, place);
    run->row[run->n++] = r;
  }
}

/* ---- Findings ---- */

/* WHAT is said of the records, in the singular and the plural. */
static void
say (struct run *run, enum finding_id id, const struct tally_of *t, size_t of,
     const struct column_ref *ref, const char *one, const char *many)
{
  g_autofree char *records = run_records (t->n);
  if (t->n == 0)
    return;
  diag_add (run->diag, id, (struct place){.file = t->file, .line = t->line}, "%s %s%s", records,
            t->n == 1 ? one : many, t->n == 1 ? "" : " (the first is here)");
  diag_measure (run->diag, ref && ref->text ? ref->text : "design", t->n, of);
  if (ref && ref->text)
    diag_note (run->diag, ref->place, "column \"%s\" is named here", ref->text);
}

/* A few weights of zero are said; many make one ask whether it is the right column. */
static void
say_zero (struct run *run)
{
  double most = run->options->thresholds.zero_weights;
  const struct tally_of *t = &run->weight_zero;
  bool many = (double)t->n > most * (double)run->n_harmonised;
  g_autofree char *tail = many ? g_strdup_printf (", more than %g %% of the records: is it the "
                                                  "weight of this sample?",
                                                  100 * most)
                               : g_strdup ("");
  g_autofree char *one = g_strconcat ("has a weight of zero and counts for nothing", tail, NULL);
  g_autofree char *all = g_strconcat ("have a weight of zero and count for nothing", tail, NULL);

  say (run, FIND_WEIGHT_ZERO, t, run->n_harmonised, &run->crosswalk->survey->design.weight, one,
       all);
}

/* With which marks most of the weights that are no numbers would be. */
static void
note_other_marks (struct run *run)
{
  const struct source_spec *source = &run->crosswalk->survey->source;
  g_autoptr (GString) keys = g_string_new (NULL);
  size_t best = 0;

  for (size_t k = 1; k < N_OTHER_MARKS; k++)
    if (run->n_weight_marks[k] > run->n_weight_marks[best])
      best = k;
  if (run->n_weight_marks[best] == 0)
    return;
  if (other_marks[best].decimal != source->marks.decimal)
    g_string_append_printf (keys, "`decimal: \"%c\"`", other_marks[best].decimal);
  if (other_marks[best].thousands != source->marks.thousands && keys->len > 0)
    g_string_append (keys, " and ");
  if (other_marks[best].thousands == 0 && source->marks.thousands != 0)
    g_string_append (keys, "no `thousands`");
  else if (other_marks[best].thousands != source->marks.thousands)
    g_string_append_printf (keys, "`thousands: \"%c\"`", other_marks[best].thousands);
  diag_note (run->diag, source->place, "%zu of them can be read with %s here",
             run->n_weight_marks[best], keys->str);
}

/* "lacks a stratum, PSU or finite population correction and was rejected", with what else the
   design asks for. */
static char *
places_words (const struct run *run, const char *lack, const char *were)
{
  return g_strdup_printf ("%s a stratum, PSU%s%s or finite population correction and %s rejected",
                          lack, run->crosswalk->ssu != NO_SLOT ? ", second-stage unit" : "",
                          run->crosswalk->n_margins ? ", column of a margin" : "", were);
}

void
run_design_findings (struct run *run)
{
  const struct design_spec *ds = &run->crosswalk->survey->design;
  size_t read = datain_n_read (run->in);

  say (run, FIND_WEIGHT_MISSING, &run->weight_missing, read, &ds->weight,
       "has no weight and was rejected", "have no weight and were rejected");
  say (run, FIND_WEIGHT_TEXT, &run->weight_text, read, &ds->weight,
       "has a weight that is not a number and was rejected",
       "have weights that are not numbers and were rejected");
  note_other_marks (run);
  say (run, FIND_WEIGHT_NEGATIVE, &run->weight_negative, read, &ds->weight,
       "has a negative weight and was rejected", "have negative weights and were rejected");
  say_zero (run);
  g_autofree char *one = places_words (run, "lacks", "was"),
                  *many = places_words (run, "lack", "were");
  say (run, FIND_DESIGN_MISSING, &run->design_missing, read, NULL, one, many);
  say (run, FIND_ID_MISSING, &run->id_missing, run->n_harmonised, &ds->id, "has no id",
       "have no id");
  say (run, FIND_DUPLICATE_ID, &run->id_again, run->n_harmonised, &ds->id,
       "has the id of an earlier record", "have the id of an earlier record");
}
