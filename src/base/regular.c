#include <config.h>

#include "base/regular.h"

#include "base/number.h"
#include "base/regex.h"
#include "base/regularnfa.h"

#include <math.h>
#include <string.h>

/* What is worth proving: edges of an automaton, pairs of points, pairs of edges that are looked at,
   pairs of classes. */
enum { MOST_EDGES = 50000, MOST_PAIRS = 400000, MOST_STEPS = 4000000, MOST_CLASSES = 1000000 };

/* Where an automaton can stand after a character, or before the first one. */
struct point {
  size_t first, n; /* of its edges */
  bool accepts;    /* the text may end here */
};

struct edge {
  size_t set, to; /* a class; a point */
};

struct regular {
  struct regex *regex;
  GArray *sets;   /* struct charset, of the nfa */
  GArray *points; /* struct point; the first one is before the text */
  GArray *edges;  /* struct edge */
};

struct regulars {
  GHashTable *read; /* slashed -> struct regular *, NULL for what cannot be proved */
  struct char_types *types;
  bool word_has_marks;
};

static void
regular_free (void *regular_)
{
  struct regular *regular = regular_;

  if (!regular)
    return;
  regex_free (regular->regex);
  g_array_unref (regular->sets);
  g_array_unref (regular->points);
  g_array_unref (regular->edges);
  g_free (regular);
}

static struct regex *
compile (const char *slashed)
{
  struct diag *quiet = diag_new ();
  struct regex *regex = regex_new (slashed, (struct place){0}, false, quiet);

  diag_free (quiet);
  return regex;
}

static bool
takes (const struct regex *regex, const char *text)
{
  return regex_match (regex, text, strlen (text)) == REGEX_YES;
}

struct regulars *
regulars_new (void)
{
  struct regulars *rs = g_new0 (struct regulars, 1);
  struct regex *word = compile ("/\\w/");

  rs->read = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, regular_free);
  rs->types = char_types_new ();
  rs->word_has_marks = takes (word, "\u0301");
  regex_free (word);
  return rs;
}

void
regulars_free (struct regulars *rs)
{
  g_hash_table_destroy (rs->read);
  char_types_free (rs->types);
  g_free (rs);
}

/* ---- Automata without empty steps ---- */

struct closing {
  const struct nfa *nfa;
  size_t *point_of; /* [states] point + 1 of a state that a character leads to */
  guint32 *seen;    /* [states] the round that came by, twice the number of its point; one more when
                       it came by the end of the text */
  GArray *from;     /* size_t: the state of each point */
  GArray *stack;    /* size_t */
};

/* From the states of the stack by empty steps, before the text (AT_START) or behind a character.
   Edges of REGULAR are added as long as the text has not ended. */
static bool
close_over (struct closing *c, struct regular *regular, guint32 round, bool at_start, bool at_end)
{
  bool accepts = false;

  while (c->stack->len > 0) {
    size_t s = g_array_index (c->stack, size_t, c->stack->len - 1);
    const struct nfa_state *state = &g_array_index (c->nfa->states, struct nfa_state, s);
    g_array_set_size (c->stack, c->stack->len - 1);
    if (c->seen[s] == round)
      continue;
    c->seen[s] = round;
    accepts = accepts || state->kind == NFA_ACCEPT;
    if (state->kind == NFA_SPLIT)
      g_array_append_val (c->stack, state->other);
    if (state->kind == NFA_SPLIT || (state->kind == NFA_BEGIN && at_start) ||
        (state->kind == NFA_END && at_end))
      g_array_append_val (c->stack, state->out);
    if (state->kind == NFA_CHAR && !at_end) {
      if (!c->point_of[state->out]) {
        g_array_append_val (c->from, state->out);
        c->point_of[state->out] = c->from->len;
      }
      struct edge edge = {state->set, c->point_of[state->out] - 1};
      g_array_append_val (regular->edges, edge);
    }
  }
  return accepts;
}

static bool
make_points (struct regular *regular, const struct nfa *nfa)
{
  struct closing c = {.nfa = nfa,
                      .point_of = g_new0 (size_t, nfa->states->len),
                      .seen = g_new0 (guint32, nfa->states->len),
                      .from = g_array_new (FALSE, FALSE, sizeof (size_t)),
                      .stack = g_array_new (FALSE, FALSE, sizeof (size_t))};

  g_array_append_val (c.from, nfa->start);
  for (guint p = 0; p < c.from->len && regular->edges->len <= MOST_EDGES; p++) {
    struct point point = {.first = regular->edges->len};
    size_t from = g_array_index (c.from, size_t, p);
    g_array_append_val (c.stack, from);
    close_over (&c, regular, 2 * p + 1, p == 0, false);
    point.n = regular->edges->len - point.first;
    g_array_append_val (c.stack, from);
    point.accepts = close_over (&c, regular, 2 * p + 2, p == 0, true);
    g_array_append_val (regular->points, point);
  }
  g_free (c.point_of);
  g_free (c.seen);
  g_array_free (c.from, TRUE);
  g_array_free (c.stack, TRUE);
  return regular->edges->len <= MOST_EDGES;
}

static struct regular *
regular_new (struct regulars *rs, const char *slashed)
{
  struct regular *regular = NULL;
  struct regex *regex = compile (slashed);
  struct nfa nfa;

  if (!regex)
    return NULL;
  if (nfa_read (&nfa, slashed, rs->types, rs->word_has_marks)) {
    regular = g_new0 (struct regular, 1);
    regular->regex = g_steal_pointer (&regex);
    regular->sets = g_array_ref (nfa.sets);
    regular->points = g_array_new (FALSE, FALSE, sizeof (struct point));
    regular->edges = g_array_new (FALSE, FALSE, sizeof (struct edge));
    if (!make_points (regular, &nfa))
      g_clear_pointer (&regular, regular_free);
  }
  nfa_clear (&nfa);
  regex_free (regex);
  return regular;
}

static const struct regular *
find (struct regulars *rs, const char *slashed)
{
  gpointer known;

  if (!g_hash_table_lookup_extended (rs->read, slashed, NULL, &known)) {
    known = regular_new (rs, slashed);
    g_hash_table_insert (rs->read, g_strdup (slashed), known);
  }
  return known;
}

/* ---- The product ---- */

/* Both have read the same characters, the last of which is C. */
struct pair {
  size_t a, b, before; /* points; the pair before it */
  gunichar c;
};

struct search {
  const struct regular *a, *b;
  GArray *pairs;    /* struct pair, by the length of the text */
  guint8 *seen;     /* [points a x points b] bit 1: behind a blank, bit 2: behind something else */
  gunichar *common; /* [classes a x classes b] 1 + a character of both, 0 where not looked for */
  size_t steps;
};

static gunichar
common (struct search *s, const struct edge *a, const struct edge *b)
{
  gunichar *known = &s->common[a->set * s->b->sets->len + b->set];

  if (*known == 0)
    *known = 1 + charset_common (&g_array_index (s->a->sets, struct charset, a->set),
                                 &g_array_index (s->b->sets, struct charset, b->set));
  return *known - 1;
}

static bool
see (struct search *s, size_t a, size_t b, bool blank)
{
  guint8 *seen = &s->seen[a * s->b->points->len + b];
  guint8 bit = blank ? 1 : 2;

  /* A blank must not be the last character: what stands behind another can do all and more. */
  if (*seen & (bit | 2))
    return false;
  *seen |= bit;
  return true;
}

static bool
ends (const struct search *s, const struct pair *p)
{
  return !charset_is_blank (p->c) && g_array_index (s->a->points, struct point, p->a).accepts &&
         g_array_index (s->b->points, struct point, p->b).accepts;
}

static void
step (struct search *s, size_t from)
{
  struct pair p = g_array_index (s->pairs, struct pair, from);
  const struct point *a = &g_array_index (s->a->points, struct point, p.a);
  const struct point *b = &g_array_index (s->b->points, struct point, p.b);

  s->steps += a->n * b->n;
  for (size_t i = a->first; i < a->first + a->n; i++)
    for (size_t k = b->first; k < b->first + b->n; k++) {
      const struct edge *x = &g_array_index (s->a->edges, struct edge, i);
      const struct edge *y = &g_array_index (s->b->edges, struct edge, k);
      struct pair next = {x->to, y->to, from, common (s, x, y)};
      bool blank = charset_is_blank (next.c);
      if (next.c != 0 && !(blank && from == 0) && see (s, x->to, y->to, blank))
        g_array_append_val (s->pairs, next);
    }
}

static char *
spell (const struct search *s, size_t at)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (; at != 0; at = g_array_index (s->pairs, struct pair, at).before)
    g_string_prepend_unichar (text, g_array_index (s->pairs, struct pair, at).c);
  return g_strdup (text->str);
}

/* The first pair is before the text and in no other respect like the point 0 again. */
static enum regular_answer
search (struct search *s, char **witness)
{
  struct pair first = {0};
  guint i = 0;

  g_array_append_val (s->pairs, first);
  while (i < s->pairs->len && s->pairs->len <= MOST_PAIRS && s->steps <= MOST_STEPS) {
    if (ends (s, &g_array_index (s->pairs, struct pair, i))) {
      *witness = spell (s, i);
      /* The automata are ours, the patterns PCRE2's: it has the last word. */
      if (takes (s->a->regex, *witness) && takes (s->b->regex, *witness))
        return REGULAR_MEET;
      g_clear_pointer (witness, g_free);
      return REGULAR_UNPROVEN;
    }
    step (s, i++);
  }
  return i < s->pairs->len ? REGULAR_UNPROVEN : REGULAR_APART;
}

enum regular_answer
regulars_meet (struct regulars *rs, const char *a, const char *b, char **witness)
{
  struct search s = {.a = find (rs, a), .b = find (rs, b)};
  enum regular_answer answer = REGULAR_UNPROVEN;

  *witness = NULL;
  if (!s.a || !s.b || (size_t)s.a->sets->len * s.b->sets->len > MOST_CLASSES)
    return REGULAR_UNPROVEN;
  s.pairs = g_array_new (FALSE, FALSE, sizeof (struct pair));
  s.seen = g_new0 (guint8, (size_t)s.a->points->len * s.b->points->len);
  s.common = g_new0 (gunichar, (size_t)s.a->sets->len * s.b->sets->len);
  answer = search (&s, witness);
  g_array_free (s.pairs, TRUE);
  g_free (s.seen);
  g_free (s.common);
  return answer;
}

/* ---- Patterns of texts and numbers ---- */

char *
regular_text (const char *text)
{
  g_autoptr (GString) out = g_string_new ("/^");

  for (const char *p = text; *p; p++) {
    if ((guchar)*p < 0x80 && !g_ascii_isalnum (*p))
      g_string_append_c (out, '\\');
    g_string_append_c (out, *p);
  }
  g_string_append (out, "$/i");
  return g_strdup (out->str);
}

enum { MOST_DIGITS = 15 };

static void
any_digits (GString *out, size_t n)
{
  if (n > 0)
    g_string_append_printf (out, "[0-9]{%zu}", n);
}

/* Texts of digits from LO to HI, which are of one length. */
static void
digits_between (GString *out, const char *lo, const char *hi)
{
  static const char none[] = "000000000000000", all[] = "999999999999999";
  size_t rest = strlen (lo) - 1;

  if (strcmp (lo, hi) == 0) {
    g_string_append (out, lo);
    return;
  }
  if (strspn (lo, "0") == rest + 1 && strspn (hi, "9") == rest + 1) {
    any_digits (out, rest + 1);
    return;
  }
  if (rest == 0 || *lo == *hi) {
    if (*lo == *hi)
      g_string_append_c (out, *lo);
    else
      g_string_append_printf (out, "[%c-%c]", *lo, *hi);
    if (rest > 0)
      digits_between (out, lo + 1, hi + 1);
    return;
  }
  g_string_append_printf (out, "(?:%c", *lo);
  digits_between (out, lo + 1, all + MOST_DIGITS - rest);
  if (*hi - *lo > 1) {
    g_string_append_printf (out, "|[%c-%c]", *lo + 1, *hi - 1);
    any_digits (out, rest);
  }
  g_string_append_printf (out, "|%c", *hi);
  digits_between (out, none + MOST_DIGITS - rest, hi + 1);
  g_string_append_c (out, ')');
}

/* Whole numbers LO .. HI, both 0 or more, after any zeros: those with as many digits as LO, those
   with more than LO and fewer than HI, those with as many as HI. */
static void
wholes_between (GString *out, double lo, double hi)
{
  static const char all[] = "999999999999999", least[] = "100000000000000";
  char first[NUMBER_SIZE], last[NUMBER_SIZE];
  size_t n = number_format (lo, first), n_last = isfinite (hi) ? number_format (hi, last) : 0;
  const char *nines = all + MOST_DIGITS - n;

  g_string_append (out, "0*(?:");
  digits_between (out, first, n == n_last ? last : nines);
  if (n_last == 0)
    g_string_append_printf (out, "|[1-9][0-9]{%zu,}", n);
  else if (n_last > n + 1)
    g_string_append_printf (out, "|[1-9][0-9]{%zu,%zu}", n, n_last - 2);
  if (n_last > n) {
    char begin[NUMBER_SIZE];
    g_strlcpy (begin, least, n_last + 1);
    g_string_append_c (out, '|');
    digits_between (out, begin, last);
  }
  g_string_append_c (out, ')');
}

/* The text of a number that is not whole. */
static void
add_fraction (GString *out, double value, char decimal)
{
  char text[NUMBER_SIZE];
  char *point;

  number_format (value, text);
  point = strchr (text, '.');
  if (floor (value) == value || !point || strchr (text, 'e'))
    return;
  *point = '\0';
  g_string_append_printf (out, "%s%s0*%s[%c]%s0*", out->len > 0 ? "|" : "", value < 0 ? "-" : "",
                          value < 0 ? text + 1 : text, decimal, point + 1);
}

char *
regular_numbers (double lo, double hi, char decimal)
{
  static const double beyond = 1e15; /* MOST_DIGITS */
  g_autoptr (GString) out = g_string_new (NULL);
  double first = isfinite (lo) ? ceil (lo) : lo, last = isfinite (hi) ? floor (hi) : hi;

  if (lo > hi || (isfinite (lo) && fabs (lo) >= beyond) || (isfinite (hi) && fabs (hi) >= beyond))
    return NULL;
  if (first <= last && last >= 0)
    wholes_between (out, MAX (first, 0), last);
  if (first <= last && first < 0) {
    g_string_append (out, out->len > 0 ? "|-" : "-");
    wholes_between (out, MAX (-last, 1), -first);
  }
  if (out->len > 0) {
    g_string_prepend (out, "(?:");
    g_string_append_printf (out, ")(?:[%c]0*)?", decimal);
  }
  add_fraction (out, lo, decimal);
  if (hi != lo)
    add_fraction (out, hi, decimal);
  return out->len > 0 ? g_strdup_printf ("/^(?:%s)$/", out->str) : NULL;
}
