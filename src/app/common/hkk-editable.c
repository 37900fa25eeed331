/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-editable.h"

#include "hkk-rules.h"

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

/**
 * hkk_editable_check_password:
 * @editable: an entry for a password
 * @told: (inout): whether the person was told about the space at an end of it
 *
 * Before a password is used: takes away line ends that were pasted with it, and tells once of a space at its ends.
 *
 * Returns: (transfer none) (nullable): what to tell the person before going on; %NULL to go on
 */
const char *
hkk_editable_check_password (GtkEditable *editable,
                             gboolean    *told)
{
  const char *password;
  const char *hint;
  int start, end;

  g_return_val_if_fail (GTK_IS_EDITABLE (editable) && told != NULL, NULL);

  password = gtk_editable_get_text (editable);
  hint = hkk_password_hint (password, &start, &end);
  if (start > 0 || end < g_utf8_strlen (password, -1))
    {
      gtk_editable_delete_text (editable, end, -1);
      gtk_editable_delete_text (editable, 0, start);
      return hint;
    }
  if (hint == NULL || *told)
    {
      *told = *told && hint != NULL;
      return NULL;
    }
  *told = TRUE;
  return hint;
}
