/* What the kinds of `gko show` share; each is a file of its own. */
#ifndef CMD_SHOW_H
#define CMD_SHOW_H
#include "cmd/cmd.h"
#include "cmd/library.h"
#include "report/table.h"

/* One kind: show what FILE says of WORD (NULL: everything).  As a verb_function. */
typedef bool show_function (const struct options *, struct project *, const char *file,
                            const char *word, struct diag *);
show_function show_codebook, show_survey, show_indicators, show_coverage;

/* Does TEXT (NULL: no) hold the word, whatever the case or Unicode form?  NORMAL is the word after
   label_normalise; NULL is held by everything. */
bool show_holds (const char *text, const char *normal);
bool show_label_holds (const struct label *, const char *normal);
/* Name, module, labels and categories of a variable, in any language. */
bool show_variable_holds (const struct variable *, const char *normal);

/* Is --language one of the codebook's?  Another would silently show another one. */
bool show_language_known (const struct options *, const struct codebook *);
/* "  HEAD          TEXT"; nothing for an empty text. */
void show_line (const char *head, const char *text);
/* A table, which is taken over: drawn, or CSV with --csv; one without rows says that nothing in
   WHERE holds WORD. */
void show_table (const struct options *, struct table *, const char *where, const char *word,
                 struct diag *);
#endif
