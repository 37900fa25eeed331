/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "services.h"

#include "account-closure.h"
#include "banks.h"
#include "appointments.h"
#include "approvals.h"
#include "control.h"
#include "demo-seed.h"
#include "devices.h"
#include "documents.h"
#include "export.h"
#include "faults.h"
#include "feed.h"
#include "forms.h"
#include "iam.h"
#include "idempotency.h"
#include "ledger.h"
#include "messages.h"
#include "nect.h"
#include "profile.h"
#include "registration.h"
#include "requests.h"
#include "uploads.h"

/* Control stands first: the others add their commands to it. The profile stands before what
 * a person does in the portal: their seeds and forms read it. The feed stands last: it stops last. */
const HkkMockService * const hkk_mock_services[] =
{
  &hkk_mock_control_service,
#if HKK_FAULT_HOOKS
  &hkk_mock_faults_service,
#endif
  &hkk_mock_ledger_service,
  &hkk_mock_idempotency_service,
  &hkk_mock_demo_service,
  &hkk_mock_account_service,
  &hkk_mock_tokens_service,
  &hkk_mock_sessions_service,
  &hkk_mock_passwords_service,
  &hkk_mock_access_log_service,
  &hkk_mock_devices_service,
  &hkk_mock_approvals_service,
  &hkk_mock_registration_service,
  &hkk_mock_nect_service,
  &hkk_mock_profile_service,
  &hkk_mock_banks_service,
  &hkk_mock_forms_service,
  &hkk_mock_uploads_service,
  &hkk_mock_documents_service,
  &hkk_mock_certificates_service,
  &hkk_mock_messages_service,
  &hkk_mock_requests_service,
  &hkk_mock_email_service,
  &hkk_mock_letters_service,
  &hkk_mock_closure_service,
  &hkk_mock_brochures_service,
  &hkk_mock_appointments_service,
  &hkk_mock_export_service,
  &hkk_mock_overview_service,
  &hkk_mock_feed_service,
  NULL
};
