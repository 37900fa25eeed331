/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* For the rest of the test that runs: libsoup 3.6's server warns when a client breaks off the handshake, because its
 * connection disconnects twice. That one warning is neither told nor fatal. */
void test_allow_broken_handshakes (void);
