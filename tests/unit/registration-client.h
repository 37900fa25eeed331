/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "phone-client.h"

/* For tests: the steps of a registration or recovery, one call each. PURPOSE is "registration" or "recovery". */

#define NINA       "K220635158"
#define NINA_BIRTH "1990-03-21"
#define NINA_CARD  "568143"

/* CARD_DIGITS (nullable). */
MockAnswer  *registration_start     (MockClient   *client,
                                     const gchar  *purpose,
                                     const gchar  *kvnr,
                                     const gchar  *birth_date,
                                     const gchar  *card_digits);
/* One that must begin, for Nina: its secret id. (transfer full) */
gchar       *registration_begin     (MockClient   *client);
MockAnswer  *registration_case      (MockClient   *client,
                                     const gchar  *process,
                                     const gchar  *document);
/* DIGEST (nullable): NULL is the right one, "" none. KEY (nullable). */
MockAnswer  *registration_put_bytes (MockClient   *client,
                                     const gchar  *nect_case,
                                     const gchar  *recording,
                                     GBytes       *bytes,
                                     const gchar  *media_type,
                                     const gchar  *digest,
                                     const gchar  *key);
/* A sample of the mock's. */
MockAnswer  *registration_put       (MockClient   *client,
                                     const gchar  *nect_case,
                                     const gchar  *recording,
                                     const gchar  *sample);
MockAnswer  *registration_look      (MockClient   *client,
                                     const gchar  *nect_case);
/* All three recordings of a new case; its secret id. (transfer full) */
gchar       *registration_record    (MockClient   *client,
                                     const gchar  *process,
                                     const gchar  *document,
                                     const gchar  *front,
                                     const gchar  *back,
                                     const gchar  *selfie);
/* One that passes, and the time that takes. (transfer full) */
gchar       *registration_identify  (MockClient   *client,
                                     const gchar  *process);
/* KEY (nullable). */
MockAnswer  *registration_complete  (MockClient   *client,
                                     const gchar  *purpose,
                                     const gchar  *process,
                                     const gchar  *nect_case,
                                     const gchar  *password,
                                     JsonObject   *device, /* (transfer full) */
                                     const gchar  *key);
