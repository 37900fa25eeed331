/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-key.h"
#include "hkk-session.h"

/* What the keyring calls the refresh token. */
#define HKK_SESSION_KEYRING_USE "refresh-token"

struct _HkkSession
{
  GObject          parent_instance;

  HkkTransport    *transport;     /* Owned */
  HkkKeyring      *keyring;       /* Owned (nullable) */
  char            *client;        /* "desktop" or "phone" */
  char            *device_name;   /* (nullable) */
  char            *access;        /* (nullable), wiped */
  char            *refresh;       /* (nullable), wiped */
  gint64           access_until;  /* boot time, microseconds */
  gboolean         fixed;         /* access is a device's token */
  char            *username;      /* (nullable) */
  char            *id;            /* (nullable) */
  char            *profile;       /* (nullable) */
  char            *person_name;   /* (nullable) */
  gboolean         restricted;
  gboolean         stay;
  guint            inactivity;    /* seconds */
  guint            generation;    /* counts sign-ins and ends: what an older one asked for is void */
  HkkKeyringState  keyring_state;
  gboolean         refreshing;
  GPtrArray       *waiting;       /* of GTask, for the refresh */
};

void      hkk_session_set_secret        (char            **secret,
                                         const char       *value);
void      hkk_session_set_keyring_state (HkkSession       *self,
                                         HkkKeyringState   state);
/* FALSE if it is not the answer of a token route. */
gboolean  hkk_session_take_tokens       (HkkSession       *self,
                                         JsonObject       *answer);
void      hkk_session_sweep_keyring     (HkkSession       *self);
