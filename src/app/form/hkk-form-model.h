/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-drafts.h"
#include "hkk-form-known.h"
#include "hkk-form-path.h"
#include "hkk-form-validate.h"

#define HKK_TYPE_FORM_MODEL (hkk_form_model_get_type ())
G_DECLARE_FINAL_TYPE (HkkFormModel, hkk_form_model, HKK, FORM_MODEL, GObject)

HkkFormModel          *hkk_form_model_new          (HkkForm            *form,
                                                    HkkFormValues      *values,
                                                    JsonObject         *parameters,
                                                    const char         *today);
HkkForm               *hkk_form_model_get_form     (HkkFormModel       *self);
HkkFormValues         *hkk_form_model_get_values   (HkkFormModel       *self);
const HkkFormContext  *hkk_form_model_get_context  (HkkFormModel       *self);
void                   hkk_form_model_take_known   (HkkFormModel       *self,
                                                    HkkFormKnown       *known);
const char            *hkk_form_model_find_source  (HkkFormModel       *self,
                                                    const char         *path);
GPtrArray             *hkk_form_model_list_offers  (HkkFormModel       *self,
                                                    HkkFormField       *group);
void                   hkk_form_model_set_draft    (HkkFormModel       *self,
                                                    HkkDrafts          *drafts,
                                                    HkkDraft           *draft);
HkkDrafts             *hkk_form_model_get_drafts   (HkkFormModel       *self);
HkkDraft              *hkk_form_model_get_draft    (HkkFormModel       *self);
const char            *hkk_form_model_find_refusal (HkkFormModel       *self,
                                                    const char         *path,
                                                    const char        **where);
GPtrArray             *hkk_form_model_validate     (HkkFormModel       *self,
                                                    HkkFormSection     *section);
void                   hkk_form_model_refuse       (HkkFormModel       *self,
                                                    const char         *path,
                                                    const char         *message);
void                   hkk_form_model_remove_item  (HkkFormModel       *self,
                                                    const char         *path,
                                                    guint               position);
void                   hkk_form_model_restore_item (HkkFormModel       *self,
                                                    const char         *path,
                                                    guint               position,
                                                    JsonNode           *item);
void                   hkk_form_model_upload_again (HkkFormModel       *self,
                                                    HkkAttachment      *file);
