/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "config.h"

#include "service.h"

/* Faults to inject: rules {operation, nth, phase, action, argument}. Without the build option nothing of it exists. */
typedef enum
{
  HKK_MOCK_PHASE_BEFORE_READ,
  HKK_MOCK_PHASE_MID_BODY,
  HKK_MOCK_PHASE_BEFORE_COMMIT,
  HKK_MOCK_PHASE_AFTER_COMMIT,
  HKK_MOCK_PHASE_AFTER_STATUS,
  HKK_MOCK_PHASE_MID_RESPONSE,
} HkkMockPhase;

typedef struct _HkkMockFault HkkMockFault;

#if HKK_FAULT_HOOKS
/* Notes the rule that fires for CALL in PHASE; TRUE if the call must not go on. "exit" does not return. */
gboolean hkk_mock_faults_check (HkkMockCall  *call,
                                HkkMockPhase  phase);
/* Before the answer is sent: does what fired. TRUE if libsoup must not send it. */
gboolean hkk_mock_faults_apply (HkkMockCall  *call);
void     hkk_mock_fault_free   (HkkMockFault *self);
extern const HkkMockService hkk_mock_faults_service;
#else
static inline gboolean hkk_mock_faults_check (HkkMockCall *call, HkkMockPhase phase) { return FALSE; }
static inline gboolean hkk_mock_faults_apply (HkkMockCall *call) { return FALSE; }
static inline void     hkk_mock_fault_free   (HkkMockFault *self) { }
#endif
