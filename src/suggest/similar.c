#include <config.h>

#include "suggest/similar.h"

#include <math.h>
#include <string.h>

/* ---- Plain text ---- */

enum kind_of_character { OTHER, LETTER, DIGIT };

static enum kind_of_character
kind_of (gunichar c)
{
  return g_unichar_isalpha (c) ? LETTER : g_unichar_isdigit (c) ? DIGIT : OTHER;
}

/* Does a new word begin at C, after BEFORE? */
static bool
begins_word (gunichar before, gunichar c, bool split_case)
{
  return split_case && before &&
         (kind_of (before) != kind_of (c) || (g_unichar_islower (before) && g_unichar_isupper (c)));
}

char *
similar_plain (const char *text, bool split_case)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  GString *out = g_string_new (NULL);
  gunichar before = 0;
  bool blank = false;

  for (const char *p = apart ? apart : ""; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (g_unichar_ismark (c))
      continue; /* an accent, set apart from its letter */
    if (kind_of (c) == OTHER) {
      blank = out->len > 0;
      before = 0;
      continue;
    }
    if (blank || begins_word (before, c, split_case))
      g_string_append_c (out, ' ');
    g_string_append_unichar (out, g_unichar_tolower (c));
    blank = false;
    before = c;
  }
  return g_string_free (out, FALSE);
}

/* ---- Jaro-Winkler ---- */

/* Characters of A that have one like them in B at most WINDOW places away; marks them in both. */
static size_t
count_common (const gunichar *a, glong n_a, const gunichar *b, glong n_b, bool *in_a, bool *in_b)
{
  glong window = MAX (MAX (n_a, n_b) / 2 - 1, 0);
  size_t common = 0;

  for (glong i = 0; i < n_a; i++)
    for (glong k = MAX (0, i - window); k < MIN (n_b, i + window + 1) && !in_a[i]; k++)
      if (!in_b[k] && a[i] == b[k]) {
        in_a[i] = in_b[k] = true;
        common++;
      }
  return common;
}

static size_t
count_transposed (const gunichar *a, glong n_a, const gunichar *b, const bool *in_a,
                  const bool *in_b)
{
  size_t other = 0;
  for (glong i = 0, k = 0; i < n_a; i++)
    if (in_a[i]) {
      while (!in_b[k])
        k++;
      other += a[i] != b[k++];
    }
  return other / 2;
}

double
similar_jaro_winkler (const char *a, const char *b)
{
  enum { MOST_PREFIX = 4 };
  static const double FACTOR = 0.1;
  glong n_a, n_b, prefix = 0;
  g_autofree gunichar *x = g_utf8_to_ucs4_fast (a, -1, &n_a);
  g_autofree gunichar *y = g_utf8_to_ucs4_fast (b, -1, &n_b);
  g_autofree bool *in_x = g_new0 (bool, (gsize)n_a + 1), *in_y = g_new0 (bool, (gsize)n_b + 1);
  double m = (double)count_common (x, n_a, y, n_b, in_x, in_y);

  if (n_a == 0 && n_b == 0)
    return 1;
  if (m <= 0)
    return 0;
  double t = (double)count_transposed (x, n_a, y, in_x, in_y);
  double jaro = (m / (double)n_a + m / (double)n_b + (m - t) / m) / 3;
  while (prefix < MOST_PREFIX && prefix < n_a && prefix < n_b && x[prefix] == y[prefix])
    prefix++;
  return jaro + (double)prefix * FACTOR * (1 - jaro);
}

/* ---- Trigrams and labels ---- */

typedef void each_gram (const char *gram, gsize len, void *aux);

/* Call EACH for the trigrams of ` word `, for every word of a plain text. */
static void
for_trigrams (const char *plain, each_gram *each, void *aux)
{
  g_autofree char *padded = g_strconcat (" ", plain, " ", NULL);

  for (const char *p = padded; *p; p = g_utf8_next_char (p)) {
    const char *second = g_utf8_next_char (p),
               *third = *second ? g_utf8_next_char (second) : second;
    if (*second && *third && *second != ' ') {
      const char *end = g_utf8_next_char (third);
      each (p, (gsize)(end - p), aux);
    }
  }
}

static void
count_gram (const char *gram, gsize len, void *counts)
{
  char *key = g_strndup (gram, len);
  gint n = GPOINTER_TO_INT (g_hash_table_lookup (counts, key));
  g_hash_table_insert (counts, key, GINT_TO_POINTER (n + 1));
}

struct common {
  GHashTable *left; /* of A, those that are not yet used */
  double a, b, both;
};

static void
meet_gram (const char *gram, gsize len, void *aux)
{
  struct common *c = aux;
  g_autofree char *key = g_strndup (gram, len);
  gint n = GPOINTER_TO_INT (g_hash_table_lookup (c->left, key));
  c->b++;
  if (n > 0) {
    c->both++;
    g_hash_table_insert (c->left, g_strdup (key), GINT_TO_POINTER (n - 1));
  }
}

double
similar_trigrams (const char *a, const char *b)
{
  g_autoptr (GHashTable) left = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  struct common c = {.left = left};
  GHashTableIter i;
  gpointer n;

  for_trigrams (a, count_gram, left);
  g_hash_table_iter_init (&i, left);
  while (g_hash_table_iter_next (&i, NULL, &n))
    c.a += GPOINTER_TO_INT (n);
  for_trigrams (b, meet_gram, &c);
  return c.a + c.b > 0 ? 2 * c.both / (c.a + c.b) : 0;
}

/* Share of the words of both that the other one has too, up to a slip or an ending. */
static double
common_words (char **a, char **b)
{
  enum { ALIKE_PERCENT = 92 };
  double n = g_strv_length (a) + g_strv_length (b), both = 0;
  g_autofree bool *taken = g_new0 (bool, g_strv_length (b) + 1);

  for (size_t i = 0; a[i]; i++)
    for (size_t k = 0; b[k]; k++)
      if (!taken[k] && similar_jaro_winkler (a[i], b[k]) * 100 >= ALIKE_PERCENT) {
        taken[k] = true;
        both++;
        break;
      }
  return n > 0 ? 2 * both / n : 0;
}

/* Do two texts name the same numbers in the same order?  "11 to 50" is not "51 to 100". */
static bool
same_numbers (char **a, char **b)
{
  for (;; a++, b++) {
    while (*a && !g_ascii_isdigit (**a))
      a++;
    while (*b && !g_ascii_isdigit (**b))
      b++;
    if (!*a || !*b || strcmp (*a, *b) != 0)
      return !*a && !*b;
  }
}

double
similar_labels (const char *a, const char *b)
{
  static const double OTHER_NUMBERS = 0.3;
  g_auto (GStrv) words_a = g_strsplit (a, " ", -1), words_b = g_strsplit (b, " ", -1);
  double score;

  if (!*a || !*b)
    return 0;
  if (strcmp (a, b) == 0)
    return 1;
  score = (common_words (words_a, words_b) + similar_trigrams (a, b)) / 2;
  return same_numbers (words_a, words_b) ? score : OTHER_NUMBERS * score;
}

/* ---- Vectors ---- */

/* A word counts by its beginning, so that endings do not matter; a trigram counts less than a
   word, as a word has several. */
enum { STEM = 5 };
static const double TRIGRAM_WEIGHT = 0.45;

struct similar_space {
  GHashTable *number; /* feature -> its number + 1 */
};

struct similar_corpus {
  struct similar_space *space;
  GArray *holding; /* guint: texts with each feature */
  size_t n;
};

struct similar_space *
similar_space_new (void)
{
  struct similar_space *s = g_new (struct similar_space, 1);
  s->number = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return s;
}

void
similar_space_free (struct similar_space *s)
{
  g_hash_table_unref (s->number);
  g_free (s);
}

static guint32
feature_number (struct similar_space *s, char *feature /* taken over */)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (s->number, feature));
  if (n) {
    g_free (feature);
    return n - 1;
  }
  n = g_hash_table_size (s->number) + 1;
  g_hash_table_insert (s->number, feature, GUINT_TO_POINTER (n));
  return n - 1;
}

struct gathering {
  struct similar_space *space;
  GArray *features; /* guint32 */
  GArray *word;     /* guint8: is it a word? */
};

static void
gather (struct gathering *g, char *feature, guint8 word)
{
  guint32 f = feature_number (g->space, feature);
  g_array_append_val (g->features, f);
  g_array_append_val (g->word, word);
}

static void
gather_gram (const char *gram, gsize len, void *aux)
{
  gather (aux, g_strndup (gram, len), 0);
}

/* Bytes of the beginning of a word that stands for it: without the ending of plural and gender,
   which in the Romance languages are an s and a vowel, and at most STEM characters.  */
static int
stem_of (const char *word)
{
  enum { SHORTEST = 4 };
  size_t n = strlen (word);
  const char *end = word;

  if (n > SHORTEST && word[n - 1] == 's')
    n--;
  if (n > SHORTEST && strchr ("aeo", word[n - 1]))
    n--;
  for (int i = 0; i < STEM && end < word + n; i++)
    end = g_utf8_next_char (end);
  return (int)(end - word);
}

/* All features of a text; those of words have a mark before them that no trigram can have. */
static void
gather_all (struct gathering *g, const char *plain)
{
  g_auto (GStrv) words = g_strsplit (plain, " ", -1);

  for (char **w = words; *w; w++)
    if (**w)
      gather (g, g_strdup_printf ("=%.*s", stem_of (*w), *w), 1);
  for_trigrams (plain, gather_gram, g);
}

static struct gathering
gathering_of (struct similar_space *space, const char *plain)
{
  struct gathering g = {space, g_array_new (FALSE, FALSE, sizeof (guint32)),
                        g_array_new (FALSE, FALSE, sizeof (guint8))};
  gather_all (&g, plain);
  return g;
}

static void
gathering_clear (struct gathering *g)
{
  g_array_free (g->features, TRUE);
  g_array_free (g->word, TRUE);
}

struct similar_corpus *
similar_corpus_new (struct similar_space *space)
{
  struct similar_corpus *c = g_new0 (struct similar_corpus, 1);
  c->space = space;
  c->holding = g_array_new (FALSE, TRUE, sizeof (guint));
  return c;
}

void
similar_corpus_free (struct similar_corpus *c)
{
  g_array_free (c->holding, TRUE);
  g_free (c);
}

void
similar_corpus_add (struct similar_corpus *c, const char *plain)
{
  struct gathering g = gathering_of (c->space, plain);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  c->n++;
  for (guint i = 0; i < g.features->len; i++) {
    guint32 f = g_array_index (g.features, guint32, i);
    if (!g_hash_table_add (seen, GUINT_TO_POINTER (f + 1)))
      continue;
    if (c->holding->len <= f)
      g_array_set_size (c->holding, f + 1);
    g_array_index (c->holding, guint, f)++;
  }
  gathering_clear (&g);
}

struct entry {
  guint32 feature;
  double weight;
};

static int
by_feature (const void *a, const void *b)
{
  const struct entry *x = a, *y = b;
  return (x->feature > y->feature) - (x->feature < y->feature);
}

/* The usual weight of a term: its inverse frequency among the texts (Sparck Jones 1972). */
static double
rarity (const struct similar_corpus *c, guint32 f)
{
  guint holding = f < c->holding->len ? g_array_index (c->holding, guint, f) : 0;
  return log (1 + (double)(c->n + 1) / (double)MAX (holding, 1));
}

void
similar_vector_init (struct similar_vector *v, const struct similar_corpus *c, const char *plain)
{
  struct gathering g = gathering_of (c->space, plain);
  g_autofree struct entry *all = g_new (struct entry, g.features->len + 1);
  double squares = 0;
  size_t n = 0;

  for (guint i = 0; i < g.features->len; i++) {
    guint32 f = g_array_index (g.features, guint32, i);
    double weight = rarity (c, f) * (g_array_index (g.word, guint8, i) ? 1 : TRIGRAM_WEIGHT);
    all[i] = (struct entry){f, weight};
  }
  qsort (all, g.features->len, sizeof *all, by_feature);
  for (guint i = 0; i < g.features->len; i++) /* a feature counts once, however often it occurs */
    if (n == 0 || all[n - 1].feature != all[i].feature)
      all[n++] = all[i];
  for (size_t i = 0; i < n; i++)
    squares += all[i].weight * all[i].weight;
  *v = (struct similar_vector){n, g_new (guint32, n + 1), g_new (double, n + 1)};
  for (size_t i = 0; i < n; i++) {
    v->feature[i] = all[i].feature;
    v->weight[i] = all[i].weight / sqrt (squares);
  }
  gathering_clear (&g);
}

void
similar_vector_clear (struct similar_vector *v)
{
  g_free (v->feature);
  g_free (v->weight);
  *v = (struct similar_vector){0};
}

double
similar_cosine (const struct similar_vector *a, const struct similar_vector *b)
{
  double sum = 0;
  for (size_t i = 0, k = 0; i < a->n && k < b->n;)
    if (a->feature[i] < b->feature[k])
      i++;
    else if (a->feature[i] > b->feature[k])
      k++;
    else
      sum += a->weight[i++] * b->weight[k++];
  return MIN (sum, 1);
}
