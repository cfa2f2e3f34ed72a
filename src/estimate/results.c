/* The frame of the results, its texts in one language, and the rows in it. */
#include <config.h>

#include "estimate/results.h"

#include "base/number.h"
#include "estimate/average.h"
#include "estimate/calibration.h"
#include "estimate/designwords.h"
#include "estimate/indicator.h"
#include "estimate/note.h"
#include "estimate/parts.h"
#include "estimate/sample.h"
#include "estimate/settings.h"
#include "estimate/standard.h"
#include "estimate/words.h"

#include <math.h>
#include <string.h>

static struct level
level_of (const char *name, const struct label *label, const char *language)
{
  return (struct level){g_strdup (name), g_strdup (label_in (label, language, name))};
}

static struct dimension
dimension_of (const struct variable *v, const char *language)
{
  struct dimension d = {.name = g_strdup (v->name),
                        .label = g_strdup (label_in (&v->label, language, v->name)),
                        .levels = g_new0 (struct level, v->n_categories + 1),
                        .n_levels = v->n_categories};
  for (size_t i = 0; i < v->n_categories; i++)
    d.levels[i] = level_of (v->categories[i].name, &v->categories[i].label, language);
  return d;
}

static void
set_quantiles (struct indicator_info *info, const struct indicator *spec, const char *language)
{
  for (size_t i = 0; i < spec->n_at; i++) {
    char percent[NUMBER_SIZE];
    number_format (quantile_percent (spec->at[i]), percent);
    info->categories[i] =
        (struct level){quantile_name (spec->at[i]),
                       g_strdup_printf ("%s %s", words (PHRASE_PERCENTILE, language), percent)};
  }
}

static void
set_categories (struct indicator_info *info, const struct indicators *in, const struct measured *m,
                const char *language)
{
  unsigned reasons[MISSING_MAX];
  size_t n_reasons = 0, own;
  info->n_categories = measured_rows (m, in->codebook->n_missing);
  if (!info->n_categories)
    return;
  info->categories = g_new0 (struct level, info->n_categories);
  if (m->spec->measure == MEASURE_QUANTILE) {
    set_quantiles (info, m->spec, language);
    return;
  }
  info->n_nets = m->spec->nets.n;
  measured_categories (m, in->codebook->n_missing, reasons, &n_reasons);
  own = m->items ? 0 : m->variable->n_categories;
  for (size_t i = 0; i < own; i++) {
    const struct category *c = &m->variable->categories[i];
    info->categories[i] = level_of (c->name, &c->label, language);
  }
  for (size_t i = 0; i < n_reasons; i++) {
    const struct missing_reason *reason = &in->codebook->missing[reasons[i]];
    info->categories[own + i] = level_of (reason->name, &reason->label, language);
  }
  for (size_t i = own + n_reasons; i < info->n_categories; i++)
    info->categories[i] = (struct level){g_strdup (parts_name (m, i - own - n_reasons)),
                                         parts_label (in, m, i - own - n_reasons, language)};
}

static void
set_breakdowns (struct indicator_info *info, const struct indicators *in, const struct measured *m)
{
  size_t total = 0, at = 0;
  info->n_by = m->spec->n_by;
  info->by_size = g_new0 (size_t, info->n_by + 1);
  for (size_t k = 0; k < info->n_by; k++)
    total += info->by_size[k] = indicators_grouping (in, m->groupings[k])->n;
  info->by = g_new0 (size_t, total + 1);
  for (size_t k = 0; k < info->n_by; k++)
    for (size_t i = 0; i < info->by_size[k]; i++)
      info->by[at++] =
          indicators_dimension (in, indicators_grouping (in, m->groupings[k])->variables[i]);
}

/* That of the figures; NULL where they have none. */
static char *
unit_of (const struct measured *m)
{
  const char *unit = m->variable ? m->variable->unit : NULL;
  switch (m->spec->measure) {
  case MEASURE_MEAN:
  case MEASURE_TOTAL:
  case MEASURE_MEDIAN:
  case MEASURE_QUANTILE:
  case MEASURE_SD:
    return g_strdup (unit);
  case MEASURE_VARIANCE:
    return unit ? g_strdup_printf ("%s²", unit) : NULL;
  default:
    return NULL;
  }
}

/* A difference is in the unit of both, of shares in percentage points. */
static void
set_operands (struct indicator_info *info, const struct measured *m, const char *language)
{
  if (!m->a)
    return;
  const struct measured *const both[] = {m->a, m->b};
  bool shares = true;
  for (size_t i = 0; i < G_N_ELEMENTS (both); i++) {
    const struct indicator *spec = both[i]->spec;
    info->made_of[i] = g_strdup (label_in (&spec->title, language, spec->id));
    shares = shares && measure_is_share (spec->measure);
  }
  if (m->spec->measure != MEASURE_DIFFERENCE)
    return;
  info->share = info->points = shares;
  if (m->a->spec->measure == MEASURE_MEAN && m->b->spec->measure == MEASURE_MEAN &&
      m->a->variable && m->b->variable &&
      g_strcmp0 (m->a->variable->unit, m->b->variable->unit) == 0)
    info->unit = g_strdup (m->a->variable->unit);
}

static struct indicator_info
indicator_info_of (const struct indicators *in, const struct measured *m, const char *language)
{
  const struct indicator *spec = m->spec;
  struct indicator_info info = {
      .id = g_strdup (spec->id),
      .measure = g_strdup (measure_name (spec->measure)),
      .version = spec->version,
      .title = g_strdup (label_in (&spec->title, language, spec->id)),
      .topic = g_strdup (spec->topic),
      .note = g_strdup (spec->note),
      .universe = words_universe (m, in->codebook, language),
      .standard = standard_words (in, m, language),
      .standard_note = note_of_standard (in, m, NULL),
      .missing_rule = words_missing_rule (m, in->codebook, language),
      .share = measure_is_share (spec->measure),
  };
  info.unit = unit_of (m);
  set_operands (&info, m, language);
  set_categories (&info, in, m, language);
  set_breakdowns (&info, in, m);
  return info;
}

/* "weights calibrated (raking): sex"; NULL where they are not. */
static char *
calibrated_of (const struct survey *s, const char *language)
{
  const struct calibrate_spec *spec = s->design.calibrate;
  g_autofree char *how = spec ? calibration_words (spec, language) : NULL;
  return how ? g_strdup_printf ("%s %s", words (PHRASE_WEIGHT, language), how) : NULL;
}

static struct survey_info
survey_info_of (const struct survey *s, const char *language)
{
  return (struct survey_info){
      .id = g_strdup (s->id),
      .country = g_strdup (s->country),
      .title = s->title.n ? g_strdup (label_in (&s->title, language, s->id)) : NULL,
      .year = s->year,
      .expansion = NAN,
      .no_weight = s->design.no_weight && !s->design.calibrate,
      .opt_in = s->design.opt_in,
      .replicated = s->design.replicates != NULL,
      .design = designwords_text (s, language),
      .calibrated = calibrated_of (s, language),
  };
}

/* Has the survey's country a later one among SURVEYS? */
static bool
is_superseded (const struct survey *s, const struct survey *const *surveys, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (strcmp (surveys[i]->country, s->country) == 0 && surveys[i]->year > s->year)
      return true;
  return false;
}

/* The surveys, and behind them the averages. */
static void
set_surveys (struct results *r, const struct indicators *in, const struct survey *const *surveys,
             size_t n)
{
  r->n_surveys = n;
  r->surveys = g_new0 (struct survey_info, n + MOST_AVERAGES + 1);
  for (size_t i = 0; i < n; i++) {
    r->surveys[i] = survey_info_of (surveys[i], r->language);
    r->surveys[i].superseded =
        !(in->study && in->study->averages.all_waves) && is_superseded (surveys[i], surveys, n);
  }
  for (enum average_kind k = 0; in->study && k < N_AVERAGES; k++)
    if (in->study->averages.wanted[k])
      r->surveys[n + r->n_averages++] = average_info (k, r->language);
}

struct results *
results_new (const struct indicators *in, const struct survey *const *surveys, size_t n,
             const char *language)
{
  static const char *const df_rules[] = {[DF_DOMAIN] = "domain", [DF_DESIGN] = "design"};
  struct results *r = g_new0 (struct results, 1);
  if (!language)
    language = in->codebook->languages[0];
  r->language = g_strdup (language);
  r->study = g_strdup (in->study ? in->study->id : "");
  r->title = g_strdup (in->study ? label_in (&in->study->title, language, in->study->id) : "");
  r->codebook = g_strdup_printf ("%s %s", in->codebook->id, in->codebook->version);
  r->confidence = indicators_confidence (in);
  r->standard = g_strdup (standard_name (indicators_standard (in)));
  for (size_t i = 0; i < ROW_STANDARDS; i++)
    r->standards[i] = standard_name ((enum standard)i);
  r->min_n = indicators_disclosure (in).min_n;
  r->min_n_zero = indicators_disclosure (in).zero;
  r->interval = g_strdup (interval_name (indicators_interval (in)));
  r->quantile_rule = quantile_kind_name (indicators_quantiles (in));
  r->log_counts = indicators_amounts (in) == AMOUNTS_LOG;
  r->df_rule = g_strdup (df_rules[indicators_df (in)]);
  r->n_indicators = in->plan->n_indicators;
  r->indicators = g_new0 (struct indicator_info, r->n_indicators + 1);
  for (size_t i = 0; i < r->n_indicators; i++)
    r->indicators[i] = indicator_info_of (in, &in->items[i], language);
  set_surveys (r, in, surveys, n);
  r->n_dimensions = in->dimensions->len;
  r->dimensions = g_new0 (struct dimension, r->n_dimensions + 1);
  for (size_t i = 0; i < r->n_dimensions; i++)
    r->dimensions[i] = dimension_of (in->dimensions->pdata[i], language);
  r->rows = g_array_new (FALSE, FALSE, sizeof (struct estimate_row));
  r->coverage = coverage_new (in->codebook, surveys, n, language);
  r->comparisons = g_array_new (FALSE, FALSE, sizeof (struct compare_row));
  r->associations = g_array_new (FALSE, FALSE, sizeof (struct association_row));
  if (in->study && in->study->compare.there) {
    r->adjust = compare_adjust_name (in->study->compare.adjust);
    r->alpha = in->study->compare.alpha;
  }
  settings_add (r, in, surveys, n);
  return r;
}

static int
compare (size_t a, size_t b)
{
  return (a > b) - (a < b);
}

/* Levels count in the order in which the plan crosses the variables. */
int
results_compare_cells (const struct results *r, const struct estimate_row *a,
                       const struct estimate_row *b)
{
  const struct indicator_info *info = &r->indicators[a->indicator];
  int order = compare (a->breakdown, b->breakdown);
  if (!order && a->breakdown) {
    size_t at = 0;
    for (size_t k = 0; k + 1 < a->breakdown; k++)
      at += info->by_size[k];
    for (size_t i = 0; !order && i < info->by_size[a->breakdown - 1]; i++) {
      size_t d = info->by[at + i];
      order = (a->level[d] > b->level[d]) - (a->level[d] < b->level[d]);
    }
  }
  return order;
}

static int
compare_rows (gconstpointer a_, gconstpointer b_, gpointer results)
{
  const struct estimate_row *a = a_, *b = b_;
  int order = compare (a->indicator, b->indicator);
  if (!order)
    order = compare (a->survey, b->survey);
  if (!order)
    order = results_compare_cells (results, a, b);
  return order ? order : (a->category > b->category) - (a->category < b->category);
}

const struct estimate_row *
results_find (const struct results *r, const struct estimate_row *key)
{
  const struct estimate_row *rows = (const struct estimate_row *)(const void *)r->rows->data;
  size_t below = 0, n = r->rows->len;
  while (n > 0) {
    size_t half = n / 2;
    int order = compare_rows (&rows[below + half], key, (gpointer)r);
    if (order == 0)
      return &rows[below + half];
    if (order < 0) {
      below += half + 1;
      n -= half + 1;
    } else
      n = half;
  }
  return NULL;
}

/* The old rows are in order; the new ones are put in order and merged into them. */
void
results_add (struct results *r, GArray *rows)
{
  GArray *old = r->rows, *all = g_array_sized_new (FALSE, FALSE, sizeof (struct estimate_row),
                                                   r->rows->len + rows->len);
  guint i = 0, k = 0;
  g_array_sort_with_data (rows, compare_rows, r);
  while (i < old->len && k < rows->len) {
    const struct estimate_row *a = &g_array_index (old, struct estimate_row, i);
    const struct estimate_row *b = &g_array_index (rows, struct estimate_row, k);
    bool first = compare_rows (a, b, r) <= 0;
    g_array_append_vals (all, first ? a : b, 1);
    i += first;
    k += !first;
  }
  if (i < old->len)
    g_array_append_vals (all, &g_array_index (old, struct estimate_row, i), old->len - i);
  if (k < rows->len)
    g_array_append_vals (all, &g_array_index (rows, struct estimate_row, k), rows->len - k);
  g_array_free (old, TRUE);
  g_array_free (rows, TRUE);
  r->rows = all;
}

void
results_set_size (struct results *r, size_t i, const struct sample_size *size)
{
  struct survey_info *info = &r->surveys[i];
  info->size = *size;
  g_free (info->sample);
  g_free (info->lonely);
  info->sample = sample_words (size, r->language);
  info->lonely = sample_lonely_words (size, r->language);
}

void
results_share (struct results *r, const struct results *from)
{
  for (size_t i = 0; i < r->n_surveys && i < from->n_surveys; i++)
    results_set_size (r, i, &from->surveys[i].size);

  GArray *rows = g_array_new (FALSE, FALSE, sizeof (struct estimate_row));
  g_array_append_vals (rows, from->rows->data, from->rows->len);
  for (guint i = 0; i < rows->len; i++) {
    struct estimate_row *row = &g_array_index (rows, struct estimate_row, i);
    row->note = g_strdup (row->note);
  }
  results_add (r, rows);
  for (guint i = 0; i < from->comparisons->len; i++) {
    struct compare_row row = g_array_index (from->comparisons, struct compare_row, i);
    row.note = g_strdup (row.note);
    g_array_append_val (r->comparisons, row);
  }
  for (guint i = 0; i < from->associations->len; i++) {
    struct association_row row = g_array_index (from->associations, struct association_row, i);
    row.note = g_strdup (row.note);
    g_array_append_val (r->associations, row);
  }
}

void
results_finish (struct results *r, const struct indicators *in, struct survey_part *parts, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    r->surveys[i].expansion = parts[i].expansion;
    results_set_size (r, i, &parts[i].size);
    r->surveys[i].unread = parts[i].rows->len == 0;
    r->surveys[i].other_ages = parts[i].ages.looked && !parts[i].ages.fits;
    results_add (r, parts[i].rows);
  }
  if (in->study)
    between_finish (r, in, parts, n);
  for (size_t i = 0; i < n; i++) {
    g_array_free (parts[i].differences, TRUE);
    for (guint k = 0; k < parts[i].associations->len; k++)
      g_free (g_array_index (parts[i].associations, struct association_row, k).note);
    g_array_free (parts[i].associations, TRUE);
  }
}
