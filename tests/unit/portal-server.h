/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/gnutls.h>
#include <libsoup/soup.h>

#include "hkk-portal.h"
#include "hkk-transport.h"
#include "test-folder.h"
#include "test-wait.h"

/* A small portal of the test's own, over TLS on loopback, for answers that a good portal never gives. It runs in the
 * test's main context. */
typedef struct _PortalServer PortalServer;

typedef void (*PortalHandler) (PortalServer      *server,
                               SoupServerMessage *message,
                               const char        *path,
                               gpointer           data);

struct _PortalServer
{
  SoupServer      *server;
  char            *url;
  char            *pem;
  char            *dir;      /* for data_dir; removed at the end */
  PortalHandler    handler;
  gpointer         data;
  guint            calls;    /* that reached the handler */
  HkkPortalConfig  config;   /* that fits */
};

/* What is otherwise than in a good one. */
typedef struct
{
  guint                      rsa_bits;     /* 0: a curve of 256 bits */
  gnutls_ecc_curve_t         curve;        /* … or this one */
  guint                      dsa_bits;
  guint                      issuer_bits;  /* RSA of an authority that issued it; 0: it signs itself */
  gnutls_digest_algorithm_t  digest;       /* of the signature; 0: SHA-256 */
  const char                *purpose;      /* (nullable): OID of the only extended key usage */
  time_t                     from;
  time_t                     until;
  gboolean                   other_name;
} PortalCertificate;

void           portal_test_init       (int                *argc,
                                       char             ***argv);
PortalServer  *portal_server_new      (PortalHandler       handler,
                                       gpointer            data);
PortalServer  *portal_server_new_with (PortalHandler            handler,
                                       gpointer                 data,
                                       const PortalCertificate *how);
void           portal_server_free     (PortalServer       *self);
/* Ends it once nothing is on its way to it, libsoup does not bear that. FOLLOWED: somebody is signed in, whose feed
 * waits there soon. */
void           portal_server_disconnect (PortalServer     *self,
                                         gboolean          followed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortalServer, portal_server_free)
/* A certificate for 127.0.0.1 with its key. */
char          *portal_certificate_pem (void);
char          *portal_certificate_make (const PortalCertificate *how);

void           portal_answer          (SoupServerMessage  *message,
                                       guint               status,
                                       const char         *json);
void           portal_answer_problem  (SoupServerMessage  *message,
                                       guint               status,
                                       const char         *code);
/* A sign-in that is good; INACTIVITY in seconds. */
void           portal_answer_sign_in  (SoupServerMessage  *message,
                                       guint               inactivity,
                                       gboolean            stay,
                                       guint               ends_in); /* seconds; 0: it is not said */
/* What a session asks for meanwhile: a feed in which nothing happens, and activity, which is counted. FALSE if the path
 * is another one. */
gboolean       portal_answer_presence (SoupServerMessage  *message,
                                       const char         *path,
                                       guint              *activities);
/* Closes the connection after these raw bytes. */
void           portal_answer_raw      (SoupServerMessage  *message,
                                       const char         *bytes);
/* (nullable): the body as an object */
JsonObject    *portal_body            (SoupServerMessage  *message);
char          *portal_token           (SoupServerMessage  *message);

/* Waits for its answer. */
HkkAnswer     *portal_call            (HkkTransport       *transport,
                                       const HkkCall      *call,
                                       GError            **error);
