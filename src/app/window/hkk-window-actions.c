/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-window-private.h"

#include "hkk-catalogue-page.h"
#include "hkk-documents-page.h"
#include "hkk-form-page.h"
#include "hkk-message-form.h"
#include "hkk-offer.h"
#include "hkk-search-dialog.h"

/* Whether somebody is signed in and the places are there to go to. */
gboolean
hkk_window_is_in (HkkWindow *self)
{
  return self->portal != NULL && g_strcmp0 (gtk_stack_get_visible_child_name (self->view_stack), "main") == 0;
}

static void
on_go_to (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  HkkPlace place;

  if (hkk_window_ask_first (HKK_WINDOW (widget), name, parameter))
    return;
  if (hkk_place_find (g_variant_get_string (parameter, NULL), &place))
    hkk_window_go_to (HKK_WINDOW (widget), place);
}

static void
on_continue_session (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  HkkWindow *self = HKK_WINDOW (widget);

  if (self->portal != NULL)
    hkk_portal_continue (self->portal);
}

static void
on_find (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  HkkWindow *self = HKK_WINDOW (widget);

  if (hkk_window_is_in (self) && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
    adw_dialog_present (ADW_DIALOG (hkk_search_dialog_new (self->portal)), widget);
}

static gboolean
search_in_page (HkkWindow *self)
{
  AdwNavigationPage *task = adw_navigation_view_get_visible_page (self->task_view);

  if (HKK_IS_PAGE (task))
    return hkk_page_start_search (HKK_PAGE (task));
  return self->places[self->place] != NULL && hkk_page_start_search (self->places[self->place]);
}

/* In the page; where that is no list, in everything. */
static void
on_search (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  HkkWindow *self = HKK_WINDOW (widget);

  if (hkk_window_is_in (self) && !search_in_page (self))
    on_find (widget, name, parameter);
}

/* From outside of the window, whatever is open in it. The target is what is looked for. */
static void
on_find_text (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  HkkWindow *self = HKK_WINDOW (widget);
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));

  if (!hkk_window_is_in (self))
    return;
  if (!HKK_IS_SEARCH_DIALOG (dialog))
    {
      dialog = ADW_DIALOG (hkk_search_dialog_new (self->portal));
      adw_dialog_present (dialog, widget);
    }
  hkk_search_dialog_set_text (HKK_SEARCH_DIALOG (dialog), g_variant_get_string (parameter, NULL));
}

/* A task is opened over the places, for who is signed in. */
static void
open_task (HkkWindow *self,
           gpointer   page)
{
  hkk_shell_push (HKK_SHELL (self), ADW_NAVIGATION_PAGE (page));
}

static void
on_new_request (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  HkkWindow *self = HKK_WINDOW (widget);

  if (hkk_window_is_in (self) && !HKK_IS_CATALOGUE_PAGE (adw_navigation_view_get_visible_page (self->task_view)))
    open_task (self, hkk_catalogue_page_new ());
}

static void
on_open_form (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  HkkWindow *self = HKK_WINDOW (widget);

  if (hkk_window_is_in (self))
    open_task (self, hkk_form_page_new (g_variant_get_string (parameter, NULL), NULL));
}

static void
on_compose (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  HkkWindow *self = HKK_WINDOW (widget);

  if (hkk_window_is_in (self))
    open_task (self, hkk_message_form_new (NULL, NULL));
}

static void
on_write_in (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  HkkWindow *self = HKK_WINDOW (widget);

  if (hkk_window_is_in (self))
    open_task (self, hkk_message_form_new_in (g_variant_get_string (parameter, NULL)));
}

static void
on_write_about (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  HkkWindow *self = HKK_WINDOW (widget);

  if (hkk_window_is_in (self))
    open_task (self, hkk_message_form_new_question (g_variant_get_string (parameter, NULL), NULL));
}

/* What is opened at its place; the target of the action is its id. */
static const struct
{
  const char *action;
  HkkPlace    place;
} opened[] = {
  { "win.open-request", HKK_PLACE_REQUESTS },
  { "win.open-message", HKK_PLACE_MESSAGES },
  { "win.open-document", HKK_PLACE_DOCUMENTS },
  { "win.change-section", HKK_PLACE_PROFILE },
};

static void
open_at (HkkWindow  *self,
         HkkPlace    place,
         const char *id)
{
  HkkPage *page = hkk_window_open_place (self, place);

  if (page != NULL)
    hkk_page_open (page, id);
}

static void
on_open (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  if (hkk_window_ask_first (HKK_WINDOW (widget), name, parameter))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (opened); i++)
    if (g_str_equal (name, opened[i].action))
      open_at (HKK_WINDOW (widget), opened[i].place, g_variant_get_string (parameter, NULL));
}

/* A draft is gone on with where it was begun. */
static void
on_open_draft (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  HkkWindow *self = HKK_WINDOW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  HkkDrafts *drafts = hkk_window_is_in (self) ? hkk_portal_get_drafts (self->portal) : NULL;
  HkkDraft *draft = drafts != NULL ? hkk_drafts_find (drafts, id) : NULL;

  if (draft == NULL || hkk_window_ask_first (self, name, parameter))
    return;
  switch (hkk_draft_get_kind (draft))
    {
    case HKK_DRAFT_MESSAGE:
      open_task (self, hkk_message_form_new (hkk_draft_get_target (draft), id));
      break;
    case HKK_DRAFT_QUESTION:
      open_task (self, hkk_message_form_new_question (hkk_draft_get_target (draft), id));
      break;
    case HKK_DRAFT_DOCUMENTS:
      open_at (self, HKK_PLACE_REQUESTS, hkk_draft_get_target (draft));
      break;
    case HKK_DRAFT_PROFILE:
      open_at (self, HKK_PLACE_PROFILE, hkk_draft_get_target (draft));
      break;
    case HKK_DRAFT_REQUEST:
    default:
      open_task (self, hkk_form_page_new (hkk_draft_get_form_id (draft), id));
      break;
    }
}

static void
on_certificate (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  HkkPage *page = NULL;

  if (hkk_window_ask_first (HKK_WINDOW (widget), name, parameter))
    return;
  page = hkk_window_open_place (HKK_WINDOW (widget), HKK_PLACE_DOCUMENTS);
  if (page != NULL)
    hkk_documents_page_get_certificate (HKK_DOCUMENTS_PAGE (page));
}

static void
on_open_service (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  HkkPage *page = NULL;

  if (hkk_window_ask_first (HKK_WINDOW (widget), name, parameter))
    return;
  page = hkk_window_open_place (HKK_WINDOW (widget), HKK_PLACE_DOCUMENTS);
  if (page != NULL)
    hkk_documents_page_open_service (HKK_DOCUMENTS_PAGE (page), g_variant_get_string (parameter, NULL));
}

static void
on_lock (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  HkkWindow *self = HKK_WINDOW (widget);

  if (hkk_window_is_in (self) && hkk_portal_get_state (self->portal) == HKK_PORTAL_SIGNED_IN)
    hkk_portal_lock (self->portal);
}

static void
on_reload (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  HkkWindow *self = HKK_WINDOW (widget);

  if (!hkk_window_is_in (self))
    return;
  hkk_portal_check_now (self->portal);
  if (self->places[self->place] != NULL)
    hkk_page_reload (self->places[self->place]);
}

static void
on_sign_out (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  HkkWindow *self = HKK_WINDOW (widget);

  if (self->portal != NULL)
    hkk_window_ask_sign_out (self);
}

static void
on_sign_out_everywhere (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  hkk_window_ask_everywhere (HKK_WINDOW (widget));
}

static void
on_order_letter (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  hkk_window_ask_letter (HKK_WINDOW (widget));
}

/* A portal need not serve everything: what it does not is not offered. */
void
hkk_window_update_offers (HkkWindow *self)
{
  GtkWidgetClass *klass = GTK_WIDGET_GET_CLASS (self);
  GType owner;
  const char *name, *property;
  const GVariantType *type;

  hkk_sidebar_set_portal (self->sidebar, self->portal);
  for (guint i = 0; gtk_widget_class_query_action (klass, i, &owner, &name, &type, &property); i++)
    if (owner == HKK_TYPE_WINDOW)
      gtk_widget_action_set_enabled (GTK_WIDGET (self), name, hkk_offer_leads (self->portal, name, NULL));
}

void
hkk_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.continue-session", NULL, on_continue_session);
  gtk_widget_class_install_action (widget_class, "win.go-to", "s", on_go_to);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, on_search);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, on_find);
  gtk_widget_class_install_action (widget_class, "win.find-text", "s", on_find_text);
  gtk_widget_class_install_action (widget_class, "win.new-request", NULL, on_new_request);
  gtk_widget_class_install_action (widget_class, "win.open-form", "s", on_open_form);
  for (gsize i = 0; i < G_N_ELEMENTS (opened); i++)
    gtk_widget_class_install_action (widget_class, opened[i].action, "s", on_open);
  gtk_widget_class_install_action (widget_class, "win.open-draft", "s", on_open_draft);
  gtk_widget_class_install_action (widget_class, "win.compose", NULL, on_compose);
  gtk_widget_class_install_action (widget_class, "win.write-in", "s", on_write_in);
  gtk_widget_class_install_action (widget_class, "win.write-about", "s", on_write_about);
  gtk_widget_class_install_action (widget_class, "win.certificate", NULL, on_certificate);
  gtk_widget_class_install_action (widget_class, "win.order-letter", NULL, on_order_letter);
  gtk_widget_class_install_action (widget_class, "win.reload", NULL, on_reload);
  gtk_widget_class_install_action (widget_class, "win.open-service", "s", on_open_service);
  gtk_widget_class_install_action (widget_class, "win.lock", NULL, on_lock);
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, on_sign_out);
  gtk_widget_class_install_action (widget_class, "win.sign-out-everywhere", NULL, on_sign_out_everywhere);
}
