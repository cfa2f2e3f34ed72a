/* Harmonised values, the numbering of the design, and harmonised files read back. */
#include <config.h>

#include "data/dataset.h"

#include "unit.h"

#include <glib/gstdio.h>
#include <string.h>

static const char codebook_text[] =
    "codebook: test\nversion: 1.0.0\ntitle: Test\nlanguages: [en]\nmissing:\n"
    "  dont_know: {code: -97, label: Don't know}\n"
    "variables:\n"
    "  sex: {label: Sex, module: a, tier: core, type: nominal,\n"
    "    categories: {7: {name: boy}, 3: {name: girl}}}\n"
    "  age: {label: Age, module: a, tier: core, type: integer}\n"
    "  hours: {label: Hours, module: a, tier: core, type: number}\n"
    "  met: {label: Met, module: a, tier: core, type: date}\n"
    "  said: {label: Said, module: a, tier: core, type: text}\n"
    "  band: {label: Band, module: a, tier: core, type: ordinal, derive: 'cut(age, 9, 12, 15)',\n"
    "    categories: {1: {name: young}, 2: {name: old}}}\n";

static const char survey_text[] =
    "survey: BRA-2018\ncountry: BRA\nyear: 2018\ncodebook: codebook.yaml\n"
    "source: {file: data.csv}\n"
    "design: {id: ID, weight: W, strata: [S], psu: P, lonely_psu: adjust}\n"
    "crosswalk:\n  sex: {column: A, recode: {boy: 1, girl: 2}, comparability: close, note: rough}\n"
    "  age: B\n  hours: C\n  met: {absent: nobody asked}\n  said: D\n";

/* What the tests share. */
struct fixture {
  char *folder;
  struct codebook *codebook;
  struct survey *survey;
};

static char *
put (const struct fixture *f, const char *name, const char *text)
{
  char *path = g_build_filename (f->folder, name, NULL);
  g_file_set_contents (path, text, -1, NULL);
  return path;
}

static bool
fixture_init (struct fixture *f)
{
  struct diag *diag = diag_new ();
  f->folder = g_dir_make_tmp ("dataset-test-XXXXXX", NULL);
  g_autofree char *codebook = put (f, "codebook.yaml", codebook_text);
  g_autofree char *survey = put (f, "survey.yaml", survey_text);
  f->codebook = codebook_read (codebook, diag);
  f->survey = survey_read (survey, diag);
  bool ok = f->codebook && f->survey && diag_count (diag, SEVERITY_ERROR) == 0;
  diag_print (diag, stderr, false);
  diag_free (diag);
  g_remove (codebook);
  g_remove (survey);
  return ok;
}

static void
fixture_clear (struct fixture *f)
{
  codebook_free (f->codebook);
  survey_free (f->survey);
  g_rmdir (f->folder);
  g_free (f->folder);
}

static double
number_at (const struct values *v, guint32 entry)
{
  return g_array_index (v->number, double, entry);
}

static const char *
text_at (const struct values *v, guint32 entry)
{
  return v->text->pdata[entry];
}

/* Values */

static void
check_categories (struct unit *u, const struct fixture *f)
{
  struct values *v = values_new (codebook_find (f->codebook, "sex"), f->codebook);
  guint32 invalid = values_reason (v, MISSING_INVALID), entry;
  CHECK (u, v->text->len == 2 + f->codebook->n_missing - 1);
  CHECK (u, values_number (v, 7) == 0 && values_number (v, 3) == 1);
  CHECK (u, number_at (v, 1) == 3 && strcmp (text_at (v, 1), "3") == 0);
  CHECK (u, values_number (v, 4) == invalid && values_number (v, 7.5) == invalid);
  CHECK (u, values_number (v, NAN) == invalid);
  CHECK (u, values_number (v, -97) == values_reason (v, MISSING_FIRST_OWN));
  CHECK (u, g_array_index (v->reason, guint8, values_reason (v, MISSING_FIRST_OWN)) ==
                MISSING_FIRST_OWN);
  CHECK (u, strcmp (text_at (v, values_reason (v, MISSING_NOT_ASKED)), "-94") == 0);
  CHECK (u, values_parse (v, "3", &entry) && entry == 1);
  CHECK (u, values_parse (v, "-99", &entry) && entry == values_reason (v, MISSING_BLANK));
  CHECK (u, !values_parse (v, "4", &entry) && !values_parse (v, "", &entry));
  CHECK (u, v->text->len == 2 + f->codebook->n_missing - 1); /* nothing was entered */
  values_free (v);
}

static void
check_numbers (struct unit *u, const struct fixture *f)
{
  struct values *v = values_new (codebook_find (f->codebook, "hours"), f->codebook);
  guint32 first = v->text->len, entry;
  CHECK (u, values_number (v, 0.1) == first && values_number (v, 2) == first + 1);
  CHECK (u, values_number (v, 0.1) == first && values_text (v, "0.10") == first);
  CHECK (u, strcmp (text_at (v, first), "0.1") == 0);
  CHECK (u, values_number (v, -97) == values_reason (v, MISSING_FIRST_OWN));
  CHECK (u, values_number (v, HUGE_VAL) == values_reason (v, MISSING_INVALID));
  CHECK (u, values_text (v, "two") == values_reason (v, MISSING_INVALID));
  CHECK (u, values_text (v, "") == values_reason (v, MISSING_BLANK));
  CHECK (u, !values_parse (v, "two", &entry));
  values_free (v);
}

static const struct {
  double days;
  const char *text;
} dates[] = {{0, "1970-01-01"},
             {17897, "2019-01-01"},
             {-1, "1969-12-31"},
             {11016, "2000-02-29"},
             {-719162, "0001-01-01"}};

static void
check_dates (struct unit *u, const struct fixture *f)
{
  struct values *v = values_new (codebook_find (f->codebook, "met"), f->codebook);
  guint32 entry, invalid = values_reason (v, MISSING_INVALID);
  for (size_t i = 0; i < G_N_ELEMENTS (dates); i++) {
    guint32 e = values_number (v, dates[i].days);
    CHECK (u, strcmp (text_at (v, e), dates[i].text) == 0);
    CHECK (u, values_parse (v, dates[i].text, &entry) && entry == e);
    CHECK (u, number_at (v, e) == dates[i].days);
  }
  CHECK (u, values_number (v, 0.5) == invalid && values_number (v, -719163) == invalid);
  CHECK (u, values_number (v, 1e18) == invalid);
  CHECK (u, !values_parse (v, "2019-02-29", &entry) && !values_parse (v, "2019-1", &entry));
  CHECK (u, !values_parse (v, "2019-01-01x", &entry));
  values_free (v);
}

static void
check_texts (struct unit *u, const struct fixture *f)
{
  struct values *v = values_new (codebook_find (f->codebook, "said"), f->codebook);
  guint32 first = v->text->len;
  CHECK (u,
         values_text (v, "S\xC3\xAD, \"claro\"") == first && values_text (v, "1.0") == first + 1);
  CHECK (u, values_text (v, "1") == first + 2); /* a text is not read as a number */
  CHECK (u, values_text (v, "-97") == values_reason (v, MISSING_FIRST_OWN));
  CHECK (u, values_number (v, 1) == values_reason (v, MISSING_INVALID));
  CHECK (u, isnan (number_at (v, first)));
  values_free (v);
}

/* An index of one byte, then two, then four. */
static void
check_widening (struct unit *u, const struct fixture *f)
{
  enum { N = 200000 };
  struct values *v = values_new (codebook_find (f->codebook, "age"), f->codebook);
  bool right = true;
  for (guint32 i = 0; i < N; i++) {
    guint32 entry = i < 1000 ? i % 250 : i < 70000 ? i % 65000 : i;
    values_append (v, &entry, 1);
    right = right && v->width == (i < 1000 ? 1u : i < 70000 ? 2u : 4u);
  }
  for (guint32 i = 0; i < N; i++)
    right = right && values_at (v, i) == (i < 1000 ? i % 250 : i < 70000 ? i % 65000 : i);
  CHECK (u, right);
  CHECK (u, v->n == N);
  values_free (v);
}

/* The design */

/* Records of strata and PSUs (NULL: none given), and what they are numbered. */
struct design {
  const char *name;
  size_t n;
  const char *stratum[6], *psu[6], *ssu[6];
  double fpc[6], fpc2[6];
  size_t n_strata, n_psus, n_ssus;
  guint32 strata[6], psus[6], ssus[6];
  double fpcs[3], fpcs2[3];
  const char *findings;
  bool fails;
};

static const struct design designs[] = {
    {.name = "numbers sort as numbers",
     .n = 4,
     .stratum = {"10", "9", "9", "10"},
     .psu = {"100", "20", "3", "100"},
     .n_strata = 2,
     .n_psus = 3,
     .strata = {1, 0, 0, 1},
     .psus = {2, 1, 0, 2},
     .findings = ""},
    {.name = "texts sort bytewise",
     .n = 3,
     .stratum = {"b", "10", "9"},
     .psu = {"x", "x1", "y"},
     .n_strata = 3,
     .n_psus = 3,
     .strata = {2, 0, 1},
     .psus = {2, 0, 1},
     .findings = ""},
    {.name = "different spellings of a number are different labels",
     .n = 3,
     .stratum = {"1", "01", "1.0"},
     .n_strata = 3,
     .strata = {1, 0, 2},
     .findings = ""},
    {.name = "labels that occur in several strata are different PSUs",
     .n = 5,
     .stratum = {"a", "b", "a", "b", "c"},
     .psu = {"1", "1", "2", "3", "1"},
     .n_strata = 3,
     .n_psus = 5,
     .strata = {0, 1, 0, 1, 2},
     .psus = {0, 2, 1, 3, 4},
     .findings = "nesting: 1 PSU label occurs in more than one stratum; the PSUs are read as "
                 "different ones, one in each stratum"},
    {.name = "no strata",
     .n = 2,
     .psu = {"q", "p"},
     .n_strata = 1,
     .n_psus = 2,
     .psus = {1, 0},
     .findings = ""},
    {.name = "population counts",
     .n = 3,
     .stratum = {"a", "a", "b"},
     .psu = {"1", "2", "3"},
     .fpc = {10, 10, 1},
     .n_strata = 2,
     .n_psus = 3,
     .strata = {0, 0, 1},
     .psus = {0, 1, 2},
     .fpcs = {10, 1},
     .findings = ""},
    {.name = "fractions",
     .n = 2,
     .stratum = {"a", "b"},
     .fpc = {0.5, 1},
     .n_strata = 2,
     .strata = {0, 1},
     .fpcs = {0.5, 1},
     .findings = ""},
    {.name = "counts and fractions",
     .n = 2,
     .stratum = {"a", "b"},
     .fpc = {0.5, 2},
     .n_strata = 2,
     .strata = {0, 1},
     .findings = "bad-fpc: the finite population correction mixes sampling fractions (below 1) and "
                 "numbers of PSUs (above 1); write one kind in the whole column",
     .fails = true},
    {.name = "fewer in the population than in the sample",
     .n = 3,
     .stratum = {"a", "a", "a"},
     .psu = {"1", "2", "3"},
     .fpc = {2, 2, 2},
     .n_strata = 1,
     .n_psus = 3,
     .psus = {0, 1, 2},
     .findings = "bad-fpc: the finite population correction of 1 stratum is less than the number "
                 "of PSUs in its sample; it is how many PSUs a stratum has in the population: name "
                 "the column that says it under `fpc`, or correct the data",
     .fails = true},
    {.name = "records are PSUs where none are given",
     .n = 3,
     .stratum = {"a", "a", "a"},
     .fpc = {2, 2, 2},
     .n_strata = 1,
     .findings =
         "bad-fpc: the finite population correction of 1 stratum is less than the number of PSUs "
         "in its sample; it is how many PSUs a stratum has in the population: name the column that "
         "says it under `fpc`, or name the PSUs under `psu`: without them every record is one",
     .fails = true},
    {.name = "negative",
     .n = 1,
     .stratum = {"a"},
     .fpc = {-1},
     .n_strata = 1,
     .findings =
         "bad-fpc: the finite population correction must be a number above 0 in every record: how "
         "many PSUs the stratum has in the population, or which fraction of them was drawn",
     .fails = true},
    {.name = "varying",
     .n = 3,
     .stratum = {"a", "a", "b"},
     .fpc = {5, 6, 7},
     .n_strata = 2,
     .strata = {0, 0, 1},
     .fpcs = {5, 7},
     .findings = "fpc-varies: the finite population correction differs within 1 stratum; the first "
                 "one of a stratum is used: give all records of a stratum the same"},
    {.name = "second-stage units are nested in PSUs, whatever their labels",
     .n = 6,
     .stratum = {"a", "a", "a", "b", "b", "b"},
     .psu = {"2", "1", "2", "1", "1", "1"},
     .ssu = {"1", "1", "2", "10", "9", "10"},
     .fpc = {4, 4, 4, 0.5, 0.5, 0.5},
     .n_strata = 2,
     .n_psus = 3,
     .n_ssus = 5,
     .strata = {0, 0, 0, 1, 1, 1},
     .psus = {1, 0, 1, 2, 2, 2},
     .ssus = {1, 0, 2, 4, 3, 4},
     .findings =
         "nesting: 1 PSU label occurs in more than one stratum; the PSUs are read as different "
         "ones, one in each stratum bad-fpc: the finite population correction mixes sampling "
         "fractions (below 1) and numbers of PSUs (above 1); write one kind in the whole column",
     .fails = true},
    {.name = "each stage says for itself whether it counts",
     .n = 4,
     .psu = {"p", "p", "q", "q"},
     .ssu = {"1", "2", "1", "1"},
     .fpc = {0.5, 0.5, 0.5, 0.5},
     .fpc2 = {7, 7, 1, 1},
     .n_strata = 1,
     .n_psus = 2,
     .n_ssus = 3,
     .psus = {0, 0, 1, 1},
     .ssus = {0, 1, 2, 2},
     .fpcs = {0.5},
     .fpcs2 = {7, 1},
     .findings = ""},
    {.name = "records are the second stage's units where none are given",
     .n = 4,
     .psu = {"p", "p", "q", "q"},
     .fpc = {5, 5, 5, 5},
     .fpc2 = {2, 2, 1.5, 1.5},
     .n_strata = 1,
     .n_psus = 2,
     .psus = {0, 0, 1, 1},
     .findings = "bad-fpc: the second stage's finite population correction of 1 PSU is less than "
                 "the number of records in its sample; it is how many records a PSU has in the "
                 "population: name the column that says it under `fpc`, or name the units under "
                 "`ssu`: without them every record is one",
     .fails = true},
    {.name = "fewer units in several PSUs than in their sample",
     .n = 4,
     .psu = {"p", "p", "q", "q"},
     .ssu = {"1", "2", "3", "4"},
     .fpc = {5, 5, 5, 5},
     .fpc2 = {1, 1, 1.5, 1.5},
     .n_strata = 1,
     .n_psus = 2,
     .n_ssus = 4,
     .psus = {0, 0, 1, 1},
     .ssus = {0, 1, 2, 3},
     .findings =
         "bad-fpc: the second stage's finite population correction of 2 PSUs is less than the "
         "number of second-stage units in their sample; it is how many second-stage units a PSU "
         "has in the population: name the column that says it under `fpc`, or correct the data",
     .fails = true},
    {.name = "varying in a PSU, and both stages' faults in one run",
     .n = 4,
     .psu = {"p", "p", "q", "q"},
     .ssu = {"1", "2", "3", "4"},
     .fpc = {1.5, 1.5, 1.5, 1.5},
     .fpc2 = {5, 6, 7, 7},
     .n_strata = 1,
     .n_psus = 2,
     .n_ssus = 4,
     .psus = {0, 0, 1, 1},
     .ssus = {0, 1, 2, 3},
     .findings = "bad-fpc: the finite population correction of 1 stratum is less than the number "
                 "of PSUs in its sample; it is how many PSUs a stratum has in the population: name "
                 "the column that says it under `fpc`, or correct the data fpc-varies: the second "
                 "stage's finite population correction differs within 1 PSU; the first one of a "
                 "PSU is used: give all records of a PSU the same",
     .fails = true},
};

static char *
show_findings (const struct diag *diag)
{
  GString *out = g_string_new (NULL);
  for (size_t i = 0; i < diag_size (diag); i++)
    g_string_append_printf (out, "%s%s: %s", i > 0 ? " " : "", diag_id_name (diag_at (diag, i)->id),
                            diag_at (diag, i)->message);
  return g_string_free (out, FALSE);
}

static void
check_design (struct unit *u, const struct fixture *f, const struct design *d)
{
  struct diag *diag = diag_new ();
  struct dataset *ds = dataset_new (f->codebook, f->survey);
  ds->n = d->n;
  bool ok = dataset_number_design (ds,
                                   &(struct design_labels){
                                       .stratum = d->stratum[0] ? d->stratum : NULL,
                                       .psu = d->psu[0] ? d->psu : NULL,
                                       .ssu = d->ssu[0] ? d->ssu : NULL,
                                       .fpc = d->fpc[0] != 0 ? d->fpc : NULL,
                                       .fpc2 = d->fpc2[0] != 0 ? d->fpc2 : NULL,
                                   },
                                   (struct place){0}, diag);
  g_autofree char *findings = show_findings (diag);
  CHECK (u, ok == !d->fails);
  CHECK (u, strcmp (findings, d->findings) == 0);
  CHECK (u, ds->n_strata == d->n_strata && ds->n_psus == d->n_psus && ds->n_ssus == d->n_ssus);
  CHECK (u, (ds->psu != NULL) == (d->psu[0] != NULL));
  if (!d->fails)
    CHECK (u, (ds->fpc != NULL) == (d->fpc[0] != 0) && (ds->fpc2 != NULL) == (d->fpc2[0] != 0));
  else
    CHECK (u, !ds->fpc || (d->fpc2[0] != 0 && !ds->fpc2));
  for (size_t i = 0; i < d->n; i++) {
    CHECK (u, ds->stratum[i] == d->strata[i] && (!ds->psu || ds->psu[i] == d->psus[i]));
    CHECK (u, !ds->ssu || ds->ssu[i] == d->ssus[i]);
  }
  for (size_t psu = 0; ds->fpc2 && !d->fails && psu < d->n_psus; psu++)
    CHECK (u, ds->fpc2[psu] == d->fpcs2[psu]);
  for (size_t h = 0; ds->fpc && !d->fails && h < d->n_strata; h++)
    CHECK (u, ds->fpc[h] == d->fpcs[h]);
  if (strcmp (findings, d->findings) != 0)
    fprintf (stderr, "%s: %s\n", d->name, findings);
  dataset_free (ds);
  diag_free (diag);
}

/* Harmonised files */

#define HEAD "survey,country,year,id,weight,stratum,psu,sex,age,hours,met,said,band\n"

static void
check_read (struct unit *u, const struct fixture *f)
{
  struct diag *diag = diag_new ();
  const bool keep[] = {true, true, true, true, true, true};
  g_autofree char *path = put (f, "good.csv",
                               HEAD "BRA-2018,BRA,2018,1,1.5,b,10,7,9,0.1,-94,\"a, b\",-94\n"
                                    "BRA-2018,BRA,2018,2,0,a,9,3,-99,2,-94,-97,-94\n"
                                    "BRA-2018,BRA,2018,3,2,b,9,-97,9,0.1,-94,x,-94\n");
  struct dataset *ds = dataset_read (path, f->codebook, f->survey, keep, diag);
  CHECK (u, ds && diag_size (diag) == 1 && diag_at (diag, 0)->id == FIND_NESTING);
  if (!ds)
    return;
  CHECK (u, ds->n == 3 && ds->weight[0] == 1.5 && ds->weight[1] == 0 && ds->weight[2] == 2);
  CHECK (u, ds->stratum[0] == 1 && ds->stratum[1] == 0 && ds->stratum[2] == 1);
  CHECK (u, ds->psu[0] == 2 && ds->psu[1] == 0 && ds->psu[2] == 1);
  CHECK (u, ds->lonely_psu == LONELY_ADJUST && !ds->no_weight && ds->year == 2018);
  struct values *sex = ds->variables[0], *age = ds->variables[1], *said = ds->variables[4];
  CHECK (u, values_at (sex, 0) == 0 && values_at (sex, 1) == 1);
  CHECK (u, values_at (sex, 2) == values_reason (sex, MISSING_FIRST_OWN));
  CHECK (u, number_at (age, values_at (age, 0)) == 9 && values_at (age, 2) == values_at (age, 0));
  CHECK (u, values_at (age, 1) == values_reason (age, MISSING_BLANK));
  CHECK (u, strcmp (text_at (said, values_at (said, 0)), "a, b") == 0);
  CHECK (u, values_at (said, 1) == values_reason (said, MISSING_FIRST_OWN));
  /* Declared absent; derived from something that no record says. */
  CHECK (u, ds->not_asked[3] && !ds->variables[3] && strcmp (ds->note[3], "nobody asked") == 0);
  CHECK (u, ds->not_asked[5] && !ds->variables[5]);
  CHECK (u, ds->comparability[0] == COMPARABLE_CLOSE && strcmp (ds->note[0], "rough") == 0);
  dataset_free (ds);
  diag_free (diag);
  g_remove (path);
}

static const struct {
  const char *text, *finding;
} stale[] = {
    {"survey,country,year,id,weight,stratum,sex,age,hours,met,said,band\n",
     "stale: column 7 is \"sex\" where the codebook and the design have \"psu\"; run \"gko "
     "ingest\" "
     "again for survey BRA-2018"},
    {"survey,country,year,id,weight,stratum,psu,sex,age,hours,met,said\n",
     "stale: column 13 is not there where the codebook and the design have \"band\"; run \"gko "
     "ingest\" again for survey BRA-2018"},
    {HEAD "BRA-2018,BRA,2018,1,1.5,b,10,8,9,0.1,-94,x,1\n",
     "stale: \"sex\" has a value that the codebook does not know; run \"gko ingest\" again for "
     "survey BRA-2018"},
    {HEAD "BRA-2018,BRA,2018,1,1.5,b,10,7,,0.1,-94,x,1\n",
     "stale: \"age\" has a value that the codebook does not know; run \"gko ingest\" again for "
     "survey BRA-2018"},
    {HEAD "BRA-2018,BRA,2017,1,1.5,b,10,7,9,0.1,-94,x,1\n",
     "stale: survey, country or year are not those of the survey file; run \"gko ingest\" again "
     "for "
     "survey BRA-2018"},
    {HEAD "BRA-2018,BRA,2018,1,-1,b,10,7,9,0.1,-94,x,1\n",
     "stale: a weight or a finite population correction is not a number; run \"gko ingest\" again "
     "for survey BRA-2018"},
    {HEAD "BRA-2018,BRA,2018,1,1,b,10,7,9,0.1,2019-01-01,x,1\n",
     "stale: \"met\" has values, but the survey file says now that it was not asked; run \"gko "
     "ingest\" again for survey BRA-2018"},
    {HEAD, "no-records: the file has a header and no records; export it anew, or correct "
           "`header_rows` and `skip_rows` under `source`"},
    {HEAD "BRA-2018\n", "ragged: the record has 1 cell, the header has 13; put cells that hold a "
                        "line end in quotes, or mend the line if it was cut off"},
};

static void
check_stale (struct unit *u, const struct fixture *f)
{
  const bool keep[] = {true, true, true, true, true, true};
  g_autofree char *missing = g_build_filename (f->folder, "none.csv", NULL);
  for (size_t i = 0; i <= G_N_ELEMENTS (stale); i++) {
    bool none = i == G_N_ELEMENTS (stale);
    struct diag *diag = diag_new ();
    g_autofree char *path = none ? g_strdup (missing) : put (f, "stale.csv", stale[i].text);
    CHECK (u, !dataset_read (path, f->codebook, f->survey, keep, diag));
    g_autofree char *findings = show_findings (diag);
    bool same = strcmp (findings, none ? "not-ingested: the harmonised file of survey BRA-2018 is "
                                         "not there; run \"gko ingest\" first"
                                       : stale[i].finding) == 0;
    CHECK (u, same);
    if (!same)
      fprintf (stderr, "%s\n", findings);
    diag_free (diag);
    g_remove (path);
  }
}

int
main (void)
{
  struct unit u = {0};
  struct fixture f = {0};
  CHECK (&u, fixture_init (&f));
  if (u.failed)
    return unit_report (&u);
  check_categories (&u, &f);
  check_numbers (&u, &f);
  check_dates (&u, &f);
  check_texts (&u, &f);
  check_widening (&u, &f);
  for (size_t i = 0; i < G_N_ELEMENTS (designs); i++)
    check_design (&u, &f, &designs[i]);
  check_read (&u, &f);
  check_stale (&u, &f);
  fixture_clear (&f);
  return unit_report (&u);
}
