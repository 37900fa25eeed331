/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forms-plan.h"
#include "hkk-form-validate.h"
#include "service.h"

/* A form of the catalogue with values, in one language: what is validated, shown and printed. */
typedef struct
{
  HkkForm        *form;       /* Owned */
  HkkFormValues  *values;     /* Owned */
  JsonObject     *parameters; /* Owned */
  char           *language;   /* Owned */
  HkkFormContext  context;    /* Borrows from the above */
} HkkMockForm;

/* Reads the catalogue, before anything else of these; an error names file and line of a form that is not good. */
gboolean     hkk_mock_forms_load      (GError      **error);
/* NULL if there is no form ID. VALUES (nullable) is copied. The persons that can be chosen are ACCOUNT_ID's. */
HkkMockForm *hkk_mock_form_open       (HkkMockStore *store,
                                       gint64        account_id,
                                       const char   *id,
                                       JsonObject   *values,
                                       const char   *language);
/* The same of a form that asks for what follows from ABOUT (nullable). */
HkkMockForm *hkk_mock_form_open_about (HkkMockStore *store,
                                       gint64        account_id,
                                       const char   *id,
                                       const char   *about,
                                       JsonObject   *values,
                                       const char   *language);
void         hkk_mock_form_close      (HkkMockForm  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockForm, hkk_mock_form_close)

/* The form as the catalogue has it, without what belongs to an account. Borrowed for the life of the program.
 * (nullable) */
HkkForm     *hkk_mock_form_shared     (const char   *id,
                                       const char   *language);
/* Those of VALUES that the form has a field for. (transfer full) */
JsonObject  *hkk_mock_form_known_values (const char  *id,
                                         JsonObject  *values);
/* Borrowed for the life of the program; the id itself for a form that is not there. */
/* What a request is called where it is one of several. (transfer full) */
char        *hkk_mock_form_request_name (const char *id,
                                         const char *reference,
                                         const char *language);
/* What the services do with a definition that is shown. */
void         hkk_mock_form_drop_list  (JsonObject   *definition,
                                       const char   *list);
const char  *hkk_mock_form_title      (const char   *id,
                                       const char   *language);
/* The forms whose title contains TEXT: a JSON array of ids, for json_each (). (transfer full) */
char        *hkk_mock_form_ids_like   (const char   *text,
                                       const char   *language);
/* What of the form is the backend's own; of one that is not there, what is usual. Borrowed as above. */
const HkkMockFormPlan *hkk_mock_form_plan (const char *id);
/* The forms whose requests give WHAT, as a JSON array for json_each (); NULL if there are none. (transfer full) */
char        *hkk_mock_form_ids_giving (const char   *what);
/* A first value, with where it comes from (nullable), unless there is one already. */
void         hkk_mock_form_fill_value (const HkkMockFormFill *fill,
                                       const char   *field,
                                       JsonNode     *value,
                                       const char   *source);
/* The form that turns against a decision. (nullable) */
const char  *hkk_mock_form_against    (void);
/* The form that changes a section of the profile. (nullable) */
const char  *hkk_mock_form_of_section (const char   *section);
/* NULL if the values are valid; else validation_failed with one error for each issue. (transfer full) */
HkkMockProblem *hkk_mock_form_check   (HkkMockForm  *self);

/* forms-summary.c: what an approval shows; items are HkkShownRow. (transfer full) */
GListModel  *hkk_mock_form_summarize     (HkkMockForm   *self,
                                          const char    *name);
GListModel  *hkk_mock_form_list_values   (HkkMockForm   *self);
void         hkk_mock_intent_add_files   (HkkMockIntent *intent,
                                          gboolean       named);
void         hkk_mock_intent_add_summary (HkkMockStore  *store,
                                          HkkMockIntent *intent,
                                          HkkMockForm   *form);

/* forms-files.c: SLOT is the field's id, PATH the place of FILES in the values ("items[2].bill"). */
typedef void (*HkkMockFilesFunc) (const char  *slot,
                                  const char  *path,
                                  JsonArray   *files,
                                  gpointer     data);
void         hkk_mock_form_visit_files (HkkForm          *form,
                                        JsonObject       *values,
                                        HkkMockFilesFunc  func,
                                        gpointer          data);
/* Adds each file in VALUES to the attachments of INTENT; *N_FILES (nullable) is how many there are. validation_failed
 * if one is missing, used or different. (transfer full) (nullable) */
HkkMockProblem *hkk_mock_form_check_files (HkkMockForm   *self,
                                           JsonObject    *values,
                                           HkkMockCall   *call,
                                           HkkMockIntent *intent,
                                           guint         *n_files);

extern const HkkMockService hkk_mock_forms_service;
