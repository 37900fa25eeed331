/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* The registry, NULL-terminated: what the server is made with. */
extern const HkkMockService * const hkk_mock_services[];

/* What a person sees and does in the portal. In services.c the profile stands before the others: their seeds and
 * forms read it. */
extern const HkkMockService hkk_mock_forms_service;
extern const HkkMockService hkk_mock_profile_service;
extern const HkkMockService hkk_mock_uploads_service;
extern const HkkMockService hkk_mock_documents_service;
extern const HkkMockService hkk_mock_certificates_service;
extern const HkkMockService hkk_mock_messages_service;
extern const HkkMockService hkk_mock_requests_service;
extern const HkkMockService hkk_mock_overview_service;
extern const HkkMockService hkk_mock_email_service;
extern const HkkMockService hkk_mock_letters_service;
extern const HkkMockService hkk_mock_closure_service;
extern const HkkMockService hkk_mock_brochures_service;
extern const HkkMockService hkk_mock_appointments_service;
extern const HkkMockService hkk_mock_export_service;
