/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

typedef enum
{
  HKK_CONNECTIVITY_UNKNOWN,     /* nothing was tried yet */
  HKK_CONNECTIVITY_ONLINE,
  HKK_CONNECTIVITY_OFFLINE,
  HKK_CONNECTIVITY_NAME_LOOKUP,
  HKK_CONNECTIVITY_LOGIN_PAGE,
  HKK_CONNECTIVITY_PROXY,
  HKK_CONNECTIVITY_TLS,
  HKK_CONNECTIVITY_UNREACHABLE,
  HKK_CONNECTIVITY_TIMEOUT,
  HKK_CONNECTIVITY_SERVER,
  HKK_CONNECTIVITY_MAINTENANCE,
} HkkConnectivity;

#define HKK_TYPE_CONNECTIVITY (hkk_connectivity_get_type ())
GType hkk_connectivity_get_type (void);
