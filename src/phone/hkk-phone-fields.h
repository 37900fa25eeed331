/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* A page's fields with one label for what is wrong with them. */

/* Shows MESSAGE in LABEL and aloud; FIELD (nullable) is marked and gets the focus. Always FALSE, for the checks'
 * sake. */
gboolean hkk_phone_fields_refuse (GtkLabel            *label,
                                  GtkEditable         *field,
                                  const char          *message);
/* FIELDS (nullable) ends with NULL. */
void     hkk_phone_fields_clear  (GtkLabel            *label,
                                  GtkEditable * const *fields);
/* Shows what was understood of FIELD: NORMAL (transfer full), which is wiped. */
void     hkk_phone_fields_show  (GtkEditable         *field,
                                 char                *normal);
/* Takes line ends away that were pasted with a password and refuses once a space at its ends; TOLD (inout): whether the
 * person knows of the space. */
gboolean hkk_phone_fields_check_password (GtkLabel    *label,
                                          GtkEditable *password,
                                          gboolean    *told);
/* Says in JUDGEMENT what is right and wrong with PASSWORD while it is typed; aloud once it can be used. KVNR, NAME and
 * BIRTH_DATE (nullable): what must not be in it. */
void     hkk_phone_fields_judge (GtkLabel    *judgement,
                                 GtkEditable *password,
                                 const char  *kvnr,
                                 const char  *name,
                                 const GDate *birth_date);
/* Refuses a new approval PIN that will not do or was not typed twice. BIRTH_DATE (nullable): what it must not be. */
gboolean hkk_phone_fields_check_pin (GtkLabel    *label,
                                     GtkEditable *pin,
                                     GtkEditable *pin_again,
                                     const GDate *birth_date);
/* What a failed call means for the person: the sentence of the first field that the server refused, else the error's.
 * FIELD (out) (nullable): that field's name. (transfer none) */
const char *hkk_phone_fields_reason (const GError  *error,
                                     const char   **field);
