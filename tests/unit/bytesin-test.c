/* The bytes of a data file: packed ones come out as they were, and of one that is cut off or
   changed anywhere it is known. */
#include <config.h>

#include "data/bytesin.h"

#include "packed.h"
#include "unit.h"

#include <glib/gstdio.h>
#include <string.h>

enum { LARGE = 300 * 1000 };

struct fixture {
  struct unit *u;
  char *path;
  struct diag *diag;
};

static void
clear (struct fixture *f)
{
  diag_free (f->diag);
  f->diag = diag_new ();
}

static void
put (const struct fixture *f, const GByteArray *bytes, size_t len)
{
  g_file_set_contents (f->path, (const char *)bytes->data, (gssize)len, NULL);
}

/* All bytes, CHUNK at a time; NULL when the file could not be opened. */
static GString *
read_all (struct fixture *f, size_t chunk, bool *broken)
{
  g_autofree char *buffer = g_malloc (chunk);
  GString *out = g_string_new (NULL);
  struct bytesin *b = bytesin_open (f->path, NULL, (struct place){0}, f->diag);
  size_t got;
  if (!b) {
    g_string_free (out, TRUE);
    return NULL;
  }
  while ((got = bytesin_read (b, buffer, chunk)) > 0)
    g_string_append_len (out, buffer, (gssize)got);
  CHECK (f->u, bytesin_read (b, buffer, chunk) == 0);
  *broken = bytesin_broken (b);
  bytesin_tell (b, f->diag);
  bytesin_tell (b, f->diag);
  CHECK (f->u, diag_size (f->diag) == *broken);
  bytesin_close (b);
  return out;
}

static void
check_same (struct fixture *f, const char *text, size_t len)
{
  static const size_t chunks[] = {1, 7, 4096, LARGE};
  for (size_t i = 0; i < G_N_ELEMENTS (chunks); i++) {
    bool broken = true;
    GString *out = read_all (f, chunks[i], &broken);
    CHECK (f->u, out && !broken && out->len == len && memcmp (out->str, text, len) == 0);
    if (out)
      g_string_free (out, TRUE);
  }
}

static void
check_whole (struct fixture *f)
{
  static const char zeros[1000];
  g_autofree char *text = g_malloc (LARGE);
  guint64 x = 1;
  for (size_t i = 0; i < LARGE; i++) {
    x = x * G_GUINT64_CONSTANT (6364136223846793005) + 1;
    text[i] = (char)(x >> 56);
  }
  text[0] = 'a'; /* as it is, it must not look like gzip */
  g_file_set_contents (f->path, text, LARGE, NULL);
  check_same (f, text, LARGE);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  add_packed (bytes, text, LARGE / 3);
  add_packed (bytes, text, 0);
  add_packed (bytes, text + LARGE / 3, LARGE - LARGE / 3);
  put (f, bytes, bytes->len);
  check_same (f, text, LARGE);
  g_byte_array_append (bytes, (const guint8 *)zeros, sizeof zeros); /* as on a tape */
  put (f, bytes, bytes->len);
  check_same (f, text, LARGE);
  g_file_set_contents (f->path, "", 0, NULL);
  check_same (f, "", 0);
  g_file_set_contents (f->path, "\x1F", 1, NULL); /* too short for gzip */
  check_same (f, "\x1F", 1);
}

/* A file of two members that ends before its end, or of which a byte is another one. */
static void
check_damaged (struct fixture *f)
{
  static const char text[] = "a,b\n1,first\n2,second\n3,third\n";
  size_t half = sizeof text / 2, len = sizeof text - 1;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  add_packed (bytes, text, half);
  size_t first = bytes->len;
  add_packed (bytes, text + half, len - half);
  for (size_t cut = 2; cut < bytes->len; cut++) {
    bool broken = false;
    put (f, bytes, cut);
    GString *out = read_all (f, 5, &broken);
    CHECK (f->u, out && (broken || cut == first) && strncmp (text, out->str, out->len) == 0);
    CHECK (f->u, !broken || diag_at (f->diag, 0)->id == FIND_BAD_GZIP);
    g_string_free (out, TRUE);
    clear (f);
  }
  size_t noticed = 0;
  for (size_t at = 2; at < bytes->len; at++) {
    bool broken = false;
    bytes->data[at] ^= 0x41;
    put (f, bytes, bytes->len);
    bytes->data[at] ^= 0x41;
    GString *out = read_all (f, 5, &broken);
    CHECK (f->u, broken || strcmp (out->str, text) == 0);
    noticed += broken;
    g_string_free (out, TRUE);
    clear (f);
  }
  CHECK (f->u, noticed > bytes->len / 2); /* the others are of the date and the like */
}

/* Of a file that is cut off there is as much text in pieces of any size: zlib can have some left of
   the last byte when there was no room for it. */
static void
check_pieces (struct fixture *f)
{
  enum { LEN = 300 };
  static const size_t chunks[] = {1, 2, 3, 7, 64};
  char text[LEN];
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  memset (text, 'a', LEN);
  add_packed (bytes, text, LEN);
  for (size_t cut = 2; cut < bytes->len; cut++) {
    bool broken = false;
    put (f, bytes, cut);
    GString *whole = read_all (f, 2 * (size_t)LEN, &broken);
    CHECK (f->u, broken);
    for (size_t i = 0; i < G_N_ELEMENTS (chunks); i++) {
      clear (f);
      GString *out = read_all (f, chunks[i], &broken);
      CHECK (f->u, broken && g_string_equal (out, whole));
      g_string_free (out, TRUE);
    }
    g_string_free (whole, TRUE);
    clear (f);
  }
}

static void
check_told (struct fixture *f, const GByteArray *bytes, size_t len, const char *message)
{
  bool broken = false;
  put (f, bytes, len);
  g_string_free (read_all (f, 100, &broken), TRUE);
  bool same = broken && strcmp (diag_at (f->diag, 0)->message, message) == 0;
  CHECK (f->u, same);
  if (!same)
    fprintf (stderr, "%s\n", broken ? diag_at (f->diag, 0)->message : "nothing");
  clear (f);
}

static void
check_sentences (struct fixture *f)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  add_packed (bytes, "a,b\n1,2\n", 8);
  check_told (f, bytes, bytes->len - 1,
              "the gzip file is cut off behind 8 bytes of text; get the file anew, no record of "
              "the survey is used");
  bytes->data[bytes->len - 5] ^= 1; /* in the checksum */
  check_told (f, bytes, bytes->len,
              "the gzip file is damaged, at the latest behind 8 bytes of text; get the file anew, "
              "no record of the survey is used");
  bytes->data[bytes->len - 5] ^= 1;
  g_byte_array_append (bytes, (const guint8 *)"x", 1);
  check_told (f, bytes, bytes->len,
              "the gzip file goes on with something else behind 8 bytes of text; get the file "
              "anew, no record of the survey is used");
}

/* What begins like this is no CSV file; nor is what is called so. */
static void
check_kinds (struct fixture *f)
{
  static const char *const heads[] = {"PK\3\4",   "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
                                      "%PDF-1.4", "BZh91AY&SY",
                                      "\3757zXZ", "Rar!\x1A\7"};
  static const char *const texts[] = {"PK,ID\n1,2\n", "PK", "BZh9,1AY\n", "%PD", "\xD0\xCF\n"};
  static const char *const names[] = {".xlsx", ".XLS", ".Ods", ".zip"};
  bool broken;
  for (size_t i = 0; i < G_N_ELEMENTS (heads); i++) {
    g_file_set_contents (f->path, heads[i], -1, NULL);
    CHECK (f->u, !read_all (f, 10, &broken));
    CHECK (f->u, diag_size (f->diag) == 1 && diag_at (f->diag, 0)->id == FIND_NOT_CSV);
    clear (f);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_file_set_contents (f->path, texts[i], -1, NULL);
    check_same (f, texts[i], strlen (texts[i]));
  }
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_strconcat (f->path, names[i], NULL);
    g_file_set_contents (path, "a,b\n", -1, NULL);
    CHECK (f->u, !bytesin_open (path, NULL, (struct place){0}, f->diag));
    CHECK (f->u, diag_size (f->diag) == 1 && diag_at (f->diag, 0)->id == FIND_NOT_CSV);
    g_remove (path);
    clear (f);
  }
}

int
main (void)
{
  struct unit u = {0};
  struct fixture f = {.u = &u, .diag = diag_new ()};
  g_autofree char *folder = g_dir_make_tmp ("bytesin-test-XXXXXX", NULL);
  f.path = g_build_filename (folder, "data", NULL);
  check_whole (&f);
  check_damaged (&f);
  check_pieces (&f);
  check_sentences (&f);
  check_kinds (&f);
  g_remove (f.path);
  g_rmdir (folder);
  g_free (f.path);
  diag_free (f.diag);
  return unit_report (&u);
}
