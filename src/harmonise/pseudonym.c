#include <config.h>

#include "harmonise/pseudonym.h"

#include "base/secret.h"
#include "model/calibratespec.h"
#include "model/replicates.h"

#include <string.h>

static const char key_variable[] = "GKO_ID_KEY"; /* of the environment */

struct pseudonyms {
  struct secret *secret;
  GArray *known; /* hashes by entry, each with its NUL; empty: not met yet */
};

/* ---- The key ---- */

static struct secret *
read_secret (const struct survey *s, struct diag *d)
{
  const struct design_spec *ds = &s->design;
  const char *path = ds->id_key ? ds->id_key : g_getenv (key_variable);

  if (path && *path)
    return secret_read (path, ds->id_key_place, d);
  diag_add (d, FIND_MISSING_KEY, ds->id_key_place,
            "`id` with `hash: yes` needs `key: FILE`, or the name of the key file in the "
            "environment variable %s",
            key_variable);
  return NULL;
}

bool
crosswalk_check_key (const struct crosswalk *cw, struct diag *d)
{
  if (!cw->survey->design.hash_id)
    return true;
  struct secret *secret = read_secret (cw->survey, d);
  secret_free (secret);
  return secret != NULL;
}

struct pseudonyms *
pseudonyms_new (const struct survey *s, struct diag *d)
{
  struct secret *secret = read_secret (s, d);
  if (!secret)
    return NULL;
  struct pseudonyms *p = g_new (struct pseudonyms, 1);
  p->secret = secret;
  p->known = g_array_new (FALSE, TRUE, SECRET_HEX + 1);
  return p;
}

void
pseudonyms_free (struct pseudonyms *p)
{
  if (!p)
    return;
  secret_free (p->secret);
  g_array_free (p->known, TRUE);
  g_free (p);
}

const char *
pseudonyms_at (struct pseudonyms *p, guint32 entry, const char *text, size_t len)
{
  if (entry >= p->known->len)
    g_array_set_size (p->known, entry + 1);
  char *hex = p->known->data + (size_t)entry * (SECRET_HEX + 1);
  if (!hex[0])
    secret_hash (p->secret, text, len, hex);
  return hex;
}

/* ---- Other ways out ---- */

/* May two names find one column?  See header_find: case is not told apart. */
static bool
same_column (const char *a, const char *b)
{
  g_autofree char *x = label_normalise (a), *y = label_normalise (b);
  return strcmp (x, y) == 0;
}

static bool
holds_ref (const struct crosswalk *cw, const struct column_ref *ref, struct diag *d)
{
  const struct column_ref *id = &cw->survey->design.id;

  if (!ref->text || !same_column (ref->text, id->text))
    return true;
  diag_add (d, FIND_BAD_VALUE, ref->place,
            "column \"%s\" has the ids, which are to be hashed; used here as well they would be "
            "written as they are",
            ref->text);
  diag_note (d, id->place, "the id is named here");
  return false;
}

/* The column of a rule, and those that stand in for it. */
static bool
holds_columns (const struct crosswalk *cw, const struct rule *rule, struct diag *d)
{
  bool ok = holds_ref (cw, &rule->column, d);
  for (size_t i = 0; i < rule->n_others; i++)
    ok = holds_ref (cw, &rule->others[i], d) && ok;
  return ok;
}

/* An expression may ask about an id, as a condition does, but not be made of it. */
static bool
holds_value (const struct crosswalk *cw, const struct mapping *m, struct diag *d)
{
  bool ok = true;
  size_t n;
  const size_t *slots = expr_slots (m->value, &n);

  for (size_t i = 0; i < n; i++) {
    const struct needed_column *c = &g_array_index (cw->columns, struct needed_column, slots[i]);
    struct column_ref ref = {c->name, m->rule->value.place};
    ok = holds_ref (cw, &ref, d) && ok;
  }
  return ok;
}

bool
pseudonyms_hold (const struct crosswalk *cw, struct diag *d)
{
  const struct design_spec *ds = &cw->survey->design;
  const struct column_ref *const design[] = {&ds->weight, &ds->psu, &ds->ssu, &ds->fpc, &ds->fpc2};
  bool ok = true;

  if (!ds->hash_id || !ds->id.text)
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS (design); i++)
    ok = holds_ref (cw, design[i], d) && ok;
  for (size_t i = 0; i < ds->n_strata; i++)
    ok = holds_ref (cw, &ds->strata[i], d) && ok;
  for (size_t i = 0; i < cw->n_margins; i++)
    ok = holds_ref (cw, &ds->calibrate->columns[i], d) && ok;
  for (size_t i = 0; ds->replicates && i < ds->replicates->n; i++)
    ok = holds_ref (cw, &ds->replicates->columns[i], d) && ok;
  for (size_t v = 0; v < cw->codebook->n_variables; v++) {
    const struct mapping *m = &cw->mappings[v];
    if (m->kind == MAPPING_COLUMN)
      ok = holds_columns (cw, m->rule, d) && ok;
    else if (m->kind == MAPPING_VALUE && m->value)
      ok = holds_value (cw, m, d) && ok;
  }
  return ok;
}
