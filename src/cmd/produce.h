/* From estimates to files: what run, estimate and report share. */
#ifndef CMD_PRODUCE_H
#define CMD_PRODUCE_H
#include "cmd/cmd.h"
#include "cmd/library.h"

/* A frame of results for a project's surveys, without rows. */
struct results *produce_frame (const struct project *, const char *language);
/* The findings about ages that take all surveys; PARTS as the project's surveys. */
void produce_check_ages (const struct project *, const struct survey_part *parts, struct diag *);
/* Estimates, averages and comparisons of a project from the harmonised files in OUTPUT. */
struct results *produce_results (const struct project *, const struct options *, const char *output,
                                 struct diag *);
/* OUTPUT/estimates.csv; g_free. */
char *produce_estimates_path (const char *output);
/* Read estimates.csv in OUTPUT into a frame; or all that was written of them there, with the
   comparisons where the study has any.  False after findings, such as that they were made with
   other settings than today's. */
bool produce_read_estimates (struct results *, const char *output, struct diag *);
bool produce_read (const struct project *, struct results *, const char *output, struct diag *);
/* Write estimates.csv, designs.csv and estimates-settings.csv. */
void produce_estimates (const struct results *, const struct options *, const char *output,
                        struct diag *);
/* Write quality.csv where the study compares standards; not from estimates that were read back,
   which do not say what other standards think of them. */
void produce_quality (const struct project *, const struct results *, const struct options *,
                      const char *output, struct diag *);
/* Write comparisons.csv, where there are any associations.csv, and comparisons-settings.csv. */
void produce_comparisons (const struct results *, const struct options *, const char *output,
                          struct diag *);
/* Write coverage.csv and the reports that the study asks for, each in its language. */
void produce_reports (const struct project *, const struct results *, const struct options *,
                      const char *output, struct diag *);
/* Lines: how many estimates have which status, how many comparisons are significant, and how many
   associations were tested, and how. */
void produce_summary (const struct results *);
#endif
