/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* One connection after its handshake, as libsoup's server sees it: a stream whose requests have passed the framing and
 * which is closed when nothing comes. */
#define HKK_TYPE_MOCK_GATE (hkk_mock_gate_get_type ())
G_DECLARE_FINAL_TYPE (HkkMockGate, hkk_mock_gate, HKK, MOCK_GATE, GIOStream)

/* The whole answer with which a connection ends. CODE is of the contract. (transfer full) */
typedef GBytes *(*HkkMockRefusal) (const char *code,
                                   const char *language, /* (nullable): Accept-Language */
                                   gpointer    data);

HkkMockGate *hkk_mock_gate_new       (GIOStream      *tls,
                                      GSocket        *socket,
                                      HkkMockRefusal  refusal,
                                      gpointer        data);
/* (transfer none): below TLS. */
GSocket     *hkk_mock_gate_socket    (HkkMockGate    *self);
/* Whether it waits for its peer: nothing is lost if it is closed. */
gboolean     hkk_mock_gate_is_silent (HkkMockGate    *self);
/* Reads nothing from now on, and has no deadline. */
void         hkk_mock_gate_rest      (HkkMockGate    *self);
/* The peer sees the end, and libsoup too. */
void         hkk_mock_gate_shut      (HkkMockGate    *self);
