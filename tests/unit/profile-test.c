/* Jumps of missing reasons; what jumps and what does not is worked out by hand beside each case. */
#include <config.h>

#include "harmonise/profile.h"

#include "unit.h"

#include <string.h>

static const char codebook_text[] =
    "codebook: test\nlanguages: [en]\nmissing:\n  dont_know: {code: -97}\nvariables:\n"
    "  a: {label: A, type: binary, categories: {0: 'no', 1: 'yes'}}\n"
    "  b: {label: B, type: binary, categories: {0: 'no', 1: 'yes'}}\n"
    "  c: {label: C, type: binary, categories: {0: 'no', 1: 'yes'}}\n"
    "  d: {label: D, type: binary, categories: {0: 'no', 1: 'yes'}}\n"
    "  e: {label: E, type: ordinal, categories: {1: low, 2: high}}\n";

enum { A, B, C, D, E, N_VARIABLES };
/* The codebook's own reason. */
enum { DONT_KNOW = MISSING_FIRST_OWN };

/* What the tests share: a codebook, and surveys that are added. */
enum { MOST = 4 };
struct fixture {
  struct codebook *codebook;
  struct survey *survey[MOST];
  struct crosswalk *crosswalk[MOST];
  struct profile *profile[MOST];
  size_t n;
  struct diag *diag;
};

static void
fixture_init (struct fixture *f)
{
  *f = (struct fixture){.diag = diag_new ()};
  f->codebook = codebook_parse (
      source_from_text ("codebook.yaml", codebook_text, strlen (codebook_text), f->diag), f->diag);
}

/* COLUMNS: those of a, b, c, d and e. */
static struct profile *
add_survey (struct fixture *f, const char *id, const char *country,
            const char *const columns[static N_VARIABLES])
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text,
                   "survey: %s\ncountry: %s\nyear: 2020\ncodebook: codebook.yaml\n"
                   "source: {file: x.csv}\ndesign: {weight: none}\ncrosswalk:\n",
                   id, country);
  for (size_t v = 0; v < N_VARIABLES; v++)
    g_string_append_printf (text, "  %c: '%s'\n", (int)('a' + v), columns[v]);
  f->survey[f->n] =
      survey_parse (source_from_text ("survey.yaml", text->str, text->len, f->diag), f->diag);
  f->crosswalk[f->n] = crosswalk_new (f->survey[f->n], f->codebook, f->diag);
  f->profile[f->n] = profile_new (f->crosswalk[f->n]);
  return f->profile[f->n++];
}

static void
fixture_clear (struct fixture *f)
{
  for (size_t i = 0; i < f->n; i++) {
    profile_free (f->profile[i]);
    crosswalk_free (f->crosswalk[i]);
    survey_free (f->survey[i]);
  }
  codebook_free (f->codebook);
  diag_free (f->diag);
}

/* DONT_KNOW of ASKED records that were asked, of which there are 1000 in all. */
static void
set (struct profile *p, size_t v, size_t dont_know, size_t asked)
{
  p->items[v].asked = true;
  p->items[v].n[MISSING_NONE] = asked - dont_know;
  p->items[v].n[MISSING_NOT_APPLICABLE] = 1000 - asked;
  p->items[v].n[DONT_KNOW] = dont_know;
}

static const char *const grid[] = {"Q1_A", "Q1_B", "Q1_C", "Q1_D", "Q1_E"};

struct row {
  const char *what;
  size_t dont_know[4], asked;
  const char *jumping; /* their letters */
};

static void
test_grid (struct unit *u)
{
  static const struct row rows[] = {
      {"none", {20, 20, 30, 10}, 1000, ""},
      {"one", {310, 20, 20, 20}, 1000, "a"},
      /* 0.11 - 0.02 is not above 0.10, 0.13 - 0.02 is. */
      {"below the threshold", {110, 20, 20, 20}, 1000, ""},
      {"above the threshold", {130, 20, 20, 20}, 1000, "a"},
      /* q = 0.125, error = sqrt (0.125 * 0.875 * (1/20 + 1/20)) = 0.1046; 0.25 < 0.3137. */
      {"chance, 20 asked", {5, 0, 0, 0}, 20, ""},
      /* error = sqrt (0.109375 * (1/40 + 1/40)) = 0.0740; 0.25 > 0.2219. */
      {"no chance, 40 asked", {10, 0, 0, 0}, 40, "a"},
      /* The others of a are two high and one low: the median is high. */
      {"all but one", {750, 750, 750, 20}, 1000, "d"},
      /* Of the others of each two are alike and one is not: no item is like its median. */
      {"half", {750, 750, 20, 20}, 1000, "abcd"},
      {"nobody asked", {0, 0, 0, 0}, 0, ""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    struct fixture f;
    fixture_init (&f);
    struct profile *p = add_survey (&f, "X-2020", "BRA", grid);
    struct thresholds t = thresholds_usual ();
    g_autoptr (GString) found = g_string_new (NULL);
    for (size_t v = A; v <= D; v++)
      set (p, v, rows[i].dont_know[v], rows[i].asked);
    profile_compare_grids (p, &t, f.diag);
    for (size_t k = 0; k < diag_size (f.diag); k++) {
      const struct finding *finding = diag_at (f.diag, k);
      CHECK (u, finding->id == FIND_MISSING_JUMP && finding->of == rows[i].asked);
      g_string_append (found, finding->subject);
    }
    if (strcmp (found->str, rows[i].jumping) != 0)
      fprintf (stderr, "%s: %s jump\n", rows[i].what, found->str);
    CHECK (u, strcmp (found->str, rows[i].jumping) == 0);
    fixture_clear (&f);
  }
}

/* What belongs to a grid: a is at 31 percent, and jumps if b, c and perhaps d are its siblings. */
static void
test_names (struct unit *u)
{
  static const struct {
    const char *columns[N_VARIABLES];
    bool one;
  } rows[] = {
      {{"Q1_A", "Q1_B", "Q1_C", "Q1_D", "Q1_E"}, true},
      {{"Q1[1]", "Q1[2]", "Q1[3]", "x", "y"}, true},
      {{"use/tv", "use/phone", "use/pc", "x", "y"}, true},
      {{"V1.a", "V1.b", "V1.c", "x", "y"}, true},
      {{"q5a", "Q5b", "q5c", "x", "y"}, true},
      {{"item1", "item2", "item10", "x", "y"}, true},
      {{"Q1_A", "Q1_B", "Q2_C", "x", "y"}, false}, /* two are no grid */
      {{"Q1", "Q2", "Q3", "Q4", "Q5"}, false},     /* questions of their own */
      {{"SEXO", "SEXE", "SEXI", "x", "y"}, false},
      {{"Q1_A", "x", "y", "Q1_D", "Q1_E"}, false}, /* e has other answers */
  };
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    struct fixture f;
    fixture_init (&f);
    struct profile *p = add_survey (&f, "X-2020", "BRA", rows[i].columns);
    struct thresholds t = thresholds_usual ();
    for (size_t v = A; v <= E; v++)
      set (p, v, v == A ? 310 : 20, 1000);
    profile_compare_grids (p, &t, f.diag);
    if (diag_size (f.diag) != rows[i].one)
      fprintf (stderr, "%s, %s, %s\n", rows[i].columns[0], rows[i].columns[1], rows[i].columns[2]);
    CHECK (u, diag_size (f.diag) == rows[i].one);
    fixture_clear (&f);
  }
}

static void
test_sentence (struct unit *u)
{
  struct fixture f;
  struct thresholds t = thresholds_usual ();
  fixture_init (&f);
  struct profile *p = add_survey (&f, "X-2020", "BRA", grid);
  set (p, A, 310, 1000);
  for (size_t v = B; v <= D; v++)
    set (p, v, 20 + 5 * v, 1000);
  profile_compare_grids (p, &t, f.diag);
  CHECK (u, diag_size (f.diag) == 1);
  /* The median of 2.5, 3 and 3.5 percent. */
  CHECK (u, strcmp (diag_at (f.diag, 0)->message,
                    "\"dont_know\" is 31 % in \"a\" (column \"Q1_A\"), 3 % (median) in the other 3 "
                    "items of its grid") == 0);
  CHECK (u, diag_at (f.diag, 0)->records == 310);
  t.sibling_jump = 0.5;
  profile_compare_grids (p, &t, f.diag);
  CHECK (u, diag_size (f.diag) == 1);
  fixture_clear (&f);
}

/* Surveys with A at the given shares in percent; NULL country: not there. */
static void
check_surveys (struct unit *u, const char *const country[MOST], const size_t percent[MOST],
               const char *wanted)
{
  struct fixture f;
  struct thresholds t = thresholds_usual ();
  g_autoptr (GString) found = g_string_new (NULL);

  fixture_init (&f);
  for (size_t i = 0; i < MOST && country[i]; i++) {
    g_autofree char *id = g_strdup_printf ("S%zu", i + 1);
    set (add_survey (&f, id, country[i], grid), A, 10 * percent[i], 1000);
  }
  profile_compare_surveys (f.profile, f.n, &t, f.diag);
  for (size_t i = 0; i < diag_size (f.diag); i++) {
    const struct finding *finding = diag_at (f.diag, i);
    g_string_append_printf (found, "%s: %s\n", finding->survey, finding->message);
  }
  if (strcmp (found->str, wanted) != 0)
    fputs (found->str, stderr);
  CHECK (u, strcmp (found->str, wanted) == 0);
  fixture_clear (&f);
}

static void
test_surveys (struct unit *u)
{
  static const char *const four[] = {"BRA", "CHL", "PRT", "PHL"};
  static const char *const three[] = {"BRA", "CHL", "PRT", NULL};
  static const char *const two[] = {"BRA", "CHL", NULL, NULL};
  static const char *const waves[] = {"BRA", "BRA", "PRT", "CHL"};
  static const char *const long_series[] = {"BRA", "BRA", "BRA", "BRA"};

  check_surveys (u, four, (const size_t[MOST]){2, 3, 4, 5}, "");
  check_surveys (
      u, four, (const size_t[MOST]){75, 2, 3, 4},
      "S1: \"dont_know\" is 75 % in \"a\", 3 % (median) in 3 other surveys (S2, S3, S4)\n");
  /* 22 - 3 is not above 20. */
  check_surveys (u, four, (const size_t[MOST]){22, 2, 3, 4}, "");
  /* S2 lies between its two others, of which one is as it is. */
  check_surveys (u, three, (const size_t[MOST]){75, 2, 2},
                 "S1: \"dont_know\" is 75 % in \"a\", 2 % (median) in 2 other surveys (S2, S3)\n");
  check_surveys (u, two, (const size_t[MOST]){75, 2}, "");
  /* A country's own wave goes before all others, and of two waves the higher one jumps. */
  check_surveys (u, waves, (const size_t[MOST]){30, 2, 28, 29},
                 "S1: \"dont_know\" is 30 % in \"a\", 2 % in the country's other wave S2\n");
  check_surveys (u, waves, (const size_t[MOST]){30, 29, 28, 27}, "");
  check_surveys (u, long_series, (const size_t[MOST]){2, 3, 75, 4},
                 "S3: \"dont_know\" is 75 % in \"a\", 3 % (median) in the country's 3 other waves "
                 "(S1, S2, S4)\n");
  /* What one lacks that all others have is not its fault. */
  check_surveys (u, four, (const size_t[MOST]){75, 2, 76, 77}, "");
}

/* A survey that could not be read, one that nobody was asked in, one of another codebook. */
static void
test_absent (struct unit *u)
{
  struct fixture f, other;
  struct thresholds t = thresholds_usual ();

  fixture_init (&f);
  fixture_init (&other);
  set (add_survey (&f, "S1", "BRA", grid), A, 750, 1000);
  set (add_survey (&f, "S2", "CHL", grid), A, 20, 1000);
  set (add_survey (&f, "S3", "PRT", grid), A, 0, 0);
  set (add_survey (&other, "S4", "PHL", grid), A, 20, 1000);
  struct profile *all[] = {f.profile[0], NULL, f.profile[1], f.profile[2], other.profile[0]};
  profile_compare_surveys (all, G_N_ELEMENTS (all), &t, f.diag);
  CHECK (u, diag_size (f.diag) == 0);
  fixture_clear (&other);
  fixture_clear (&f);
}

int
main (void)
{
  struct unit u = {0};
  test_grid (&u);
  test_names (&u);
  test_sentence (&u);
  test_surveys (&u);
  test_absent (&u);
  return unit_report (&u);
}
