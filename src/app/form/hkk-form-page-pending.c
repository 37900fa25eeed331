/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "hkk-approval-end.h"
#include "hkk-form-page-private.h"
#include "hkk-shell.h"

/* What was posted, or is about to be, must stay as it is. */
gboolean
hkk_form_page_is_locked (HkkFormPage *self)
{
  HkkDraft *draft = hkk_form_model_get_draft (self->model);

  return self->reused || (draft != NULL && hkk_draft_is_on_its_way (draft));
}

static void
offer (HkkFormPage    *self,
       HkkFormMessage  kind,
       const char     *label)
{
  self->message_kind = kind;
  gtk_button_set_label (self->message_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->message_button), TRUE);
}

void
hkk_form_page_show_pending (HkkFormPage      *self,
                            HkkSubmitOutcome  outcome)
{
  if (outcome == HKK_SUBMIT_UNKNOWN)
    {
      hkk_form_page_show_message (self, "content-loading-symbolic",
                                  _("No answer came. It is being checked whether your entries have arrived. They "
                                    "cannot be changed until that is clear, and nothing is handed in twice. You can "
                                    "leave this page; the overview shows how it goes on."));
      offer (self, HKK_FORM_MESSAGE_OVERVIEW, _(hkk_lead_find ("overview")->label));
    }
  else
    {
      hkk_form_page_show_message (self, "network-offline-symbolic",
                                  _("There is no connection. Your entries are kept and are handed in as soon as the "
                                    "connection is back."));
      /* TRANSLATORS: Button: goes back into the form that could not be handed in */
      offer (self, HKK_FORM_MESSAGE_CHANGE, _("Change entries"));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->another_button), self->section_id == NULL);
}

/* The portal holds a result for the key of this draft, and it is not about what the draft says now. What is here stays
 * as it is, to compare it. */
void
hkk_form_page_offer_look (HkkFormPage *self)
{
  self->reused = TRUE;
  hkk_form_page_refresh_bar (self);
  hkk_form_page_show_banner (self, HKK_FORM_BANNER_RESUMED, _("These entries can no longer be handed in."),
                             _("Start anew"));
  hkk_form_page_show_message (self, "dialog-information-symbolic",
                              _("An earlier version of this may have been handed in already, so nothing was handed in "
                                "now. Look whether it is there. If not, start the form anew."));
  /* TRANSLATORS: Button: leads to the page where the request would be */
  offer (self, HKK_FORM_MESSAGE_LOOK, _("Look there"));
}

/* Not carried out: what the dialog said, aloud too, stays here. Somebody else may have asked for it; what to do about
 * that is not here. */
void
hkk_form_page_show_end (HkkFormPage *self,
                        HkkApproval *approval)
{
  g_autofree char *words = hkk_approval_end_sentence (approval, TRUE);
  const char *label = hkk_approval_end_get_offer (approval);

  hkk_form_page_put_message (self, hkk_approval_end_get_icon_name (approval), words);
  if (label != NULL)
    offer (self, HKK_FORM_MESSAGE_SECURITY, label);
}

static HkkPlace
place_of (HkkFormPage *self)
{
  switch (hkk_form_get_kind (hkk_form_model_get_form (self->model)))
    {
    case HKK_FORM_KIND_MESSAGE: return HKK_PLACE_MESSAGES;
    case HKK_FORM_KIND_PROFILE: return HKK_PLACE_PROFILE;
    case HKK_FORM_KIND_REQUEST:
    case HKK_FORM_KIND_SERVICE:
    case HKK_FORM_KIND_DOCUMENTS:
    default: return HKK_PLACE_REQUESTS;
    }
}

/* What is on its way stays there; this page is for the next one. */
void
hkk_form_page_start_another (HkkFormPage *self)
{
  self->another = TRUE;
  g_clear_pointer (&self->draft_id, g_free);
  hkk_form_page_show_message (self, NULL, NULL);
  hkk_page_set_state (HKK_PAGE (self), HKK_PAGE_STATE_LOADING);
  hkk_form_page_load (self);
}

void
hkk_form_page_message_clicked (HkkFormPage *self)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (self));

  switch (self->message_kind)
    {
    case HKK_FORM_MESSAGE_CHANGE:
      if (portal != NULL)
        hkk_portal_take_back (portal, hkk_form_model_get_draft (self->model));
      break;
    case HKK_FORM_MESSAGE_OVERVIEW:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to", "s", hkk_place_get_name (HKK_PLACE_OVERVIEW));
      break;
    case HKK_FORM_MESSAGE_SECURITY:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to", "s", hkk_place_get_name (HKK_PLACE_SECURITY));
      break;
    case HKK_FORM_MESSAGE_LOOK:
    default:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to", "s", hkk_place_get_name (place_of (self)));
    }
}
