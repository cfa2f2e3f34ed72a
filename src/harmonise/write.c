#include <config.h>

#include "base/number.h"
#include "harmonise/run.h"
#include "model/calibratespec.h"
#include "model/replicates.h"

#include <string.h>

/* How an entry is written, with the comma after it; longer ones go through csvout. */
struct cell_text {
  char text[7];
  guint8 length;
};
enum { LONG_CELL = 255 };

GArray *
run_cells_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (struct cell_text));
}

void
run_write_head (struct run *run)
{
  const struct crosswalk *cw = run->crosswalk;
  struct csvout out;
  static const char *const first[] = {"survey", "country", "year", "id", "weight"};

  csvout_init (&out, run->harmonised);
  for (size_t i = 0; i < G_N_ELEMENTS (first); i++)
    csvout_text (&out, first[i]);
  if (cw->survey->design.n_strata > 0)
    csvout_text (&out, "stratum");
  if (cw->psu != NO_SLOT)
    csvout_text (&out, "psu");
  if (cw->ssu != NO_SLOT)
    csvout_text (&out, "ssu");
  if (cw->fpc != NO_SLOT)
    csvout_text (&out, "fpc");
  if (cw->fpc2 != NO_SLOT)
    csvout_text (&out, "fpc2");
  for (size_t k = 1; k <= cw->n_margins; k++) {
    g_autofree char *name = calibrate_column_name (k);
    csvout_text (&out, name);
  }
  for (size_t k = 1; run->replicates && k <= cw->survey->design.replicates->n; k++) {
    g_autofree char *name = g_strdup_printf ("rep%zu", k);
    csvout_text (&out, name);
  }
  for (size_t v = 0; v < cw->codebook->n_variables; v++)
    csvout_text (&out, cw->codebook->variables[v].name);
  csvout_end (&out);
}

/* New entries of a variable: how they are written. */
static void
extend_cells (struct field *f)
{
  for (guint e = f->cells->len; e < f->values->text->len; e++) {
    const char *text = g_ptr_array_index (f->values->text, e);
    struct cell_text cell = {.length = LONG_CELL};
    size_t length = strlen (text);
    if (length + 1 <= sizeof cell.text && !strpbrk (text, ",\"\r\n")) {
      memcpy (cell.text, text, length);
      cell.text[length] = ',';
      cell.length = (guint8)(length + 1);
    }
    g_array_append_val (f->cells, cell);
  }
}

/* A record's id, or its number where no column has one.  No id is none in the harmonised file too,
   not the hash of nothing. */
static void
write_id (struct run *run, struct csvout *out, size_t i)
{
  const struct crosswalk *cw = run->crosswalk;

  if (cw->id == NO_SLOT) {
    csvout_count (out, run->n_harmonised + i + 1);
    return;
  }
  const struct source_column *c = &run->columns[cw->id];
  const struct dict_entry *e = dict_at (c->dict, c->cell[i]);
  if (run->pseudonyms && !run_is_empty (run, e))
    csvout_text (out, pseudonyms_at (run->pseudonyms, c->cell[i], e->text, e->len));
  else
    csvout_bytes (out, e->text, e->len);
}

/* Replicate weights of a record are few different numbers, or none is like another: those that were
   written last are looked up by their bits. */
struct written_number {
  double number;
  guint8 length; /* 0: none yet */
  char text[NUMBER_SIZE];
};
enum { WRITTEN_BITS = 8 };

static void
write_replicates (struct run *run, struct csvout *out, struct written_number *cache, size_t record)
{
  const double *weight = run_replicates_at (run, record);
  for (size_t k = 0; k < run->crosswalk->survey->design.replicates->n; k++) {
    guint64 bits;
    memcpy (&bits, &weight[k], sizeof bits);
    struct written_number *w =
        &cache[bits * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15) >> (64 - WRITTEN_BITS)];
    if (w->length == 0 || memcmp (&w->number, &weight[k], sizeof w->number) != 0) {
      w->number = weight[k];
      w->length = (guint8)number_format (weight[k], w->text);
    }
    char *room = outfile_reserve (run->harmonised, 1 + NUMBER_SIZE);
    *room = ',';
    memcpy (room + 1, w->text, NUMBER_SIZE);
    outfile_used (run->harmonised, 1 + (size_t)w->length);
  }
  out->in_row = true;
}

static void
write_design (struct run *run, struct csvout *out, struct written_number *cache, size_t i)
{
  const struct crosswalk *cw = run->crosswalk;
  const struct design_column *all = &run->design;
  size_t record = run->n_harmonised + i;

  csvout_text (out, cw->survey->id);
  csvout_text (out, cw->survey->country);
  csvout_count (out, (size_t)cw->survey->year);
  write_id (run, out, i);
  csvout_number (out, run->weight[i]);
  if (cw->survey->design.n_strata > 0)
    csvout_text (out, g_ptr_array_index (all->stratum, record));
  if (cw->psu != NO_SLOT)
    csvout_text (out, g_ptr_array_index (all->psu, record));
  if (cw->ssu != NO_SLOT)
    csvout_text (out, g_ptr_array_index (all->ssu, record));
  if (cw->fpc != NO_SLOT)
    csvout_number (out, run->place[i].fpc);
  if (cw->fpc2 != NO_SLOT)
    csvout_number (out, run->place[i].fpc2);
  for (size_t k = 0; k < cw->n_margins; k++)
    csvout_text (out, g_ptr_array_index (all->margin, record * cw->n_margins + k));
  if (run->replicates)
    write_replicates (run, out, cache, record);
}

/* The columns of a block as the writer walks them: nothing else shares their cache lines. */
struct written {
  const struct cell_text *cells;
  const guint32 *entry;
};

/* The variables of record I.  A line of short cells is filled in place; a long cell (a text) makes
   the writer go through csvout, which knows about quotes. */
static void
write_fields (struct run *run, struct csvout *out, const struct written *columns, size_t i)
{
  size_t n = run->crosswalk->codebook->n_variables;
  char *room = outfile_reserve (run->harmonised, n * sizeof (struct cell_text) + 1), *p = room;

  *p++ = ',';
  for (size_t v = 0; v < n; v++) {
    const struct cell_text *cell = &columns[v].cells[columns[v].entry[i]];
    if (cell->length != LONG_CELL) {
      /* The whole of it, which is one store; what is too much is written over. */
      memcpy (p, cell, sizeof *cell);
      p += cell->length;
      continue;
    }
    outfile_used (run->harmonised, (size_t)(p - room));
    out->in_row = false;
    csvout_text (out, g_ptr_array_index (run->fields[v].values->text, columns[v].entry[i]));
    room = outfile_reserve (run->harmonised, n * sizeof (struct cell_text) + 1);
    p = room;
    *p++ = ',';
  }
  p[-1] = '\n';
  outfile_used (run->harmonised, (size_t)(p - room));
  out->in_row = false;
}

void
run_write_block (struct run *run)
{
  size_t n = run->crosswalk->codebook->n_variables;
  g_autofree struct written *columns = g_new (struct written, n + 1);
  struct written_number cache[1 << WRITTEN_BITS];
  struct csvout out;

  csvout_init (&out, run->harmonised);
  for (size_t i = 0; run->replicates && i < G_N_ELEMENTS (cache); i++)
    cache[i].length = 0;
  for (size_t v = 0; v < n; v++) {
    struct field *f = &run->fields[v];
    extend_cells (f);
    columns[v] = (struct written){(const struct cell_text *)f->cells->data, f->entry};
  }
  for (size_t i = 0; i < run->n; i++) {
    write_design (run, &out, cache, i);
    write_fields (run, &out, columns, i);
  }
}
