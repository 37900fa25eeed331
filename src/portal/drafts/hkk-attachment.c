/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-drafts-private.h"

#include "hkk-json-build.h"
#include "hkk-json.h"

struct _HkkAttachment
{
  GObject   parent_instance;

  char     *upload;
  char     *name;
  gint64    size;
  char     *sha256;
  char     *media_type;
  guint     side;     /* pixels of a picture's shorter side, as long as the program runs; 0: not known */
  gboolean  uploaded;
  gint64    sent;     /* bytes of the upload that is under way, or failed; -1: none is */
  GError   *failure;  /* Owned (nullable): why the last upload failed */
};

enum
{
  PROP_UPLOAD = 1,
  PROP_NAME,
  PROP_SIZE,
  PROP_SHA256,
  PROP_MEDIA_TYPE,
  PROP_UPLOAD_STATE,
  PROP_SENT_BYTES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HkkAttachment, hkk_attachment, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (HkkUploadState, hkk_upload_state,
                    G_DEFINE_ENUM_VALUE (HKK_UPLOAD_NOT_YET, "not-yet"),
                    G_DEFINE_ENUM_VALUE (HKK_UPLOAD_UNDER_WAY, "under-way"),
                    G_DEFINE_ENUM_VALUE (HKK_UPLOAD_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (HKK_UPLOAD_FAILED, "failed"))

static void
hkk_attachment_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  HkkAttachment *self = HKK_ATTACHMENT (object);

  switch (id)
    {
    case PROP_UPLOAD: g_value_set_string (value, self->upload); break;
    case PROP_NAME: g_value_set_string (value, self->name); break;
    case PROP_SIZE: g_value_set_int64 (value, self->size); break;
    case PROP_SHA256: g_value_set_string (value, self->sha256); break;
    case PROP_MEDIA_TYPE: g_value_set_string (value, self->media_type); break;
    case PROP_UPLOAD_STATE: g_value_set_enum (value, (int) hkk_attachment_get_upload_state (self)); break;
    case PROP_SENT_BYTES: g_value_set_int64 (value, hkk_attachment_get_sent_bytes (self)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hkk_attachment_finalize (GObject *object)
{
  HkkAttachment *self = HKK_ATTACHMENT (object);

  g_free (self->upload);
  g_free (self->name);
  g_free (self->sha256);
  g_free (self->media_type);
  g_clear_error (&self->failure);
  G_OBJECT_CLASS (hkk_attachment_parent_class)->finalize (object);
}

static void
hkk_attachment_class_init (HkkAttachmentClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = hkk_attachment_get_property;
  G_OBJECT_CLASS (klass)->finalize = hkk_attachment_finalize;
  properties[PROP_UPLOAD] = g_param_spec_string ("upload", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_SIZE] = g_param_spec_int64 ("size", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_SHA256] = g_param_spec_string ("sha256", NULL, NULL, NULL, flags);
  properties[PROP_MEDIA_TYPE] = g_param_spec_string ("media-type", NULL, NULL, NULL, flags);
  properties[PROP_UPLOAD_STATE] = g_param_spec_enum ("upload-state", NULL, NULL, HKK_TYPE_UPLOAD_STATE,
                                                     HKK_UPLOAD_NOT_YET, flags);
  properties[PROP_SENT_BYTES] = g_param_spec_int64 ("sent-bytes", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
hkk_attachment_init (HkkAttachment *self)
{
  self->sent = -1;
}

HkkAttachment *
hkk_attachment_new (const char *upload,
                    const char *name,
                    gint64      size,
                    const char *sha256,
                    const char *media_type)
{
  HkkAttachment *self = g_object_new (HKK_TYPE_ATTACHMENT, NULL);

  self->upload = g_strdup (upload);
  self->name = g_strdup (name);
  self->size = size;
  self->sha256 = g_strdup (sha256);
  self->media_type = g_strdup (media_type);
  return self;
}

HkkAttachment *
hkk_attachment_from_json (JsonObject *json)
{
  const char *upload = hkk_json_get_string (json, "upload");
  const char *name = hkk_json_get_string (json, "name");
  const char *sha256 = hkk_json_get_string (json, "sha256");
  const char *media_type = hkk_json_get_string (json, "media_type");
  JsonObject *said = hkk_json_get_object (json, "failure");
  g_autoptr(HkkProblem) problem = NULL;
  HkkAttachment *self;

  if (upload == NULL || name == NULL || sha256 == NULL || media_type == NULL)
    return NULL;
  self = hkk_attachment_new (upload, name, hkk_json_get_int (json, "size", 0), sha256, media_type);
  self->uploaded = hkk_json_get_bool (json, "uploaded", FALSE);
  problem = said != NULL && !self->uploaded ? hkk_problem_new_from_json (said) : NULL;
  self->failure = problem != NULL ? hkk_portal_error_new_problem (problem) : NULL;
  return self;
}

JsonObject *
hkk_attachment_to_json (HkkAttachment *self)
{
  HkkProblem *problem = self->failure != NULL ? hkk_portal_error_get_problem (self->failure) : NULL;

  return hkk_json_object ("upload", self->upload, "name", self->name, "size", self->size, "sha256", self->sha256,
                          "media_type", self->media_type, "uploaded", HKK_JSON_BOOL (self->uploaded),
                          "failure", problem != NULL ? hkk_problem_to_json (problem) : NULL);
}

/* Before it is in a draft. */
void
hkk_attachment_set_name (HkkAttachment *self,
                         const char    *name)
{
  g_set_str (&self->name, name);
}

void
hkk_attachment_set_side (HkkAttachment *self,
                         guint          side)
{
  self->side = side;
}

static void
set_upload (HkkAttachment *self,
            gboolean       uploaded,
            gint64         sent,
            const GError  *failure)
{
  HkkUploadState before = hkk_attachment_get_upload_state (self);

  self->uploaded = uploaded;
  self->sent = sent;
  g_clear_error (&self->failure);
  self->failure = failure != NULL ? g_error_copy (failure) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENT_BYTES]);
  if (hkk_attachment_get_upload_state (self) != before || failure != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UPLOAD_STATE]);
}

/* BYTES of it have been sent. */
void
hkk_attachment_set_sent (HkkAttachment *self,
                         gint64         bytes)
{
  set_upload (self, FALSE, bytes, NULL);
}

void
hkk_attachment_set_uploaded (HkkAttachment *self,
                             gboolean       uploaded)
{
  set_upload (self, uploaded, -1, NULL);
}

void
hkk_attachment_set_failure (HkkAttachment *self,
                            const GError  *failure)
{
  set_upload (self, FALSE, self->sent, failure);
}

/**
 * hkk_attachment_get_upload_state:
 *
 * Returns: whether the portal has the file
 */
HkkUploadState
hkk_attachment_get_upload_state (HkkAttachment *self)
{
  if (self->uploaded)
    return HKK_UPLOAD_DONE;
  if (self->failure != NULL)
    return HKK_UPLOAD_FAILED;
  return self->sent >= 0 ? HKK_UPLOAD_UNDER_WAY : HKK_UPLOAD_NOT_YET;
}

/**
 * hkk_attachment_get_sent_bytes:
 *
 * Returns: how much of the file the portal has, or is on its way there; of one that failed, how far it came
 */
gint64
hkk_attachment_get_sent_bytes (HkkAttachment *self)
{
  return self->uploaded ? self->size : MAX (self->sent, 0);
}

/**
 * hkk_attachment_get_failure:
 *
 * Returns: (transfer none) (nullable): why its last upload failed
 */
const GError *
hkk_attachment_get_failure (HkkAttachment *self)
{
  return self->failure;
}

/**
 * hkk_attachment_get_upload:
 *
 * Returns: (transfer none): the id of its upload, 32 hexadecimal digits
 */
const char *
hkk_attachment_get_upload (HkkAttachment *self)
{
  return self->upload;
}

/**
 * hkk_attachment_get_name:
 *
 * Returns: (transfer none): the file's name
 */
const char *
hkk_attachment_get_name (HkkAttachment *self)
{
  return self->name;
}

/**
 * hkk_attachment_get_size:
 *
 * Returns: bytes
 */
gint64
hkk_attachment_get_size (HkkAttachment *self)
{
  return self->size;
}

/**
 * hkk_attachment_get_sha256:
 *
 * Returns: (transfer none): its digest in hexadecimal
 */
const char *
hkk_attachment_get_sha256 (HkkAttachment *self)
{
  return self->sha256;
}

/**
 * hkk_attachment_get_media_type:
 *
 * Returns: (transfer none): what its content says it is
 */
const char *
hkk_attachment_get_media_type (HkkAttachment *self)
{
  return self->media_type;
}

/**
 * hkk_attachment_get_side:
 *
 * Returns: how many pixels the shorter side of a picture has that was just attached; 0: it is none, or not known any
 *   more
 */
guint
hkk_attachment_get_side (HkkAttachment *self)
{
  return self->side;
}
