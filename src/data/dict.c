#include <config.h>

#include "data/dict.h"

#include <string.h>

/* Survey cells are short: codes of one to eight bytes are nearly all of them.  Their bytes are the
   key itself, so that a look-up is one multiplication and one comparison; longer texts go through a
   hash of their bytes.  Both tables are open addressing with linear probing, at most half full. */
enum {
  PACKED_MAX = 8,     /* bytes that fit into a key */
  FIRST_SLOTS = 16,   /* of a table, a power of two */
  FIRST_ENTRIES = 8,  /* room at the start; most columns have fewer values */
  ARENA_BLOCK = 1024, /* bytes of text at a time */
  FEW = 32,           /* values that are counted in a table of their own */
  N_APART = 4,        /* such tables at a time */
};
#define NO_ENTRY G_MAXUINT32
/* 2^64 divided by the golden ratio: Knuth, The Art of Computer Programming 3, 6.4. */
#define GOLDEN G_GUINT64_CONSTANT (0x9E3779B97F4A7C15)

struct packed {
  guint64 key; /* never 0: the empty text is kept apart */
  guint32 entry;
};

struct dict {
  struct dict_entry *entry;
  size_t n, capacity;
  guint32 empty;         /* entry of "", or NO_ENTRY */
  struct packed *packed; /* [1 << packed_bits] */
  unsigned packed_bits;
  size_t n_packed;
  guint32 *hashed; /* [1 << hashed_bits] entries of longer texts, or NO_ENTRY; NULL at first */
  unsigned hashed_bits;
  size_t n_hashed;
  GStringChunk *arena;
};

/* The bytes of a text of 1 to 8 as a number, the first one lowest, zeros above the last.  No byte
   is NUL, so no two texts share a number.  Nothing beyond TEXT is touched. */
static guint64
pack (const char *text, size_t len)
{
  const unsigned char *t = (const unsigned char *)text;
  guint32 low, high;
  if (len < sizeof low) {
    guint32 second = len > 1 ? t[1] : 0u, third = len > 2 ? t[2] : 0u;
    return t[0] | second << 8 | third << 16;
  }
  /* Two loads that may overlap; the bytes that both have are shifted out of the second. */
  memcpy (&low, text, sizeof low);
  memcpy (&high, text + len - sizeof high, sizeof high);
  guint64 rest = (guint64)GUINT32_FROM_LE (high) >> (8 * (PACKED_MAX - len));
  return GUINT32_FROM_LE (low) | rest << 32;
}

static size_t
packed_slot (guint64 key, unsigned bits)
{
  return (size_t)(key * GOLDEN >> (64 - bits));
}

static guint64
hash_bytes (const char *text, size_t len)
{
  guint64 hash = len, word;
  for (; len >= sizeof word; text += sizeof word, len -= sizeof word) {
    memcpy (&word, text, sizeof word);
    hash = (hash ^ word) * GOLDEN;
    hash ^= hash >> 32;
  }
  if (len > 0) {
    word = 0;
    memcpy (&word, text, len);
    hash = (hash ^ word) * GOLDEN;
    hash ^= hash >> 32;
  }
  return hash * GOLDEN;
}

struct dict *
dict_new (void)
{
  struct dict *d = g_new0 (struct dict, 1);
  d->capacity = FIRST_ENTRIES;
  d->entry = g_new (struct dict_entry, d->capacity);
  d->empty = NO_ENTRY;
  d->packed_bits = d->hashed_bits = g_bit_storage (FIRST_SLOTS - 1);
  d->packed = g_new0 (struct packed, FIRST_SLOTS);
  d->arena = g_string_chunk_new (ARENA_BLOCK);
  return d;
}

void
dict_free (struct dict *d)
{
  if (!d)
    return;
  g_string_chunk_free (d->arena);
  g_free (d->hashed);
  g_free (d->packed);
  g_free (d->entry);
  g_free (d);
}

static guint32
new_entry (struct dict *d, const char *text, size_t len)
{
  if (d->n == NO_ENTRY)
    g_error ("more than %u different values in one column", NO_ENTRY);
  if (d->n == d->capacity) {
    d->capacity *= 2;
    d->entry = g_renew (struct dict_entry, d->entry, d->capacity);
  }
  d->entry[d->n] = (struct dict_entry){
      .text = g_string_chunk_insert_len (d->arena, text, (gssize)len), .len = len};
  return (guint32)d->n++;
}

/* The slot of KEY, or the free one where it belongs. */
static struct packed *
find_packed (const struct dict *d, guint64 key)
{
  size_t mask = ((size_t)1 << d->packed_bits) - 1, i = packed_slot (key, d->packed_bits);
  while (d->packed[i].key != 0 && d->packed[i].key != key)
    i = (i + 1) & mask;
  return &d->packed[i];
}

static void
grow_packed (struct dict *d)
{
  size_t n_old = (size_t)1 << d->packed_bits;
  struct packed *old = d->packed;
  d->packed_bits++;
  d->packed = g_new0 (struct packed, n_old * 2);
  for (size_t i = 0; i < n_old; i++)
    if (old[i].key != 0)
      *find_packed (d, old[i].key) = old[i];
  g_free (old);
}

static guint32
enter_packed (struct dict *d, const char *text, size_t len)
{
  guint64 key = pack (text, len);
  struct packed *slot = find_packed (d, key);
  if (G_LIKELY (slot->key != 0))
    return slot->entry;
  if (2 * (d->n_packed + 1) > (size_t)1 << d->packed_bits) {
    grow_packed (d);
    slot = find_packed (d, key);
  }
  d->n_packed++;
  *slot = (struct packed){key, new_entry (d, text, len)};
  return slot->entry;
}

static guint32 *
find_hashed (const struct dict *d, const char *text, size_t len)
{
  size_t mask = ((size_t)1 << d->hashed_bits) - 1;
  size_t i = (size_t)(hash_bytes (text, len) >> (64 - d->hashed_bits));
  for (; d->hashed[i] != NO_ENTRY; i = (i + 1) & mask) {
    const struct dict_entry *e = &d->entry[d->hashed[i]];
    if (e->len == len && memcmp (e->text, text, len) == 0)
      break;
  }
  return &d->hashed[i];
}

/* Make the table of longer texts, or one of twice its size. */
static void
grow_hashed (struct dict *d)
{
  guint32 *old = d->hashed;
  size_t n_old = old ? (size_t)1 << d->hashed_bits : 0;
  if (old)
    d->hashed_bits++;
  d->hashed = g_new (guint32, (size_t)1 << d->hashed_bits);
  memset (d->hashed, 0xFF, sizeof *d->hashed << d->hashed_bits);
  for (size_t i = 0; i < n_old; i++)
    if (old[i] != NO_ENTRY)
      *find_hashed (d, d->entry[old[i]].text, d->entry[old[i]].len) = old[i];
  g_free (old);
}

static guint32
enter_hashed (struct dict *d, const char *text, size_t len)
{
  if (!d->hashed)
    grow_hashed (d);
  guint32 *slot = find_hashed (d, text, len);
  if (*slot != NO_ENTRY)
    return *slot;
  if (2 * (d->n_hashed + 1) > (size_t)1 << d->hashed_bits) {
    grow_hashed (d);
    slot = find_hashed (d, text, len);
  }
  d->n_hashed++;
  return *slot = new_entry (d, text, len);
}

guint32
dict_enter (struct dict *d, const char *text, size_t len)
{
  if (len == 0)
    return d->empty != NO_ENTRY ? d->empty : (d->empty = new_entry (d, "", 0));
  return len <= PACKED_MAX ? enter_packed (d, text, len) : enter_hashed (d, text, len);
}

static void
count_one (struct dict *d, guint32 entry, size_t times, size_t line, const char *file)
{
  struct dict_entry *e = &d->entry[entry];
  if (e->count == 0) {
    e->first_line = line;
    e->first_file = file;
  }
  e->count += times;
}

/* Most columns have few values, so that one counter would be needed again before it is written
   back; neighbouring records are counted apart. */
static void
count_few (struct dict *d, const guint32 *entry, const size_t *line, size_t n, const char *file)
{
  guint32 times[N_APART][FEW] = {{0}};
  size_t r = 0;
  for (; r + N_APART <= n; r += N_APART)
    for (size_t k = 0; k < N_APART; k++)
      times[k][entry[r + k]]++;
  for (; r < n; r++)
    times[0][entry[r]]++;
  for (guint32 e = 0; e < d->n; e++) {
    size_t all = (size_t)times[0][e] + times[1][e] + times[2][e] + times[3][e], first = 0;
    if (all == 0)
      continue;
    while (d->entry[e].count == 0 && entry[first] != e)
      first++;
    count_one (d, e, all, line[first], file);
  }
}

void
dict_count_block (struct dict *d, const guint32 *entry, const size_t *line, const bool *skip,
                  size_t n, const char *file)
{
  if (!skip && d->n <= FEW) {
    count_few (d, entry, line, n, file);
    return;
  }
  for (size_t r = 0; r < n; r++)
    if (!skip || !skip[r])
      count_one (d, entry[r], 1, line[r], file);
}

size_t
dict_size (const struct dict *d)
{
  return d->n;
}

const struct dict_entry *
dict_at (const struct dict *d, guint32 entry)
{
  g_return_val_if_fail (entry < d->n, NULL);
  return &d->entry[entry];
}
