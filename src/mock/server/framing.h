/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The framing of HTTP/1.1 messages (RFC 9112), to the letter: what two readers could read differently is refused before
 * anybody else reads it. Bytes go in as they come and go out as requests in one plain spelling: one space after the
 * colon, chunks without extensions and trailers, the target in origin form. */
typedef struct _HkkMockFraming HkkMockFraming;

typedef enum
{
  HKK_MOCK_FRAMING_START, /* nothing of a request is there */
  HKK_MOCK_FRAMING_HEAD,  /* a part of its head */
  HKK_MOCK_FRAMING_BODY,  /* its head, and not yet all of its body */
} HkkMockFramingState;

HkkMockFraming      *hkk_mock_framing_new      (void);
void                 hkk_mock_framing_free     (HkkMockFraming       *self);
void                 hkk_mock_framing_push     (HkkMockFraming       *self,
                                                const guint8         *data,
                                                gsize                 length);
/* Up to SIZE bytes that may be read, never of two requests; 0 if there are none, or none yet. */
gsize                hkk_mock_framing_take     (HkkMockFraming       *self,
                                                guint8               *data,
                                                gsize                 size);
/* Whether there is something for take (), or something that it has not looked at. */
gboolean             hkk_mock_framing_pending  (const HkkMockFraming *self);
HkkMockFramingState  hkk_mock_framing_state    (const HkkMockFraming *self);
/* (nullable): the code of the contract's problem with which the connection ends. */
const char          *hkk_mock_framing_problem  (const HkkMockFraming *self);
/* (nullable): Accept-Language of the request at hand. */
const char          *hkk_mock_framing_language (const HkkMockFraming *self);
