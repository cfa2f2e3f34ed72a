/* The frame of the results in several languages, and estimates.csv written and read back. */
#include <config.h>

#include "estimate-fixture.h"
#include "model/replicates.h"
#include "report/report.h"

#include <glib/gstdio.h>

static const char study_text[] =
    "study: t\ntitle: {en: Study, es: Estudio}\ncodebook: c.yaml\n"
    "surveys: [s.yaml]\nindicators: p.yaml\n"
    "estimate: {confidence: 0.9, interval: t, df: design, standard: none}\n";
static const char plan_text[] =
    "indicators:\n"
    "  daily: {measure: proportion, of: use == \"yes\", by: [sex, [age, sex]], topic: access,\n"
    "    title: {en: Use, es: Uso}, note: N}\n"
    "  hours: {measure: mean, of: hours, among: use == \"yes\", by: [age]}\n"
    "  what: {measure: distribution, of: device, missing: [dont_know, blank], by: [sex]}\n"
    "  all_of_it: {measure: count, missing: include, version: 3, by: [never]}\n"
    "  pace: {measure: ratio, of: hours, to: age}\n";

struct frame {
  struct fixture fixture;
  struct diag *diag;
  struct study *study;
  struct plan *plan;
  struct indicators *indicators;
};

static void
setting_init (struct frame *s)
{
  fixture_init (&s->fixture);
  s->diag = diag_new ();
  s->study = study_parse (fixture_source ("study.yaml", study_text, s->diag), s->diag);
  s->plan = plan_parse (fixture_source ("plan.yaml", plan_text, s->diag), s->diag);
  s->indicators = indicators_new (s->fixture.codebook, s->plan, s->study, s->diag);
  diag_print (s->diag, stderr, false);
}

static void
setting_clear (struct frame *s)
{
  indicators_free (s->indicators);
  plan_free (s->plan);
  study_free (s->study);
  diag_free (s->diag);
  fixture_clear (&s->fixture);
}

static struct results *
frame (const struct frame *s, const char *language)
{
  return results_new (s->indicators, (const struct survey *const *)&s->fixture.survey, 1, language);
}

static struct results *
estimated (const struct frame *s)
{
  struct results *r = frame (s, NULL);
  struct dataset *ds =
      fixture_dataset (&s->fixture, fixture_records, G_N_ELEMENTS (fixture_records), 1);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (struct estimate_row));
  indicators_estimate (s->indicators, ds, 0, rows, s->diag);
  results_add (r, rows);
  dataset_free (ds);
  return r;
}

static bool
same (const char *a, const char *b)
{
  return g_strcmp0 (a, b) == 0;
}

static void
check_frame (struct unit *u, const struct frame *s)
{
  struct results *r = frame (s, "es");
  CHECK (u, same (r->study, "t") && same (r->title, "Estudio") && same (r->language, "es"));
  CHECK (u, same (r->standard, "none") && same (r->interval, "t") && same (r->df_rule, "design"));
  CHECK_NEAR (u, r->confidence, 0.9, 0);
  CHECK (u, r->n_indicators == 5 && r->n_surveys == 1 && r->n_dimensions == 3);
  CHECK (u, same (r->dimensions[0].name, "sex") && same (r->dimensions[0].label, "Sexo"));
  CHECK (u, same (r->dimensions[1].name, "age") && same (r->dimensions[2].name, "never"));
  CHECK (u, r->dimensions[1].n_levels == 2 && same (r->dimensions[1].levels[0].name, "young") &&
                same (r->dimensions[1].levels[0].label, "Menor"));
  const struct indicator_info *info = r->indicators;
  CHECK (u, same (info[0].id, "daily") && same (info[0].title, "Uso") && info[0].share);
  CHECK (u, same (info[0].topic, "access") && same (info[0].note, "N") && !info[0].unit);
  CHECK (u, same (info[0].universe, "Todos los niños, niñas y adolescentes de la encuesta"));
  CHECK (u, same (info[0].missing_rule,
                  "Quienes no dieron una respuesta válida quedan fuera del denominador"));
  CHECK (u, info[0].n_by == 2 && info[0].by_size[0] == 1 && info[0].by_size[1] == 2);
  CHECK (u, info[0].by[0] == 0 && info[0].by[1] == 1 && info[0].by[2] == 0);
  CHECK (u, same (info[1].title, "hours") && same (info[1].unit, "hours") && !info[1].share);
  CHECK (u, same (info[1].universe, "Usa: Sí"));
  CHECK (u, info[2].n_categories == 5 && info[2].share);
  CHECK (u, same (info[2].categories[3].name, "blank"));
  CHECK (u, same (info[2].categories[4].label, "No sabe"));
  CHECK (u,
         strstr (info[2].missing_rule, "No sabe") && strstr (info[2].missing_rule, "categorías"));
  CHECK (u, info[3].version == 3 && info[3].n_categories == 0 && same (info[3].measure, "count"));
  CHECK (u, same (r->surveys[0].id, "TST-2020") && same (r->surveys[0].country, "BRA"));
  CHECK (u, same (r->surveys[0].design, "estratos region × size, UPM school, ponderador w, "
                                        "estratos con una sola UPM: certainty"));
  results_free (r);
  r = frame (s, NULL);
  CHECK (u, same (r->language, "en") && same (r->indicators[0].title, "Use"));
  CHECK (u, same (r->surveys[0].design,
                  "strata region × size, PSUs school, weights w, lonely PSUs: certainty"));
  CHECK (u, same (r->indicators[4].missing_rule, "Children without a valid value are left out"));
  CHECK (u, same (r->indicators[3].missing_rule,
                  "Children without a valid answer count in the denominator, as not having the "
                  "property; those who were not asked are left out"));
  results_free (r);
}

/* The design in words, in LANGUAGE, with replicates. */
static bool
says (const struct frame *s, const struct replicate_spec *spec, const char *language,
      const char *wanted)
{
  static const char before[] = "certainty, ";
  s->fixture.survey->design.replicates = (struct replicate_spec *)spec;
  struct results *r = frame (s, language);
  const char *found = strstr (r->surveys[0].design, before);
  bool right = found && same (found + strlen (before), wanted);
  if (!right)
    fprintf (stderr, "%s\n", r->surveys[0].design);
  s->fixture.survey->design.replicates = NULL;
  results_free (r);
  return right;
}

static void
check_replicates (struct unit *u, const struct frame *s)
{
  struct replicate_spec boot = {.kind = REPLICATES_BOOTSTRAP, .n = 201, .scale = NAN};
  struct replicate_spec sdr = {.kind = REPLICATES_SDR, .n = 80, .scale = NAN, .mse = true};
  struct replicate_spec fay = {.kind = REPLICATES_FAY, .make = true, .rho = 0.3, .scale = NAN};
  struct replicate_spec drawn = {
      .kind = REPLICATES_BOOTSTRAP, .make = true, .number = 500, .seed = 42, .scale = NAN};
  struct replicate_spec other = {.kind = REPLICATES_OTHER, .n = 64, .scale = 0.0625};
  CHECK (u, says (s, &boot, "en",
                  "replicate weights: bootstrap × 201, scale 0.005, deviations from the mean of "
                  "the replicates"));
  CHECK (u, says (s, &sdr, "es",
                  "pesos replicados: sdr × 80, escala 0.05, desviaciones de la muestra completa"));
  CHECK (u, says (s, &fay, "fr",
                  "poids répliqués (faits à partir des strates et des UPE): fay 0.3, écarts à la "
                  "moyenne des répliques"));
  CHECK (u, says (s, &drawn, "pt",
                  "pesos replicados (feitos com os estratos e as UPA): bootstrap × 500, semente "
                  "42, desvios da média das réplicas"));
  CHECK (u, says (s, &other, "en",
                  "replicate weights: other × 64, scale 0.0625, deviations from the mean of the "
                  "replicates"));
}

static bool
same_number (double a, double b)
{
  return (isnan (a) && isnan (b)) || a == b;
}

static bool
same_row (const struct estimate_row *a, const struct estimate_row *b)
{
  return a->indicator == b->indicator && a->survey == b->survey && a->breakdown == b->breakdown &&
         a->category == b->category && memcmp (a->level, b->level, sizeof a->level) == 0 &&
         a->n == b->n && same_number (a->estimate, b->estimate) && same_number (a->se, b->se) &&
         same_number (a->ci_low, b->ci_low) && same_number (a->ci_high, b->ci_high) &&
         same_number (a->df, b->df) && same_number (a->deff, b->deff) &&
         same_number (a->n_effective, b->n_effective) &&
         same_number (a->population, b->population) && same_number (a->coverage, b->coverage) &&
         a->status == b->status && a->interval == b->interval && a->reference == b->reference &&
         same (a->note, b->note);
}

static void
check_same (struct unit *u, const struct results *a, const struct results *b)
{
  CHECK (u, a->rows->len == b->rows->len && a->rows->len > 20);
  for (guint i = 0; i < a->rows->len && i < b->rows->len; i++)
    CHECK (u, same_row (&g_array_index (a->rows, struct estimate_row, i),
                        &g_array_index (b->rows, struct estimate_row, i)));
}

/* Whatever order the surveys come in, rows are in that of the plan and of the study. */
static void
check_order (struct unit *u, const struct frame *s)
{
  const struct survey *two[] = {s->fixture.survey, s->fixture.survey};
  struct dataset *ds =
      fixture_dataset (&s->fixture, fixture_records, G_N_ELEMENTS (fixture_records), 1);
  struct results *r[2];
  for (size_t first = 0; first < 2; first++) {
    r[first] = results_new (s->indicators, two, 2, NULL);
    for (size_t i = 0; i < 2; i++) {
      GArray *rows = g_array_new (FALSE, FALSE, sizeof (struct estimate_row));
      indicators_estimate (s->indicators, ds, i == 0 ? first : 1 - first, rows, s->diag);
      results_add (r[first], rows);
    }
  }
  check_same (u, r[0], r[1]);
  const struct estimate_row *row = &g_array_index (r[0]->rows, struct estimate_row, 0);
  for (guint i = 1; i < r[0]->rows->len; i++)
    CHECK (u, row[i].indicator > row[i - 1].indicator ||
                  (row[i].indicator == row[i - 1].indicator && row[i].survey >= row[i - 1].survey));
  results_free (r[0]);
  results_free (r[1]);
  dataset_free (ds);
}

static void
check_round_trip (struct unit *u, const struct frame *s, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "estimates.csv", NULL);
  struct results *r = estimated (s), *back = frame (s, "es"), *shared = frame (s, "es");
  CHECK (u, report_csv (r, path, s->diag));
  CHECK (u, results_read (back, path, s->diag));
  check_same (u, r, back);
  results_share (shared, r);
  check_same (u, r, shared);
  results_free (r);
  results_free (back);
  /* The copy is its own. */
  check_same (u, shared, shared);
  results_free (shared);
}

/* A file that is no longer true of the specifications is refused, with the reason. */
static const struct {
  const char *from, *to, *finding;
} stale[] = {
    {"indicator,version", "indicators,version",
     "1: these estimates were made with other specifications: unexpected column \"indicators\"; "
     "run "
     "`gko estimate` or `gko run` again [stale]"},
    {"sex,age,never,n", "age,sex,never,n",
     "1: these estimates were made with other specifications: unexpected column \"age\"; run `gko "
     "estimate` or `gko run` again [stale]"},
    {",interval,deff_reference\n", ",interval\n",
     "1: these estimates were made with other specifications: there is no column "
     "\"deff_reference\"; run `gko estimate` or `gko run` again [stale]"},
    {"\ndaily,1,", "\nweekly,1,",
     "2: these estimates were made with other specifications: the plan has no indicator "
     "\"weekly\"; "
     "run `gko estimate` or `gko run` again [stale]"},
    {"\ndaily,1,", "\ndaily,2,",
     "2: these estimates were made with other specifications: the plan has another version of "
     "\"daily\"; run `gko estimate` or `gko run` again [stale]"},
    {"\ndaily,1,proportion", "\ndaily,1,mean",
     "2: these estimates were made with other specifications: the plan has another version of "
     "\"daily\"; run `gko estimate` or `gko run` again [stale]"},
    {"TST-2020", "TST-2021",
     "2: these estimates were made with other specifications: the study has no survey "
     "\"TST-2021\"; "
     "run `gko estimate` or `gko run` again [stale]"},
    {",boy,", ",lad,",
     "3: these estimates were made with other specifications: there is no category \"lad\"; run "
     "`gko "
     "estimate` or `gko run` again [stale]"},
    {",boy,_T,_T,", ",_T,young,_T,",
     "3: these estimates were made with other specifications: the plan has no such breakdown of "
     "\"daily\"; run `gko estimate` or `gko run` again [stale]"},
    {",2020,_T,_T,_T,5,", ",2020,_T,_T,_T,five,",
     "2: these estimates were made with other specifications: not a number of records: \"five\"; "
     "run "
     "`gko estimate` or `gko run` again [stale]"},
    {",2020,_T,_T,_T,5,0.5,", ",2020,_T,_T,_T,5,half,",
     "2: these estimates were made with other specifications: not a number: \"half\"; run `gko "
     "estimate` or `gko run` again [stale]"},
    {",ok,", ",fine,",
     "2: these estimates were made with other specifications: there is no status \"fine\"; run "
     "`gko "
     "estimate` or `gko run` again [stale]"},
    {",t,wr\n", ",logistic,wr\n",
     "2: these estimates were made with other specifications: there is no interval \"logistic\"; "
     "run `gko estimate` or `gko run` again [stale]"},
    {",t,wr\n", ",t,replace\n",
     "2: these estimates were made with other specifications: there is no reference of a design "
     "effect \"replace\"; run `gko estimate` or `gko run` again [stale]"},
    {"\npace,", "\nhours,",
     "30: these estimates were made with other specifications: the plan has another version of "
     "\"hours\"; run `gko estimate` or `gko run` again [stale]"},
};

static void
check_stale (struct unit *u, const struct frame *s, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "estimates.csv", NULL);
  g_autofree char *good = NULL;
  CHECK (u, g_file_get_contents (path, &good, NULL, NULL));
  for (size_t i = 0; good && i < G_N_ELEMENTS (stale); i++) {
    g_auto (GStrv) around = g_strsplit (good, stale[i].from, 2);
    g_autofree char *text = g_strjoinv (stale[i].to, around);
    CHECK (u, g_strv_length (around) == 2);
    if (g_strv_length (around) != 2)
      fprintf (stderr, "not there: %s\n", stale[i].from);
    CHECK (u, g_file_set_contents (path, text, -1, NULL));
    struct diag *diag = diag_new ();
    struct results *r = frame (s, NULL);
    CHECK (u, !results_read (r, path, diag) && r->rows->len == 0);
    CHECK (u, diag_size (diag) == 1);
    const struct finding *f = diag_at (diag, 0);
    g_autofree char *have =
        g_strdup_printf ("%zu: %s [%s]", f->line, f->message, diag_id_name (f->id));
    CHECK (u, strcmp (have, stale[i].finding) == 0);
    if (strcmp (have, stale[i].finding) != 0)
      fprintf (stderr, "expected: %s\ngot: %s\n", stale[i].finding, have);
    CHECK (u, strcmp (f->file, path) == 0);
    results_free (r);
    diag_free (diag);
  }
}

/* No file, and one that lacks an indicator. */
static void
check_incomplete (struct unit *u, const struct frame *s, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "estimates.csv", NULL);
  struct diag *diag = diag_new ();
  struct results *r = estimated (s), *back = frame (s, NULL);
  CHECK (u, report_csv (r, path, diag));
  g_autofree char *text = NULL;
  CHECK (u, g_file_get_contents (path, &text, NULL, NULL));
  *(strstr (text, "\npace,") + 1) = 0;
  CHECK (u, g_file_set_contents (path, text, -1, NULL));
  CHECK (u, !results_read (back, path, diag));
  CHECK (u, diag_size (diag) == 1 &&
                same (diag_at (diag, 0)->message,
                      "these estimates were made with other specifications: nothing of \"pace, "
                      "TST-2020\"; run `gko estimate` or `gko run` again"));
  CHECK (u, g_remove (path) == 0);
  CHECK (u, !results_read (back, path, diag) && back->rows->len == 0);
  CHECK (u, diag_at (diag, 1)->id == FIND_NOT_INGESTED);
  results_free (r);
  results_free (back);
  diag_free (diag);
}

int
main (void)
{
  struct unit u = {0};
  struct frame s;
  g_autofree char *folder = g_dir_make_tmp ("results-test-XXXXXX", NULL);
  setting_init (&s);
  CHECK (&u, s.indicators != NULL && folder != NULL);
  if (s.indicators && folder) {
    check_frame (&u, &s);
    check_replicates (&u, &s);
    check_order (&u, &s);
    check_round_trip (&u, &s, folder);
    check_stale (&u, &s, folder);
    check_incomplete (&u, &s, folder);
    CHECK (&u, g_rmdir (folder) == 0);
  }
  setting_clear (&s);
  return unit_report (&u);
}
