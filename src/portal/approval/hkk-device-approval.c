/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-device-private.h"

#include "hkk-approval-text.h"
#include "hkk-boot-clock.h"
#include "hkk-json.h"
#include "hkk-shown.h"

struct _HkkDeviceApproval
{
  GObject            parent_instance;

  JsonObject        *json;       /* Owned: as last heard */
  HkkApprovalStatus  status;
  GListModel        *details;    /* Owned */
  gint64             expires;    /* boot time, microseconds */
  guint              tries_left;
  guint              tick;       /* source */
};

enum
{
  PROP_ID = 1,
  PROP_OPERATION,
  PROP_TITLE,
  PROP_REQUESTED_BY,
  PROP_STATUS_NAME,
  PROP_STATUS,
  PROP_REQUESTED_AT,
  PROP_DETAILS,
  PROP_SECONDS_LEFT,
  PROP_TRIES_LEFT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HkkDeviceApproval, hkk_device_approval, G_TYPE_OBJECT)

static void
notify (HkkDeviceApproval *self,
        guint              property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
hkk_device_approval_set_status (HkkDeviceApproval *self,
                                HkkApprovalStatus  status)
{
  if (self->status == status || hkk_approval_status_is_final (self->status))
    return;
  self->status = status;
  if (hkk_approval_status_is_final (status))
    g_clear_handle_id (&self->tick, g_source_remove);
  notify (self, PROP_STATUS);
  notify (self, PROP_STATUS_NAME);
  notify (self, PROP_SECONDS_LEFT);
}

void
hkk_device_approval_set_tries (HkkDeviceApproval *self,
                               guint              tries)
{
  if (self->tries_left == tries)
    return;
  self->tries_left = tries;
  notify (self, PROP_TRIES_LEFT);
}

JsonObject *
hkk_device_approval_get_json (HkkDeviceApproval *self)
{
  return self->json;
}

/* What is shown stays, so another title, other lines or another digest would be signed without having been seen. */
static gboolean
is_same (JsonObject *shown,
         JsonObject *json)
{
  g_autofree char *before = hkk_approval_shown (hkk_json_get_string (shown, "title"),
                                                hkk_json_get_array (shown, "authorization_details"));
  g_autofree char *now = hkk_approval_shown (hkk_json_get_string (json, "title"),
                                             hkk_json_get_array (json, "authorization_details"));

  return g_strcmp0 (before, now) == 0 &&
         g_strcmp0 (hkk_json_get_string (shown, "digest"), hkk_json_get_string (json, "digest")) == 0;
}

gboolean
hkk_device_approval_update (HkkDeviceApproval *self,
                            JsonObject        *json)
{
  gint64 expires_in = hkk_json_get_int (json, "expires_in", -1);
  gint64 tries = hkk_json_get_int (json, "tries_left", -1);

  if (self->json != NULL && !is_same (self->json, json))
    return FALSE;
  json_object_ref (json);
  g_clear_pointer (&self->json, json_object_unref);
  self->json = json;
  if (self->details == NULL)
    self->details = hkk_shown_rows_from_json (hkk_json_get_array (json, "authorization_details"));
  /* There are never more than before: a list may have been asked for before the last try. */
  if (tries >= 0)
    hkk_device_approval_set_tries (self, (guint) MIN (tries, self->tries_left));
  hkk_device_approval_set_status (self, hkk_approval_status_from_string (hkk_json_get_string (json, "status")));
  /* What is over has no time left, but that is not how it ended. */
  if (expires_in >= 0 && !hkk_approval_status_is_final (self->status))
    {
      self->expires = hkk_boot_time () + MIN (expires_in, 3600) * G_USEC_PER_SEC;
      notify (self, PROP_SECONDS_LEFT);
    }
  return TRUE;
}

static gboolean
on_tick (gpointer data)
{
  notify (data, PROP_SECONDS_LEFT);
  return G_SOURCE_CONTINUE;
}

static void
hkk_device_approval_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  HkkDeviceApproval *self = HKK_DEVICE_APPROVAL (object);

  switch (id)
    {
    case PROP_ID: g_value_set_string (value, hkk_device_approval_get_id (self)); break;
    case PROP_OPERATION: g_value_set_string (value, hkk_json_get_string (self->json, "operation")); break;
    case PROP_TITLE: g_value_set_string (value, hkk_device_approval_get_title (self)); break;
    case PROP_REQUESTED_BY: g_value_set_string (value, hkk_device_approval_get_requested_by (self)); break;
    case PROP_STATUS_NAME: g_value_set_string (value, hkk_json_get_string (self->json, "status")); break;
    case PROP_STATUS: g_value_set_enum (value, self->status); break;
    case PROP_REQUESTED_AT: g_value_take_boxed (value, hkk_device_approval_get_requested_at (self)); break;
    case PROP_DETAILS: g_value_set_object (value, self->details); break;
    case PROP_SECONDS_LEFT: g_value_set_uint (value, hkk_device_approval_get_seconds_left (self)); break;
    case PROP_TRIES_LEFT: g_value_set_uint (value, self->tries_left); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hkk_device_approval_finalize (GObject *object)
{
  HkkDeviceApproval *self = HKK_DEVICE_APPROVAL (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_pointer (&self->json, json_object_unref);
  g_clear_object (&self->details);
  G_OBJECT_CLASS (hkk_device_approval_parent_class)->finalize (object);
}

static void
hkk_device_approval_class_init (HkkDeviceApprovalClass *klass)
{
  static const char * const names[] = { NULL, "id", "operation", "title", "requested-by", "status-name" };
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = hkk_device_approval_get_property;
  G_OBJECT_CLASS (klass)->finalize = hkk_device_approval_finalize;
  for (guint i = PROP_ID; i <= PROP_STATUS_NAME; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL, flags);
  properties[PROP_STATUS] = g_param_spec_enum ("status", NULL, NULL, HKK_TYPE_APPROVAL_STATUS,
                                               HKK_APPROVAL_UNKNOWN, flags);
  properties[PROP_REQUESTED_AT] = g_param_spec_boxed ("requested-at", NULL, NULL, G_TYPE_DATE_TIME, flags);
  properties[PROP_DETAILS] = g_param_spec_object ("details", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_SECONDS_LEFT] = g_param_spec_uint ("seconds-left", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TRIES_LEFT] = g_param_spec_uint ("tries-left", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
hkk_device_approval_init (HkkDeviceApproval *self)
{
}

HkkDeviceApproval *
hkk_device_approval_new (JsonObject *json)
{
  HkkDeviceApproval *self = g_object_new (HKK_TYPE_DEVICE_APPROVAL, NULL);

  self->tries_left = 99;
  hkk_device_approval_update (self, json);
  if (!hkk_approval_status_is_final (self->status))
    self->tick = g_timeout_add_seconds (1, on_tick, self);
  return self;
}

/**
 * hkk_device_approval_get_id:
 *
 * Returns: (transfer none): the opaque id
 */
const char *
hkk_device_approval_get_id (HkkDeviceApproval *self)
{
  return hkk_json_get_string (self->json, "id");
}

/**
 * hkk_device_approval_get_title:
 *
 * Returns: (transfer none) (nullable): what it is about, for the person
 */
const char *
hkk_device_approval_get_title (HkkDeviceApproval *self)
{
  return hkk_json_get_string (self->json, "title");
}

/**
 * hkk_device_approval_is_by_device:
 *
 * Returns: whether another smartphone or tablet of the person asks, and no computer
 */
gboolean
hkk_device_approval_is_by_device (HkkDeviceApproval *self)
{
  return g_strcmp0 (hkk_json_get_string (hkk_json_get_object (self->json, "session"), "client"), "phone") == 0;
}

/**
 * hkk_device_approval_get_requested_by:
 *
 * Returns: (transfer none) (nullable): the name of the computer or the device that asks
 */
const char *
hkk_device_approval_get_requested_by (HkkDeviceApproval *self)
{
  return hkk_json_get_string (hkk_json_get_object (self->json, "session"), "device_name");
}

/**
 * hkk_device_approval_get_requested_at:
 *
 * Returns: (transfer full) (nullable): when it was asked for
 */
GDateTime *
hkk_device_approval_get_requested_at (HkkDeviceApproval *self)
{
  const char *text = hkk_json_get_string (self->json, "requested_at");

  return text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
}

/**
 * hkk_device_approval_get_details:
 *
 * Returns: (transfer none): what will change; items are #HkkShownRow
 */
GListModel *
hkk_device_approval_get_details (HkkDeviceApproval *self)
{
  return self->details;
}

/**
 * hkk_device_approval_get_status:
 *
 * Returns: the server's status as last heard
 */
HkkApprovalStatus
hkk_device_approval_get_status (HkkDeviceApproval *self)
{
  return self->status;
}

/**
 * hkk_device_approval_get_seconds_left:
 *
 * Returns: seconds until it expires
 */
guint
hkk_device_approval_get_seconds_left (HkkDeviceApproval *self)
{
  return hkk_approval_status_is_final (self->status) ? 0 : hkk_boot_seconds_until (self->expires);
}
