#include <config.h>

#include "base/diag.h"
#include "base/kind.h"
#include "base/source.h"

#include <string.h>

/* Findings of one id and file beyond this many are counted and not kept: a national file in which
   every record is wrong must not fill the memory. */
enum { KEPT_OF_A_KIND = 1000 };
/* A quoted line longer than this is cut around the caret, with this much before it. */
enum { QUOTE_CHARACTERS = 120, QUOTE_BEFORE = 60 };

struct id_row {
  const char *name;
  enum severity severity;
  const char *meaning;
};

static const struct id_row id_rows[N_FINDINGS] = {
#define FINDING(NAME, ID, SEVERITY, MEANING) {ID, SEVERITY_##SEVERITY, MEANING},
#include "base/findings.def"
#undef FINDING
};

struct diag {
  GPtrArray *findings;  /* struct finding * */
  GHashTable *kinds;    /* struct kind * -> itself */
  struct finding *last; /* the finding that notes belong to, or NULL when it was not kept */
  size_t count[SEVERITY_FATAL + 1];
  enum severity severity[N_FINDINGS]; /* as -W has it */
  bool strict, no;                    /* no: see diag_answer_no */
  char *survey;                       /* see diag_survey */
};

static void
finding_free (void *data)
{
  struct finding *f = data;

  if (f == NULL)
    return;
  g_free (f->file);
  g_free (f->message);
  g_free (f->quoted);
  g_free (f->suggestion);
  g_free (f->survey);
  g_free (f->subject);
  if (f->notes != NULL)
    g_ptr_array_free (f->notes, TRUE);
  g_free (f);
}

static guint
kind_hash (const void *data)
{
  const struct kind *k = data;
  return (k->file != NULL ? g_str_hash (k->file) : 0) * N_FINDINGS + (guint)k->id;
}

static gboolean
kind_equal (const void *a, const void *b)
{
  const struct kind *x = a, *y = b;
  return x->id == y->id && g_strcmp0 (x->file, y->file) == 0;
}

static void
kind_free (void *data)
{
  struct kind *k = data;
  g_free (k->file);
  g_free (k);
}

struct diag *
diag_new (void)
{
  struct diag *d = g_new0 (struct diag, 1);

  d->findings = g_ptr_array_new_with_free_func (finding_free);
  d->kinds = g_hash_table_new_full (kind_hash, kind_equal, kind_free, NULL);
  for (size_t i = 0; i < N_FINDINGS; i++)
    d->severity[i] = id_rows[i].severity;
  return d;
}

void
diag_free (struct diag *d)
{
  if (d == NULL)
    return;
  g_ptr_array_free (d->findings, TRUE);
  g_hash_table_destroy (d->kinds);
  g_free (d->survey);
  g_free (d);
}

static struct kind *
kind_of (struct diag *d, enum finding_id id, const char *file, enum severity severity)
{
  struct kind key = {.id = id, .file = (char *)file};
  struct kind *k = g_hash_table_lookup (d->kinds, &key);

  if (k == NULL) {
    k = g_new0 (struct kind, 1);
    k->id = id;
    k->file = g_strdup (file);
    g_hash_table_add (d->kinds, k);
  }
  if (severity > k->severity)
    k->severity = severity;
  return k;
}

/* The line of PLACE, cut to a readable length; COLUMN becomes that of the caret in the cut. */
static char *
quote_line (struct place at, size_t *column)
{
  size_t len;
  const char *line = source_line (at.source, at.line, &len);
  size_t chars = (size_t)g_utf8_strlen (line, (gssize)len), from = 0, n = chars;
  const char *start, *end;

  if (chars > QUOTE_CHARACTERS) {
    from = *column > QUOTE_BEFORE ? *column - 1 - QUOTE_BEFORE : 0;
    from = MIN (from, chars - QUOTE_CHARACTERS);
    n = QUOTE_CHARACTERS;
  }
  start = g_utf8_offset_to_pointer (line, (glong)from);
  end = g_utf8_offset_to_pointer (start, (glong)n);
  if (from > 0)
    *column = *column - from + strlen ("...");
  g_autofree char *cut = g_strndup (start, (size_t)(end - start));
  return g_strconcat (from > 0 ? "..." : "", cut, from + n < chars ? "..." : "", NULL);
}

static struct finding *
finding_new (enum finding_id id, enum severity severity, struct place at, char *message, bool quote)
{
  struct finding *f = g_new0 (struct finding, 1);
  const char *file = at.file == NULL && at.source != NULL ? at.source->name : at.file;

  f->id = id;
  f->severity = severity;
  f->file = g_strdup (file);
  f->line = at.line;
  f->column = f->quoted_column = at.column;
  f->width = at.width;
  f->message = message;
  if (quote && at.source != NULL && !at.source->unquotable && at.line > 0 &&
      at.line <= at.source->n_lines)
    f->quoted = quote_line (at, &f->quoted_column);
  return f;
}

void
diag_add (struct diag *d, enum finding_id id, struct place at, const char *format, ...)
{
  enum severity severity = d->severity[id];
  const char *file = at.file == NULL && at.source != NULL ? at.source->name : at.file;
  struct kind *kind;
  va_list args;

  d->last = NULL;
  if (severity == SEVERITY_IGNORED)
    return;
  if (d->strict && severity == SEVERITY_WARNING)
    severity = SEVERITY_ERROR;
  d->count[severity]++;
  kind = kind_of (d, id, file, severity);
  if (kind->n++ >= KEPT_OF_A_KIND)
    return;
  va_start (args, format);
  d->last =
      finding_new (id, severity, at, g_strdup_vprintf (format, args), kind->n <= PRINTED_OF_A_KIND);
  va_end (args);
  d->last->survey = g_strdup (d->survey);
  kind->kept++;
  g_ptr_array_add (d->findings, d->last);
}

void
diag_note (struct diag *d, struct place at, const char *format, ...)
{
  va_list args;

  if (d->last == NULL)
    return;
  if (d->last->notes == NULL)
    d->last->notes = g_ptr_array_new_with_free_func (finding_free);
  va_start (args, format);
  g_ptr_array_add (d->last->notes, finding_new (d->last->id, d->last->severity, at,
                                                g_strdup_vprintf (format, args), true));
  va_end (args);
}

void
diag_suggest (struct diag *d, const char *name)
{
  if (d->last == NULL || name == NULL)
    return;
  g_free (d->last->suggestion);
  d->last->suggestion = g_strdup (name);
}

void
diag_measure (struct diag *d, const char *subject, size_t records, size_t of)
{
  if (d->last == NULL)
    return;
  g_free (d->last->subject);
  d->last->subject = g_strdup (subject);
  d->last->records = records;
  d->last->of = of;
}

void
diag_settle (struct diag *d, size_t read)
{
  for (guint i = 0; i < d->findings->len; i++) {
    struct finding *f = d->findings->pdata[i];
    if (f->records > 0 && f->of == 0)
      f->of = read;
  }
}

void
diag_survey (struct diag *d, const char *survey)
{
  g_free (d->survey);
  d->survey = g_strdup (survey);
}

void
diag_join (struct diag *into, struct diag *from)
{
  GHashTableIter iter;
  void *data;

  g_hash_table_iter_init (&iter, from->kinds);
  while (g_hash_table_iter_next (&iter, &data, NULL)) {
    const struct kind *k = data;
    struct kind *sum = kind_of (into, k->id, k->file, k->severity);
    sum->n += k->n;
    sum->kept += k->kept;
  }
  for (guint i = 0; i < from->findings->len; i++)
    g_ptr_array_add (into->findings, from->findings->pdata[i]);
  for (size_t s = 0; s < G_N_ELEMENTS (from->count); s++) {
    into->count[s] += from->count[s];
    from->count[s] = 0;
  }
  into->last = NULL;
  from->last = NULL;
  g_free (g_ptr_array_free (from->findings, FALSE)); /* the findings live on in INTO */
  from->findings = g_ptr_array_new_with_free_func (finding_free);
  g_hash_table_remove_all (from->kinds);
}

static bool
has_finding (const struct diag *d, const struct finding *f)
{
  for (guint i = 0; i < d->findings->len; i++) {
    const struct finding *old = g_ptr_array_index (d->findings, i);
    if (old->id == f->id && old->line == f->line && old->column == f->column &&
        g_strcmp0 (old->file, f->file) == 0 && strcmp (old->message, f->message) == 0)
      return true;
  }
  return false;
}

void
diag_join_new (struct diag *into, struct diag *from)
{
  for (guint i = 0; i < from->findings->len; i++) {
    struct finding *f = g_ptr_array_index (from->findings, i);
    if (has_finding (into, f))
      continue;
    struct kind *kind = kind_of (into, f->id, f->file, f->severity);
    kind->n++;
    kind->kept++;
    into->count[f->severity]++;
    g_ptr_array_add (into->findings, f);
    from->findings->pdata[i] = NULL;
  }
  into->last = NULL;
}

bool
diag_set (struct diag *d, const char *argument)
{
  const char *name = argument;
  bool off = g_str_has_prefix (argument, "no-"), error = g_str_has_prefix (argument, "error=");

  /* An id may itself begin with "no-" (no-column): the whole argument is tried first. */
  for (int pass = 0; pass < 2; pass++) {
    for (size_t i = 0; i < N_FINDINGS; i++) {
      enum severity usual = id_rows[i].severity;
      if (strcmp (name, id_rows[i].name) != 0)
        continue;
      if (pass == 0)
        d->severity[i] = usual == SEVERITY_IGNORED ? SEVERITY_WARNING : usual;
      else if (off && usual >= SEVERITY_ERROR)
        return false; /* the work could not go on without it */
      else if (off)
        d->severity[i] = SEVERITY_IGNORED;
      else
        d->severity[i] = MAX (usual, SEVERITY_ERROR);
      return true;
    }
    if (!off && !error)
      return false;
    name = argument + strlen (off ? "no-" : "error=");
  }
  return false;
}

void
diag_strict (struct diag *d)
{
  d->strict = true;
}

void
diag_inherit (struct diag *d, const struct diag *from)
{
  memcpy (d->severity, from->severity, sizeof d->severity);
  d->strict = from->strict;
}

size_t
diag_count (const struct diag *d, enum severity at_least)
{
  size_t n = 0;
  for (size_t s = at_least; s < G_N_ELEMENTS (d->count); s++)
    n += d->count[s];
  return n;
}

const struct finding *
diag_at (const struct diag *d, size_t i)
{
  return d->findings->pdata[i];
}

size_t
diag_size (const struct diag *d)
{
  return d->findings->len;
}

const struct kind *
diag_kind (const struct diag *d, const struct finding *f)
{
  struct kind key = {.id = f->id, .file = f->file};
  return g_hash_table_lookup (d->kinds, &key);
}

void
diag_answer_no (struct diag *d)
{
  d->no = true;
}

int
diag_status (const struct diag *d)
{
  enum { DONE = 0, FINDINGS = 1, MACHINE = 3 }; /* exit statuses of the manual */

  if (d->count[SEVERITY_FATAL] > 0)
    return MACHINE;
  return d->no || d->count[SEVERITY_ERROR] > 0 ? FINDINGS : DONE;
}

const char *
diag_id_name (enum finding_id id)
{
  return id_rows[id].name;
}

const char *
diag_id_meaning (enum finding_id id)
{
  return id_rows[id].meaning;
}

const char *
diag_severity_name (enum severity severity)
{
  static const char *const names[] = {"ignored", "info", "warning", "error", "fatal"};

  return names[severity];
}

enum severity
diag_id_severity (enum finding_id id)
{
  return id_rows[id].severity;
}
