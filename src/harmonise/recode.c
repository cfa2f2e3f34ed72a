#include <config.h>

#include "harmonise/recode.h"

#include "base/number.h"
#include "base/regex.h"
#include "expr/date.h"
#include "harmonise/claim.h"
#include "harmonise/split.h"

#include <math.h>
#include <string.h>

/* The day spreadsheets count from, in days since 1970-01-01. */
static const double SPREADSHEET_EPOCH = -25569;
static const char spreadsheet_date[] = "excel";

struct recode_pattern {
  struct regex *regex;
  size_t line; /* index in the rule's lines */
  const struct recode_match *match;
};

struct recode {
  const struct rule *rule;
  const struct variable *variable;
  const struct codebook *codebook;
  const struct codelist *codes; /* or NULL */
  struct number_marks marks;
  struct target *targets; /* [rule->n_lines] */
  bool has_otherwise;
  struct target otherwise;
  GHashTable *texts;   /* normalised text -> line index + 1 */
  GHashTable *labels;  /* normalised label -> category position + 1, or, behind the categories,
                          number of the missing reason; NULL without `label: yes` */
  GHashTable *missing; /* texts that mean an empty cell */
  GArray *spans;       /* struct claim_span, sorted by lo */
  GArray *patterns;    /* struct recode_pattern */
  struct split *split; /* NULL without `split` */
};

/* ---- Targets ---- */

static bool
in_range (const struct variable *v, double number)
{
  return !v->has_range || (number >= v->lo && number <= v->hi);
}

bool
target_read (struct target *t, const char *name, const struct variable *v,
             const struct codebook *cb, struct place at, struct diag *d)
{
  long position;

  *t = (struct target){.kind = TARGET_REASON};
  if (variable_is_categorical (v) && (position = variable_category (v, name)) >= 0) {
    t->kind = TARGET_CATEGORY;
    t->category = (size_t)position;
    return true;
  }
  if ((t->reason = codebook_missing (cb, name)) != MISSING_NONE)
    return true;
  if (v->type == TYPE_TEXT) {
    t->kind = TARGET_TEXT;
    t->text = name;
    return true;
  }
  if (!variable_is_categorical (v)) {
    t->kind = TARGET_NUMBER;
    bool read = v->type == TYPE_DATE ? date_read_iso (name, &t->number)
                                     : number_parse (name, strlen (name), '.', &t->number);
    if (read && (v->type != TYPE_INTEGER || floor (t->number) == t->number) &&
        in_range (v, t->number))
      return true;
    diag_add (d, FIND_UNKNOWN_CATEGORY, at,
              "\"%s\" is neither a missing reason nor a value that \"%s\" (%s) can have", name,
              v->name, variable_type_name (v->type));
  } else
    diag_add (d, FIND_UNKNOWN_CATEGORY, at, "\"%s\" has no category \"%s\"", v->name, name);
  diag_suggest (d, variable_near (v, cb, name));
  diag_note (d, v->place, "\"%s\" is declared here", v->name);
  return false;
}

guint32
target_entry (const struct target *t, struct values *values)
{
  switch (t->kind) {
  case TARGET_CATEGORY:
    return (guint32)t->category;
  case TARGET_REASON:
    return values_reason (values, t->reason);
  case TARGET_NUMBER:
    return values_number (values, t->number);
  case TARGET_TEXT:
    break;
  }
  return values_text (values, t->text);
}

/* ---- Compiling ---- */

static bool
compile_lines (struct recode *rc, const struct source_spec *source, struct diag *d)
{
  const struct rule *rule = rc->rule;
  struct claims *claims = claims_new (rule, source->marks);
  bool ok = true;

  for (size_t i = 0; i < rule->n_lines; i++) {
    const struct recode_line *line = &rule->lines[i];
    if (!target_read (&rc->targets[i], line->target, rc->variable, rc->codebook, line->place, d))
      ok = false;
    for (size_t j = 0; j < line->n_matches; j++) {
      const struct recode_match *m = &line->matches[j];
      struct recode_pattern p = {NULL, i, m};
      if (m->kind == MATCH_PATTERN) {
        p.regex = regex_new (m->text, m->place, m->on_line, d);
        if (p.regex)
          g_array_append_val (rc->patterns, p);
        else
          ok = false;
      } else if (m->kind == MATCH_TEXT)
        g_hash_table_insert (rc->texts, label_normalise (m->text), GSIZE_TO_POINTER (i + 1));
      else {
        struct claim_span span = {m->lo, m->hi, i, m};
        g_array_append_val (rc->spans, span);
      }
      if (!claims_add (claims, i, m, p.regex, d))
        ok = false;
    }
  }
  claims_free (claims);
  return ok;
}

static void
enter_label (struct recode *rc, const char *name, const struct label *label, size_t number)
{
  g_hash_table_insert (rc->labels, label_normalise (name), GSIZE_TO_POINTER (number));
  for (size_t j = 0; j < label->n; j++)
    g_hash_table_insert (rc->labels, label_normalise (label->texts[j]), GSIZE_TO_POINTER (number));
}

/* Of the missing reasons those that a respondent or an institute can give; a category that is
   called so too is meant first. */
static void
compile_labels (struct recode *rc)
{
  const struct variable *v = rc->variable;
  rc->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (size_t r = 1; r < rc->codebook->n_missing; r++)
    if (codebook_reason_is_said (r))
      enter_label (rc, rc->codebook->missing[r].name, &rc->codebook->missing[r].label,
                   v->n_categories + r);
  for (size_t i = 0; i < v->n_categories; i++)
    enter_label (rc, v->categories[i].name, &v->categories[i].label, i + 1);
}

/* Can what is done to a value that is copied be done to one of the variable's type? */
static bool
fits_type (const struct recode *rc, struct diag *d)
{
  const struct rule *rule = rc->rule;
  enum variable_type type = rc->variable->type;
  const char *fault = NULL;

  if (rule->scale_place.line > 0 && type != TYPE_INTEGER && type != TYPE_NUMBER) {
    diag_add (d, FIND_TYPE_MISMATCH, rule->scale_place,
              "`scale` is for numbers; \"%s\" is of type %s", rc->variable->name,
              variable_type_name (type));
    return false;
  }
  if (rule->date && type != TYPE_DATE)
    fault = "`date` is for a variable of type date; an age comes from "
            "value: years_between(date(BIRTH, \"%d/%m/%Y\"), date(INTERVIEW, \"%d/%m/%Y\"))";
  else if (rule->date && strcmp (rule->date, spreadsheet_date) != 0)
    fault = date_format_fault (rule->date);
  if (fault)
    diag_add (d, FIND_BAD_VALUE, rule->date_place, "%s", fault);
  return !fault;
}

static void
pattern_clear (void *p)
{
  regex_free (((struct recode_pattern *)p)->regex);
}

struct recode *
recode_new (const struct rule *rule, const struct variable *v, const struct codebook *cb,
            const struct source_spec *source, const struct codelist *codes, struct diag *d)
{
  struct recode *rc = g_new0 (struct recode, 1);
  bool ok = true;

  rc->rule = rule;
  rc->variable = v;
  rc->codebook = cb;
  rc->codes = codes;
  rc->marks = source->marks;
  rc->targets = g_new0 (struct target, rule->n_lines + 1);
  rc->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  rc->missing = g_hash_table_new (g_str_hash, g_str_equal);
  rc->spans = g_array_new (FALSE, FALSE, sizeof (struct claim_span));
  rc->patterns = g_array_new (FALSE, FALSE, sizeof (struct recode_pattern));
  g_array_set_clear_func (rc->patterns, pattern_clear);
  for (char **m = source->missing; m && *m; m++)
    g_hash_table_add (rc->missing, *m);
  if (rule->split)
    rc->split = split_new (rule->split);
  if (rule->labels)
    compile_labels (rc);
  if (!fits_type (rc, d))
    ok = false;
  if (!compile_lines (rc, source, d))
    ok = false;
  if (rule->otherwise) {
    rc->has_otherwise = true;
    if (!target_read (&rc->otherwise, rule->otherwise, v, cb, rule->otherwise_place, d))
      ok = false;
  }
  if (ok)
    return rc;
  recode_free (rc);
  return NULL;
}

void
recode_free (struct recode *rc)
{
  if (!rc)
    return;
  g_free (rc->targets);
  g_hash_table_destroy (rc->texts);
  g_hash_table_destroy (rc->missing);
  if (rc->labels)
    g_hash_table_destroy (rc->labels);
  g_array_free (rc->spans, TRUE);
  g_array_free (rc->patterns, TRUE);
  split_free (rc->split);
  g_free (rc);
}

void
recode_know_answers (struct recode *rc, const struct rule *other)
{
  for (size_t i = 0; rc->split && i < other->n_lines; i++)
    for (size_t j = 0; j < other->lines[i].n_matches; j++)
      if (other->lines[i].matches[j].kind == MATCH_TEXT)
        split_know (rc->split, other->lines[i].matches[j].text);
  for (size_t i = 0; rc->split && i < other->n_alone; i++)
    split_know (rc->split, other->alone[i].text);
}

char **
recode_parts (const struct recode *rc, const char *text)
{
  return rc->split ? split_parts (rc->split, text) : NULL;
}

void
recode_know_codes (struct recode *rc, const struct codelist *list)
{
  for (size_t i = 0; rc->split && i < list->n; i++) {
    split_know (rc->split, list->codes[i].value);
    split_know (rc->split, list->codes[i].label);
  }
}

/* ---- Mapping ---- */

enum { NO_LINE = -1 };

/* The second of two lines that take one value: the survey file is wrong, the value stays unnamed.
 */
static void
report_overlap (const struct recode *rc, long first, size_t second, struct diag *d)
{
  const struct recode_line *a = &rc->rule->lines[first], *b = &rc->rule->lines[second];
  if (strcmp (a->target, b->target) == 0)
    return;
  diag_add (d, FIND_OVERLAP, b->place,
            "a value of \"%s\" in the data is claimed by \"%s\" and by \"%s\"; \"%s\" got it",
            rc->rule->column.text, a->target, b->target, a->target);
  diag_note (d, a->place, "\"%s\" claims it here", a->target);
}

const struct source_code *
recode_code (const struct recode *rc, const char *text)
{
  return rc->codes ? codelist_find (rc->codes, text, rc->marks) : NULL;
}

/* The label of a source value, normalised, g_free; NULL if it has none. */
static char *
label_of (const struct recode *rc, const char *text)
{
  const struct source_code *code = recode_code (rc, text);
  return code && *code->label ? label_normalise (code->label) : NULL;
}

/* The line that has a text among those it takes, or NO_LINE. */
static long
line_of_text (const struct recode *rc, const char *normal)
{
  size_t found = normal ? GPOINTER_TO_SIZE (g_hash_table_lookup (rc->texts, normal)) : 0;
  return found ? (long)found - 1 : NO_LINE;
}

/* The line that takes a text, or NO_LINE: by its text, as a number, by a pattern, and when none
   does by the label that the source gives to it. */
static long
find_line (const struct recode *rc, const char *text, struct diag *d)
{
  g_autofree char *normal = label_normalise (text);
  long line = line_of_text (rc, normal);
  double number;

  if (line == NO_LINE && number_read (text, strlen (text), rc->marks, &number))
    for (guint i = 0; i < rc->spans->len && line == NO_LINE; i++) {
      const struct claim_span *s = &g_array_index (rc->spans, struct claim_span, i);
      if (number >= s->lo && number <= s->hi)
        line = (long)s->line;
    }
  for (guint i = 0; i < rc->patterns->len; i++) {
    const struct recode_pattern *p = &g_array_index (rc->patterns, struct recode_pattern, i);
    enum regex_result hit = regex_match (p->regex, text, strlen (text));
    if (hit == REGEX_LIMIT)
      diag_add (d, FIND_BAD_PATTERN, p->match->place,
                "the pattern gave up on a value of \"%s\": it needs too many steps",
                rc->rule->column.text);
    else if (hit == REGEX_YES && line == NO_LINE)
      line = (long)p->line;
    else if (hit == REGEX_YES)
      report_overlap (rc, line, p->line, d);
  }
  if (line == NO_LINE) {
    g_autofree char *label = label_of (rc, text);
    line = line_of_text (rc, label);
  }
  return line;
}

/* The parts of a split cell: the line written first that one of them matches. */
static long
find_split_line (const struct recode *rc, const char *text, struct diag *d)
{
  g_auto (GStrv) parts = split_parts (rc->split, text);
  long best = NO_LINE;
  for (char **p = parts; *p; p++) {
    long line = find_line (rc, *p, d);
    if (line != NO_LINE && (best == NO_LINE || line < best))
      best = line;
  }
  return best;
}

guint32
recode_number (const struct variable *v, struct values *values, double number,
               enum outcome *outcome)
{
  *outcome = OUTCOME_MAPPED;
  if (variable_is_categorical (v)) {
    long position = number == floor (number) && fabs (number) < G_MAXINT
                        ? variable_category_code (v, (int)number)
                        : -1;
    if (position >= 0)
      return (guint32)position;
    *outcome = OUTCOME_UNMAPPED;
  } else if (v->type == TYPE_INTEGER && floor (number) != number)
    *outcome = OUTCOME_NOT_A_NUMBER;
  else if (!in_range (v, number))
    *outcome = OUTCOME_OUT_OF_RANGE;
  else
    return values_number (values, number);
  return values_reason (values, MISSING_INVALID);
}

guint32
recode_text (const struct variable *v, const struct codebook *cb, struct values *values,
             const char *text, enum outcome *outcome)
{
  unsigned reason = codebook_missing (cb, text);
  double days;

  *outcome = OUTCOME_MAPPED;
  if (reason != MISSING_NONE)
    return values_reason (values, reason);
  if (v->type == TYPE_TEXT)
    return values_text (values, text);
  if (v->type == TYPE_DATE && date_read_iso (text, &days))
    return recode_number (v, values, days, outcome);
  long position = variable_is_categorical (v) ? variable_category (v, text) : -1;
  if (position >= 0)
    return (guint32)position;
  *outcome = variable_is_categorical (v) ? OUTCOME_UNMAPPED : OUTCOME_NOT_A_NUMBER;
  return values_reason (values, MISSING_INVALID);
}

/* A date as the rule says it is written, or as YYYY-MM-DD. */
static guint32
copy_date (const struct recode *rc, struct values *values, const char *text, enum outcome *outcome)
{
  const char *format = rc->rule->date;
  double days;
  bool read = format && (strcmp (format, spreadsheet_date) == 0
                             ? number_read (text, strlen (text), rc->marks, &days)
                             : date_read (text, format, &days));

  if (!read)
    return recode_text (rc->variable, rc->codebook, values, text, outcome);
  if (strcmp (format, spreadsheet_date) == 0)
    days = floor (days) + SPREADSHEET_EPOCH;
  return recode_number (rc->variable, values, days, outcome);
}

/* A number in the unit of the variable; a whole one where the variable is. */
static double
scaled (const struct recode *rc, double number)
{
  const struct rule *rule = rc->rule;

  if (rule->scale_place.line == 0)
    return number;
  number = number * rule->times / rule->over;
  return rc->variable->type == TYPE_INTEGER ? round (number) : number;
}

/* The codebook's own missing codes are never values (formats, section 2). */
static unsigned
own_reason (const struct recode *rc, double number)
{
  return number < 0 && number == floor (number) && number > G_MININT
             ? codebook_missing_code (rc->codebook, (int)number)
             : MISSING_NONE;
}

/* A value that no line names: copied where the type allows, `codes as they are'. */
static guint32
copy_value (const struct recode *rc, struct values *values, const char *text, enum outcome *outcome)
{
  const struct variable *v = rc->variable;
  double number;

  *outcome = OUTCOME_MAPPED;
  if (v->type == TYPE_TEXT)
    return values_text (values, text);
  if (v->type == TYPE_DATE)
    return copy_date (rc, values, text, outcome);
  if (!number_read (text, strlen (text), rc->marks, &number)) {
    *outcome = variable_is_categorical (v) ? OUTCOME_UNMAPPED : OUTCOME_NOT_A_NUMBER;
    return values_reason (values, MISSING_INVALID);
  }
  unsigned reason = own_reason (rc, number);
  if (reason != MISSING_NONE) {
    *outcome = OUTCOME_MAPPED;
    return values_reason (values, reason);
  }
  return recode_number (v, values, scaled (rc, number), outcome);
}

/* Is a value, or one of the answers of a split cell, declared to mean missing? */
static bool
is_declared_missing (const struct recode *rc, const char *text)
{
  bool found = rc->codes && codelist_is_missing (rc->codes, text, rc->marks);
  g_auto (GStrv) parts =
      rc->codes && rc->rule->split && !found ? split_parts (rc->split, text) : NULL;
  for (char **p = parts; p && *p && !found; p++)
    found = codelist_is_missing (rc->codes, *p, rc->marks);
  return found;
}

/* A recode of a categorical variable is meant to be whole; of another type it names only the
   missing codes and the rest is copied (formats, section 3). */
static bool
is_whole (const struct recode *rc)
{
  return variable_is_categorical (rc->variable) && (rc->rule->n_lines > 0 || rc->rule->labels);
}

/* A value that is declared missing and that no line takes.  It may be the codebook's own code of
   a reason, and `else' may say a reason; it is never a category, a number or a text. */
static void
map_declared (const struct recode *rc, struct values *values, const char *text, struct mapped *m)
{
  double number;
  unsigned reason = MISSING_NONE;

  if (rc->has_otherwise && rc->otherwise.kind == TARGET_REASON) {
    m->line = rc->rule->otherwise_place.line;
    m->entry = target_entry (&rc->otherwise, values);
    return;
  }
  if (!is_whole (rc) && number_read (text, strlen (text), rc->marks, &number))
    reason = own_reason (rc, number);
  m->outcome = reason != MISSING_NONE ? OUTCOME_MAPPED : OUTCOME_DECLARED;
  m->entry = values_reason (values, reason != MISSING_NONE ? reason : MISSING_INVALID);
}

/* By the codebook's labels: of the text itself, else of the label that the source gives to it. */
static bool
map_label (const struct recode *rc, struct values *values, const char *text, struct mapped *m)
{
  g_autofree char *normal = label_normalise (text), *label = label_of (rc, text);
  size_t found = GPOINTER_TO_SIZE (g_hash_table_lookup (rc->labels, normal));
  if (!found && label)
    found = GPOINTER_TO_SIZE (g_hash_table_lookup (rc->labels, label));
  if (found > rc->variable->n_categories)
    m->entry = values_reason (values, (unsigned)(found - rc->variable->n_categories));
  else
    m->entry = (guint32)(found - 1);
  return found > 0;
}

struct mapped
recode_map (const struct recode *rc, struct values *values, const char *text, struct diag *d)
{
  const struct rule *rule = rc->rule;
  struct mapped m = {.line = rule->place.line, .outcome = OUTCOME_MAPPED};
  bool empty = !*text || g_hash_table_contains (rc->missing, text);
  long line = rule->split && !empty ? find_split_line (rc, text, d) : find_line (rc, text, d);

  if (line == NO_LINE && empty && *text)
    line = find_line (rc, "", d);
  if (line != NO_LINE) {
    m.target = rule->lines[line].target;
    m.line = rule->lines[line].place.line;
    m.entry = target_entry (&rc->targets[line], values);
    return m;
  }
  if (empty) {
    m.entry = values_reason (values, MISSING_BLANK);
    return m;
  }
  if (is_declared_missing (rc, text)) {
    map_declared (rc, values, text, &m);
    return m;
  }
  if (rc->labels && map_label (rc, values, text, &m))
    return m;
  if (rc->has_otherwise) {
    m.target = rule->otherwise;
    m.line = rule->otherwise_place.line;
    m.entry = target_entry (&rc->otherwise, values);
    return m;
  }
  if (is_whole (rc)) {
    m.entry = values_reason (values, MISSING_INVALID);
    m.outcome = OUTCOME_UNMAPPED;
  } else
    m.entry = copy_value (rc, values, text, &m.outcome);
  return m;
}
