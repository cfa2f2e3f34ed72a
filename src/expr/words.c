#include <config.h>

#include "base/number.h"
#include "expr/tree.h"

#include <math.h>
#include <string.h>

/* ---- Phrases ---- */

/* In a phrase # stands for what it is about. */
struct phrases {
  const char *language;
  char decimal;
  const char *colon, *and, * or, *not, *unlike;
  const char *number[4]; /* < <= > >= */
  const char *date[4];
  const char *any_of, *all_of, *none_of, *at_least_of, *at_most_of, *exactly_of;
  const char *missing, *answered;
};

static const struct phrases phrases[] = {
    {"en",
     '.',
     ": ",
     "; and ",
     "; or ",
     "not (#)",
     "not #",
     {"less than #", "# or less", "more than #", "# or more"},
     {"before #", "# or earlier", "after #", "# or later"},
     "at least one of",
     "all of",
     "none of",
     "at least # of",
     "at most # of",
     "exactly # of",
     "no valid answer",
     "a valid answer"},
    {"es",
     ',',
     ": ",
     "; y ",
     "; o ",
     "no (#)",
     "distinto de #",
     {"menos de #", "# o menos", "más de #", "# o más"},
     {"antes del #", "# o antes", "después del #", "# o después"},
     "al menos uno de",
     "todos",
     "ninguno de",
     "al menos # de",
     "como máximo # de",
     "exactamente # de",
     "sin respuesta válida",
     "con respuesta válida"},
    {"fr",
     ',',
     "\u00a0: ",
     "\u00a0; et ",
     "\u00a0; ou ",
     "non (#)",
     "autre que #",
     {"moins de #", "# ou moins", "plus de #", "# ou plus"},
     {"avant le #", "# ou avant", "après le #", "# ou après"},
     "au moins un de",
     "tous",
     "aucun de",
     "au moins # de",
     "au plus # de",
     "exactement # de",
     "sans réponse valide",
     "avec une réponse valide"},
    {"pt",
     ',',
     ": ",
     "; e ",
     "; ou ",
     "não (#)",
     "diferente de #",
     {"menos de #", "# ou menos", "mais de #", "# ou mais"},
     {"antes de #", "# ou antes", "depois de #", "# ou depois"},
     "pelo menos um de",
     "todos",
     "nenhum de",
     "pelo menos # de",
     "no máximo # de",
     "exatamente # de",
     "sem resposta válida",
     "com resposta válida"}};

/* `pt-BR` is spoken as `pt`. */
static const struct phrases *
find_phrases (const char *language)
{
  for (size_t i = 0; language && i < G_N_ELEMENTS (phrases); i++) {
    size_t len = strlen (phrases[i].language);
    if (strncmp (language, phrases[i].language, len) == 0 &&
        (language[len] == '\0' || language[len] == '-'))
      return &phrases[i];
  }
  return &phrases[0];
}

struct speaker {
  const struct expr *expr;
  const struct codebook *codebook;
  const char *language;
  const struct phrases *phrases;
};

static char *
phrase (const char *template, const char *text)
{
  const char *mark = strchr (template, '#');
  return g_strdup_printf ("%.*s%s%s", (int)(mark - template), template, text, mark + 1);
}

static char *
number_words (const struct speaker *s, double value)
{
  char buffer[NUMBER_SIZE];
  number_format (value, buffer);
  for (char *p = buffer; *p; p++)
    if (*p == '.')
      *p = s->phrases->decimal;
  return g_strdup (buffer);
}

static char *
as_written (const struct speaker *s, const struct node *n)
{
  return g_strndup (s->expr->source + n->start, n->end - n->start);
}

/* ---- Subjects and values ---- */

/* What a name is called: a variable by its label, a source column as it is. */
static const char *
name_words (const struct speaker *s, const struct node *name)
{
  return name->variable ? label_in (&name->variable->label, s->language, name->text) : name->text;
}

/* "How often uses the internet: Daily". */
static char *
subject_words (const struct speaker *s, const struct node *name, const char *what)
{
  return g_strconcat (name_words (s, name), s->phrases->colon, what, NULL);
}

static const char *
category_words (const struct speaker *s, const struct variable *v, size_t at)
{
  return label_in (&v->categories[at].label, s->language, v->categories[at].name);
}

/* A number, date, text, category or reason as written; NULL for what has to be worked out. */
static char *
literal_words (const struct speaker *s, const struct node *n)
{
  if (n->kind == NODE_NUMBER)
    return number_words (s, n->number);
  if (n->kind == NODE_NEGATE && n->args[0]->kind == NODE_NUMBER)
    return number_words (s, -n->args[0]->number);
  if (n->kind != NODE_TEXT)
    return NULL;
  if (n->type == EXPR_CATEGORY) {
    long at = variable_category (n->variable, n->text);
    return g_strdup (category_words (s, n->variable, (size_t)at));
  }
  if (n->type == EXPR_REASON && s->codebook && n->number < (double)s->codebook->n_missing)
    return g_strdup (
        label_in (&s->codebook->missing[(size_t)n->number].label, s->language, n->text));
  if (n->type == EXPR_DATE)
    return g_strdup (n->text);
  return g_strdup_printf ("\"%s\"", n->text);
}

/* What a comparison is about: a name, or the one in reason(name). */
static const struct node *
subject_of (const struct node *n)
{
  if (n->kind == NODE_CALL && n->function->id == FUNCTION_REASON)
    n = n->args[0];
  return n->kind == NODE_NAME ? n : NULL;
}

/* ---- Comparison ---- */

static bool
holds (enum node_kind kind, long a, long b)
{
  switch (kind) {
  case NODE_LT:
    return a < b;
  case NODE_LE:
    return a <= b;
  case NODE_GT:
    return a > b;
  case NODE_GE:
    return a >= b;
  default:
    return a == b;
  }
}

/* The categories of an ordinal from which on, or up to which, it holds. */
static char *
order_words (const struct speaker *s, const struct variable *v, enum node_kind kind, long at)
{
  GString *list = g_string_new (NULL);
  for (size_t i = 0; i < v->n_categories; i++)
    if (holds (kind, (long)i, at))
      g_string_append_printf (list, "%s%s", list->len ? ", " : "", category_words (s, v, i));
  return g_string_free (list, FALSE);
}

static char *part_list (const struct speaker *, const struct node *call, const char *intro);

/* How many of several conditions: "at least 2 of (...)". */
static char *
count_words (const struct speaker *s, enum node_kind kind, const struct node *call,
             const struct node *number)
{
  const struct phrases *p = s->phrases;
  double k = number->number + (kind == NODE_GT) - (kind == NODE_LT);
  bool most = kind == NODE_LE || kind == NODE_LT;
  bool least = kind == NODE_GE || kind == NODE_GT;

  if (number->kind != NODE_NUMBER || number->number != floor (number->number) || k < 0 ||
      kind == NODE_NE || call->at_least)
    return NULL;
  if (k == 0 && !least)
    return part_list (s, call, p->none_of);
  if (k == 1 && least)
    return part_list (s, call, p->any_of);
  g_autofree char *value = number_words (s, k);
  g_autofree char *intro = phrase (least  ? p->at_least_of
                                   : most ? p->at_most_of
                                          : p->exactly_of,
                                   value);
  return part_list (s, call, intro);
}

static char *
comparison_words (const struct speaker *s, const struct node *n)
{
  static const enum node_kind turned[] = {NODE_EQ, NODE_NE, NODE_GT, NODE_GE, NODE_LT, NODE_LE};
  const struct node *a = n->args[0], *b = n->args[1];
  enum node_kind kind = n->kind;
  g_autofree char *left = literal_words (s, a);

  if (left) {
    a = n->args[1];
    b = n->args[0];
    kind = turned[kind - NODE_EQ];
  }
  const struct node *v = subject_of (a);
  g_autofree char *value = literal_words (s, b), *what = NULL;
  if (value && a->kind == NODE_CALL && a->function->id == FUNCTION_COUNT)
    return count_words (s, kind, a, b);
  if (!v || !value)
    return NULL;
  if (kind == NODE_EQ)
    what = g_strdup (value);
  else if (kind == NODE_NE)
    what = phrase (s->phrases->unlike, value);
  else if (a->type == EXPR_CATEGORY)
    what = order_words (s, v->variable, kind, variable_category (v->variable, b->text));
  else if (a->type == EXPR_DATE)
    what = phrase (s->phrases->date[kind - NODE_LT], value);
  else
    what = phrase (s->phrases->number[kind - NODE_LT], value);
  return *what ? subject_words (s, v, what) : NULL;
}

static char *
in_words (const struct speaker *s, const struct node *n)
{
  const struct node *v = subject_of (n->args[0]);
  g_autoptr (GString) list = g_string_new (NULL);

  for (size_t i = 1; v && i < n->n_args; i++) {
    const struct node *item = n->args[i], *last = item;
    if (item->kind == NODE_RANGE) {
      last = item->args[1];
      item = item->args[0];
    }
    g_autofree char *lo = literal_words (s, item), *hi = literal_words (s, last);
    if (!lo || !hi)
      return NULL;
    g_string_append_printf (list, "%s%s", list->len ? ", " : "", lo);
    if (last != item)
      g_string_append_printf (list, "\u2013%s", hi); /* an en dash needs no language */
  }
  return v ? subject_words (s, v, list->str) : NULL;
}

/* ---- Conditions ---- */

/* The words of a condition, or the condition as written. */
static char *condition_words (const struct speaker *, const struct node *);

/* Several parts as a list: "at least one of (...; ...)". */
static char *
part_list (const struct speaker *s, const struct node *call, const char *intro)
{
  GString *list = g_string_new (intro);
  for (size_t i = 0; i < call->n_args; i++) {
    g_autofree char *part = condition_words (s, call->args[i]);
    g_string_append_printf (list, "%s%s", i == 0 ? " (" : "; ", part);
  }
  g_string_append_c (list, ')');
  return g_string_free (list, FALSE);
}

static char *
joined_words (const struct speaker *s, const struct node *n)
{
  GString *list = g_string_new (NULL);
  for (size_t i = 0; i < n->n_args; i++) {
    const struct node *arg = n->args[i];
    bool inner = arg->kind == NODE_AND || arg->kind == NODE_OR;
    g_autofree char *part = condition_words (s, arg);
    if (i > 0)
      g_string_append (list, n->kind == NODE_AND ? s->phrases->and : s->phrases->or);
    g_string_append_printf (list, inner ? "(%s)" : "%s", part);
  }
  return g_string_free (list, FALSE);
}

static char *
call_words (const struct speaker *s, const struct node *n, bool negated)
{
  const struct node *v;

  switch (n->function->id) {
  case FUNCTION_ANY:
    return part_list (s, n, negated ? s->phrases->none_of : s->phrases->any_of);
  case FUNCTION_ALL:
    return negated ? NULL : part_list (s, n, s->phrases->all_of);
  case FUNCTION_MISSING:
    v = subject_of (n->args[0]);
    return v ? subject_words (s, v, negated ? s->phrases->answered : s->phrases->missing) : NULL;
  default:
    return NULL;
  }
}

static char *
not_words (const struct speaker *s, const struct node *n)
{
  const struct node *arg = n->args[0];
  char *words = arg->kind == NODE_CALL ? call_words (s, arg, true) : NULL;
  if (words)
    return words;
  g_autofree char *inner = condition_words (s, arg);
  return phrase (s->phrases->not, inner);
}

static char *
condition_words (const struct speaker *s, const struct node *n)
{
  char *words = NULL;

  switch (n->kind) {
  case NODE_NAME:
    words = g_strdup (name_words (s, n));
    break;
  case NODE_EQ:
  case NODE_NE:
  case NODE_LT:
  case NODE_LE:
  case NODE_GT:
  case NODE_GE:
    words = comparison_words (s, n);
    break;
  case NODE_IN:
    words = in_words (s, n);
    break;
  case NODE_AND:
  case NODE_OR:
    words = joined_words (s, n);
    break;
  case NODE_NOT:
    words = not_words (s, n);
    break;
  case NODE_CALL:
    words = call_words (s, n, false);
    break;
  default: /* arithmetic */
    break;
  }
  return words ? words : as_written (s, n);
}

char *
expr_words (const struct expr *e, const struct codebook *cb, const char *language)
{
  struct speaker s = {
      .expr = e, .codebook = cb, .language = language, .phrases = find_phrases (language)};
  return condition_words (&s, e->root);
}
