/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#define HKK_TYPE_MOCK (hkk_mock_get_type ())
G_DECLARE_FINAL_TYPE (HkkMock, hkk_mock, HKK, MOCK, GObject)

HkkMock     *hkk_mock_new             (const char          *folder);

/* What is not set is as usual. */
typedef struct
{
  const char *address;     /* (nullable): an IP address; the loopback address */
  guint16     port;        /* 0: that of the last time, or a free one */
  const char *certificate; /* (nullable): a PEM file with certificate and key, instead of the demo's own */
  guint32     seed;        /* draws what the long lists of a new demo hold; 0 takes what there is in turn */
  gint64      time_scale;  /* how many times faster than planned requests and answers move on */
  gboolean    log;         /* each request is a line of JSON on standard error: time, request id, method, operation,
                              status, microseconds; nothing that tells of a person */
} HkkMockOptions;
void         hkk_mock_set_options     (HkkMock              *self,
                                       const HkkMockOptions *options);
void         hkk_mock_set_key_rounds  (HkkMock              *self,
                                       guint                 rounds);
void         hkk_mock_start_async     (HkkMock              *self,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              data);
gboolean     hkk_mock_start_finish    (HkkMock              *self,
                                       GAsyncResult         *result,
                                       GError              **error);
void         hkk_mock_stop_async      (HkkMock              *self,
                                       GAsyncReadyCallback   callback,
                                       gpointer              data);
void         hkk_mock_stop_finish     (HkkMock              *self,
                                       GAsyncResult         *result);
const char  *hkk_mock_get_url         (HkkMock              *self);
const char *hkk_mock_get_certificate (HkkMock              *self);

/* What clients need to know; also from the file of the process that serves the folder. */
gboolean     hkk_mock_endpoint_read   (const char           *folder,
                                       char                **url,
                                       char                **certificate);

/* The command line's and the embedding programs' way to the process that serves the folder, whichever it is. */
void         hkk_mock_command_async   (const char           *folder,
                                       JsonObject           *command,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              data);
JsonObject  *hkk_mock_command_finish  (GAsyncResult         *result,
                                       GError              **error);
void         hkk_mock_reset_async     (const char           *folder,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              data);
gboolean     hkk_mock_reset_finish    (GAsyncResult         *result,
                                       GError              **error);
