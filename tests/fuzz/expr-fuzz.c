/* Any bytes as an expression: read, checked, said in words, evaluated with and without tables over
   the columns of a small codebook or national file.  The first byte chooses among the ways to read.
 */
#include <config.h>

#include "expr/expr.h"

#include "../unit/expr-fixture.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum { NATIONAL = 1, COMMA = 2, FOLDED = 4, N_ENTRIES = 16, N_RECORDS = 64 };

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

struct columns {
  double number[FIXTURE_SLOTS][N_ENTRIES];
  guint8 reason[FIXTURE_SLOTS][N_ENTRIES];
  guint8 index[FIXTURE_SLOTS][N_RECORDS];
  struct expr_column view[FIXTURE_SLOTS];
};

/* Values that come at random but always the same. */
static void
fill (struct columns *c, const struct codebook *cb, bool national)
{
  static const char *const texts[N_ENTRIES] = {"1",   "01",  "1,5",        "a",   "\u00c1 b", "",
                                               "-3",  "1e9", "29/02/2004", "yes", "98",       "A",
                                               "0.1", "x",   "#",          "7"};
  guint32 seed = 1;

  for (size_t s = 0; s < (size_t)(national ? N_FIXTURE_COLUMNS : N_FIXTURE_VARIABLES); s++) {
    const struct variable *v = national ? NULL : &cb->variables[s];
    for (size_t e = 0; e < N_ENTRIES; e++) {
      c->reason[s][e] = (guint8)(e % 4 == 3 ? 1 + e % (cb->n_missing - 1) : MISSING_NONE);
      c->number[s][e] = NAN;
      if (v && v->n_categories > 0)
        c->number[s][e] = v->categories[e % v->n_categories].code;
      else if (v && v->type != TYPE_TEXT)
        c->number[s][e] = v->type == TYPE_DATE ? 12000 + 100.0 * (double)e : (double)e - 4.5;
    }
    for (size_t i = 0; i < N_RECORDS; i++) {
      seed = seed * 1103515245 + 12345;
      c->index[s][i] = (guint8)(seed >> 16) % N_ENTRIES;
    }
    c->view[s] = (struct expr_column){.index = c->index[s],
                                      .width = 1,
                                      .number = national ? NULL : c->number[s],
                                      .text = texts,
                                      .reason = c->reason[s],
                                      .n_entries = N_ENTRIES};
  }
}

struct results {
  double number[N_RECORDS];
  guint8 reason[N_RECORDS];
  const char *text[N_RECORDS];
};

static void
evaluate (const struct expr *e, const struct codebook *cb, bool national)
{
  struct columns columns;
  struct results plain, bound;
  struct expr_work *w = expr_work_new ();
  struct expr_bound *b = expr_bind (e);
  bool text = expr_type (e) == EXPR_TEXT || expr_type (e) == EXPR_RAW;

  fill (&columns, cb, national);
  expr_eval (e, columns.view, 0, N_RECORDS, plain.number, plain.reason, plain.text, w);
  expr_bound_eval (b, columns.view, 0, N_RECORDS, bound.number, bound.reason, bound.text, w);
  for (size_t i = 0; i < N_RECORDS; i++) {
    bool none = isnan (plain.number[i]) && isnan (bound.number[i]);
    if ((plain.number[i] != bound.number[i] && !none) || plain.reason[i] != bound.reason[i])
      abort (); /* a table changes nothing */
    if (none && expr_type (e) != EXPR_RAW)
      abort (); /* a result is a finite number */
    if (isinf (plain.number[i]) || plain.reason[i] >= cb->n_missing)
      abort ();
    if (plain.reason[i] != MISSING_NONE && (plain.number[i] != 0 || (text && plain.text[i])))
      abort ();
    if (text && plain.reason[i] == MISSING_NONE && !plain.text[i])
      abort ();
  }
  expr_bound_free (b);
  expr_work_free (w);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const languages[] = {"en", "es", "fr", "pt"};
  struct codebook *cb = fixture_new ();
  struct diag *d = diag_new ();
  uint8_t way = size > 0 ? data[0] : 0;
  bool national = way & NATIONAL;
  g_autofree char *source =
      g_strndup (size > 0 ? (const char *)data + 1 : "", size > 0 ? size - 1 : 0);
  struct expr_scope scope =
      national ? fixture_raw_scope (cb, way & COMMA ? ',' : '.') : expr_codebook_scope (cb);
  struct expr_text text = {.text = source,
                           .place = {.file = "fuzz.yaml", .line = 3, .column = 5, .width = 1},
                           .on_line = !(way & FOLDED)};
  struct expr *e = expr_new (&text, &scope, d);

  if ((e == NULL) != (diag_count (d, SEVERITY_ERROR) > 0))
    abort (); /* refused without a word, or read in spite of one */
  for (size_t i = 0; i < diag_size (d); i++)
    if (!g_utf8_validate (diag_at (d, i)->message, -1, NULL))
      abort ();
  if (e) {
    for (size_t i = 0; i < G_N_ELEMENTS (languages); i++)
      g_free (expr_words (e, cb, languages[i]));
    g_free (expr_canonical (source));
    evaluate (e, cb, national);
  }
  expr_free (e);
  diag_free (d);
  fixture_free (cb);
  return 0;
}
