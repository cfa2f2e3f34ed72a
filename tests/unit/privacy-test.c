/* k-anonymity against counting every pair of records, on datasets that a generator makes up. */
#include <config.h>

#include "data/privacy.h"

#include "unit.h"

#include <string.h>

static const char codebook_text[] =
    "codebook: test\nversion: 1.0.0\ntitle: Test\nlanguages: [en]\nmissing:\n"
    "  dont_know: {code: -97, label: Don't know}\n"
    "variables:\n"
    "  sex: {label: Sex, type: nominal, categories: {1: boy, 2: girl}}\n"
    "  age: {label: Age, type: integer}\n"
    "  town: {label: Town, type: text}\n"
    "  grade: {label: Grade, type: integer}\n";

static const char survey_text[] =
    "survey: BRA-2018\ncountry: BRA\nyear: 2018\ncodebook: codebook.yaml\n"
    "source: {file: data.csv}\n"
    "design: {id: ID, weight: W, strata: [S], psu: P}\n"
    "crosswalk:\n  sex: A\n  age: B\n  town: C\n  grade: {absent: not asked}\n";

enum { SEX, AGE, TOWN, GRADE, N_VARIABLES, ROUNDS = 60, MOST = 250, MOST_COLUMNS = 6 };

struct fixture {
  struct codebook *codebook;
  struct survey *survey;
  GRand *rand;
};

static void
fixture_init (struct fixture *f)
{
  struct diag *d = diag_new ();
  f->codebook = codebook_parse (
      source_from_text ("codebook.yaml", codebook_text, strlen (codebook_text), d), d);
  f->survey =
      survey_parse (source_from_text ("survey.yaml", survey_text, strlen (survey_text), d), d);
  f->rand = g_rand_new_with_seed (20180427);
  diag_print (d, stderr, false);
  diag_free (d);
}

static void
fixture_clear (struct fixture *f)
{
  codebook_free (f->codebook);
  survey_free (f->survey);
  g_rand_free (f->rand);
}

/* A value of a variable: some are missing, for one reason or another. */
static guint32
made_up (struct fixture *f, struct values *v, int variable)
{
  if (g_rand_int_range (f->rand, 0, 8) == 0)
    return values_reason (v, g_rand_boolean (f->rand) ? MISSING_BLANK : MISSING_FIRST_OWN);
  if (variable == SEX)
    return values_number (v, g_rand_int_range (f->rand, 1, 3));
  if (variable == AGE)
    return values_number (v, g_rand_int_range (f->rand, 9, 18));
  char town[] = {(char)g_rand_int_range (f->rand, 'a', 'e'), 0};
  return values_text (v, town);
}

static struct dataset *
make (struct fixture *f, size_t n, bool with_psu)
{
  struct dataset *ds = dataset_new (f->codebook, f->survey);
  ds->n = n;
  ds->weight = g_new0 (double, n + 1);
  ds->stratum = g_new0 (guint32, n + 1);
  ds->psu = with_psu ? g_new0 (guint32, n + 1) : NULL;
  for (size_t i = 0; i < n; i++) {
    ds->stratum[i] = (guint32)g_rand_int_range (f->rand, 0, 3);
    if (with_psu)
      ds->psu[i] = ds->stratum[i] * 4 + (guint32)g_rand_int_range (f->rand, 0, 4);
  }
  for (int v = 0; v < GRADE; v++) {
    ds->variables[v] = values_new (&f->codebook->variables[v], f->codebook);
    for (size_t i = 0; i < n; i++) {
      guint32 entry = made_up (f, ds->variables[v], v);
      values_append (ds->variables[v], &entry, 1);
    }
  }
  return ds;
}

/* ---- The same, pair by pair ---- */

/* What stands in the file. */
static const char *
text_at (const struct dataset *ds, long column, size_t i, char number[static 32])
{
  if (column >= 0 && !ds->variables[column])
    return "-94";
  if (column >= 0)
    return ds->variables[column]->text->pdata[values_at (ds->variables[column], i)];
  const guint32 *of = column == PRIVACY_PSU ? ds->psu : ds->stratum;
  g_snprintf (number, 32, "%u", of ? of[i] : 0);
  return number;
}

static bool
alike (const struct dataset *ds, const long *columns, size_t n, size_t without, size_t a, size_t b)
{
  char x[32], y[32];
  for (size_t c = 0; c < n; c++)
    if (c != without &&
        strcmp (text_at (ds, columns[c], a, x), text_at (ds, columns[c], b, y)) != 0)
      return false;
  return true;
}

/* How many records are like record A, itself among them. */
static size_t
n_alike (const struct dataset *ds, const long *columns, size_t n, size_t without, size_t a)
{
  size_t k = 0;
  for (size_t b = 0; b < ds->n; b++)
    k += alike (ds, columns, n, without, a, b);
  return k;
}

static void
compare (struct unit *u, const struct dataset *ds, const long *columns, size_t n, size_t k)
{
  struct privacy *p = privacy_new (ds, columns, n, k);
  size_t unique = 0, below = 0, smallest = ds->n > 0 ? ds->n : 0;
  double combinations = 0;
  for (size_t a = 0; a < ds->n; a++) {
    size_t same = n_alike (ds, columns, n, n, a);
    unique += same == 1;
    below += same < k;
    smallest = MIN (smallest, same);
    combinations += 1 / (double)same;
  }
  CHECK (u, p->records == ds->n && p->unique == unique && p->below == below);
  CHECK (u, p->smallest == smallest);
  CHECK_NEAR (u, (double)p->combinations, combinations, 1e-9);
  for (size_t c = 0; c < n; c++) {
    size_t left = 0, first = 0;
    char x[32], y[32];
    for (size_t a = 0; a < ds->n; a++) {
      left += n_alike (ds, columns, n, c, a) == 1;
      first += strcmp (text_at (ds, columns[c], a, x), text_at (ds, columns[c], 0, y)) == 0;
    }
    CHECK (u, p->unique_without[c] == left);
    CHECK (u, p->constant[c] == (first == ds->n));
  }
  privacy_free (p);
}

static void
check_made_up (struct unit *u, struct fixture *f)
{
  static const long all[] = {SEX, PRIVACY_PSU, AGE, GRADE, TOWN, PRIVACY_STRATUM};
  for (int round = 0; round < ROUNDS; round++) {
    size_t n = (size_t)g_rand_int_range (f->rand, 0, MOST);
    struct dataset *ds = make (f, n, round % 3 > 0);
    size_t columns = (size_t)g_rand_int_range (f->rand, 1, MOST_COLUMNS + 1);
    compare (u, ds, all + g_rand_int_range (f->rand, 0, MOST_COLUMNS + 1 - (gint)columns), columns,
             (size_t)g_rand_int_range (f->rand, 2, 9));
    dataset_free (ds);
  }
}

/* ---- By hand ---- */

/* Two boys of 9, a girl of 9, a girl who did not know her age and one who did not say it: the two
   reasons are two values. */
static struct dataset *
by_hand (struct fixture *f)
{
  struct dataset *ds = make (f, 0, false);
  const struct {
    int sex, age;
  } child[] = {{1, 9}, {1, 9}, {2, 9}, {2, -97}, {2, -99}};
  for (size_t i = 0; i < G_N_ELEMENTS (child); i++, ds->n++) {
    guint32 sex = values_number (ds->variables[SEX], child[i].sex);
    guint32 age = values_number (ds->variables[AGE], child[i].age);
    values_append (ds->variables[SEX], &sex, 1);
    values_append (ds->variables[AGE], &age, 1);
  }
  return ds;
}

static char *
said (const struct privacy *p, const char *const *names, size_t n)
{
  struct diag *d = diag_new ();
  g_autofree char *out = NULL;
  privacy_find (p, names, n, (struct place){.file = "s.yaml"}, d);
  if (diag_size (d) > 0)
    out = g_strdup_printf ("%s | %s %zu %zu", diag_at (d, 0)->message, diag_at (d, 0)->subject,
                           diag_at (d, 0)->records, diag_at (d, 0)->of);
  diag_free (d);
  return g_steal_pointer (&out);
}

static void
check_by_hand (struct unit *u, struct fixture *f)
{
  static const long columns[] = {SEX, AGE};
  static const char *const names[] = {"sex", "age"};
  struct dataset *ds = by_hand (f);
  struct privacy *p = privacy_new (ds, columns, 2, 3);
  CHECK (u, p->records == 5 && p->combinations == 4 && p->unique == 3 && p->below == 5);
  CHECK (u, p->smallest == 1 && p->unique_without[0] == 2 && p->unique_without[1] == 0);
  g_autofree char *two = said (p, names, 2);
  CHECK (u, g_strcmp0 (two, "3 of 5 records are like no other in \"sex\" and \"age\" (none without "
                            "\"age\"); before anybody is given the records, make the groups wider "
                            "or leave columns out | sex, age 3 5") == 0);
  privacy_free (p);
  p = privacy_new (ds, columns, 1, 3);
  CHECK (u, p->unique == 0 && p->smallest == 2 && p->below == 2 && p->unique_without[0] == 0);
  g_autofree char *none = said (p, names, 1);
  CHECK (u, none == NULL);
  privacy_free (p);
  p = privacy_new (ds, columns + 1, 1, 3);
  g_autofree char *one = said (p, names + 1, 1);
  CHECK (u,
         g_strcmp0 (one, "2 of 5 records are like no other in \"age\"; before anybody is given "
                         "the records, make the groups wider or leave columns out | age 2 5") == 0);
  privacy_free (p);
  dataset_free (ds);
}

static void
check_names (struct unit *u, const struct fixture *f)
{
  long column = 7;
  CHECK (u, privacy_column (f->codebook, "town", &column) && column == TOWN);
  CHECK (u, privacy_column (f->codebook, "psu", &column) && column == PRIVACY_PSU);
  CHECK (u, privacy_column (f->codebook, "ssu", &column) && column == PRIVACY_SSU);
  CHECK (u, privacy_column (f->codebook, "stratum", &column) && column == PRIVACY_STRATUM);
  CHECK (u, !privacy_column (f->codebook, "weight", &column));
  CHECK (u, g_strcmp0 (privacy_near (f->codebook, "twon"), "town") == 0);
  CHECK (u, g_strcmp0 (privacy_near (f->codebook, "strata"), "stratum") == 0);
  CHECK (u, privacy_near (f->codebook, "quicksilver") == NULL);
}

int
main (void)
{
  struct unit u = {0};
  struct fixture f;
  fixture_init (&f);
  check_made_up (&u, &f);
  check_by_hand (&u, &f);
  check_names (&u, &f);
  fixture_clear (&f);
  return unit_report (&u);
}
