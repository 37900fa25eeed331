/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-lead.h"

typedef enum
{
  HKK_PAGE_STATE_LOADING,
  HKK_PAGE_STATE_CONTENT,
  HKK_PAGE_STATE_EMPTY,
  HKK_PAGE_STATE_OFFLINE,
  HKK_PAGE_STATE_ERROR,
} HkkPageState;

#define HKK_TYPE_STATUS_STACK (hkk_status_stack_get_type ())
G_DECLARE_FINAL_TYPE (HkkStatusStack, hkk_status_stack, HKK, STATUS_STACK, AdwBin)

/*
 * In a template:
 *
 *   <object class="HkkStatusStack" id="status">
 *     <property name="empty-icon">mail-read-symbolic</property>
 *     <property name="empty-title" translatable="yes">No messages</property>
 *     <property name="empty-text" translatable="yes">…</property>
 *     <property name="empty-button" translatable="yes">Write a message</property>
 *     <property name="empty-action">win.compose</property>, with a target where it has one: win.find-text::word
 *     <property name="content"> … </property>
 *   </object>
 *
 * Signal "retry": the person chose "Try again". Loading shows skeleton rows, at once and without movement.
 */

HkkPageState hkk_status_stack_get_state (HkkStatusStack *self);
void         hkk_status_stack_set_state (HkkStatusStack *self,
                                         HkkPageState    state);
void         hkk_status_stack_set_missing (HkkStatusStack *self,
                                           const char     *title,
                                           const char     *text,
                                           const HkkLead  *lead);
void         hkk_status_stack_begin     (HkkStatusStack *self);
void         hkk_status_stack_take_focus (HkkStatusStack *self);
void         hkk_status_stack_take_focus_from (HkkStatusStack *self,
                                               GtkWidget      *passing);
void         hkk_status_stack_follow_keys (HkkStatusStack *self);
void         hkk_status_stack_set_error (HkkStatusStack *self,
                                         const GError   *error);
