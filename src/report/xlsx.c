#include <config.h>

#include "base/display.h"
#include "base/number.h"
#include "base/outfile.h"
#include "report/book.h"
#include "report/report.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum {
  LONGEST_TEXT = 32767,   /* UTF-16 units in a cell */
  LONGEST_PROPERTY = 255, /* bytes of a document property */
  LONGEST_HEADER = 250,   /* characters of a table's column name; Excel's limit is 255 */
  NARROWEST = 8,          /* widths of columns, in characters */
  WIDEST = 60,
  LINE_LENGTH = 110, /* a longer line above a table is broken */
  HEADER_LINES = 3,  /* so many lines a header may take before its column is made wider */
  MOST_DECIMALS = 9,
  MOST_ON_A_PAGE = 16, /* columns of a table that is still readable when made to fit a page */
  PAPER_A4 = 9
};

static const char font[] = "Arial";
static const double text_size = 11, title_size = 15, heading_size = 13;
static const double character_width = 1.15; /* of this font, in the units of a column's width */
/* Heights of rows in points.  Spreadsheets do not agree on when they find heights themselves. */
static const double title_height = 24, heading_height = 30, line_height = 15, greatest_height = 409;

/* A workbook being written, its formats, and the first error. */
struct writer {
  lxw_workbook *book;
  lxw_error error;
  lxw_format *title, *heading, *text, *wrapped, *link, *wrapped_link;
  lxw_format *inner, *inner_head; /* of text columns but the first: a little to the right */
  lxw_format *head, *number_head, *marker;
  lxw_format *number[MOST_DECIMALS + 2]; /* by decimals + 1 */
  size_t n_tables;
};

static void
check (struct writer *w, lxw_error error)
{
  if (w->error == LXW_NO_ERROR)
    w->error = error;
}

static lxw_format *
format_new (struct writer *w, double size, bool bold, bool wrap, enum lxw_format_alignments align)
{
  lxw_format *f = workbook_add_format (w->book);

  format_set_font_name (f, font);
  format_set_font_size (f, size);
  if (bold)
    format_set_bold (f);
  if (wrap)
    format_set_text_wrap (f);
  format_set_align (f, (uint8_t)align);
  format_set_align (f, LXW_ALIGN_VERTICAL_TOP);
  return f;
}

static lxw_format *
link_new (struct writer *w, bool wrap)
{
  lxw_format *f = format_new (w, text_size, false, wrap, LXW_ALIGN_LEFT);

  format_set_underline (f, LXW_UNDERLINE_SINGLE);
  format_set_font_color (f, LXW_COLOR_BLUE);
  return f;
}

static void
make_formats (struct writer *w)
{
  w->title = format_new (w, title_size, true, false, LXW_ALIGN_LEFT);
  w->heading = format_new (w, heading_size, true, false, LXW_ALIGN_LEFT);
  w->text = format_new (w, text_size, false, false, LXW_ALIGN_LEFT);
  w->wrapped = format_new (w, text_size, false, true, LXW_ALIGN_LEFT);
  w->link = link_new (w, false);
  w->wrapped_link = link_new (w, true);
  w->head = format_new (w, text_size, true, true, LXW_ALIGN_LEFT);
  w->number_head = format_new (w, text_size, true, true, LXW_ALIGN_RIGHT);
  w->marker = format_new (w, text_size, false, false, LXW_ALIGN_RIGHT);
  format_set_align (w->heading, LXW_ALIGN_VERTICAL_BOTTOM); /* room above it */
  format_set_align (w->head, LXW_ALIGN_VERTICAL_BOTTOM);
  format_set_align (w->number_head, LXW_ALIGN_VERTICAL_BOTTOM);
  w->inner = format_new (w, text_size, false, true, LXW_ALIGN_LEFT);
  w->inner_head = format_new (w, text_size, true, true, LXW_ALIGN_LEFT);
  format_set_align (w->inner_head, LXW_ALIGN_VERTICAL_BOTTOM);
  format_set_indent (w->inner, 1);
  format_set_indent (w->inner_head, 1);
  for (int d = -1; d <= MOST_DECIMALS; d++) {
    g_autoptr (GString) code = g_string_new (d < 0 ? "General" : "#,##0");
    for (int i = 0; i < d; i++)
      g_string_append (code, i == 0 ? ".0" : "0");
    w->number[d + 1] = format_new (w, text_size, false, false, LXW_ALIGN_RIGHT);
    format_set_num_format (w->number[d + 1], code->str);
  }
}

/* Does P begin what Excel reads as the code of a character ("_x0041_")? */
static bool
is_escape (const char *p)
{
  if (p[0] != '_' || p[1] != 'x')
    return false;
  for (int i = 2; i < 6; i++)
    if (!g_ascii_isxdigit (p[i]))
      return false;
  return p[6] == '_';
}

/* TEXT as a cell can hold it: UTF-8, no character that XML forbids, not too long, and nothing in it
   that Excel would take for an escape.  Line ends and tabs are blanks. */
static char *
clean (const char *text, size_t longest)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_new (NULL);
  size_t units = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    bool escape = is_escape (p);
    units += (c > 0xFFFF ? 2 : 1) + (escape ? strlen ("x005F_") : 0);
    if (units > longest)
      break;
    if (c < ' ' || (c >= 0x7F && c < 0xA0))
      c = ' ';
    else if (c == 0xFFFE || c == 0xFFFF)
      c = 0xFFFD;
    g_string_append_unichar (out, c);
    if (escape)
      g_string_append (out, "x005F_");
  }
  return g_string_free (out, FALSE);
}

static void
write_text (struct writer *w, lxw_worksheet *ws, lxw_row_t row, lxw_col_t col, const char *text,
            const char *link, lxw_format *format)
{
  g_autofree char *cell = clean (text, LONGEST_TEXT);

  if (*cell == '\0')
    check (w, worksheet_write_blank (ws, row, col, format));
  else if (link != NULL) {
    /* The target is a name made by sheet_name, never text of a survey. */
    g_autofree char *target = g_strdup_printf ("internal:'%s'!A1", link);
    check (w, worksheet_write_url_opt (ws, row, col, target, format, cell, NULL));
  } else
    check (w, worksheet_write_string (ws, row, col, cell, format));
}

static size_t
longest_word (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  size_t longest = 0;

  for (size_t i = 0; words[i] != NULL; i++)
    longest = MAX (longest, display_width (words[i]));
  return longest;
}

/* Lines that TEXT takes when it is wrapped at WIDTH. */
static size_t
wrapped_lines (const char *text, size_t width)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  size_t lines = 1, used = 0;

  for (size_t i = 0; words[i] != NULL; i++) {
    size_t own = display_width (words[i]), more = used + (used > 0) + own;
    if (used > 0 && more > width) {
      lines++;
      more = own;
    }
    lines += more / (width + 1); /* a word longer than a line */
    used = more % (width + 1);
  }
  return lines;
}

/* Make a row as high as so many lines of text; one line is what rows have anyway. */
static void
set_lines (struct writer *w, lxw_worksheet *ws, lxw_row_t row, size_t lines)
{
  if (lines > 1)
    check (w,
           worksheet_set_row (ws, row, MIN ((double)lines * line_height, greatest_height), NULL));
}

/* The end of the first piece of TEXT that is at most LINE_LENGTH wide, cut at a blank if there is
   one. */
static const char *
line_end (const char *text)
{
  const char *blank = NULL, *p = text;

  for (size_t n = 0; *p != '\0'; p = g_utf8_next_char (p), n++) {
    if (n >= LINE_LENGTH && blank != NULL)
      return blank;
    if (*p == ' ')
      blank = p;
  }
  return p;
}

/* A line of text; it runs over the empty cells beside it.  Returns the next row. */
static lxw_row_t
write_long_line (struct writer *w, lxw_worksheet *ws, lxw_row_t row, const struct line *line,
                 lxw_format *format)
{
  const char *p = line->text;

  do {
    const char *end = line_end (p);
    g_autofree char *piece = g_strndup (p, (size_t)(end - p));
    write_text (w, ws, row++, 0, piece, line->link, format);
    p = *end == ' ' ? end + 1 : end;
  } while (*p != '\0');
  return row;
}

static lxw_row_t
write_lines (struct writer *w, lxw_worksheet *ws, const struct sheet *s)
{
  lxw_row_t row = 0;

  for (guint i = 0; i < s->lines->len; i++) {
    const struct line *line = &g_array_index (s->lines, struct line, i);
    lxw_format *format = line->kind == LINE_TITLE     ? w->title
                         : line->kind == LINE_HEADING ? w->heading
                         : line->link != NULL         ? w->link
                                                      : w->text;
    if (line->kind == LINE_TITLE)
      check (w, worksheet_set_row (ws, row, title_height, NULL));
    else if (line->kind == LINE_HEADING)
      check (w, worksheet_set_row (ws, row, heading_height, NULL));
    row = write_long_line (w, ws, row, line, format);
  }
  return row;
}

/* The width of what is shown in a cell. */
static size_t
cell_width (const struct cell *cell, const struct column *column)
{
  enum { DIGITS_TO_A_MARK = 3 };
  char number[NUMBER_SIZE];
  size_t len;

  if (cell->kind == CELL_EMPTY)
    return 0;
  if (cell->kind == CELL_TEXT)
    return display_width (cell->text);
  len = column->decimals < 0 ? number_format (cell->number, number)
                             : number_fixed (cell->number, column->decimals, number);
  return column->decimals < 0 ? len : len + len / DIGITS_TO_A_MARK;
}

/* The width of a column, in characters. */
static size_t
column_width (const struct table *t, size_t c)
{
  const struct column *column = table_column_at (t, c);
  size_t header = display_width (column->header);
  size_t width = MAX (longest_word (column->header), (header + HEADER_LINES - 1) / HEADER_LINES);

  width = MAX (width, NARROWEST);
  for (size_t r = 0; r < table_rows (t); r++)
    width = MAX (width, cell_width (table_cell (t, r, c), column));
  return MIN (width, WIDEST);
}

/* Columns wide and the header row high enough for what they hold. */
static void
set_sizes (struct writer *w, lxw_worksheet *ws, const struct table *t, lxw_row_t header)
{
  size_t lines = 1;

  for (size_t c = 0; c < table_width (t); c++) {
    size_t width = column_width (t, c);
    double units = (double)width * character_width + 3;
    check (w, worksheet_set_column (ws, (lxw_col_t)c, (lxw_col_t)c, units, NULL));
    lines = MAX (lines, wrapped_lines (table_column_at (t, c)->header, (size_t)units));
  }
  set_lines (w, ws, header, lines);
}

static void
write_cell (struct writer *w, lxw_worksheet *ws, lxw_row_t row, lxw_col_t col,
            const struct cell *cell, const struct column *column)
{
  lxw_format *text = column->number ? w->marker : col > 0 ? w->inner : w->wrapped;

  if (cell->kind == CELL_NUMBER && isfinite (cell->number))
    check (w, worksheet_write_number (ws, row, col, cell->number,
                                      w->number[CLAMP (column->decimals, -1, MOST_DECIMALS) + 1]));
  else if (cell->kind == CELL_TEXT)
    write_text (w, ws, row, col, cell->text, cell->link,
                cell->link != NULL ? w->wrapped_link : text);
  else
    check (w, worksheet_write_blank (ws, row, col, text));
}

static void
write_row (struct writer *w, lxw_worksheet *ws, const struct table *t, size_t r, lxw_row_t row)
{
  size_t lines = 1;

  for (size_t c = 0; c < table_width (t); c++) {
    const struct cell *cell = table_cell (t, r, c);
    if (cell->kind == CELL_TEXT && display_width (cell->text) > WIDEST)
      lines = MAX (lines, wrapped_lines (cell->text, (size_t)(WIDEST * character_width)));
    write_cell (w, ws, row, (lxw_col_t)c, cell, table_column_at (t, c));
  }
  set_lines (w, ws, row, lines);
}

/* Make the cells from row FIRST on a real table, with its headers. */
static void
declare_table (struct writer *w, lxw_worksheet *ws, const struct table *t, lxw_row_t first)
{
  size_t n = table_width (t), rows = table_rows (t);
  g_autofree lxw_table_column *columns = g_new0 (lxw_table_column, n);
  g_autofree lxw_table_column **list = g_new0 (lxw_table_column *, n + 1);
  g_autofree char *name = g_strdup_printf ("table_%zu", ++w->n_tables);
  g_autoptr (GPtrArray) headers = g_ptr_array_new_with_free_func (g_free);
  lxw_table_options options = {.name = name,
                               .no_autofilter = LXW_TRUE,
                               .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
                               .style_type_number = 1,
                               .columns = list};

  for (size_t c = 0; c < n; c++) {
    char *header = clean (table_column_at (t, c)->header, LONGEST_HEADER);
    g_ptr_array_add (headers, header);
    columns[c].header = header;
    columns[c].header_format = table_column_at (t, c)->number ? w->number_head
                               : c > 0                        ? w->inner_head
                                                              : w->head;
    list[c] = &columns[c];
  }
  check (w,
         worksheet_add_table (ws, first, 0, first + (lxw_row_t)rows, (lxw_col_t)(n - 1), &options));
}

static void
write_table (struct writer *w, lxw_worksheet *ws, const struct table *t, lxw_row_t first)
{
  size_t n = table_width (t), rows = table_rows (t);

  if (n > LXW_COL_MAX || rows >= (size_t)LXW_ROW_MAX - first) {
    check (w, LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE);
    return;
  }
  set_sizes (w, ws, t, first);
  if (rows == 0) /* a spreadsheet has no table without rows */
    return;
  declare_table (w, ws, t, first);
  for (size_t r = 0; r < rows; r++)
    write_row (w, ws, t, r, first + 1 + (lxw_row_t)r);
  check (w, worksheet_repeat_rows (ws, first, first));
}

static void
write_sheet (struct writer *w, const struct sheet *s)
{
  lxw_worksheet *ws = workbook_add_worksheet (w->book, s->name);
  lxw_row_t next;

  if (ws == NULL) { /* the name: sheet_name makes none that is refused */
    check (w, LXW_ERROR_SHEETNAME_ALREADY_USED);
    return;
  }
  next = write_lines (w, ws, s);
  if (s->table != NULL)
    write_table (w, ws, s->table, next);
  worksheet_set_landscape (ws);
  worksheet_set_paper (ws, PAPER_A4);
  /* A wide table is printed on several pages, each with the name of the survey. */
  if (s->table != NULL && table_width (s->table) > MOST_ON_A_PAGE)
    check (w, worksheet_repeat_columns (ws, 0, 0));
  else
    worksheet_fit_to_pages (ws, 1, 0);
}

/* When the workbook says that it was made: SOURCE_DATE_EPOCH, or always the same, so that the same
   results give the same bytes.  False after a finding. */
static bool
creation_time (time_t *created, struct diag *diag)
{
  const time_t start_of_1980 = 315532800; /* the first moment that a zip archive can name */
  const char *text = g_getenv ("SOURCE_DATE_EPOCH");
  guint64 seconds;

  *created = start_of_1980;
  if (text == NULL || *text == '\0')
    return true;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &seconds, NULL)) {
    diag_add (diag, FIND_BAD_VALUE, (struct place){0},
              "SOURCE_DATE_EPOCH is \"%s\"; it must be a whole number of seconds since 1970", text);
    return false;
  }
  *created = MAX ((time_t)seconds, 1); /* libxlsxwriter takes 0 for now */
  return true;
}

static void
set_properties (struct writer *w, const struct results *r, time_t created)
{
  g_autofree char *title = clean (r->title != NULL ? r->title : r->study, LONGEST_PROPERTY / 4);
  g_autofree char *subject = clean (r->study, LONGEST_PROPERTY / 4);
  g_autofree char *program = g_strdup (PACKAGE_NAME " " PACKAGE_VERSION);
  lxw_doc_properties properties = {
      .title = title, .subject = subject, .comments = program, .created = created};

  check (w, workbook_set_properties (w->book, &properties));
}

/* Write the workbook to the file PATH, which is there already and empty. */
static lxw_error
write_book (const struct results *r, const char *path, time_t created)
{
  struct writer w = {.book = workbook_new (path)};
  GPtrArray *sheets;

  if (w.book == NULL)
    return LXW_ERROR_MEMORY_MALLOC_FAILED;
  make_formats (&w);
  set_properties (&w, r, created);
  sheets = book_new (r);
  for (guint i = 0; i < sheets->len; i++)
    write_sheet (&w, sheets->pdata[i]);
  g_ptr_array_free (sheets, TRUE);
  check (&w, workbook_close (w.book));
  return w.error;
}

/* Copy the finished workbook TEMP into FILE. */
static bool
copy_into (struct outfile *file, const char *temp, const char *path, struct diag *diag)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize len;

  if (!g_file_get_contents (temp, &bytes, &len, &error)) {
    diag_add (diag, FIND_CANNOT_WRITE, (struct place){0}, "cannot write \"%s\": %s", path,
              error->message);
    return false;
  }
  outfile_write (file, bytes, len);
  return true;
}

bool
report_xlsx (const struct results *r, const char *path, struct diag *diag)
{
  g_autofree char *temp = g_build_filename (g_get_tmp_dir (), "gko-XXXXXX", NULL);
  struct outfile *file;
  time_t created;
  lxw_error error;
  int fd;
  bool ok = false;

  if (!creation_time (&created, diag) || (file = outfile_open (path, OUTFILE_PUBLIC, diag)) == NULL)
    return false;
  fd = mkstemp (temp);
  if (fd < 0) {
    diag_add (diag, FIND_CANNOT_WRITE, (struct place){0}, "cannot write \"%s\": %s", temp,
              g_strerror (errno));
    outfile_abort (file);
    return false;
  }
  close (fd);
  error = write_book (r, temp, created);
  if (error != LXW_NO_ERROR)
    diag_add (diag, FIND_CANNOT_WRITE, (struct place){0}, "cannot write \"%s\": %s", path,
              lxw_strerror (error));
  else
    ok = copy_into (file, temp, path, diag);
  unlink (temp);
  if (ok)
    return outfile_close (file, diag);
  outfile_abort (file);
  return false;
}
