/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define HKK_RULE_ERROR (hkk_rule_error_quark ())

typedef enum
{
  HKK_RULE_ERROR_KVNR_FORMAT,        /* kvnr_format */
  HKK_RULE_ERROR_KVNR_CHECKSUM,      /* kvnr_checksum */
  HKK_RULE_ERROR_IBAN_FORMAT,        /* iban_format */
  HKK_RULE_ERROR_IBAN_COUNTRY,       /* iban_country */
  HKK_RULE_ERROR_IBAN_LENGTH,        /* iban_length */
  HKK_RULE_ERROR_IBAN_CHECKSUM,      /* iban_checksum */
  HKK_RULE_ERROR_POSTAL_CODE,        /* postal_code */
  HKK_RULE_ERROR_EMAIL,              /* email */
  HKK_RULE_ERROR_PHONE,              /* phone */
  HKK_RULE_ERROR_DATE,               /* date */
  HKK_RULE_ERROR_BIRTH_DATE,         /* birth_date */
  HKK_RULE_ERROR_UNDER_AGE,          /* under_age */
  HKK_RULE_ERROR_TIME,               /* time */
  HKK_RULE_ERROR_MONEY,              /* money */
  HKK_RULE_ERROR_MONEY_PLACES,       /* money_places */
  HKK_RULE_ERROR_MONEY_UNCLEAR,      /* money_unclear */
  HKK_RULE_ERROR_INTEGER,            /* integer */
  HKK_RULE_ERROR_PIN_FORMAT,         /* pin_format */
  HKK_RULE_ERROR_PIN_TRIVIAL,        /* pin_trivial */
  HKK_RULE_ERROR_PIN_BIRTH_DATE,     /* pin_birth_date */
  HKK_RULE_ERROR_PASSWORD_SHORT,     /* password_short */
  HKK_RULE_ERROR_PASSWORD_LONG,      /* password_long */
  HKK_RULE_ERROR_PASSWORD_COMMON,    /* password_common */
  HKK_RULE_ERROR_PASSWORD_PERSONAL,  /* password_personal */
  HKK_RULE_ERROR_CARD_DIGITS,        /* card_digits */
  HKK_RULE_ERROR_LETTER_CODE,        /* letter_code */
  HKK_RULE_ERROR_LETTER_LOOKS_ALIKE, /* letter_looks_alike */
} HkkRuleError;

/* Gives the text of @msgid in the language that the message is for; the result lives as long as the program or
 * @data. */
typedef const char *(*HkkTranslateFunc) (const char *msgid,
                                         gpointer    data);

GQuark      hkk_rule_error_quark         (void);
const char *hkk_rule_error_code          (const GError  *error);
const char *hkk_rule_error_msgid         (const GError  *error);

/* Text */
char       *hkk_text_clean               (const char    *text,
                                          gboolean       lines);
gboolean    hkk_text_is_clean            (const char    *text,
                                          gboolean       lines);

/* Numbers */
char       *hkk_kvnr_normalize           (const char    *text);
gboolean    hkk_kvnr_check               (const char    *text,
                                          GError       **error);
char       *hkk_kvnr_format              (const char    *text);
const char *hkk_kvnr_hint                (const char    *text);
char       *hkk_iban_normalize           (const char    *text);
gboolean    hkk_iban_check               (const char    *text,
                                          GError       **error);
char       *hkk_iban_format              (const char    *text);
char       *hkk_iban_bank_code           (const char    *iban);
char       *hkk_card_digits_normalize    (const char    *text);
gboolean    hkk_card_digits_check        (const char    *text,
                                          GError       **error);
char       *hkk_letter_code_normalize    (const char    *text);
gboolean    hkk_letter_code_check        (const char    *text,
                                          GError       **error);
char       *hkk_digits_normalize         (const char    *text);

/* Contact */
char       *hkk_postal_code_normalize    (const char    *text);
gboolean    hkk_postal_code_check        (const char    *text,
                                          GError       **error);
char       *hkk_email_normalize          (const char    *text);
gboolean    hkk_email_check              (const char    *text,
                                          GError       **error);
char       *hkk_phone_normalize          (const char    *text,
                                          GError       **error);
gboolean    hkk_phone_check              (const char    *text,
                                          GError       **error);
char       *hkk_phone_format             (const char    *phone);

/* Dates: @language is a BCP 47 or locale name ("de", "en-US", "de_DE.UTF-8"); NULL is the process's own. */
gboolean    hkk_date_from_iso            (const char    *text,
                                          GDate         *date);
char       *hkk_date_to_iso              (const GDate   *date);
gboolean    hkk_date_parse               (const char    *text,
                                          const char    *language,
                                          GDate         *date,
                                          GError       **error);
gboolean    hkk_date_parse_past          (const char    *text,
                                          const char    *language,
                                          const GDate   *earliest,
                                          const GDate   *latest,
                                          GDate         *date,
                                          GError       **error);
char       *hkk_date_format              (const GDate   *date,
                                          const char    *language);
const char *hkk_date_hint                (const char    *language);
int         hkk_date_age                 (const GDate   *birth,
                                          const GDate   *at);
gboolean    hkk_birth_date_check         (const GDate   *birth,
                                          const GDate   *today,
                                          GError       **error);
gboolean    hkk_account_age_check        (const GDate   *birth,
                                          const GDate   *today,
                                          GError       **error);
gboolean    hkk_time_parse               (const char    *text,
                                          char         **iso,
                                          GError       **error);

/* Money: minor units */
gboolean    hkk_money_parse              (const char    *text,
                                          const char    *currency,
                                          const char    *language,
                                          gint64        *minor,
                                          GError       **error);
const char *hkk_money_find_currency      (const char    *text,
                                          const char    *const *currencies);
guint       hkk_money_places             (const char    *currency);
char       *hkk_money_format             (gint64         minor,
                                          const char    *currency,
                                          const char    *language);
char       *hkk_money_format_plain       (gint64         minor,
                                          const char    *currency,
                                          const char    *language);
gboolean    hkk_integer_parse            (const char    *text,
                                          gint64        *value,
                                          GError       **error);

/* Secrets */
#define HKK_PASSWORD_MIN 12
#define HKK_PASSWORD_MAX 128

gboolean    hkk_pin_check                (const char    *pin,
                                          const GDate   *birth_date,
                                          GError       **error);
const char *hkk_password_hint            (const char    *password,
                                          int           *start,
                                          int           *end);
char       *hkk_password_judge           (const char    *password,
                                          const char    *kvnr,
                                          const char    *name,
                                          const GDate   *birth_date,
                                          gboolean      *good);
gboolean    hkk_password_check           (const char    *password,
                                          const char    *kvnr,
                                          const char    *name,
                                          const GDate   *birth_date,
                                          GError       **error);
