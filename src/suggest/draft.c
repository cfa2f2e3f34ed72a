/* The draft: a head, the source, the design, and for each variable its rule or its candidates. */
#include <config.h>

#include "suggest/guess.h"

#include "base/number.h"
#include "model/label.h"

#include <math.h>
#include <string.h>

enum { LINE_WIDTH = 100, SHOWN_TEXT = 60, MOST_CANDIDATES = 3, SHOWN_VALUES = 12 };

/* ---- Rules ---- */

static const struct guess_unit *
unit_at (const struct guess *g, size_t u)
{
  return &g_array_index (g->units, struct guess_unit, u);
}

static const struct guess_value *
value_at (const struct guess_column *c, size_t i)
{
  return &g_array_index (c->values, struct guess_value, i);
}

/* Characters of the last line. */
static size_t
column_of (const GString *out)
{
  const char *newline = strrchr (out->str, '\n');
  return (size_t)g_utf8_strlen (newline ? newline + 1 : out->str, -1);
}

static void
write_value (GString *out, const struct guess_value *v)
{
  char number[NUMBER_SIZE];
  if (isnan (v->number)) {
    suggest_scalar (out, v->text);
    return;
  }
  number_format (v->number, number);
  g_string_append (out, number);
}

/* The values that go to one target, as they stand after it; false if there are none. */
static bool
write_target (GString *out, const struct guess_unit *u, const struct guess_recode *r, long category,
              unsigned reason)
{
  size_t n = 0, written = 0;

  for (guint i = 0; i < u->column->values->len; i++)
    n +=
        r->targets[i].known && r->targets[i].category == category && r->targets[i].reason == reason;
  if (n > 1)
    g_string_append_c (out, '[');
  for (guint i = 0; i < u->column->values->len; i++) {
    const struct guess_target *t = &r->targets[i];
    if (!t->known || t->category != category || t->reason != reason)
      continue;
    if (written++)
      g_string_append (out, ", ");
    write_value (out, value_at (u->column, i));
  }
  if (n > 1)
    g_string_append_c (out, ']');
  return n > 0;
}

/* `target: values`, broken into lines at INDENT where it must be. */
static void
add_line (GString *out, const char *target, const char *values, bool first, const char *indent)
{
  g_autoptr (GString) line = g_string_new (NULL);
  suggest_scalar (line, target);
  g_string_append_printf (line, ": %s", values);
  if (!first) {
    g_string_append_c (out, ',');
    if (indent && column_of (out) + (size_t)g_utf8_strlen (line->str, -1) + 2 > LINE_WIDTH)
      g_string_append_printf (out, "\n%s", indent);
    else
      g_string_append_c (out, ' ');
  }
  g_string_append (out, line->str);
}

/* `recode: {...}`; nothing when it would be empty. */
static bool
write_recode (const struct guess *g, GString *out, const struct guess_unit *u,
              const struct variable *v, const struct guess_recode *r, const char *before,
              const char *indent)
{
  bool any = false;

  for (size_t k = 0; k < v->n_categories + g->codebook->n_missing; k++) {
    bool is_category = k < v->n_categories;
    unsigned reason = is_category ? MISSING_NONE : (unsigned)(k - v->n_categories);
    g_autoptr (GString) values = g_string_new (NULL);
    if (!is_category && reason == MISSING_NONE)
      continue;
    if (!write_target (values, u, r, is_category ? (long)k : -1, reason))
      continue;
    if (!any)
      g_string_append_printf (out, "%srecode: {", before);
    add_line (out, is_category ? v->categories[k].name : g->codebook->missing[reason].name,
              values->str, !any, indent);
    any = true;
  }
  if (any)
    g_string_append_c (out, '}');
  return any;
}

/* The rule in one line, or in several when it is too long.  BEFORE: "  " or, off, "  # ". */
static void
write_rule (const struct guess *g, GString *out, const struct guess_unit *u,
            const struct variable *v, const struct guess_recode *r, const char *before)
{
  g_autofree char *inner = g_strconcat (before, "  ", NULL);
  g_autofree char *deep = g_strconcat (before, "           ", NULL);
  g_autoptr (GString) line = g_string_new (before);
  char separator[] = {u->column->split, 0};

  if (u->part < 0 && !write_recode (g, line, u, v, r, ", ", NULL)) {
    g_string_append_printf (out, "%s%s: ", before, v->name);
    suggest_scalar (out, u->column->name);
    g_string_append_c (out, '\n');
    return;
  }
  g_string_assign (line, before);
  g_string_append_printf (line, "%s: {column: ", v->name);
  suggest_scalar (line, u->column->name);
  if (u->part < 0 && write_recode (g, line, u, v, r, ", ", NULL) && column_of (line) < LINE_WIDTH) {
    g_string_append_printf (out, "%s}\n", line->str);
    return;
  }
  g_string_append_printf (out, "%s%s:", before, v->name);
  g_string_append_printf (out, "\n%scolumn: ", inner);
  suggest_scalar (out, u->column->name);
  if (u->part >= 0) {
    g_string_append_printf (out, "\n%ssplit: ", inner);
    suggest_scalar (out, separator);
  }
  g_autofree char *start = g_strconcat ("\n", inner, NULL);
  write_recode (g, out, u, v, r, start, deep);
  if (u->part >= 0) {
    g_string_append_printf (out, "\n%selse: ", inner);
    long no = variable_category_code (v, 0);
    suggest_scalar (out, no >= 0 ? v->categories[no].name : "no");
  }
  g_string_append_c (out, '\n');
}

/* ---- Reasons ---- */

static void
write_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  suggest_comment (out, text, SHOWN_TEXT);
  g_string_append_c (out, '"');
}

/* `score 0.83: label "..." ~ question "..." (pt); 5 of 5 codes fit`. */
static void
write_reason (const struct guess *g, GString *out, const struct guess_unit *u,
              const struct variable *v, const struct evidence *e, const struct guess_recode *r)
{
  const char *language = g->codebook->languages[e->language];
  const struct guess_column *c = u->column;

  g_string_append_printf (out, "score %.2f: ", e->score);
  if (u->part >= 0) {
    const struct guess_value *part = value_at (c, (size_t)u->part);
    g_string_append (out, "answer ");
    write_quoted (out, part->label ? part->label : part->text);
    g_string_append (out, " of ");
  }
  if (*c->label) {
    g_string_append (out, "label ");
    write_quoted (out, c->label);
  } else
    g_string_append (out, "its name");
  if (e->wording >= e->name) {
    g_string_append_printf (out, " ~ %s ", e->by_label ? "label" : "question");
    write_quoted (
        out, label_in (e->by_label || v->question.n == 0 ? &v->label : &v->question, language, ""));
    g_string_append_printf (out, " (%s)", language);
  } else
    g_string_append_printf (out, ", and its name ~ %s", v->name);
  if (variable_is_categorical (v) && u->part < 0)
    g_string_append_printf (out, "; %zu of %zu codes fit", r->n_fit, r->n_valid);
  else if (u->part < 0 && r->n_valid > 0)
    g_string_append_printf (out, "; %zu of %zu values fit", r->n_fit, r->n_valid);
}

/* May values without a label be named?  Codes may; texts only of a column that is an answer by some
   other value of it or by its score: they could be people's own words. */
static bool
may_name (const struct guess_unit *u, const struct evidence *e, const struct guess_recode *r)
{
  static const double LIKELY = 0.5;
  bool known = false, texts = false;
  for (guint i = 0; i < u->column->values->len; i++) {
    known = known || r->targets[i].known;
    texts = texts || (!value_at (u->column, i)->label && isnan (value_at (u->column, i)->number));
  }
  return !texts || known || e->score >= LIKELY;
}

/* The codes that the recode leaves out, with their labels: what is to be decided. */
static void
write_left_out (GString *out, const struct guess_unit *u, const struct variable *v,
                const struct guess_recode *r)
{
  size_t n = 0;
  for (guint i = 0; u->part < 0 && variable_is_categorical (v) && i < u->column->values->len; i++) {
    const struct guess_value *value = value_at (u->column, i);
    if (r->targets[i].known || n++ >= SHOWN_VALUES)
      continue;
    g_string_append (out, n == 1 ? "  #   where to: " : ", ");
    suggest_comment (out, value->text, SHOWN_TEXT);
    if (value->label) {
      g_string_append (out, " = ");
      write_quoted (out, value->label);
    }
  }
  if (n > SHOWN_VALUES)
    g_string_append (out, ", ...");
  if (n > 0)
    g_string_append_c (out, '\n');
}

/* ---- Variables ---- */

static void
write_active (const struct guess *g, GString *out, const struct variable *v, size_t u,
              const struct guess_recode *r)
{
  g_string_append (out, "\n  # ");
  write_reason (g, out, unit_at (g, u), v, guess_evidence (g, v->index, u), r);
  g_string_append_c (out, '\n');
  write_rule (g, out, unit_at (g, u), v, r, "  ");
}

static void
write_open (const struct guess *g, GString *out, const struct variable *v, const size_t *units,
            size_t n, const char *doubt)
{
  g_string_append_printf (out, "\n  # To decide, %s: %s.\n", v->name, doubt);
  for (size_t i = 0; i < n; i++) {
    const struct guess_unit *u = unit_at (g, units[i]);
    struct guess_recode r = suggest_recode (g, u, v);
    g_string_append (out, i ? "  # or " : "  # ");
    write_reason (g, out, u, v, guess_evidence (g, v->index, units[i]), &r);
    g_string_append_c (out, '\n');
    if (i == 0) {
      write_rule (g, out, u, v, &r, "  # ");
      if (may_name (u, guess_evidence (g, v->index, units[i]), &r))
        write_left_out (out, u, v, &r);
    } else {
      g_string_append (out, "  #   column: ");
      suggest_scalar (out, u->column->name);
      g_string_append_c (out, '\n');
    }
    guess_recode_clear (&r);
  }
}

static void
write_variable (const struct guess *g, GString *out, const struct variable *v,
                struct suggest_summary *s)
{
  size_t units[MOST_CANDIDATES], n = suggest_candidates (g, v->index, MOST_CANDIDATES, units);
  const char *doubt = suggest_doubt (g, v->index);

  if (v->derive.text) {
    s->derived++;
    if (n > 0)
      write_open (g, out, v, units, n, "the codebook derives it; a column only where it cannot");
  } else if (n == 0) {
    s->without++;
    g_string_append_printf (out, "  # %s: {absent: fill in why}  # no column is like it\n",
                            v->name);
  } else {
    struct guess_recode r = suggest_recode (g, unit_at (g, units[0]), v);
    if (!doubt && r.complete) {
      s->active++;
      write_active (g, out, v, units[0], &r);
    } else {
      s->open++;
      write_open (g, out, v, units, n, doubt ? doubt : r.doubt);
    }
    guess_recode_clear (&r);
  }
}

static void
write_crosswalk (const struct guess *g, GString *out, struct suggest_summary *s)
{
  g_autoptr (GString) rules = g_string_new (NULL);
  const char *module = "";

  for (size_t v = 0; v < g->codebook->n_variables; v++) {
    const struct variable *variable = &g->codebook->variables[v];
    if (strcmp (variable->module, module) != 0) {
      module = variable->module;
      g_string_append (rules, "\n  # ---- ");
      suggest_comment (rules, module, SHOWN_TEXT);
      g_string_append (rules, " ----\n");
    }
    write_variable (g, rules, variable, s);
  }
  g_string_append_printf (out, "\ncrosswalk:%s\n%s",
                          s->active ? "" : " {} # take away the {} with the first rule",
                          rules->str);
}

/* ---- What is left ---- */

static bool
is_taken (const struct guess *g, size_t column)
{
  for (guint u = 0; u < g->units->len; u++)
    if (unit_at (g, u)->at == column && g->owner[u] >= 0)
      return true;
  return false;
}

/* Names in a comment, broken into lines. */
static void
write_names (GString *out, const char *head, GPtrArray *names)
{
  if (names->len == 0)
    return;
  g_string_append_printf (out, "\n  # %s:\n  #  ", head);
  for (guint i = 0; i < names->len; i++) {
    g_autoptr (GString) name = g_string_new (NULL);
    suggest_comment (name, g_ptr_array_index (names, i), SHOWN_TEXT);
    if (column_of (out) + (size_t)g_utf8_strlen (name->str, -1) + 2 > LINE_WIDTH)
      g_string_append (out, "\n  #  ");
    g_string_append_printf (out, " %s%s", name->str, i + 1 < names->len ? "," : "");
  }
  g_string_append_c (out, '\n');
}

/* Nothing is passed over in silence: columns that no variable has. */
static void
write_left (const struct guess *g, GString *out)
{
  g_autoptr (GPtrArray) who = g_ptr_array_new (), doubtful = g_ptr_array_new ();
  g_autoptr (GPtrArray) empty = g_ptr_array_new (), other = g_ptr_array_new ();

  for (guint i = 0; i < g->columns->len; i++) {
    const struct guess_column *c = g_ptr_array_index (g->columns, i);
    GPtrArray *kind = c->identifies             ? who
                      : c->doubtful_name        ? doubtful
                      : c->looks == LOOKS_EMPTY ? empty
                                                : other;
    if (kind != other || !is_taken (g, i))
      g_ptr_array_add (kind, c->name);
  }
  write_names (out, "Not looked at, as by their names they say who somebody is", who);
  write_names (out, "Not looked at, as two columns have the name, or it is empty", doubtful);
  write_names (out, "Columns without a value", empty);
  write_names (out, "Columns of no variable", other);
}

/* ---- Head and source ---- */

/* PATH as it is reached from the draft's folder. */
static void
write_path (const struct guess *g, GString *out, const char *path)
{
  g_autofree char *from =
      g_canonicalize_filename (g->request->folder ? g->request->folder : ".", NULL);
  g_autofree char *to = g_canonicalize_filename (path, NULL);
  g_auto (GStrv) a = g_strsplit (from, "/", -1), b = g_strsplit (to, "/", -1);
  g_autoptr (GString) relative = g_string_new (NULL);
  size_t same = 0;

  while (a[same] && b[same] && b[same + 1] && strcmp (a[same], b[same]) == 0)
    same++;
  for (size_t i = same; a[i]; i++)
    if (*a[i])
      g_string_append (relative, "../");
  for (size_t i = same; b[i]; i++)
    g_string_append_printf (relative, "%s%s", b[i], b[i + 1] ? "/" : "");
  g_autofree char *valid = g_utf8_make_valid (relative->str, -1);
  suggest_scalar (out, valid);
}

static void
write_files (const struct guess *g, GString *out)
{
  const char *const *files = g->request->data;
  bool several = files[1] != NULL;

  g_string_append (out, several ? "  files: [" : "  file: ");
  for (const char *const *f = files; *f; f++) {
    if (f != files)
      g_string_append (out, ", ");
    write_path (g, out, *f);
  }
  g_string_append (out, several ? "]\n" : "\n");
}

static void
write_source (const struct guess *g, GString *out)
{
  char delimiter[] = {g->delimiter, 0}, decimal[] = {g->decimal, 0};

  g_string_append (out, "\nsource:\n");
  write_files (g, out);
  if (g->request->dictionary) { /* what each column can hold: gko check proves the rules by it */
    g_string_append (out, "  dictionary: ");
    write_path (g, out, g->request->dictionary);
    g_string_append_c (out, '\n');
  }
  if (g->delimiter) { /* no text file has none */
    g_string_append (out, "  delimiter: ");
    if (g->delimiter == '\t')
      g_string_append (out, "\"\\t\"");
    else
      suggest_scalar (out, delimiter);
    g_string_append (out, "\n  decimal: ");
    suggest_scalar (out, decimal);
    g_string_append_c (out, '\n');
  }
  if (g->blanks->len > 0) {
    g_string_append (out, "  # texts in columns of numbers, for an empty cell\n  missing: [\"\"");
    for (guint k = 0; k < g->blanks->len; k++)
      g_string_append_printf (out, ", \"%s\"", (char *)g_ptr_array_index (g->blanks, k));
    g_string_append (out, "]\n");
  }
  if (g->qualtrics)
    g_string_append (out, "  # preset: qualtrics  # its third header row is; see what it sets\n");
  if (g->encoding)
    g_string_append_printf (out,
                            "  # found out, since the file is not UTF-8; do accents look right?\n"
                            "  encoding: %s\n",
                            g->encoding);
  if (g->monkey)
    g_string_append (out, "  preset: surveymonkey  # by the second row of its head\n");
  else if (g->header_rows > 1)
    g_string_append_printf (out, "  header_rows: %ld  # texts stand where numbers follow\n",
                            g->header_rows);
}

static void
write_head (const struct guess *g, GString *out)
{
  const struct suggest_request *q = g->request;

  g_string_append (
      out, "# A draft by gko suggest. A rule that is not a comment was beyond the program's "
           "doubt, not yours:\n"
           "# read each one against the questionnaire. Take the # from those to decide that "
           "are right, write\n"
           "# `absent: why` where nothing was asked, then run gko check on this file.\n");
  g_string_append (out, "survey: ");
  suggest_scalar (out, q->survey);
  g_string_append (out, "\ncountry: ");
  suggest_scalar (out, q->country);
  g_string_append_printf (out, "\nyear: %ld\ntitle: ", q->year);
  suggest_scalar (out, q->survey);
  g_string_append (out, "  # fill in\ncodebook: ");
  write_path (g, out, q->codebook);
  g_string_append_c (out, '\n');
}

char *
suggest_write (const struct guess *g, struct suggest_summary *s)
{
  GString *out = g_string_new (NULL);

  *s = (struct suggest_summary){.columns = g->columns->len, .records = g->records};
  write_head (g, out);
  write_source (g, out);
  suggest_design (g, out);
  write_crosswalk (g, out, s);
  write_left (g, out);
  return g_string_free (out, FALSE);
}
