/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-demo-person.h"
#include "hkk-signin-form.h"

#define HKK_TYPE_SIGNIN_PAGE (hkk_signin_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkSigninPage, hkk_signin_page, HKK, SIGNIN_PAGE, AdwBin)

HkkSigninForm *hkk_signin_page_get_form    (HkkSigninPage       *self);
void           hkk_signin_page_set_persons (HkkSigninPage       *self,
                                            const HkkDemoPerson *persons);
void hkk_signin_page_show_kept (HkkSigninPage *self,
                                gboolean       asked,
                                const char    *name);
