/* A stranger's specification, read as each of the four kinds it may be. */
#include <config.h>

#include "model/study.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* The findings of each reading are printed too: their places must lie within the text. */
static void
print (const struct diag *d)
{
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream (&text, &size);

  if (out) {
    diag_print (d, out, true);
    fclose (out);
  }
  free (text);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  for (int kind = FILE_CODEBOOK; kind <= FILE_STUDY; kind++) {
    struct diag *d = diag_new ();
    struct source *source = source_from_text ("fuzz.yaml", (const char *)data, size, d);

    if (kind == FILE_CODEBOOK)
      codebook_free (codebook_parse (source, d));
    else if (kind == FILE_SURVEY)
      survey_free (survey_parse (source, d));
    else if (kind == FILE_PLAN)
      plan_free (plan_parse (source, d));
    else
      study_free (study_parse (source, d));
    print (d);
    diag_free (d);
  }
  return 0;
}
