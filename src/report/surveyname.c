#include <config.h>

#include "report/surveyname.h"

#include "report/phrases.h"

#include <string.h>

const char *
survey_name (const struct results *r, size_t survey)
{
  static const struct {
    const char *id;
    enum say say;
  } averages[] = {{"_EQUAL", SAY_AVERAGE_EQUAL}, {"_POPULATION", SAY_AVERAGE_POPULATION}};
  const char *id = r->surveys[survey].id;

  for (size_t i = 0; survey >= r->n_surveys && i < G_N_ELEMENTS (averages); i++)
    if (strcmp (id, averages[i].id) == 0)
      return phrase (averages[i].say, r->language);
  return id;
}
