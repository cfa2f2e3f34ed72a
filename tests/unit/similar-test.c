#include <config.h>

#include "harmonise/assign.h"
#include "suggest/similar.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

/* Winkler (1990), table 2 (three digits), and what follows from the definition. */
static const struct {
  const char *a, *b;
  double value;
} jaro_winkler[] = {
    {"MARTHA", "MARHTA", 0.961},
    {"DIXON", "DICKSONX", 0.813},
    {"DWAYNE", "DUANE", 0.840},
    {"JONES", "JOHNSON", 0.832},
    {"ABROMS", "ABRAMS", 0.922},
    {"HARDIN", "MARTINEZ", 0.722},
    {"SHACKLEFORD", "SHACKELFORD", 0.982},
    {"", "", 1},
    {"a", "", 0},
    {"abc", "xyz", 0},
    {"é", "é", 1},
};

static const struct {
  const char *text;
  bool split;
  const char *plain;
} plain[] = {
    {"  Você já usou a Internet?  ", false, "voce ja usou a internet"},
    {"SamplePoint", true, "sample point"},
    {"SamplePoint", false, "samplepoint"},
    {"QC013a", true, "qc 013 a"},
    {"access/where/home", true, "access where home"},
    {"Straße Ⅳ ﬁn", false, "straße iv fin"},
    {"", false, ""},
    {"¿...?", false, ""},
};

/* Labels of codes: those above the line are to be taken for the same, those below not. */
static const struct {
  const char *a, *b;
  bool same;
} labels[] = {
    {"smartphone or mobile phone", "mobile phone or smartphone", true},
    {"de 11 a 50", "11 a 50", true},
    {"very true", "very true", true},
    {"at least every month", "every month at least", true},
    {"11 to 50", "51 to 100", false},
    {"not true at all", "very true", false},
    {"never", "always", false},
    {"quase nunca", "nunca", false},
    {"", "never", false},
};

static void
check_texts (struct unit *u)
{
  for (size_t i = 0; i < G_N_ELEMENTS (jaro_winkler); i++) {
    double value = similar_jaro_winkler (jaro_winkler[i].a, jaro_winkler[i].b);
    CHECK (u, fabs (value - jaro_winkler[i].value) < 0.0005);
    CHECK_NEAR (u, similar_jaro_winkler (jaro_winkler[i].b, jaro_winkler[i].a), value, 1e-12);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (plain); i++) {
    g_autofree char *got = similar_plain (plain[i].text, plain[i].split);
    CHECK (u, strcmp (got, plain[i].plain) == 0);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (labels); i++) {
    double like = similar_labels (labels[i].a, labels[i].b);
    CHECK (u, (like >= 0.74) == labels[i].same);
    CHECK_NEAR (u, similar_labels (labels[i].b, labels[i].a), like, 1e-12);
  }
  /* " night " has ni, nig, igh, ght, ht; " nacht " na, nac, ach, cht, ht: of five each, ht is
   * common. */
  CHECK_NEAR (u, similar_trigrams ("night", "nacht"), 2.0 * 1 / (5 + 5), 1e-12);
  CHECK_NEAR (u, similar_trigrams ("night", "night"), 1, 1e-12);
  CHECK_NEAR (u, similar_trigrams ("", ""), 0, 1e-12);
}

/* What all texts have in common must count less than what one has for itself. */
static void
check_vectors (struct unit *u)
{
  static const char *const texts[] = {
      "how often do you watch videos", "how often do you listen to music",
      "how often do you play games", "how often do you do homework"};
  struct similar_space *space = similar_space_new ();
  struct similar_corpus *corpus = similar_corpus_new (space);
  struct similar_vector v[G_N_ELEMENTS (texts)], own, none;

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    similar_corpus_add (corpus, texts[i]);
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    similar_vector_init (&v[i], corpus, texts[i]);
  similar_vector_init (&own, corpus, "videos watched");
  similar_vector_init (&none, corpus, "");
  CHECK (u, none.n == 0 && similar_cosine (&none, &v[0]) == 0);
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++) {
    CHECK_NEAR (u, similar_cosine (&v[i], &v[i]), 1, 1e-12);
    CHECK (u, i == 0 || similar_cosine (&own, &v[i]) < similar_cosine (&own, &v[0]) / 3);
    CHECK (u, i == 0 || similar_cosine (&v[0], &v[i]) < 0.5);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    similar_vector_clear (&v[i]);
  similar_vector_clear (&own);
  similar_vector_clear (&none);
  similar_corpus_free (corpus);
  similar_space_free (space);
}

/* The greatest sum, by trying everything. */
static double
best_sum (const double *gain, size_t n, size_t m, size_t i, unsigned used)
{
  double best;
  if (i == n)
    return 0;
  best = best_sum (gain, n, m, i + 1, used);
  for (size_t k = 0; k < m; k++)
    if (!(used >> k & 1)) {
      double sum = gain[i * m + k] + best_sum (gain, n, m, i + 1, used | 1u << k);
      best = sum > best ? sum : best;
    }
  return best;
}

static void
check_assign (struct unit *u)
{
  enum { MOST = 6 };
  guint32 state = 12345;

  for (int round = 0; round < 300; round++) {
    size_t n = 1 + (size_t)round % MOST, m = (size_t)(round / MOST) % (MOST + 1);
    double gain[MOST * MOST], sum = 0;
    long taken[MOST];
    unsigned used = 0;
    for (size_t i = 0; i < n * m; i++) {
      state = state * 1664525 + 1013904223;
      gain[i] = state >> 30 ? (double)(state >> 8 & 0xFFFF) / 65536 : 0;
    }
    assign_best (gain, n, m, taken);
    for (size_t i = 0; i < n; i++)
      if (taken[i] >= 0) {
        CHECK (u, (size_t)taken[i] < m && !(used >> taken[i] & 1));
        used |= 1u << taken[i];
        sum += gain[i * m + (size_t)taken[i]];
      }
    CHECK_NEAR (u, sum, best_sum (gain, n, m, 0, 0), 1e-9);
  }
}

int
main (void)
{
  struct unit u = {0};
  check_texts (&u);
  check_vectors (&u);
  check_assign (&u);
  return unit_report (&u);
}
