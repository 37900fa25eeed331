/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-form-page.h"
#include "hkk-form-saver.h"
#include "hkk-upload-list.h"

typedef enum
{
  HKK_FORM_BANNER_NONE,
  HKK_FORM_BANNER_RESUMED, /* an earlier draft was opened; its button starts anew */
  HKK_FORM_BANNER_UNSAVED, /* the draft could not be written; its button tries again */
} HkkFormBanner;

typedef enum
{
  HKK_FORM_PAGE_EDITING,
  HKK_FORM_PAGE_SENDING,
  HKK_FORM_PAGE_APPROVING, /* the waiting dialog is open */
  HKK_FORM_PAGE_OVER,      /* handed in, or left */
} HkkFormPhase;

struct _HkkFormPage
{
  HkkPage         parent_instance;

  char           *form_id;      /* Owned */
  char           *draft_id;     /* Owned (nullable) */
  char           *about;        /* Owned (nullable): the message that is answered, the request that documents are for */
  char           *section_id;   /* Owned (nullable): of the profile; then the form changes known data */
  char           *etag;         /* Owned (nullable): of that section */
  JsonNode       *known;        /* Owned (nullable): the section's values */

  HkkFormModel   *model;        /* Owned (nullable): until the form is here */
  HkkFormValues  *before;       /* Owned (nullable): known data, to show what changes */
  HkkFormSaver   *saver;        /* Owned (nullable) */
  HkkFormSection *section;      /* Borrowed (nullable): the step; none: the review */
  HkkFieldList   *fields;       /* Borrowed (nullable): the step's rows */
  HkkUploadList  *upload_list;  /* Borrowed (nullable) */
  HkkFormBanner   banner_kind;
  HkkFormPhase    phase;

  AdwWindowTitle *window_title;
  AdwBanner      *banner;
  HkkStatusStack *status;
  GtkWidget      *scroller;
  GtkLabel       *step;
  GtkLabel       *heading;
  GtkLabel       *text;
  GtkWidget      *message_box;
  GtkImage       *message_icon;
  GtkLabel       *message;
  AdwBin         *above;
  AdwBin         *uploads;
  AdwBin         *body;
  GtkWidget      *bar;
  GtkWidget      *back_button;
  GtkButton      *next_button;
};

/* hkk-form-page.c */
void     hkk_form_page_show_banner  (HkkFormPage    *self,
                                     HkkFormBanner   kind,
                                     const char     *text,
                                     const char     *button);
void     hkk_form_page_show_message (HkkFormPage    *self,
                                     const char     *icon_name,
                                     const char     *text);
void     hkk_form_page_leave        (HkkFormPage    *self,
                                     const char     *toast);
void     hkk_form_page_refresh_bar  (HkkFormPage    *self);

/* hkk-form-page-items.c */
void     hkk_form_page_open_item    (HkkFormPage    *self,
                                     const char     *path);
void     hkk_form_page_offer_undo   (HkkFormPage    *self,
                                     const char     *path,
                                     guint           position,
                                     JsonNode       *item,
                                     HkkFormModel   *model);

/* hkk-form-page-load.c */
void     hkk_form_page_load         (HkkFormPage    *self);
void     hkk_form_page_start_anew   (HkkFormPage    *self);

/* hkk-form-page-submit.c */
void     hkk_form_page_submit       (HkkFormPage    *self);
void     hkk_form_page_watch_draft  (HkkFormPage    *self);
