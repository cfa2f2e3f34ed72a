#include <config.h>

#include "base/outfile.h"
#include "cmd/cmd.h"
#include "cmd/library.h"
#include "model/country.h"
#include "model/survey.h"
#include "suggest/suggest.h"

#include <string.h>

/* Country and year: from the command line, else from the name of the first data file; nothing is
   made up. */
static bool
read_head (const struct options *o, struct suggest_request *q, char country[static 4])
{
  long year = 0;

  suggest_head (o->operands[0], country, &year);
  if (o->country && !country_known (o->country))
    return cmd_usage ("suggest",
                      "--country takes the three letters of ISO 3166-1, or XKX for Kosovo");
  q->country = o->country ? o->country : country;
  q->year = o->year ? o->year : year;
  if (!*q->country || q->year == 0)
    return cmd_usage ("suggest",
                      "say --country and --year: the name of the data file does not tell "
                      "them, as bra-2018.csv would");
  if (o->survey && !survey_id_valid (o->survey))
    return cmd_usage ("suggest", "--survey takes letters, digits, _ - and . alone, at most 64");
  return true;
}

static bool
check_command (const struct options *o)
{
  if (!o->operands[0])
    return cmd_usage ("suggest", "name the data file, or the files of one layout");
  if (!o->codebook)
    return cmd_usage ("suggest", "say --codebook FILE: the variables to look for");
  if (o->choices && !o->xlsform)
    return cmd_usage ("suggest", "--choices belongs to --xlsform");
  return true;
}

/* A draft must not take the place of somebody's work. */
static bool
write_draft (const struct options *o, const char *draft, struct diag *d)
{
  struct outfile *file;

  if (!o->output) {
    fputs (draft, stdout);
    fflush (stdout);
    return true;
  }
  if (g_file_test (o->output, G_FILE_TEST_EXISTS)) {
    diag_add (
        d, FIND_CANNOT_WRITE, (struct place){.file = o->output},
        "it is there already, and a draft does not take the place of what somebody has written; "
        "give -o another name");
    return false;
  }
  file = outfile_open (o->output, OUTFILE_PUBLIC, d);
  if (!file)
    return false;
  outfile_write (file, draft, strlen (draft));
  return outfile_close (file, d);
}

static void
print_summary (const struct options *o, const struct suggest_summary *s)
{
  const char *name = o->output ? o->output : "the draft";
  if (o->quiet)
    return;
  fprintf (
      stderr,
      "%zu columns, %zu records: %zu variable%s a rule, %zu %s to be decided, %zu ha%s no "
      "column; %zu more are derived.\n"
      "Next: read each rule of %s against the questionnaire, decide the others, then gko check "
      "and gko ingest.\n",
      s->columns, s->records, s->active, s->active == 1 ? " has" : "s have", s->open,
      s->open == 1 ? "is" : "are", s->without, s->without == 1 ? "s" : "ve", s->derived, name);
}

bool
cmd_suggest (const struct options *o, struct diag *d)
{
  char country[4] = "";
  struct suggest_request q = {.data = (const char *const *)o->operands,
                              .dictionary = o->dictionary,
                              .form = o->xlsform,
                              .choices = o->choices,
                              .codebook = o->codebook};
  struct suggest_summary summary = {0};
  struct project *p;
  const struct codebook *cb;

  if (!check_command (o) || !read_head (o, &q, country))
    return false;
  g_autofree char *id = g_strdup_printf ("%s-%ld", q.country, q.year);
  g_autofree char *folder = o->output ? g_path_get_dirname (o->output) : NULL;
  q.survey = o->survey ? o->survey : id;
  q.folder = folder;
  p = project_new (NULL);
  if ((cb = project_codebook (p, o->codebook, d))) {
    g_autofree char *draft = suggest_draft (&q, cb, &summary, d);
    if (draft && write_draft (o, draft, d))
      print_summary (o, &summary);
  }
  project_free (p);
  return true;
}
