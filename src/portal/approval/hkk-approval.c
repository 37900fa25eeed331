/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-approval-private.h"

#include "hkk-back-off.h"
#include "hkk-boot-clock.h"
#include "hkk-feed.h"
#include "hkk-json.h"
#include "hkk-shown.h"

enum
{
  PROP_ID = 1,
  PROP_OPERATION,
  PROP_TITLE,
  PROP_NUMBER,
  PROP_STATUS,
  PROP_FINAL,
  PROP_DETAILS,
  PROP_DEVICE_NAME,
  PROP_DEVICE_LOCKED,
  PROP_SECONDS_LEFT,
  PROP_SECONDS_WAITING,
  PROP_EXTENSIONS_LEFT,
  PROP_RESENDS_LEFT,
  PROP_LINK,
  PROP_RETRY_IN,
  PROP_REFERENCE,
  PROP_REQUEST_ID,
  PROP_MESSAGE,
  PROP_PROBLEM,
  N_PROPS
};
enum
{
  SIGNAL_FINISHED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HkkApproval, hkk_approval, G_TYPE_OBJECT)

static void
notify (HkkApproval *self,
        guint        property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_text (HkkApproval *self,
          char       **field,
          const char  *value,
          guint        property)
{
  if (g_set_str (field, value))
    notify (self, property);
}

static void
set_count (HkkApproval *self,
           guint       *field,
           gint64       value,
           guint        property)
{
  guint count = (guint) CLAMP (value, 0, 99);

  if (*field == count)
    return;
  *field = count;
  notify (self, property);
}

static void
set_link (HkkApproval     *self,
          HkkApprovalLink  link)
{
  if (self->link == link)
    return;
  self->link = link;
  notify (self, PROP_LINK);
}

static gboolean
on_timer (gpointer data)
{
  HkkApproval *self = data;

  self->timer = 0;
  hkk_approval_check_now (self);
  return G_SOURCE_REMOVE;
}

static void
check_after (HkkApproval *self,
             guint        ms)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (ms, on_timer, self);
  self->next_try = hkk_boot_time () + (gint64) ms * 1000;
}

static void
check_later (HkkApproval *self)
{
  gboolean early = hkk_boot_time () - self->started < (gint64) self->first_wait * G_USEC_PER_SEC;

  check_after (self, (early ? self->first_wait : self->interval) * 1000);
}

static gboolean
on_tick (gpointer data)
{
  HkkApproval *self = data;
  gint64 slept = hkk_time_slept ();

  notify (self, PROP_SECONDS_LEFT);
  notify (self, PROP_SECONDS_WAITING);
  if (self->link != HKK_APPROVAL_LINK_OK)
    notify (self, PROP_RETRY_IN);
  if (slept - self->slept > G_USEC_PER_SEC)
    hkk_approval_check_now (self);
  self->slept = slept;
  return G_SOURCE_CONTINUE;
}

static void
stop (HkkApproval *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->tick, g_source_remove);
}

static void
set_status (HkkApproval       *self,
            HkkApprovalStatus  status)
{
  if (self->status == status)
    return;
  self->status = status;
  notify (self, PROP_STATUS);
  if (!hkk_approval_status_is_final (status))
    return;
  stop (self);
  notify (self, PROP_FINAL);
  notify (self, PROP_SECONDS_LEFT);
}

static void
take_time (HkkApproval *self,
           JsonObject  *json)
{
  gint64 expires_in = hkk_json_get_int (json, "expires_in", -1);

  if (expires_in < 0)
    return;
  self->expires = hkk_boot_time () + MIN (expires_in, 3600) * G_USEC_PER_SEC;
  self->first_wait = (guint) CLAMP (hkk_json_get_int (json, "first_wait", 2), 1, 30);
  self->interval = (guint) CLAMP (hkk_json_get_int (json, "interval", 5), 1, 60);
  notify (self, PROP_SECONDS_LEFT);
}

static void
take_result (HkkApproval *self,
             JsonObject  *json)
{
  JsonObject *result = hkk_json_get_object (json, "result");
  JsonObject *problem = hkk_json_get_object (json, "problem");

  if (result != NULL)
    {
      set_text (self, &self->reference, hkk_json_get_string (result, "reference"), PROP_REFERENCE);
      set_text (self, &self->request_id, hkk_json_get_string (result, "request_id"), PROP_REQUEST_ID);
      set_text (self, &self->message, hkk_json_get_string (result, "message"), PROP_MESSAGE);
    }
  if (problem != NULL && self->problem == NULL)
    {
      self->problem = hkk_problem_new_from_json (problem);
      notify (self, PROP_PROBLEM);
    }
}

static void
take_device (HkkApproval *self,
             JsonObject  *json)
{
  JsonObject *device = hkk_json_get_object (json, "device");
  gboolean locked = device != NULL && hkk_json_get_bool (device, "locked", FALSE);

  set_text (self, &self->device_name, device != NULL ? hkk_json_get_string (device, "name") : NULL, PROP_DEVICE_NAME);
  if (self->device_locked != locked)
    {
      self->device_locked = locked;
      notify (self, PROP_DEVICE_LOCKED);
    }
}

/* What cannot be typed is no number. */
static const char *
get_digits (JsonObject *json)
{
  const char *number = hkk_json_get_string (json, "number");

  for (const char *c = number; c != NULL && *c; c++)
    if (!g_ascii_isdigit (*c))
      return NULL;
  return number != NULL && *number ? number : NULL;
}

/* Nobody is told of a half of it: who shows the approval looks at all of it for each word of a change. */
static void
take_json (HkkApproval *self,
           JsonObject  *json)
{
  g_object_freeze_notify (G_OBJECT (self));
  set_text (self, &self->operation, hkk_json_get_string (json, "operation"), PROP_OPERATION);
  set_text (self, &self->title, hkk_json_get_string (json, "title"), PROP_TITLE);
  set_text (self, &self->number, get_digits (json), PROP_NUMBER);
  set_count (self, &self->extensions_left, hkk_json_get_int (json, "extensions_left", 0), PROP_EXTENSIONS_LEFT);
  set_count (self, &self->resends_left, hkk_json_get_int (json, "resends_left", 0), PROP_RESENDS_LEFT);
  if (self->details == NULL)
    {
      self->details = hkk_shown_rows_from_json (hkk_json_get_array (json, "authorization_details"));
      notify (self, PROP_DETAILS);
    }
  take_device (self, json);
  take_time (self, json);
  take_result (self, json);
  set_status (self, hkk_approval_status_from_string (hkk_json_get_string (json, "status")));
  g_object_thaw_notify (G_OBJECT (self));
}

gboolean
hkk_approval_json_fits (JsonObject *json)
{
  g_autofree char *where = NULL;
  g_autoptr(GError) logged = NULL;

  if (hkk_json_fits (json, "id:k status:s operation:s title:k number:s? created_at:t expires_at:t expires_in:i "
                     "first_wait:i interval:i authorization_details:[label:s old:s? new:s] device:{name:s locked:b}? "
                     "extensions_left:i resends_left:i result:{}? problem:{}?", &where))
    return TRUE;
  logged = hkk_portal_error_new_misfit ("HkkApproval", where);
  return FALSE;
}

gboolean
hkk_approval_update (HkkApproval *self,
                     JsonObject  *json)
{
  const char *id = hkk_json_get_string (json, "id");

  if (!hkk_approval_json_fits (json) || (self->id != NULL && !g_str_equal (self->id, id)))
    return FALSE;
  /* Final is final: an answer that was overtaken on its way has no say. */
  if (hkk_approval_is_final (self))
    return TRUE;
  set_text (self, &self->id, id, PROP_ID);
  take_json (self, json);
  if (hkk_approval_is_final (self))
    g_signal_emit (self, signals[SIGNAL_FINISHED], 0);
  return TRUE;
}

static gboolean
take_state (HkkApproval *self,
            JsonObject  *json)
{
  if (json == NULL || !hkk_approval_update (self, json))
    return FALSE;
  self->failures = 0;
  set_link (self, HKK_APPROVAL_LINK_OK);
  if (!hkk_approval_is_final (self))
    check_later (self);
  return TRUE;
}

void
hkk_approval_take_event (HkkApproval *self,
                         const char  *status,
                         JsonObject  *json)
{
  HkkApprovalStatus said = hkk_approval_status_from_string (status);

  if (hkk_approval_is_final (self))
    return;
  if (take_state (self, json))
    return;
  /* Who asked may be signed out by now, and nothing more is to be learnt. */
  if (said == HKK_APPROVAL_REPORTED || said == HKK_APPROVAL_REVOKED)
    {
      set_status (self, said);
      g_signal_emit (self, signals[SIGNAL_FINISHED], 0);
    }
  else
    hkk_approval_check_now (self);
}

static HkkApprovalLink
link_of_error (const GError *error)
{
  switch (error->domain == HKK_PORTAL_ERROR ? error->code : HKK_PORTAL_ERROR_SERVER)
    {
    case HKK_PORTAL_ERROR_NOT_FOUND: return HKK_APPROVAL_LINK_GONE;
    case HKK_PORTAL_ERROR_PROTOCOL: return HKK_APPROVAL_LINK_UNREADABLE;
    default:
      return hkk_portal_error_get_problem (error) != NULL ? HKK_APPROVAL_LINK_BUSY : HKK_APPROVAL_LINK_INTERRUPTED;
    }
}

static void
take_error (HkkApproval  *self,
            const GError *error)
{
  self->failures++;
  if (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNAUTHORIZED) && !hkk_session_is_alive (self->session))
    {
      g_clear_handle_id (&self->timer, g_source_remove);
      set_link (self, HKK_APPROVAL_LINK_SIGNED_OUT);
      return;
    }
  check_after (self, hkk_back_off_ms (self->failures, hkk_portal_error_pause (error)));
  set_link (self, link_of_error (error));
  notify (self, PROP_RETRY_IN);
}

static void
take_answer (HkkApproval *self,
             HkkAnswer   *answer)
{
  if (!take_state (self, hkk_answer_get_object (answer)))
    {
      g_autoptr(GError) error = hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL);

      take_error (self, error);
    }
}

static void
on_checked (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkApproval) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_session_call_finish (HKK_SESSION (source), result, &error);

  self->checking = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable) || hkk_approval_is_final (self))
    return;
  if (answer != NULL)
    take_answer (self, answer);
  else
    take_error (self, error);
  if (self->check_again && !hkk_approval_is_final (self))
    hkk_approval_check_now (self);
}

/**
 * hkk_approval_check_now:
 *
 * Asks the server for the approval's state at once. Does nothing when it is final; one more check follows when one is
 * under way.
 */
void
hkk_approval_check_now (HkkApproval *self)
{
  g_autofree char *path = NULL;

  g_return_if_fail (HKK_IS_APPROVAL (self));

  if (hkk_approval_is_final (self) || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (self->checking)
    {
      self->check_again = TRUE;
      return;
    }
  self->checking = TRUE;
  self->check_again = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  path = g_strconcat ("/v1/approvals/", self->id, NULL);
  hkk_session_call_async (self->session, &(HkkCall) { .method = "GET", .path = path, .flags = HKK_CALL_ONCE },
                          self->cancellable, on_checked, g_object_ref (self));
}

static void
hkk_approval_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  HkkApproval *self = HKK_APPROVAL (object);

  switch (id)
    {
    case PROP_ID: g_value_set_string (value, self->id); break;
    case PROP_OPERATION: g_value_set_string (value, self->operation); break;
    case PROP_TITLE: g_value_set_string (value, self->title); break;
    case PROP_NUMBER: g_value_set_string (value, self->number); break;
    case PROP_STATUS: g_value_set_enum (value, self->status); break;
    case PROP_FINAL: g_value_set_boolean (value, hkk_approval_is_final (self)); break;
    case PROP_DETAILS: g_value_set_object (value, self->details); break;
    case PROP_DEVICE_NAME: g_value_set_string (value, self->device_name); break;
    case PROP_DEVICE_LOCKED: g_value_set_boolean (value, self->device_locked); break;
    case PROP_SECONDS_LEFT: g_value_set_uint (value, hkk_approval_get_seconds_left (self)); break;
    case PROP_SECONDS_WAITING: g_value_set_uint (value, hkk_approval_get_seconds_waiting (self)); break;
    case PROP_EXTENSIONS_LEFT: g_value_set_uint (value, self->extensions_left); break;
    case PROP_RESENDS_LEFT: g_value_set_uint (value, self->resends_left); break;
    case PROP_LINK: g_value_set_enum (value, self->link); break;
    case PROP_RETRY_IN: g_value_set_uint (value, hkk_approval_get_retry_in (self)); break;
    case PROP_REFERENCE: g_value_set_string (value, self->reference); break;
    case PROP_REQUEST_ID: g_value_set_string (value, self->request_id); break;
    case PROP_MESSAGE: g_value_set_string (value, self->message); break;
    case PROP_PROBLEM: g_value_set_boxed (value, self->problem); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hkk_approval_dispose (GObject *object)
{
  HkkApproval *self = HKK_APPROVAL (object);

  stop (self);
  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (hkk_approval_parent_class)->dispose (object);
}

static void
hkk_approval_finalize (GObject *object)
{
  HkkApproval *self = HKK_APPROVAL (object);

  g_clear_object (&self->session);
  g_clear_object (&self->details);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->problem, hkk_problem_unref);
  g_free (self->id);
  g_free (self->operation);
  g_free (self->title);
  g_free (self->number);
  g_free (self->device_name);
  g_free (self->reference);
  g_free (self->request_id);
  g_free (self->message);
  G_OBJECT_CLASS (hkk_approval_parent_class)->finalize (object);
}

static void
add_properties (GObjectClass *klass)
{
  static const struct
  {
    guint       id;
    const char *name;
  } strings[] = {
    { PROP_ID, "id" }, { PROP_OPERATION, "operation" }, { PROP_TITLE, "title" }, { PROP_NUMBER, "number" },
    { PROP_DEVICE_NAME, "device-name" }, { PROP_REFERENCE, "reference" }, { PROP_REQUEST_ID, "request-id" },
    { PROP_MESSAGE, "message" },
  }, counts[] = {
    { PROP_SECONDS_LEFT, "seconds-left" }, { PROP_SECONDS_WAITING, "seconds-waiting" },
    { PROP_EXTENSIONS_LEFT, "extensions-left" }, { PROP_RESENDS_LEFT, "resends-left" }, { PROP_RETRY_IN, "retry-in" },
  };
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    properties[strings[i].id] = g_param_spec_string (strings[i].name, NULL, NULL, NULL, flags);
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    properties[counts[i].id] = g_param_spec_uint (counts[i].name, NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_STATUS] = g_param_spec_enum ("status", NULL, NULL, HKK_TYPE_APPROVAL_STATUS,
                                               HKK_APPROVAL_UNKNOWN, flags);
  properties[PROP_FINAL] = g_param_spec_boolean ("final", NULL, NULL, FALSE, flags);
  properties[PROP_DETAILS] = g_param_spec_object ("details", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_DEVICE_LOCKED] = g_param_spec_boolean ("device-locked", NULL, NULL, FALSE, flags);
  properties[PROP_LINK] = g_param_spec_enum ("link", NULL, NULL, HKK_TYPE_APPROVAL_LINK, HKK_APPROVAL_LINK_OK, flags);
  properties[PROP_PROBLEM] = g_param_spec_boxed ("problem", NULL, NULL, HKK_TYPE_PROBLEM, flags);
  g_object_class_install_properties (klass, N_PROPS, properties);
}

static void
hkk_approval_class_init (HkkApprovalClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = hkk_approval_get_property;
  G_OBJECT_CLASS (klass)->dispose = hkk_approval_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_approval_finalize;
  add_properties (G_OBJECT_CLASS (klass));
  signals[SIGNAL_FINISHED] = g_signal_new ("finished", HKK_TYPE_APPROVAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);
}

static void
hkk_approval_init (HkkApproval *self)
{
  self->cancellable = g_cancellable_new ();
  self->started = hkk_boot_time ();
  self->slept = hkk_time_slept ();
  self->first_wait = 2;
  self->interval = 5;
}

/* JSON must fit. */
HkkApproval *
hkk_approval_new (HkkSession *session,
                  JsonObject *json)
{
  HkkApproval *self = g_object_new (HKK_TYPE_APPROVAL, NULL);
  const char *created = hkk_json_get_string (json, "created_at");
  const char *expires = hkk_json_get_string (json, "expires_at");
  g_autoptr(GDateTime) from = created != NULL ? g_date_time_new_from_iso8601 (created, NULL) : NULL;
  g_autoptr(GDateTime) to = expires != NULL ? g_date_time_new_from_iso8601 (expires, NULL) : NULL;

  self->session = g_object_ref (session);
  hkk_approval_update (self, json);
  /* Both times are the server's, so this computer's clock does not matter. */
  if (from != NULL && to != NULL && self->expires)
    self->started = MIN (self->expires - CLAMP (g_date_time_difference (to, from), 0, G_TIME_SPAN_HOUR),
                         hkk_boot_time ());
  if (!hkk_approval_is_final (self))
    {
      self->tick = g_timeout_add_seconds (1, on_tick, self);
      check_after (self, self->first_wait * 1000);
    }
  return self;
}
