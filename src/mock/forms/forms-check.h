/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forms-xml.h"

gboolean          hkk_mock_form_check_shape (const HkkMockXml  *root,
                                             GError           **error);
gboolean          hkk_mock_form_check_names (const HkkMockXml  *form,
                                             const HkkMockXml  *shared,
                                             GError           **error);
/* (transfer none): the element that an error of hkk_form_new_from_json() is about, or FORM. */
const HkkMockXml *hkk_mock_form_find_place  (const HkkMockXml  *form,
                                             const HkkMockXml  *shared,
                                             const char        *place);
