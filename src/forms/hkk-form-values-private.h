/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-form-path.h"
#include "hkk-form-values.h"

void        hkk_form_values_emit      (HkkFormValues *self,
                                       const char    *path);
JsonObject *hkk_form_values_resolve   (HkkFormValues *self,
                                       const char    *text,
                                       HkkFormPath   *end);
JsonArray  *hkk_form_values_get_list  (HkkFormValues *self,
                                       const char    *path);
