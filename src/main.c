/* gko: the table of verbs, --help, --version, the exit status. */
#include <config.h>

#include "base/outfile.h"
#include "cmd/cmd.h"

#include <errno.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdlib.h>
#include <string.h>
#ifdef HAVE_SYS_PRCTL_H
#include <sys/prctl.h>
#endif
#include <sys/resource.h>
#include <unistd.h>

enum { EXIT_USAGE = 2, EXIT_MACHINE = 3 };

/* Which options a verb takes, besides those that all take. */
enum {
  TAKES_OUTPUT = 1,
  TAKES_JOBS = 2,
  TAKES_LANGUAGE = 4,
  TAKES_DRY_RUN = 8,
  TAKES_DATA = 16,
  TAKES_VARIANT = 32,
  TAKES_CSV = 64,
  TAKES_DRAFT = 128,
  TAKES_RESULTS = 256
};

static const struct verb {
  const char *name;
  verb_function *run;
  const char *operands, *summary;
  unsigned takes;
} verbs[] = {
    {"run", cmd_run, "STUDY.yaml", "everything: ingest, estimate and report all surveys of a study",
     TAKES_OUTPUT | TAKES_JOBS | TAKES_LANGUAGE | TAKES_DRY_RUN | TAKES_VARIANT},
    {"ingest", cmd_ingest, "SURVEY.yaml...", "read national files and write harmonised ones",
     TAKES_OUTPUT | TAKES_JOBS | TAKES_DRY_RUN | TAKES_VARIANT},
    {"check", cmd_check, "FILE.yaml...", "prove codebooks, surveys, plans and studies right",
     TAKES_OUTPUT | TAKES_JOBS | TAKES_DATA | TAKES_VARIANT},
    {"suggest", cmd_suggest, "DATA...", "draft a survey file from a national data file",
     TAKES_DRAFT},
    {"estimate", cmd_estimate, "STUDY.yaml", "indicators from harmonised files already there",
     TAKES_OUTPUT | TAKES_JOBS | TAKES_DRY_RUN | TAKES_VARIANT},
    {"compare", cmd_compare, "STUDY.yaml",
     "differences between surveys and between groups, with tests",
     TAKES_OUTPUT | TAKES_JOBS | TAKES_DRY_RUN | TAKES_VARIANT},
    {"report", cmd_report, "STUDY.yaml", "reports from estimates already there",
     TAKES_OUTPUT | TAKES_LANGUAGE | TAKES_DRY_RUN | TAKES_VARIANT},
    {"show", cmd_show, "codebook|survey|indicators|coverage FILE.yaml [WORD]",
     "look things up, in any language", TAKES_LANGUAGE | TAKES_CSV},
    {"trace", cmd_trace, "STUDY.yaml INDICATOR SURVEY [VARIABLE=CATEGORY...]",
     "from a figure back to its rules, columns and files",
     TAKES_RESULTS | TAKES_LANGUAGE | TAKES_VARIANT},
    {"diff", cmd_diff, "OLD.yaml NEW.yaml", "what changed in meaning between two versions",
     TAKES_CSV},
};

/* One row an option: `needs' 0 is for every verb. */
struct option_row {
  GOptionEntry entry;
  unsigned needs;
};
enum { N_OPTIONS = 26 };

static void
option_rows (struct options *o, struct option_row rows[static N_OPTIONS])
{
  const struct option_row all[N_OPTIONS] = {
      {{"output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output, "write below DIR", "DIR"},
       TAKES_OUTPUT},
      {{"output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output, "read what was written below DIR",
        "DIR"},
       TAKES_RESULTS},
      {{"jobs", 'j', 0, G_OPTION_ARG_INT, &o->jobs, "work on N surveys at once", "N"}, TAKES_JOBS},
      {{"language", 0, 0, G_OPTION_ARG_STRING, &o->language, "words in this language", "LL"},
       TAKES_LANGUAGE},
      {{"variant", 0, 0, G_OPTION_ARG_STRING, &o->variant, "take the rules' variants of this name",
        "NAME"},
       TAKES_VARIANT},
      {{"data", 0, 0, G_OPTION_ARG_NONE, &o->data, "read the national files too", NULL},
       TAKES_DATA},
      {{"privacy", 0, 0, G_OPTION_ARG_STRING, &o->privacy,
        "count the records that are unique in these variables", "A,B,..."},
       TAKES_DATA},
      {{"k", 0, 0, G_OPTION_ARG_INT, &o->k, "with --privacy: so many should be alike (5)", "N"},
       TAKES_DATA},
      {{"dry-run", 'n', 0, G_OPTION_ARG_NONE, &o->dry_run, "write nothing, say what would be",
        NULL},
       TAKES_DRY_RUN},
      {{"csv", 0, 0, G_OPTION_ARG_NONE, &o->csv, "print a table as CSV", NULL}, TAKES_CSV},
      {{"codebook", 0, 0, G_OPTION_ARG_FILENAME, &o->codebook, "the variables to look for", "FILE"},
       TAKES_DRAFT},
      {{"dictionary", 0, 0, G_OPTION_ARG_FILENAME, &o->dictionary,
        "CSV with the questions and codes of the columns", "FILE"},
       TAKES_DRAFT},
      {{"xlsform", 0, 0, G_OPTION_ARG_FILENAME, &o->xlsform,
        "the sheet survey of an XLSForm, as CSV", "FILE"},
       TAKES_DRAFT},
      {{"choices", 0, 0, G_OPTION_ARG_FILENAME, &o->choices, "its sheet choices, as CSV", "FILE"},
       TAKES_DRAFT},
      {{"country", 0, 0, G_OPTION_ARG_STRING, &o->country, "three letters of ISO 3166-1", "CCC"},
       TAKES_DRAFT},
      {{"year", 0, 0, G_OPTION_ARG_INT, &o->year, "the year of the survey", "YEAR"}, TAKES_DRAFT},
      {{"survey", 0, 0, G_OPTION_ARG_STRING, &o->survey, "its id, if not COUNTRY-YEAR", "ID"},
       TAKES_DRAFT},
      {{"output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output, "write the draft to a new FILE",
        "FILE"},
       TAKES_DRAFT},
      {{"strict", 0, 0, G_OPTION_ARG_NONE, &o->strict, "warnings count as errors", NULL}, 0},
      {{"warning", 'W', 0, G_OPTION_ARG_STRING_ARRAY, &o->warnings,
        "switch a finding: no-ID, error=ID", "ID"},
       0},
      {{"log", 0, 0, G_OPTION_ARG_FILENAME, &o->log, "write the findings as JSON lines", "FILE"},
       0},
      {{"color", 0, 0, G_OPTION_ARG_STRING, &o->color, "auto, always or never", "WHEN"}, 0},
      {{"quiet", 'q', 0, G_OPTION_ARG_NONE, &o->quiet, "print nothing but findings", NULL}, 0},
      {{"verbose", 'v', 0, G_OPTION_ARG_NONE, &o->verbose, "say how the files were read, too",
        NULL},
       0},
      {{"help", 'h', 0, G_OPTION_ARG_NONE, &o->help, "print this help", NULL}, 0},
      {{"version", 0, 0, G_OPTION_ARG_NONE, &o->version, "print the version", NULL}, 0},
  };
  memcpy (rows, all, sizeof all);
}

static void
print_version (void)
{
  printf ("gko (%s) %s\n"
          "Licence GPL-3.0-or-later: free software, without any warranty.\n",
          PACKAGE_NAME, PACKAGE_VERSION);
}

static void
print_usage (FILE *out)
{
  struct options o;
  struct option_row rows[N_OPTIONS];

  fputs ("Usage: gko VERB [OPTION]... FILE...\n"
         "Harmonise national child surveys and compare them.\n\n"
         "Verbs:\n",
         out);
  for (size_t i = 0; i < G_N_ELEMENTS (verbs); i++)
    fprintf (out, "  %-9s %s\n", verbs[i].name, verbs[i].summary);
  fputs ("\nOptions:\n", out);
  option_rows (&o, rows);
  for (size_t i = 0; i < N_OPTIONS; i++) {
    const GOptionEntry *e = &rows[i].entry;
    if (e->arg_data != &o.help && e->arg_data != &o.version)
      continue; /* of a verb */
    char short_name[] = {'-', e->short_name, ',', ' ', 0};
    fprintf (out, "  %s--%-8s %s\n", e->short_name ? short_name : "    ", e->long_name,
             e->description);
  }
  fputs ("\nTry 'gko VERB --help' for the options of a verb, and 'man gko'.\n", out);
}

bool
cmd_usage (const char *verb, const char *sentence)
{
  fprintf (stderr, "gko %s: %s\nTry 'gko %s --help'.\n", verb, sentence, verb);
  return false;
}

static int
unknown_verb (const char *word)
{
  const char *names[G_N_ELEMENTS (verbs)];
  const char *near;
  for (size_t i = 0; i < G_N_ELEMENTS (verbs); i++)
    names[i] = verbs[i].name;
  near = diag_nearest (word, names, G_N_ELEMENTS (verbs));
  fprintf (stderr, "gko: there is no verb \"%s\"", word);
  if (near)
    fprintf (stderr, "; did you mean \"%s\"?", near);
  fputs ("\nTry 'gko --help'.\n", stderr);
  return EXIT_USAGE;
}

/* Colour: what was asked for, else a terminal that wants it (no-color.org). */
static bool
use_color (const struct options *o)
{
  const char *no_color = g_getenv ("NO_COLOR"), *term = g_getenv ("TERM");
  if (o->color && strcmp (o->color, "auto") != 0)
    return strcmp (o->color, "always") == 0;
  return isatty (STDERR_FILENO) && !(no_color && *no_color) && term && strcmp (term, "dumb") != 0;
}

/* What the parser cannot see in the values; false after a sentence. */
static bool
check_options (const struct verb *verb, const struct options *o, struct diag *d)
{
  if (o->color && strcmp (o->color, "auto") != 0 && strcmp (o->color, "always") != 0 &&
      strcmp (o->color, "never") != 0)
    return cmd_usage (verb->name, "--color takes auto, always or never");
  if (o->jobs < 0)
    return cmd_usage (verb->name, "--jobs takes a number, 0 for one a processor");
  if (o->year < 0)
    return cmd_usage (verb->name, "--year takes a year");
  if (o->strict)
    diag_strict (d);
  for (char **w = o->warnings; w && *w; w++)
    if (!diag_set (d, *w)) {
      g_autofree char *sentence = g_strdup_printf (
          "-W %s: there is no such finding, or it is an error and cannot be switched off", *w);
      return cmd_usage (verb->name, sentence);
    }
  return true;
}

static void
write_log (const struct options *o, struct diag *d)
{
  g_autoptr (GString) log = g_string_new (NULL);
  struct outfile *file;
  if (!o->log)
    return;
  diag_log (d, log);
  file = outfile_open (o->log, OUTFILE_PUBLIC, d);
  if (file) {
    outfile_write (file, log->str, log->len);
    outfile_close (file, d);
  }
}

static int
run_verb (const struct verb *verb, const struct options *o)
{
  struct diag *d = diag_new ();
  int status = EXIT_USAGE;

  if (check_options (verb, o, d) && verb->run (o, d)) {
    write_log (o, d);
    fflush (stdout);
    diag_print (d, stderr, use_color (o));
    status = diag_status (d);
  }
  diag_free (d);
  return status;
}

static void
options_clear (struct options *o)
{
  g_strfreev (o->operands);
  g_strfreev (o->warnings);
  g_free (o->output);
  g_free (o->language);
  g_free (o->log);
  g_free (o->color);
  g_free (o->variant);
  g_free (o->privacy);
  g_free (o->codebook);
  g_free (o->dictionary);
  g_free (o->xlsform);
  g_free (o->choices);
  g_free (o->country);
  g_free (o->survey);
}

/* GOption knows `-j 4' and not `-j4': put an argument that hangs on a short option by itself, up to
 * `--'. */
static char **
split_short_options (char *const *arguments, const GOptionEntry *entries)
{
  GPtrArray *out = g_ptr_array_new ();
  bool options = true;

  for (; *arguments; arguments++) {
    const char *a = *arguments;
    const GOptionEntry *e = entries;
    options = options && strcmp (a, "--") != 0;
    while (e->long_name && !(e->short_name == a[1] && e->arg != G_OPTION_ARG_NONE))
      e++;
    if (options && a[0] == '-' && a[1] && a[2] && e->long_name) {
      g_ptr_array_add (out, g_strndup (a, 2));
      a += 2;
    }
    g_ptr_array_add (out, g_strdup (a));
  }
  g_ptr_array_add (out, NULL);
  return (char **)g_ptr_array_free (out, FALSE);
}

/* Read the options of a verb from its arguments; what is left are the operands. */
static int
start_verb (const struct verb *verb, char *const *given)
{
  char **arguments;
  struct options o = {.k = OPTION_UNSET};
  struct option_row rows[N_OPTIONS];
  GOptionEntry entries[N_OPTIONS + 1] = {{0}};
  g_autoptr (GError) error = NULL;
  GOptionContext *context = g_option_context_new (verb->operands);
  g_autofree char *name = g_strdup_printf ("gko %s", verb->name);
  size_t n = 0;
  int status = EXIT_SUCCESS;

  option_rows (&o, rows);
  for (size_t i = 0; i < N_OPTIONS; i++)
    if (rows[i].needs == 0 || (rows[i].needs & verb->takes))
      entries[n++] = rows[i].entry;
  arguments = split_short_options (given, entries);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, verb->summary);
  g_option_context_add_main_entries (context, entries, NULL);
  g_set_prgname (name);
  if (!g_option_context_parse_strv (context, &arguments, &error)) {
    cmd_usage (verb->name, error->message);
    status = EXIT_USAGE;
  } else if (o.help) {
    g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);
    fputs (help, stdout);
  } else if (o.version)
    print_version ();
  else {
    o.operands = g_strdupv (arguments + 1);
    status = run_verb (verb, &o);
  }
  g_strfreev (arguments);
  g_option_context_free (context);
  options_clear (&o);
  return status;
}

static int
start (int argc, char **argv)
{
  if (argc < 2) {
    print_usage (stderr);
    return EXIT_USAGE;
  }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0) {
    print_usage (stdout);
    return EXIT_SUCCESS;
  }
  if (strcmp (argv[1], "--version") == 0) {
    print_version ();
    return EXIT_SUCCESS;
  }
  for (size_t i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (argv[1], verbs[i].name) == 0)
      return start_verb (&verbs[i], argv + 1);
  return unknown_verb (argv[1]);
}

/* One survey after the other needs about the same memory: what one gives back is kept for the next.
 */
static void
keep_memory (void)
{
#ifdef __GLIBC__
  enum { KEPT = 64 * 1024 * 1024 };
  mallopt (M_TRIM_THRESHOLD, KEPT);
  mallopt (M_MMAP_THRESHOLD, KEPT);
#endif
}

/* The memory of this program holds what children said, and perhaps a key: should it fail, no copy
   of that is left on a disk, and no other program of its user can look into it.  (A core handler
   that is piped to does not care for the limit, but for the second.) */
static void
keep_private (void)
{
  const struct rlimit none = {0, 0};
  setrlimit (RLIMIT_CORE, &none);
#ifdef PR_SET_DUMPABLE
  prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

int
main (int argc, char **argv)
{
  keep_private ();
  keep_memory ();
  int status = start (argc, argv);

  if (fflush (stdout) != 0 || ferror (stdout) || fclose (stdout) != 0) {
    fprintf (stderr, "gko: cannot write standard output: %s\n", g_strerror (errno));
    status = EXIT_MACHINE;
  }
  return status;
}
