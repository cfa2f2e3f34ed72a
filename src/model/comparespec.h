/* Averages over surveys and comparisons, as a study asks for them. */
#ifndef MODEL_COMPARESPEC_H
#define MODEL_COMPARESPEC_H
#include "base/yaml.h"

/* Averages over surveys: each counts the same, or as much as the people it speaks for. */
enum average_kind { AVERAGE_EQUAL, AVERAGE_POPULATION, N_AVERAGES };

/* `averages` and `averages_of` under `estimate`. */
struct average_spec {
  bool wanted[N_AVERAGES];
  bool all_waves; /* not the latest one of each country alone */
};

/* p-values of a family of tests are adjusted by these. */
enum compare_adjust { COMPARE_HOLM, COMPARE_BH, COMPARE_BONFERRONI, COMPARE_NONE };
/* How it is tested whether an answer depends on the group. */
enum compare_test { TEST_RAO_SCOTT, TEST_WALD, TEST_ADJUSTED_WALD, N_COMPARE_TESTS };

/* `compare`. */
struct compare_spec {
  bool there;    /* the study compares */
  bool pairs;    /* each survey with each other */
  bool average;  /* each survey with the averages it is in */
  bool waves;    /* one country's surveys of different years */
  char **groups; /* NULL-ended: breakdown variables whose levels are compared within each survey */
  struct place *group_places;
  enum compare_adjust adjust; /* holm unless said */
  enum compare_test test;     /* rao-scott unless said */
  double alpha;               /* 0.05 unless said */
};

/* Each fills in its struct from a node, or with what holds when that is NULL. */
void average_spec_read (struct average_spec *, const struct yaml_node *estimate, struct diag *);
void compare_spec_read (struct compare_spec *, const struct yaml_node *compare,
                        const struct average_spec *, struct diag *);
void compare_spec_clear (struct compare_spec *);
const char *average_kind_name (enum average_kind);
const char *compare_adjust_name (enum compare_adjust);
const char *compare_test_name (enum compare_test);
#endif
