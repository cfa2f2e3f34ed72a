/* A made-up survey of two stages; a small generator of its own keeps it the same everywhere. */
#ifndef UNIT_RANDOM_SURVEY_H
#define UNIT_RANDOM_SURVEY_H
#include <glib.h>
#include <math.h>

enum { SURVEY_MOST = 900 };

/* N records in STRATA strata and PSUS PSUs, of which each has SSUS units, all of them there; cells
   and states below CELLS and STATES; weights over 2^SPREAD magnitudes. */
struct survey_shape {
  guint32 n, strata, psus, ssus, cells, states, spread;
};

struct survey {
  double weight[SURVEY_MOST], y[SURVEY_MOST], x[SURVEY_MOST];
  guint32 stratum[SURVEY_MOST], psu[SURVEY_MOST], ssu[SURVEY_MOST];
  guint16 cell[SURVEY_MOST];
  guint8 state[SURVEY_MOST];
};

/* A number below BELOW; SEED goes on. */
static inline guint32
draw (guint64 *seed, guint32 below)
{
  *seed =
      *seed * G_GUINT64_CONSTANT (6364136223846793005) + G_GUINT64_CONSTANT (1442695040888963407);
  return (guint32)(*seed >> 33) % below;
}

/* PSUs and units differ in Y, so that both stages have variance; one record of fifty has no weight.
 */
static inline void
survey_make (struct survey *s, const struct survey_shape *shape, guint64 seed)
{
  guint32 units = shape->psus * shape->ssus;
  for (guint32 i = 0; i < shape->n; i++) {
    s->ssu[i] = i < units ? i : draw (&seed, units);
    s->psu[i] = s->ssu[i] / shape->ssus;
    s->stratum[i] = s->psu[i] * shape->strata / shape->psus;
    s->weight[i] = (draw (&seed, 1000000) + 1) / 3.0;
    if (shape->spread)
      s->weight[i] =
          ldexp (s->weight[i], (int)draw (&seed, shape->spread) - (int)shape->spread / 2);
    if (draw (&seed, 50) == 0)
      s->weight[i] = 0;
    s->y[i] = draw (&seed, 100000) / 7.0 - 3000 + 100 * s->psu[i] + 50 * (s->ssu[i] % shape->ssus);
    s->x[i] = (draw (&seed, 1000) + 1) / 9.0;
    s->cell[i] = (guint16)draw (&seed, shape->cells);
    s->state[i] = (guint8)draw (&seed, shape->states);
  }
}
#endif
