#include <config.h>

#include "cmd/cmd.h"
#include "cmd/library.h"
#include "harmonise/change.h"
#include "report/table.h"

#include <string.h>

enum { LONGEST_SHOWN = 60 }; /* characters of an old or new value at a terminal */

/* ---- Reading two files of a kind ---- */

/* Each reads OLD and NEW and, unless one has errors, compares them. */
static void
compare_codebooks (const char *old, const char *new, struct changes *changes, struct diag *d)
{
  struct codebook *a = codebook_read (old, d), *b = codebook_read (new, d);
  if (diag_count (d, SEVERITY_ERROR) == 0)
    diff_codebooks (changes, a, b);
  codebook_free (a);
  codebook_free (b);
}

/* A survey's codebook says what its copied values are; its own faults are not told here, and one
   that cannot be read is done without. */
static struct codebook *
codebook_of (const struct survey *s)
{
  struct diag *unheard = diag_new ();
  struct codebook *cb = s && s->codebook_path ? codebook_read (s->codebook_path, unheard) : NULL;

  if (diag_count (unheard, SEVERITY_ERROR) > 0) {
    codebook_free (cb);
    cb = NULL;
  }
  diag_free (unheard);
  return cb;
}

/* A file that was taken out of its folder to be compared does not find its codebook there: then it
   is that of the other one. */
static void
compare_with_codebooks (const struct survey *old, const struct survey *new, struct changes *changes)
{
  struct codebook *a = codebook_of (old), *b = codebook_of (new);

  diff_surveys (changes, old, a ? a : b, new, b ? b : a);
  codebook_free (a);
  codebook_free (b);
}

/* Two surveys once more, as VARIANT has them; a rule without a form of that name stays as it is. */
static void
compare_variants (const struct survey *old, const struct survey *new, const char *variant,
                  struct changes *changes)
{
  struct diag *unheard = diag_new ();
  struct survey *a = survey_read_variant (old->path, variant, unheard);
  struct survey *b = survey_read_variant (new->path, variant, unheard);
  struct changes *own = changes_new ();

  if (a && b)
    compare_with_codebooks (a, b, own);
  changes_add_variant (changes, own, variant);
  changes_free (own);
  survey_free (a);
  survey_free (b);
  diag_free (unheard);
}

static void
compare_surveys (const char *old, const char *new, struct changes *changes, struct diag *d)
{
  struct survey *a = survey_read (old, d), *b = survey_read (new, d);

  if (diag_count (d, SEVERITY_ERROR) == 0) {
    compare_with_codebooks (a, b, changes);
    for (char **v = a->variants; *v; v++)
      compare_variants (a, b, *v, changes);
    for (char **v = b->variants; *v; v++)
      if (!g_strv_contains ((const char *const *)a->variants, *v))
        compare_variants (a, b, *v, changes);
  }
  survey_free (a);
  survey_free (b);
}

static void
compare_plans (const char *old, const char *new, struct changes *changes, struct diag *d)
{
  struct plan *a = plan_read (old, d), *b = plan_read (new, d);
  if (diag_count (d, SEVERITY_ERROR) == 0)
    diff_plans (changes, a, b);
  plan_free (a);
  plan_free (b);
}

static void
compare_studies (const char *old, const char *new, struct changes *changes, struct diag *d)
{
  struct study *a = study_read (old, d), *b = study_read (new, d);
  if (diag_count (d, SEVERITY_ERROR) == 0)
    diff_studies (changes, a, b);
  study_free (a);
  study_free (b);
}

static const struct {
  enum file_kind kind;
  const char *subject; /* header of what the changes are about */
  void (*compare) (const char *old, const char *new, struct changes *, struct diag *);
} kinds[] = {
    {FILE_CODEBOOK, "variable", compare_codebooks},
    {FILE_SURVEY, "variable", compare_surveys},
    {FILE_PLAN, "indicator", compare_plans},
    {FILE_STUDY, "part", compare_studies},
};

/* ---- Printing ---- */

/* TEXT as far as it has room, from a little before where it parts from OTHER. */
static char *
shortened (const char *text, const char *other)
{
  enum { BEFORE = 15 }; /* characters that both have and that are shown */
  glong length, same = 0;

  if (!text || (length = g_utf8_strlen (text, -1)) <= LONGEST_SHOWN)
    return g_strdup (text);
  for (const char *p = text, *q = other; q && *p && g_utf8_get_char (p) == g_utf8_get_char (q);
       p = g_utf8_next_char (p), q = g_utf8_next_char (q))
    same++;
  glong start = same > LONGEST_SHOWN / 2 ? same - BEFORE : 0;
  glong end = MIN (start + LONGEST_SHOWN, length);
  g_autofree char *piece = g_utf8_substring (text, start, end);
  return g_strconcat (start > 0 ? "..." : "", piece, end < length ? "..." : "", NULL);
}

static char *
line_text (size_t line)
{
  return line > 0 ? g_strdup_printf ("%zu", line) : g_strdup ("-");
}

static void
print_level (const struct changes *changes, enum change_level level, const char *subject,
             bool effects)
{
  static const char *const headers[] = {"what", "old", "new", "lines"};
  struct table *t = table_new ();

  table_column (t, subject, false, 0);
  for (size_t i = 0; i < G_N_ELEMENTS (headers); i++)
    table_column (t, headers[i], false, 0);
  if (effects)
    table_column (t, "crosswalks", false, 0);
  for (size_t i = 0; i < changes_n (changes); i++) {
    const struct change *c = changes_at (changes, i);
    g_autofree char *old = shortened (c->old, c->new), *new = shortened (c->new, c->old);
    g_autofree char *before = line_text (c->old_line), *after = line_text (c->new_line);
    g_autofree char *lines = g_strdup_printf ("%s -> %s", before, after);
    if (c->level != level)
      continue;
    table_text (t, c->subject);
    table_text (t, c->what);
    table_text (t, old && *old ? old : "-");
    table_text (t, new &&*new ? new : "-");
    table_text (t, lines);
    if (effects)
      table_text (t, change_effect_name (c->effect));
  }
  if (table_rows (t) > 0) {
    text_table (stdout, t);
    putchar ('\n');
  }
  table_free (t);
}

static void
print_summary (const struct changes *changes, bool effects)
{
  size_t meaning = changes_of_level (changes, CHANGE_MEANING);
  size_t wording = changes_of_level (changes, CHANGE_WORDING);

  if (meaning == 0)
    printf ("nothing changed in meaning");
  else
    printf ("%zu change%s in meaning", meaning, meaning == 1 ? "" : "s");
  if (meaning > 0 && effects)
    printf (" (crosswalks of the old codebook: %zu break, %zu to check)",
            changes_of_effect (changes, EFFECT_BREAK), changes_of_effect (changes, EFFECT_CHECK));
  if (wording > 0)
    printf (", %zu in wording", wording);
  putchar ('\n');
}

static void
print_csv (const struct changes *changes, struct diag *d)
{
  static const char *const headers[] = {"subject",  "what",     "old",   "new",
                                        "old_line", "new_line", "class", "crosswalks"};
  struct table *t = table_new ();

  for (size_t i = 0; i < G_N_ELEMENTS (headers); i++)
    table_column (t, headers[i], false, 0);
  for (size_t i = 0; i < changes_n (changes); i++) {
    const struct change *c = changes_at (changes, i);
    g_autofree char *before = c->old_line ? line_text (c->old_line) : NULL;
    g_autofree char *after = c->new_line ? line_text (c->new_line) : NULL;
    const char *texts[] = {c->subject,
                           c->what,
                           c->old,
                           c->new,
                           before,
                           after,
                           change_level_name (c->level),
                           change_effect_name (c->effect)};
    for (size_t k = 0; k < G_N_ELEMENTS (texts); k++)
      table_text (t, texts[k]);
  }
  csv_table (t, NULL, d);
  table_free (t);
}

static void
print_changes (const struct options *o, const struct changes *changes, const char *subject,
               bool effects, struct diag *d)
{
  if (o->csv)
    print_csv (changes, d);
  else if (!o->quiet) {
    print_level (changes, CHANGE_MEANING, subject, effects);
    print_level (changes, CHANGE_WORDING, subject, false);
    print_summary (changes, effects);
  }
}

bool
cmd_diff (const struct options *o, struct diag *d)
{
  char **files = o->operands;
  enum file_kind old, new;

  if (g_strv_length (files) != 2)
    return cmd_usage ("diff", "name the old file and the new one");
  old = study_file_kind (files[0], d);
  new = study_file_kind (files[1], d);
  if (old == FILE_UNKNOWN || new == FILE_UNKNOWN)
    return true;
  if (old != new) {
    g_autofree char *sentence =
        g_strdup_printf ("%s is %s and %s is %s: only two of a kind can be compared", files[0],
                         file_kind_name (old), files[1], file_kind_name (new));
    return cmd_usage ("diff", sentence);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == old) {
      struct changes *changes = changes_new ();
      kinds[i].compare (files[0], files[1], changes, d);
      if (diag_count (d, SEVERITY_ERROR) == 0) {
        print_changes (o, changes, kinds[i].subject, old == FILE_CODEBOOK, d);
        if (changes_of_level (changes, CHANGE_MEANING) > 0)
          diag_answer_no (d);
      }
      changes_free (changes);
    }
  return true;
}
