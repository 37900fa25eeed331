/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-rates.h"

#include <glib/gi18n-lib.h>

#include "demo-data.h"
#include "hkk-json.h"

/* rates.json: how many ten-thousandths of each currency one euro is. The demo has the same rates on each day. */
#define PARTS 10000

static gint64
power_of_ten (guint places)
{
  gint64 power = 1;

  for (guint i = 0; i < places; i++)
    power *= 10;
  return power;
}

/* Half a cent and more is rounded up. */
static gint64
to_cents (gint64      sum,
          const char *currency,
          gint64      rate)
{
  double cents = (double) sum * 100 * PARTS / ((double) power_of_ten (hkk_money_places (currency)) * (double) rate);

  return (gint64) (cents + 0.5);
}

/* (transfer full): "49.215 TRY" */
static char *
format_rate (const char *currency,
             gint64      rate,
             const char *language)
{
  const char *mark = g_str_equal (hkk_mock_demo_language (language), "de") ? "," : ".";
  g_autofree char *parts = g_strdup_printf ("%04d", (int) (rate % PARTS));

  for (gsize last = 3; last > 1 && parts[last] == '0'; last--)
    parts[last] = '\0';
  return g_strdup_printf ("%" G_GINT64_FORMAT "%s%s\u00a0%s", rate / PARTS, mark, parts, currency);
}

/* (transfer full) */
static char *
describe (const char *currency,
          gint64      sum,
          gint64      cents,
          gint64      rate,
          gint64      at,
          const char *language)
{
  g_autofree char *foreign = hkk_money_format (sum, currency, language);
  g_autofree char *euros = hkk_money_format (cents, "EUR", language);
  g_autofree char *one = format_rate (currency, rate, language);
  g_autofree char *day = hkk_mock_demo_date (at, language);

  /* TRANSLATORS: an amount abroad, what it is in euros, what one euro is in that currency ("1.1642 USD"), and of which
   * day that rate is */
  return g_strdup_printf (hkk_mock_text_in (language, N_("%1$s = %2$s\n€1 = %3$s, rate of %4$s")), foreign, euros, one,
                          day);
}

/* hkk_mock_rates_convert: what the total of the table @path is in euros, and in @words with which rates, line by line;
 * %FALSE if all of it is in euros already, or there is no rate. */
gboolean
hkk_mock_rates_convert (HkkMockForm *form,
                        const char  *path,
                        gint64       at,
                        gint64      *cents,
                        char       **words)
{
  const HkkFormContext *context = &form->context;
  HkkFormField *field = hkk_form_find_field (form->form, path);
  const char *member = field != NULL ? hkk_form_field_get_total (field) : NULL;
  g_autoptr(JsonObject) rates = hkk_mock_demo_load ("rates.json");
  g_autoptr(GList) currencies = json_object_get_members (rates);
  g_autoptr(GString) lines = g_string_new (NULL);

  if (member == NULL)
    return FALSE;
  *cents = hkk_form_values_sum (context->values, path, member, "EUR");
  for (GList *item = currencies; item != NULL; item = item->next)
    {
      gint64 rate = hkk_json_get_int (rates, item->data, 0);
      gint64 sum = hkk_form_values_sum (context->values, path, member, item->data);
      gint64 in_euros = to_cents (sum, item->data, rate);
      g_autofree char *line = NULL;

      if (sum == 0)
        continue;
      line = describe (item->data, sum, in_euros, rate, at, context->language);
      *cents += in_euros;
      g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
    }
  if (lines->len == 0)
    return FALSE;
  *words = g_string_free_and_steal (g_steal_pointer (&lines));
  return TRUE;
}
