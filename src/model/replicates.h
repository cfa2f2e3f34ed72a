/* Replicate weights as a survey file declares them: columns of the data file, or to be made. */
#ifndef MODEL_REPLICATES_H
#define MODEL_REPLICATES_H
#include "model/survey.h"

enum replicate_kind {
  REPLICATES_BRR,
  REPLICATES_FAY,
  REPLICATES_JK1,
  REPLICATES_JK2,
  REPLICATES_JKN,
  REPLICATES_BOOTSTRAP,
  REPLICATES_SDR,
  REPLICATES_OTHER,
  N_REPLICATE_KINDS
};

/* The variance is scale * sum of rscale_r (estimate_r - centre)^2. */
struct replicate_spec {
  enum replicate_kind kind;
  bool make;                  /* of strata and PSUs; else they are in columns */
  struct column_ref *columns; /* [n] in columns: one each */
  size_t n;
  bool factors;     /* the columns are to be multiplied with the weight */
  bool mse;         /* the centre is the full sample's estimate; else the replicates' mean */
  double rho;       /* of Fay's; else 0 */
  double scale;     /* NaN: what the kind implies */
  double *rscales;  /* [n_rscales] */
  size_t n_rscales; /* n; 1: the same for all; 0: what the kind implies */
  size_t number;    /* to make, of a bootstrap */
  guint64 seed;     /* of a bootstrap */
  struct place place;
};

/* Read `replicates` of the node of a design, whose other columns have been read; NULL after
   findings, and if there is none. */
struct replicate_spec *replicates_read (const struct yaml_node *, const struct design_spec *,
                                        struct diag *);
void replicates_spec_free (struct replicate_spec *);
const char *replicate_kind_name (enum replicate_kind);
#endif
