/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Strings are copied. Fill it on the stack with = { … }. */
typedef struct
{
  const char         *base_url;     /* "https://127.0.0.1:43211", also with a path */
  const char         *trust_pem;    /* (nullable): the only certificate to trust; NULL: the system's */
  const char * const *pins;         /* (nullable): "sha256/BASE64" of the SPKI, any one in the chain; besides the
                                       system's trust */
  const char         *pinned_url;   /* (nullable): the place that the pins are for; elsewhere they do not count. NULL:
                                       base_url */
  const char         *data_dir;     /* drafts, offline copy; made with 0700 when missing */
  const char         *program;      /* "meine-hkk" */
  const char         *version;
  const char         *device_name;  /* (nullable): how the session list calls this computer; NULL: its host name */
  const char         *device_platform; /* of a Service-App only, with device_name: "android", "ios", "tablet" */
  gboolean            use_proxy;    /* FALSE for the demo: https_proxy would catch even 127.0.0.1 */
  gboolean            use_keyring;
  guint               pin_rounds;   /* of PBKDF2 for the PIN of a device that is bound from now on; 0:
                                       HKK_DEVICE_ROUNDS */
} HkkPortalConfig;
