/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-connectivity.h"

G_DEFINE_ENUM_TYPE (HkkConnectivity, hkk_connectivity,
                    G_DEFINE_ENUM_VALUE (HKK_CONNECTIVITY_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (HKK_CONNECTIVITY_ONLINE, "online"),
                    G_DEFINE_ENUM_VALUE (HKK_CONNECTIVITY_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (HKK_CONNECTIVITY_NAME_LOOKUP, "name-lookup"),
                    G_DEFINE_ENUM_VALUE (HKK_CONNECTIVITY_LOGIN_PAGE, "login-page"),
                    G_DEFINE_ENUM_VALUE (HKK_CONNECTIVITY_PROXY, "proxy"),
                    G_DEFINE_ENUM_VALUE (HKK_CONNECTIVITY_TLS, "tls"),
                    G_DEFINE_ENUM_VALUE (HKK_CONNECTIVITY_UNREACHABLE, "unreachable"),
                    G_DEFINE_ENUM_VALUE (HKK_CONNECTIVITY_TIMEOUT, "timeout"),
                    G_DEFINE_ENUM_VALUE (HKK_CONNECTIVITY_SERVER, "server"),
                    G_DEFINE_ENUM_VALUE (HKK_CONNECTIVITY_MAINTENANCE, "maintenance"))
