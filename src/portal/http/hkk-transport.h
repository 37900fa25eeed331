/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "hkk-answer.h"
#include "hkk-connectivity.h"
#include "hkk-portal-config.h"
#include "hkk-portal-error.h"

#define HKK_CONNECT_MS 5000
#define HKK_CALL_MS 15000
#define HKK_STALL_MS 30000

typedef enum
{
  HKK_CALL_DEFAULT = 0,
  HKK_CALL_SAFE = 1 << 0, /* changes nothing that matters: may be repeated without a key, its loss is no unknown
                             result */
  HKK_CALL_ONCE = 1 << 1, /* never repeated by itself, even if it could be */
} HkkCallFlags;

/* BYTES of the body have been sent; from the start again when the call is repeated. */
typedef void (*HkkCallSent) (guint64  bytes,
                             gpointer data);

/* One HTTP call. Everything is copied by whoever takes it. */
typedef struct
{
  const char   *method;
  const char   *path;        /* "/v1/…" with its query */
  JsonNode     *body;        /* (nullable) */
  GBytes       *bytes;       /* (nullable): a raw body instead, with */
  const char   *media_type;
  const char   *file_name;   /* (nullable): for Content-Disposition */
  const char   *token;       /* (nullable) */
  const char   *key;         /* (nullable): Idempotency-Key */
  const char   *if_match;    /* (nullable) */
  guint         deadline_ms; /* of the whole call; 0: 15 s */
  HkkCallFlags  flags;
  HkkCallSent   sent;        /* (nullable): told while the body is sent, until the call ends, with */
  gpointer      sent_data;
} HkkCall;

HkkCall *hkk_call_copy (const HkkCall *call);
void     hkk_call_free (HkkCall       *call);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkCall, hkk_call_free)

/* Properties: connectivity (HkkConnectivity), clock-skew (int64 seconds). */
#define HKK_TYPE_TRANSPORT (hkk_transport_get_type ())
G_DECLARE_FINAL_TYPE (HkkTransport, hkk_transport, HKK, TRANSPORT, GObject)

HkkTransport    *hkk_transport_new               (const HkkPortalConfig  *config,
                                                  GError                **error);
gboolean         hkk_transport_set_endpoint      (HkkTransport           *self,
                                                  const char             *base_url,
                                                  const char             *trust_pem,
                                                  GError                **error);
void             hkk_transport_set_language      (HkkTransport           *self,
                                                  const char             *language);
const char      *hkk_transport_get_language      (HkkTransport           *self);
/* For tests: milliseconds; 0 keeps what is set. */
void             hkk_transport_set_deadlines     (HkkTransport           *self,
                                                  guint                   connect_ms,
                                                  guint                   call_ms,
                                                  guint                   stall_ms);
/* For tests: to set a proxy. */
SoupSession     *hkk_transport_get_session       (HkkTransport           *self);
guint            hkk_transport_get_stall_ms      (HkkTransport           *self);
HkkConnectivity  hkk_transport_get_connectivity  (HkkTransport           *self);
const GError    *hkk_transport_get_trouble       (HkkTransport           *self);
GDateTime       *hkk_transport_get_back_at       (HkkTransport           *self);
gint64           hkk_transport_get_clock_skew    (HkkTransport           *self);

void             hkk_transport_call_async        (HkkTransport           *self,
                                                  const HkkCall          *call,
                                                  GCancellable           *cancellable,
                                                  GAsyncReadyCallback     callback,
                                                  gpointer                data);
HkkAnswer       *hkk_transport_call_finish       (HkkTransport           *self,
                                                  GAsyncResult           *result,
                                                  GError                **error);

/* Before libsoup's queue. When a kept connection is dead at once, 3.6.5 tells itself so from the main loop; where the
 * queue is first, the message has been sent again by then, is ended by that, twice, and freed under its owner (mended
 * in 3.7). */
#define HKK_PRIORITY_SEND (G_PRIORITY_DEFAULT - 1)

/* For transfers, which stream. The watch ends the message's connecting after 5 s and refuses TLS below 1.3. */
typedef struct _HkkConnectWatch HkkConnectWatch;
SoupMessage     *hkk_transport_new_message       (HkkTransport           *self,
                                                  const HkkCall          *call);
void             hkk_transport_send_async        (HkkTransport           *self,
                                                  SoupMessage            *message,
                                                  int                     priority,
                                                  GCancellable           *cancellable,
                                                  GAsyncReadyCallback     callback,
                                                  gpointer                data);
HkkConnectWatch *hkk_connect_watch_new           (SoupMessage            *message,
                                                  GCancellable           *cancellable,
                                                  guint                   connect_ms);
void             hkk_connect_watch_free          (HkkConnectWatch        *watch);
/* The one way to cancel a message that libsoup is sending. */
void             hkk_connect_watch_cancel        (HkkConnectWatch        *watch);
gboolean         hkk_connect_watch_answered      (HkkConnectWatch        *watch);
void             hkk_connect_watch_stop          (HkkConnectWatch        *watch,
                                                  HkkPortalError          why);
/* Why the message failed: what stopped it counts more than what libsoup made of that. Both may be NULL. */
GError          *hkk_connect_watch_dup_error     (HkkConnectWatch        *watch,
                                                  const GError           *network);
/* Notes the outcome for connectivity and clock skew. */
void             hkk_transport_note_answer       (HkkTransport           *self,
                                                  SoupMessage            *message);
void             hkk_transport_note_maintenance  (HkkTransport           *self,
                                                  gint64                  seconds);
void             hkk_transport_note_error        (HkkTransport           *self,
                                                  const GError           *error);
guint            hkk_transport_get_connect_ms    (HkkTransport           *self);
guint            hkk_transport_get_call_ms       (HkkTransport           *self);
/* An answer of 400 and more, as an error. BODY may be NULL. */
GError          *hkk_transport_error_from_answer (SoupMessage            *message,
                                                  GBytes                 *body);

HkkAnswer       *hkk_answer_new                  (guint                   status,
                                                  JsonNode               *body,
                                                  const char             *etag);
void             hkk_answer_set_approval         (HkkAnswer              *self,
                                                  HkkApproval            *approval);
