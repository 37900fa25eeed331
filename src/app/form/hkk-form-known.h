/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-form-validate.h"

/* What need not be asked, because the portal knows it: first values with their source, entries to take. */
typedef struct _HkkFormKnown HkkFormKnown;

/* One entry to take; it lives as long as what is known. */
typedef struct
{
  const char *title;
  const char *text;   /* (nullable) */
  const char *source; /* (nullable) */
  JsonNode   *values; /* an object */
} HkkFormOffer;

HkkFormKnown *hkk_form_known_new         (HkkForm              *form,
                                          JsonNode             *prefill,
                                          JsonObject           *sources,
                                          JsonObject           *offers);
void          hkk_form_known_free        (HkkFormKnown         *self);
const char   *hkk_form_known_find_source (HkkFormKnown         *self,
                                          HkkFormValues        *values,
                                          const char           *path);
GPtrArray    *hkk_form_known_list_offers (HkkFormKnown         *self,
                                          HkkFormValues        *values,
                                          HkkFormField         *group);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkFormKnown, hkk_form_known_free)
