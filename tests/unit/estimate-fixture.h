/* A small codebook, a survey and its records, for tests of estimates. */
#ifndef ESTIMATE_FIXTURE_H
#define ESTIMATE_FIXTURE_H
#include "estimate/results.h"
#include "unit.h"

#include <string.h>

static const char fixture_codebook[] =
    "codebook: test\nversion: 1.0.0\ntitle: {en: Test, es: Prueba}\nlanguages: [en, es]\n"
    "missing:\n"
    "  dont_know: {code: -97, label: {en: Don't know, es: No sabe}}\n"
    "  no_answer: {code: -98, label: {en: No answer, es: No contesta}}\n"
    "variables:\n"
    "  sex: {label: {en: Sex, es: Sexo}, module: m, tier: core, type: nominal,\n"
    "    categories: {1: {name: boy, label: {en: Boy, es: Niño}}, 2: {name: girl, label: {en: "
    "Girl, es: "
    "Niña}}}}\n"
    "  age: {label: {en: Age, es: Edad}, module: m, tier: core, type: ordinal,\n"
    "    categories: {1: {name: young, label: {en: Young, es: Menor}}, 2: {name: old, label: {en: "
    "Old, es: "
    "Mayor}}}}\n"
    "  use: {label: {en: Uses, es: Usa}, module: m, tier: core, type: binary,\n"
    "    categories: {0: {name: \"no\", label: \"No\"}, 1: {name: \"yes\", label: {en: \"Yes\", "
    "es: Sí}}}}\n"
    "  hours: {label: {en: Hours, es: Horas}, module: m, tier: core, type: number, unit: hours, "
    "range: "
    "0..24}\n"
    "  device: {label: {en: Device, es: Aparato}, module: m, tier: core, type: nominal,\n"
    "    categories: {1: {name: phone, label: Phone}, 2: {name: tablet, label: Tablet}, 3: {name: "
    "pc, label: "
    "PC}}}\n"
    "  never: {label: {en: Never asked, es: Nunca}, module: m, tier: core, type: binary,\n"
    "    categories: {0: {name: \"no\", label: \"No\"}, 1: {name: \"yes\", label: {en: \"Yes\", "
    "es: Sí}}}}\n"
    "  hollow: {label: {en: Hollow, es: Hueca}, module: m, tier: core, type: binary,\n"
    "    categories: {0: {name: \"no\", label: \"No\"}, 1: {name: \"yes\", label: {en: \"Yes\", "
    "es: Sí}}}}\n"
    "  grown: {label: {en: Grown, es: Crecido}, module: m, tier: core, type: binary,\n"
    "    derive: 'if(age == \"old\", \"yes\", \"no\")',\n"
    "    categories: {0: {name: \"no\", label: \"No\"}, 1: {name: \"yes\", label: {en: \"Yes\", "
    "es: Sí}}}}\n"
    "  comment: {label: {en: Comment, es: Comentario}, module: m, tier: core, type: text}\n"
    "  born: {label: {en: Born, es: Nació}, module: m, tier: core, type: date}\n";

static const char fixture_survey[] =
    "survey: TST-2020\ncountry: BRA\nyear: 2020\ntitle: Test\ncodebook: codebook.yaml\n"
    "source: {file: data.csv}\n"
    "design: {id: id, weight: w, strata: [region, size], psu: school, lonely_psu: certainty}\n"
    "crosswalk:\n"
    "  sex: {column: sex, recode: {boy: 1, girl: 2}, comparability: close, note: told by the "
    "parents}\n"
    "  age: {column: age, recode: {young: 1, old: 2}, comparability: partial}\n"
    "  use: {column: use, recode: {\"no\": 0, \"yes\": 1}}\n"
    "  hours: hours\n  device: {column: device, recode: {phone: 1, tablet: 2, pc: 3}}\n"
    "  never: {absent: the ministry did not agree}\n  hollow: {column: h, recode: {\"no\": 0, "
    "\"yes\": 1}}\n"
    "  comment: comment\n  born: born\n";

/* Of each record the weight, the PSU and what stands in a harmonised file for sex, age, use, hours
   and device: categories and reasons by name. */
enum { FIXTURE_COLUMNS = 5 };
struct fixture_record {
  double weight;
  const char *stratum, *psu, *cells[FIXTURE_COLUMNS];
};

static const struct fixture_record fixture_records[] = {
    {1, "n", "a", {"boy", "young", "yes", "2", "phone"}},
    {2, "n", "a", {"boy", "young", "no", "not_applicable", "tablet"}},
    {3, "n", "b", {"boy", "old", "yes", "4", "phone"}},
    {4, "n", "b", {"girl", "young", "dont_know", "6", "dont_know"}},
    {5, "s", "a", {"girl", "old", "yes", "invalid", "pc"}},
    {6, "s", "a", {"girl", "old", "no_answer", "8", "no_answer"}},
    {7, "s", "b", {"girl", "no_answer", "no", "10", "blank"}},
    {8, "s", "b", {"dont_know", "old", "not_asked", "12", "not_asked"}},
    {0, "s", "b", {"boy", "old", "yes", "1", "phone"}},
};

struct fixture {
  struct diag *diag;
  struct codebook *codebook;
  struct survey *survey;
};

static inline struct source *
fixture_source (const char *name, const char *text, struct diag *diag)
{
  return source_from_text (name, text, strlen (text), diag);
}

static inline void
fixture_init (struct fixture *f)
{
  f->diag = diag_new ();
  f->codebook =
      codebook_parse (fixture_source ("codebook.yaml", fixture_codebook, f->diag), f->diag);
  f->survey = survey_parse (fixture_source ("survey.yaml", fixture_survey, f->diag), f->diag);
}

static inline void
fixture_clear (struct fixture *f)
{
  survey_free (f->survey);
  codebook_free (f->codebook);
  diag_free (f->diag);
}

static inline guint32
fixture_entry (struct values *v, const struct codebook *cb, const char *text)
{
  unsigned reason = codebook_missing (cb, text);
  if (reason)
    return values_reason (v, reason);
  if (!variable_is_categorical (v->variable))
    return values_number (v, g_ascii_strtod (text, NULL));
  return values_number (v, v->variable->categories[variable_category (v->variable, text)].code);
}

/* A dataset of N records, each repeated TIMES times, with the columns of struct fixture_record;
   `hollow` is not_asked on every record, `grown` follows age. */
static inline struct dataset *
fixture_dataset (const struct fixture *f, const struct fixture_record *records, size_t n,
                 size_t times)
{
  static const char *const names[FIXTURE_COLUMNS] = {"sex", "age", "use", "hours", "device"};
  struct dataset *ds = dataset_new (f->codebook, f->survey);
  g_autofree const char **stratum = g_new (const char *, n *times);
  g_autofree const char **psu = g_new (const char *, n *times);
  const struct variable *hollow = codebook_find (f->codebook, "hollow");
  const struct variable *grown = codebook_find (f->codebook, "grown");
  struct values *of[FIXTURE_COLUMNS];
  for (size_t c = 0; c < FIXTURE_COLUMNS; c++) {
    const struct variable *v = codebook_find (f->codebook, names[c]);
    of[c] = ds->variables[v->index] = values_new (v, f->codebook);
  }
  struct values *h = ds->variables[hollow->index] = values_new (hollow, f->codebook);
  struct values *g = ds->variables[grown->index] = values_new (grown, f->codebook);
  ds->n = n * times;
  ds->weight = g_new (double, ds->n);
  for (size_t i = 0; i < ds->n; i++) {
    const struct fixture_record *r = &records[i % n];
    guint32 entry;
    ds->weight[i] = r->weight;
    stratum[i] = r->stratum;
    psu[i] = r->psu;
    for (size_t c = 0; c < FIXTURE_COLUMNS; c++) {
      entry = fixture_entry (of[c], f->codebook, r->cells[c]);
      values_append (of[c], &entry, 1);
    }
    entry = values_reason (h, MISSING_NOT_ASKED);
    values_append (h, &entry, 1);
    entry = values_number (g, strcmp (r->cells[1], "old") == 0);
    values_append (g, &entry, 1);
  }
  dataset_number_design (ds, &(struct design_labels){.stratum = stratum, .psu = psu},
                         (struct place){0}, f->diag);
  return ds;
}
#endif
