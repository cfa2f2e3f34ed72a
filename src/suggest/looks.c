/* What the cells of a column look like, and what can be a variable. */
#include <config.h>

#include "suggest/guess.h"

#include "base/number.h"
#include "model/label.h"

#include <math.h>
#include <string.h>

enum {
  MOST_CODES = 40,    /* distinct values of a column of codes */
  RECORDS_A_CODE = 3, /* on average, at least */
  FEWEST_SHOWN = 5,   /* records of a value that may stand in the draft without a label */
  MOST_LOOKED_AT = 2000
};
static const double NEARLY_ALL = 0.95;

void
guess_column_free (void *data)
{
  struct guess_column *c = data;
  if (c->values)
    g_array_free (c->values, TRUE);
  g_free (c->name);
  g_free (c->label);
  g_free (c);
}

static void
value_clear (void *data)
{
  g_free (((struct guess_value *)data)->plain);
}

bool
suggest_number (const struct guess *g, const struct dict_entry *e, double *number)
{
  return number_parse (e->text, e->len, g->decimal, number);
}

/* Codes of which several kinds of survey make missing values: 8 and 9 repeated, from 77 and 97 on,
   wide ones too, and all below zero. */
bool
suggest_seems_missing (double number, double hi)
{
  static const double known[] = {66, 77, 88, 96, 97, 98, 99};
  if (number < 0)
    return true;
  if (!(number > hi))
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS (known); i++) {
    double tens = known[i];
    if (number == tens)
      return true;
    for (double nines = 900; nines < 1e10; nines = nines * 10 + 900)
      if (number == nines + tens)
        return true;
  }
  return number == 777 || number == 888;
}

/* ---- Values ---- */

static gint
by_number (gconstpointer a, gconstpointer b)
{
  const struct guess_value *x = a, *y = b;
  bool no_x = isnan (x->number), no_y = isnan (y->number);
  if (no_x != no_y)
    return no_x - no_y;
  if (!no_x && x->number != y->number)
    return x->number < y->number ? -1 : 1;
  return strcmp (x->text, y->text);
}

/* Add COUNT records with the value TEXT. */
static void
add_value (const struct guess *g, struct guess_column *c, GHashTable *seen, const char *text,
           size_t count)
{
  char *normal = label_normalise (text);
  gpointer at;

  if (g_hash_table_lookup_extended (seen, normal, NULL, &at)) {
    g_array_index (c->values, struct guess_value, GPOINTER_TO_UINT (at)).count += count;
    g_free (normal);
    return;
  }
  const struct source_code *code =
      c->codes ? codelist_find (c->codes, text, (struct number_marks){.decimal = g->decimal})
               : NULL;
  const char *label = code && *code->label ? code->label : NULL;
  struct guess_value v = {text,  label, similar_plain (label ? label : text, false),
                          count, NAN,   MISSING_NONE};
  if (!number_parse (text, strlen (text), g->decimal, &v.number))
    v.number = NAN;
  if (label || isnan (v.number))
    v.reason = suggest_reason (g->codebook, v.plain);
  g_hash_table_insert (seen, normal, GUINT_TO_POINTER (c->values->len));
  g_array_append_val (c->values, v);
}

/* Texts that people type are not to be shown: values of too few records that no dictionary knows,
   and that are no words for a missing value.  */
static void
hide_rare (struct guess_column *c)
{
  for (guint i = c->values->len; i > 0; i--) {
    const struct guess_value *v = &g_array_index (c->values, struct guess_value, i - 1);
    if (v->label || v->count >= FEWEST_SHOWN || v->reason != MISSING_NONE)
      continue;
    c->n_hidden++;
    c->n_in_hidden += v->count;
    g_array_remove_index (c->values, i - 1);
  }
}

/* Codes that the dictionary has and nobody gave: the next file may have them. */
static void
add_declared (const struct guess *g, struct guess_column *c, GHashTable *seen)
{
  for (size_t i = 0; c->codes && i < c->codes->n; i++)
    if (*c->codes->codes[i].label)
      add_value (g, c, seen, c->codes->codes[i].value, 0);
}

static GHashTable *
new_seen (struct guess_column *c)
{
  if (c->values)
    g_array_free (c->values, TRUE);
  c->values = g_array_new (FALSE, FALSE, sizeof (struct guess_value));
  g_array_set_clear_func (c->values, value_clear);
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
collect_values (const struct guess *g, struct guess_column *c, const struct dict *dict)
{
  g_autoptr (GHashTable) seen = new_seen (c);

  for (size_t i = 0; i < dict_size (dict); i++) {
    const struct dict_entry *e = dict_at (dict, (guint32)i);
    if (!suggest_is_blank (g, e) &&
        (c->looks == LOOKS_CODES ||
         (c->codes &&
          codelist_find (c->codes, e->text, (struct number_marks){.decimal = g->decimal}))))
      add_value (g, c, seen, e->text, e->count);
  }
  add_declared (g, c, seen);
  hide_rare (c);
  g_array_sort (c->values, by_number);
}

/* ---- Several answers in a cell ---- */

struct parts {
  GHashTable *alone;                     /* cells without the separator */
  GHashTable *parts;                     /* of the others; text -> records */
  size_t cells, records, most, n, known; /* N: parts of all cells */
  bool repeated;                         /* a part twice in one cell */
};

static void
add_parts (const struct guess *g, const struct guess_column *c, struct parts *p, const char *text,
           size_t count, char separator)
{
  char between[] = {separator, 0};
  g_auto (GStrv) parts = g_strsplit (text, between, -1);
  size_t n = g_strv_length (parts);

  p->cells++;
  p->records += count;
  p->most = MAX (p->most, n);
  p->n += n;
  for (size_t i = 0; i < n; i++) {
    char *part = label_normalise (parts[i]);
    for (size_t k = 0; k < i; k++)
      p->repeated = p->repeated || strcmp (g_strstrip (parts[k]), g_strstrip (parts[i])) == 0;
    p->known += c->codes && codelist_find (c->codes, g_strstrip (parts[i]),
                                           (struct number_marks){.decimal = g->decimal});
    guint old = GPOINTER_TO_UINT (g_hash_table_lookup (p->parts, part));
    g_hash_table_insert (p->parts, part, GUINT_TO_POINTER (old + (guint)MIN (count, 1000000)));
  }
}

/* Are these the answers of a list?  Few of them, each often, none twice in a cell, and all in the
   dictionary, or most also alone, or three in one: a comma in a sentence or in a number does none
   of that. */
static bool
are_answers (const struct parts *p, size_t n_filled)
{
  GHashTableIter i;
  gpointer part, records;
  size_t n = g_hash_table_size (p->parts), alone = 0, total = 0;

  if (p->repeated || p->cells < 2 || n < 2 || n > MOST_CODES || p->records * 50 < n_filled)
    return false;
  g_hash_table_iter_init (&i, p->parts);
  while (g_hash_table_iter_next (&i, &part, &records)) {
    alone += g_hash_table_contains (p->alone, part);
    total += GPOINTER_TO_UINT (records);
  }
  return total >= n * RECORDS_A_CODE &&
         (p->known == p->n || alone * 10 >= n * 6 || (p->most >= 3 && alone * 10 >= n * 3));
}

/* The separator, or 0. */
static char
find_split (const struct guess *g, const struct guess_column *c, const struct dict *dict)
{
  static const char separators[] = {';', '|', ',', ' '};

  for (size_t s = 0; s < G_N_ELEMENTS (separators) && dict_size (dict) <= MOST_LOOKED_AT; s++) {
    struct parts p = {.alone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                      .parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL)};
    for (size_t i = 0; i < dict_size (dict); i++) {
      const struct dict_entry *e = dict_at (dict, (guint32)i);
      if (suggest_is_blank (g, e))
        continue;
      if (strchr (e->text, separators[s]))
        add_parts (g, c, &p, e->text, e->count, separators[s]);
      else
        g_hash_table_add (p.alone, label_normalise (e->text));
    }
    bool good = are_answers (&p, c->n_filled);
    if (c->n_numbers == c->n_filled) /* `1,2` is a fraction, unless the dictionary knows 1 and 2 */
      good = good && p.known == p.n;
    if (separators[s] == ' ') /* words of a sentence are no answers, codes are */
      good = good && p.most * 3 <= MOST_CODES && c->n_distinct > g_hash_table_size (p.alone);
    g_hash_table_unref (p.alone);
    g_hash_table_unref (p.parts);
    if (good)
      return separators[s];
  }
  return 0;
}

static void
collect_parts (const struct guess *g, struct guess_column *c, const struct dict *dict,
               GPtrArray *keep)
{
  g_autoptr (GHashTable) seen = new_seen (c);
  char between[] = {c->split, 0};

  for (size_t i = 0; i < dict_size (dict); i++) {
    const struct dict_entry *e = dict_at (dict, (guint32)i);
    if (suggest_is_blank (g, e))
      continue;
    g_auto (GStrv) parts = g_strsplit (e->text, between, -1);
    for (char **p = parts; *p; p++)
      if (*g_strstrip (*p)) {
        char *owned = g_strdup (*p);
        g_ptr_array_add (keep, owned);
        add_value (g, c, seen, owned, e->count);
      }
  }
  add_declared (g, c, seen);
  hide_rare (c);
  g_array_sort (c->values, by_number);
}

/* ---- Looks ---- */

static bool
is_date (const char *text)
{
  int a = 0, b = 0, c = 0;
  char one = 0, two = 0;
  return sscanf (text, "%4d%1c%2d%1c%4d", &a, &one, &b, &two, &c) == 5 && one == two &&
         strchr ("-/.", one) && b >= 1 && c >= 1;
}

static void
count_cells (const struct guess *g, struct guess_column *c, const struct dict *dict, size_t *dates)
{
  c->lo = INFINITY;
  c->hi = -INFINITY;
  *dates = 0;
  for (size_t i = 0; i < dict_size (dict); i++) {
    const struct dict_entry *e = dict_at (dict, (guint32)i);
    double value;
    if (suggest_is_blank (g, e))
      continue;
    c->n_distinct++;
    c->n_filled += e->count;
    if (number_parse (e->text, e->len, g->decimal, &value)) {
      c->n_numbers += e->count;
      c->n_fractions += value != floor (value) ? e->count : 0;
      c->lo = MIN (c->lo, value);
      c->hi = MAX (c->hi, value);
    } else
      *dates += is_date (e->text) ? e->count : 0;
  }
}

static enum looks
looks_of (const struct guess_column *c, size_t dates)
{
  enum { FEW = 20 };
  double n = (double)c->n_filled;
  if (c->n_filled == 0)
    return LOOKS_EMPTY;
  if (c->n_distinct <= MOST_CODES && c->n_filled >= RECORDS_A_CODE * c->n_distinct)
    return LOOKS_CODES;
  if ((double)dates >= NEARLY_ALL * n)
    return LOOKS_DATES;
  if (c->n_fractions * 2 < c->n_filled && (double)c->n_distinct >= NEARLY_ALL * n &&
      c->n_filled >= FEW)
    return LOOKS_UNIQUE;
  return (double)c->n_numbers >= 0.8 * n ? LOOKS_NUMBERS : LOOKS_TEXT;
}

/* A form that allows several answers is exported once as a list and once more as a column for each
   of them, COLUMN/CODE: the list has the missing codes too. */
static void
mark_repeats (struct guess *g)
{
  g_autoptr (GHashTable) lists = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < g->columns->len; i++) {
    struct guess_column *c = g_ptr_array_index (g->columns, i);
    const char *slash = strrchr (c->name, '/');
    g_autofree char *before = slash ? g_strndup (c->name, (gsize)(slash - c->name)) : NULL;
    const struct guess_column *list = before ? g_hash_table_lookup (lists, before) : NULL;
    for (guint v = 0; list && v < list->values->len; v++)
      c->repeats =
          c->repeats ||
          strcmp (slash + 1, g_array_index (list->values, struct guess_value, v).text) == 0;
    if (c->split)
      g_hash_table_insert (lists, c->name, c);
  }
}

/* A part of a cell that is no answer of a list. */
static bool
means_no_answer (const struct guess_value *v)
{
  return v->reason != MISSING_NONE || (!v->label && v->number < 0);
}

static void
add_unit (struct guess *g, size_t at, long part)
{
  const struct guess_column *c = g_ptr_array_index (g->columns, at);
  g_autofree char *whole = NULL;
  struct guess_unit u = {c, at, part, similar_plain (c->name, true), NULL, NULL};

  if (part < 0)
    u.text = similar_plain (*c->label ? c->label : c->name, !*c->label);
  else {
    const struct guess_value *v = &g_array_index (c->values, struct guess_value, part);
    whole = g_strconcat (*c->label ? c->label : c->name, " ", v->label ? v->label : v->text, NULL);
    u.text = similar_plain (whole, false);
  }
  g_array_append_val (g->units, u);
}

/* Offset in A behind the words that both begin with. */
static size_t
common_beginning (const char *a, const char *b)
{
  size_t words = 0;
  for (size_t i = 0;; i++) {
    bool end_a = !a[i] || a[i] == ' ', end_b = !b[i] || b[i] == ' ';
    if (end_a && end_b)
      words = i;
    if (a[i] != b[i] || !a[i])
      return words;
  }
}

/* What each text has for itself. */
static void
cut_stems (struct guess *g)
{
  struct guess_unit *units = (struct guess_unit *)(void *)g->units->data;

  for (guint u = 0; u < g->units->len; u++) {
    size_t stem = 0;
    if (u > 0)
      stem = common_beginning (units[u].text, units[u - 1].text);
    if (u + 1 < g->units->len)
      stem = MAX (stem, common_beginning (units[u].text, units[u + 1].text));
    const char *item = units[u].text + stem;
    if (units[u].part >= 0)
      item = g_array_index (units[u].column->values, struct guess_value, units[u].part).plain;
    units[u].item = g_strdup (*item ? item : units[u].text);
  }
}

void
suggest_looks (struct guess *g)
{
  for (guint i = 0; i < g->columns->len; i++) {
    struct guess_column *c = g_ptr_array_index (g->columns, i);
    const struct dict *dict = g_ptr_array_index (g->dicts, i);
    size_t dates;
    c->identifies = suggest_identifies (c->name);
    count_cells (g, c, dict, &dates);
    c->looks = looks_of (c, dates);
    c->split = find_split (g, c, dict);
    if (c->split)
      collect_parts (g, c, dict, g->kept);
    else
      collect_values (g, c, dict);
  }
  mark_repeats (g);
  for (guint i = 0; i < g->columns->len; i++) {
    const struct guess_column *c = g_ptr_array_index (g->columns, i);
    if (c->looks == LOOKS_EMPTY || c->repeats || c->doubtful_name || c->identifies)
      continue;
    if (!c->split)
      add_unit (g, i, -1);
    for (guint v = 0; c->split && v < c->values->len; v++)
      if (!means_no_answer (&g_array_index (c->values, struct guess_value, v)))
        add_unit (g, i, (long)v);
  }
  cut_stems (g);
}
