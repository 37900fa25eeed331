/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-field-list.h"
#include "hkk-page.h"

#define HKK_TYPE_FORM_PAGE (hkk_form_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkFormPage, hkk_form_page, HKK, FORM_PAGE, HkkPage)

HkkFormPage  *hkk_form_page_new             (const char    *form_id,
                                             const char    *draft_id);
HkkFormPage  *hkk_form_page_new_about       (const char    *form_id,
                                             const char    *about,
                                             const char    *draft_id);
HkkFormPage  *hkk_form_page_new_question    (const char    *form_id,
                                             const char    *request_id,
                                             const char    *draft_id);
HkkFormPage  *hkk_form_page_new_for_section (const char    *form_id,
                                             const char    *section_id,
                                             const char    *etag,
                                             JsonObject    *values);
void          hkk_form_page_show_form       (HkkFormPage   *self,
                                             HkkForm       *form,
                                             JsonNode      *prefill,
                                             JsonObject    *parameters,
                                             const char    *today,
                                             HkkDrafts     *drafts,
                                             HkkDraft      *draft);
void          hkk_form_page_take_known      (HkkFormPage   *self,
                                             HkkFormKnown  *known);
void          hkk_form_page_set_category    (HkkFormPage   *self,
                                             const char    *category);
void          hkk_form_page_set_above       (HkkFormPage   *self,
                                             GtkWidget     *widget);
HkkFormModel *hkk_form_page_get_model       (HkkFormPage   *self);
HkkFieldList *hkk_form_page_get_fields      (HkkFormPage   *self);
gboolean      hkk_form_page_is_review       (HkkFormPage   *self);
void          hkk_form_page_flush           (HkkFormPage   *self);
gboolean      hkk_form_page_next            (HkkFormPage   *self);
void          hkk_form_page_back            (HkkFormPage   *self);
void          hkk_form_page_go_to_path      (HkkFormPage   *self,
                                             const char    *path);
void          hkk_form_page_take_refusal    (HkkFormPage   *self,
                                             const GError  *error);
