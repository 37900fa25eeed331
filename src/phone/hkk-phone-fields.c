/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-fields.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hkk-announce.h"
#include "hkk-field.h"
#include "hkk-judgement.h"
#include "hkk-phone-page.h"
#include "hkk-portal-error.h"
#include "hkk-rules.h"

gboolean
hkk_phone_fields_refuse (GtkLabel    *label,
                         GtkEditable *field,
                         const char  *message)
{
  gtk_label_set_label (label, message);
  gtk_widget_set_visible (GTK_WIDGET (label), TRUE);
  if (field != NULL)
    {
      hkk_field_mark (field, label);
      gtk_editable_select_region (field, 0, -1);
      hkk_phone_page_focus (GTK_WIDGET (field));
    }
  hkk_announce_now (GTK_WIDGET (label), message);
  return FALSE;
}

void
hkk_phone_fields_clear (GtkLabel            *label,
                        GtkEditable * const *fields)
{
  for (; fields != NULL && *fields != NULL; fields++)
    hkk_field_mark (*fields, NULL);
  gtk_widget_set_visible (GTK_WIDGET (label), FALSE);
}

void
hkk_phone_fields_show (GtkEditable *field,
                       char        *normal)
{
  if (!g_str_equal (gtk_editable_get_text (field), normal))
    gtk_editable_set_text (field, normal);
  explicit_bzero (normal, strlen (normal));
  g_free (normal);
}

gboolean
hkk_phone_fields_check_password (GtkLabel    *label,
                                 GtkEditable *password,
                                 gboolean    *told)
{
  const char *text = gtk_editable_get_text (password);
  int start, end;
  const char *hint = hkk_password_hint (text, &start, &end);

  if (start > 0 || end < g_utf8_strlen (text, -1))
    {
      gtk_editable_delete_text (password, end, -1);
      gtk_editable_delete_text (password, 0, start);
      return hkk_phone_fields_refuse (label, password, hint);
    }
  if (hint == NULL || *told)
    {
      *told = *told && hint != NULL;
      return TRUE;
    }
  *told = TRUE;
  return hkk_phone_fields_refuse (label, password, hint);
}

void
hkk_phone_fields_judge (GtkLabel    *judgement,
                        GtkEditable *password,
                        const char  *kvnr,
                        const char  *name,
                        const GDate *birth_date)
{
  gboolean good;
  g_autofree char *text = hkk_password_judge (gtk_editable_get_text (password), kvnr, name, birth_date, &good);

  hkk_judgement_show (judgement, text, good);
}

gboolean
hkk_phone_fields_check_pin (GtkLabel    *label,
                            GtkEditable *pin,
                            GtkEditable *pin_again,
                            const GDate *birth_date)
{
  g_autoptr(GError) error = NULL;

  hkk_phone_fields_show (pin, hkk_digits_normalize (gtk_editable_get_text (pin)));
  hkk_phone_fields_show (pin_again, hkk_digits_normalize (gtk_editable_get_text (pin_again)));
  if (!hkk_pin_check (gtk_editable_get_text (pin), birth_date, &error))
    return hkk_phone_fields_refuse (label, pin, error->message);
  if (!g_str_equal (gtk_editable_get_text (pin), gtk_editable_get_text (pin_again)))
    return hkk_phone_fields_refuse (label, pin_again, _("The two PINs are not the same."));
  return TRUE;
}

const char *
hkk_phone_fields_reason (const GError  *error,
                         const char   **field)
{
  HkkProblem *problem = hkk_portal_error_get_problem (error);
  const HkkProblemField *first = problem != NULL &&
                                 hkk_problem_get_n_fields (problem) > 0 ? hkk_problem_get_field (problem, 0) : NULL;

  *field = first != NULL ? first->field : NULL;
  return first != NULL && first->message != NULL && *first->message ? first->message : error->message;
}
