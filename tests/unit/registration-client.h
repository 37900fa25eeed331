/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "phone-client.h"

/* For tests: the steps of a registration or recovery, one call each. PURPOSE is "registration" or "recovery". */

#define NINA       "K220635158"
#define NINA_BIRTH "1990-03-21"
#define NINA_CARD  "568143"

/* CARD_DIGITS (nullable). */
MockAnswer  *registration_start     (MockClient   *client,
                                     const char   *purpose,
                                     const char   *kvnr,
                                     const char   *birth_date,
                                     const char   *card_digits);
/* One that must begin, for Nina: its secret id. (transfer full) */
char        *registration_begin     (MockClient   *client);
MockAnswer  *registration_case      (MockClient   *client,
                                     const char   *process,
                                     const char   *document);
/* DIGEST (nullable): NULL is the right one, "" none. KEY (nullable). */
MockAnswer  *registration_put_bytes (MockClient   *client,
                                     const char   *nect_case,
                                     const char   *recording,
                                     GBytes       *bytes,
                                     const char   *media_type,
                                     const char   *digest,
                                     const char   *key);
/* More time. KEY (nullable). */
MockAnswer  *registration_extend    (MockClient   *client,
                                     const char   *process,
                                     const char   *key);
/* A sample of the mock's. */
MockAnswer  *registration_put       (MockClient   *client,
                                     const char   *nect_case,
                                     const char   *recording,
                                     const char   *sample);
MockAnswer  *registration_look      (MockClient   *client,
                                     const char   *nect_case);
/* All three recordings of a new case; its secret id. (transfer full) */
char        *registration_record    (MockClient   *client,
                                     const char   *process,
                                     const char   *document,
                                     const char   *front,
                                     const char   *back,
                                     const char   *selfie);
/* One that passes, and the time that takes. (transfer full) */
char        *registration_identify  (MockClient   *client,
                                     const char   *process);
/* KEY (nullable). */
MockAnswer  *registration_complete  (MockClient   *client,
                                     const char   *purpose,
                                     const char   *process,
                                     const char   *nect_case,
                                     const char   *password,
                                     JsonObject   *device, /* (transfer full) */
                                     const char   *key);
