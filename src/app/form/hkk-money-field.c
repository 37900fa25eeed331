/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-money-field.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-format.h"

struct _HkkMoneyField
{
  HkkEntryField  parent_instance;

  GtkDropDown   *currency; /* Borrowed from the row's content (nullable): only if there is a choice */
};

G_DEFINE_FINAL_TYPE (HkkMoneyField, hkk_money_field, HKK_TYPE_ENTRY_FIELD)

static const char *
get_currency (HkkMoneyField *self)
{
  const char * const *currencies = hkk_form_field_get_currencies (hkk_field_row_get_field (HKK_FIELD_ROW (self)));

  return currencies[self->currency != NULL ? gtk_drop_down_get_selected (self->currency) : 0];
}

/* What stands beside the amount says which currency is meant, whatever is in the list. Reads @text with it, where that
 * is another one of the list; %NULL where it is not. */
static const char *
read_named_currency (HkkMoneyField *self,
                     const char    *text,
                     gint64        *minor)
{
  const char * const *currencies = hkk_form_field_get_currencies (hkk_field_row_get_field (HKK_FIELD_ROW (self)));
  const char *named = hkk_money_find_currency (text, currencies);

  return named != NULL && hkk_money_parse (text, named, NULL, minor, NULL) ? named : NULL;
}

static void
select_currency (HkkMoneyField *self,
                 const char    *currency)
{
  const char * const *currencies = hkk_form_field_get_currencies (hkk_field_row_get_field (HKK_FIELD_ROW (self)));

  for (guint i = 0; currencies[i] != NULL; i++)
    if (g_str_equal (currencies[i], currency))
      gtk_drop_down_set_selected (self->currency, i);
}

static void
say_currency (HkkMoneyField *self,
              const char    *currency)
{
  /* TRANSLATORS: read aloud when a currency was typed or pasted beside an amount; %s is its code, like “GBP” */
  g_autofree char *text = g_strdup_printf (_("The currency is now %s."), currency);

  hkk_announce (GTK_WIDGET (self), text);
}

static void
on_currency_selected (HkkMoneyField *self)
{
  if (!hkk_field_row_is_busy (HKK_FIELD_ROW (self)))
    hkk_entry_field_take (HKK_ENTRY_FIELD (self));
}

static char *
hkk_money_field_show (HkkEntryField *entry)
{
  const char *currency = NULL;
  gint64 amount = 0;

  if (hkk_form_values_get_money (hkk_field_row_get_values (HKK_FIELD_ROW (entry)),
                                 hkk_field_row_get_path (HKK_FIELD_ROW (entry)), &amount, &currency))
    return hkk_money_format_plain (amount, currency, NULL);

  return HKK_ENTRY_FIELD_CLASS (hkk_money_field_parent_class)->show (entry);
}

static gboolean
hkk_money_field_take (HkkEntryField  *entry,
                      const char     *text,
                      gboolean        store,
                      GError        **error)
{
  HkkMoneyField *self = HKK_MONEY_FIELD (entry);
  const char *currency = get_currency (self);
  const char *named = NULL;
  gint64 minor = 0;

  if (!hkk_money_parse (text, currency, NULL, &minor, NULL))
    {
      named = read_named_currency (self, text, &minor);
      if (named == NULL)
        return hkk_money_parse (text, currency, NULL, &minor, error);
      currency = named;
    }
  if (store && named != NULL)
    {
      select_currency (self, named);
      say_currency (self, named);
    }
  if (store)
    hkk_form_values_set_money (hkk_field_row_get_values (HKK_FIELD_ROW (entry)),
                               hkk_field_row_get_path (HKK_FIELD_ROW (entry)), minor, currency);

  return TRUE;
}

static void
hkk_money_field_decorate (HkkEntryField *entry,
                          GtkBox        *box)
{
  HkkMoneyField *self = HKK_MONEY_FIELD (entry);
  HkkFormField *field = hkk_field_row_get_field (HKK_FIELD_ROW (entry));
  const char * const *currencies = hkk_form_field_get_currencies (field);
  g_autofree char *isolated = hkk_format_isolate (hkk_form_field_get_label (field));
  /* TRANSLATORS: %s is the label of a field that asks for an amount of money. */
  g_autofree char *name = g_strdup_printf (_("Currency: %s"), isolated);

  gtk_editable_set_alignment (GTK_EDITABLE (hkk_entry_field_get_entry (entry)), 1.0f);
  if (g_strv_length ((char **) currencies) == 1)
    {
      gtk_box_append (box, gtk_label_new (currencies[0]));
      return;
    }

  self->currency = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (currencies));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->currency), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (box, GTK_WIDGET (self->currency));
  g_signal_connect_object (self->currency, "notify::selected", G_CALLBACK (on_currency_selected), self,
                           G_CONNECT_SWAPPED);
}

static void
hkk_money_field_refresh (HkkFieldRow *row)
{
  HkkMoneyField *self = HKK_MONEY_FIELD (row);
  const char *currency = NULL;
  gint64 amount = 0;

  HKK_FIELD_ROW_CLASS (hkk_money_field_parent_class)->refresh (row);

  if (self->currency == NULL ||
      !hkk_form_values_get_money (hkk_field_row_get_values (row), hkk_field_row_get_path (row), &amount, &currency))
    return;
  select_currency (self, currency);
}

static void
hkk_money_field_class_init (HkkMoneyFieldClass *klass)
{
  HkkEntryFieldClass *entry_class = HKK_ENTRY_FIELD_CLASS (klass);

  HKK_FIELD_ROW_CLASS (klass)->refresh = hkk_money_field_refresh;
  entry_class->show = hkk_money_field_show;
  entry_class->take = hkk_money_field_take;
  entry_class->decorate = hkk_money_field_decorate;
}

static void
hkk_money_field_init (HkkMoneyField *self)
{
}
