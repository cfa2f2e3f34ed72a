#include <config.h>

#include "base/number.h"
#include "harmonise/run.h"

#include <stdlib.h>
#include <string.h>

/* Numbers of up to so many digits are category codes and may be shown; what else a respondent said
   is not. */
enum { CODE_DIGITS = 10 };

/* ---- Counting ---- */

/* Weights are not negative, and so the larger of the two is known without its sign. */
static inline void
flow_add_weight (struct flow *flow, double weight)
{
  double sum = flow->weight + weight;
  flow->error += flow->weight >= weight ? flow->weight - sum + weight : weight - sum + flow->weight;
  flow->weight = sum;
}

static inline void
flow_add (struct flow *flow, double weight)
{
  flow_add_weight (flow, weight);
  flow->n++;
}

/* Records go to the lanes in turn, so that the processor need not wait for the sum of the record
   before; those of index k are flows[LANES k] and the next ones. */
enum { LANES = 4 };

static struct flow *
flow_lanes (struct field *f, size_t index)
{
  if ((index + 1) * LANES > f->flows->len)
    g_array_set_size (f->flows, (guint)((index + 1) * LANES));
  return &g_array_index (f->flows, struct flow, index * LANES);
}

static void
add_flow (struct flow *total, struct flow flow)
{
  total->n += flow.n;
  total->error += flow.error;
  flow_add_weight (total, flow.weight);
}

/* All lanes together. */
static struct flow
flow_total (const struct field *f, size_t index)
{
  struct flow total = {0};
  for (size_t lane = 0; lane < LANES && index * LANES < f->flows->len; lane++)
    add_flow (&total, g_array_index (f->flows, struct flow, index * LANES + lane));
  return total;
}

/* Where the flow of a source entry stands that branch BRANCH decided and routing did or did not
   turn into not applicable. */
static size_t
flow_index (const struct mapping *m, const struct field *f, size_t entry, size_t branch,
            bool routed)
{
  if (f->plain)
    return entry;
  return (entry * (m->n_when + 1) + branch) * 2 + routed;
}

void
run_map_and_weigh (struct run *run, struct field *f, const guint32 *cell)
{
  const guint32 *to = (const guint32 *)f->to->data;
  flow_lanes (f, f->map->len - 1);
  struct flow *flows = (struct flow *)f->flows->data;
  for (size_t i = 0; i < run->n; i++) {
    f->entry[i] = to[cell[i]];
    flow_add_weight (&flows[cell[i] * LANES + i % LANES], run->weight[i]);
  }
}

void
run_settle_counts (struct run *run)
{
  const struct crosswalk *cw = run->crosswalk;
  for (size_t v = 0; v < cw->codebook->n_variables; v++) {
    const struct mapping *m = &cw->mappings[v];
    struct field *f = &run->fields[v];
    if (m->kind != MAPPING_COLUMN || !f->plain)
      continue;
    for (guint32 e = 0; e < f->map->len; e++)
      flow_lanes (f, e)->n = dict_at (run->columns[m->column].dict, e)->count;
  }
}

static void
count_column (struct run *run, const struct mapping *m, struct field *f)
{
  const struct source_column *c = &run->columns[m->column];

  flow_lanes (f, flow_index (m, f, f->map->len - 1, m->n_when, true));
  struct flow *flows = (struct flow *)f->flows->data;
  for (size_t i = 0; i < run->n; i++) {
    size_t index =
        flow_index (m, f, c->cell[i], m->n_when ? f->branch[i] : 0, m->asked_if && f->routed[i]);
    flow_add (&flows[index * LANES + i % LANES], run->weight[i]);
  }
}

void
run_count (struct run *run)
{
  const struct crosswalk *cw = run->crosswalk;
  for (size_t v = 0; v < cw->codebook->n_variables; v++) {
    const struct mapping *m = &cw->mappings[v];
    struct field *f = &run->fields[v];
    if (m->kind == MAPPING_COLUMN && !f->plain)
      count_column (run, m, f);
    else if (m->kind == MAPPING_VALUE || m->kind == MAPPING_CONSTANT)
      for (size_t i = 0; i < run->n; i++)
        flow_add (flow_lanes (f, f->entry[i]) + i % LANES, run->weight[i]);
    else if (m->kind == MAPPING_DERIVED) {
      guint32 not_asked = values_reason (f->values, MISSING_NOT_ASKED);
      for (size_t i = 0; i < run->n; i++)
        f->n_not_asked += f->entry[i] == not_asked;
    }
  }
}

/* Where a source entry went by the rule, before routing. */
static guint32
ruled_entry (const struct mapping *m, struct field *f, guint32 entry, size_t branch, size_t *line)
{
  if (branch > 0) {
    *line = m->when[branch - 1].line;
    return target_entry (&m->when[branch - 1].target, f->values);
  }
  const struct mapped *mapped = &g_array_index (f->map, struct mapped, entry);
  *line = mapped->line;
  return mapped->entry;
}

size_t *
run_count_entries (struct run *run, size_t v)
{
  const struct mapping *m = &run->crosswalk->mappings[v];
  struct field *f = &run->fields[v];
  size_t *n = g_new0 (size_t, f->values->text->len + 1), line;

  if (m->kind == MAPPING_VALUE || m->kind == MAPPING_CONSTANT)
    for (guint32 e = 0; e < f->values->text->len; e++)
      n[e] = flow_total (f, e).n;
  for (guint32 e = 0; m->kind == MAPPING_COLUMN && e < f->map->len; e++)
    for (size_t branch = 0; branch <= m->n_when; branch++)
      for (int routed = 0; routed <= (m->asked_if ? 1 : 0); routed++) {
        guint32 to = routed ? values_reason (f->values, MISSING_NOT_APPLICABLE)
                            : ruled_entry (m, f, e, branch, &line);
        n[to] += flow_total (f, flow_index (m, f, e, branch, routed)).n;
      }
  return n;
}

/* ---- Writing ---- */

/* What an entry is called: a category or reason by name, another value as it is written. */
static const char *
entry_name (const struct run *run, const struct field *f, guint32 entry)
{
  const struct variable *v = f->values->variable;
  unsigned reason = g_array_index (f->values->reason, guint8, entry);
  if (reason != MISSING_NONE)
    return run->crosswalk->codebook->missing[reason].name;
  if (variable_is_categorical (v))
    return v->categories[entry].name;
  return g_ptr_array_index (f->values->text, entry);
}

static void
write_row (struct csvout *out, const char *variable, size_t line, const char *column,
           const char *value, const char *target, const struct flow *flow)
{
  csvout_text (out, variable);
  csvout_count (out, line);
  csvout_text (out, column);
  csvout_text (out, value);
  csvout_text (out, target);
  csvout_count (out, flow->n);
  csvout_number (out, flow->weight + flow->error);
  csvout_end (out);
}

struct sort_key {
  guint32 entry;
  bool is_number, unanswered;
  double number;
  const char *text;
};

/* Numbers first, in their order, then texts bytewise. */
static int
compare_keys (const void *a_, const void *b_)
{
  const struct sort_key *a = a_, *b = b_;
  if (a->is_number != b->is_number)
    return a->is_number ? -1 : 1;
  if (a->is_number && a->number != b->number)
    return a->number < b->number ? -1 : 1;
  int order = strcmp (a->text, b->text);
  return order ? order : (a->unanswered > b->unanswered) - (a->unanswered < b->unanswered);
}

static struct sort_key *
sorted_entries (const struct run *run, const struct field *f, const struct dict *dict)
{
  struct sort_key *keys = g_new (struct sort_key, f->map->len + 1);
  for (guint32 e = 0; e < f->map->len; e++) {
    const struct dict_entry *d = dict_at (dict, e);
    keys[e] = (struct sort_key){.entry = e, .text = d->text, .unanswered = run_is_unanswered (d)};
    if (keys[e].unanswered)
      keys[e].text = "";
    keys[e].is_number =
        number_read (d->text, d->len, run->crosswalk->survey->source.marks, &keys[e].number);
  }
  qsort (keys, f->map->len, sizeof *keys, compare_keys);
  return keys;
}

/* Does a cell of a question that was not answered go the way of other empty cells?  Then the two,
   which stand side by side, are one. */
static bool
are_one (const struct mapping *m, struct field *f, const struct sort_key *keys, guint32 empty,
         size_t branch, bool routed)
{
  size_t line[2];
  if (empty + 1 >= f->map->len || keys[empty].unanswered || !keys[empty + 1].unanswered ||
      *keys[empty].text)
    return false;
  guint32 a = ruled_entry (m, f, keys[empty].entry, branch, &line[0]);
  guint32 b = ruled_entry (m, f, keys[empty + 1].entry, branch, &line[1]);
  return line[0] == line[1] && (a == b || routed);
}

static void
audit_column (struct run *run, struct csvout *out, const struct mapping *m, struct field *f)
{
  const struct dict *dict = run->columns[m->column].dict;
  g_autofree struct sort_key *keys = sorted_entries (run, f, dict);

  for (guint32 k = 0; k < f->map->len; k++)
    for (size_t branch = 0; branch <= m->n_when; branch++)
      for (int routed = 0; routed <= (m->asked_if ? 1 : 0); routed++) {
        size_t line, index = flow_index (m, f, keys[k].entry, branch, routed);
        struct flow flow = flow_total (f, index);
        if (k > 0 && are_one (m, f, keys, k - 1, branch, routed))
          continue;
        if (are_one (m, f, keys, k, branch, routed))
          add_flow (&flow, flow_total (f, flow_index (m, f, keys[k + 1].entry, branch, routed)));
        if (flow.n == 0)
          continue;
        guint32 to = ruled_entry (m, f, keys[k].entry, branch, &line);
        if (routed)
          to = values_reason (f->values, MISSING_NOT_APPLICABLE);
        write_row (out, m->variable->name, line, m->source, keys[k].text, entry_name (run, f, to),
                   &flow);
      }
}

bool
run_write_audit (struct run *run, const char *path)
{
  const struct crosswalk *cw = run->crosswalk;
  struct outfile *file = outfile_open (path, OUTFILE_MICRODATA, run->diag);
  struct csvout out;
  static const char *const head[] = {"variable", "rule_line", "column",    "source_value",
                                     "target",   "n",         "weighted_n"};

  if (!file)
    return false;
  csvout_init (&out, file);
  for (size_t i = 0; i < G_N_ELEMENTS (head); i++)
    csvout_text (&out, head[i]);
  csvout_end (&out);
  for (size_t v = 0; v < cw->codebook->n_variables; v++) {
    const struct mapping *m = &cw->mappings[v];
    struct field *f = &run->fields[v];
    if (m->kind == MAPPING_COLUMN)
      audit_column (run, &out, m, f);
    else if (m->kind == MAPPING_VALUE || m->kind == MAPPING_CONSTANT)
      for (guint32 e = 0; e * LANES < f->flows->len; e++) {
        struct flow flow = flow_total (f, e);
        if (flow.n > 0)
          write_row (&out, m->variable->name, m->rule->place.line, NULL, NULL,
                     entry_name (run, f, e), &flow);
      }
  }
  return outfile_close (file, run->diag);
}

/* ---- Findings ---- */

bool
run_is_code (const char *text, size_t len)
{
  return len > 0 && len <= CODE_DIGITS && strspn (text, "-0123456789.,") == len;
}

/* A source value of a categorical variable as it may be shown: a code, else only how long it is. */
static char *
showable (const struct dict_entry *e)
{
  if (run_is_code (e->text, e->len))
    return g_strdup (e->text);
  glong length = g_utf8_strlen (e->text, -1);
  return g_strdup_printf ("a text of %ld character%s (the audit file of `gko ingest` shows it)",
                          length, length == 1 ? "" : "s");
}

static const struct {
  enum finding_id id;
  const char *why;
} outcome_words[] = {
    [OUTCOME_UNMAPPED] = {FIND_UNMAPPED, "is in no line of the rule"},
    [OUTCOME_NOT_A_NUMBER] = {FIND_NOT_A_NUMBER, "cannot be read as the variable's type"},
    [OUTCOME_OUT_OF_RANGE] = {FIND_OUT_OF_RANGE, "is outside the variable's range"},
    [OUTCOME_NOT_COMPUTED] = {FIND_NOT_A_NUMBER, ""},
    [OUTCOME_DECLARED] = {FIND_DECLARED_MISSING, "is declared missing in a column that it reads"},
};

/* Records that came to the recode with an entry: what a `when' decided did not. */
static size_t
count_of_entry (const struct mapping *m, const struct field *f, guint32 entry)
{
  size_t n = 0;
  for (int routed = 0; routed <= (m->asked_if ? 1 : 0); routed++)
    n += flow_total (f, flow_index (m, f, entry, 0, routed)).n;
  return n;
}

static void
say_uncovered (struct run *run, const struct mapping *m, enum outcome outcome,
               const struct tally_of *t, const char *value)
{
  g_autofree char *records = run_records (t->n);
  run->n_invalid += t->n;
  diag_add (run->diag, outcome_words[outcome].id, (struct place){.file = t->file, .line = t->line},
            "%s of column \"%s\" %s and became \"invalid\" in \"%s\" (%s, the first here)", value,
            m->source, outcome_words[outcome].why, m->variable->name, records);
  diag_measure (run->diag, m->variable->name, t->n, run->n_harmonised);
  diag_note (run->diag, m->rule->place, "the rule is here");
}

/* Where an entry was met first. */
static struct tally_of
first_of (const struct source_column *c, guint32 e)
{
  const struct dict_entry *entry = dict_at (c->dict, e);
  if (c->first)
    return g_array_index (c->first, struct tally_of, e);
  return (struct tally_of){.file = entry->first_file, .line = entry->first_line};
}

/* A category's code is shown with its count; of other types only how many values there are. */
static void
find_uncovered (struct run *run, const struct mapping *m, struct field *f)
{
  const struct dict *dict = run->columns[m->column].dict;
  struct tally_of all[N_OUTCOMES] = {{0}};

  for (guint32 e = 0; e < f->map->len; e++) {
    const struct mapped *mapped = &g_array_index (f->map, struct mapped, e);
    const struct dict_entry *entry = dict_at (dict, e);
    struct tally_of t = first_of (&run->columns[m->column], e);
    if (mapped->outcome == OUTCOME_MAPPED || (t.n = count_of_entry (m, f, e)) == 0)
      continue;
    if (mapped->outcome == OUTCOME_DECLARED)
      run_say_declared (run, m, entry, &t);
    else if (variable_is_categorical (m->variable)) {
      g_autofree char *value = showable (entry);
      say_uncovered (run, m, mapped->outcome, &t, value);
    } else if (all[mapped->outcome].n == 0)
      all[mapped->outcome] = t;
    else
      all[mapped->outcome].n += t.n;
  }
  for (size_t o = OUTCOME_UNMAPPED; o < N_OUTCOMES; o++)
    if (all[o].n > 0)
      say_uncovered (run, m, (enum outcome)o, &all[o], "a value");
}

static void
find_bad_results (struct run *run, const struct mapping *m, const struct field *f)
{
  for (size_t o = OUTCOME_UNMAPPED; o < N_OUTCOMES; o++) {
    const struct tally_of *t = &f->bad[o];
    struct place at = {.file = t->file, .line = t->line};
    if (t->n == 0)
      continue;
    g_autofree char *records = run_records (t->n);
    run->n_invalid += t->n;
    if (o == OUTCOME_NOT_COMPUTED)
      diag_add (run->diag, outcome_words[o].id, at,
                "the expression of \"%s\" has no result where a cell is not the number or date it "
                "expects; it became \"invalid\" (%s, the first here)",
                m->variable->name, records);
    else
      diag_add (run->diag, outcome_words[o].id, at,
                "what the expression of \"%s\" gave %s and became \"invalid\" (%s, the first here)",
                m->variable->name, outcome_words[o].why, records);
    diag_measure (run->diag, m->variable->name, t->n, run->n_harmonised);
    diag_note (run->diag, m->rule ? m->rule->value.place : m->variable->derive.place,
               "the expression is here");
  }
}

static void
find_routing (struct run *run, const struct mapping *m, const struct tally_of *t, const char *what)
{
  g_autofree char *records = run_records (t->n);
  if (t->n == 0)
    return;
  diag_add (run->diag, FIND_ROUTING, (struct place){.file = t->file, .line = t->line},
            "\"%s\" %s (%s, the first here); nothing was changed", m->variable->name, what,
            records);
  diag_measure (run->diag, m->variable->name, t->n, run->n_harmonised);
  diag_note (run->diag, m->variable->asked_if.place, "who is asked is said here");
}

void
run_findings (struct run *run)
{
  const struct crosswalk *cw = run->crosswalk;
  run_gate_findings (run);
  for (size_t v = 0; v < cw->codebook->n_variables; v++) {
    const struct mapping *m = &cw->mappings[v];
    struct field *f = &run->fields[v];
    if (m->kind == MAPPING_COLUMN)
      find_uncovered (run, m, f);
    find_bad_results (run, m, f);
    if (m->kind == MAPPING_VALUE)
      run_find_declared (run, m);
    find_routing (run, m, &f->answered, "is answered where it is not asked");
    find_routing (run, m, &f->skipped, "is \"not_applicable\" where it is asked");
  }
}
