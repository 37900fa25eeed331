/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-message-form.h"

#include <glib/gi18n.h>

#include "hkk-error-text.h"
#include "hkk-form-definition.h"
#include "hkk-format.h"

/* A message is a form of the portal. Above an answer stands what it answers. */
#define FORM "message"

static GtkWidget *
make_text (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 12);
  return label;
}

/* A row that does nothing is no stop; the text in it is one. */
static GtkWidget *
make_text_row (const char *text)
{
  GtkWidget *row = adw_preferences_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), make_text (text));
  return row;
}

static void
show_answered (HkkFormPage *page,
               HkkMessage  *message)
{
  g_autoptr(GDateTime) created = hkk_thing_get_time (HKK_THING (message), "created-at");
  g_autofree char *moment = hkk_format_moment (created);
  const char *from = hkk_message_is_from_insurer (message) ? hkk_thing_get_string (HKK_THING (message), "from-name")
                                                           : _("You");
  const char *subject = hkk_message_get_topic (message);
  const char *body = hkk_message_get_body (message);
  g_autofree char *meta = g_strjoin (" · ", from != NULL ? from : "", moment, NULL);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 *subject != '\0' ? subject : _("Message"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), meta);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_text_row (body != NULL ? body : ""));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  hkk_form_page_set_above (page, list);
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkFormPage) page = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkMessage) message = hkk_message_load_finish (HKK_PORTAL (source), result, &error);

  /* The answer can be written without it. */
  if (message != NULL && hkk_page_get_shell (HKK_PAGE (page)) != NULL)
    show_answered (page, message);
  else if (error != NULL && !hkk_error_is_cancel (error))
    g_debug ("The message that is answered cannot be shown: %s", error->message);
}

static void
on_map (HkkFormPage *page,
        const char  *id)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (page));

  g_signal_handlers_disconnect_matched (page, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, on_map, NULL);
  if (portal != NULL)
    hkk_message_load_async (portal, id, hkk_page_get_cancellable (HKK_PAGE (page)), on_loaded, g_object_ref (page));
}

/**
 * hkk_message_form_new:
 * @answered_id: (nullable): the message that is answered
 * @draft_id: (nullable): the draft of a message to go on with
 *
 * Returns: (transfer floating): the page on which a message is written and sent
 */
HkkFormPage *
hkk_message_form_new (const char *answered_id,
                      const char *draft_id)
{
  HkkFormPage *page = hkk_form_page_new_about (FORM, answered_id, draft_id);

  if (answered_id != NULL)
    g_signal_connect_data (page, "map", G_CALLBACK (on_map), g_strdup (answered_id), (GClosureNotify) g_free, 0);
  return page;
}

/**
 * hkk_message_form_new_question:
 * @request_id: the request that is asked about
 * @draft_id: (nullable): the draft to go on with
 *
 * Returns: (transfer floating): the page on which a message about the request is written and sent
 */
HkkFormPage *
hkk_message_form_new_question (const char *request_id,
                               const char *draft_id)
{
  return hkk_form_page_new_question (FORM, request_id, draft_id);
}

/**
 * hkk_message_form_new_in:
 * @category: what it is about: the value of an option of the form
 *
 * Returns: (transfer floating): the page on which a new message is written and sent
 */
HkkFormPage *
hkk_message_form_new_in (const char *category)
{
  HkkFormPage *page = hkk_message_form_new (NULL, NULL);

  hkk_form_page_set_category (page, category);
  return page;
}

/**
 * hkk_message_form_new_answer:
 * @message: the message that is answered, with its text
 *
 * Returns: (transfer floating): the page on which the answer is written and sent, below what it answers
 */
HkkFormPage *
hkk_message_form_new_answer (HkkMessage *message)
{
  HkkFormPage *page = hkk_form_page_new_about (FORM, hkk_message_get_id (message), NULL);

  show_answered (page, message);
  return page;
}

static void
on_kept (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkFormDefinition) form = hkk_form_definition_load_finish (HKK_PORTAL (source), result, NULL, &error);

  if (form == NULL && !hkk_error_is_cancel (error))
    g_debug ("The form of messages was not kept: %s", error->message);
}

/**
 * hkk_message_form_keep:
 * @portal: a portal that takes messages
 *
 * Has a copy of the form on this computer, so that a message can be written without a connection, the first one too.
 */
void
hkk_message_form_keep (HkkPortal    *portal,
                       GCancellable *cancellable)
{
  g_return_if_fail (HKK_IS_PORTAL (portal));

  hkk_form_definition_load_async (portal, FORM, NULL, cancellable, on_kept, NULL);
}
