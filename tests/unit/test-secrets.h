/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "keyring-bus.h"

/* A keyring of the test's own, in the test's main context, for answers that a good one never gives. It has one
 * collection, which ends with it. It shows nothing of what is in it while it is locked, as KeePassXC does. */
typedef enum
{
  SECRETS_PROMPT_OPENS,      /* the person types the keyring's password */
  SECRETS_PROMPT_DISMISSED,  /* the person closes the prompt */
  SECRETS_PROMPT_UNANSWERED,
} SecretsPrompt;

typedef struct
{
  GDBusConnection *connection; /* Owned */
  GHashTable      *items;      /* path to item */
  guint            n_items;    /* ever made */
  guint            delay_ms;   /* before each answer */
  gboolean         mute;       /* takes every call and answers none */
  gboolean         refuse;     /* what is to be stored */
  gboolean         locked;
  gboolean         guarded;    /* open, but the person has to allow each program what is in it */
  gboolean         missing;    /* there is no collection yet: the person makes it at the prompt */
  gboolean         doubles;    /* puts beside what was there what should replace it */
  SecretsPrompt    prompt;
  GVariant        *asked;      /* Owned (nullable): paths that are to be unlocked at the prompt */
  guint            creates;    /* calls of CreateItem, Unlock and Prompt */
  guint            unlocks;
  guint            prompts;
  guint            looks;      /* whether it is locked */
  guint            searches;   /* while it is locked, which some take as the wish that it is opened */
} TestSecrets;

void  test_secrets_start         (TestSecrets *self,
                                  KeyringBus  *bus);
void  test_secrets_stop          (TestSecrets *self);
/* (nullable): what is stored for this use */
char *test_secrets_get           (TestSecrets *self,
                                  const char  *use);
/* What the person does at the prompt that stands there. */
void  test_secrets_answer_prompt (TestSecrets *self);
/* Something else stands in every secret. */
void  test_secrets_spoil         (TestSecrets *self);
