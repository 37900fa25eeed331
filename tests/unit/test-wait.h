/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* How tests wait: for a condition, with a deadline, while the main context runs. */

/* Callback of an asynchronous call; DATA is a GAsyncResult **. */
void          test_keep_result (GObject       *source,
                                GAsyncResult  *result,
                                gpointer       data);
/* (transfer none): the result, once it is there. */
GAsyncResult *test_wait        (GAsyncResult **result);

/* Until CONDITION is true; ends the test after a minute, which only a busy machine comes near to. */
#define test_wait_until(condition) \
  G_STMT_START { \
    gint64 test_deadline_ = g_get_monotonic_time () + 60 * G_USEC_PER_SEC; \
    while (!(condition)) \
      { \
        if (g_get_monotonic_time () > test_deadline_) \
          g_error ("%s: waited in vain for: %s", G_STRLOC, #condition); \
        test_iterate (); \
      } \
  } G_STMT_END
/* One turn of the main context that ends within 100 ms, so that a condition is looked at again. */
void          test_iterate     (void);
/* All that is ready now. */
void          test_drain       (void);
