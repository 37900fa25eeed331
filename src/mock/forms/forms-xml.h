/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* An element of the catalogue; its text has its white space collapsed. */
typedef struct
{
  char       *name;
  GHashTable *attributes; /* Owned: name → value */
  GPtrArray  *children;   /* Owned, of HkkMockXml */
  GString    *text;
} HkkMockXml;

HkkMockXml       *hkk_mock_xml_parse  (GBytes            *bytes,
                                       GError           **error);
void              hkk_mock_xml_free   (HkkMockXml        *xml);
const char       *hkk_mock_xml_get    (const HkkMockXml  *xml,
                                       const char        *attribute);
const HkkMockXml *hkk_mock_xml_child  (const HkkMockXml  *xml,
                                       const char        *name);
const char       *hkk_mock_xml_text   (const HkkMockXml  *xml,
                                       const char        *name,
                                       const char        *language);
GPtrArray        *hkk_mock_xml_texts  (const HkkMockXml  *xml,
                                       const char        *name,
                                       const char        *language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockXml, hkk_mock_xml_free)
