#include <config.h>

#include "data/slot.h"

#include "data/header.h"

#include <math.h>

/* Apart from the reader's loop, which then needs no registers but its caller's. */
guint32
slot_enter (struct slot *slot, const char *text, size_t len, bool unmask)
{
  text = header_trim (text, &len);
  if (unmask)
    text = header_unmask (text, &len);
  unsigned direct = slot_direct (text, len);
  guint32 entry = dict_enter (slot->dict, text, len);
  if (direct < N_DIRECT && entry < NO_DIRECT)
    slot->direct[direct] = (guint16)entry;
  return entry;
}

double
slot_number (const char *text, size_t len, bool unmask, struct number_marks marks)
{
  double value;
  text = header_trim (text, &len);
  if (unmask)
    text = header_unmask (text, &len);
  return number_read (text, len, marks, &value) ? value : NAN;
}
