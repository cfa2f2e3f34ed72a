/* Text in several languages. */
#ifndef MODEL_LABEL_H
#define MODEL_LABEL_H
#include "base/yaml.h"

struct label {
  char **languages; /* N language codes */
  char **texts;
  size_t n;
};

/* From YAML: a text (in the first of LANGUAGES) or a mapping language -> text.  NODE NULL: no
   texts. LANGUAGES (NULL-ended): a text in another language is a finding, a language without text
   one of FIND_NO_LANGUAGE (once a label, only where the label is a mapping); the texts then stand
   in the order of LANGUAGES.  LANGUAGES NULL: any language; a plain text then has the language "".
   False after a finding of severity error; LABEL is usable anyway. */
bool label_read (struct label *, const struct yaml_node *, const char *what, char *const *languages,
                 struct diag *);
void label_clear (struct label *);
/* Are the titles in a map of things, those that say languages, in all LANGUAGES?  NOUN: "net ", or
   "" where the name says it.  Findings as those of label_read; false after one of severity error.
 */
bool label_check_titles (const struct yaml_node *map, const char *noun, char *const *languages,
                         struct diag *);
/* One more text (copied); LANGUAGE "" where it is not known. */
void label_add (struct label *, const char *language, const char *text);
/* Is there a text in LANGUAGE? */
bool label_has (const struct label *, const char *language);
/* Does TAG look like a language: `pt`, `pt-BR`? */
bool label_language_valid (const char *tag);
/* The text in LANGUAGE (NULL: the first), else in the first one there is, else OTHERWISE. */
const char *label_in (const struct label *, const char *language, const char *otherwise);

/* Text for comparing: Unicode-normalised (NFKC), case-folded, blanks trimmed and runs of blanks
   made one.  Free with g_free. */
char *label_normalise (const char *text);
#endif
