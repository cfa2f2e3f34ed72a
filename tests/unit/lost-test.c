/* Nothing is lost: thousands of files made up from seeds go through surveys made up from the same
   seeds, and for each of them records, cells and counts must come out as they went in, whatever the
   size of the buffer.

   lost-test [SEED [N]]: N files from SEED on.  The seed of a file that fails is printed, and
   `lost-test SEED 1` makes it again and keeps it.  */
#include <config.h>

#include "harmonise/harmonise.h"
#include "harmonise/profile.h"

#include "lost-file.h"
#include "unit.h"
#include "written.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { FIRST_SEED = 1, N_FILES = 10000, MOST_FAILURES = 5 };

/* What a written file would cost on a disk is not what is tested here. */
int
fsync (int fd)
{
  (void)fd;
  return 0;
}

static const char codebook_text[] =
    "codebook: lost\nversion: 1.0.0\ntitle: Lost\nlanguages: [en, pt]\n"
    "missing: {dont_know: {code: -97, label: {en: Does not know, pt: Não sabe}}}\n"
    "variables:\n"
    "  plain: {label: Plain, type: text}\n"
    "  said: {label: Said, type: text}\n"
    "  number: {label: Number, type: number}\n"
    "  whole: {label: Whole, type: integer, range: 0..99}\n"
    "  kind: {label: Kind, type: nominal, categories: {1: {name: one, label: {en: One, pt: Um}},\n"
    "    2: {name: two, label: {en: Two, pt: Dois}}, 3: {name: three, label: {en: Three, pt: "
    "Três}}}}\n"
    "  again: {label: Kind again, type: ordinal, asked_if: kind != \"two\",\n"
    "    categories: {1: {name: low}, 2: {name: high}}}\n"
    "  day: {label: Day, type: date}\n"
    "  big: {label: Big, type: binary, derive: \"if(number > 1, 1, 0)\", categories: {0: \"no\", "
    "1: "
    "\"yes\"}}\n";

struct fixture {
  struct unit *u;
  char *folder, *data, *out, *audit, *harmonised, *rejects, *schema;
  struct codebook *codebook;
  guint32 seed;
  const struct lost_file *file;
  size_t failures;
};

static void
check (struct fixture *f, bool good, const char *what)
{
  f->u->run++;
  f->u->failed += !good;
  if (!good && f->failures++ < MOST_FAILURES)
    fprintf (stderr, "seed %u: %s; `lost-test %u 1` makes the file again\n", f->seed, what,
             f->seed);
}

/* ---- Surveys ---- */

/* Lines that may stand in a rule: the first, and each other one or not.  Those of one rule claim
   nothing twice. */
static void
add_some (GString *yaml, struct lost_file *f, const char *const *lines)
{
  g_string_append (yaml, *lines++);
  for (; *lines; lines++)
    if (chance (f, 0.5))
      g_string_append_printf (yaml, ", %s", *lines);
}

static void
add_recode (GString *yaml, struct lost_file *f, const char *const *lines)
{
  g_string_append (yaml, ", recode: {");
  add_some (yaml, f, lines);
  g_string_append (yaml, "}");
}

static void
add_source (GString *yaml, struct lost_file *f)
{
  g_string_append_printf (yaml, "source: {file: data.csv");
  if (f->delimiter_said)
    g_string_append_printf (yaml, ", delimiter: \"%s\"",
                            f->delimiter == '\t' ? "\\t" : (char[]){f->delimiter, 0});
  if (f->encoding_said)
    g_string_append_printf (yaml, ", encoding: %s", f->way->name);
  g_string_append_printf (yaml, ", header_rows: %d, names_row: %d, skip_rows: %d", f->header_rows,
                          f->names_row, f->skip_rows);
  g_string_append (yaml, ", missing: [\"\", NA, \"#\"]}\n");
}

static void
add_rules (GString *yaml, struct lost_file *f)
{
  static const char *const said[] = {
      "dont_know: [97, x]", "words: \"/w.rd/i\"", "é: [é, ã, \"/^ç/\"]",
      "empty: \"\"",        "\"9\": 9",           NULL};
  static const char *const numbers[] = {"dont_know: 97..98", "0: [\"many\"]", "-7: -7", NULL};
  static const char *const kinds[] = {"one: [1, b1]",  "two: 2..3",     "three: [\"/^x/\", 9]",
                                      "dont_know: 97", "invalid: \"\"", NULL};
  static const char *const again[] = {"low: [1, 2]", "high: [4, \"/^t/i\"]", "dont_know: 97", NULL};
  static const char *const elses[] = {"", "", ", else: dont_know", ", else: three"};
  static const char *const labels[] = {"", ", label: yes"};
  static const char *const splits[] = {"", "", ", split: \"+\""};
  static const char *const whens[] = {
      "", "", ", when: [{if: 'W > 1', then: three}]", ", when: [{if: 'n == 97', then: invalid}]",
      ", when: [{if: 'k == 1', then: two}, {if: 'n > 1', then: one}]"};
  g_string_append_printf (yaml, "crosswalk:\n  plain: {column: \"%s\"}\n  said: {column: said",
                          f->name[PLAIN]);
  add_recode (yaml, f, said);
  g_string_append (yaml, chance (f, 0.2) ? ", else: rest}\n" : "}\n");
  g_string_append (yaml, "  number: {column: n");
  add_recode (yaml, f, numbers);
  g_string_append (yaml, chance (f, 0.2) ? ", scale: 0.5}\n" : "}\n");
  g_string_append (yaml, chance (f, 0.5) ? "  whole: {value: 'n * 2'}\n" : "  whole: n\n");
  g_string_append (yaml, "  kind: {column: k");
  if (chance (f, 0.8)) {
    add_recode (yaml, f, kinds);
    g_string_append_printf (yaml, "%s%s%s", PICK (f, elses), PICK (f, labels), PICK (f, splits));
  }
  g_string_append_printf (yaml, "%s}\n", PICK (f, whens));
  g_string_append (yaml, "  again: {column: k");
  add_recode (yaml, f, again);
  g_string_append_printf (yaml, "%s%s}\n", PICK (f, labels), PICK (f, splits));
  g_string_append (yaml, chance (f, 0.5) ? "  day: {column: d, date: \"%d/%m/%Y\"}\n"
                                         : "  day: {column: d, recode: {dont_know: 97}}\n");
}

static struct survey *
make_survey (const struct fixture *f, struct lost_file *file, struct diag *diag)
{
  g_autoptr (GString) yaml =
      g_string_new ("survey: TST-2020\ncountry: BRA\nyear: 2020\ncodebook: codebook.yaml\n");
  g_autofree char *name = g_build_filename (f->folder, "survey.yaml", NULL);
  add_source (yaml, file);
  g_string_append_printf (yaml, "design: {id: ID, weight: %s%s}\n",
                          chance (file, 0.8) ? "W" : "none",
                          chance (file, 0.3) ? ", strata: S, lonely_psu: certainty" : "");
  add_rules (yaml, file);
  return survey_parse (source_from_text (name, yaml->str, yaml->len, diag), diag);
}

/* ---- What came out ---- */

/* What a run gave. */
struct outcome {
  struct ingest_summary summary;
  struct written harmonised, audit, rejects;
  char *said; /* the findings, sorted */
};

static void
clear_outcome (struct outcome *o)
{
  clear_written (&o->harmonised);
  clear_written (&o->audit);
  clear_written (&o->rejects);
  g_free (o->said);
  profile_free (o->summary.profile);
}

static int
by_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static struct outcome
ingest (const struct fixture *f, const struct crosswalk *cw, size_t chunk)
{
  struct outcome o = {.said = NULL};
  struct diag *diag = diag_new ();
  const struct ingest_options options = {
      .output = f->out, .thresholds = thresholds_usual (), .chunk = chunk};
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);

  g_remove (f->harmonised);
  g_remove (f->audit);
  g_remove (f->rejects);
  g_remove (f->schema);
  dataset_free (crosswalk_ingest (cw, &options, &o.summary, diag));
  o.harmonised = read_written (f->harmonised);
  o.audit = read_written (f->audit);
  o.rejects = read_written (f->rejects);
  for (size_t i = 0; i < diag_size (diag); i++) {
    const struct finding *found = diag_at (diag, i);
    g_ptr_array_add (said, g_strdup_printf ("%s:%zu:%zu %s", diag_id_name (found->id), found->line,
                                            found->column, found->message));
  }
  /* What is found while records are read and what is found in a block of them may change places. */
  g_ptr_array_sort (said, by_text);
  g_ptr_array_add (said, NULL);
  o.said = g_strjoinv ("\n", (char **)said->pdata);
  diag_free (diag);
  return o;
}

/* ---- What must hold ---- */

static bool
is_same (const struct written *a, const struct written *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->text, b->text, a->len) == 0);
}

/* The buffer has no part in anything. */
static void
check_same (struct fixture *f, const struct outcome *a, const struct outcome *b)
{
  check (f, is_same (&a->harmonised, &b->harmonised), "the harmonised file hangs on the buffer");
  check (f, is_same (&a->audit, &b->audit), "the audit hangs on the buffer");
  check (f, is_same (&a->rejects, &b->rejects), "the rejects hang on the buffer");
  check (f, strcmp (a->said, b->said) == 0, "the findings hang on the buffer");
  check (f,
         a->summary.read == b->summary.read && a->summary.invalid == b->summary.invalid &&
             strcmp (a->summary.encoding, b->summary.encoding) == 0,
         "the summary hangs on the buffer");
}

/* For every mapped variable the audit's counts are the harmonised records. */
static void
check_audit (struct fixture *f, const struct survey *survey, const struct outcome *o)
{
  for (size_t r = 0; r < survey->n_rules; r++) {
    size_t n = 0;
    double weight = 0;
    for (size_t i = 1; i < o->audit.rows->len; i++)
      if (strcmp (cell_at (&o->audit, i, 0), survey->rules[r].variable) == 0) {
        n += strtoul (cell_at (&o->audit, i, 5), NULL, 10);
        weight += g_ascii_strtod (cell_at (&o->audit, i, 6), NULL);
      }
    double all = 0;
    for (size_t i = 1; i < o->harmonised.rows->len; i++)
      all += g_ascii_strtod (cell_at (&o->harmonised, i, 4), NULL);
    check (f, n == o->summary.harmonised, "the audit does not add up to the records");
    check (f, fabs (weight - all) <= 1e-9 * (1 + all), "the audit does not add up to the weights");
  }
}

/* Without blanks at its ends; what means an empty cell is -99. */
static char *
expected_text (const char *cell)
{
  char *text = trimmed (cell);
  if (*text && strcmp (text, "NA") != 0 && strcmp (text, "#") != 0)
    return text;
  g_free (text);
  return g_strdup ("-99");
}

/* CELL as it is read when its encoding was not said, and another one makes more sense. */
static char *
as_read (const struct lost_file *file, const char *cell, const char *encoding)
{
  gsize len;
  if (strcmp (encoding, file->way->name) == 0)
    return g_strdup (cell);
  g_autofree char *bytes = g_convert (cell, -1, file->way->name, "UTF-8", NULL, &len, NULL);
  return bytes ? g_convert (bytes, (gssize)len, "UTF-8", encoding, NULL, NULL, NULL) : NULL;
}

/* Every record that was written is there or rejected, in its order, with its id and its text. */
static void
check_records (struct fixture *f, const struct survey *survey, const struct outcome *o)
{
  const struct lost_file *file = f->file;
  const char *encoding = o->summary.encoding;
  /* A file that does not say it and is read as UTF-8, or a bad byte that is read as a letter. */
  bool other = strcmp (encoding, file->way->name) != 0;
  size_t row = 0, id = column_of (&o->harmonised, "id");
  size_t plain = column_of (&o->harmonised, "plain");
  check (f, o->summary.read == file->records->len, "not every record was read");
  check (f, !other || !file->way->unicode || file->bytes->len == 0 || !file->encoding_said,
         "another encoding than was said");
  for (guint i = 0; i < file->records->len; i++) {
    const struct record *r = file->records->pdata[i];
    if (other && (r->fault == BAD_BYTE || strcmp (encoding, "UTF-8") == 0))
      return;
    if (r->fault != SOUND && (r->fault != BAD_WEIGHT || !survey->design.no_weight))
      continue;
    if (++row > n_rows (&o->harmonised))
      break;
    g_autofree char *cell = as_read (file, r->cell[PLAIN], encoding);
    g_autofree char *expected = cell ? expected_text (cell) : NULL;
    check (f, strcmp (cell_at (&o->harmonised, row, id), r->cell[ID]) == 0, "a record is lost");
    check (f, !expected || strcmp (cell_at (&o->harmonised, row, plain), expected) == 0,
           "a text is changed");
  }
  check (f, row == o->summary.harmonised, "there are more or fewer records than there should be");
}

static void
check_outcome (struct fixture *f, const struct survey *survey, const struct outcome *o)
{
  const struct ingest_summary *s = &o->summary;
  check (f, s->read == s->harmonised + s->rejected, "records read are not harmonised or rejected");
  check (f, n_rows (&o->harmonised) == s->harmonised, "the harmonised file has other records");
  check (f, n_rows (&o->rejects) == s->rejected, "the rejects file has other records");
  check (f, strstr (s->encoding, f->file->way->name) || !f->file->way->wide, "UTF-16 is not found");
  if (f->file->known)
    check_records (f, survey, o);
  if (s->harmonised > 0)
    check_audit (f, survey, o);
}

/* (g_file_set_contents would wait for the disk.) */
static void
write_data (struct fixture *f, const struct lost_file *file)
{
  FILE *out = fopen (f->data, "wb");
  size_t len = file->bytes->len;
  check (f, out && fwrite (file->bytes->data, 1, len, out) == len && fclose (out) == 0,
         "the data file cannot be written");
}

static void
check_seed (struct fixture *f, guint32 seed)
{
  struct lost_file file;
  struct diag *diag = diag_new ();
  f->seed = seed;
  lost_file_make (&file, seed);
  f->file = &file;
  write_data (f, &file);
  struct survey *survey = make_survey (f, &file, diag);
  struct crosswalk *cw = survey ? crosswalk_new (survey, f->codebook, diag) : NULL;
  check (f, cw != NULL, "the survey file is refused");
  if (cw) {
    struct outcome one = ingest (f, cw, 0), two = ingest (f, cw, 1 + below (&file, 100));
    check_same (f, &one, &two);
    check_outcome (f, survey, &one);
    clear_outcome (&one);
    clear_outcome (&two);
  } else if (f->failures <= MOST_FAILURES)
    diag_print (diag, stderr, false);
  crosswalk_free (cw);
  survey_free (survey);
  lost_file_clear (&file);
  diag_free (diag);
}

static bool
fixture_init (struct fixture *f)
{
  struct diag *diag = diag_new ();
  /* In memory, where the system has such a folder. */
  f->folder = g_mkdtemp (g_strdup ("/dev/shm/lost-test-XXXXXX"));
  if (!f->folder)
    f->folder = g_dir_make_tmp ("lost-test-XXXXXX", NULL);
  f->data = g_build_filename (f->folder, "data.csv", NULL);
  f->out = g_build_filename (f->folder, "out", NULL);
  f->harmonised = harmonise_path (f->out, "harmonised", "TST-2020", ".csv");
  f->audit = harmonise_path (f->out, "audit", "TST-2020", ".csv");
  f->rejects = harmonise_path (f->out, "rejects", "TST-2020", ".csv");
  f->schema = harmonise_path (f->out, "harmonised", "TST-2020", ".schema.json");
  f->codebook = codebook_parse (
      source_from_text ("codebook.yaml", codebook_text, sizeof codebook_text - 1, diag), diag);
  if (diag_size (diag) > 0)
    diag_print (diag, stderr, false);
  diag_free (diag);
  return f->codebook != NULL;
}

static void
fixture_clear (struct fixture *f, bool keep)
{
  const char *const paths[] = {f->data, f->harmonised, f->audit, f->rejects, f->schema};
  static const char *const folders[] = {"out/harmonised", "out/audit", "out/rejects", "out", ""};
  for (size_t i = 0; i < G_N_ELEMENTS (paths) && !keep; i++)
    g_remove (paths[i]);
  for (size_t i = 0; i < G_N_ELEMENTS (folders) && !keep; i++) {
    g_autofree char *path = g_build_filename (f->folder, folders[i], NULL);
    g_rmdir (path);
  }
  if (keep)
    fprintf (stderr, "the file is %s\n", f->data);
  codebook_free (f->codebook);
  g_free (f->folder);
  g_free (f->data);
  g_free (f->out);
  g_free (f->harmonised);
  g_free (f->audit);
  g_free (f->rejects);
  g_free (f->schema);
}

int
main (int argc, char **argv)
{
  struct unit u = {0};
  struct fixture f = {.u = &u};
  guint32 first = argc > 1 ? (guint32)strtoul (argv[1], NULL, 10) : FIRST_SEED;
  guint32 n = argc > 2 ? (guint32)strtoul (argv[2], NULL, 10) : N_FILES;
  if (!fixture_init (&f))
    return 1;
  for (guint32 i = 0; i < n; i++)
    check_seed (&f, first + i);
  fixture_clear (&f, n == 1);
  return unit_report (&u);
}
