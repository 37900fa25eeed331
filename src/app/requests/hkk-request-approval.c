/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-request-approval.h"

#include <glib/gi18n.h>

#include "hkk-format.h"
#include "hkk-row.h"

static GtkWidget *
make_row (HkkThing *request)
{
  g_autoptr(GDateTime) at = hkk_thing_get_time (request, "approved-at");
  g_autofree char *moment = hkk_format_moment (at);
  const char *digest = hkk_thing_get_string (request, "approved-digest");
  GListModel *lines = hkk_thing_get_list (request, "approved");
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Approved in the Service-App"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), moment);
  adw_expander_row_set_title_lines (ADW_EXPANDER_ROW (row), 0);
  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr(HkkShownRow) line = g_list_model_get_item (lines, i);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), hkk_row_new_shown (line));
    }
  if (digest != NULL)
    {
      GtkWidget *sum = hkk_row_new (_("Check sum of what was approved"), digest);

      gtk_widget_add_css_class (sum, "property");
      adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (sum), TRUE);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), sum);
    }
  return row;
}

/**
 * hkk_request_approval_show:
 * @list: where it is shown
 * @group: what is hidden where there is nothing
 * @request: a request with its details
 *
 * Shows when @request was approved; who unfolds the row reads what the Service-App showed before.
 */
void
hkk_request_approval_show (GtkListBox *list,
                           GtkWidget  *group,
                           HkkRequest *request)
{
  gboolean approved = g_list_model_get_n_items (hkk_thing_get_list (HKK_THING (request), "approved")) > 0;

  g_return_if_fail (GTK_IS_LIST_BOX (list));
  g_return_if_fail (HKK_IS_REQUEST (request));

  gtk_list_box_remove_all (list);
  if (approved)
    gtk_list_box_append (list, make_row (HKK_THING (request)));
  hkk_row_show_group (group, approved);
}
