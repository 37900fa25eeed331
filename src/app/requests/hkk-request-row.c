/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-request-row.h"

#include <glib/gi18n.h>

#include "hkk-format.h"

struct _HkkRequestRow
{
  AdwBin      parent_instance;

  GtkLabel   *title;
  GtkLabel   *text;
  GtkLabel   *state;
  const char *chip_class; /* Borrowed, static (nullable) */
};

G_DEFINE_FINAL_TYPE (HkkRequestRow, hkk_request_row, ADW_TYPE_BIN)

static const char *
chip_class_of (HkkRequest *request)
{
  if (hkk_request_get_needs_you (request))
    return "warning";

  switch (hkk_request_get_state (request))
    {
    case HKK_REQUEST_APPROVED:
    case HKK_REQUEST_PARTLY_APPROVED:
    case HKK_REQUEST_PAID:
      return "success";
    case HKK_REQUEST_REJECTED:
    case HKK_REQUEST_APPROVAL_FAILED:
      return "error";
    case HKK_REQUEST_UNKNOWN:
    case HKK_REQUEST_AWAITING_APPROVAL:
    case HKK_REQUEST_RECEIVED:
    case HKK_REQUEST_IN_REVIEW:
    case HKK_REQUEST_NEEDS_DOCUMENTS:
    case HKK_REQUEST_MEDICAL_SERVICE:
    case HKK_REQUEST_WITHDRAWN:
    default:
      return NULL;
    }
}

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

static void
show_request (HkkRequestRow *self,
              HkkRequest    *request)
{
  g_autoptr(GDateTime) at = hkk_thing_get_time (HKK_THING (request), "updated-at");
  g_autofree char *day = at != NULL ? hkk_format_day (at) : g_strdup ("");
  const char *reference = hkk_request_get_reference (request);
  g_autofree char *isolated = hkk_format_isolate (reference != NULL ? reference : "");
  g_autofree char *text = g_strjoin (" · ", isolated, day, NULL);

  gtk_label_set_label (self->title, hkk_request_get_title (request));
  gtk_label_set_label (self->text, text);
  set_chip (self, hkk_request_get_state_text (request), chip_class_of (request));
}

static const char *
draft_state_text (HkkDraft *draft)
{
  switch (hkk_draft_get_state (draft))
    {
    case HKK_DRAFT_WAITING:
      return _("Is handed in when there is a connection");
    case HKK_DRAFT_SENDING:
      return _("Is being handed in");
    case HKK_DRAFT_UNKNOWN:
      return _("Is being checked");
    case HKK_DRAFT_APPROVAL:
      return _("Waits for the approval");
    case HKK_DRAFT_EDITING:
    case HKK_DRAFT_DONE:
    default:
      return _("Draft, not handed in");
    }
}

static void
show_draft (HkkRequestRow *self,
            HkkDraft      *draft)
{
  GDateTime *at = hkk_draft_get_saved_at (draft);
  g_autofree char *moment = at != NULL ? hkk_format_moment (at) : g_strdup ("");
  /* TRANSLATORS: %s is a day and time */
  g_autofree char *text = g_strdup_printf (_("Saved: %s"), moment);

  gtk_label_set_label (self->title, hkk_draft_get_title (draft));
  gtk_label_set_label (self->text, text);
  set_chip (self, draft_state_text (draft), NULL);
}

static void
hkk_request_row_class_init (HkkRequestRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-request-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkRequestRow, title);
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
  g_return_val_if_fail (HKK_IS_REQUEST_ROW (self), NULL);

  return g_strjoin (", ", gtk_label_get_label (self->title), gtk_label_get_label (self->state),
                    gtk_label_get_label (self->text), NULL);
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
  switch (group)
    {
    case HKK_REQUEST_GROUP_NEEDS_YOU:
      return C_("requests", "Needs you");
    case HKK_REQUEST_GROUP_DRAFTS:
      return C_("requests", "Drafts");
    case HKK_REQUEST_GROUP_CLOSED:
      return C_("requests", "Closed");
    case HKK_REQUEST_GROUP_IN_PROGRESS:
    default:
      return C_("requests", "In progress");
    }
}

static gboolean
contains (const char *text,
          const char *folded)
{
  g_autofree char *candidate = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return candidate != NULL && strstr (candidate, folded) != NULL;
}

/**
 * hkk_request_matches:
 * @item: an #HkkRequest or #HkkDraft
 * @search: (nullable): what is looked for, in any case
 *
 * Returns: whether title, reference number or state contain @search
 */
gboolean
hkk_request_matches (gpointer    item,
                     const char *search)
{
  g_autofree char *folded = g_utf8_casefold (search != NULL ? search : "", -1);

  if (HKK_IS_DRAFT (item))
    return contains (hkk_draft_get_title (HKK_DRAFT (item)), folded);

  g_return_val_if_fail (HKK_IS_REQUEST (item), FALSE);

  return contains (hkk_request_get_title (HKK_REQUEST (item)), folded) ||
         contains (hkk_request_get_reference (HKK_REQUEST (item)), folded) ||
         contains (hkk_request_get_state_text (HKK_REQUEST (item)), folded);
}
