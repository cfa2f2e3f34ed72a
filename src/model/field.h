/* Reading the fields of a specification: what all nouns need. */
#ifndef MODEL_FIELD_H
#define MODEL_FIELD_H
#include "model/survey.h"

enum { FIELD_LONGEST_NAME = 64 }; /* characters, of ids and names */

/* Each looks up KEY in the mapping MAP; when it is absent nothing happens (use yaml_need before,
   where it must be there) and the result stays as it was, or is NULL.  A value that is empty or of
   another kind is a finding. */

/* Owned by the caller. */
char *field_text (const struct yaml_node *map, const char *key, struct diag *);
/* Like field_text, from the node itself; WHAT names it. */
char *field_node_text (const struct yaml_node *, const char *what, struct diag *);
/* The same for the id of a codebook, survey or study (survey_id_valid), returned even if it is no
   valid one. */
char *field_id (const struct yaml_node *map, const char *key, struct diag *);
/* A node that is a list, or a single thing that stands for a list of one; NULL is an empty list. */
size_t field_list_n (const struct yaml_node *);
const struct yaml_node *field_list_at (const struct yaml_node *, size_t i);
/* Its length, at most MOST: the rest is not to be looked at, and a finding says so. */
size_t field_list_limited (const struct yaml_node *, size_t most, const char *what, struct diag *);
/* A whole number from LO to HI; false after a finding. */
bool field_integer (const struct yaml_node *map, const char *key, long lo, long hi, long *,
                    struct diag *);
/* An index into NAMES (NULL-ended); false after a finding. */
bool field_choice (const struct yaml_node *map, const char *key, const char *const *names, int *,
                   struct diag *);
/* The same where the contract has more words than this version: those of LATER (NULL-ended) give
   FIND_NOT_AVAILABLE. */
bool field_choice_later (const struct yaml_node *map, const char *key, const char *const *names,
                         const char *const *later, int *, struct diag *);
/* An expression; EXPR must be empty. */
void field_expr (const struct yaml_node *map, const char *key, struct expr_text *expr,
                 struct diag *);
void field_expr_clear (struct expr_text *);
/* A column's name; COLUMN must be empty. */
void field_column (const struct yaml_node *map, const char *key, struct column_ref *column,
                   struct diag *);
/* A finding FIND_NOT_AVAILABLE for each of KEYS (NULL-ended) that MAP has; true if there is none.
 */
bool field_later (const struct yaml_node *map, const char *const *keys, struct diag *);

/* Is TEXT a name for a variable or missing reason: [a-z][a-z0-9_]*, at most 64 characters? */
bool field_name_valid (const char *text);
/* TEXT made into such a name ("Internet-Use" -> "internet_use"), or NULL; g_free. */
char *field_name_near (const char *text);
#endif
