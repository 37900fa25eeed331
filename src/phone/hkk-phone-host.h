/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

typedef struct
{
  char       *name;
  const char *kvnr;
  const char *birth_date;       /* YYYY-MM-DD */
  const char *password;         /* (nullable): not registered yet */
  const char *pin;              /* (nullable): chooses one when the device is bound */
  const char *card_digits;
  const char *card_valid_until; /* YYYY-MM-DD */
} HkkPhonePerson;

/* What the simulated camera sees. */
typedef struct
{
  const char *file;
  const char *recording;  /* "front", "back" or "selfie" */
  const char *document;   /* (nullable): the document that it shows */
  const char *title;      /* for the person */
  const char *media_type;
} HkkPhoneSample;

/* A letter that came by post, as the simulated camera sees it. */
typedef struct
{
  GDateTime *arrived_at; /* Owned (nullable) */
  GBytes    *picture;    /* Owned: for hkk_phone_scan_bytes_async () */
} HkkPhonePost;

#define HKK_TYPE_PHONE_HOST (hkk_phone_host_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneHost, hkk_phone_host, HKK, PHONE_HOST, GObject)

/* The demo backend, served by this process or by another one. Signal: endpoint-changed (). */
HkkPhoneHost         *hkk_phone_host_new         (const char    *state_dir);
void                  hkk_phone_host_start       (HkkPhoneHost  *self);
const char           *hkk_phone_host_get_url     (HkkPhoneHost  *self);
const char           *hkk_phone_host_get_pem     (HkkPhoneHost  *self);
/* The number (out) may be NULL. */
const HkkPhonePerson *hkk_phone_host_get_persons (HkkPhoneHost  *self,
                                                  guint         *n_persons);
const HkkPhoneSample *hkk_phone_host_get_samples (HkkPhoneHost  *self,
                                                  guint         *n_samples);
/* (transfer full) */
GBytes               *hkk_phone_host_load_sample (HkkPhoneHost         *self,
                                                  const HkkPhoneSample *sample);
/* What lies in the letter box of a person of the demo, the newest first; of HkkPhonePost. (transfer full) (nullable) */
void                  hkk_phone_host_look_for_post_async  (HkkPhoneHost        *self,
                                                           const char          *kvnr,
                                                           GCancellable        *cancellable,
                                                           GAsyncReadyCallback  callback,
                                                           gpointer             data);
GPtrArray            *hkk_phone_host_look_for_post_finish (HkkPhoneHost        *self,
                                                           GAsyncResult        *result,
                                                           GError             **error);
