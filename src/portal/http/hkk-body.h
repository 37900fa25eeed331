/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

JsonNode *hkk_body_new (JsonObject *members); /* takes them */
