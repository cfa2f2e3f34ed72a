/* What kind of specification is a YAML file: told by its top keys. */
#ifndef MODEL_FILEKIND_H
#define MODEL_FILEKIND_H
#include "base/yaml.h"

enum file_kind { FILE_UNKNOWN, FILE_CODEBOOK, FILE_SURVEY, FILE_PLAN, FILE_STUDY };

/* ROOT may be NULL or anything. */
enum file_kind file_kind_of (const struct yaml_node *root);
/* The kind with its article: "a codebook". */
const char *file_kind_name (enum file_kind);
/* Is DOC (not NULL) a mapping of kind WANTED, or one that shows no other kind?  False after a
   finding: not a mapping, or another kind. */
bool file_kind_expect (const struct yaml_doc *, enum file_kind wanted, struct diag *);
#endif
