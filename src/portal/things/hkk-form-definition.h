/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal.h"
#include "hkk-thing.h"

/* A form to fill in, with what the portal knows of the person already. What is in it is read by the form's classes. */
#define HKK_TYPE_FORM_DEFINITION (hkk_form_definition_get_type ())
G_DECLARE_FINAL_TYPE (HkkFormDefinition, hkk_form_definition, HKK, FORM_DEFINITION, HkkThing)

JsonNode   *hkk_form_definition_get_form       (HkkFormDefinition *self);
JsonNode   *hkk_form_definition_dup_prefill    (HkkFormDefinition *self);
JsonObject *hkk_form_definition_get_sources    (HkkFormDefinition *self);
JsonObject *hkk_form_definition_get_offers     (HkkFormDefinition *self);
JsonObject *hkk_form_definition_get_parameters (HkkFormDefinition *self);

void               hkk_form_definition_load_async  (HkkPortal            *portal,
                                                    const char           *id,
                                                    const char           *about,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);
HkkFormDefinition *hkk_form_definition_load_finish (HkkPortal            *portal,
                                                    GAsyncResult         *result,
                                                    GDateTime           **seen_at,
                                                    GError              **error);
