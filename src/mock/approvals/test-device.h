/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* A phone without a screen: a key, what it sends when it is bound, what it signs when it decides. It speaks to nobody;
 * the command line and the tests carry its bodies over the wire. */
typedef struct _HkkMockTestDevice HkkMockTestDevice;

HkkMockTestDevice *hkk_mock_test_device_new        (guint         rounds);
void          hkk_mock_test_device_free       (HkkMockTestDevice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockTestDevice, hkk_mock_test_device_free)

/* The members of an enrolment that describe the device; the caller adds method and code or card. (transfer full) */
JsonObject   *hkk_mock_test_device_describe   (HkkMockTestDevice *self,
                                         const char   *name,
                                         const char   *platform,
                                         const char   *pin);
/* ENROLMENT came back. FALSE if it is not one. */
gboolean      hkk_mock_test_device_bind       (HkkMockTestDevice *self,
                                         JsonObject   *enrolment);
const char   *hkk_mock_test_device_token      (HkkMockTestDevice *self); /* (nullable) */
const char   *hkk_mock_test_device_device_id  (HkkMockTestDevice *self); /* (nullable) */
const char   *hkk_mock_test_device_key_id     (HkkMockTestDevice *self); /* (nullable) */
/* The body of POST /device/unlock. (transfer full) */
JsonObject   *hkk_mock_test_device_unlock     (HkkMockTestDevice *self,
                                         const char   *pin);
/* The body of POST /device/approvals/{id}/decision for DEVICE_APPROVAL, signed. NUMBER counts for "approve" only.
 * (transfer full) */
JsonObject   *hkk_mock_test_device_decide     (HkkMockTestDevice *self,
                                         JsonObject   *approval,
                                         const char   *decision,
                                         const char   *number);
/* r‖s over TEXT, base64url. (transfer full) */
char         *hkk_mock_test_device_sign       (HkkMockTestDevice *self,
                                         GBytes       *text);
/* For a file that only its owner may read. (transfer full) */
JsonObject   *hkk_mock_test_device_save       (HkkMockTestDevice *self);
HkkMockTestDevice *hkk_mock_test_device_restore    (JsonObject   *saved); /* (nullable) */
