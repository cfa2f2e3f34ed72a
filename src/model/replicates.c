#include <config.h>

#include "model/replicates.h"

#include "model/field.h"

#include <math.h>
#include <string.h>

enum { MOST_REPLICATES = 10000, MOST_ITEMS = 1000, FEWEST_REPLICATES = 2, USUAL_NUMBER = 200 };
enum { LONGEST_NUMBER = 9 }; /* digits of a column's number */

static const char *const supplied_keys[] = {"columns", "kind",    "values", "rho",
                                            "scale",   "rscales", "mse",    NULL};
static const char *const made_keys[] = {"make", "number", "seed", "rho", "mse", NULL};
static const char *const kind_names[N_REPLICATE_KINDS + 1] = {
    "brr", "fay", "jk1", "jk2", "jkn", "bootstrap", "sdr", "other", NULL};
static const char *const made_names[] = {"jkn", "brr", "fay", "bootstrap", NULL};
static const enum replicate_kind made_kinds[] = {REPLICATES_JKN, REPLICATES_BRR, REPLICATES_FAY,
                                                 REPLICATES_BOOTSTRAP};
static const char *const value_names[] = {"weights", "factors", NULL};

const char *
replicate_kind_name (enum replicate_kind kind)
{
  return kind_names[kind];
}

/* ---- Columns ---- */

/* `rep1..rep200`: a name that ends in a number, twice. */
struct column_range {
  size_t prefix; /* bytes of the name before the number */
  unsigned long lo, hi;
  int width; /* digits, where the first number is written with zeros before it; else 1 */
};

/* The number at the end of NAME [LEN]; false if there is none. */
static bool
end_number (const char *name, size_t len, size_t *prefix, unsigned long *number)
{
  size_t at = len;
  while (at > 0 && g_ascii_isdigit (name[at - 1]))
    at--;
  if (at == len || len - at > LONGEST_NUMBER)
    return false;
  *prefix = at;
  *number = 0;
  for (size_t i = at; i < len; i++)
    *number = *number * 10 + (unsigned long)(name[i] - '0');
  return true;
}

/* Is TEXT a range?  A name with two dots in it is none. */
static bool
find_range (const char *text, struct column_range *range)
{
  const char *dots = strstr (text, "..");
  size_t second, len = dots ? (size_t)(dots - text) : 0;
  const char *last = dots ? dots + 2 : NULL;

  if (!dots || !end_number (text, len, &range->prefix, &range->lo) ||
      !end_number (last, strlen (last), &second, &range->hi) || second != range->prefix ||
      strncmp (text, last, second) != 0)
    return false;
  range->width = text[range->prefix] == '0' ? (int)(len - range->prefix) : 1;
  return true;
}

struct column_list {
  GArray *refs; /* struct column_ref */
  GHashTable *seen;
};

static void
add_column (struct column_list *list, const char *name, struct place place, struct diag *diag)
{
  struct column_ref ref = {.place = place};

  if (g_hash_table_contains (list->seen, name)) {
    diag_add (diag, FIND_DUPLICATE_NAME, place, "column \"%s\" stands twice in `columns`", name);
    return;
  }
  ref.text = g_strdup (name);
  g_hash_table_add (list->seen, ref.text);
  g_array_append_val (list->refs, ref);
}

static void
add_columns (struct column_list *list, const struct yaml_node *item, struct diag *diag)
{
  g_autofree char *text = field_node_text (item, "a column of `columns`", diag);
  struct column_range range;

  if (!text)
    return;
  if (!find_range (text, &range)) {
    add_column (list, text, item->text_place, diag);
    return;
  }
  if (range.hi < range.lo || range.hi - range.lo >= MOST_REPLICATES) {
    diag_add (diag, FIND_BAD_VALUE, item->place,
              "\"%s\" must go from a lower number to a higher one, at most %d columns", text,
              MOST_REPLICATES);
    return;
  }
  size_t before = diag_count (diag, SEVERITY_ERROR);
  for (unsigned long k = range.lo; k <= range.hi && diag_count (diag, SEVERITY_ERROR) == before;
       k++) {
    g_autofree char *name = g_strdup_printf ("%.*s%0*lu", (int)range.prefix, text, range.width, k);
    add_column (list, name, item->text_place, diag);
  }
}

static void
read_columns (struct replicate_spec *spec, const struct yaml_node *node, struct diag *diag)
{
  const struct yaml_node *columns = yaml_get (node, "columns");
  struct column_list list = {g_array_new (FALSE, FALSE, sizeof (struct column_ref)),
                             g_hash_table_new (g_str_hash, g_str_equal)};
  size_t n = field_list_limited (columns, MOST_ITEMS, "`columns`", diag);
  size_t before = diag_count (diag, SEVERITY_ERROR);

  for (size_t i = 0; i < n && list.refs->len <= MOST_REPLICATES; i++)
    add_columns (&list, field_list_at (columns, i), diag);
  g_hash_table_destroy (list.seen);
  spec->n = list.refs->len;
  spec->columns = (struct column_ref *)(void *)g_array_free (list.refs, FALSE);
  if (diag_count (diag, SEVERITY_ERROR) == before &&
      (spec->n < FEWEST_REPLICATES || spec->n > MOST_REPLICATES))
    diag_add (diag, FIND_BAD_VALUE, columns->place,
              "`columns` names %zu; replicate weights are %d to %d columns, as in: rep1..rep200",
              spec->n, FEWEST_REPLICATES, MOST_REPLICATES);
}

/* ---- What they are ---- */

/* A number that lies above LO, or may be LO too, and below HI. */
static void
read_number (const struct yaml_node *node, const char *what, double lo, bool with_lo, double hi,
             double *value, struct diag *diag)
{
  double read;

  if (!node || !yaml_number (node, what, &read, diag))
    return;
  if (read < lo || (read == lo && !with_lo) || !(read < hi))
    diag_add (diag, FIND_BAD_VALUE, node->place, "%s must be %s %g%s", what,
              with_lo ? "at least" : "above", lo, hi < INFINITY ? " and below 1" : "");
  else
    *value = read;
}

static void
read_rho (struct replicate_spec *spec, const struct yaml_node *node, struct diag *diag)
{
  const struct yaml_node *rho = yaml_get (node, "rho");

  if (spec->kind == REPLICATES_FAY && !rho)
    diag_add (diag, FIND_MISSING_KEY, node->place,
              "Fay's replicates need `rho`, the share of its weight that the left-out half keeps, "
              "as in: rho: 0.5");
  else if (spec->kind != REPLICATES_FAY && rho)
    diag_add (diag, FIND_BAD_VALUE, yaml_key (node, "rho")->place,
              "`rho` belongs to kind fay alone");
  read_number (rho, "`rho`", 0, true, 1, &spec->rho, diag);
}

static void
read_rscales (struct replicate_spec *spec, const struct yaml_node *node,
              const struct design_spec *design, struct diag *diag)
{
  const struct yaml_node *rscales = yaml_get (node, "rscales");
  double sum = 0;
  size_t before = diag_count (diag, SEVERITY_ERROR);

  if (!rscales) {
    if (spec->kind == REPLICATES_JKN && !design->psu.text)
      diag_add (diag, FIND_MISSING_KEY, node->place,
                "jkn needs `rscales`, a number for each replicate: (n - 1) / n of the stratum in "
                "which it leaves out one of n PSUs; or `strata` and `psu`, from which they follow");
    return;
  }
  spec->n_rscales = field_list_limited (rscales, MOST_REPLICATES, "`rscales`", diag);
  spec->rscales = g_new0 (double, spec->n_rscales + 1);
  for (size_t i = 0; i < spec->n_rscales; i++) {
    read_number (field_list_at (rscales, i), "a number of `rscales`", 0, true, INFINITY,
                 &spec->rscales[i], diag);
    sum += spec->rscales[i];
  }
  if (spec->n_rscales != 1 && spec->n_rscales != spec->n)
    diag_add (diag, FIND_BAD_VALUE, rscales->place,
              "`rscales` has %zu numbers and `columns` %zu columns; give one for each, or one for "
              "all",
              spec->n_rscales, spec->n);
  else if (sum == 0 && diag_count (diag, SEVERITY_ERROR) == before)
    diag_add (diag, FIND_BAD_VALUE, rscales->place,
              "`rscales` are all 0, which would leave no variance");
}

static void
read_supplied (struct replicate_spec *spec, const struct yaml_node *node,
               const struct design_spec *design, struct diag *diag)
{
  int kind = REPLICATES_OTHER, factors = 0;
  const struct yaml_node *scale = yaml_get (node, "scale");

  yaml_check_keys (node, "`replicates`", supplied_keys, diag);
  read_columns (spec, node, diag);
  if (!yaml_need (node, "`replicates`", "kind", diag) ||
      !field_choice (node, "kind", kind_names, &kind, diag))
    return;
  spec->kind = (enum replicate_kind)kind;
  field_choice (node, "values", value_names, &factors, diag);
  spec->factors = factors != 0;
  read_rho (spec, node, diag);
  read_number (scale, "`scale`", 0, false, INFINITY, &spec->scale, diag);
  if (spec->kind == REPLICATES_OTHER && !scale)
    diag_add (diag, FIND_MISSING_KEY, node->place,
              "kind other needs `scale`: nothing is known of these replicates, and the variance is "
              "`scale` times the sum of squares of the replicates' estimates");
  read_rscales (spec, node, design, diag);
}

/* ---- To be made ---- */

static void
check_made (const struct replicate_spec *spec, const struct yaml_node *node,
            const struct design_spec *design, struct diag *diag)
{
  const struct yaml_node *make = yaml_get (node, "make");
  bool halves = spec->kind == REPLICATES_BRR || spec->kind == REPLICATES_FAY;

  if (halves && (!design->n_strata || !design->psu.text))
    diag_add (diag, FIND_BAD_VALUE, make->place,
              "%s takes one of the two PSUs of each stratum: it needs `strata` and `psu`",
              replicate_kind_name (spec->kind));
  if (spec->kind != REPLICATES_JKN && design->fpc.text)
    diag_add (diag, FIND_BAD_VALUE, make->place,
              "%s knows no finite population correction; leave `fpc` out, or write `make: jkn`",
              replicate_kind_name (spec->kind));
}

static void
read_made (struct replicate_spec *spec, const struct yaml_node *node,
           const struct design_spec *design, struct diag *diag)
{
  int kind = 0;
  long number = USUAL_NUMBER, seed = 0;
  static const char *const of_bootstrap[] = {"number", "seed"};

  yaml_check_keys (node, "`replicates`", made_keys, diag);
  spec->make = true;
  if (!field_choice (node, "make", made_names, &kind, diag))
    return;
  spec->kind = made_kinds[kind];
  read_rho (spec, node, diag);
  check_made (spec, node, design, diag);
  for (size_t i = 0; i < G_N_ELEMENTS (of_bootstrap); i++)
    if (spec->kind != REPLICATES_BOOTSTRAP && yaml_get (node, of_bootstrap[i]))
      diag_add (diag, FIND_BAD_VALUE, yaml_key (node, of_bootstrap[i])->place,
                "`%s` belongs to the bootstrap alone: strata and PSUs say how many replicates %s "
                "has",
                of_bootstrap[i], replicate_kind_name (spec->kind));
  if (spec->kind != REPLICATES_BOOTSTRAP)
    return;
  field_integer (node, "number", FEWEST_REPLICATES, MOST_REPLICATES, &number, diag);
  if (yaml_need (node, "a bootstrap", "seed", diag))
    field_integer (node, "seed", 0, G_MAXINT32, &seed, diag);
  spec->number = (size_t)number;
  spec->seed = (guint64)seed;
}

struct replicate_spec *
replicates_read (const struct yaml_node *map, const struct design_spec *design, struct diag *diag)
{
  const struct yaml_node *node = yaml_get (map, "replicates");
  size_t before = diag_count (diag, SEVERITY_ERROR);
  struct replicate_spec *spec;

  if (!node || !yaml_want (node, YAML_MAPPING, "`replicates`", diag))
    return NULL;
  spec = g_new0 (struct replicate_spec, 1);
  spec->place = yaml_key (map, "replicates")->place;
  spec->scale = NAN;
  if (yaml_get (node, "make"))
    read_made (spec, node, design, diag);
  else if (yaml_get (node, "columns"))
    read_supplied (spec, node, design, diag);
  else
    diag_add (diag, FIND_MISSING_KEY, node->place,
              "`replicates` needs `columns`, as in {columns: rep1..rep200, kind: bootstrap}, or "
              "`make`, as in {make: jkn}");
  spec->mse = spec->kind == REPLICATES_SDR;
  if (yaml_get (node, "mse"))
    yaml_bool (yaml_get (node, "mse"), "`mse`", &spec->mse, diag);
  if (diag_count (diag, SEVERITY_ERROR) == before)
    return spec;
  replicates_spec_free (spec);
  return NULL;
}

void
replicates_spec_free (struct replicate_spec *spec)
{
  if (!spec)
    return;
  for (size_t i = 0; i < spec->n; i++)
    g_free (spec->columns[i].text);
  g_free (spec->columns);
  g_free (spec->rscales);
  g_free (spec);
}
