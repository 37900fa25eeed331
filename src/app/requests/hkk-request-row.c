/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-request-row.h"

#include <glib/gi18n.h>

#include "hkk-draft-words.h"
#include "hkk-format.h"
#include "hkk-plain-text.h"

struct _HkkRequestRow
{
  AdwBin      parent_instance;

  GtkLabel   *title;
  GtkLabel   *subject;
  GtkLabel   *text;
  GtkLabel   *state;
  const char *chip_class; /* Borrowed, static (nullable) */
};

G_DEFINE_FINAL_TYPE (HkkRequestRow, hkk_request_row, ADW_TYPE_BIN)

/* The states that a colour repeats. */
static const char * const chip_classes[] = {
  [HKK_REQUEST_APPROVED] = "success",
  [HKK_REQUEST_PARTLY_APPROVED] = "success",
  [HKK_REQUEST_REJECTED] = "error",
  [HKK_REQUEST_PAID] = "success",
  [HKK_REQUEST_APPROVAL_FAILED] = "error",
};

static void
set_chip (HkkRequestRow *self,
          const char    *text,
          const char    *chip_class)
{
  if (self->chip_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), self->chip_class);
  self->chip_class = chip_class;
  if (chip_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->state), chip_class);
  gtk_label_set_label (self->state, text != NULL ? text : "");
}

/* (transfer full): until when the person has to act; else DAY, on which it was changed. */
static char *
text_of_last (HkkRequest *request,
              const char *day)
{
  const char *deadline = hkk_thing_get_string (HKK_THING (request), "deadline");
  g_autofree char *until = deadline != NULL ? hkk_format_iso_day (deadline) : NULL;

  /* TRANSLATORS: %s: a day ("Mon, 14 December") */
  return until != NULL ? g_strdup_printf (_("Until %s"), until) : g_strdup (day);
}

static void
show_request (HkkRequestRow *self,
              HkkRequest    *request)
{
  g_autoptr(GDateTime) at = hkk_thing_get_time (HKK_THING (request), "updated-at");
  g_autofree char *day = at != NULL ? hkk_format_day (at) : g_strdup ("");
  const char *reference = hkk_request_get_reference (request);
  const char *subject = hkk_request_get_subject (request);
  g_autofree char *isolated = hkk_format_isolate (reference != NULL ? reference : "");
  g_autofree char *last = text_of_last (request, day);
  g_autofree char *text = g_strjoin (" · ", isolated, last, NULL);

  gtk_label_set_label (self->title, hkk_request_get_title (request));
  gtk_label_set_label (self->subject, subject != NULL ? subject : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subject), subject != NULL && *subject != '\0');
  gtk_label_set_label (self->text, text);
  set_chip (self, hkk_request_get_state_text (request),
            hkk_request_get_needs_you (request) ? "warning" : chip_classes[hkk_request_get_state (request)]);
}

static const char * const draft_texts[] = {
  [HKK_DRAFT_EDITING] = N_("Draft, not handed in"),
  [HKK_DRAFT_WAITING] = N_("Is handed in when there is a connection"),
  [HKK_DRAFT_SENDING] = N_("Is being handed in"),
  [HKK_DRAFT_UNKNOWN] = N_("Is being checked"),
  [HKK_DRAFT_APPROVAL] = N_("Waits for the approval"),
  [HKK_DRAFT_DONE] = N_("Draft, not handed in"),
};

static void
show_draft (HkkRequestRow *self,
            HkkDraft      *draft)
{
  GDateTime *at = hkk_draft_get_saved_at (draft);
  g_autofree char *moment = at != NULL ? hkk_format_own_moment (at) : g_strdup ("");
  g_autofree char *name = hkk_draft_name (draft);
  /* TRANSLATORS: %s is a day and time */
  g_autofree char *text = g_strdup_printf (_("Saved: %s"), moment);

  gtk_label_set_label (self->title, name);
  gtk_widget_set_visible (GTK_WIDGET (self->subject), FALSE);
  gtk_label_set_label (self->text, hkk_draft_get_unsaved (draft) == NULL ? text : _("Newer entries are not saved yet"));
  set_chip (self, _(draft_texts[hkk_draft_get_state (draft)]), NULL);
}

static void
hkk_request_row_class_init (HkkRequestRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-request-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkRequestRow, title);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestRow, subject);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestRow, text);
  gtk_widget_class_bind_template_child (widget_class, HkkRequestRow, state);
}

static void
hkk_request_row_init (HkkRequestRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hkk_request_row_new:
 *
 * Returns: (transfer floating): a row for a request or a draft
 */
GtkWidget *
hkk_request_row_new (void)
{
  return g_object_new (HKK_TYPE_REQUEST_ROW, NULL);
}

/**
 * hkk_request_row_set_item:
 * @item: an #HkkRequest or #HkkDraft
 *
 * Shows @item.
 */
void
hkk_request_row_set_item (HkkRequestRow *self,
                          gpointer       item)
{
  g_return_if_fail (HKK_IS_REQUEST_ROW (self));

  if (HKK_IS_DRAFT (item))
    show_draft (self, HKK_DRAFT (item));
  else
    show_request (self, HKK_REQUEST (item));
}

/**
 * hkk_request_row_dup_name:
 *
 * Returns: (transfer full): what a screen reader says of the row
 */
char *
hkk_request_row_dup_name (HkkRequestRow *self)
{
  gboolean has_subject;

  g_return_val_if_fail (HKK_IS_REQUEST_ROW (self), NULL);

  has_subject = gtk_widget_get_visible (GTK_WIDGET (self->subject));
  return g_strconcat (gtk_label_get_label (self->title), has_subject ? ", " : "",
                      has_subject ? gtk_label_get_label (self->subject) : "", ", ", gtk_label_get_label (self->state),
                      ", ", gtk_label_get_label (self->text), NULL);
}

/**
 * hkk_request_group_of:
 * @item: an #HkkRequest or #HkkDraft
 *
 * Returns: under which heading it stands
 */
HkkRequestGroup
hkk_request_group_of (gpointer item)
{
  if (HKK_IS_DRAFT (item))
    return HKK_REQUEST_GROUP_DRAFTS;

  g_return_val_if_fail (HKK_IS_REQUEST (item), HKK_REQUEST_GROUP_IN_PROGRESS);

  if (hkk_request_get_needs_you (HKK_REQUEST (item)))
    return HKK_REQUEST_GROUP_NEEDS_YOU;

  return hkk_request_is_open (HKK_REQUEST (item)) ? HKK_REQUEST_GROUP_IN_PROGRESS : HKK_REQUEST_GROUP_CLOSED;
}

/**
 * hkk_request_group_get_title:
 *
 * Returns: (transfer none): the heading
 */
const char *
hkk_request_group_get_title (HkkRequestGroup group)
{
  static const char * const titles[] = {
    [HKK_REQUEST_GROUP_NEEDS_YOU] = NC_("requests", "To do"),
    [HKK_REQUEST_GROUP_IN_PROGRESS] = NC_("requests", "In progress"),
    [HKK_REQUEST_GROUP_DRAFTS] = NC_("requests", "Drafts"),
    [HKK_REQUEST_GROUP_CLOSED] = NC_("requests", "Closed"),
  };

  return g_dpgettext2 (NULL, "requests", titles[group]);
}

static const char *
or_nothing (const char *text)
{
  return text != NULL ? text : "";
}

static char *
request_texts (HkkRequest *request)
{
  return g_strjoin ("\n", or_nothing (hkk_request_get_title (request)),
                    or_nothing (hkk_request_get_subject (request)),
                    or_nothing (hkk_request_get_reference (request)),
                    or_nothing (hkk_request_get_state_text (request)), NULL);
}

/**
 * hkk_request_matches:
 * @item: an #HkkRequest or #HkkDraft
 * @key: what hkk_plain_text_key() made of what is looked for
 *
 * Returns: whether each word is somewhere in title, subject, reference number or state, or in what was entered
 */
gboolean
hkk_request_matches (gpointer    item,
                     const char *key)
{
  g_autofree char *text = NULL;
  g_autofree char *text_key = NULL;

  if (HKK_IS_DRAFT (item))
    return hkk_draft_matches (item, key);
  text = request_texts (HKK_REQUEST (item));
  text_key = hkk_plain_text_key (or_nothing (text));
  return hkk_plain_text_key_has (text_key, key);
}
