/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-portal.h"

typedef enum
{
  HKK_SIGNIN_MODE_FULL,   /* the sign-in page */
  HKK_SIGNIN_MODE_AGAIN,  /* the session ended, work goes on after it */
  HKK_SIGNIN_MODE_UNLOCK, /* the window is locked: the password only */
} HkkSigninMode;

GType          hkk_signin_mode_get_type       (void);
#define HKK_TYPE_SIGNIN_MODE (hkk_signin_mode_get_type ())

/* Signal "done": the person is in. Property mode. */
#define HKK_TYPE_SIGNIN_FORM (hkk_signin_form_get_type ())
G_DECLARE_FINAL_TYPE (HkkSigninForm, hkk_signin_form, HKK, SIGNIN_FORM, AdwBin)

void           hkk_signin_form_set_portal     (HkkSigninForm  *self,
                                               HkkPortal      *portal);
HkkPortal     *hkk_signin_form_get_portal     (HkkSigninForm  *self);
void           hkk_signin_form_set_number     (HkkSigninForm  *self,
                                               const char     *number);
const char    *hkk_signin_form_get_number     (HkkSigninForm  *self);
gboolean       hkk_signin_form_has_error      (HkkSigninForm  *self);
void           hkk_signin_form_show_reason    (HkkSigninForm  *self,
                                               const char     *reason);
void           hkk_signin_form_fill           (HkkSigninForm  *self,
                                               const char     *number,
                                               const char     *password);
gboolean       hkk_signin_form_is_begun       (HkkSigninForm  *self);
void           hkk_signin_form_submit         (HkkSigninForm  *self);
void           hkk_signin_form_reset          (HkkSigninForm  *self);
gboolean       hkk_signin_form_focus          (HkkSigninForm  *self);
char          *hkk_signin_form_group_number   (const char     *typed);
