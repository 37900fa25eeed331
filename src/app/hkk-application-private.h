/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "config.h"
#include "hkk-application.h"
#include "hkk-notifier.h"
#include "hkk-portal.h"
#include "hkk-search-provider.h"
#include "hkk-window.h"

#if HKK_DEMO
#include "hkk-demo-host.h"
#endif

#define HKK_RESOURCES "/de/hkk/MeineHkk"

struct _HkkApplication
{
  AdwApplication     parent_instance;

  HkkWindow         *window;      /* Borrowed (nullable): GTK owns toplevels */
  HkkPortal         *portal;      /* Owned (nullable) until the backend is there */
  HkkNotifier       *notifier;    /* Owned (nullable) */
  HkkSearchProvider *search;      /* Owned */
#if HKK_DEMO
  HkkDemoHost       *demo;        /* Owned (nullable) */
#endif
  char              *portal_url;  /* Owned (nullable): from the command line */
  char              *demo_state;  /* Owned (nullable): from the command line */
  GError            *start_error; /* Owned (nullable): why there is no portal */
  GSettings         *settings;    /* Owned (nullable) without an installed schema */
  GSignalGroup      *drafts;      /* Owned: of the person who is signed in */
  guint              inhibitor;   /* 0: the session may end */
  gboolean           backend_started;
  gboolean           closing;
};

void hkk_application_start_backend   (HkkApplication *self);
void hkk_application_show            (HkkApplication *self,
                                      const char     *action,
                                      GVariant       *target);
void hkk_application_install_actions (HkkApplication *self);
