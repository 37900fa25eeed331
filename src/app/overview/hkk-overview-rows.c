/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-overview-rows.h"

#include <glib/gi18n.h>

#include "hkk-draft-words.h"
#include "hkk-format.h"
#include "hkk-row.h"

typedef struct
{
  const char *name;
  const char *icon_name;
  const char *action; /* with the item's id as its target */
} Kind;

static const Kind kinds[] = {
  { "approval", "phone-symbolic", "overview.decide" },
  { "request", "hkk-requests-symbolic", "win.open-request" },
  { "message", "mail-unread-symbolic", "win.open-message" },
  { "deadline", "alarm-symbolic", "win.open-request" },
  { "document", "folder-documents-symbolic", "win.open-document" },
  { NULL, "dialog-information-symbolic", "win.open-request" },
};

static const Kind *
find_kind (const char *name)
{
  const Kind *kind = kinds;

  while (kind->name != NULL && g_strcmp0 (kind->name, name) != 0)
    kind++;
  return kind;
}

static GtkWidget *
make_row (const char *icon_name,
          const char *title,
          const char *subtitle,
          const char *action,
          const char *id)
{
  GtkWidget *row = hkk_row_new (title, subtitle);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon_name));
  if (action != NULL)
    hkk_row_lead (row, action, id);
  return row;
}

static char *
subtitle_of_item (HkkOverviewItem *item)
{
  const char *text = hkk_thing_get_string (HKK_THING (item), "text");
  const char *due_on = hkk_thing_get_string (HKK_THING (item), "due-on");
  g_autoptr(GDateTime) at = hkk_thing_get_time (HKK_THING (item), "at");
  g_autofree char *day = due_on != NULL ? hkk_format_iso_day (due_on) : NULL;
  g_autofree char *isolated = hkk_format_isolate (text);

  if (due_on != NULL && text != NULL && *text)
    /* TRANSLATORS: first %s: what is needed, a sentence of the portal; second %s: a day ("Mon, 14 December") */
    return g_strdup_printf (_("%s Until %s."), isolated, day);
  if (due_on != NULL)
    /* TRANSLATORS: %s: a day ("Mon, 14 December") */
    return g_strdup_printf (_("Until %s"), day);
  return at != NULL ? hkk_format_moment (at) : g_strdup (text);
}

/* (transfer full): what it is, and what and whom it is about. */
static char *
title_with (const char *title,
            const char *subject)
{
  g_autofree char *isolated = hkk_format_isolate (subject);

  return subject != NULL && *subject != '\0' ? g_strjoin (" · ", title, isolated, NULL) : g_strdup (title);
}

/**
 * hkk_overview_row_new_for_item:
 * @item: something that needs the person or is new
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
hkk_overview_row_new_for_item (HkkOverviewItem *item)
{
  const Kind *kind = find_kind (hkk_thing_get_string (HKK_THING (item), "kind"));
  g_autofree char *subtitle = subtitle_of_item (item);
  g_autofree char *title = title_with (hkk_thing_get_string (HKK_THING (item), "title"),
                                       hkk_thing_get_string (HKK_THING (item), "subject"));

  return make_row (kind->icon_name, title, subtitle, kind->action, hkk_thing_get_id (HKK_THING (item)));
}

/**
 * hkk_overview_row_new_for_request:
 * @request: a request on its way
 *
 * Returns: (transfer floating): its row: title, state in words, when it last moved
 */
GtkWidget *
hkk_overview_row_new_for_request (HkkRequest *request)
{
  g_autoptr(GDateTime) updated = hkk_thing_get_time (HKK_THING (request), "updated-at");
  g_autofree char *day = hkk_format_day (updated);
  g_autofree char *state = hkk_format_isolate (hkk_request_get_state_text (request));
  /* TRANSLATORS: first %s: a processing status in words ("In progress"); second %s: the day of the last change
     ("yesterday") */
  g_autofree char *subtitle = g_strdup_printf (_("%s · %s"), state, day);
  g_autofree char *title = title_with (hkk_request_get_title (request), hkk_request_get_subject (request));

  return make_row ("hkk-requests-symbolic", title, subtitle, "win.open-request", hkk_request_get_id (request));
}

static void
on_draft_changed (AdwActionRow *row,
                  GParamSpec   *pspec,
                  HkkDraft     *draft)
{
  g_autofree char *subtitle = hkk_draft_words (draft);

  adw_action_row_set_subtitle (row, subtitle);
}

/* What is on its way is not taken away. */
static void
show_delete_button (GtkWidget  *button,
                    GParamSpec *pspec,
                    HkkDraft   *draft)
{
  gtk_widget_set_visible (button, hkk_draft_get_state (draft) == HKK_DRAFT_EDITING);
}

static void
add_delete_button (GtkWidget *row,
                   HkkDraft  *draft)
{
  g_autofree char *called = hkk_draft_name (draft);
  g_autofree char *title = hkk_format_isolate (called);
  /* TRANSLATORS: a button, read aloud; %s: what a draft is called */
  g_autofree char *name = g_strdup_printf (_("Delete the draft “%s”"), title);
  GtkWidget *button = hkk_row_add_action (row, "user-trash-symbolic", name, "overview.delete-draft",
                                          g_variant_new_string (hkk_draft_get_id (draft)));

  gtk_widget_set_tooltip_text (button, _("Delete the draft"));
  g_signal_connect_object (draft, "notify::state", G_CALLBACK (show_delete_button), button, G_CONNECT_SWAPPED);
  show_delete_button (button, NULL, draft);
}

/**
 * hkk_overview_row_new_for_draft:
 * @draft: what was begun and not handed in
 *
 * Returns: (transfer floating): its row: what it is, in which state, when it was saved, and whether newer entries are
 *   not; it stays up to date
 */
GtkWidget *
hkk_overview_row_new_for_draft (HkkDraft *draft)
{
  g_autofree char *subtitle = hkk_draft_words (draft);
  g_autofree char *name = hkk_draft_name (draft);
  GtkWidget *row = make_row ("document-edit-symbolic", name, subtitle, "win.open-draft",
                             hkk_draft_get_id (draft));

  add_delete_button (row, draft);
  hkk_draft_words_watch (draft, G_CALLBACK (on_draft_changed), row);
  return row;
}

/**
 * hkk_overview_row_new_damaged:
 * @name: the file that could not be read
 *
 * Returns: (transfer floating): its row, which offers to remove it
 */
GtkWidget *
hkk_overview_row_new_damaged (const char *name)
{
  /* TRANSLATORS: %s is a file name */
  g_autofree char *text = g_strdup_printf (_("A saved draft could not be read. Its file was kept as “%s”."), name);
  g_autofree char *subtitle = g_strjoin (" ", text, _("Everything else is fine."), NULL);
  GtkWidget *row = make_row ("dialog-warning-symbolic", _("A draft could not be read"), subtitle, NULL, NULL);

  hkk_row_add_action (row, "user-trash-symbolic", _("Remove the draft that could not be read"),
                      "overview.remove-damaged", g_variant_new_string (name));
  return row;
}

/**
 * hkk_overview_row_new_calm:
 *
 * Returns: (transfer floating): what stands where nothing needs the person
 */
GtkWidget *
hkk_overview_row_new_calm (void)
{
  return make_row ("object-select-symbolic", _("Nothing to do right now"),
                   _("We tell you here when there is something."), NULL, NULL);
}

/**
 * hkk_overview_row_new_folded:
 *
 * Returns: (transfer floating) (type AdwExpanderRow): what holds the drafts that are not among the latest
 */
GtkWidget *
hkk_overview_row_new_folded (guint n)
{
  GtkWidget *row = adw_expander_row_new ();
  /* TRANSLATORS: %u: how many drafts are not shown yet */
  g_autofree char *title = g_strdup_printf (ngettext ("%u more draft", "%u more drafts", n), n);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), gtk_image_new_from_icon_name ("document-edit-symbolic"));
  return row;
}
