#include <config.h>

#include "base/regularclass.h"
#include "base/regularnfa.h"

#include <string.h>

/* What is worth proving. */
enum { MOST_STATES = 2000, MOST_STEPS = 20000, DEEPEST = 64 };

/* {65535} is the most that PCRE2 takes. */
enum { NO_MOST = 65536 };

/* The pattern as a tree: an atom, or children in the order written. */
enum node_kind {
  NODE_EMPTY,
  NODE_SET,
  NODE_BEGIN,
  NODE_END,
  NODE_SEQUENCE,
  NODE_CHOICE,
  NODE_REPEAT
};

struct node {
  enum node_kind kind;
  size_t set, least, most;
  GPtrArray *children; /* struct node *, or NULL */
};

struct reader {
  struct scan in;
  unsigned depth; /* of parentheses */
  struct nfa *nfa;
  GPtrArray *nodes; /* all of them, owned */
};

static void
node_free (void *node_)
{
  struct node *node = node_;

  if (node->children)
    g_ptr_array_free (node->children, TRUE);
  g_free (node);
}

static struct node *
node_new (struct reader *r, enum node_kind kind)
{
  struct node *node = g_new0 (struct node, 1);

  node->kind = kind;
  if (kind >= NODE_SEQUENCE)
    node->children = g_ptr_array_new ();
  g_ptr_array_add (r->nodes, node);
  return node;
}

static struct node *
outside (struct reader *r)
{
  r->in.outside = true;
  return node_new (r, NODE_EMPTY);
}

/* An atom that takes a character of SET, which is taken over. */
static struct node *
set_node (struct reader *r, struct charset *set)
{
  struct node *node = node_new (r, NODE_SET);
  GArray *sets = r->nfa->sets;

  charset_settle (set);
  for (node->set = 0; node->set < sets->len; node->set++)
    if (charset_equal (&g_array_index (sets, struct charset, node->set), set)) {
      charset_clear (set);
      return node;
    }
  g_array_append_val (sets, *set);
  return node;
}

/* ---- The tree ---- */

static struct node *read_choice (struct reader *);

/* The name of a group up to CLOSE. */
static void
skip_name (struct reader *r, const char *close)
{
  while (r->in.at < r->in.end && !scan_sees (&r->in, close))
    r->in.at++;
  if (!scan_take (&r->in, close))
    r->in.outside = true;
}

/* `(?i)` holds to the end of the group around it, `(?i:...)` for this one.  True if the group is
   only that. */
static bool
take_options (struct reader *r)
{
  bool on = true;

  while (scan_sees (&r->in, "i-")) {
    if (*r->in.at++ == '-')
      on = false;
    else
      r->in.caseless = on;
  }
  if (scan_take (&r->in, ")"))
    return true;
  if (!scan_take (&r->in, ":"))
    r->in.outside = true;
  return false;
}

/* The parenthesis that opens it has been taken. */
static struct node *
read_group (struct reader *r)
{
  bool caseless = r->in.caseless;
  struct node *node;

  if (scan_sees (&r->in, "*") || ++r->depth > DEEPEST)
    return outside (r);
  if (scan_take (&r->in, "?<") || scan_take (&r->in, "?P<")) {
    if (scan_sees (&r->in, "=!"))
      return outside (r);
    skip_name (r, ">");
  } else if (scan_take (&r->in, "?'"))
    skip_name (r, "'");
  else if (scan_take (&r->in, "?") && !scan_take (&r->in, "|") && take_options (r)) {
    r->depth--;
    return node_new (r, NODE_EMPTY);
  }
  node = read_choice (r);
  if (!scan_take (&r->in, ")"))
    r->in.outside = true;
  r->depth--;
  r->in.caseless = caseless;
  return node;
}

static struct node *
read_escape (struct reader *r)
{
  struct charset set = {0};
  gunichar c;

  if (scan_take (&r->in, "A"))
    return node_new (r, NODE_BEGIN);
  if (scan_take (&r->in, "Z") || scan_take (&r->in, "z"))
    return node_new (r, NODE_END);
  if (!scan_escape (&r->in, &set, &c))
    scan_add (&r->in, &set, c, c);
  return set_node (r, &set);
}

static struct node *
read_atom (struct reader *r)
{
  struct charset set = {0};

  if (scan_take (&r->in, "("))
    return read_group (r);
  if (scan_take (&r->in, "[")) {
    scan_class (&r->in, &set);
    return set_node (r, &set);
  }
  if (scan_take (&r->in, "^"))
    return node_new (r, NODE_BEGIN);
  if (scan_take (&r->in, "$"))
    return node_new (r, NODE_END);
  if (scan_take (&r->in, "\\"))
    return read_escape (r);
  if (scan_take (&r->in, "."))
    scan_add_generic (&r->in, &set, 'N');
  else {
    gunichar c = scan_char (&r->in);
    scan_add (&r->in, &set, c, c);
  }
  return set_node (r, &set);
}

/* `{2}`, `{2,}`, `{2,3}`; anything else in braces is a text, but for what newer versions of PCRE2
   take for a number too. */
static bool
take_braces (struct reader *r, size_t *least, size_t *most)
{
  const char *before = r->in.at++;
  size_t digits = strspn (r->in.at, "0123456789"), similar = strspn (r->in.at, "0123456789, ");

  if (r->in.at[similar] != '}' || similar == 0) {
    r->in.at = before;
    return false;
  }
  *least = scan_digits (&r->in, 10, 5);
  *most = *least;
  if (scan_take (&r->in, ",")) {
    *most = NO_MOST;
    if (scan_sees (&r->in, "0123456789"))
      *most = scan_digits (&r->in, 10, 5);
  }
  if (digits == 0 || !scan_take (&r->in, "}"))
    r->in.outside = true;
  return true;
}

static bool
take_quantifier (struct reader *r, size_t *least, size_t *most)
{
  *least = scan_sees (&r->in, "+") ? 1 : 0;
  *most = scan_sees (&r->in, "?") ? 1 : NO_MOST;
  if (scan_sees (&r->in, "{")) {
    if (!take_braces (r, least, most))
      return false;
  } else if (scan_sees (&r->in, "*+?"))
    r->in.at++;
  else
    return false;
  /* Lazy or not makes another match, never another answer.  Possessive repetition gives nothing
     back, which does not matter where nothing follows. */
  if (!scan_take (&r->in, "?") && scan_take (&r->in, "+") &&
      (r->depth > 0 || (r->in.at < r->in.end && *r->in.at != '|')))
    r->in.outside = true;
  return true;
}

static struct node *
read_sequence (struct reader *r)
{
  struct node *sequence = node_new (r, NODE_SEQUENCE);
  size_t least, most;

  while (r->in.at < r->in.end && !r->in.outside && !scan_sees (&r->in, "|)")) {
    struct node *node = read_atom (r);
    while (!r->in.outside && take_quantifier (r, &least, &most)) {
      struct node *repeat = node_new (r, NODE_REPEAT);
      repeat->least = least;
      repeat->most = most;
      g_ptr_array_add (repeat->children, node);
      node = repeat;
    }
    g_ptr_array_add (sequence->children, node);
  }
  return sequence;
}

static struct node *
read_choice (struct reader *r)
{
  struct node *choice = node_new (r, NODE_CHOICE);

  do
    g_ptr_array_add (choice->children, read_sequence (r));
  while (!r->in.outside && scan_take (&r->in, "|"));
  return choice;
}

/* ---- The automaton ---- */

struct maker {
  struct nfa *nfa;
  size_t steps;
  bool failed;
};

static size_t
add_state (struct maker *m, enum nfa_kind kind, size_t set, size_t out, size_t other)
{
  struct nfa_state state = {kind, out, other, set};

  if (m->nfa->states->len >= MOST_STATES) {
    m->failed = true;
    return out;
  }
  g_array_append_val (m->nfa->states, state);
  return m->nfa->states->len - 1;
}

/* The states of NODE, then NEXT; returns the first of them. */
static size_t
make (struct maker *m, const struct node *node, size_t next)
{
  if (++m->steps > MOST_STEPS)
    m->failed = true;
  if (m->failed)
    return next;
  switch (node->kind) {
  case NODE_EMPTY:
    return next;
  case NODE_SET:
    return add_state (m, NFA_CHAR, node->set, next, next);
  case NODE_BEGIN:
    return add_state (m, NFA_BEGIN, 0, next, next);
  case NODE_END:
    return add_state (m, NFA_END, 0, next, next);
  case NODE_SEQUENCE: {
    size_t first = next;
    for (guint i = node->children->len; i-- > 0;)
      first = make (m, node->children->pdata[i], first);
    return first;
  }
  case NODE_CHOICE: {
    size_t first = make (m, node->children->pdata[node->children->len - 1], next);
    for (guint i = node->children->len - 1; i-- > 0;)
      first = add_state (m, NFA_SPLIT, 0, make (m, node->children->pdata[i], next), first);
    return first;
  }
  case NODE_REPEAT:
    break;
  }
  const struct node *child = node->children->pdata[0];
  size_t first = next;
  if (node->most == NO_MOST) {
    first = add_state (m, NFA_SPLIT, 0, next, next);
    size_t body = make (m, child, first);
    if (!m->failed)
      g_array_index (m->nfa->states, struct nfa_state, first).out = body;
  } else
    for (size_t i = node->least; i < node->most && !m->failed; i++)
      first = add_state (m, NFA_SPLIT, 0, make (m, child, first), next);
  for (size_t i = 0; i < node->least && !m->failed; i++)
    first = make (m, child, first);
  return first;
}

/* Anything, the tree, anything. */
static bool
make_all (struct nfa *nfa, const struct node *tree, size_t any)
{
  struct maker m = {.nfa = nfa};
  size_t accept = add_state (&m, NFA_ACCEPT, 0, 0, 0);
  size_t after = add_state (&m, NFA_SPLIT, 0, accept, accept);
  size_t loop = add_state (&m, NFA_CHAR, any, after, after);
  struct nfa_state *states;

  nfa->start = add_state (&m, NFA_SPLIT, 0, accept, accept);
  size_t before = add_state (&m, NFA_CHAR, any, nfa->start, nfa->start);
  size_t first = make (&m, tree, after);
  states = (struct nfa_state *)(void *)nfa->states->data;
  states[after].other = loop;
  states[nfa->start].out = first;
  states[nfa->start].other = before;
  return !m.failed;
}

static void
set_clear (void *set)
{
  charset_clear (set);
}

bool
nfa_read (struct nfa *nfa, const char *slashed, struct char_types *types, bool word_has_marks)
{
  const char *end = strrchr (slashed, '/');
  struct charset all = {0};
  struct reader r = {.in = {.at = slashed + 1,
                            .end = end,
                            .caseless = end[1] == 'i',
                            .word_has_marks = word_has_marks,
                            .types = types},
                     .nfa = nfa,
                     .nodes = g_ptr_array_new_with_free_func (node_free)};
  const struct node *tree;
  size_t any;
  bool ok;

  nfa->states = g_array_new (FALSE, FALSE, sizeof (struct nfa_state));
  nfa->sets = g_array_new (FALSE, FALSE, sizeof (struct charset));
  g_array_set_clear_func (nfa->sets, set_clear);
  charset_add_type (&all, types, "Any", 3);
  any = set_node (&r, &all)->set;
  tree = read_choice (&r);
  ok = !r.in.outside && r.in.at == r.in.end && make_all (nfa, tree, any);
  g_ptr_array_free (r.nodes, TRUE);
  return ok;
}

void
nfa_clear (struct nfa *nfa)
{
  g_array_unref (nfa->states);
  g_array_unref (nfa->sets);
}
