/* Ids that are written as keyed hashes, for this room alone.

   A survey whose design says `hash: yes` has in its harmonised file, in place of each id, the
   HMAC-SHA-256 of the id's text.  Nothing but the key goes into it, so that one id has one hash in
   all surveys that use the key: who has it can join waves, and who has not cannot.  */
#ifndef HARMONISE_PSEUDONYM_H
#define HARMONISE_PSEUDONYM_H
#include "harmonise/crosswalk.h"

struct pseudonyms;

/* For a survey that hashes its ids: read the key.  NULL after findings. */
struct pseudonyms *pseudonyms_new (const struct survey *, struct diag *);
void pseudonyms_free (struct pseudonyms *);
/* The hash of the id TEXT, which is the ENTRY of its column's dictionary: computed once an entry,
   SECRET_HEX digits, valid until the next call. */
const char *pseudonyms_at (struct pseudonyms *, guint32 entry, const char *text, size_t len);

/* Would an id that is to be hashed be written as it is by another way: as stratum or PSU, through a
   rule?  False after findings, one for each way. */
bool pseudonyms_hold (const struct crosswalk *, struct diag *);
#endif
