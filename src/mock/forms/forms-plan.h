/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forms-marks.h"

/* What of a form is the backend's own and never on the wire: where it belongs, what is shown before it is approved, and
 * what its requests do after they were handed in. form.rng says what there can be. */

typedef struct
{
  const char       *state;       /* Interned: as on the wire */
  gint64            wait;        /* milliseconds since the step before */
  gint64            answer_days; /* of a question back: how long the person has; else 0 */
  const HkkMockXml *xml;         /* Borrowed from the catalogue: the texts */
} HkkMockFormStep;

/* A field that may be known already. */
typedef struct
{
  const char  *group; /* (nullable), interned: the group that it stands in */
  const char  *field; /* interned */
  const char  *offer; /* (nullable), interned: who can be taken, or chosen */
  char       **words; /* Owned: where its first value comes from, one after the other */
} HkkMockFormKnown;

typedef struct
{
  const char *profile_section; /* (nullable), interned: the section of the profile that the form changes */
  const char *latest_name;     /* (nullable), interned: a parameter, … */
  const char *latest_field;    /* … and the field whose greatest value in earlier requests of the form it is */
  int         due_days;        /* within which the law wants a decision; 0: no benefit to decide on */
  GStrv       amounts;         /* Owned (nullable): the fields of which the first with a value is what is asked for */
  const char *gives;           /* (nullable), interned: what the person has from it besides the decision */
  GArray     *steps;           /* of HkkMockFormStep: what follows by itself after "received" */
  GArray     *marks;           /* of HkkMockMark: what its approval shows */
  GArray     *known;           /* of HkkMockFormKnown: what may be known already */
  const HkkMockXml *against;   /* Borrowed from the catalogue (nullable): the form turns against a decision */
} HkkMockFormPlan;

/* A paper that a question back asks for. */
typedef struct
{
  const char *id;    /* the field of attachments that it belongs to */
  const char *of;    /* (nullable): the table or group for whose last entry it is wanted */
  const char *title;
} HkkMockFormPaper;

GArray                *hkk_mock_form_known_new   (const HkkMockXml       *form,
                                                  const HkkMockXml       *shared);
HkkMockFormPlan       *hkk_mock_form_plan_new    (const HkkMockXml       *form,
                                                  const HkkMockXml       *shared,
                                                  GError                **error);
void                   hkk_mock_form_plan_free   (HkkMockFormPlan        *self);
guint                  hkk_mock_form_plan_length (const HkkMockFormPlan  *self);
const HkkMockFormStep *hkk_mock_form_plan_step   (const HkkMockFormPlan  *self,
                                                  guint                   index);
const HkkMockFormStep *hkk_mock_form_plan_find   (const HkkMockFormPlan  *self,
                                                  const char             *state);
/* Of HkkMockFormPaper, in the order of the form. (transfer full) */
GArray                *hkk_mock_form_step_papers (const HkkMockFormStep  *self,
                                                  const char             *language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockFormPlan, hkk_mock_form_plan_free)
