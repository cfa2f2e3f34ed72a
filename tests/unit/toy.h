/* The toy data of tests/reference/toy.csv: 78 made-up records, 4 strata, 12 PSUs. */
#ifndef UNIT_TOY_H
#define UNIT_TOY_H
#include "stat/design.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 100 };

struct toy {
  size_t n;
  guint32 stratum[MOST], psu[MOST];
  double fpc[MOST], weight[MOST], y[MOST], x[MOST];
  char g[MOST], age[MOST][8];
};

static inline char **
read_lines (const char *folder, const char *file)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *text = NULL;
  if (!g_file_get_contents (path, &text, NULL, NULL)) {
    fprintf (stderr, "cannot read %s\n", path);
    exit (1);
  }
  return g_strsplit (g_strchomp (text), "\n", -1);
}

/* The records stand in the order of strata and PSUs. */
static inline void
read_toy (const char *folder, struct toy *t)
{
  g_auto (GStrv) lines = read_lines (folder, "toy.csv");
  char last[16] = "";
  guint32 psu = 0;
  for (char **line = lines + 1; *line; line++) {
    g_auto (GStrv) cell = g_strsplit (*line, ",", -1);
    size_t i = t->n++;
    if (i > 0 && strcmp (last, cell[1]) != 0)
      psu++;
    g_strlcpy (last, cell[1], sizeof last);
    t->stratum[i] = (guint32)atoi (cell[0]) - 1;
    t->psu[i] = psu;
    t->fpc[t->stratum[i]] = g_ascii_strtod (cell[2], NULL);
    t->weight[i] = g_ascii_strtod (cell[3], NULL);
    t->y[i] = g_ascii_strtod (cell[4], NULL);
    t->x[i] = g_ascii_isdigit (*cell[5]) ? g_ascii_strtod (cell[5], NULL) : NAN;
    t->g[i] = *cell[6];
    g_strlcpy (t->age[i], cell[7], sizeof t->age[i]);
  }
}

static inline struct design *
make_design (const struct toy *t, const char *name)
{
  bool psus = strchr (name, 'p') != NULL;
  return design_new (&(struct design_input){.n = t->n,
                                            .weight = t->weight,
                                            .stratum = t->stratum,
                                            .psu = psus ? t->psu : NULL,
                                            .n_strata = t->stratum[t->n - 1] + 1,
                                            .n_psus = t->psu[t->n - 1] + 1,
                                            .fpc = strchr (name, 'f') ? t->fpc : NULL});
}
#endif
