/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-page-private.h"

#include <glib/gi18n.h>

#include "hkk-error-text.h"
#include "hkk-format.h"
#include "hkk-profile-section.h"
#include "hkk-row.h"
#include "hkk-shown.h"

/* Known data were changed by somebody else while the form was filled in: both values are shown, and one is chosen. */

typedef struct
{
  HkkFormPage       *page;    /* Borrowed: the closure ends with the dialog, which is on the page */
  HkkProfileSection *section; /* Owned: as it is stored now */
} Conflict;

static void
conflict_free (gpointer  data,
               GClosure *closure)
{
  Conflict *self = data;

  g_object_unref (self->section);
  g_free (self);
}

static HkkFormValues *
dup_stored (HkkProfileSection *section)
{
  g_autoptr(JsonNode) values = hkk_profile_section_dup_values (section);

  return hkk_form_values_new_from_json (values);
}

/* (transfer full): what is stored, in the words of the form. */
static GListModel *
describe_stored (HkkFormPage       *self,
                 HkkProfileSection *section)
{
  HkkFormContext context = *hkk_form_model_get_context (self->model);
  g_autoptr(HkkFormValues) stored = dup_stored (section);

  context.values = stored;
  return hkk_form_describe (&context);
}

static void
add_difference (GtkListBox *list,
                const char *label,
                const char *mine,
                const char *stored)
{
  /* TRANSLATORS: Stands in place of a value that is empty */
  g_autofree char *a = hkk_format_isolate (mine != NULL ? mine : _("not given"));
  g_autofree char *b = hkk_format_isolate (stored != NULL ? stored : _("not given"));
  /* TRANSLATORS: of one value; %1$s is what the person typed, %2$s what is stored meanwhile. Keep the line break. */
  g_autofree char *both = g_strdup_printf (_("Yours: %1$s\nStored now: %2$s"), a, b);
  GtkWidget *row = NULL;

  if (g_strcmp0 (mine, stored) == 0)
    return;
  row = hkk_row_new (label, both);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_append (list, row);
}

/* The rows of A that are not so in B; where A is what is stored, those only that B does not have at all. */
static void
add_differences (GtkListBox *list,
                 GListModel *a,
                 GListModel *b,
                 gboolean    stored)
{
  for (guint i = 0; i < g_list_model_get_n_items (a); i++)
    {
      g_autoptr(HkkShownSection) section = g_list_model_get_item (a, i);
      GListModel *rows = hkk_shown_section_get_rows (section);

      for (guint j = 0; j < g_list_model_get_n_items (rows); j++)
        {
          g_autoptr(HkkShownRow) row = g_list_model_get_item (rows, j);
          HkkShownRow *other = hkk_shown_sections_find_row (b, hkk_shown_row_get_path (row));

          if (!stored)
            add_difference (list, hkk_shown_row_get_label (row), hkk_shown_row_get_value (row),
                            other != NULL ? hkk_shown_row_get_value (other) : NULL);
          else if (other == NULL)
            add_difference (list, hkk_shown_row_get_label (row), NULL, hkk_shown_row_get_value (row));
        }
    }
}

static GtkWidget *
make_list (HkkFormPage       *self,
           HkkProfileSection *section)
{
  GtkWidget *list = gtk_list_box_new ();
  g_autoptr(GListModel) mine = hkk_form_describe (hkk_form_model_get_context (self->model));
  g_autoptr(GListModel) stored = describe_stored (self, section);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  /* TRANSLATORS: Name of a list for screen readers: what the person has entered, and what is stored */
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Both values"), -1);
  add_differences (GTK_LIST_BOX (list), mine, stored, FALSE);
  add_differences (GTK_LIST_BOX (list), stored, mine, TRUE);
  return list;
}

/* --- The two answers --- */

/* What is stored now is what the change begins from: the review shows it so, and it is handed in once more. */
static void
on_mine (AdwAlertDialog *dialog,
         const char     *response,
         Conflict       *conflict)
{
  HkkFormPage *self = conflict->page;
  HkkDraft *draft = hkk_form_model_get_draft (self->model);

  g_clear_object (&self->before);
  self->before = dup_stored (conflict->section);
  g_set_str (&self->etag, hkk_profile_section_get_etag (conflict->section));
  if (draft != NULL)
    hkk_draft_set_if_match (draft, self->etag);
  hkk_form_page_show_section (self, NULL);
}

static void
on_draft_gone (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(HkkFormPage) self = HKK_FORM_PAGE (data);
  g_autoptr(GError) error = NULL;

  if (!hkk_drafts_delete_finish (HKK_DRAFTS (source), result, &error))
    hkk_page_show_error (HKK_PAGE (self), error);
  else if (!g_cancellable_is_cancelled (hkk_page_get_cancellable (HKK_PAGE (self))))
    hkk_form_page_leave (self, _("Nothing was changed. What is stored stays."));
}

static void
on_stored (AdwAlertDialog *dialog,
           const char     *response,
           Conflict       *conflict)
{
  HkkFormPage *self = conflict->page;

  hkk_form_page_unwatch (self);
  hkk_form_saver_hand_over (self->saver);
  hkk_drafts_delete_async (hkk_form_model_get_drafts (self->model), hkk_form_model_get_draft (self->model),
                           hkk_page_get_cancellable (HKK_PAGE (self)), on_draft_gone, g_object_ref (self));
}

static void
answer (AdwAlertDialog    *dialog,
        const char        *signal,
        HkkFormPage       *self,
        HkkProfileSection *section,
        GCallback          callback)
{
  Conflict *conflict = g_new0 (Conflict, 1);

  conflict->page = self;
  conflict->section = g_object_ref (section);
  g_signal_connect_data (dialog, signal, callback, conflict, conflict_free, 0);
}

static void
show_conflict (HkkFormPage       *self,
               HkkProfileSection *section)
{
  const char *body = _("These details were changed since you began: by you on another device, or by the hkk. Nothing "
                       "of yours is lost. Which shall count?");
  /* TRANSLATORS: title of a question; short, it stands in one line */
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Changed meanwhile"), body));

  adw_alert_dialog_add_responses (dialog, "look", _("_Look at my entries"), "stored", _("_Keep what is stored"), "mine",
                                  _("_Go on with mine"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "mine", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "mine");
  adw_alert_dialog_set_close_response (dialog, "look");
  adw_alert_dialog_set_extra_child (dialog, make_list (self, section));
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, body, -1);
  answer (dialog, "response::mine", self, section, G_CALLBACK (on_mine));
  answer (dialog, "response::stored", self, section, G_CALLBACK (on_stored));
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
on_profile (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkFormPage) self = HKK_FORM_PAGE (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) sections = hkk_profile_load_finish (HKK_PORTAL (source), result, &error);

  if (!hkk_page_take (HKK_PAGE (self), sections, error))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (sections); i++)
    {
      g_autoptr(HkkProfileSection) section = g_list_model_get_item (sections, i);

      if (g_strcmp0 (hkk_profile_section_get_id (section), self->section_id) == 0)
        show_conflict (self, section);
    }
}

/* Loads what is stored now, and lets the person choose. */
void
hkk_form_page_resolve_conflict (HkkFormPage *self)
{
  hkk_profile_load_async (hkk_page_get_portal (HKK_PAGE (self)), hkk_page_get_cancellable (HKK_PAGE (self)), on_profile,
                          g_object_ref (self));
}
