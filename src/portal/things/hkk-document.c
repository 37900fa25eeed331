/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-document.h"

struct _HkkDocument
{
  HkkThing parent_instance;
};

G_DEFINE_FINAL_TYPE (HkkDocument, hkk_document, HKK_TYPE_THING)

static const HkkThingField document_fields[] = {
  { "kind", HKK_THING_STRING, NULL },
  { "kind-text", HKK_THING_STRING, NULL },
  { "title", HKK_THING_STRING, NULL },
  { "media-type", HKK_THING_STRING, NULL },
  { "sha256", HKK_THING_STRING, NULL },
  { "language", HKK_THING_STRING, NULL },
  { "request-id", HKK_THING_STRING, NULL },
  { "summary", HKK_THING_STRING, NULL },
  { "date", HKK_THING_STRING, NULL },
  { "size", HKK_THING_INT, NULL },
  { "pages", HKK_THING_INT, NULL },
  { "read", HKK_THING_BOOLEAN, NULL },
  { "by-post", HKK_THING_BOOLEAN, NULL },
  { "created-at", HKK_THING_TIME, NULL },
  { NULL }
};

static void
hkk_document_class_init (HkkDocumentClass *klass)
{
  hkk_thing_class_set_fields (HKK_THING_CLASS (klass), document_fields);
}

static void
hkk_document_init (HkkDocument *self)
{
}

/**
 * hkk_document_new_from_json:
 * @json: DOCUMENT or a brochure
 *
 * Returns: (transfer full):
 */
HkkDocument *
hkk_document_new_from_json (JsonObject *json)
{
  return hkk_thing_new_from_json (HKK_TYPE_DOCUMENT, json);
}

/**
 * hkk_document_get_id:
 *
 * Returns: (transfer none) (nullable): its id
 */
const char *
hkk_document_get_id (HkkDocument *self)
{
  return hkk_thing_get_id (HKK_THING (self));
}

/**
 * hkk_document_get_title:
 *
 * Returns: (transfer none) (nullable): its title
 */
const char *
hkk_document_get_title (HkkDocument *self)
{
  return hkk_thing_get_string (HKK_THING (self), "title");
}

static const char *
get_media_type (HkkDocument *self)
{
  return hkk_thing_get_string (HKK_THING (self), "media-type");
}

/**
 * hkk_document_dup_content_path:
 *
 * Returns: (transfer full) (nullable): the route of its bytes, for hkk_portal_new_download()
 */
char *
hkk_document_dup_content_path (HkkDocument *self)
{
  const char *id = hkk_document_get_id (self);
  gboolean brochure = hkk_thing_get_string (HKK_THING (self), "kind") == NULL;
  g_autofree char *escaped = id ? g_uri_escape_string (id, NULL, FALSE) : NULL;

  if (!escaped)
    return NULL;
  return g_strdup_printf ("/v1/%s/%s/content", brochure ? "brochures" : "documents", escaped);
}

static const char *
extension_of (const char *media_type)
{
  static const char * const types[][2] = {
    { "application/pdf", ".pdf" }, { "image/jpeg", ".jpg" }, { "image/png", ".png" }, { "application/zip", ".zip" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i][0], media_type) == 0)
      return types[i][1];
  return "";
}

/**
 * hkk_document_dup_file_name:
 *
 * A name to offer when it is saved: the title without what file systems and shells read as something else.
 *
 * Returns: (transfer full): never empty
 */
char *
hkk_document_dup_file_name (HkkDocument *self)
{
  const char *title = hkk_document_get_title (self);
  g_autoptr(GString) name = g_string_new (NULL);

  for (const char *at = title ? title : ""; *at && name->len < 120; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '/' || c == '\\' || c == ':' || c == '*' || c == '?' || c == '"' || c == '<' || c == '>' || c == '|')
        g_string_append_c (name, '-');
      else if (g_unichar_isprint (c) && !(c == '.' && name->len == 0))
        g_string_append_unichar (name, c);
    }
  if (name->len == 0)
    g_string_append (name, "hkk");
  g_string_append (name, extension_of (get_media_type (self)));
  return g_string_free_and_steal (g_steal_pointer (&name));
}

struct _HkkCertificateKind
{
  HkkThing parent_instance;
};

G_DEFINE_FINAL_TYPE (HkkCertificateKind, hkk_certificate_kind, HKK_TYPE_THING)

static const HkkThingField certificate_kind_fields[] = {
  { "kind", HKK_THING_STRING, NULL },
  { "title", HKK_THING_STRING, NULL },
  { "summary", HKK_THING_STRING, NULL },
  { "needs-year", HKK_THING_BOOLEAN, NULL },
  { "languages", HKK_THING_STRV, NULL },
  { NULL }
};

static void
hkk_certificate_kind_class_init (HkkCertificateKindClass *klass)
{
  hkk_thing_class_set_fields (HKK_THING_CLASS (klass), certificate_kind_fields);
}

static void
hkk_certificate_kind_init (HkkCertificateKind *self)
{
}
