/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-approval.h"

/* From here on it is counted in seconds how long an approval can be given. */
#define HKK_APPROVAL_LAST_SECONDS 90

/* The end of an approval as it is shown. */
typedef struct
{
  const char *icon_name;
  const char *css_class; /* colour besides the icon and the words, never instead */
  const char *title;
  char       *text;      /* what it means, what to do; owned */
} HkkApprovalEnd;

char     *hkk_approval_words_status      (HkkApproval     *approval);
char     *hkk_approval_words_link        (HkkApproval     *approval);
gboolean  hkk_approval_words_name_requests (HkkApproval   *approval);
char     *hkk_approval_words_time_left   (guint            seconds);
char     *hkk_approval_words_time_notice (guint            before,
                                          guint            now);
char     *hkk_approval_words_number      (const char      *number);
char     *hkk_approval_words_advice      (HkkApproval     *approval);
gboolean  hkk_approval_wants_help        (HkkApproval     *approval);
gboolean  hkk_approval_can_resend        (HkkApproval     *approval);
void      hkk_approval_end_init          (HkkApprovalEnd  *end,
                                          HkkApproval     *approval,
                                          gboolean         cancel_asked);
