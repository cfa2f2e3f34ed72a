/* Random expressions over random columns, evaluated in blocks with and without tables, must give
   what the plain walk of expr-naive.h gives record by record.  Seed and sizes are fixed. */
#include <config.h>

#include "base/number.h"

#include "expr-naive.h"
#include "unit.h"

enum { SEED = 20240229, N_WORLDS = 12, N_EXPRESSIONS = 120, MAX_DEPTH = 4 };

/* ---- Making a tree ---- */

static struct tree *make (struct world *, enum kind, int depth);

static struct tree *
new_tree (enum what what)
{
  struct tree *t = g_new0 (struct tree, 1);
  t->what = what;
  return t;
}

static void
free_tree (struct tree *t)
{
  for (int i = 0; i < t->n; i++)
    free_tree (t->args[i]);
  g_free (t);
}

static struct tree *
with_arg (struct tree *t, struct tree *arg)
{
  t->args[t->n++] = arg;
  return t;
}

static struct tree *
name (struct world *w, const char *variable)
{
  struct tree *t = new_tree (NAME);
  if (w->national)
    t->slot = (size_t)below (w, N_FIXTURE_COLUMNS);
  else {
    const struct variable *v = codebook_find (w->cb, variable);
    t->slot = v->index;
    t->variable = v->n_categories > 0 ? v : NULL;
  }
  return t;
}

static struct tree *
number_literal (struct world *w)
{
  struct tree *t = new_tree (LITERAL);
  t->number = numbers[below (w, G_N_ELEMENTS (numbers))];
  return t;
}

static struct tree *
text_literal (struct world *w)
{
  struct tree *t = new_tree (TEXT_LITERAL);
  t->text = texts[below (w, G_N_ELEMENTS (texts))];
  return t;
}

static struct tree *
date_literal (struct world *w)
{
  struct tree *t = new_tree (DATE_LITERAL);
  t->number = 12000 + below (w, 900);
  return t;
}

static struct tree *
category_literal (struct world *w, const struct variable *v)
{
  struct tree *t = new_tree (CATEGORY_LITERAL);
  t->variable = v;
  t->number = v->categories[below (w, (int)v->n_categories)].code;
  return t;
}

/* What arithmetic takes: numbers, raw cells, and the codes of ordinal variables. */
static struct tree *
make_amount (struct world *w, int depth)
{
  if (below (w, 3) == 0)
    return w->national ? name (w, NULL) : make (w, ORDINAL, depth - 1);
  return make (w, NUMBER, depth - 1);
}

static struct tree *
make_choice (struct world *w, enum kind kind, int depth)
{
  bool choice = below (w, 2) == 0;
  struct tree *t = new_tree (choice ? IF : COALESCE);
  if (choice)
    with_arg (t, make (w, CONDITION, depth - 1));
  with_arg (t, make (w, kind, depth - 1));
  t->variable = t->args[t->n - 1]->variable;
  do {
    if (kind == DATE && below (w, 3) == 0)
      with_arg (t, date_literal (w));
    else if (kind == STRING && below (w, 3) == 0)
      with_arg (t, text_literal (w));
    else if (kind == ORDINAL && below (w, 3) == 0)
      with_arg (t, category_literal (w, t->variable));
    else
      with_arg (t, make (w, kind, depth - 1));
  } while (choice ? t->n < 3 : t->n < MAX_ARGS && below (w, 3) == 0);
  return t;
}

static struct tree *
make_many (struct world *w, enum what what, int depth)
{
  struct tree *t = new_tree (what);
  bool truth = what == COUNT || what == ANY || what == ALL || what == AND || what == OR;
  int n = 1 + below (w, MAX_ARGS);
  if (what == AND || what == OR)
    n = MAX (n, 2);
  while (t->n < n)
    with_arg (t, truth ? make (w, CONDITION, depth - 1) : make_amount (w, depth));
  if (what == COUNT || what == SUM || what == MEAN)
    t->at_least = below (w, n + 1);
  return t;
}

static struct tree *
make_number (struct world *w, int depth)
{
  static const enum what unary[] = {NEGATE, CUT, ROUND, FLOOR, ABS, LOG, EXP};
  static const enum what many[] = {COUNT, SUM, MEAN, MIN_OF, MAX_OF};
  struct tree *t;

  if (depth <= 0)
    return w->national || below (w, 3) == 0 ? number_literal (w)
                                            : name (w, below (w, 2) ? "age" : "hours");
  switch (below (w, 6)) {
  case 0:
  case 1:
    t = new_tree (ARITHMETIC);
    t->which = below (w, 4);
    with_arg (t, make_amount (w, depth));
    return with_arg (t, make_amount (w, depth));
  case 2:
    return with_arg (new_tree (unary[below (w, G_N_ELEMENTS (unary))]), make_amount (w, depth));
  case 3:
    return make_many (w, many[below (w, G_N_ELEMENTS (many))], depth);
  case 4:
    return make_choice (w, NUMBER, depth);
  default:
    if (below (w, 3) == 0)
      return with_arg (new_tree (YEAR), make (w, DATE, depth - 1));
    t = with_arg (new_tree (below (w, 2)   ? DAYS
                            : below (w, 2) ? MONTHS
                                           : YEARS),
                  make (w, DATE, depth - 1));
    return with_arg (t, below (w, 2) ? date_literal (w) : make (w, DATE, depth - 1));
  }
}

static struct tree *
make_comparison (struct world *w, int depth)
{
  struct tree *t = new_tree (COMPARE);
  t->which = below (w, 6);
  switch (below (w, w->national ? 5 : 4)) {
  case 0:
    with_arg (t, make (w, NUMBER, depth - 1));
    return with_arg (t, make (w, NUMBER, depth - 1));
  case 1:
    with_arg (t, make (w, DATE, depth - 1));
    return with_arg (t, below (w, 2) ? date_literal (w) : make (w, DATE, depth - 1));
  case 2:
    t->what = COMPARE_TEXT;
    t->which = below (w, 2);
    with_arg (t, make (w, STRING, depth - 1));
    return with_arg (t,
                     w->national || below (w, 2) ? text_literal (w) : make (w, STRING, depth - 1));
  case 3:
    if (w->national) {
      t->what = COMPARE_RAWS;
      with_arg (t, make (w, STRING, depth - 1));
      return with_arg (t, make (w, STRING, depth - 1));
    }
    with_arg (t, make (w, ORDINAL, depth - 1));
    return with_arg (t, below (w, 2) ? category_literal (w, t->args[0]->variable)
                                     : make (w, ORDINAL, depth - 1));
  default:
    t->what = COMPARE_RAW_NUMBER;
    with_arg (t, make (w, STRING, depth - 1));
    return with_arg (t, make (w, NUMBER, depth - 1));
  }
}

static struct tree *
make_in (struct world *w, int depth)
{
  struct tree *t = new_tree (below (w, 3) ? IN : IN_TEXTS);
  bool string = t->what == IN_TEXTS || w->national;
  with_arg (t, make (w, string ? STRING : NUMBER, depth - 1));
  t->lo = numbers[below (w, 5)];
  t->hi = t->lo + below (w, 3);
  do
    with_arg (t, t->what == IN_TEXTS ? text_literal (w) : make (w, NUMBER, depth - 1));
  while (t->n < MAX_ARGS && below (w, 2));
  return t;
}

static struct tree *
make_condition (struct world *w, int depth)
{
  static const enum what many[] = {AND, OR, ANY, ALL};
  static const enum kind kinds[] = {CONDITION, NUMBER, DATE, STRING};
  struct tree *t;

  if (depth <= 0)
    return make_comparison (w, 0);
  switch (below (w, 9)) {
  case 0:
  case 1:
    return make_comparison (w, depth);
  case 2:
    return make_in (w, depth);
  case 3:
    return with_arg (new_tree (NOT), make (w, CONDITION, depth - 1));
  case 4:
    return with_arg (new_tree (MISSING), make (w, kinds[below (w, 4)], depth - 1));
  case 5:
    t = with_arg (new_tree (REASON_IS), make (w, kinds[below (w, 4)], depth - 1));
    t->which = below (w, 2);
    return t;
  case 6:
    return below (w, 3) ? make_choice (w, CONDITION, depth)
                        : with_arg (new_tree (MATCHES), make (w, STRING, depth - 1));
  default:
    return make_many (w, many[below (w, 4)], depth);
  }
}

static struct tree *
make (struct world *w, enum kind kind, int depth)
{
  switch (kind) {
  case CONDITION:
    return make_condition (w, depth);
  case NUMBER:
    return make_number (w, depth);
  case ORDINAL:
    return depth > 0 && below (w, 3) == 0
               ? make_choice (w, ORDINAL, depth)
               : name (w, below (w, 2) ? "use_frequency" : "peer_frequency");
  case DATE:
    if (depth > 0 && below (w, 3) == 0)
      return make_choice (w, DATE, depth);
    if (w->national || below (w, 4) == 0)
      return with_arg (new_tree (READ_DATE), make (w, STRING, depth - 1));
    return name (w, below (w, 2) ? "birth" : "interview");
  default:
    return depth > 0 && below (w, 3) == 0 ? make_choice (w, STRING, depth) : name (w, "comment");
  }
}

/* ---- Writing it ---- */

/* ( args[from], args[from + 1] ... and what comes last. */
static void write_tree (const struct world *, const struct tree *, GString *);

static void
write_args (const struct world *w, const struct tree *t, int from, const char *between, GString *s)
{
  for (int i = from; i < t->n; i++) {
    if (i > from)
      g_string_append (s, between);
    write_tree (w, t->args[i], s);
  }
}

static void
write_number (double number, GString *s)
{
  char buffer[NUMBER_SIZE];
  number_format (number, buffer);
  g_string_append (s, buffer);
}

static void
write_leaf (const struct world *w, const struct tree *t, GString *s)
{
  GDate date;

  switch (t->what) {
  case NAME:
    if (w->national)
      g_string_append_printf (s, "`%s`", fixture_columns[t->slot]);
    else
      g_string_append (s, fixture_variables[t->slot].name);
    break;
  case LITERAL:
    write_number (t->number, s);
    break;
  case CATEGORY_LITERAL:
    g_string_append_printf (
        s, "\"%s\"",
        t->variable->categories[variable_category_code (t->variable, (int)t->number)].name);
    break;
  case DATE_LITERAL:
    month_number (&date, t->number);
    g_string_append_printf (s, "\"%04d-%02d-%02d\"", g_date_get_year (&date),
                            (int)g_date_get_month (&date), g_date_get_day (&date));
    break;
  default:
    g_string_append_printf (s, "\"%s\"", t->text);
    break;
  }
}

static void
write_in (const struct world *w, const struct tree *t, GString *s)
{
  g_string_append_c (s, '(');
  write_tree (w, t->args[0], s);
  g_string_append (s, " in (");
  if (t->what == IN) {
    write_number (t->lo, s);
    g_string_append (s, "..");
    write_number (t->hi, s);
    g_string_append (s, ", ");
  }
  write_args (w, t, 1, ", ", s);
  g_string_append (s, "))");
}

static void
write_tree (const struct world *w, const struct tree *t, GString *s)
{
  static const char *const signs[] = {" + ", " - ", " * ", " / "};
  /* The first argument or all of them between these. */
  static const struct {
    const char *open, *between, *close;
  } frames[] = {[NEGATE] = {"-(", "", ")"},
                [NOT] = {"(not ", "", ")"},
                [AND] = {"(", " and ", ")"},
                [OR] = {"(", " or ", ")"},
                [IF] = {"if(", ", ", ")"},
                [COUNT] = {"count(", ", ", ")"},
                [SUM] = {"sum(", ", ", ")"},
                [MEAN] = {"mean(", ", ", ")"},
                [ANY] = {"any(", ", ", ")"},
                [ALL] = {"all(", ", ", ")"},
                [MIN_OF] = {"min(", ", ", ")"},
                [MAX_OF] = {"max(", ", ", ")"},
                [COALESCE] = {"coalesce(", ", ", ")"},
                [CUT] = {"cut(", "", ", -1, 0.5, 3)"},
                [MISSING] = {"missing(", "", ")"},
                [ROUND] = {"round(", "", ")"},
                [FLOOR] = {"floor(", "", ")"},
                [ABS] = {"abs(", "", ")"},
                [LOG] = {"log(", "", ")"},
                [EXP] = {"exp(", "", ")"},
                [YEAR] = {"year(", "", ")"},
                [MONTHS] = {"months_between(", ", ", ")"},
                [YEARS] = {"years_between(", ", ", ")"},
                [DAYS] = {"(", " - ", ")"},
                [READ_DATE] = {"date(", "", ", \"%d/%m/%Y\")"},
                [MATCHES] = {"matches(", "", ", \"/[aA1]/\")"}};

  switch (t->what) {
  case NAME:
  case LITERAL:
  case CATEGORY_LITERAL:
  case DATE_LITERAL:
  case TEXT_LITERAL:
    write_leaf (w, t, s);
    return;
  case IN:
  case IN_TEXTS:
    write_in (w, t, s);
    return;
  case ARITHMETIC:
    g_string_append_c (s, '(');
    write_args (w, t, 0, signs[t->which], s);
    g_string_append_c (s, ')');
    return;
  case COMPARE:
  case COMPARE_TEXT:
  case COMPARE_RAW_NUMBER:
  case COMPARE_RAWS:
    g_string_append_c (s, '(');
    write_args (w, t, 0, comparison_signs[t->which], s);
    g_string_append_c (s, ')');
    return;
  case REASON_IS:
    g_string_append (s, "(reason(");
    write_tree (w, t->args[0], s);
    g_string_append_printf (s, ") %s \"invalid\")", comparison_signs[t->which]);
    return;
  default:
    g_string_append (s, frames[t->what].open);
    write_args (w, t, 0, frames[t->what].between, s);
    if (t->at_least)
      g_string_append_printf (s, ", at_least: %d", t->at_least);
    g_string_append (s, frames[t->what].close);
    return;
  }
}

/* ---- Comparing ---- */

struct results {
  double number[N_RECORDS];
  guint8 reason[N_RECORDS];
  const char *text[N_RECORDS];
};

/* All records, in blocks of changing length; BOUND may be NULL. */
static void
run (struct world *w, const struct expr *e, struct expr_bound *bound,
     const struct expr_column *columns, struct expr_work *work, struct results *r)
{
  size_t first = 0;
  while (first < N_RECORDS) {
    size_t n = (size_t)(below (w, 3) ? EXPR_BLOCK : 1 + below (w, EXPR_BLOCK));
    n = MIN (n, N_RECORDS - first);
    if (bound)
      expr_bound_eval (bound, columns, first, n, r->number + first, r->reason + first,
                       r->text + first, work);
    else
      expr_eval (e, columns, first, n, r->number + first, r->reason + first, r->text + first, work);
    first += n;
  }
}

static bool
same (const struct expr *e, const struct value *v, const struct results *r, size_t i)
{
  bool text = expr_type (e) == EXPR_TEXT || expr_type (e) == EXPR_RAW;
  double number;

  if (v->reason != r->reason[i])
    return false;
  if (v->reason != MISSING_NONE)
    return r->number[i] == 0 && !signbit (r->number[i]) && (!text || r->text[i] == NULL);
  if (!text)
    return v->number == r->number[i] && !(v->number == 0 && signbit (r->number[i]));
  if (expr_type (e) == EXPR_TEXT)
    number = 0;
  else if (!text_number (v->text, &number))
    number = NAN;
  return r->text[i] && strcmp (v->text, r->text[i]) == 0 &&
         (number == r->number[i] || (isnan (number) && isnan (r->number[i])));
}

static void
check_expression (struct unit *u, struct world *w, const struct expr_column *columns,
                  const struct expr_scope *scope, struct expr_work *work)
{
  static const enum kind kinds[] = {CONDITION, NUMBER, DATE, STRING, ORDINAL};
  enum kind kind = kinds[below (w, w->national ? 4 : 5)];
  struct tree *t = make (w, kind, 1 + below (w, MAX_DEPTH));
  g_autoptr (GString) source = g_string_new (NULL);
  struct diag *d = diag_new ();

  write_tree (w, t, source);
  struct expr_text text = {.text = source->str, .on_line = true};
  struct expr *e = expr_new (&text, scope, d);
  u->run++;
  if (e) {
    g_autofree struct results *plain = g_new0 (struct results, 1),
                              *bound = g_new0 (struct results, 1);
    struct expr_bound *b = expr_bind (e);
    run (w, e, NULL, columns, work, plain);
    run (w, e, b, columns, work, bound);
    for (size_t i = 0; i < N_RECORDS; i++) {
      struct value v = eval (w, t, i);
      if (same (e, &v, plain, i) && same (e, &v, bound, i))
        continue;
      fprintf (stderr,
               "%s\n  record %zu: %.17g reason %d, but plain %.17g reason %d, with tables %.17g "
               "reason %d\n",
               source->str, i, v.number, v.reason, plain->number[i], plain->reason[i],
               bound->number[i], bound->reason[i]);
      u->failed++;
      break;
    }
    expr_bound_free (b);
  } else if (source->len <= EXPR_MAX_BYTES) {
    fprintf (stderr, "%s\n  %s\n", source->str, diag_at (d, 0)->message);
    u->failed++;
  }
  expr_free (e);
  diag_free (d);
  free_tree (t);
}

int
main (void)
{
  struct unit u = {0};
  struct codebook *cb = fixture_new ();
  struct expr_work *work = expr_work_new ();
  struct world *w = g_new0 (struct world, 1);

  w->rand = g_rand_new_with_seed (SEED);
  w->cb = cb;
  for (int k = 0; k < N_WORLDS; k++) {
    struct expr_column columns[FIXTURE_SLOTS];
    w->national = k % 2;
    w->n_columns = w->national ? N_FIXTURE_COLUMNS : N_FIXTURE_VARIABLES;
    for (size_t i = 0; i < w->n_columns; i++) {
      struct column *c = &w->columns[i];
      fill_column (w, i);
      columns[i] = (struct expr_column){.index = c->index,
                                        .width = c->width,
                                        .number = w->national ? NULL : c->number,
                                        .text = c->text,
                                        .reason = c->reason,
                                        .n_entries = c->n_entries};
    }
    struct expr_scope scope = w->national ? fixture_raw_scope (cb, '.') : expr_codebook_scope (cb);
    for (int i = 0; i < N_EXPRESSIONS; i++)
      check_expression (&u, w, columns, &scope, work);
    for (size_t i = 0; i < w->n_columns; i++)
      g_free (w->columns[i].index);
  }
  g_rand_free (w->rand);
  g_free (w);
  expr_work_free (work);
  fixture_free (cb);
  return unit_report (&u);
}
