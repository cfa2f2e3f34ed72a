/* Every code that a column is declared to hold goes to one place, and what a rule names is
   declared. */
#include <config.h>

#include "base/number.h"
#include "base/regex.h"
#include "harmonise/prove.h"

#include <math.h>
#include <string.h>

/* ---- Codes in a sentence ---- */

/* `98 ("No answer")`, `97`; so many are written out, the rest is counted. */
enum { CODES_SHOWN = 5 };

struct enumeration {
  GString *text;
  size_t n;
  struct place first;
};

static void
enumerate (struct enumeration *e, const char *value, const char *label, struct place place)
{
  if (e->n == 0)
    e->first = place;
  if (!e->text)
    e->text = g_string_new (NULL);
  if (e->n++ >= CODES_SHOWN)
    return;
  if (e->n > 1)
    g_string_append (e->text, ", ");
  g_string_append (e->text, value);
  if (label && *label)
    g_string_append_printf (e->text, " (\"%s\")", label);
}

/* The enumeration as a whole; it is empty afterwards. */
static char *
finish (struct enumeration *e)
{
  char *text;

  if (e->n > CODES_SHOWN)
    g_string_append_printf (e->text, " and %zu more", e->n - CODES_SHOWN);
  text = g_string_free (e->text, FALSE);
  *e = (struct enumeration){0};
  return text;
}

/* ---- What `when` does with a code ---- */

enum verdict { VERDICT_NO, VERDICT_PERHAPS, VERDICT_YES };

static size_t
slot_of (const struct crosswalk *cw, const char *column)
{
  for (guint i = 0; i < cw->columns->len; i++)
    if (strcmp (g_array_index (cw->columns, struct needed_column, i).name, column) == 0)
      return i;
  return NO_SLOT;
}

/* A condition over this column alone is decided; one that reads others too may be true. */
static enum verdict
ask_condition (const struct expr *condition, const struct crosswalk *cw, size_t slot,
               const char *text)
{
  g_autofree struct expr_column *columns = g_new0 (struct expr_column, cw->columns->len + 1);
  struct expr_work *work;
  const guint8 index = 0;
  double number, truth = 0;
  guint8 reason = MISSING_NONE, unknown = MISSING_NONE;
  size_t n;
  const size_t *slots = expr_slots (condition, &n);
  bool reads = false;

  for (size_t i = 0; i < n; i++)
    reads = reads || slots[i] == slot;
  if (!reads)
    return VERDICT_NO;
  if (n > 1)
    return VERDICT_PERHAPS;
  if (g_strv_contains ((const char *const *)cw->survey->source.missing, text))
    reason = MISSING_BLANK;
  if (reason != MISSING_NONE ||
      !number_read (text, strlen (text), cw->survey->source.marks, &number))
    number = NAN;
  columns[slot] = (struct expr_column){.index = &index,
                                       .width = 1,
                                       .number = &number,
                                       .text = &text,
                                       .reason = &reason,
                                       .n_entries = 1};
  work = expr_work_new ();
  expr_eval (condition, columns, 0, 1, &truth, &unknown, NULL, work);
  expr_work_free (work);
  return unknown == MISSING_NONE && truth != 0 ? VERDICT_YES : VERDICT_NO;
}

static enum verdict
ask_when (const struct mapping *m, const struct crosswalk *cw, size_t slot, const char *text)
{
  enum verdict all = VERDICT_NO;

  for (size_t k = 0; k < m->n_when; k++)
    all = MAX (all, ask_condition (m->when[k].condition, cw, slot, text));
  return all;
}

/* ---- Codes that are declared ---- */

struct proof {
  const struct prover *p;
  const struct mapping *m;
  const char *column;
  const struct codelist *list;
  struct values *values;
  struct enumeration unmapped, lost, copied, crossed;
  bool claimed_once;
};

/* The line of the rule with this TARGET that names the label of a code, or NULL. */
static const struct recode_line *
line_by_label (const struct rule *rule, const char *label)
{
  g_autofree char *normal = label_normalise (label);

  for (size_t i = 0; *normal && i < rule->n_lines; i++)
    for (size_t k = 0; k < rule->lines[i].n_matches; k++) {
      const struct recode_match *match = &rule->lines[i].matches[k];
      g_autofree char *text = match->kind == MATCH_TEXT ? label_normalise (match->text) : NULL;
      if (text && strcmp (text, normal) == 0)
        return &rule->lines[i];
    }
  return NULL;
}

static const struct recode_line *
line_of (const struct rule *rule, const char *target)
{
  for (size_t i = 0; i < rule->n_lines; i++)
    if (strcmp (rule->lines[i].target, target) == 0)
      return &rule->lines[i];
  return NULL;
}

static void
report_twice (struct proof *proof, const struct source_code *code, const char *target,
              const struct recode_line *second)
{
  struct diag *d = proof->p->diag;
  const struct recode_line *first = line_of (proof->m->rule, target);

  proof->claimed_once = false;
  diag_add (d, FIND_OVERLAP, second->place,
            "code %s%s%s%s of column \"%s\" is claimed by \"%s\" and by \"%s\"", code->value,
            *code->label ? " (\"" : "", code->label, *code->label ? "\")" : "", proof->column,
            target, second->target);
  if (first)
    diag_note (d, first->place, "\"%s\" claims it here", target);
  diag_note (d, code->place, "the code is declared here");
}

/* A second target that the recode itself found, from what it told. */
static const struct recode_line *
second_claim (const struct rule *rule, const struct diag *told)
{
  for (size_t f = 0; f < diag_size (told); f++) {
    const struct finding *finding = diag_at (told, f);
    for (size_t i = 0; finding->id == FIND_OVERLAP && i < rule->n_lines; i++)
      if (rule->lines[i].place.line == finding->line &&
          rule->lines[i].place.column == finding->column)
        return &rule->lines[i];
  }
  return NULL;
}

/* Does LABEL hold the number TEXT, as in "17 or older"? */
static bool
says_number (const char *label, const char *text)
{
  size_t len = strlen (text);

  for (const char *at = strstr (label, text); at; at = strstr (at + 1, text))
    if ((at == label || !g_ascii_isdigit (at[-1])) && !g_ascii_isdigit (at[len]))
      return true;
  return false;
}

static bool
is_named (const struct category *c, const char *label)
{
  g_autofree char *normal = label_normalise (label), *name = label_normalise (c->name);
  bool same = strcmp (normal, name) == 0;

  for (size_t i = 0; !same && i < c->label.n; i++) {
    g_autofree char *text = label_normalise (c->label.texts[i]);
    same = strcmp (normal, text) == 0;
  }
  return same;
}

/* A code that is copied as it is.  One with a label that is not its number is hardly a number, but
   the ends of a scale often have labels; and a code of another category's label is another
   category. */
static void
look_at_copy (struct proof *proof, const struct source_code *code, guint32 entry)
{
  const struct variable *v = proof->m->variable;
  double number = g_array_index (proof->values->number, double, entry);

  if (g_array_index (proof->values->reason, guint8, entry) != MISSING_NONE || !*code->label)
    return;
  if (variable_is_categorical (v)) {
    for (size_t i = 0; i < v->n_categories; i++)
      if (i != entry && is_named (&v->categories[i], code->label) &&
          !is_named (&v->categories[entry], code->label))
        enumerate (&proof->crossed, code->value, code->label, code->place);
  } else if (v->type != TYPE_TEXT && v->type != TYPE_DATE &&
             !(v->has_range && (number == v->lo || number == v->hi) && !code->missing) &&
             !says_number (code->label, code->value))
    enumerate (&proof->copied, code->value, code->label, code->place);
}

static void
prove_code (struct proof *proof, const struct source_code *code)
{
  const struct mapping *m = proof->m;
  struct diag *told = diag_new ();
  struct mapped mapped = recode_map (m->recode, proof->values, code->value, told);
  const struct recode_line *second = second_claim (m->rule, told);

  if (!second && mapped.target && mapped.target != m->rule->otherwise) {
    second = line_by_label (m->rule, code->label);
    if (second && strcmp (second->target, mapped.target) == 0)
      second = NULL;
  }
  if (second)
    report_twice (proof, code, mapped.target, second);
  else if (mapped.outcome == OUTCOME_UNMAPPED && !code->missing)
    enumerate (&proof->unmapped, code->value, code->label, code->place);
  else if (mapped.outcome != OUTCOME_MAPPED)
    enumerate (&proof->lost, code->value, code->label, code->place);
  else if (!mapped.target && !m->rule->labels)
    look_at_copy (proof, code, mapped.entry);
  diag_free (told);
}

/* WHICH is a verb that the variable follows, WHAT what to do. */
static void
report (struct proof *proof, struct enumeration *e, enum finding_id id, const char *which,
        const char *what)
{
  struct place first = e->first;
  bool one = e->n == 1;

  if (e->n == 0)
    return;
  g_autofree char *codes = finish (e);
  diag_add (proof->p->diag, id, proof->m->rule->place,
            "column \"%s\" can hold %s, which %s \"%s\"; %s", proof->column, codes, which,
            proof->m->variable->name, what);
  diag_note (proof->p->diag, first, "%s declared here",
             one ? "the code is" : "the first of these codes is");
}

static void
prove_list (struct proof *proof)
{
  const struct crosswalk *cw = proof->p->crosswalk;
  size_t slot = slot_of (cw, proof->column);

  for (size_t i = 0; i < proof->list->n; i++)
    if (ask_when (proof->m, cw, slot, proof->list->codes[i].value) == VERDICT_NO)
      prove_code (proof, &proof->list->codes[i]);
}

static bool
prove_column (const struct prover *p, const struct mapping *m, const char *column)
{
  const struct crosswalk *cw = p->crosswalk;
  struct proof proof = {.p = p, .m = m, .column = column, .claimed_once = true};

  proof.list = codes_find (cw->survey->source.codes, column);
  if (!proof.list)
    return true;
  proof.values = values_new (m->variable, cw->codebook);
  prove_list (&proof);
  report (&proof, &proof.unmapped, FIND_UNMAPPED_CODE, "no line takes in the rule for",
          "each needs a category or a missing reason, which may be \"invalid\"");
  report (&proof, &proof.lost, FIND_CODE_INVALID, "would become \"invalid\" in",
          "name the missing reason that is meant");
  report (&proof, &proof.copied, FIND_CODE_COPIED, "would be copied as a number into",
          "name the missing reason that is meant, or the number itself as the target");
  report (&proof, &proof.crossed, FIND_CODE_COPIED,
          "would be copied, by its code and against its label, as another category of",
          "write a recode");
  values_free (proof.values);
  return proof.claimed_once;
}

/* ---- Codes that are not declared ---- */

static bool
is_in_span (const struct codelist *list, const struct recode_match *match,
            struct number_marks marks)
{
  double number;

  for (size_t i = 0; i < list->n; i++)
    if (number_read (list->codes[i].value, strlen (list->codes[i].value), marks, &number) &&
        number >= match->lo && number <= match->hi)
      return true;
  for (size_t i = 0; i < list->n_missing; i++)
    if (list->missing[i].lo <= match->hi && list->missing[i].hi >= match->lo)
      return true;
  return false;
}

static bool
is_label (const struct codelist *list, const char *text)
{
  g_autofree char *normal = label_normalise (text);

  for (size_t i = 0; i < list->n; i++) {
    g_autofree char *value = label_normalise (list->codes[i].value);
    g_autofree char *label = label_normalise (list->codes[i].label);
    if (strcmp (normal, value) == 0 || strcmp (normal, label) == 0)
      return true;
  }
  return false;
}

static bool
is_matched (const struct codelist *list, const char *slashed)
{
  struct diag *quiet = diag_new ();
  struct regex *regex = regex_new (slashed, (struct place){0}, false, quiet);
  bool found = false;

  for (size_t i = 0; regex && i < list->n && !found; i++) {
    const char *const texts[] = {list->codes[i].value, list->codes[i].label};
    for (size_t t = 0; t < G_N_ELEMENTS (texts); t++)
      found = found || regex_match (regex, texts[t], strlen (texts[t])) != REGEX_NO;
  }
  regex_free (regex);
  diag_free (quiet);
  return found;
}

static bool
is_declared (const struct prover *p, const struct codelist *list, const struct recode_match *match)
{
  const struct source_spec *source = &p->crosswalk->survey->source;

  switch (match->kind) {
  case MATCH_TEXT:
    return g_strv_contains ((const char *const *)source->missing, match->text) ||
           codelist_find (list, match->text, source->marks) || is_label (list, match->text) ||
           codelist_is_missing (list, match->text, source->marks);
  case MATCH_NUMBER:
  case MATCH_RANGE:
    break;
  case MATCH_PATTERN:
    return is_matched (list, match->text);
  }
  return is_in_span (list, match, source->marks);
}

/* A list of missing codes alone says nothing of the others. */
static bool
has_answers (const struct codelist *list)
{
  for (size_t i = 0; list && i < list->n; i++)
    if (!list->codes[i].missing)
      return true;
  return false;
}

static bool
is_declared_somewhere (const struct prover *p, const struct mapping *m,
                       const struct recode_match *match)
{
  const struct rule *rule = m->rule;
  const struct codes *codes = p->crosswalk->survey->source.codes;

  for (size_t i = 0; i <= rule->n_others; i++) {
    const char *column = i == 0 ? rule->column.text : rule->others[i - 1].text;
    const struct codelist *list = codes_find (codes, column);
    if (!has_answers (list) || is_declared (p, list, match))
      return true;
  }
  return false;
}

static const char *
near_code (const struct codelist *list, const char *text)
{
  g_autofree const char **values = g_new (const char *, 2 * list->n + 1);
  size_t n = 0;

  for (size_t i = 0; i < list->n; i++) {
    values[n++] = list->codes[i].value;
    if (*list->codes[i].label)
      values[n++] = list->codes[i].label;
  }
  return diag_nearest (text, values, n);
}

static void
prove_declared (const struct prover *p, const struct mapping *m)
{
  const struct rule *rule = m->rule;
  const struct codelist *list = codes_find (p->crosswalk->survey->source.codes, rule->column.text);
  struct enumeration undeclared = {0};
  const char *first = NULL;

  if (!list)
    return;
  for (size_t i = 0; i < rule->n_lines; i++)
    for (size_t k = 0; k < rule->lines[i].n_matches; k++) {
      const struct recode_match *match = &rule->lines[i].matches[k];
      if (is_declared_somewhere (p, m, match))
        continue;
      first = first ? first : match->text;
      enumerate (&undeclared, match->text, NULL, match->place);
    }
  if (!first)
    return;
  struct place at = undeclared.first;
  g_autofree char *texts = finish (&undeclared);
  diag_add (
      p->diag, FIND_UNDECLARED_CODE, at,
      "the rule for \"%s\" names %s, and column \"%s\" is declared to hold nothing of the kind",
      rule->variable, texts, m->source);
  diag_suggest (p->diag, near_code (list, first));
  diag_note (p->diag, list->place, "what it can hold is declared here");
}

bool
prove_codes (const struct prover *p, const struct mapping *m)
{
  const struct rule *rule = m->rule;
  bool once = prove_column (p, m, rule->column.text);

  for (size_t i = 0; i < rule->n_others; i++)
    if (!prove_column (p, m, rule->others[i].text))
      once = false;
  prove_declared (p, m);
  return once;
}
