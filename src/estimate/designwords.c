#include <config.h>

#include "estimate/designwords.h"

#include "estimate/calibration.h"
#include "estimate/words.h"
#include "estimate/work.h"

char *
designwords_text (const struct survey *s, const char *language)
{
  GString *text = g_string_new (NULL);
  const struct design_spec *d = &s->design;
  if (d->opt_in)
    g_string_append_printf (text, "%s, ", words (PHRASE_OPT_IN, language));
  for (size_t i = 0; i < d->n_strata; i++) {
    g_string_append (text, i ? " × " : words (PHRASE_STRATA, language));
    g_string_append_printf (text, "%s%s", i ? "" : " ", d->strata[i].text);
  }
  if (d->n_strata)
    g_string_append (text, ", ");
  if (d->psu.text)
    g_string_append_printf (text, "%s %s", words (PHRASE_PSU, language), d->psu.text);
  else
    g_string_append (text, words (PHRASE_NO_PSU, language));
  if (d->ssu.text)
    g_string_append_printf (text, ", %s %s", words (PHRASE_SSU, language), d->ssu.text);
  if (d->fpc.text)
    g_string_append_printf (text, ", %s %s", words (PHRASE_FPC, language), d->fpc.text);
  if (d->fpc2.text)
    g_string_append_printf (text, " / %s", d->fpc2.text);
  if (d->no_weight || !d->weight.text)
    g_string_append_printf (text, ", %s", words (PHRASE_NO_WEIGHT, language));
  else
    g_string_append_printf (text, ", %s %s", words (PHRASE_WEIGHT, language), d->weight.text);
  g_autofree char *calibrated = d->calibrate ? calibration_words (d->calibrate, language) : NULL;
  if (calibrated)
    g_string_append_printf (text, ", %s", calibrated);
  if (d->n_strata)
    g_string_append_printf (text, ", %s: %s", words (PHRASE_LONELY, language),
                            lonely_psu_name (d->lonely_psu));
  if (d->replicates)
    replicates_describe (text, d->replicates, language);
  return g_string_free (text, FALSE);
}
