/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-key.h"
#include "hkk-session.h"

struct _HkkKeptSession
{
  char     *refresh;    /* wiped */
  char     *username;
  char     *id;
  char     *profile;
  char     *name;
  gboolean  restricted;
  gboolean  stay;
};

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
  GDateTime       *ends_at;       /* Owned (nullable): whatever is done until then */
  guint            generation;    /* counts sign-ins and ends: what an older one asked for is void */
  HkkKeyringState  keyring_state;
  gboolean         storing;       /* the keyring is being asked to store, perhaps for minutes */
  gboolean         store_again;   /* … what is no longer the newest */
  gboolean         stored;        /* the keyring has the newest refresh token */
  gboolean         kept;          /* the keyring has one that the server still takes */
  gboolean         was_stored;    /* there was a keyring */
  guint            store_generation; /* of what is being stored */
  char            *store_profile; /* (nullable): whose it is */
  guint            slow;          /* source: when a store is slow */
  GPtrArray       *settling;      /* of GTask: who waits until nothing is being stored */
  gboolean         refreshing;
  GPtrArray       *waiting;       /* of GTask, for the refresh */
};

void      hkk_session_set_keyring_state (HkkSession       *self,
                                         HkkKeyringState   state);
void      hkk_session_set_kept          (HkkSession       *self,
                                         gboolean          kept);
/* FALSE if it is not the answer of a token route. */
gboolean  hkk_session_take_tokens       (HkkSession       *self,
                                         JsonObject       *answer);
/* hkk-session-store.c */
void      hkk_session_stop_storing      (HkkSession       *self);
