/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-history-page.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-json.h"
#include "hkk-phone-fields.h"
#include "hkk-phone-text.h"

struct _HkkPhoneHistoryPage
{
  HkkPhonePage   page;

  GtkStack      *stack;
  GtkListBox    *list;
  GtkWidget     *more;
  GtkLabel      *error;
  AdwStatusPage *failed;

  char          *cursor; /* Owned (nullable): where the next page begins */
};

G_DEFINE_FINAL_TYPE (HkkPhoneHistoryPage, hkk_phone_history_page, HKK_TYPE_PHONE_PAGE)

static const struct { const char *status, *text; } ends[] = {
  { "executed", N_("Approved") },
  { "failed", N_("Approved, but not carried out") },
  { "failed_conflict", N_("Approved, but not carried out") },
  /* TRANSLATORS: What became of an approval: the person did not approve */
  { "denied", N_("Declined") },
  { "reported", N_("That wasn’t me") },
  { "expired", N_("Time ran out") },
  { "cancelled", N_("Withdrawn") },
  { "revoked", N_("Withdrawn") },
};

static const char *
end_text (const char *status)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_strcmp0 (ends[i].status, status) == 0)
      return _(ends[i].text);
  return status;
}

static void
add_row (HkkPhoneHistoryPage *self,
         JsonObject          *item)
{
  g_autoptr(GDateTime) at = g_date_time_new_from_iso8601 (hkk_json_get_string (item, "ended_at"), NULL);
  g_autofree char *moment = hkk_phone_moment (at);
  /* TRANSLATORS: %1$s: how an approval ended ("Declined"); %2$s: when ("today, 14:02"). */
  g_autofree char *subtitle = g_strdup_printf (_("%1$s · %2$s"), end_text (hkk_json_get_string (item, "status")),
                                               moment);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", hkk_json_get_string (item, "title"),
                                 "subtitle", subtitle, "subtitle-selectable", TRUE, NULL);

  gtk_list_box_append (self->list, row);
}

/* FALSE if it breaks the contract. */
static gboolean
take_page (HkkPhoneHistoryPage *self,
           JsonObject          *answer)
{
  JsonArray *items = hkk_json_get_array (answer, "items");
  g_autofree char *where = NULL;

  if (!hkk_json_fits (answer, "items:[title:s status:s ended_at:t] next_cursor:s?", &where))
    return FALSE;
  for (guint i = 0; i < hkk_json_array_length (items); i++)
    add_row (self, hkk_json_array_object (items, i));
  g_set_str (&self->cursor, hkk_json_get_string (answer, "next_cursor"));
  gtk_widget_set_visible (self->more, self->cursor != NULL);
  return TRUE;
}

/* What is there stays: only the first page takes the whole place to say what is wrong. */
static void
show_error (HkkPhoneHistoryPage *self,
            const char          *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  if (gtk_list_box_get_row_at_index (self->list, 0) != NULL)
    {
      hkk_phone_fields_refuse (self->error, NULL, message);
      return;
    }
  adw_status_page_set_description (self->failed, escaped);
  gtk_stack_set_visible_child_name (self->stack, "failed");
  hkk_announce_now (GTK_WIDGET (self), message);
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkPhoneHistoryPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = hkk_device_client_call_finish (HKK_DEVICE_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->more, TRUE);
  if (answer == NULL)
    show_error (self, error->message);
  else if (!take_page (self, hkk_json_node_object (answer)))
    show_error (self, _("The portal’s answer makes no sense. Try again later."));
  else
    gtk_stack_set_visible_child_name (self->stack, gtk_list_box_get_row_at_index (self->list, 0) != NULL ? "list"
                                                                                                         : "empty");
}

static void
load (HkkPhoneHistoryPage *self)
{
  g_autofree char *path = self->cursor != NULL ? g_strconcat ("/device/history?cursor=", self->cursor, NULL)
                                               : g_strdup ("/device/history");

  hkk_phone_fields_clear (self->error, NULL);
  gtk_widget_set_sensitive (self->more, FALSE);
  if (gtk_list_box_get_row_at_index (self->list, 0) == NULL)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  hkk_device_client_call_async (self->page.client, "GET", path, NULL, NULL, self->page.cancellable, on_loaded,
                                g_object_ref (self));
}

static void
hkk_phone_history_page_finalize (GObject *object)
{
  g_free (HKK_PHONE_HISTORY_PAGE (object)->cursor);
  G_OBJECT_CLASS (hkk_phone_history_page_parent_class)->finalize (object);
}

static void
hkk_phone_history_page_class_init (HkkPhoneHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hkk_phone_history_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneHistoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneHistoryPage, list);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneHistoryPage, more);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneHistoryPage, error);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneHistoryPage, failed);
  gtk_widget_class_bind_template_callback (widget_class, load);
}

static void
hkk_phone_history_page_init (HkkPhoneHistoryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

HkkPhoneHistoryPage *
hkk_phone_history_page_new (HkkDeviceClient *client)
{
  HkkPhoneHistoryPage *self = hkk_phone_page_new (HKK_TYPE_PHONE_HISTORY_PAGE, client, NULL);

  load (self);
  return self;
}
