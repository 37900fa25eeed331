/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* An element of the catalogue; its text has its white space collapsed. */
typedef struct
{
  const char *file;       /* interned */
  int         line;
  char       *name;
  GHashTable *attributes; /* Owned: name → value */
  GPtrArray  *children;   /* Owned, of HkkMockXml */
  GString    *text;
} HkkMockXml;

HkkMockXml       *hkk_mock_xml_parse  (GBytes            *bytes,
                                       const char        *file,
                                       GError           **error);
void              hkk_mock_xml_free   (HkkMockXml        *xml);
const char       *hkk_mock_xml_get    (const HkkMockXml  *xml,
                                       const char        *attribute);
const HkkMockXml *hkk_mock_xml_child  (const HkkMockXml  *xml,
                                       const char        *name);
const HkkMockXml *hkk_mock_xml_find   (const HkkMockXml  *xml,
                                       const char        *name,
                                       const char        *id);
/* FALSE, with an error that names file and line of the element. */
gboolean          hkk_mock_xml_fail   (const HkkMockXml  *xml,
                                       GError           **error,
                                       const char        *format,
                                       ...) G_GNUC_PRINTF (3, 4);
const char       *hkk_mock_xml_text   (const HkkMockXml  *xml,
                                       const char        *name,
                                       const char        *language);
GPtrArray        *hkk_mock_xml_texts  (const HkkMockXml  *xml,
                                       const char        *name,
                                       const char        *language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockXml, hkk_mock_xml_free)
