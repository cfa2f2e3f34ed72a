#include <config.h>

#include "harmonise/crosswalk.h"

/* Depth-first search over "needs"; GREY variables are on the path from the root. */
enum colour { WHITE, GREY, BLACK };

struct search {
  const struct codebook *codebook;
  struct expr *const *exprs;
  bool asked_if;
  enum colour *colour;
  size_t *path, depth; /* the grey ones, root first */
  size_t *order, n;
  struct diag *diag;
};

static void
report_cycle (const struct search *s, size_t again)
{
  g_autoptr (GString) circle = g_string_new (NULL);
  const struct variable *v = &s->codebook->variables[again];
  size_t first = s->depth;

  while (first > 0 && s->path[first - 1] != again)
    first--;
  for (size_t i = first ? first - 1 : 0; i < s->depth; i++)
    g_string_append_printf (circle, "\"%s\" needs ", s->codebook->variables[s->path[i]].name);
  g_string_append_printf (circle, "\"%s\"", v->name);
  diag_add (s->diag, FIND_CYCLE, s->asked_if ? v->asked_if.place : v->derive.place,
            "variables need one another in a circle: %s", circle->str);
}

/* The codebook has at most 100,000 YAML nodes, so that the recursion, a few words a level, is
 * bounded. */
static void
visit (struct search *s, size_t v)
{
  size_t n_slots;
  const size_t *slots;

  if (!s->exprs[v] || s->colour[v] == BLACK)
    return;
  if (s->colour[v] == GREY) {
    report_cycle (s, v);
    return;
  }
  s->colour[v] = GREY;
  s->path[s->depth++] = v;
  slots = expr_slots (s->exprs[v], &n_slots);
  for (size_t i = 0; i < n_slots; i++)
    visit (s, slots[i]);
  s->depth--;
  s->colour[v] = BLACK;
  s->order[s->n++] = v;
}

size_t
order_by_need (const struct codebook *cb, struct expr *const *exprs, bool asked_if, size_t *order,
               struct diag *d)
{
  struct search s = {.codebook = cb, .exprs = exprs, .asked_if = asked_if, .order = order};
  s.diag = d;
  s.colour = g_new0 (enum colour, cb->n_variables + 1);
  s.path = g_new (size_t, cb->n_variables + 1);
  for (size_t v = 0; v < cb->n_variables; v++)
    visit (&s, v);
  g_free (s.colour);
  g_free (s.path);
  return s.n;
}
