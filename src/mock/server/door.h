/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "gate.h"

/* Where connections come in: listens, shakes hands over TLS beside the server's thread, and gives libsoup what has
 * passed. Who says nothing is closed after ten seconds, and goes first when the door is full. */
typedef struct _HkkMockDoor HkkMockDoor;

HkkMockDoor *hkk_mock_door_open   (SoupServer       *soup,
                                   GTlsCertificate  *certificate,
                                   GSocketAddress   *address,
                                   HkkMockRefusal    refusal,
                                   gpointer          data,
                                   GError          **error);
guint16      hkk_mock_door_port   (HkkMockDoor       *self);
/* (transfer none) (nullable): what MESSAGE comes through, while it lives. */
HkkMockGate *hkk_mock_door_find   (HkkMockDoor       *self,
                                   SoupServerMessage *message);
void         hkk_mock_door_close  (HkkMockDoor       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockDoor, hkk_mock_door_close)
