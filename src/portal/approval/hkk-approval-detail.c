/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-approval-private.h"

#include "hkk-json.h"

struct _HkkApprovalDetail
{
  GObject  parent_instance;

  char    *label;
  char    *old;   /* (nullable) */
  char    *new;
};

enum {
  PROP_LABEL = 1,
  PROP_OLD,
  PROP_NEW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HkkApprovalDetail, hkk_approval_detail, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (HkkApprovalStatus, hkk_approval_status,
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_PENDING, "pending"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_DELIVERED, "delivered"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_OPENED, "opened"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_APPROVED, "approved"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_EXECUTED, "executed"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_FAILED_CONFLICT, "failed_conflict"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_DENIED, "denied"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_REPORTED, "reported"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_EXPIRED, "expired"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_CANCELLED, "cancelled"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_REVOKED, "revoked"))

G_DEFINE_ENUM_TYPE (HkkApprovalLink, hkk_approval_link,
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_LINK_OK, "ok"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_LINK_INTERRUPTED, "interrupted"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_LINK_SIGNED_OUT, "signed-out"))

/* The wire's words are the nicks of the enumeration. */
HkkApprovalStatus
hkk_approval_status_from_string (const char *status)
{
  int value = HKK_APPROVAL_UNKNOWN;

  hkk_json_word_to_enum (HKK_TYPE_APPROVAL_STATUS, status, &value);
  return (HkkApprovalStatus) value;
}

/**
 * hkk_approval_status_is_final:
 * @status: a status
 *
 * Returns: whether nothing follows it (protocol: executed, failed, failed_conflict, denied, reported, expired, cancelled, revoked)
 */
gboolean
hkk_approval_status_is_final (HkkApprovalStatus status)
{
  return status >= HKK_APPROVAL_EXECUTED;
}

static void
hkk_approval_detail_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  HkkApprovalDetail *self = HKK_APPROVAL_DETAIL (object);

  if (id == PROP_LABEL)
    g_value_set_string (value, self->label);
  else if (id == PROP_OLD)
    g_value_set_string (value, self->old);
  else if (id == PROP_NEW)
    g_value_set_string (value, self->new);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hkk_approval_detail_finalize (GObject *object)
{
  HkkApprovalDetail *self = HKK_APPROVAL_DETAIL (object);

  g_free (self->label);
  g_free (self->old);
  g_free (self->new);
  G_OBJECT_CLASS (hkk_approval_detail_parent_class)->finalize (object);
}

static void
hkk_approval_detail_class_init (HkkApprovalDetailClass *klass)
{
  static const char * const names[] = { NULL, "label", "old", "new" };

  G_OBJECT_CLASS (klass)->get_property = hkk_approval_detail_get_property;
  G_OBJECT_CLASS (klass)->finalize = hkk_approval_detail_finalize;
  for (guint i = 1; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
hkk_approval_detail_init (HkkApprovalDetail *self)
{
}

GListModel *
hkk_approval_details_from_json (JsonArray *details)
{
  GListStore *store = g_list_store_new (HKK_TYPE_APPROVAL_DETAIL);
  guint length = hkk_json_array_length (details);

  for (guint i = 0; i < length; i++)
    {
      JsonObject *json = hkk_json_array_object (details, i);
      g_autoptr(HkkApprovalDetail) detail = NULL;
      const char *label = json ? hkk_json_get_string (json, "label") : NULL;
      const char *new = json ? hkk_json_get_string (json, "new") : NULL;

      if (!label && !new)
        continue;
      detail = g_object_new (HKK_TYPE_APPROVAL_DETAIL, NULL);
      detail->label = g_strdup (label ? label : "");
      detail->old = g_strdup (hkk_json_get_string (json, "old"));
      detail->new = g_strdup (new ? new : "");
      g_list_store_append (store, detail);
    }
  return G_LIST_MODEL (store);
}

/**
 * hkk_approval_detail_get_label:
 *
 * Returns: (transfer none): what changes
 */
const char *
hkk_approval_detail_get_label (HkkApprovalDetail *self)
{
  return self->label;
}

/**
 * hkk_approval_detail_get_old:
 *
 * Returns: (transfer none) (nullable): how it is now
 */
const char *
hkk_approval_detail_get_old (HkkApprovalDetail *self)
{
  return self->old;
}

/**
 * hkk_approval_detail_get_new:
 *
 * Returns: (transfer none): how it will be
 */
const char *
hkk_approval_detail_get_new (HkkApprovalDetail *self)
{
  return self->new;
}
