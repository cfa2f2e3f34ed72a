/* make-bench FOLDER: a study for measuring speed: eleven surveys of 10,000 records and 300 columns,
   113 MB, a codebook of 250 variables and one derived from them, a crosswalk for all of them
   (codes, ranges, patterns, labels, cells with several answers) and twenty proportions.  Below
   FOLDER/rules a data file of 400 columns with two surveys: one copies all of them, the other has a
   rule of each kind in turn.  Below FOLDER/replicates one of the surveys with 200 bootstraps behind
   its columns, as two studies: one uses them, one does not.  The data are made up, the same bytes
   every time.  */
#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
  N_SURVEYS = 11,
  N_RECORDS = 10000,
  N_COLUMNS = 300,
  N_MAPPED = 250,
  N_DESIGN = 4, /* ID, WEIGHT, STRATUM, PSU */
  N_INDICATORS = 20,
  N_STRATA = 20,
  N_PSUS = 400, /* in all strata together */
  N_REPLICATES = 200,
  PATH_SIZE = 4096,
};

/* What a column holds. */
enum kind { SEX, AGE, BINARY, SCALE, OFTEN, CODES, MINUTES, WORD, LABEL, PATTERN, SPLIT, EXTRA };

/* The file that is copied, and read with rules. */
enum { RULES_RECORDS = 40000, RULES_COLUMNS = 400 };

static const char *const countries[N_SURVEYS] = {"ALB", "ARG", "BGR", "BRA", "CHL", "CRI",
                                                 "GHA", "MNE", "PHL", "URY", "ZAF"};

/* SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine. */
static uint64_t
next (uint64_t *state)
{
  uint64_t z = (*state += UINT64_C (0x9E3779B97F4A7C15));
  z = (z ^ (z >> 30)) * UINT64_C (0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C (0x94D049BB133111EB);
  return z ^ (z >> 31);
}

static unsigned
below (uint64_t *state, unsigned n)
{
  return (unsigned)((next (state) >> 32) * n >> 32);
}

static FILE *
create (const char *folder, const char *name)
{
  char path[PATH_SIZE];
  snprintf (path, sizeof path, "%s/%s", folder, name);
  FILE *out = fopen (path, "w");
  if (!out) {
    fprintf (stderr, "make-bench: %s: %s\n", path, strerror (errno));
    exit (3);
  }
  return out;
}

static void
finish (FILE *out)
{
  if (ferror (out) || fclose (out) != 0) {
    fprintf (stderr, "make-bench: cannot write: %s\n", strerror (errno));
    exit (3);
  }
}

static void
make_folder (const char *folder, const char *name)
{
  char path[PATH_SIZE];
  snprintf (path, sizeof path, "%s/%s", folder, name);
  if (mkdir (path, 0777) != 0 && errno != EEXIST) {
    fprintf (stderr, "make-bench: %s: %s\n", path, strerror (errno));
    exit (3);
  }
}

/* Of mapped variable I: sex and age first, then a mixture as questionnaires have it. */
static enum kind
kind_of (int i)
{
  if (i < 2)
    return i == 0 ? SEX : AGE;
  switch (i % 25) {
  case 3:
  case 8:
  case 13:
  case 18:
    return SCALE;
  case 5:
  case 15:
    return OFTEN;
  case 7:
    return i % 2 == 0 ? MINUTES : SCALE;
  case 11:
    return i % 2 == 0 ? CODES : BINARY;
  case 4:
    return LABEL;
  case 9:
    return SPLIT;
  case 14:
    return PATTERN;
  case 21:
    return i % 50 == 21 ? WORD : BINARY;
  default:
    return BINARY;
  }
}

static void
write_name (FILE *out, int i)
{
  if (i < 2)
    fputs (i == 0 ? "sex" : "age", out);
  else
    fprintf (out, "q%03d", i);
}

/* Codebook, plan and study */

static void
write_variable (FILE *out, int i)
{
  static const char *const scale[] = {"never", "hardly_ever", "sometimes", "often", "always"};
  fputs ("  ", out);
  write_name (out, i);
  fprintf (out, ":\n    label: Question %d\n    module: m%d\n    tier: core\n", i, i / 25);
  switch (kind_of (i)) {
  case SEX:
    fputs ("    type: nominal\n    categories: {1: {name: boy}, 2: {name: girl}}\n", out);
    break;
  case AGE:
    fputs ("    type: integer\n    unit: years\n    range: 9..17\n", out);
    break;
  case LABEL:
  case SPLIT:
    fputs ("    type: binary\n    categories: {0: {name: \"no\", label: Not at all}, 1: {name: "
           "\"yes\", "
           "label: Yes indeed}}\n",
           out);
    break;
  case BINARY:
    fputs ("    type: binary\n    categories: {0: {name: \"no\"}, 1: {name: \"yes\"}}\n", out);
    break;
  case SCALE:
    fputs ("    type: ordinal\n    categories:\n", out);
    for (int c = 0; c < 5; c++)
      fprintf (out, "      %d: {name: %s}\n", c + 1, scale[c]);
    break;
  case OFTEN:
  case PATTERN:
    fputs (
        "    type: ordinal\n    categories: {1: {name: low}, 2: {name: middle}, 3: {name: high}}\n",
        out);
    break;
  case CODES:
    fputs ("    type: nominal\n    categories:\n", out);
    for (int c = 10; c < 30; c++)
      fprintf (out, "      %d: {name: code%d}\n", c, c);
    break;
  case MINUTES:
    fputs ("    type: integer\n    unit: minutes\n    range: 0..600\n", out);
    break;
  case WORD:
  case EXTRA:
    fputs ("    type: text\n", out);
    break;
  }
}

static void
write_codebook (const char *folder)
{
  FILE *out = create (folder, "codebook.yaml");
  fputs ("codebook: gko-bench\nversion: 1.0.0\ntitle: Made up to measure speed\n"
         "languages: [en]\nmissing:\n"
         "  dont_know: {code: -97, label: Don't know}\n"
         "  no_answer: {code: -98, label: No answer}\nvariables:\n",
         out);
  for (int i = 0; i < N_MAPPED; i++)
    write_variable (out, i);
  fputs ("  age_group:\n    label: Age group\n    module: m0\n    tier: core\n    type: ordinal\n"
         "    derive: cut(age, 9, 12, 15, 18)\n"
         "    categories: {1: {name: 9-11}, 2: {name: 12-14}, 3: {name: 15-17}}\n",
         out);
  finish (out);
}

static void
write_plan (const char *folder)
{
  FILE *out = create (folder, "indicators.yaml");
  fputs ("indicators:\n", out);
  for (int i = 2, n = 0; n < N_INDICATORS; i++) {
    if (kind_of (i) != BINARY)
      continue;
    n++;
    fprintf (out,
             "  i%02d:\n    title: Share of question %d\n    topic: bench\n"
             "    measure: proportion\n    of: q%03d == \"yes\"\n    by: [sex, age_group]\n",
             n, i, i);
  }
  finish (out);
}

static void
write_study (const char *folder, const char *name, const char *surveys)
{
  FILE *out = create (folder, name);
  fprintf (out,
           "study: bench\ntitle: Made up to measure speed\ncodebook: codebook.yaml\n"
           "surveys: [%s]\nindicators: indicators.yaml\n"
           "reports:\n  - {format: xlsx, file: report.xlsx, language: en}\n  - {format: csv}\n"
           "output: out\n",
           surveys);
  finish (out);
}

/* Surveys */

static void
write_rule (FILE *out, int i)
{
  fputs ("  ", out);
  write_name (out, i);
  fputs (": ", out);
  switch (kind_of (i)) {
  case SEX:
    fputs ("{column: SEX, recode: {boy: 1, girl: 2}}\n", out);
    break;
  case AGE:
    fputs ("AGE\n", out);
    break;
  case BINARY:
    fprintf (out,
             "{column: Q%03d, recode: {\"yes\": 1, \"no\": 0, dont_know: 97, no_answer: 98, "
             "not_applicable: 99}}\n",
             i);
    break;
  case SCALE:
    fprintf (
        out,
        "{column: Q%03d, recode: {never: 5, hardly_ever: 4, sometimes: 3, often: 2, always: 1, "
        "dont_know: 97, no_answer: 98}}\n",
        i);
    break;
  case OFTEN:
    fprintf (out,
             "{column: Q%03d, recode: {low: 1..2, middle: [3, 4, 5], high: 6..7, dont_know: 97, "
             "no_answer: 98}}\n",
             i);
    break;
  case CODES:
    fprintf (out, "{column: Q%03d, recode: {dont_know: 997", i);
    for (int c = 10; c < 30; c++)
      fprintf (out, ", code%d: %d", c, c);
    fputs ("}}\n", out);
    break;
  case LABEL:
    fprintf (out,
             "{column: Q%03d, label: yes, recode: {dont_know: Don't know, no_answer: No answer}}\n",
             i);
    break;
  case PATTERN:
    fprintf (
        out,
        "{column: Q%03d, recode: {low: '/^rare/i', middle: '/^(every )?week/i', high: '/^every "
        "day/i', dont_know: Don't know}}\n",
        i);
    break;
  case SPLIT:
    fprintf (out,
             "{column: Q%03d, split: ';', recode: {\"yes\": Phone, dont_know: Don't know}, else: "
             "\"no\"}\n",
             i);
    break;
  case MINUTES:
    fprintf (out, "{column: Q%03d, recode: {dont_know: 997}}\n", i);
    break;
  case WORD:
  case EXTRA:
    fprintf (out, "Q%03d\n", i);
    break;
  }
}

/* DATA: the file, seen from the survey; DESIGN: further lines of the design. */
static void
write_survey (const char *folder, const char *name, int survey, const char *data,
              const char *design)
{
  FILE *out = create (folder, name);
  fprintf (out,
           "survey: BEN-%02d\ncountry: %s\nyear: %d\ntitle: Made up survey %d\n"
           "codebook: ../codebook.yaml\nsource:\n  file: ../%s\n"
           "  delimiter: \",\"\n  decimal: \".\"\n"
           "design:\n  id: ID\n  weight: WEIGHT\n  strata: [STRATUM]\n  psu: PSU\n"
           "  lonely_psu: certainty\n%scrosswalk:\n",
           survey + 1, countries[survey], 2010 + survey, survey + 1, data, design);
  for (int i = 0; i < N_MAPPED; i++)
    write_rule (out, i);
  finish (out);
}

/* One to four of four devices. */
static void
write_answers (FILE *out, unsigned draw)
{
  static const char *const devices[] = {"Phone", "Tablet", "Laptop, own", "Console"};
  const char *between = "\"";
  for (unsigned k = 0; k < 4; k++)
    if ((1 + draw % 15) >> k & 1) {
      fprintf (out, "%s%s", between, devices[k]);
      between = ";";
    }
  fputc ('"', out);
}

static void
write_cell (FILE *out, uint64_t *state, enum kind kind)
{
  static const char *const words[] = {"phone", "tablet", "school", "home", "friend"};
  static const char *const labels[] = {"Yes indeed", "Not at all", "Not at all", "Don't know",
                                       "No answer"};
  static const char *const often[] = {"Every day", "every week", "Weekly, most of the time",
                                      "Rarely", "Don't know"};
  unsigned draw = below (state, 100);
  switch (kind) {
  case SEX:
    fprintf (out, "%u", 1 + draw % 2);
    break;
  case AGE:
    fprintf (out, "%u", 9 + below (state, 9));
    break;
  case BINARY:
    fputs (draw < 38 ? "1" : draw < 95 ? "0" : draw < 97 ? "97" : draw < 98 ? "98" : "99", out);
    break;
  case SCALE:
    fprintf (out, "%u", draw < 95 ? 1 + draw % 5 : draw < 98 ? 97u : 98u);
    break;
  case OFTEN:
    fprintf (out, "%u", draw < 95 ? 1 + draw % 7 : draw < 98 ? 97u : 98u);
    break;
  case CODES:
    fprintf (out, "%u", draw < 97 ? 10 + below (state, 20) : 997u);
    break;
  case MINUTES:
    fprintf (out, "%u", draw < 97 ? 5 * below (state, 40) : 997u);
    break;
  case WORD:
    fputs (words[draw % 5], out);
    break;
  case LABEL:
    fputs (labels[draw < 95 ? draw % 3 : draw % 5], out);
    break;
  case PATTERN:
    fprintf (out, "\"%s\"", often[draw % 5]);
    break;
  case SPLIT:
    write_answers (out, draw);
    break;
  case EXTRA:
    fputs (draw < 40 ? "" : draw < 70 ? "0" : "1", out);
    break;
  }
}

/* How often a PSU was drawn for a replicate; a little different for each child, as after
   calibration. */
static void
write_replicates (FILE *out, double weight, unsigned psu, uint64_t *state)
{
  uint64_t draws = psu + 1;
  for (int r = 0; r < N_REPLICATES; r++) {
    unsigned drawn = below (&draws, 16);
    double count = drawn < 6 ? 0 : drawn < 12 ? 1 : drawn < 15 ? 2 : 4;
    fprintf (out, ",%.3f", weight * count * (0.99 + below (state, 2001) / 1e5));
  }
}

static void
write_data (const char *folder, const char *name, int survey, int n_replicates)
{
  uint64_t state = (uint64_t)survey + 1, other = state;
  FILE *out = create (folder, name);
  fputs ("ID,WEIGHT,STRATUM,PSU,SEX,AGE", out);
  for (int i = 2; i < N_COLUMNS - N_DESIGN; i++)
    fprintf (out, i < N_MAPPED ? ",Q%03d" : ",EXTRA%03d", i);
  for (int r = 1; r <= n_replicates; r++)
    fprintf (out, ",R%03d", r);
  fputc ('\n', out);
  for (int r = 0; r < N_RECORDS; r++) {
    unsigned psu = below (&state, N_PSUS);
    unsigned whole = 100 + below (&state, 900), rest = below (&state, 1000);
    fprintf (out, "%d,%u.%03u,%u,%u", 100000 * (survey + 1) + r, whole, rest, 1 + psu % N_STRATA,
             1 + psu);
    for (int i = 0; i < N_COLUMNS - N_DESIGN; i++) {
      fputc (',', out);
      write_cell (out, &state, i < N_MAPPED ? kind_of (i) : EXTRA);
    }
    if (n_replicates)
      write_replicates (out, whole + rest / 1e3, psu, &other);
    fputc ('\n', out);
  }
  finish (out);
}

/* A crosswalk against a copy: one file, whose codes are the codebook's, and two surveys. */

static void
write_rules_codebook (const char *folder)
{
  FILE *out = create (folder, "rules/codebook.yaml");
  fputs ("codebook: gko-bench-rules\nlanguages: [en]\nmissing:\n"
         "  dont_know: {code: -97, label: Don't know}\nvariables:\n",
         out);
  for (int i = 0; i < RULES_COLUMNS; i++)
    fprintf (out,
             "  v%03d: {label: Question %d, type: ordinal, categories: {1: never, 2: rarely, 3: "
             "often, 4: always}}\n",
             i, i);
  finish (out);
}

static void
write_rules_survey (const char *folder, const char *name, int rules)
{
  static const char *const kinds[] = {
      "recode: {never: 1, rarely: 2, often: 3, always: 4, dont_know: -97}",
      "recode: {never: 0..1.5, rarely: 1.6..2, often: 3..3.9, always: 4..5, dont_know: -97}",
      "recode: {never: '/^1$/', rarely: '/^0*2$/', often: '/^[3]$/', always: 4, dont_know: -97}",
      "label: yes, recode: {never: 1, rarely: 2, often: [3, three], always: 4, dont_know: -97}",
      "split: ';', recode: {never: 1, rarely: 2, often: 3, always: 4, dont_know: -97}"};
  char path[64];
  snprintf (path, sizeof path, "rules/%s.yaml", name);
  FILE *out = create (folder, path);
  fprintf (out,
           "survey: %s\ncountry: BRA\nyear: 2020\ncodebook: codebook.yaml\n"
           "source: {file: data.csv, delimiter: \",\"}\ndesign: {id: ID, weight: none}\n"
           "crosswalk:\n",
           name);
  for (int i = 0; i < RULES_COLUMNS; i++)
    if (rules)
      fprintf (out, "  v%03d: {column: Q%03d, %s}\n", i, i, kinds[i % 5]);
    else
      fprintf (out, "  v%03d: Q%03d\n", i, i);
  finish (out);
}

static void
write_rules_data (const char *folder)
{
  uint64_t state = 1;
  FILE *out = create (folder, "rules/data.csv");
  fputs ("ID", out);
  for (int i = 0; i < RULES_COLUMNS; i++)
    fprintf (out, ",Q%03d", i);
  fputc ('\n', out);
  for (int r = 0; r < RULES_RECORDS; r++) {
    fprintf (out, "%d", r + 1);
    for (int i = 0; i < RULES_COLUMNS; i++) {
      unsigned draw = below (&state, 100);
      if (draw < 97)
        fprintf (out, ",%u", 1 + draw % 4);
      else
        fputs (",-97", out);
    }
    fputc ('\n', out);
  }
  finish (out);
}

int
main (int argc, char **argv)
{
  if (argc != 2) {
    fputs ("usage: make-bench FOLDER\n", stderr);
    return 2;
  }
  make_folder (argv[1], "");
  make_folder (argv[1], "data");
  make_folder (argv[1], "surveys");
  write_codebook (argv[1]);
  write_plan (argv[1]);
  write_study (argv[1], "study.yaml", "surveys/*.yaml");
  for (int s = 0; s < N_SURVEYS; s++) {
    char survey[64], data[64];
    snprintf (survey, sizeof survey, "surveys/ben-%02d.yaml", s + 1);
    snprintf (data, sizeof data, "data/ben-%02d.csv", s + 1);
    write_survey (argv[1], survey, s, data, "");
    write_data (argv[1], data, s, 0);
  }
  make_folder (argv[1], "replicates");
  write_data (argv[1], "replicates/data.csv", 0, N_REPLICATES);
  write_survey (argv[1], "replicates/without.yaml", 0, "replicates/data.csv", "");
  write_survey (argv[1], "replicates/with.yaml", 0, "replicates/data.csv",
                "  replicates: {columns: R001..R200, kind: bootstrap}\n");
  write_study (argv[1], "without.yaml", "replicates/without.yaml");
  write_study (argv[1], "with.yaml", "replicates/with.yaml");
  make_folder (argv[1], "rules");
  write_rules_codebook (argv[1]);
  write_rules_survey (argv[1], "copy", 0);
  write_rules_survey (argv[1], "crosswalk", 1);
  write_rules_data (argv[1]);
  return 0;
}
