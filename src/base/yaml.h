/* YAML as a tree of nodes that know their line and column.

   Scalars stay text: `NO`, `010` and `1_000` mean what their reader asks for, never what YAML 1.1
   would make of them.  Refused with a finding: nesting deeper than 32, duplicate keys, aliases of
   collections, tags, merge keys, several documents, more than 100,000 nodes.  */
#ifndef BASE_YAML_H
#define BASE_YAML_H
#include "base/source.h"

/* libyaml exports a function of its own by this name, which ours must not replace. */
#define yaml_free yaml_doc_free

enum yaml_kind { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };

struct yaml_node {
  enum yaml_kind kind;
  bool plain;   /* scalar: written without quotes and not as a block */
  bool literal; /* scalar: its text stands character for character in the file from
                   text_place on (plain or quoted, on one line, without escapes), so that an
                   offset inside TEXT is an offset in the line */
  char *text;   /* scalar: LEN bytes and a NUL; no NUL inside */
  size_t len;
  struct place place;       /* the node; of a quoted scalar the opening quote */
  struct place text_place;  /* scalar: the first character of TEXT */
  struct yaml_node **keys;  /* mapping: N scalars */
  struct yaml_node **items; /* mapping: N values; sequence: N items */
  size_t n;
};

struct yaml_doc {
  struct source *source;
  struct yaml_node *root;
};

/* Read a file or a source (taken over, freed with the document).  NULL after findings; findings
   of duplicate keys alone do not make it NULL (the first of the two counts). */
struct yaml_doc *yaml_read (const char *path, struct diag *);
struct yaml_doc *yaml_parse (struct source *, struct diag *);
void yaml_free (struct yaml_doc *);

/* Looking up; NODE may be NULL.  yaml_get: the value of KEY in a mapping, NULL if absent or no
   mapping.  yaml_key: the key's own node. */
const struct yaml_node *yaml_get (const struct yaml_node *, const char *key);
const struct yaml_node *yaml_key (const struct yaml_node *, const char *key);
/* `key:` with nothing after it, ~ or null, unquoted. */
bool yaml_is_null (const struct yaml_node *);

/* Checking.  WHAT names the thing in the sentence: "a variable", "`recode`".
   yaml_want: is it of that kind?  yaml_check_keys: a finding (with a near name) for each key of a
   mapping that is not among KEYS (NULL-ended); false if there was one.  yaml_need: like yaml_get,
   with a finding when the key is absent. */
bool yaml_want (const struct yaml_node *, enum yaml_kind, const char *what, struct diag *);
bool yaml_check_keys (const struct yaml_node *, const char *what, const char *const *keys,
                      struct diag *);
const struct yaml_node *yaml_need (const struct yaml_node *, const char *what, const char *key,
                                   struct diag *);

/* Reading scalars; a finding and false (or NULL) when the node is another thing.  WHAT as above.
   yaml_text: borrowed.  yaml_choice: index into NAMES (NULL-ended) or -1 with a near name.
   yaml_range: `9..17`, `..5`, `3..`, `4` (missing ends are infinite).  yaml_texts: a scalar or a
   sequence of scalars as a NULL-ended vector to be freed with g_strfreev. */
const char *yaml_text (const struct yaml_node *, const char *what, struct diag *);
bool yaml_number (const struct yaml_node *, const char *what, double *, struct diag *);
bool yaml_integer (const struct yaml_node *, const char *what, long *, struct diag *);
bool yaml_bool (const struct yaml_node *, const char *what, bool *, struct diag *);
int yaml_choice (const struct yaml_node *, const char *what, const char *const *names,
                 struct diag *);
bool yaml_range (const struct yaml_node *, const char *what, double *lo, double *hi, struct diag *);
char **yaml_texts (const struct yaml_node *, const char *what, struct diag *);
#endif
