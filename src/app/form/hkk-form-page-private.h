/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-error-help.h"
#include "hkk-form-definition.h"
#include "hkk-form-page.h"
#include "hkk-form-saver.h"
#include "hkk-header-bar.h"
#include "hkk-upload-list.h"

typedef enum
{
  HKK_FORM_BANNER_NONE,
  HKK_FORM_BANNER_RESUMED, /* an earlier draft was opened; its button starts anew */
  HKK_FORM_BANNER_AS_SAVED, /* as above, and says of when it is, which holds until it is saved again */
  HKK_FORM_BANNER_UNSAVED, /* the draft could not be written; its button tries again */
} HkkFormBanner;

typedef enum
{
  HKK_FORM_PAGE_EDITING,
  HKK_FORM_PAGE_SENDING,
  HKK_FORM_PAGE_APPROVING, /* the waiting dialog is open */
  HKK_FORM_PAGE_OVER,      /* handed in, or left */
} HkkFormPhase;

/* What the button of the message does. */
typedef enum
{
  HKK_FORM_MESSAGE_CHANGE, /* not sent yet: it can be changed */
  HKK_FORM_MESSAGE_LOOK,   /* whether it is there already */
  HKK_FORM_MESSAGE_OVERVIEW, /* how it goes on */
  HKK_FORM_MESSAGE_SECURITY, /* what to do after a report */
} HkkFormMessage;

struct _HkkFormPage
{
  HkkPage         parent_instance;

  char           *form_id;      /* Owned */
  char           *draft_id;     /* Owned (nullable) */
  char           *about;        /* Owned (nullable): the message that is answered, the request that documents are for */
  char           *category;     /* Owned (nullable): what a new message is about */
  gboolean        is_question;  /* a new message, and about is the request that it names */
  char           *section_id;   /* Owned (nullable): of the profile; then the form changes known data */
  char           *etag;         /* Owned (nullable): of that section */
  JsonNode       *known;        /* Owned (nullable): the section's values */
  HkkFormKnown   *known_of_form; /* Owned (nullable): for the form that is shown next */
  gboolean        another;      /* not the one that is on its way */

  HkkFormDefinition *definition; /* Owned (nullable): here already, and waits for the drafts */
  HkkForm        *form;         /* Owned (nullable): of the definition */

  HkkFormModel   *model;        /* Owned (nullable): until the form is here */
  JsonNode       *blank;        /* Owned (nullable): what a message begins with */
  HkkFormValues  *before;       /* Owned (nullable): known data, to show what changes */
  HkkFormSaver   *saver;        /* Owned (nullable) */
  HkkFormSection *section;      /* Borrowed (nullable): the step; none: the review */
  HkkFieldList   *fields;       /* Borrowed (nullable): the step's rows */
  HkkFormBanner   banner_kind;
  GDateTime      *resumed_of; /* Owned (nullable): when the draft that was opened had been saved */
  gboolean        told_saved; /* aloud; not at each change of an entry */
  HkkFormPhase    phase;
  HkkFormMessage  message_kind;
  gboolean        reused;       /* the portal has a result for the draft's key, of other entries */
  guint           n_uploads;    /* files that are tried again by themselves */
  gboolean        leaving;      /* it waits for the disk, or the person is being asked */

  HkkHeaderBar *header_bar;
  AdwBanner      *banner;
  AdwBin         *no_device;
  HkkStatusStack *status;
  GtkWidget      *scroller;
  GtkLabel       *step;
  GtkLabel       *heading;
  GtkLabel       *text;
  GtkWidget      *message_box;
  HkkErrorHelp   *help;
  GtkImage       *message_icon;
  GtkLabel       *message;
  GtkButton      *message_button;
  GtkButton      *another_button;
  GtkWidget      *leave_button;
  AdwBin         *above;
  AdwBin         *uploads;
  AdwBin         *body;
  GtkWidget      *bar;
  GtkWidget      *back_button;
  GtkButton      *next_button;
};

/* hkk-form-page.c */
void     hkk_form_page_put_message  (HkkFormPage    *self,
                                     const char     *icon_name,
                                     const char     *text);
void     hkk_form_page_show_message (HkkFormPage    *self,
                                     const char     *icon_name,
                                     const char     *text);
void     hkk_form_page_refresh_bar  (HkkFormPage    *self);

/* The step, or with NULL the review. */
void     hkk_form_page_show_section (HkkFormPage    *self,
                                     HkkFormSection *section);

/* hkk-form-page-conflict.c: known data that were changed meanwhile. */
void     hkk_form_page_resolve_conflict (HkkFormPage *self);

/* hkk-form-page-items.c */
void     hkk_form_page_open_item    (HkkFormPage    *self,
                                     const char     *path);
void     hkk_form_page_offer_undo   (HkkFormPage    *self,
                                     const char     *path,
                                     guint           position,
                                     JsonNode       *item,
                                     HkkFormModel   *model);

/* hkk-form-page-keep.c: what is saved, what is not, and leaving. */
void     hkk_form_page_show_banner  (HkkFormPage    *self,
                                     HkkFormBanner   kind,
                                     const char     *text,
                                     const char     *button);
void     hkk_form_page_leave        (HkkFormPage    *self,
                                     const char     *toast);
void     hkk_form_page_watch_saving (HkkFormPage       *self);
void     hkk_form_page_unwatch      (HkkFormPage       *self);
void     hkk_form_page_banner_clicked (HkkFormPage     *self);
void     hkk_form_page_try_to_leave (HkkFormPage       *self);
void     hkk_form_page_hidden       (AdwNavigationPage *page);
void     hkk_form_page_install_leaving (GtkWidgetClass *widget_class);

/* hkk-form-page-load.c */
void     hkk_form_page_load         (HkkFormPage    *self);
void     hkk_form_page_start_anew   (HkkFormPage    *self);

/* hkk-form-page-pending.c: what was handed in and is not settled. */
gboolean hkk_form_page_is_locked    (HkkFormPage      *self);
void     hkk_form_page_show_pending (HkkFormPage      *self,
                                     HkkSubmitOutcome  outcome);
void     hkk_form_page_offer_look   (HkkFormPage      *self);
void     hkk_form_page_show_end       (HkkFormPage    *self,
                                       HkkApproval    *approval);
void     hkk_form_page_message_clicked (HkkFormPage   *self);
void     hkk_form_page_start_another (HkkFormPage     *self);

/* hkk-form-page-submit.c */
void     hkk_form_page_submit       (HkkFormPage    *self);
void     hkk_form_page_watch_draft  (HkkFormPage    *self);

/* hkk-form-page-uploads.c: files on their way to the portal. */
void     hkk_form_page_show_uploads (HkkFormPage    *self);
void     hkk_form_page_hide_uploads (HkkFormPage    *self);
void     hkk_form_page_upload_again (HkkFormPage    *self,
                                     HkkAttachment  *file);
