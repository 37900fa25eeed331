/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A session bus of the test's own, without any service that could be started, and a gnome-keyring on it. */
typedef struct
{
  char        *dir;
  char        *address;
  GSubprocess *daemon;
} KeyringBus;

/* libsecret keeps what it knows about the bus, so each scenario has a process of its own: TRUE in that process, which
 * alone goes on with the test. */
gboolean         keyring_in_own_process (void);
void             keyring_bus_start      (KeyringBus  *self);
void             keyring_bus_stop       (KeyringBus  *self);
GDBusConnection *keyring_bus_connect    (KeyringBus  *self);
gboolean         keyring_is_installed   (void);
/* In a home of its own; PASSWORD unlocks it, NULL leaves it locked. */
GSubprocess     *keyring_start          (KeyringBus  *self,
                                         const char  *password);
void             keyring_stop           (GSubprocess *daemon);
