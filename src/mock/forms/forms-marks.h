/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forms-xml.h"

/* Which fields of a form a person sees before approving it, in the order in which they are shown. */

typedef void (*HkkMockFieldFunc) (const HkkMockXml *field,
                                  const HkkMockXml *group, /* (nullable): whose items have the field */
                                  gpointer          data);

void        hkk_mock_form_visit_fields (const HkkMockXml  *form,
                                        const HkkMockXml  *shared,
                                        HkkMockFieldFunc   func,
                                        gpointer           data);

typedef enum
{
  HKK_MOCK_MARK_WHO,
  HKK_MOCK_MARK_WHAT,
  HKK_MOCK_MARK_FROM,
  HKK_MOCK_MARK_UNTIL,   /* stands in the line of the FROM before it */
  HKK_MOCK_MARK_ADDRESS, /* all of them are one line */
  HKK_MOCK_MARK_WHERE,
  HKK_MOCK_MARK_AMOUNT,
} HkkMockMarkRole;

typedef struct
{
  HkkMockMarkRole   role;
  const HkkMockXml *field; /* Borrowed from the catalogue */
  const HkkMockXml *group; /* (nullable): whose items have the field */
} HkkMockMark;

/* Those of FORM, of HkkMockMark: first those of its own fields, by role, each group's after its group's. */
GArray     *hkk_mock_form_marks       (const HkkMockXml  *form,
                                       const HkkMockXml  *shared);
gboolean    hkk_mock_form_check_marks (const HkkMockXml  *form,
                                       const HkkMockXml  *shared,
                                       GError           **error);
