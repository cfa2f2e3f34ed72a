/* A stranger's data file, drafted: whatever is in it, the draft must read as YAML, and as a survey,
   without a finding.  The first byte says whether the file is its own dictionary or form, too. */
#include <config.h>

#include "model/survey.h"
#include "suggest/suggest.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const char codebook_text[] =
    "codebook: fuzz\n"
    "languages: [en, pt]\n"
    "missing: {dont_know: {code: -97, label: {en: Don't know, pt: Não sabe}}}\n"
    "variables:\n"
    "  age: {label: {en: Age, pt: Idade}, type: integer, range: 9..17}\n"
    "  band: {label: {en: Age band, pt: Faixa}, type: ordinal, derive: 'cut(age, 9, 13, 18)',\n"
    "         categories: {1: a, 2: b}}\n"
    "  use_daily: {label: {en: Uses daily, pt: Usa todo dia}, type: binary, module: use,\n"
    "              categories: {0: {name: 'no', label: {en: 'No', pt: Não}},\n"
    "                           1: {name: 'yes', label: {en: 'Yes', pt: Sim}}}}\n"
    "  use_often: {label: {en: How often, pt: Frequência}, type: ordinal, module: use,\n"
    "              categories: {1: {name: never, label: {en: Never, pt: Nunca}},\n"
    "                           2: {name: often, label: {en: Often, pt: Muito}},\n"
    "                           3: {name: always, label: {en: Always, pt: Sempre}}}}\n"
    "  told: {label: {en: Told whom, pt: Contou}, type: text}\n"
    "  day: {label: {en: Day, pt: Dia}, type: date}\n";

static void
must (bool condition)
{
  if (!condition)
    abort ();
}

static void
check_draft (const char *text)
{
  struct diag *d = diag_new ();
  struct survey *survey = survey_parse (source_from_text ("d.yaml", text, strlen (text), d), d);
  must (survey && diag_size (d) == 0);
  survey_free (survey);
  diag_free (d);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;
  char path[64];
  int fd = memfd_create ("suggest-fuzz", MFD_CLOEXEC);
  must (fd >= 0 && write (fd, data + 1, size - 1) == (ssize_t)(size - 1));
  snprintf (path, sizeof path, "/proc/self/fd/%d", fd);
  const char *const files[] = {path, NULL};
  struct diag *d = diag_new ();
  struct codebook *cb =
      codebook_parse (source_from_text ("cb.yaml", codebook_text, strlen (codebook_text), d), d);
  must (cb && diag_size (d) == 0);
  struct suggest_request q = {.data = files,
                              .dictionary = data[0] & 1 ? path : NULL,
                              .form = data[0] & 2 ? path : NULL,
                              .choices = data[0] & 4 ? path : NULL,
                              .survey = "FUZZ",
                              .country = "BRA",
                              .year = 2018,
                              .codebook = "cb.yaml"};
  struct suggest_summary summary;
  g_autofree char *draft = suggest_draft (&q, cb, &summary, d);
  must (draft || diag_count (d, SEVERITY_ERROR) > 0);
  if (draft)
    check_draft (draft);
  codebook_free (cb);
  diag_free (d);
  close (fd);
  return 0;
}
