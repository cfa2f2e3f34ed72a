/* Bytes packed with gzip, for tests of files that are. */
#ifndef PACKED_H
#define PACKED_H
#include <glib.h>
#include <zlib.h>

/* Add a gzip file that holds LEN bytes of TEXT. */
static inline void
add_packed (GByteArray *out, const void *text, size_t len)
{
  enum { WINDOW = 15 + 16 /* a gzip header */, MEMORY = 8, MORE = 64 };
  z_stream z = {0};
  guint start = out->len;
  union {
    const void *from;
    Bytef *bytes; /* zlib does not write there */
  } in = {.from = text};

  deflateInit2 (&z, Z_BEST_SPEED, Z_DEFLATED, WINDOW, MEMORY, Z_DEFAULT_STRATEGY);
  g_byte_array_set_size (out, start + (guint)deflateBound (&z, len) + MORE);
  z.next_in = in.bytes;
  z.avail_in = (uInt)len;
  z.next_out = out->data + start;
  z.avail_out = (uInt)(out->len - start);
  deflate (&z, Z_FINISH);
  g_byte_array_set_size (out, start + (guint)z.total_out);
  deflateEnd (&z);
}
#endif
