/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "forms-xml.h"

JsonNode *hkk_mock_form_expr (const HkkMockXml *xml);
