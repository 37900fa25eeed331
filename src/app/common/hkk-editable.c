/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-editable.h"

/* How many signs there are before @end, gaps left out. */
static int
count_signs (const char *text,
             int         end)
{
  int n = 0;

  for (; *text != '\0' && end > 0; text = g_utf8_next_char (text), end--)
    n += g_unichar_isspace (g_utf8_get_char (text)) ? 0 : 1;
  return n;
}

/**
 * hkk_editable_regroup:
 * @editable: what a person types a long number into
 * @grouped: what is in it, with gaps between groups
 *
 * Shows the text in groups. The cursor stays behind the sign that it stood behind.
 */
void
hkk_editable_regroup (GtkEditable *editable,
                      const char  *grouped)
{
  int before = 0;
  int position = 0;

  g_return_if_fail (GTK_IS_EDITABLE (editable));
  g_return_if_fail (grouped != NULL);

  before = count_signs (gtk_editable_get_text (editable), gtk_editable_get_position (editable));
  gtk_editable_set_text (editable, grouped);
  for (; *grouped != '\0' && before > 0; grouped = g_utf8_next_char (grouped), position++)
    before -= count_signs (grouped, 1);
  gtk_editable_set_position (editable, position);
}
