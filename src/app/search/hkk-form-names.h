/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "hkk-form-catalogue.h"

/* What the forms of a portal are called, on this computer and in the clear: for who searches before a sign-in. */
void              hkk_form_names_keep        (const char          *portal_url,
                                              JsonNode            *catalogue);
void              hkk_form_names_forget      (void);
void              hkk_form_names_read_async  (const char          *portal_url,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             data);
HkkFormCatalogue *hkk_form_names_read_finish (GAsyncResult        *result,
                                              GError             **error);
