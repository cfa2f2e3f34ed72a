#include <config.h>

#include "harmonise/fate.h"

#include "base/number.h"
#include "base/regex.h"

#include <math.h>
#include <string.h>

static void
text_clear (void *data)
{
  g_free (((struct text *)data)->normal);
}

static void
pattern_clear (void *data)
{
  regex_free (((struct pattern *)data)->regex);
}

static void
enter_match (struct mapper *m, const struct recode_line *line, const struct recode_match *match,
             struct diag *unheard)
{
  switch (match->kind) {
  case MATCH_TEXT: {
    struct text t = {label_normalise (match->text), match->text, line->target, match->place};
    g_array_append_val (m->texts, t);
    break;
  }
  case MATCH_PATTERN: {
    struct pattern p = {match->text, regex_new (match->text, match->place, false, unheard),
                        line->target, match->place};
    g_array_append_val (m->patterns, p);
    break;
  }
  case MATCH_NUMBER:
  case MATCH_RANGE: {
    struct span s = {match->lo, match->hi, line->target, match->place};
    g_array_append_val (m->spans, s);
    break;
  }
  }
}

void
mapper_init (struct mapper *m, const struct survey *survey, const struct codebook *cb,
             const struct rule *rule)
{
  struct diag *unheard = diag_new ();

  *m = (struct mapper){rule,
                       cb,
                       cb ? codebook_find (cb, rule->variable) : NULL,
                       survey->source.marks,
                       g_array_new (FALSE, FALSE, sizeof (struct text)),
                       g_array_new (FALSE, FALSE, sizeof (struct span)),
                       g_array_new (FALSE, FALSE, sizeof (struct pattern))};
  g_array_set_clear_func (m->texts, text_clear);
  g_array_set_clear_func (m->patterns, pattern_clear);
  for (size_t i = 0; i < rule->n_lines; i++)
    for (size_t j = 0; j < rule->lines[i].n_matches; j++)
      enter_match (m, &rule->lines[i], &rule->lines[i].matches[j], unheard);
  diag_free (unheard);
}

void
mapper_clear (struct mapper *m)
{
  g_array_free (m->texts, TRUE);
  g_array_free (m->spans, TRUE);
  g_array_free (m->patterns, TRUE);
}

/* Does it copy codes as they are, there being nothing else that it could do with them? */
static bool
copies_codes (const struct mapper *m)
{
  return m->rule->n_lines == 0 && !m->rule->labels && !m->rule->otherwise;
}

/* What becomes of a value that nothing names.  Whether a recode is whole or names exceptions hangs
   on the variable's type, which only the codebook knows. */
struct fate
fate_of_others (const struct mapper *m)
{
  const struct rule *rule = m->rule;
  const char *target = "(in no line)";

  if (rule->otherwise)
    return (struct fate){rule->otherwise, false, rule->otherwise_place};
  if (m->variable)
    target = variable_is_categorical (m->variable) ? "(invalid)" : "(copied)";
  else if (copies_codes (m))
    target = "(copied)";
  return (struct fate){target, false, rule->place};
}

/* A number that is copied: a category or a reason by its code, where the codebook is known. */
static struct fate
fate_of_code (const struct mapper *m, double number)
{
  bool whole = number == floor (number) && fabs (number) < G_MAXINT;
  bool copied = copies_codes (m) ||
                (m->variable && !variable_is_categorical (m->variable) && !m->rule->otherwise);
  unsigned reason;
  long position;

  if (!whole || !copied || !m->variable)
    return fate_of_others (m);
  reason = codebook_missing_code (m->codebook, (int)number);
  if (reason != MISSING_NONE)
    return (struct fate){m->codebook->missing[reason].name, true, m->rule->place};
  position = variable_category_code (m->variable, (int)number);
  if (position >= 0)
    return (struct fate){m->variable->categories[position].name, true, m->rule->place};
  return fate_of_others (m);
}

static bool
is_called (const char *name, const struct label *label, const char *normal)
{
  g_autofree char *plain = label_normalise (name);
  bool same = strcmp (plain, normal) == 0;

  for (size_t k = 0; !same && k < label->n; k++) {
    g_autofree char *text = label_normalise (label->texts[k]);
    same = strcmp (text, normal) == 0;
  }
  return same;
}

/* With `label: yes' a text may be the name or label of a category or of a missing reason. */
static struct fate
fate_of_label (const struct mapper *m, const char *normal)
{
  for (size_t i = 0; m->rule->labels && m->variable && i < m->variable->n_categories; i++) {
    const struct category *c = &m->variable->categories[i];
    if (is_called (c->name, &c->label, normal))
      return (struct fate){c->name, true, m->rule->place};
  }
  for (size_t r = 1; m->rule->labels && m->codebook && r < m->codebook->n_missing; r++)
    if (codebook_reason_is_said (r) &&
        is_called (m->codebook->missing[r].name, &m->codebook->missing[r].label, normal))
      return (struct fate){m->codebook->missing[r].name, true, m->rule->place};
  return fate_of_others (m);
}

static struct fate
fate_of_pattern (const struct mapper *m, const char *text, struct fate otherwise)
{
  for (guint i = 0; i < m->patterns->len; i++) {
    const struct pattern *p = &g_array_index (m->patterns, struct pattern, i);
    if (p->regex && regex_match (p->regex, text, strlen (text)) == REGEX_YES)
      return (struct fate){p->target, true, p->place};
  }
  return otherwise;
}

static const struct span *
find_span (const struct mapper *m, double lo, double hi)
{
  for (guint i = 0; i < m->spans->len; i++) {
    const struct span *s = &g_array_index (m->spans, struct span, i);
    if (s->lo <= lo && hi <= s->hi)
      return s;
  }
  return NULL;
}

const struct text *
mapper_text (const struct mapper *m, const char *normal)
{
  for (guint i = 0; i < m->texts->len; i++) {
    const struct text *t = &g_array_index (m->texts, struct text, i);
    if (strcmp (t->normal, normal) == 0)
      return t;
  }
  return NULL;
}

/* As recode_map asks: by its text, as a number, by a pattern.  An empty cell is blank unless a line
   takes it. */
struct fate
fate_of_text (const struct mapper *m, const struct text *asked)
{
  const struct text *t = mapper_text (m, asked->normal);
  const struct span *s;
  bool is_number;
  double number;

  if (t)
    return (struct fate){t->target, true, t->place};
  if (!*asked->normal)
    return (struct fate){"blank", true, m->rule->place};
  is_number = number_read (asked->written, strlen (asked->written), m->marks, &number);
  if (is_number && (s = find_span (m, number, number)))
    return (struct fate){s->target, true, s->place};
  return fate_of_pattern (m, asked->written,
                          is_number ? fate_of_code (m, number) : fate_of_label (m, asked->normal));
}

/* The numbers strictly between LO and HI, or one number, however it is spelt. */
struct fate
fate_of_numbers (const struct mapper *m, double lo, double hi)
{
  const struct span *s = find_span (m, lo, hi);
  char number[NUMBER_SIZE];

  if (s)
    return (struct fate){s->target, true, s->place};
  if (lo < hi)
    return fate_of_others (m);
  number_format (lo, number);
  return fate_of_pattern (m, number, fate_of_code (m, lo));
}

const struct pattern *
mapper_pattern (const struct mapper *m, const char *text)
{
  for (guint i = 0; i < m->patterns->len; i++)
    if (strcmp (g_array_index (m->patterns, struct pattern, i).text, text) == 0)
      return &g_array_index (m->patterns, struct pattern, i);
  return NULL;
}

struct fate
fate_of_pattern_itself (const struct mapper *m, const char *text)
{
  const struct pattern *p = mapper_pattern (m, text);
  return p ? (struct fate){p->target, true, p->place} : fate_of_others (m);
}

/* The codes that mean something where codes are copied. */
void
mapper_append_codes (GArray *ends, const struct mapper *m)
{
  double code;

  if (!m->variable || !copies_codes (m))
    return;
  for (size_t i = 0; i < m->variable->n_categories; i++) {
    code = m->variable->categories[i].code;
    g_array_append_val (ends, code);
  }
}
