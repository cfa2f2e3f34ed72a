#include <config.h>

#include "data/dataset.h"

#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* GDate counts days from 1 January of the year 1, which is day 1; 1970-01-01 is this one. */
enum { JULIAN_1970 = 719163, FIRST_CAPACITY = 1024, DATE_SIZE = NUMBER_SIZE };

static guint32
add_entry (struct values *v, double number, unsigned reason, const char *text)
{
  guint8 r = (guint8)reason;
  char *copy = g_strdup (text);
  g_array_append_val (v->number, number);
  g_array_append_val (v->reason, r);
  g_ptr_array_add (v->text, copy);
  g_hash_table_insert (v->find, copy, GUINT_TO_POINTER (v->text->len));
  return v->text->len - 1;
}

struct values *
values_new (const struct variable *variable, const struct codebook *codebook)
{
  struct values *v = g_new0 (struct values, 1);
  char code[NUMBER_SIZE];
  v->variable = variable;
  v->width = 1;
  v->number = g_array_new (FALSE, FALSE, sizeof (double));
  v->reason = g_array_new (FALSE, FALSE, sizeof (guint8));
  v->text = g_ptr_array_new_with_free_func (g_free);
  v->find = g_hash_table_new (g_str_hash, g_str_equal);
  if (variable_is_categorical (variable))
    for (size_t i = 0; i < variable->n_categories; i++) {
      number_format (variable->categories[i].code, code);
      add_entry (v, variable->categories[i].code, MISSING_NONE, code);
    }
  for (size_t r = 1; r < codebook->n_missing; r++) {
    number_format (codebook->missing[r].code, code);
    add_entry (v, NAN, (unsigned)r, code);
  }
  return v;
}

void
values_free (struct values *v)
{
  if (!v)
    return;
  g_hash_table_destroy (v->find);
  g_ptr_array_unref (v->text);
  g_array_unref (v->reason);
  g_array_unref (v->number);
  g_free (v->index);
  g_free (v);
}

guint32
values_reason (const struct values *v, unsigned reason)
{
  size_t first = variable_is_categorical (v->variable) ? v->variable->n_categories : 0;
  return (guint32)(first + reason - 1);
}

static bool
find (const struct values *v, const char *text, guint32 *entry)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (v->find, text));
  if (found > 0)
    *entry = found - 1;
  return found > 0;
}

/* DAYS since 1970-01-01 as YYYY-MM-DD; false when GDate has no such day. */
static bool
format_date (double days, char text[static DATE_SIZE])
{
  double julian = days + JULIAN_1970;
  if (!(julian >= 1 && julian <= G_MAXINT32) || julian != floor (julian))
    return false;
  if (!g_date_valid_julian ((guint32)julian))
    return false;
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32)julian);
  snprintf (text, DATE_SIZE, "%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date),
            g_date_get_day (&date));
  return true;
}

static bool
parse_date (const char *text, double *days)
{
  int year, month, day, end = 0;
  GDate date;
  if (sscanf (text, "%5d-%2d-%2d%n", &year, &month, &day, &end) != 3 || text[end] != '\0')
    return false;
  if (year < 1 || !g_date_valid_dmy ((GDateDay)day, month, (GDateYear)year))
    return false;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay)day, month, (GDateYear)year);
  *days = (double)g_date_get_julian (&date) - JULIAN_1970;
  return true;
}

guint32
values_number (struct values *v, double number)
{
  char text[NUMBER_SIZE];
  bool date = v->variable->type == TYPE_DATE;
  guint32 entry;
  if (!isfinite (number) || v->variable->type == TYPE_TEXT || (date && !format_date (number, text)))
    return values_reason (v, MISSING_INVALID);
  if (!date)
    number_format (number, text);
  if (find (v, text, &entry))
    return entry;
  if (variable_is_categorical (v->variable))
    return values_reason (v, MISSING_INVALID);
  return add_entry (v, number, MISSING_NONE, text);
}

bool
values_parse (struct values *v, const char *text, guint32 *entry)
{
  double number;
  if (find (v, text, entry))
    return true;
  switch (v->variable->type) {
  case TYPE_TEXT:
    if (text[0] == '\0')
      return false;
    *entry = add_entry (v, NAN, MISSING_NONE, text);
    return true;
  case TYPE_DATE:
    if (!parse_date (text, &number))
      return false;
    break;
  case TYPE_INTEGER:
  case TYPE_NUMBER:
    if (!number_parse (text, strlen (text), '.', &number))
      return false;
    break;
  case TYPE_BINARY:
  case TYPE_NOMINAL:
  case TYPE_ORDINAL:
    return false;
  }
  *entry = values_number (v, number);
  return true;
}

guint32
values_text (struct values *v, const char *text)
{
  guint32 entry;
  if (text[0] == '\0')
    return values_reason (v, MISSING_BLANK);
  return values_parse (v, text, &entry) ? entry : values_reason (v, MISSING_INVALID);
}

/* The index */

static guint32
get (const void *index, unsigned width, size_t i)
{
  if (width == 1)
    return ((const guint8 *)index)[i];
  return width == 2 ? ((const guint16 *)index)[i] : ((const guint32 *)index)[i];
}

static void
set (void *index, unsigned width, size_t i, guint32 entry)
{
  if (width == 1)
    ((guint8 *)index)[i] = (guint8)entry;
  else if (width == 2)
    ((guint16 *)index)[i] = (guint16)entry;
  else
    ((guint32 *)index)[i] = entry;
}

static unsigned
width_for (guint32 entry)
{
  if (entry <= G_MAXUINT8)
    return 1;
  return entry <= G_MAXUINT16 ? 2 : 4;
}

/* Make the index wide enough for WIDTH and long enough for N. */
static void
make_room (struct values *v, unsigned width, size_t n)
{
  if (n > v->capacity || !v->index) {
    v->capacity = MAX (MAX (n, 2 * v->capacity), FIRST_CAPACITY);
    v->index = g_realloc_n (v->index, v->capacity, v->width);
  }
  if (width <= v->width)
    return;
  v->index = g_realloc_n (v->index, v->capacity, width);
  /* From the last one back: no entry is written over before it is read. */
  for (size_t i = v->n; i-- > 0;)
    set (v->index, width, i, get (v->index, v->width, i));
  v->width = width;
}

void
values_append (struct values *v, const guint32 *entry, size_t n)
{
  guint32 largest = 0;
  for (size_t i = 0; i < n; i++)
    largest = MAX (largest, entry[i]);
  make_room (v, width_for (largest), v->n + n);
  if (v->width == 1)
    for (size_t i = 0; i < n; i++)
      ((guint8 *)v->index)[v->n + i] = (guint8)entry[i];
  else
    for (size_t i = 0; i < n; i++)
      set (v->index, v->width, v->n + i, entry[i]);
  v->n += n;
}

guint32
values_at (const struct values *v, size_t record)
{
  return get (v->index, v->width, record);
}
