#include <config.h>

#include "report/report.h"

#include <string.h>

static const struct renderer renderers[] = {
    {"csv", "estimates.csv", report_csv},
    {"xlsx", "report.xlsx", report_xlsx},
};

const struct renderer *
renderer_find (const char *format)
{
  for (size_t i = 0; i < G_N_ELEMENTS (renderers); i++)
    if (strcmp (format, renderers[i].format) == 0)
      return &renderers[i];
  return NULL;
}
