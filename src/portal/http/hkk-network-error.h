/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* How far a call came. */
typedef struct
{
  const char           *host;        /* (nullable): the portal's; lives as long as the message */
  gboolean              proxied;     /* a proxy stands in between */
  gboolean              connecting;  /* an address was tried */
  gboolean              securing;    /* what answers was asked for TLS */
  gboolean              secured;
  gboolean              late;        /* the time to connect was up */
  guint                 status;      /* of the proxy, 0: none */
  GTlsCertificateFlags  wrong;       /* with the certificate */
  GTlsCertificate      *certificate; /* Owned (nullable): the one that is wrong */
} HkkWay;

GError *hkk_network_error_new (const GError *network,
                               const HkkWay *way);
