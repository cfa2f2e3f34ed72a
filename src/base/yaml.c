#include <config.h>

#include "base/yaml.h"

#include <string.h>
#include <yaml.h>

enum { DEEPEST_NESTING = 32, MOST_NODES = 100000 };

/* What is needed while a document is read. */
struct reader {
  yaml_parser_t parser;
  struct source *source;
  struct diag *diag;
  GHashTable *anchors; /* name -> struct yaml_node *, borrowed */
  size_t n_nodes;
  size_t character, offset; /* the same point in the text, in characters and in bytes */
  GPtrArray *dropped;       /* nodes that are not kept; anchors may still point to them */
  bool refused;             /* a finding that leaves no document */
};

static void
node_free (struct yaml_node *node)
{
  if (node == NULL)
    return;
  for (size_t i = 0; i < node->n; i++) {
    if (node->keys != NULL)
      node_free (node->keys[i]);
    node_free (node->items[i]);
  }
  g_free (node->keys);
  g_free (node->items);
  g_free (node->text);
  g_free (node);
}

void
yaml_free (struct yaml_doc *doc)
{
  if (doc == NULL)
    return;
  node_free (doc->root);
  source_free (doc->source);
  g_free (doc);
}

/* The byte at which MARK stands.  Marks count characters; their lines are not used because YAML
   knows more line ends than editors do.  Marks come in order but for small steps back. */
static size_t
offset_of (struct reader *r, yaml_mark_t mark)
{
  const char *text = r->source->text;

  while (r->character < mark.index && r->offset < r->source->len) {
    r->offset += (size_t)(g_utf8_next_char (text + r->offset) - (text + r->offset));
    r->character++;
  }
  while (r->character > mark.index && r->offset > 0) {
    r->offset = (size_t)(g_utf8_prev_char (text + r->offset) - text);
    r->character--;
  }
  return r->offset;
}

static void
refuse (struct reader *r, struct place at, const char *why)
{
  r->refused = true;
  diag_add (r->diag, FIND_YAML_REFUSED, at, "%s", why);
}

/* libyaml's words for what goes wrong most often, and ours; FROM_START: shown where the thing that
   goes wrong began, not where that was noticed. */
static const struct {
  const char *theirs, *ours;
  bool from_start;
} problems[] = {
    {"mapping values are not allowed in this context",
     "a colon is not expected here; put a text that holds \": \" in quotes", false},
    {"found character that cannot start any token",
     "this character cannot begin a value (a tab? indent with blanks); put such a text in quotes",
     false},
    {"could not find expected ':'", "this line has no colon after its key", true},
    {"found unexpected end of stream", "the quote that is opened here is never closed", true},
    {"did not find expected key", "a key is expected here; look at the indentation and the quotes",
     false},
    {"did not find expected '-' indicator",
     "a list item beginning with \"-\" is expected here; look at the indentation", false},
    {"did not find expected ',' or ']'", "a comma or \"]\" is expected here", false},
    {"did not find expected ',' or '}'", "a comma or \"}\" is expected here", false},
};

static void
tell_problem (struct reader *r)
{
  const yaml_parser_t *p = &r->parser;
  const char *words = p->problem != NULL ? p->problem : "this is not YAML";
  bool from_start = false;
  struct place at;

  if (p->error == YAML_MEMORY_ERROR)
    g_error ("out of memory");
  if (p->error == YAML_READER_ERROR) { /* only an offset, no mark: control characters */
    at = source_place (r->source, MIN (p->problem_offset, r->source->len), 1);
    diag_add (r->diag, FIND_YAML_SYNTAX, at, "a control character (0x%02X) is not allowed in YAML",
              (unsigned)p->problem_value);
    return;
  }
  for (size_t i = 0; i < G_N_ELEMENTS (problems); i++)
    if (strcmp (words, problems[i].theirs) == 0) {
      words = problems[i].ours;
      from_start = problems[i].from_start && p->context != NULL;
      break;
    }
  at = source_place (r->source, offset_of (r, from_start ? p->context_mark : p->problem_mark), 1);
  diag_add (r->diag, FIND_YAML_SYNTAX, at, "%s", words);
  if (p->context != NULL && p->context_mark.index < p->problem_mark.index && !from_start)
    diag_note (r->diag, source_place (r->source, offset_of (r, p->context_mark), 1), "%s",
               p->context);
}

static struct yaml_node *
node_new (struct reader *r, enum yaml_kind kind, const yaml_event_t *event)
{
  struct yaml_node *node = g_new0 (struct yaml_node, 1);
  size_t start = offset_of (r, event->start_mark);

  node->kind = kind;
  node->place = node->text_place = source_place (r->source, start, 1);
  r->n_nodes++;
  return node;
}

/* The first character of a block scalar: what is not blank below its `|` or `>`. */
static size_t
block_start (const struct source *s, size_t start, size_t end)
{
  const char *line_end = memchr (s->text + start, '\n', end - start);
  size_t at = line_end != NULL ? (size_t)(line_end - s->text) + 1 : end;

  while (at < end && strchr (" \n\r", s->text[at]) != NULL)
    at++;
  return at;
}

/* Where does the text stand, and does it stand there as it is? */
static void
find_text (struct reader *r, struct yaml_node *node, const yaml_event_t *event)
{
  const struct source *s = r->source;
  yaml_scalar_style_t style = event->data.scalar.style;
  size_t start = offset_of (r, event->start_mark), end = offset_of (r, event->end_mark);
  bool block = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
  bool quoted =
      style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
  size_t line_len, from = start + quoted, len = node->len, line_start;

  node->plain = style == YAML_PLAIN_SCALAR_STYLE;
  if (event->data.scalar.anchor != NULL) /* the mark is the anchor's */
    return;
  if (block) {
    from = block_start (s, start, end);
    while (len > 0 && node->text[len - 1] == '\n')
      len--;
  }
  node->text_place = source_place (s, from, (size_t)g_utf8_strlen (node->text, (gssize)len));
  node->literal = (len > 0 || !block) && len <= s->len - from &&
                  memcmp (s->text + from, node->text, len) == 0 &&
                  memchr (node->text, '\n', len) == NULL;
  if (node->place.line == 0)
    return;
  /* Underline the scalar, but not beyond its first line. */
  line_start = s->line_start[node->place.line - 1];
  source_line (s, node->place.line, &line_len);
  end = MIN (end, line_start + line_len);
  if (end > start)
    node->place.width = (size_t)g_utf8_strlen (s->text + start, (gssize)(end - start));
}

static void
set_text (struct reader *r, struct yaml_node *node, const char *text, size_t len)
{
  if (memchr (text, '\0', len) != NULL) {
    refuse (r, node->place, "a text with a NUL character (\"\\0\")");
    len = strlen (text);
  }
  node->text = g_strndup (text, len);
  node->len = len;
}

static struct yaml_node *
read_alias (struct reader *r, const yaml_event_t *event)
{
  const char *name = (const char *)event->data.alias.anchor;
  struct yaml_node *node = node_new (r, YAML_SCALAR, event);
  const struct yaml_node *meant = g_hash_table_lookup (r->anchors, name);

  node->place.width = strlen (name) + 1;
  if (meant == NULL)
    refuse (r, node->place, "an alias of something that has no anchor before it");
  else if (meant->kind != YAML_SCALAR)
    refuse (r, node->place, "an alias of a list or mapping; write it out again");
  meant = meant != NULL && meant->kind == YAML_SCALAR ? meant : NULL;
  set_text (r, node, meant != NULL ? meant->text : "", meant != NULL ? meant->len : 0);
  node->plain = meant != NULL && meant->plain;
  return node;
}

static void
remember_anchor (struct reader *r, const yaml_char_t *anchor, struct yaml_node *node)
{
  if (anchor != NULL)
    g_hash_table_insert (r->anchors, g_strdup ((const char *)anchor), node);
}

static struct yaml_node *read_next (struct reader *, int depth, yaml_event_type_t end, bool *ended);

/* The items of a sequence; false after a finding that ends the reading. */
static bool
read_items (struct reader *r, struct yaml_node *node, int depth)
{
  GPtrArray *items = g_ptr_array_new ();
  struct yaml_node *item;
  bool ended = false;

  while ((item = read_next (r, depth, YAML_SEQUENCE_END_EVENT, &ended)) != NULL)
    g_ptr_array_add (items, item);
  node->n = items->len;
  node->items = (struct yaml_node **)g_ptr_array_free (items, FALSE);
  return ended;
}

/* Is KEY to be kept?  Otherwise a finding has said why not. */
static bool
accept_key (struct reader *r, const struct yaml_node *key, GHashTable *seen)
{
  const struct yaml_node *first;

  if (key->kind != YAML_SCALAR) {
    refuse (r, key->place, "a list or mapping as a key");
    return false;
  }
  if (key->plain && strcmp (key->text, "<<") == 0) {
    refuse (r, key->place, "a merge key (<<); write the keys out");
    return false;
  }
  first = g_hash_table_lookup (seen, key->text);
  if (first != NULL) {
    diag_add (r->diag, FIND_DUPLICATE_KEY, key->place, "the key \"%s\" stands here a second time",
              key->text);
    diag_note (r->diag, first->place, "the first one is here");
    return false;
  }
  g_hash_table_insert (seen, key->text, (void *)key);
  return true;
}

/* The keys and values of a mapping; false after a finding that ends the reading. */
static bool
read_pairs (struct reader *r, struct yaml_node *node, int depth)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *keys = g_ptr_array_new (), *items = g_ptr_array_new ();
  struct yaml_node *key, *value = NULL;
  bool ended = false, no_end;

  while ((key = read_next (r, depth, YAML_MAPPING_END_EVENT, &ended)) != NULL) {
    bool keep = accept_key (r, key, seen);
    g_ptr_array_add (keep ? keys : r->dropped, key);
    value = read_next (r, depth, YAML_NO_EVENT, &no_end);
    g_ptr_array_add (keep ? items : r->dropped, value);
    if (value == NULL)
      break;
  }
  node->n = keys->len;
  node->keys = (struct yaml_node **)g_ptr_array_free (keys, FALSE);
  node->items = (struct yaml_node **)g_ptr_array_free (items, FALSE);
  if (node->n > 0) /* a mapping begins with its first key: show that */
    node->place.width = MAX (node->place.width, node->keys[0]->place.width);
  return ended;
}

static struct yaml_node *
read_scalar (struct reader *r, const yaml_event_t *event)
{
  struct yaml_node *node = node_new (r, YAML_SCALAR, event);

  set_text (r, node, (const char *)event->data.scalar.value, event->data.scalar.length);
  find_text (r, node, event);
  return node;
}

static struct yaml_node *
read_collection (struct reader *r, const yaml_event_t *event, int depth)
{
  bool mapping = event->type == YAML_MAPPING_START_EVENT;
  struct yaml_node *node = node_new (r, mapping ? YAML_MAPPING : YAML_SEQUENCE, event);
  bool ok = false;

  remember_anchor (
      r, mapping ? event->data.mapping_start.anchor : event->data.sequence_start.anchor, node);
  if (depth >= DEEPEST_NESTING)
    refuse (r, node->place, "lists and mappings nested deeper than 32");
  else
    ok = mapping ? read_pairs (r, node, depth + 1) : read_items (r, node, depth + 1);
  if (ok)
    return node;
  node_free (node);
  return NULL;
}

/* The node that EVENT begins; NULL after a finding that ends the reading. */
static struct yaml_node *
read_node (struct reader *r, const yaml_event_t *event, int depth)
{
  struct yaml_node *node = NULL;
  const yaml_char_t *tag = NULL;

  if (r->n_nodes >= MOST_NODES) {
    refuse (r, source_place (r->source, offset_of (r, event->start_mark), 1),
            "more than 100,000 values in one file");
    return NULL;
  }
  switch (event->type) {
  case YAML_ALIAS_EVENT:
    return read_alias (r, event);
  case YAML_SCALAR_EVENT:
    tag = event->data.scalar.tag;
    node = read_scalar (r, event);
    remember_anchor (r, event->data.scalar.anchor, node);
    break;
  case YAML_SEQUENCE_START_EVENT:
  case YAML_MAPPING_START_EVENT:
    tag = event->type == YAML_MAPPING_START_EVENT ? event->data.mapping_start.tag
                                                  : event->data.sequence_start.tag;
    node = read_collection (r, event, depth);
    break;
  default:
    break; /* the grammar has no other event here */
  }
  if (node != NULL && tag != NULL)
    refuse (r, node->place, "a tag (!); put a text that begins with \"!\" in quotes");
  return node;
}

/* The next node, or NULL: at an event END (*ENDED becomes true) or after a finding. */
static struct yaml_node *
read_next (struct reader *r, int depth, yaml_event_type_t end, bool *ended)
{
  struct yaml_node *node = NULL;
  yaml_event_t event;

  if (!yaml_parser_parse (&r->parser, &event)) {
    tell_problem (r);
    return NULL;
  }
  if (event.type == end)
    *ended = true;
  else
    node = read_node (r, &event, depth);
  yaml_event_delete (&event);
  return node;
}

/* Step over an event of the type WANTED.  False: it was another one, which stands AT, or after a
   finding (AT has no source). */
static bool
skip_event (struct reader *r, yaml_event_type_t wanted, struct place *at)
{
  yaml_event_t event;
  bool ok;

  if (!yaml_parser_parse (&r->parser, &event)) {
    tell_problem (r);
    *at = (struct place){0};
    return false;
  }
  ok = event.type == wanted;
  *at = source_place (r->source, offset_of (r, event.start_mark), 1);
  yaml_event_delete (&event);
  return ok;
}

/* The one document of the stream; NULL after findings. */
static struct yaml_node *
read_document (struct reader *r)
{
  struct place at = {0};
  struct yaml_node *root;
  bool ended = false;

  if (!skip_event (r, YAML_STREAM_START_EVENT, &at))
    return NULL;
  if (!skip_event (r, YAML_DOCUMENT_START_EVENT, &at)) {
    if (at.source != NULL) /* the end of the stream, not a syntax error */
      diag_add (r->diag, FIND_EMPTY_FILE, (struct place){.file = r->source->name},
                "the file has no content");
    return NULL;
  }
  root = read_next (r, 0, YAML_NO_EVENT, &ended);
  if (root == NULL)
    return NULL;
  if (!skip_event (r, YAML_DOCUMENT_END_EVENT, &at)) {
    node_free (root);
    return NULL;
  }
  if (!skip_event (r, YAML_STREAM_END_EVENT, &at)) {
    if (at.source != NULL)
      refuse (r, at, "a second document; one file holds one");
    node_free (root);
    return NULL;
  }
  return root;
}

struct yaml_doc *
yaml_parse (struct source *source, struct diag *diag)
{
  struct reader r = {.source = source, .diag = diag};
  struct yaml_doc *doc = g_new0 (struct yaml_doc, 1);

  doc->source = source;
  r.anchors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  r.dropped = g_ptr_array_new ();
  if (!yaml_parser_initialize (&r.parser))
    g_error ("out of memory");
  yaml_parser_set_encoding (&r.parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string (&r.parser, (const unsigned char *)source->text, source->len);
  doc->root = read_document (&r);
  yaml_parser_delete (&r.parser);
  g_hash_table_destroy (r.anchors);
  for (guint i = 0; i < r.dropped->len; i++)
    node_free (r.dropped->pdata[i]);
  g_ptr_array_free (r.dropped, TRUE);
  if (doc->root != NULL && !r.refused)
    return doc;
  yaml_free (doc);
  return NULL;
}

struct yaml_doc *
yaml_read (const char *path, struct diag *diag)
{
  struct source *source = source_read (path, diag);
  return source != NULL ? yaml_parse (source, diag) : NULL;
}
