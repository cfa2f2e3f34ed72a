#include <config.h>

#include "data/datainkind.h"

/* Files of SPSS and Stata cannot be read yet. */
static void *
refuse (const struct datain_format *format, struct progress *progress, struct diag *diag)
{
  (void)progress;
  diag_add (diag, FIND_NOT_AVAILABLE, (struct place){.file = format->files[0]},
            "files of SPSS and Stata cannot be read; save the data as CSV, with the codes and not "
            "the labels in the cells");
  return NULL;
}

const struct datain_kind spss_kind = {.open = refuse};
