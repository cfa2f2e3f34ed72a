#include <config.h>

#include "harmonise/prove.h"

#include "model/reach.h"

/* ---- Categories that cannot occur ---- */

/* An author who does not claim full comparability has said that something differs, and one who
   writes a constant means it. */
static void
prove_reach (const struct prover *p, const struct mapping *m)
{
  const struct variable *v = m->variable;
  g_autofree bool *reached = g_new0 (bool, v->n_categories + 1);
  g_autoptr (GString) names = g_string_new (NULL);

  if (!m->rule || m->rule->kind == RULE_ABSENT || m->rule->kind == RULE_CONSTANT ||
      m->rule->comparability != COMPARABLE_EXACT)
    return;
  rule_reach (m->rule, v, &p->crosswalk->survey->source, reached);
  for (size_t i = 0; i < v->n_categories; i++)
    if (!reached[i])
      g_string_append_printf (names, "%s\"%s\"", names->len ? ", " : "", v->categories[i].name);
  if (!names->len)
    return;
  diag_add (p->diag, FIND_UNREACHED_CATEGORY, m->rule->place,
            "nothing becomes %s of \"%s\", and the rule claims to be exact; map it, or say "
            "`comparability: close` (or partial) and why under `note`",
            names->str, v->name);
  diag_note (p->diag, v->place, "\"%s\" is declared here", v->name);
}

/* ---- Who is asked ---- */

/* Has the survey this variable?  A derived one, when it has one that it is derived from. */
static bool *
find_available (const struct crosswalk *cw)
{
  bool *available = g_new0 (bool, cw->codebook->n_variables + 1);

  for (size_t v = 0; v < cw->codebook->n_variables; v++)
    available[v] =
        cw->mappings[v].kind != MAPPING_ABSENT && cw->mappings[v].kind != MAPPING_DERIVED;
  for (size_t k = 0; k < cw->n_derived; k++) {
    size_t n, v = cw->derived_order[k];
    const size_t *slots = expr_slots (cw->mappings[v].value, &n);
    available[v] = n == 0;
    for (size_t i = 0; i < n; i++)
      available[v] = available[v] || available[slots[i]];
  }
  return available;
}

static bool
rests_on (const struct mapping *m, size_t variable)
{
  size_t n = 0;
  const size_t *slots = m->asked_if ? expr_slots (m->asked_if, &n) : NULL;

  for (size_t i = 0; i < n; i++)
    if (slots[i] == variable)
      return true;
  return false;
}

/* So many names are given; the others are counted. */
enum { NAMES_SHOWN = 3 };

/* One finding a variable that is lacking, however many rest on it. */
static void
prove_asked_if (const struct prover *p)
{
  const struct crosswalk *cw = p->crosswalk;
  g_autofree bool *available = find_available (cw);

  for (size_t v = 0; v < cw->codebook->n_variables; v++) {
    g_autoptr (GString) names = g_string_new (NULL);
    const struct mapping *lacking = &cw->mappings[v], *first = NULL;
    size_t n = 0;
    for (size_t k = 0; !available[v] && k < cw->codebook->n_variables; k++) {
      const struct mapping *m = &cw->mappings[k];
      if (!available[k] || !rests_on (m, v))
        continue;
      first = first ? first : m;
      if (n++ < NAMES_SHOWN)
        g_string_append_printf (names, "%s\"%s\"", names->len ? ", " : "", m->variable->name);
    }
    if (n > NAMES_SHOWN)
      g_string_append_printf (names, " and %zu more", n - NAMES_SHOWN);
    if (n == 0)
      continue;
    diag_add (
        p->diag, FIND_ASKED_IF_UNKNOWN, lacking->rule ? lacking->rule->place : cw->survey->id_place,
        "who is asked %s rests on \"%s\", which this survey does not have: their blank cells "
        "stay blank and cannot be told from \"not applicable\"; give it a rule, or a `constant` "
        "if it is the same for all",
        names->str, lacking->variable->name);
    diag_note (p->diag, first->variable->asked_if.place, "who is asked \"%s\" is said here",
               first->variable->name);
  }
}

/* ---- The whole ---- */

bool
prove_crosswalk (const struct crosswalk *cw, struct diag *d)
{
  size_t errors = diag_count (d, SEVERITY_ERROR);
  struct prover p = {.crosswalk = cw,
                     .diag = d,
                     .regulars = regulars_new (),
                     .compared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL)};

  for (size_t v = 0; v < cw->codebook->n_variables; v++) {
    const struct mapping *m = &cw->mappings[v];
    if (m->kind == MAPPING_COLUMN && prove_codes (&p, m))
      prove_patterns (&p, m);
    prove_reach (&p, m);
  }
  prove_asked_if (&p);
  regulars_free (p.regulars);
  g_hash_table_destroy (p.compared);
  return diag_count (d, SEVERITY_ERROR) == errors;
}
