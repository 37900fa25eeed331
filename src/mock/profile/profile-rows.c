/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile-private.h"

#include <glib/gi18n-lib.h>

#include "banks.h"
#include "demo-data.h"
#include "forms.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-rules.h"

typedef enum
{
  ROW_TEXT, ROW_WORD, ROW_DATE, ROW_IBAN, ROW_BANK, ROW_KVNR, ROW_CARD, ROW_PHONE, ROW_YESNO, ROW_OPTION
} RowKind;

typedef struct
{
  const char *section;
  const char *member;
  const char *label;
  RowKind     kind;
  gboolean    sensitive;
  const char *and;     /* (nullable): a text that stands behind it in the same row */
  const char *between; /* (nullable): what stands between them; NULL: a space */
  const char *before;  /* (nullable): a text that stands before it */
} Row;

const HkkMockProfileSection hkk_mock_profile_sections[] = {
  /* TRANSLATORS: Heading of a group of personal data: name, birth date and the like */
  { "personal", N_("Personal details"), N_("A new name needs a document, for example the marriage certificate.") },
  { "address", N_("Address"), N_("Letters and your health card come to this address.") },
  { "delivery", N_("Delivery address"), N_("Only if letters should come to another place than your address.") },
  { "contact", N_("Contact"), N_("How we reach you if there is a question.") },
  { "bank", N_("Bank account for refunds"), N_("We pay refunds to this account.") },
  { "contributions", N_("Bank account for contributions"),
    N_("We collect contributions from this account by SEPA direct debit.") },
  /* TRANSLATORS: Heading of a group of personal data: who is insured together with the person */
  { "family", N_("Family"), N_("Who is insured together with you.") },
  { "employer", N_("Employer"), N_("Your employer reports changes to us.") },
  { "health-card", N_("Health card"), N_("Show this card at the doctor’s.") },
  /* TRANSLATORS: Heading of a group of personal data: what the person has agreed to */
  { "consents", N_("Consents"), N_("What you have agreed to. You can take each one back.") },
  { "notifications", N_("Notifications"), N_("How letters and news come to you.") },
  { NULL }
};

static const Row rows[] = {
  { "personal", "first_name", N_("Name"), ROW_TEXT, FALSE, "last_name" },
  /* TRANSLATORS: Label: the surname at birth */
  { "personal", "birth_name", N_("Birth name"), ROW_TEXT, FALSE },
  /* TRANSLATORS: Label: the day of birth */
  { "personal", "birth_date", N_("Born"), ROW_DATE, FALSE, "birth_place", ", " },
  { "personal", "nationality", N_("Nationality"), ROW_WORD, FALSE },
  /* TRANSLATORS: Label: single, married and so on */
  { "personal", "marital_status", N_("Marital status"), ROW_WORD, FALSE },
  { "personal", "kvnr", N_("Insurance number"), ROW_KVNR, TRUE },
  { "personal", "insured_since", N_("Insured since"), ROW_DATE, FALSE },
  { "personal", "status", N_("Kind of insurance"), ROW_WORD, FALSE },
  /* TRANSLATORS: Label of a line of an address: care of, rear building, flat number */
  { "address", "addition", N_("Address addition"), ROW_TEXT, FALSE },
  { "address", "street", N_("Street"), ROW_TEXT, FALSE, "house_number" },
  { "address", "city", N_("Town"), ROW_TEXT, FALSE, .before = "postal_code" },
  { "address", "foreign_postal_code", N_("Postal code"), ROW_TEXT, FALSE },
  { "address", "country", N_("Country"), ROW_OPTION, FALSE },
  /* TRANSLATORS: Label: the day from which an address counts */
  { "address", "valid_from", N_("Valid since"), ROW_DATE, FALSE },
  /* TRANSLATORS: Label: whether letters go to the address or to another one */
  { "delivery", "letters_to", N_("Letters go"), ROW_OPTION, FALSE },
  { "delivery", "recipient", N_("Recipient"), ROW_TEXT, FALSE },
  { "delivery", "street", N_("Street"), ROW_TEXT, FALSE, "house_number" },
  { "delivery", "city", N_("Town"), ROW_TEXT, FALSE, .before = "postal_code" },
  { "contact", "phone", N_("Phone"), ROW_PHONE, FALSE },
  { "contact", "mobile", N_("Mobile phone"), ROW_PHONE, FALSE },
  { "contact", "email", N_("E-mail"), ROW_TEXT, FALSE },
  /* TRANSLATORS: Label: whether the person has typed the code that was sent to the address */
  { "contact", "email_confirmed", N_("E-mail confirmed"), ROW_YESNO, FALSE },
  { "bank", "iban", N_("IBAN"), ROW_IBAN, TRUE },
  /* TRANSLATORS: Label: the name of the bank */
  { "bank", "iban", N_("Bank"), ROW_BANK, FALSE },
  { "bank", "account_holder", N_("Account holder"), ROW_TEXT, FALSE },
  { "contributions", "iban", N_("IBAN"), ROW_IBAN, TRUE },
  { "contributions", "iban", N_("Bank"), ROW_BANK, FALSE },
  { "contributions", "account_holder", N_("Account holder"), ROW_TEXT, FALSE },
  /* TRANSLATORS: Label: the number of the permission to collect money from an account */
  { "contributions", "mandate", N_("Mandate reference"), ROW_TEXT, FALSE },
  /* TRANSLATORS: Label: the day on which the permission to collect money was given; a date follows */
  { "contributions", "mandate_date", N_("Mandate of"), ROW_DATE, FALSE },
  { "employer", "name", N_("Employer"), ROW_TEXT, FALSE },
  { "employer", "since", N_("Employed since"), ROW_DATE, FALSE },
  { "health-card", "number", N_("Number of the card"), ROW_CARD, TRUE },
  { "health-card", "valid_until", N_("Valid until"), ROW_DATE, FALSE },
  { "consents", "advice", N_("Advice by phone"), ROW_YESNO, FALSE },
  { "consents", "news", N_("News about benefits by e-mail"), ROW_YESNO, FALSE },
  /* TRANSLATORS: Label: whether the insurer may invite the person to surveys */
  { "consents", "survey", N_("Surveys"), ROW_YESNO, FALSE },
  { "notifications", "letters", N_("Letters"), ROW_WORD, FALSE },
  { "notifications", "email", N_("E-mail when something is new"), ROW_YESNO, FALSE },
};

typedef struct { const char *value, *word; } Word;

static const Word words[] = {
  { "german", N_("German") }, { "married", N_("Married") }, { "single", N_("Single") }, { "widowed", N_("Widowed") },
  { "divorced", N_("Divorced") }, { "partnership", N_("Civil partnership") },
  { "employed", N_("As an employee") }, { "pensioner", N_("As a pensioner") }, { "student", N_("As a student") },
  { "digital", N_("Here in the portal") }, { "paper", N_("On paper") }, { NULL }
};

static const Word kinships[] = {
  /* TRANSLATORS: How somebody in the family insurance is related */
  { "spouse", N_("Spouse") },
  /* TRANSLATORS: How somebody in the family insurance is related: in a registered partnership */
  { "partner", N_("Partner") },
  /* TRANSLATORS: How somebody in the family insurance is related */
  { "daughter", N_("Daughter") },
  /* TRANSLATORS: How somebody in the family insurance is related */
  { "son", N_("Son") },
  { "child", N_("Child") }, { NULL }
};

/* FALLBACK for what has no word here. */
static const char *
find_word (const Word *list,
           const char *value,
           const char *fallback,
           const char *language)
{
  for (; list->value != NULL; list++)
    if (g_strcmp0 (list->value, value) == 0)
      return hkk_mock_text_in (language, list->word);
  return fallback;
}

static char *
format_date (const char *iso,
             const char *language)
{
  GDate date;

  g_date_clear (&date, 1);
  return hkk_date_from_iso (iso, &date) ? hkk_mock_demo_date_words (&date, language) : g_strdup (iso);
}

/* 8027 6001 1300 0048 1502 */
static char *
format_card (const char *digits)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (gsize i = 0; digits[i] != '\0'; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (out, ' ');
      g_string_append_c (out, digits[i]);
    }
  return g_string_free_and_steal (g_steal_pointer (&out));
}

static char *
format_yes_no (JsonNode   *answer,
               const char *language)
{
  if (answer == NULL)
    return NULL;
  return g_strdup (hkk_mock_text_in (language, json_node_get_boolean (answer) ? N_("Yes") : N_("No")));
}

/**
 * hkk_mock_profile_option:
 * @section: the id of a section
 * @member: a value of it
 * @value: what it is
 * @language: a BCP 47 tag
 *
 * Returns: (transfer none): how the form that changes the section calls @value; @value itself if it has no word for it
 */
const char *
hkk_mock_profile_option (const char *section,
                         const char *member,
                         const char *value,
                         const char *language)
{
  const char *id = hkk_mock_form_of_section (section);
  HkkForm *form = id != NULL ? hkk_mock_form_shared (id, language) : NULL;
  HkkFormField *field = form != NULL ? hkk_form_find_field (form, member) : NULL;
  const HkkFormOption *option = field != NULL ? hkk_form_field_find_option (field, value) : NULL;

  return option != NULL ? option->label : value;
}

/* (nullable): NULL if there is nothing to show. */
static char *
format_one (const Row  *row,
              JsonObject *values,
              const char *language)
{
  const char *text = hkk_json_get_string (values, row->member);

  if (row->kind == ROW_YESNO)
    return format_yes_no (json_object_get_member (values, row->member), language);
  if (text == NULL || *text == '\0')
    return NULL;
  switch (row->kind)
    {
    case ROW_DATE:
      return format_date (text, language);
    case ROW_IBAN:
      return hkk_iban_format (text);
    case ROW_BANK:
      return g_strdup (hkk_mock_bank_of_iban (text));
    case ROW_KVNR:
      return hkk_kvnr_format (text);
    case ROW_PHONE:
      return hkk_phone_format (text);
    case ROW_CARD:
      return format_card (text);
    case ROW_WORD:
      return g_strdup (find_word (words, text, text, language));
    case ROW_OPTION:
      return g_strdup (hkk_mock_profile_option (row->section, row->member, text, language));
    case ROW_TEXT:
    case ROW_YESNO:
    default:
      return g_strdup (text);
    }
}

/* Owned. A or B can be nothing. */
static char *
join (const char *a,
      const char *between,
      const char *b)
{
  if (a == NULL || *a == '\0')
    return g_strdup (b);
  if (b == NULL || *b == '\0')
    return g_strdup (a);
  return g_strconcat (a, between, b, NULL);
}

/* What stands in one row. A town abroad may have no postal code. (nullable) */
static char *
format_value (const Row  *row,
              JsonObject *values,
              const char *language)
{
  g_autofree char *first = format_one (row, values, language);
  const char *second = row->and != NULL ? hkk_json_get_string (values, row->and) : NULL;
  const char *before = row->before != NULL ? hkk_json_get_string (values, row->before) : NULL;
  g_autofree char *both = first != NULL ? join (first, row->between != NULL ? row->between : " ", second) : NULL;

  return both != NULL ? join (before, " ", both) : NULL;
}

static void
add_relatives (JsonArray  *shown,
               JsonObject *values,
               const char *language)
{
  JsonArray *members = hkk_json_get_array (values, "members");

  for (guint i = 0; i < hkk_json_array_length (members); i++)
    {
      JsonObject *member = hkk_json_array_object (members, i);
      g_autofree char *birth = format_date (hkk_json_get_string (member, "birth_date"), language);
      g_autofree char *text = NULL;

      /* TRANSLATORS: first name, surname, birth date of a relative: "Robin Amsel, born on 12.03.2015" */
      text = g_strdup_printf (hkk_mock_text_in (language, N_("%1$s %2$s, born on %3$s")),
                              hkk_json_get_string (member, "first_name"),
                              hkk_json_get_string (member, "last_name"), birth);
      json_array_add_object_element (shown, hkk_json_object (
        "label", find_word (kinships, hkk_json_get_string (member, "kinship"),
                            /* TRANSLATORS: How somebody in the family insurance is related, if it is not known more
                               exactly */
                            hkk_mock_text_in (language, N_("Relative")), language),
        "value", text, "sensitive", HKK_JSON_BOOL (FALSE)));
    }
}

/**
 * hkk_mock_profile_rows:
 * @section: the id of a section
 * @values: its values
 * @language: a BCP 47 tag
 *
 * Returns: (transfer full): what is shown of it: [{label, value, sensitive}]; what is empty is left out
 */
JsonArray *
hkk_mock_profile_rows (const char *section,
                       JsonObject *values,
                       const char *language)
{
  JsonArray *shown = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *value = g_str_equal (rows[i].section, section) ? format_value (&rows[i], values, language)
                                                                      : NULL;

      if (value != NULL)
        json_array_add_object_element (shown, hkk_json_object ("label", hkk_mock_text_in (language, rows[i].label),
                                                               "value", value,
                                                               "sensitive", HKK_JSON_BOOL (rows[i].sensitive)));
    }
  add_relatives (shown, values, language);
  return shown;
}

/**
 * hkk_mock_profile_keeps:
 * @section: the id of a section
 * @member: a value of it
 *
 * Returns: whether the value is a part of the profile; a reason, a proof or a declaration belongs to one change only
 */
gboolean
hkk_mock_profile_keeps (const char *section,
                        const char *member)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].section, section) &&
        (g_str_equal (rows[i].member, member) || g_strcmp0 (rows[i].and, member) == 0 ||
         g_strcmp0 (rows[i].before, member) == 0))
      return TRUE;
  return FALSE;
}
