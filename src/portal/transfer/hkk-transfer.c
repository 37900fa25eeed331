/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-transfer-private.h"

#include "hkk-json.h"
#include "hkk-key.h"

#define ANSWER_MAX ((gsize) 64 * 1024)

enum
{
  PROP_STATE = 1,
  PROP_DONE_BYTES,
  PROP_FRACTION,
  PROP_ERROR,
  PROP_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HkkTransfer, hkk_transfer, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (HkkTransferState, hkk_transfer_state,
                    G_DEFINE_ENUM_VALUE (HKK_TRANSFER_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (HKK_TRANSFER_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (HKK_TRANSFER_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (HKK_TRANSFER_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (HKK_TRANSFER_CANCELLED, "cancelled"))

static void start_attempt (GTask *task);

static void
notify (HkkTransfer *self,
        guint        property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_state (HkkTransfer      *self,
           HkkTransferState  state)
{
  if (self->state == state)
    return;
  self->state = state;
  notify (self, PROP_STATE);
}

void
hkk_transfer_set_done (HkkTransfer *self,
                       gint64       done)
{
  if (self->done == done)
    return;
  self->done = done;
  notify (self, PROP_DONE_BYTES);
  notify (self, PROP_FRACTION);
}

void
hkk_transfer_set_total (HkkTransfer *self,
                        gint64       total)
{
  if (self->total == total)
    return;
  self->total = total;
  notify (self, PROP_FRACTION);
}

void
hkk_transfer_set_name (HkkTransfer *self,
                       const char  *name)
{
  if (g_set_str (&self->name, name))
    notify (self, PROP_NAME);
}

static gboolean
on_stall (gpointer data)
{
  HkkTransfer *self = data;

  self->stall = 0;
  hkk_connect_watch_stop (self->watch, HKK_PORTAL_ERROR_TIMEOUT);
  return G_SOURCE_REMOVE;
}

void
hkk_transfer_moved (HkkTransfer *self)
{
  g_clear_handle_id (&self->stall, g_source_remove);
  self->stall = g_timeout_add (hkk_transport_get_stall_ms (hkk_session_get_transport (self->session)), on_stall, self);
}

void
hkk_transfer_end_attempt (HkkTransfer *self)
{
  g_clear_handle_id (&self->stall, g_source_remove);
  g_clear_pointer (&self->watch, hkk_connect_watch_free);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->attempt);
  g_clear_pointer (&self->answer, g_free);
}

void
hkk_transfer_finish (GTask  *task,
                     GError *error)
{
  g_autoptr(GTask) held = task;
  HkkTransfer *self = g_task_get_source_object (task);

  hkk_transfer_end_attempt (self);
  g_clear_handle_id (&self->pause, g_source_remove);
  hkk_download_clear (self);
  if (error == NULL)
    {
      set_state (self, HKK_TRANSFER_DONE);
      g_task_return_boolean (task, TRUE);
      return;
    }
  self->error = g_error_copy (error);
  notify (self, PROP_ERROR);
  set_state (self, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? HKK_TRANSFER_CANCELLED
                                                                             : HKK_TRANSFER_FAILED);
  g_task_return_error (task, error);
}

static gboolean
on_pause_over (gpointer data)
{
  GTask *task = data;
  HkkTransfer *self = g_task_get_source_object (task);

  self->pause = 0;
  start_attempt (task);
  return G_SOURCE_REMOVE;
}

/* The connection broke, or nothing moved: try again where it was, or give up. NETWORK may be NULL. */
void
hkk_transfer_broke (GTask        *task,
                    const GError *network)
{
  HkkTransfer *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      hkk_transfer_finish (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
      return;
    }
  error = hkk_connect_watch_dup_error (self->watch, network);
  hkk_transfer_end_attempt (self);
  if (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNREACHABLE) && self->attempts < HKK_TRANSFER_ATTEMPTS)
    {
      self->pause = g_timeout_add (200 * self->attempts, on_pause_over, task);
      return;
    }
  hkk_transport_note_error (hkk_session_get_transport (self->session), error);
  hkk_transfer_finish (task, g_steal_pointer (&error));
}

static void
on_bytes_written (SoupMessage *message,
                  guint        size,
                  gpointer     data)
{
  HkkTransfer *self = data;

  /* An attempt that was given up may still be written. */
  if (self->message != message)
    return;
  hkk_transfer_moved (self);
  if (self->bytes != NULL)
    hkk_transfer_set_done (self, MIN (self->done + size, self->total));
}

static void
take_answer (GTask *task,
             gsize  length)
{
  HkkTransfer *self = g_task_get_source_object (task);
  g_autoptr(GBytes) body = g_bytes_new_take (g_steal_pointer (&self->answer), length);
  g_autoptr(JsonNode) answer = NULL;
  guint status = soup_message_get_status (self->message);

  hkk_transport_note_answer (hkk_session_get_transport (self->session), self->message);
  if (status >= 400)
    {
      GError *error = hkk_transport_error_from_answer (self->message, body);

      if (hkk_session_renews_for (self->session, error, self->token, &self->renewed))
        {
          g_error_free (error);
          hkk_transfer_end_attempt (self);
          start_attempt (task);
          return;
        }
      hkk_transfer_finish (task, error);
      return;
    }
  answer = status < 300 ? hkk_json_parse_bytes (body, ANSWER_MAX, JSON_NODE_OBJECT, NULL) : NULL;
  if (self->bytes != NULL && answer != NULL)
    {
      hkk_transfer_set_done (self, self->total);
      hkk_transfer_finish (task, NULL);
    }
  else
    hkk_transfer_finish (task, hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL));
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GTask *task = data;
  g_autoptr(GError) error = NULL;
  gsize length;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error))
    hkk_transfer_broke (task, error);
  else if (length > ANSWER_MAX)
    hkk_transfer_finish (task, hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL));
  else
    take_answer (task, length);
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GTask *task = data;
  HkkTransfer *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  gboolean wanted = hkk_connect_watch_answered (self->watch);

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL || !wanted)
    {
      hkk_transfer_broke (task, error);
      return;
    }
  hkk_transfer_moved (self);
  if (self->target != NULL && soup_message_get_status (self->message) < 400)
    {
      hkk_transport_note_answer (hkk_session_get_transport (self->session), self->message);
      hkk_download_take_stream (task);
      return;
    }
  self->answer = g_malloc (ANSWER_MAX + 1);
  g_input_stream_read_all_async (self->stream, self->answer, ANSWER_MAX + 1, G_PRIORITY_DEFAULT, self->attempt, on_read,
                                 task);
}

static void
on_cancelled (GCancellable *cancellable,
              gpointer      data)
{
  HkkTransfer *self = data;

  if (self->watch != NULL)
    hkk_connect_watch_cancel (self->watch);
}

/* FROM: where a download goes on. */
void
hkk_transfer_send (GTask         *task,
                   const HkkCall *call,
                   goffset        from)
{
  HkkTransfer *self = g_task_get_source_object (task);
  HkkTransport *transport = hkk_session_get_transport (self->session);

  self->attempts++;
  self->attempt = g_cancellable_new ();
  self->message = hkk_transport_new_message (transport, call);
  if (from > 0)
    {
      soup_message_headers_set_range (soup_message_get_request_headers (self->message), from, -1);
      soup_message_headers_replace (soup_message_get_request_headers (self->message), "If-Range", self->etag);
    }
  g_signal_connect_object (self->message, "wrote-body-data", G_CALLBACK (on_bytes_written), self, 0);
  self->watch = hkk_connect_watch_new (self->message, self->attempt, hkk_transport_get_connect_ms (transport));
  hkk_transfer_moved (self);
  /* What is fetched is read later than anything else all the same; what is sent has a connection of its own. */
  hkk_transport_send_async (transport, self->message, self->target != NULL ? HKK_PRIORITY_SEND : G_PRIORITY_LOW,
                            self->attempt, on_sent, task);
}

static void
on_token (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  GTask *task = data;
  HkkTransfer *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  hkk_wipe (&self->token);
  self->token = hkk_session_get_token_finish (HKK_SESSION (source), result, &error);
  if (self->token == NULL)
    {
      hkk_transfer_finish (task, g_steal_pointer (&error));
      return;
    }
  if (self->target != NULL)
    {
      hkk_download_start (task);
      return;
    }
  hkk_transfer_set_done (self, 0);
  hkk_transfer_send (task, &(HkkCall) { .method = "PUT", .path = self->path,
                                        .bytes = self->bytes, .media_type = self->media_type,
                                        .file_name = self->name, .key = self->upload, .token = self->token,
                                        .flags = HKK_CALL_ONCE }, 0);
}

static void
start_attempt (GTask *task)
{
  HkkTransfer *self = g_task_get_source_object (task);

  hkk_session_get_token_async (self->session, self->cancellable, on_token, task);
}

static void
forward_cancel (GCancellable *cancellable,
                gpointer      data)
{
  HkkTransfer *self = data;

  g_cancellable_cancel (self->cancellable);
}

/* Nothing is left of a try that failed. */
static void
begin_anew (HkkTransfer *self)
{
  self->attempts = 0;
  self->renewed = FALSE;
  g_clear_pointer (&self->etag, g_free);
  g_clear_pointer (&self->digest, g_free);
  hkk_transfer_set_done (self, 0);
  if (self->target != NULL)
    hkk_transfer_set_total (self, 0);
  if (self->error == NULL)
    return;
  g_clear_error (&self->error);
  notify (self, PROP_ERROR);
}

/**
 * hkk_transfer_run_async:
 *
 * Starts the transfer; one that failed begins anew. It ends when nothing moves for 30 s; a broken connection is taken
 * up again up to four times.
 */
void
hkk_transfer_run_async (HkkTransfer         *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  GTask *task;

  g_return_if_fail (HKK_IS_TRANSFER (self));
  g_return_if_fail (self->state == HKK_TRANSFER_WAITING || self->state == HKK_TRANSFER_FAILED);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_transfer_run_async);
  g_task_set_check_cancellable (task, FALSE);
  begin_anew (self);
  set_state (self, HKK_TRANSFER_RUNNING);
  if (cancellable != NULL)
    {
      g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (forward_cancel), self, 0);
      if (g_cancellable_is_cancelled (cancellable))
        g_cancellable_cancel (self->cancellable);
    }
  start_attempt (task);
}

/**
 * hkk_transfer_run_finish:
 *
 * Returns: %TRUE when the whole file arrived
 */
gboolean
hkk_transfer_run_finish (HkkTransfer   *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hkk_transfer_get_state:
 *
 * Returns: how far it is
 */
HkkTransferState
hkk_transfer_get_state (HkkTransfer *self)
{
  return self->state;
}

static double
get_fraction (HkkTransfer *self)
{
  return self->total > 0 ? (double) self->done / (double) self->total : 0.0;
}

static void
hkk_transfer_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  HkkTransfer *self = HKK_TRANSFER (object);

  switch (id)
    {
    case PROP_STATE: g_value_set_enum (value, self->state); break;
    case PROP_DONE_BYTES: g_value_set_int64 (value, self->done); break;
    case PROP_FRACTION: g_value_set_double (value, get_fraction (self)); break;
    case PROP_ERROR: g_value_set_boxed (value, self->error); break;
    case PROP_NAME: g_value_set_string (value, self->name); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hkk_transfer_finalize (GObject *object)
{
  HkkTransfer *self = HKK_TRANSFER (object);

  hkk_download_clear (self);
  g_clear_object (&self->session);
  g_clear_error (&self->error);
  g_free (self->name);
  g_free (self->path);
  g_clear_object (&self->target);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->media_type);
  g_free (self->upload);
  g_clear_object (&self->cancellable);
  hkk_wipe (&self->token);
  g_free (self->etag);
  g_free (self->digest);
  G_OBJECT_CLASS (hkk_transfer_parent_class)->finalize (object);
}

static void
hkk_transfer_class_init (HkkTransferClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = hkk_transfer_get_property;
  G_OBJECT_CLASS (klass)->finalize = hkk_transfer_finalize;
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, HKK_TYPE_TRANSFER_STATE,
                                              HKK_TRANSFER_WAITING, flags);
  properties[PROP_DONE_BYTES] = g_param_spec_int64 ("done-bytes", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
hkk_transfer_init (HkkTransfer *self)
{
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (self->cancellable, "cancelled", G_CALLBACK (on_cancelled), self, 0);
  self->fd = -1;
}

/**
 * hkk_transfer_new_download:
 * @path: a route that gives bytes
 * @target: a local file; it is replaced when everything is here and checked
 *
 * Returns: (transfer full):
 */
HkkTransfer *
hkk_transfer_new_download (HkkSession *session,
                           const char *path,
                           GFile      *target)
{
  HkkTransfer *self;

  g_return_val_if_fail (HKK_IS_SESSION (session), NULL);
  g_return_val_if_fail (G_IS_FILE (target), NULL);

  self = g_object_new (HKK_TYPE_TRANSFER, NULL);
  self->session = g_object_ref (session);
  self->path = g_strdup (path);
  self->target = g_object_ref (target);
  return self;
}

/**
 * hkk_transfer_new_upload:
 * @upload: its id, 32 hexadecimal digits of the client's choice; the same one for a repetition
 * @name: the file's name
 * @media_type: its type
 * @bytes: its content, at most 10 MiB
 *
 * Returns: (transfer full):
 */
HkkTransfer *
hkk_transfer_new_upload (HkkSession *session,
                         const char *upload,
                         const char *name,
                         const char *media_type,
                         GBytes     *bytes)
{
  HkkTransfer *self;

  g_return_val_if_fail (HKK_IS_SESSION (session), NULL);

  self = g_object_new (HKK_TYPE_TRANSFER, NULL);
  self->session = g_object_ref (session);
  self->path = g_strconcat ("/v1/uploads/", upload, NULL);
  self->upload = g_strdup (upload);
  self->name = g_strdup (name);
  self->media_type = g_strdup (media_type);
  self->bytes = g_bytes_ref (bytes);
  self->total = (gint64) g_bytes_get_size (bytes);
  return self;
}

/**
 * hkk_transfer_keep_existing:
 *
 * Before a download runs: a file that has the target's name already is not replaced. The target gets a number then, see
 * hkk_transfer_get_target().
 */
void
hkk_transfer_keep_existing (HkkTransfer *self)
{
  g_return_if_fail (HKK_IS_TRANSFER (self));
  g_return_if_fail (self->target != NULL);

  self->beside = TRUE;
}

/**
 * hkk_transfer_get_target:
 *
 * Returns: (transfer none) (nullable): where the file of a download is when it is done
 */
GFile *
hkk_transfer_get_target (HkkTransfer *self)
{
  g_return_val_if_fail (HKK_IS_TRANSFER (self), NULL);

  return self->target;
}
