#include <config.h>

#include "report/layout.h"

#include "base/number.h"
#include "report/letters.h"
#include "report/measure.h"
#include "report/phrases.h"
#include "report/sorted.h"
#include "report/surveyname.h"

#include <math.h>
#include <string.h>

enum {
  SHARE_DECIMALS = 1,
  NOTES_ABOVE = 12, /* so many notes are spelt out above a table; more are looked up */
  PERCENT = 100,
  AS_IT_IS = -1,     /* decimals of a year */
  LONGEST_LABEL = 60 /* characters of a group's name in a header */
};

static const struct {
  const char *sign;
  enum say meaning;
} markers[N_MARKERS] = {
    [MARK_LOW] = {"[u]", SAY_LOW},
    [MARK_SUPPRESSED] = {"[u2]", SAY_SUPPRESSED},
    [MARK_CONFIDENTIAL] = {"[c]", SAY_CONFIDENTIAL},
    [MARK_NOT_ASKED] = {"[x]", SAY_NOT_ASKED},
    [MARK_NO_LIMITS] = {"[x2]", SAY_NO_LIMITS},
    [MARK_NOBODY] = {"[w]", SAY_NOBODY},
    [MARK_NOT_THERE] = {"[z]", SAY_NOT_THERE},
};

const char *
marker_sign (enum marker m)
{
  return markers[m].sign;
}

const char *
marker_meaning (enum marker m, const char *language)
{
  return phrase (markers[m].meaning, language);
}

/* A group of children: columns of the table. */
struct group {
  size_t breakdown;
  gint16 level[ROW_DIMENSIONS];
  char *label;
  bool flagged; /* some estimate in it is to be used with care */
  bool shown;   /* some survey has somebody in it, or could not say */
};

/* A line of the table: a survey, and in a distribution a category. */
struct entry {
  size_t survey;
  long category;
};

struct layout {
  const struct results *r;
  const struct indicator_info *info;
  size_t indicator;
  const struct estimate_row **rows; /* [n_rows] of this indicator */
  size_t n_rows;
  struct group *groups;
  size_t n_groups;
  struct entry *entries;
  size_t n_entries;
  const struct estimate_row **cells; /* [n_entries][n_groups], NULL where there is none */
  bool used[N_MARKERS];
  bool any_note;
  struct letters *letters; /* or NULL: nothing is compared */
  bool not_compared;       /* somewhere in the table */
  int decimals;
  char *unit; /* for headers, "%" or the indicator's, or NULL */
};

static void
collect_rows (struct layout *l)
{
  l->rows = g_new (const struct estimate_row *, l->r->rows->len + 1);
  for (guint i = 0; i < l->r->rows->len; i++) {
    const struct estimate_row *row = &g_array_index (l->r->rows, struct estimate_row, i);
    if (row->indicator == l->indicator)
      l->rows[l->n_rows++] = row;
  }
}

/* The dimensions of BREAKDOWN (from 1) of the indicator. */
static const size_t *
dimensions_of (const struct indicator_info *info, size_t breakdown, size_t *n)
{
  const size_t *by = info->by;

  for (size_t k = 0; k + 1 < breakdown; k++)
    by += info->by_size[k];
  *n = info->by_size[breakdown - 1];
  return by;
}

/* Total first, then the breakdowns and their levels in the order of the plan. */
static int
compare_groups (gconstpointer a, gconstpointer b, gpointer info)
{
  const struct group *x = a, *y = b;
  const size_t *by;
  size_t n;

  if (x->breakdown != y->breakdown)
    return x->breakdown < y->breakdown ? -1 : 1;
  if (x->breakdown == 0)
    return 0;
  by = dimensions_of (info, x->breakdown, &n);
  for (size_t k = 0; k < n; k++)
    if (x->level[by[k]] != y->level[by[k]])
      return x->level[by[k]] < y->level[by[k]] ? -1 : 1;
  return 0;
}

static int
compare_entries (gconstpointer a, gconstpointer b, gpointer unused)
{
  const struct entry *x = a, *y = b;

  (void)unused;
  if (x->survey != y->survey)
    return x->survey < y->survey ? -1 : 1;
  return (x->category > y->category) - (x->category < y->category);
}

static struct group
group_of (const struct estimate_row *row)
{
  struct group g = {.breakdown = row->breakdown};
  memcpy (g.level, row->level, sizeof g.level);
  return g;
}

/* Which groups and lines there are, and the row of each crossing. */
static void
cross (struct layout *l)
{
  l->groups = g_new0 (struct group, l->n_rows + 1);
  l->entries = g_new0 (struct entry, l->n_rows + 1);
  for (size_t i = 0; i < l->n_rows; i++) {
    l->groups[i] = group_of (l->rows[i]);
    l->entries[i] = (struct entry){l->rows[i]->survey, l->rows[i]->category};
  }
  l->n_groups = sorted_unique (l->groups, l->n_rows, sizeof *l->groups, compare_groups, l->info);
  l->n_entries = sorted_unique (l->entries, l->n_rows, sizeof *l->entries, compare_entries, NULL);
  l->cells = g_new0 (const struct estimate_row *, l->n_entries * l->n_groups + 1);
  for (size_t i = 0; i < l->n_rows; i++) {
    struct group group = group_of (l->rows[i]);
    struct entry entry = {l->rows[i]->survey, l->rows[i]->category};
    size_t g = sorted_find (&group, l->groups, l->n_groups, sizeof group, compare_groups, l->info);
    size_t e = sorted_find (&entry, l->entries, l->n_entries, sizeof entry, compare_entries, NULL);
    l->cells[e * l->n_groups + g] = l->rows[i];
    l->groups[g].flagged |= l->rows[i]->status == STATUS_LOW;
    l->groups[g].shown |= group.breakdown == 0 || l->rows[i]->status != STATUS_EMPTY;
    l->any_note |= row_note (l->info, l->rows[i]) != NULL;
  }
}

/* A category called yes or no says nothing without its variable. */
static bool
needs_variable (const struct level *level)
{
  return strcmp (level->name, "yes") == 0 || strcmp (level->name, "no") == 0;
}

/* The name of a group: its levels; LONG_FORM: with the variables they belong to. */
static char *
group_label (const struct layout *l, const struct group *g, bool long_form)
{
  GString *label = g_string_new (NULL);
  const size_t *by;
  size_t n;

  if (g->breakdown == 0) {
    g_string_append (label, phrase (SAY_ALL, l->r->language));
    return g_string_free (label, FALSE);
  }
  by = dimensions_of (l->info, g->breakdown, &n);
  for (size_t k = 0; k < n; k++) {
    const struct dimension *d = &l->r->dimensions[by[k]];
    const struct level *level = g->level[by[k]] >= 0 ? &d->levels[g->level[by[k]]] : NULL;
    g_autofree char *name = g_utf8_make_valid (level != NULL ? level->label : d->label, -1);
    g_autofree char *of = g_utf8_make_valid (d->label, -1);
    if (g_utf8_strlen (name, -1) > LONGEST_LABEL)
      *g_utf8_offset_to_pointer (name, LONGEST_LABEL) = '\0';
    if (g_utf8_strlen (of, -1) > LONGEST_LABEL)
      *g_utf8_offset_to_pointer (of, LONGEST_LABEL) = '\0';
    g_string_append (label, k > 0 ? ", " : "");
    if (level != NULL && (long_form || needs_variable (level)))
      g_string_append_printf (label, "%s (%s)", of, name);
    else
      g_string_append (label, name);
  }
  return g_string_free (label, FALSE);
}

static void
label_groups (struct layout *l)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (size_t i = 0; i < l->n_groups; i++) { /* how often is each short name taken? */
    char *folded, *short_form = group_label (l, &l->groups[i], false);
    size_t n;
    folded = g_utf8_casefold (short_form, -1);
    n = GPOINTER_TO_SIZE (g_hash_table_lookup (seen, folded));
    g_hash_table_insert (seen, folded, GSIZE_TO_POINTER (n + 1));
    l->groups[i].label = short_form;
  }
  for (size_t i = 0; i < l->n_groups; i++) {
    g_autofree char *folded = g_utf8_casefold (l->groups[i].label, -1);
    if (GPOINTER_TO_SIZE (g_hash_table_lookup (seen, folded)) > 1) {
      g_free (l->groups[i].label);
      l->groups[i].label = group_label (l, &l->groups[i], true);
    }
  }
}

/* Decimals that suit the sizes of the estimates; the same for all of the table. */
static int
choose_decimals (const struct layout *l)
{
  const double large = 1000, one = 1; /* from here on no decimals, and two */
  double largest = 0;
  bool counts = strcmp (l->info->measure, "total") == 0 || strcmp (l->info->measure, "count") == 0;

  if (l->info->share)
    return SHARE_DECIMALS;
  for (size_t i = 0; i < l->n_rows; i++)
    if (isfinite (l->rows[i]->estimate))
      largest = MAX (largest, fabs (l->rows[i]->estimate));
  if (largest >= large)
    return 0;
  return counts ? 1 : largest >= one ? 2 : 4;
}

/* "Girl (b)": groups that are compared have a small letter, not in the brackets of a marker. */
static void
letter_groups (struct layout *l)
{
  for (size_t g = 0; l->letters != NULL && g < l->n_groups; g++) {
    const char *letter = letters_group (l->letters, l->groups[g].breakdown, l->groups[g].level);
    char *label = l->groups[g].label;
    if (letter == NULL)
      continue;
    l->groups[g].label = g_strdup_printf ("%s (%s)", label, letter);
    g_free (label);
  }
}

static void
add_column (struct table *t, const struct layout *l, const struct group *g, enum say what,
            const char *unit, int decimals)
{
  const char *language = l->r->language, *open = unit != NULL ? " (" : "";
  g_autofree char *header =
      g_strconcat (g->label, phrase (SAY_COLON, language), phrase (what, language), open,
                   unit != NULL ? unit : "", unit != NULL ? ")" : "", NULL);
  table_column (t, header, true, decimals);
}

static void
add_columns (struct table *t, const struct layout *l)
{
  const char *language = l->r->language;

  table_column (t, phrase (SAY_SURVEY, language), false, 0);
  table_column (t, phrase (SAY_COUNTRY, language), false, 0);
  table_column (t, phrase (SAY_YEAR, language), true, AS_IT_IS);
  if (l->letters != NULL && letters_between (l->letters))
    table_column (t, phrase (SAY_LETTER, language), false, 0);
  if (l->info->categories != NULL)
    table_column (t, phrase (SAY_CATEGORY, language), false, 0);
  for (size_t g = 0; g < l->n_groups; g++) {
    if (!l->groups[g].shown)
      continue;
    add_column (t, l, &l->groups[g], SAY_ESTIMATE, l->unit, l->decimals);
    add_column (t, l, &l->groups[g], SAY_LOWER, l->unit, l->decimals);
    add_column (t, l, &l->groups[g], SAY_UPPER, l->unit, l->decimals);
    add_column (t, l, &l->groups[g], SAY_N, NULL, 0);
    if (l->groups[g].flagged)
      add_column (t, l, &l->groups[g], SAY_QUALITY, NULL, 0);
    if (l->letters != NULL)
      add_column (t, l, &l->groups[g], SAY_DIFFERS, NULL, 0);
  }
  if (l->any_note)
    table_column (t, phrase (SAY_NOTES, language), false, 0);
}

static void
add_mark (struct table *t, struct layout *l, enum marker m)
{
  l->used[m] = true;
  table_text (t, marker_sign (m));
}

/* A number, or the marker that says why there is none. */
static void
add_figure (struct table *t, struct layout *l, double value, enum marker otherwise)
{
  if (isfinite (value))
    table_number (t, l->info->share ? value * PERCENT : value);
  else
    add_mark (t, l, otherwise);
}

/* The marker in place of the numbers, or N_MARKERS when they are shown. */
static enum marker
marker_of (const struct estimate_row *row)
{
  static const enum marker by_status[] = {
      [STATUS_OK] = N_MARKERS,
      [STATUS_LOW] = N_MARKERS,
      [STATUS_SUPPRESSED] = MARK_SUPPRESSED,
      [STATUS_NOT_ASKED] = MARK_NOT_ASKED,
      [STATUS_EMPTY] = MARK_NOBODY,
  };
  if (row != NULL && row->status == STATUS_SUPPRESSED && row->reason == REASON_DISCLOSURE)
    return MARK_CONFIDENTIAL;
  return row != NULL ? by_status[row->status] : MARK_NOT_THERE;
}

static void
add_quality (struct table *t, struct layout *l, const struct estimate_row *row, enum marker m)
{
  if (m == N_MARKERS && row->status == STATUS_LOW)
    add_mark (t, l, MARK_LOW);
  else
    table_text (t, m < N_MARKERS ? marker_sign (m) : NULL);
}

static void
add_letters (struct table *t, struct layout *l, const struct estimate_row *row, enum marker m)
{
  g_autofree char *differs = m == N_MARKERS ? letters_differs (l->letters, row) : NULL;
  if (m != N_MARKERS)
    add_mark (t, l, m);
  else
    table_text (t, differs);
  l->not_compared |= g_strcmp0 (differs, LETTERS_NOT_COMPARED) == 0;
}

static void
add_group (struct table *t, struct layout *l, const struct group *g, const struct estimate_row *row)
{
  enum marker m = marker_of (row);

  if (!g->shown)
    return;

  if (m == N_MARKERS) {
    add_figure (t, l, row->estimate, MARK_NO_LIMITS);
    add_figure (t, l, row->ci_low, MARK_NO_LIMITS);
    add_figure (t, l, row->ci_high, MARK_NO_LIMITS);
  } else
    for (int i = 0; i < 3; i++) /* the estimate and its limits */
      add_mark (t, l, m);
  if (m == MARK_NOT_ASKED || m == MARK_NOT_THERE || row->n_hidden)
    add_mark (t, l, m);
  else
    table_number (t, (double)row->n);
  if (g->flagged)
    add_quality (t, l, row, m);
  if (l->letters != NULL)
    add_letters (t, l, row, m);
}

/* "[note 1] [note 3]" for what is said about the rows of an entry. */
static void
add_notes (struct table *t, const struct layout *l, size_t entry, struct notes *notes)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (size_t g = 0; g < l->n_groups; g++) {
    const struct estimate_row *row = l->cells[entry * l->n_groups + g];
    g_autofree char *sign = NULL;
    const char *note = row != NULL ? row_note (l->info, row) : NULL;
    if (note == NULL)
      continue;
    g_autofree char *number =
        g_strdup_printf ("%zu", notes_add (notes, row->survey, note, l->indicator));
    g_autofree char *words = phrase_with (SAY_NOTE, l->r->language, number, NULL);
    sign = g_strdup_printf ("[%s]", words);
    if (strstr (text->str, sign) == NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sign);
  }
  table_text (t, text->len > 0 ? text->str : NULL);
}

/* A net is named as one, for it counts children of other lines again. */
static void
add_category (struct table *t, const struct layout *l, long category)
{
  const char *label = category >= 0 ? l->info->categories[category].label : NULL;
  bool is_net = category >= 0 && (size_t)category >= l->info->n_categories - l->info->n_nets;
  g_autofree char *net = is_net ? phrase_with (SAY_NET, l->r->language, label, NULL) : NULL;
  table_text (t, net ? net : label);
}

static struct table *
make_table (struct layout *l, struct notes *notes)
{
  struct table *t = table_new ();

  add_columns (t, l);
  for (size_t e = 0; e < l->n_entries; e++) {
    const struct survey_info *survey = &l->r->surveys[l->entries[e].survey];
    long category = l->entries[e].category;

    table_text (t, survey_name (l->r, l->entries[e].survey));
    table_text (t, survey->country);
    table_number (t, survey->year ? (double)survey->year : NAN); /* averages have none */
    if (l->letters != NULL && letters_between (l->letters)) {
      g_autofree char *letter = letters_name (l->entries[e].survey);
      table_text (t, letter);
    }
    if (l->info->categories != NULL)
      add_category (t, l, category);
    for (size_t g = 0; g < l->n_groups; g++)
      add_group (t, l, &l->groups[g], l->cells[e * l->n_groups + g]);
    if (l->any_note)
      add_notes (t, l, e, notes);
  }
  return t;
}

/* The groups that the note is about, or nothing when the total is among them. */
static void
append_groups (GString *line, const struct layout *l, const struct note *note)
{
  g_autoptr (GString) labels = g_string_new (NULL);

  for (size_t g = 0; g < l->n_groups; g++) {
    bool concerned = false;
    for (size_t e = 0; !concerned && e < l->n_entries; e++) {
      const struct estimate_row *row = l->cells[e * l->n_groups + g];
      concerned = row != NULL && row->survey == note->survey &&
                  g_strcmp0 (row_note (l->info, row), note->text) == 0;
    }
    if (concerned && l->groups[g].breakdown == 0)
      return;
    if (concerned)
      g_string_append_printf (labels, "%s%s", labels->len > 0 ? "; " : "", l->groups[g].label);
  }
  if (labels->len > 0)
    g_string_append_printf (line, " (%s)", labels->str);
}

/* The notes of this table, spelt out if they are few. */
static void
say_notes (struct sheet *s, const struct layout *l, const char *notes_sheet,
           const struct notes *notes)
{
  const char *language = l->r->language;
  g_autoptr (GArray) mine = g_array_new (FALSE, FALSE, sizeof (size_t));

  for (size_t number = 1; number <= notes_count (notes); number++) {
    const GArray *about = notes_at (notes, number)->indicators;
    if (g_array_index (about, size_t, about->len - 1) == l->indicator)
      g_array_append_val (mine, number);
  }
  if (mine->len > NOTES_ABOVE) {
    g_autofree char *line = phrase_with (SAY_MORE_NOTES, language, notes_sheet, NULL);
    sheet_line (s, LINE_TEXT, line, NULL);
    return;
  }
  for (guint i = 0; i < mine->len; i++) {
    size_t number = g_array_index (mine, size_t, i);
    const struct note *note = notes_at (notes, number);
    g_autofree char *digits = g_strdup_printf ("%zu", number);
    g_autofree char *sign = phrase_with (SAY_NOTE, language, digits, NULL);
    g_autoptr (GString) line = g_string_new (NULL);
    g_string_append_printf (line, "[%s] %s", sign, survey_name (l->r, note->survey));
    append_groups (line, l, note);
    g_string_append_printf (line, "%s%s", phrase (SAY_COLON, language), note->text);
    sheet_line (s, LINE_TEXT, line->str, NULL);
  }
}

static void
say_heading (struct sheet *s, const struct layout *l, const char *contents)
{
  const char *language = l->r->language, *colon = phrase (SAY_COLON, language);
  g_autofree char *id =
      g_strdup_printf ("%s, %s %ld", l->info->id, phrase (SAY_VERSION, language), l->info->version);
  g_autofree char *measure = measure_words (l->r, l->info), *limits = NULL;
  g_autofree char *intervals = measure_intervals (l->rows, l->n_rows, language);
  char confidence[NUMBER_SIZE];

  number_format (l->r->confidence * PERCENT, confidence);
  limits = phrase_with (SAY_LIMITS, language, confidence, NULL);
  sheet_line (s, LINE_TITLE, l->info->title, NULL);
  sheet_line (s, LINE_TEXT, phrase (SAY_ONE_TABLE, language), NULL);
  sheet_line (s, LINE_TEXT, phrase (SAY_BACK, language), contents);
  sheet_say (s, phrase (SAY_INDICATOR, language), colon, id);
  sheet_say (s, phrase (SAY_UNIVERSE, language), colon, l->info->universe);
  if (l->info->standard != NULL)
    sheet_say (s, phrase (SAY_STANDARDISED, language), colon, l->info->standard);
  sheet_say (s, phrase (SAY_MISSING, language), colon, l->info->missing_rule);
  sheet_say (s, phrase (SAY_MEASURE, language), colon, measure);
  sheet_line (s, LINE_TEXT, limits, NULL);
  if (*intervals) {
    g_autofree char *df = measure_df (l->r, language);
    sheet_say (s, phrase (SAY_INTERVALS, language), colon, intervals);
    sheet_say (s, phrase (SAY_DF, language), colon, df);
  }
  sheet_line (s, LINE_TEXT, phrase (SAY_N_MEANS, language), NULL);
  if (l->info->note != NULL)
    sheet_line (s, LINE_TEXT, l->info->note, NULL);
}

static void
say_left_out (struct sheet *s, const struct layout *l)
{
  g_autoptr (GString) labels = g_string_new (NULL);

  for (size_t g = 0; g < l->n_groups; g++)
    if (!l->groups[g].shown)
      g_string_append_printf (labels, "%s%s", labels->len > 0 ? "; " : "", l->groups[g].label);
  sheet_say (s, phrase (SAY_LEFT_OUT, l->r->language), phrase (SAY_COLON, l->r->language),
             labels->str);
}

/* What the letters mean. */
static void
say_letters (struct sheet *s, const struct layout *l)
{
  char alpha[NUMBER_SIZE];
  const char *language = l->r->language;

  if (l->letters == NULL)
    return;
  number_format (l->r->alpha, alpha);
  g_autofree char *line = phrase_with (SAY_LETTERS_MEAN, language, alpha, l->r->adjust);
  sheet_line (s, LINE_TEXT, line, NULL);
  if (l->not_compared)
    sheet_say (s, LETTERS_NOT_COMPARED, phrase (SAY_COLON, language),
               phrase (SAY_NOT_COMPARED, language));
}

static void
layout_clear (struct layout *l)
{
  for (size_t g = 0; g < l->n_groups; g++)
    g_free (l->groups[g].label);
  letters_free (l->letters);
  g_free (l->rows);
  g_free (l->groups);
  g_free (l->entries);
  g_free (l->cells);
  g_free (l->unit);
}

struct sheet *
layout_indicator (const struct results *r, size_t indicator, const char *name, const char *contents,
                  const char *notes_sheet, struct notes *notes)
{
  struct layout l = {.r = r, .indicator = indicator, .info = &r->indicators[indicator]};
  struct sheet *s = sheet_new (name);
  const char *colon = phrase (SAY_COLON, r->language);
  bool blanks;

  collect_rows (&l);
  cross (&l);
  label_groups (&l);
  l.letters = letters_new (r, indicator);
  letter_groups (&l);
  l.unit = g_strdup (l.info->points  ? phrase (SAY_PP, r->language)
                     : l.info->share ? "%"
                                     : l.info->unit);
  l.decimals = choose_decimals (&l);
  s->table = make_table (&l, notes);
  say_heading (s, &l, contents);
  for (enum marker m = 0; m < N_MARKERS; m++)
    if (l.used[m])
      sheet_say (s, marker_sign (m), colon, marker_meaning (m, r->language));
  blanks = l.any_note;
  for (size_t g = 0; g < l.n_groups; g++)
    blanks |= l.groups[g].flagged;
  if (blanks)
    sheet_line (s, LINE_TEXT, phrase (SAY_BLANK_MEANS, r->language), NULL);
  say_letters (s, &l);
  say_left_out (s, &l);
  say_notes (s, &l, notes_sheet, notes);
  layout_clear (&l);
  return s;
}
