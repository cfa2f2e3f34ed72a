/* Keyed hashes against the vectors of RFC 4231, and which files are taken for a key. */
#include <config.h>

#include "base/secret.h"
#include "unit.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* RFC 4231, 4.2 to 4.8: HMAC-SHA-256.  Keys and data of one byte again and again are a byte and a
   length.  Case 5 gives the first 128 bits only. */
static const struct vector {
  const char *key;
  size_t key_repeat;
  const char *data;
  size_t data_repeat;
  const char *hash;
} vectors[] = {
    {"\x0b", 20, "Hi There", 1, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
    {"Jefe", 1, "what do ya want for nothing?", 1,
     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
    {"\xaa", 20, "\xdd", 50, "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
    {"\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17"
     "\x18\x19",
     1, "\xcd", 50, "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
    {"\x0c", 20, "Test With Truncation", 1, "a3b6167473100ee06e0c796c2955552b"},
    {"\xaa", 131, "Test Using Larger Than Block-Size Key - Hash Key First", 1,
     "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
    {"\xaa", 131,
     "This is a test using a larger than block-size key and a larger than block-size data. The key "
     "needs to be hashed before being used by the HMAC algorithm.",
     1, "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
};

static char *
repeated (const char *text, size_t times)
{
  GString *out = g_string_new (NULL);
  while (times-- > 0)
    g_string_append (out, text);
  return g_string_free (out, FALSE);
}

static void
check_vectors (struct unit *u)
{
  for (size_t i = 0; i < G_N_ELEMENTS (vectors); i++) {
    const struct vector *v = &vectors[i];
    g_autofree char *key = repeated (v->key, v->key_repeat);
    g_autofree char *data = repeated (v->data, v->data_repeat);
    struct secret *s = secret_new (key, strlen (key));
    char hex[SECRET_HEX + 1], again[SECRET_HEX + 1];
    secret_hash (s, data, strlen (data), hex);
    CHECK (u, strlen (hex) == SECRET_HEX && strncmp (hex, v->hash, strlen (v->hash)) == 0);
    /* What was hashed before leaves nothing behind. */
    secret_hash (s, data, strlen (data), again);
    CHECK (u, strcmp (hex, again) == 0);
    secret_free (s);
  }
}

/* The finding about a key file, or "" if it is taken, or what it hashes is wrong. */
static char *
read_again (const char *path)
{
  struct diag *d = diag_new ();
  struct secret *s = secret_read (path, (struct place){0}, d);
  char *said = g_strdup (diag_size (d) > 0 ? diag_at (d, 0)->message : "");
  if ((s == NULL) != (diag_count (d, SEVERITY_ERROR) == 1) || diag_size (d) > 1) {
    g_free (said);
    said = g_strdup ("a key and a finding");
  }
  secret_free (s);
  diag_free (d);
  return said;
}

static void
check_file (struct unit *u, const char *path, const char *contents, gssize len, mode_t mode,
            const char *expected)
{
  g_file_set_contents (path, contents, len, NULL);
  g_chmod (path, mode);
  g_autofree char *said = read_again (path);
  bool same = strcmp (said, expected) == 0;
  CHECK (u, same);
  if (!same)
    fprintf (stderr, "said: %s\n", said);
}

static void
check_files (struct unit *u)
{
  static const char key[] = "0123456789abcdef";
  g_autofree char *folder = g_dir_make_tmp ("secret-test-XXXXXX", NULL);
  g_autofree char *big = g_strnfill (4097, 'x');
  g_autofree char *here = g_get_current_dir ();
  CHECK (u, g_chdir (folder) == 0);
  check_file (u, "k", key, -1, 0600, "");
  check_file (u, "k", key, -1, 0400, "");
  check_file (u, "k", "\0\1\2\3\0\1\2\3\0\1\2\3\0\1\2\3", 16, 0600, "");
  check_file (u, "k", big, 4096, 0600, "");
  check_file (u, "k", big, 4097, 0600,
              "the key file \"k\" is larger than the 4096 bytes that a key may have; is it the "
              "right file?");
  check_file (u, "k", key, 15, 0600,
              "the key file \"k\" has 15 bytes, fewer than the 16 that cannot be guessed; if no "
              "ids have been hashed with it, make a new one: head -c 32 /dev/urandom > 'k'");
  check_file (u, "k", "", 0, 0600,
              "the key file \"k\" has 0 bytes, fewer than the 16 that cannot be guessed; if no "
              "ids have been hashed with it, make a new one: head -c 32 /dev/urandom > 'k'");
  static const mode_t open_modes[] = {0644, 0640, 0604, 0620, 0602, 0610, 0601};
  for (size_t i = 0; i < G_N_ELEMENTS (open_modes); i++) {
    g_autofree char *expected = g_strdup_printf (
        "the key file \"k\" is open to others than its owner (mode %04o); run: chmod 600 'k'",
        (unsigned)open_modes[i]);
    check_file (u, "k", key, -1, open_modes[i], expected);
  }
  g_remove ("k");
  g_autofree char *none = read_again ("k");
  CHECK (u,
         strcmp (none, "the key file \"k\" is not there; bring it from where it is kept, or make "
                       "one, once: head -c 32 /dev/urandom > 'k'; chmod 600 'k'") == 0);
  g_autofree char *is_folder = read_again (".");
  CHECK (u, strcmp (is_folder, "the key file \".\" is a folder") == 0);
  CHECK (u, mkfifo ("pipe", 0600) == 0);
  g_autofree char *pipe = read_again ("pipe");
  CHECK (u, strcmp (pipe, "the key file \"pipe\" is not a regular file") == 0);
  g_remove ("pipe");
  CHECK (u, g_chdir (here) == 0);
  g_rmdir (folder);
}

/* All bytes of the file are the key, its line end too. */
static void
check_whole_file (struct unit *u)
{
  g_autofree char *folder = g_dir_make_tmp ("secret-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "k", NULL);
  struct diag *d = diag_new ();
  char hex[SECRET_HEX + 1];
  g_file_set_contents (path, "0123456789abcdef\n", -1, NULL);
  g_chmod (path, 0600);
  struct secret *s = secret_read (path, (struct place){0}, d);
  secret_hash (s, "1", 1, hex);
  /* printf 1 | openssl dgst -sha256 -mac HMAC -macopt hexkey:303132333435363738396162636465660a */
  CHECK (u, strcmp (hex, "9c6179b2914f3a140488d826e91231e81f478b8943708e9c29ff6847cad28ee7") == 0);
  secret_free (s);
  diag_free (d);
  g_remove (path);
  g_rmdir (folder);
}

static void
check_wipe (struct unit *u)
{
  char memory[] = "secret", left[sizeof memory] = {0};
  secret_wipe (memory, sizeof memory - 1);
  CHECK (u, memcmp (memory, left, sizeof memory) == 0);
}

int
main (void)
{
  struct unit u = {0};
  check_vectors (&u);
  check_files (&u);
  check_whole_file (&u);
  check_wipe (&u);
  return unit_report (&u);
}
