/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <string.h>

#include "hkk-clock.h"
#include "hkk-date-words.h"
#include "hkk-form-definition.h"
#include "hkk-form-page-private.h"
#include "hkk-format.h"
#include "hkk-json.h"
#include "hkk-no-device.h"
#include "hkk-rules.h"
#include "hkk-shell.h"

static const char *
target_of (HkkFormPage *self)
{
  return self->section_id != NULL ? self->section_id : self->about;
}

/* Messages can be any number, each with its own row among the messages: a new one is begun anew, one that answers a
 * message or asks about a request is gone on with there. */
static gboolean
is_message (HkkDraft *draft)
{
  return hkk_draft_get_kind (draft) == HKK_DRAFT_MESSAGE || hkk_draft_get_kind (draft) == HKK_DRAFT_QUESTION;
}

/* A draft of this form that the person can go on with, or that is on its way; borrowed from the list. */
static HkkDraft *
find_draft (HkkFormPage *self,
            HkkDrafts   *drafts,
            HkkForm     *form)
{
  HkkDraft *draft = NULL;

  if (self->draft_id != NULL)
    return hkk_drafts_find (drafts, self->draft_id);
  if (hkk_form_get_kind (form) == HKK_FORM_KIND_MESSAGE && target_of (self) == NULL)
    return NULL;
  draft = hkk_drafts_find_for_form (drafts, self->form_id, target_of (self));
  return draft != NULL && (self->another || is_message (draft)) && hkk_draft_is_on_its_way (draft) ? NULL : draft;
}

static HkkDraft *
create_draft (HkkFormPage *self,
              HkkForm     *form)
{
  static const HkkDraftKind kinds[] = {
    [HKK_FORM_KIND_REQUEST] = HKK_DRAFT_REQUEST,
    [HKK_FORM_KIND_SERVICE] = HKK_DRAFT_REQUEST,
    [HKK_FORM_KIND_PROFILE] = HKK_DRAFT_PROFILE,
    [HKK_FORM_KIND_MESSAGE] = HKK_DRAFT_MESSAGE,
    [HKK_FORM_KIND_DOCUMENTS] = HKK_DRAFT_DOCUMENTS,
  };

  return hkk_draft_new (self->is_question ? HKK_DRAFT_QUESTION : kinds[hkk_form_get_kind (form)], self->form_id,
                        hkk_form_get_version (form), target_of (self), hkk_form_get_title (form));
}

/* (transfer full) (nullable): as a person has entered it; NULL for what is no text, and for an option, whose words only
 * the form before knew. */
static char *
dup_entered (JsonNode *value)
{
  const char *text = hkk_json_node_string (value);
  GDate date;

  if (text == NULL)
    return NULL;
  if (hkk_date_from_iso (text, &date))
    return hkk_date_words (&date, HKK_DATE_WORDS_FULL, NULL, NULL);
  return text[strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789_-")] != '\0' ? g_strdup (text) : NULL;
}

/* (transfer full): the form has another version; what was entered and is not asked any more is read here for the last
 * time. */
static char *
dup_changed (HkkDraft *draft,
             HkkForm  *form)
{
  JsonObject *values = json_node_get_object (hkk_draft_get_values (draft));
  g_autoptr(GList) names = json_object_get_members (values);
  g_autoptr(GString) text = g_string_new (_("The form has changed since you began. Your entries are kept; look at them "
                                            "once more."));

  for (GList *name = names; name != NULL; name = name->next)
    {
      g_autofree char *entered = dup_entered (json_object_get_member (values, name->data));

      if (entered == NULL || hkk_form_find_field (form, name->data) != NULL)
        continue;
      g_string_append_c (text, '\n');
      /* TRANSLATORS: %s: what the person has entered before the form changed */
      g_string_append_printf (text, _("Not asked any more: “%s”"), entered);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
say_resumed (HkkFormPage *self,
             HkkDraft    *draft,
             HkkForm     *form)
{
  g_autofree char *moment = hkk_format_own_moment (hkk_draft_get_saved_at (draft));
  HkkFormBanner kind = HKK_FORM_BANNER_RESUMED;
  g_autofree char *text = NULL;

  g_clear_pointer (&self->resumed_of, g_date_time_unref);
  self->resumed_of = g_date_time_ref (hkk_draft_get_saved_at (draft));
  if (self->etag != NULL && g_strcmp0 (hkk_draft_get_if_match (draft), self->etag) != 0)
    text = g_strdup (_("What is known has changed since you began. Your entries are kept; look at them once more."));
  else if (hkk_draft_get_version (draft) != hkk_form_get_version (form))
    text = dup_changed (draft, form);
  else
    {
      kind = HKK_FORM_BANNER_AS_SAVED;
      /* TRANSLATORS: %s is a day and time */
      text = g_strdup_printf (_("This is your draft: %s."), moment);
    }
  /* TRANSLATORS: Button: throws the outdated draft away and opens the form empty */
  hkk_form_page_show_banner (self, kind, text, self->draft_id == NULL ? _("Start anew") : NULL);
}

/* Where the banner already says that the draft cannot be saved. */
static void
say_changed (HkkFormPage *self,
             HkkDraft    *draft,
             HkkForm     *form)
{
  g_autofree char *text = dup_changed (draft, form);

  hkk_shell_say (hkk_page_get_shell (HKK_PAGE (self)), text);
}

/* (transfer full) (nullable): what needs an approval in a form that needs none. */
static char *
dup_protected_label (HkkForm *form)
{
  for (guint i = 0; i < hkk_form_get_n_sections (form); i++)
    {
      HkkFormSection *section = hkk_form_get_section (form, i);

      for (guint j = 0; j < hkk_form_section_get_n_fields (section); j++)
        {
          HkkFormField *field = hkk_form_section_get_field (section, j);

          if (hkk_form_field_get_protection (field) == HKK_PROTECTION_SUBSTANTIAL)
            return hkk_format_isolate (hkk_form_field_get_label (field));
        }
    }
  return NULL;
}

/* Told before the first step, and not after the last. */
static void
show_no_device (HkkFormPage *self,
                HkkForm     *form)
{
  g_autofree char *label = dup_protected_label (form);
  g_autofree char *text = NULL;

  if (hkk_form_get_protection (form) != HKK_PROTECTION_BASIC)
    text = g_strdup (_("You can fill this in, and it is kept. Handing it in needs your approval."));
  else if (label != NULL)
    /* TRANSLATORS: %s: the label of a field: “Attachments” */
    text = g_strdup_printf (_("You can send this without “%s”. What you add there needs your approval."), label);
  if (text != NULL)
    hkk_no_device_show (self->no_device, hkk_page_get_portal (HKK_PAGE (self)), text);
}

static void
show_definition (HkkFormPage       *self,
                 HkkFormDefinition *definition,
                 HkkForm           *form)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (self));
  HkkDrafts *drafts = hkk_portal_get_drafts (portal);
  g_autoptr(JsonNode) prefill = hkk_form_definition_dup_prefill (definition);
  g_autofree char *today = hkk_clock_today ();
  g_autoptr(HkkDraft) draft = NULL;
  gboolean resumed = FALSE;

  if (drafts != NULL)
    g_set_object (&draft, find_draft (self, drafts, form));
  resumed = draft != NULL && !hkk_draft_is_on_its_way (draft);
  if (draft == NULL && drafts != NULL)
    draft = create_draft (self, form);
  if (draft != NULL && !resumed && !hkk_draft_is_on_its_way (draft))
    hkk_draft_set_if_match (draft, self->etag);
  hkk_form_page_take_known (self, hkk_form_known_new (form, prefill, hkk_form_definition_get_sources (definition),
                                                      hkk_form_definition_get_offers (definition)));
  hkk_form_page_show_form (self, form, prefill, hkk_form_definition_get_parameters (definition), today, drafts, draft);
  show_no_device (self, form);
  if (resumed && hkk_draft_get_saved_at (draft) != NULL && hkk_draft_get_unsaved (draft) == NULL)
    say_resumed (self, draft, form);
  else if (resumed && hkk_draft_get_version (draft) != hkk_form_get_version (form))
    say_changed (self, draft, form);
  if (!resumed)
    return;
  hkk_draft_set_if_match (draft, self->etag);
  /* From here on it is this form that the person fills in. */
  hkk_draft_set_version (draft, hkk_form_get_version (form));
}

/* Whether there is a draft to go on with is known only when the drafts are here. */
static void
show_when_ready (HkkFormPage *self)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (self));
  HkkDrafts *drafts = portal != NULL ? hkk_portal_get_drafts (portal) : NULL;
  g_autoptr(HkkFormDefinition) definition = NULL;
  g_autoptr(HkkForm) form = NULL;

  if (portal == NULL || self->definition == NULL)
    return;
  if (drafts != NULL && !hkk_drafts_get_loaded (drafts) && hkk_drafts_get_failure (drafts) == NULL)
    return;
  if (drafts != NULL)
    g_signal_handlers_disconnect_by_func (drafts, show_when_ready, self);
  definition = g_steal_pointer (&self->definition);
  form = g_steal_pointer (&self->form);
  show_definition (self, definition, form);
}

static void
wait_for_drafts (HkkFormPage       *self,
                 HkkFormDefinition *definition,
                 HkkForm           *form)
{
  HkkDrafts *drafts = hkk_portal_get_drafts (hkk_page_get_portal (HKK_PAGE (self)));

  g_set_object (&self->definition, definition);
  g_set_object (&self->form, form);
  if (drafts != NULL)
    {
      g_signal_connect_object (drafts, "notify::loaded", G_CALLBACK (show_when_ready), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (drafts, "notify::failure", G_CALLBACK (show_when_ready), self, G_CONNECT_SWAPPED);
    }
  show_when_ready (self);
}

/* The portal asks something that this version does not know how to ask. Trying again does not help. */
static void
say_too_new (HkkFormPage  *self,
             GError      **error)
{
  g_message ("The form %s cannot be shown: %s", self->form_id, (*error)->message);
  g_clear_error (error);
  g_set_error_literal (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_REFUSED,
                       _("This form needs a newer version of this program. Update the program, or send us a message."));
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkFormPage) self = HKK_FORM_PAGE (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkFormDefinition) definition = hkk_form_definition_load_finish (HKK_PORTAL (source), result, NULL, &error);
  g_autoptr(HkkForm) form = NULL;

  if (definition != NULL)
    form = hkk_form_new_from_json (hkk_form_definition_get_form (definition), &error);
  if (definition != NULL && form == NULL)
    say_too_new (self, &error);
  if (hkk_page_take (HKK_PAGE (self), form, error))
    wait_for_drafts (self, definition, form);
}

void
hkk_form_page_load (HkkFormPage *self)
{
  hkk_form_definition_load_async (hkk_page_get_portal (HKK_PAGE (self)), self->form_id,
                                  self->is_question ? NULL : self->about, hkk_page_get_cancellable (HKK_PAGE (self)),
                                  on_loaded, g_object_ref (self));
}

static void
on_deleted (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkFormPage) self = HKK_FORM_PAGE (data);
  g_autoptr(GError) error = NULL;
  gboolean deleted = hkk_drafts_delete_finish (HKK_DRAFTS (source), result, &error);

  if (g_cancellable_is_cancelled (hkk_page_get_cancellable (HKK_PAGE (self))))
    return;
  hkk_form_page_show_banner (self, HKK_FORM_BANNER_NONE, NULL, NULL);
  if (!deleted)
    {
      hkk_form_page_watch_saving (self);
      hkk_form_page_watch_draft (self);
      hkk_form_saver_touch (self->saver);
      hkk_page_show_error (HKK_PAGE (self), error);
      return;
    }
  hkk_page_set_state (HKK_PAGE (self), HKK_PAGE_STATE_LOADING);
  if (hkk_page_get_portal (HKK_PAGE (self)) != NULL)
    hkk_form_page_load (self);
}

void
hkk_form_page_start_anew (HkkFormPage *self)
{
  /* That it goes is no news of a draft that was handed in. */
  hkk_form_page_unwatch (self);
  hkk_form_saver_hand_over (self->saver);
  hkk_drafts_delete_async (hkk_form_model_get_drafts (self->model), hkk_form_model_get_draft (self->model),
                           hkk_page_get_cancellable (HKK_PAGE (self)), on_deleted, g_object_ref (self));
}
