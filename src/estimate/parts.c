#include <config.h>

#include "estimate/parts.h"

#include "estimate/words.h"

#include <string.h>

enum { N_TOTALS = 2 }; /* rows of a set: for any item, and for none */

/* ---- Nets ------------------------------------------------------------------------------------ */

/* The counted reasons are rows beside the categories, so that a net needs a name of its own. */
static bool
net_name_fits (const struct indicators *in, const struct measured *m, const struct net *net,
               struct diag *diag)
{
  unsigned reason = codebook_missing (in->codebook, net->id);
  bool category = variable_category (m->variable, net->id) >= 0;
  if (!category && (reason == MISSING_NONE || !m->counts[reason]))
    return true;
  diag_add (diag, FIND_DUPLICATE_NAME, net->place,
            "a net cannot be called \"%s\": %s of that name is a row of the table", net->id,
            category ? "a category" : "a missing reason");
  return false;
}

static bool
read_net (const struct indicators *in, const struct measured *m, const struct net *net,
          struct measured_net *out, struct diag *diag)
{
  const struct variable *v = m->variable;
  bool ok = net_name_fits (in, m, net, diag);
  out->of = g_new0 (size_t, net->n + 1);
  out->has = g_new0 (bool, v->n_categories + 1);
  for (size_t i = 0; i < net->n; i++) {
    long category = variable_category (v, net->of[i]);
    if (category < 0) {
      diag_add (diag, FIND_UNKNOWN_CATEGORY, net->places[i], "%s has no category \"%s\"", v->name,
                net->of[i]);
      diag_suggest (diag, variable_near (v, in->codebook, net->of[i]));
      diag_note (diag, v->place, "\"%s\" is declared here", v->name);
      ok = false;
      continue;
    }
    out->of[out->n++] = (size_t)category;
    out->has[category] = true;
  }
  if (out->n < v->n_categories || v->n_categories == 0)
    return ok;
  diag_add (diag, FIND_BAD_VALUE, net->place,
            "net \"%s\" has all categories of \"%s\", so that its share is always 1", net->id,
            v->name);
  return false;
}

/* ---- Items ----------------------------------------------------------------------------------- */

/* An item that is a variable's name; the condition is made of it. */
static bool
check_item (const struct indicators *in, const struct item *item, struct diag *diag)
{
  const struct variable *v = codebook_find (in->codebook, item->name);
  if (!v) {
    diag_add (diag, FIND_UNKNOWN_VARIABLE, item->place, "the codebook has no variable \"%s\"",
              item->name);
    diag_suggest (diag, codebook_near (in->codebook, item->name));
    return false;
  }
  if (variable_is_categorical (v))
    return true;
  diag_add (diag, FIND_TYPE_MISMATCH, item->place,
            "\"%s\" cannot be an item by its name alone: it is of type %s and has no categories; "
            "write a condition, as in `of: {name: condition}`",
            v->name, variable_type_name (v->type));
  diag_note (diag, v->place, "\"%s\" is declared here", v->name);
  return false;
}

static bool
read_items (const struct indicators *in, struct measured *m, struct diag *diag)
{
  const struct itemset *set = &m->spec->set;
  bool ok = true;
  m->items = g_new0 (struct expr *, set->n + 1);
  for (size_t i = 0; i < set->n; i++) {
    const struct item *item = &set->items[i];
    if (!item->of.text || (item->is_variable && !check_item (in, item, diag)))
      ok = false;
    else
      ok = (m->items[i] = indicator_condition (in, m->spec, &item->of, diag)) && ok;
  }
  return ok;
}

/* ---- The whole ------------------------------------------------------------------------------- */

static const struct measured *
operand_of (const struct indicators *in, const struct operand *operand)
{
  const struct indicator *spec = plan_find (in->plan, operand->id);
  return spec && measure_is_operand (spec->measure) ? &in->items[spec->index] : NULL;
}

bool
parts_read (const struct indicators *in, struct measured *m, struct diag *diag)
{
  const struct nets *nets = &m->spec->nets;
  bool ok = true;
  if (measure_has_operands (m->spec->measure)) {
    m->a = operand_of (in, &m->spec->a);
    m->b = operand_of (in, &m->spec->b);
    return m->a && m->b;
  }
  if (m->spec->measure == MEASURE_SET)
    return read_items (in, m, diag);
  if (!nets->n || !m->variable || !variable_is_categorical (m->variable))
    return true; /* of a variable that is none there is a finding already */
  m->nets = g_new0 (struct measured_net, nets->n + 1);
  for (size_t i = 0; i < nets->n; i++)
    ok = read_net (in, m, &nets->items[i], &m->nets[i], diag) && ok;
  return ok;
}

void
parts_clear (struct measured *m)
{
  for (size_t i = 0; m->nets && i < m->spec->nets.n; i++) {
    g_free (m->nets[i].of);
    g_free (m->nets[i].has);
  }
  g_free (m->nets);
  for (size_t i = 0; m->items && i < m->spec->set.n; i++)
    expr_free (m->items[i]);
  g_free (m->items);
}

static void
mark (const struct expr *e, bool *keep)
{
  size_t n = 0;
  const size_t *slots = e ? expr_slots (e, &n) : NULL;
  for (size_t i = 0; i < n; i++)
    keep[slots[i]] = true;
}

void
parts_mark (const struct measured *m, bool *keep)
{
  mark (m->of, keep);
  mark (m->to, keep);
  mark (m->among, keep);
  for (size_t i = 0; m->items && i < m->spec->set.n; i++)
    mark (m->items[i], keep);
  if (m->a) {
    parts_mark (m->a, keep);
    parts_mark (m->b, keep);
  }
}

size_t
measured_rows (const struct measured *m, size_t n_missing)
{
  if (m->spec->measure == MEASURE_SET)
    return m->spec->set.n + (m->spec->set.totals ? N_TOTALS : 0);
  return measured_categories (m, n_missing, NULL, NULL) + m->spec->nets.n;
}

size_t
measured_first_net (const struct measured *m, size_t n_missing)
{
  return measured_rows (m, n_missing) - m->spec->nets.n;
}

const char *
parts_name (const struct measured *m, size_t k)
{
  const struct itemset *set = &m->spec->set;
  if (m->spec->measure != MEASURE_SET)
    return m->spec->nets.items[k].id;
  return k < set->n ? set->items[k].name : k == set->n ? ITEMSET_ANY : ITEMSET_NONE;
}

char *
parts_label (const struct indicators *in, const struct measured *m, size_t k, const char *language)
{
  const struct itemset *set = &m->spec->set;
  const char *name = parts_name (m, k);
  if (m->spec->measure != MEASURE_SET)
    return g_strdup (label_in (&m->spec->nets.items[k].title, language, name));
  if (k >= set->n)
    return g_strdup (words (k == set->n ? PHRASE_ANY_ITEM : PHRASE_NO_ITEM, language));
  if (set->items[k].title.n)
    return g_strdup (label_in (&set->items[k].title, language, name));
  if (set->items[k].is_variable)
    return g_strdup (label_in (&codebook_find (in->codebook, name)->label, language, name));
  return expr_words (m->items[k], in->codebook, language);
}
