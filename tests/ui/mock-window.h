/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-window-private.h"
#include "mock-client.h"

/* A fixture: the window of the program at a mock, with Andrea's data. */
typedef struct
{
  MockClient *mock;
  char       *dir;
  HkkPortal  *portal;
  HkkWindow  *window;
} MockWindow;

void     mock_window_set_up    (MockWindow    *self,
                                gconstpointer  data);
void     mock_window_tear_down (MockWindow    *self,
                                gconstpointer  data);
/* TARGET (nullable): what the action is about. */
void     mock_window_act       (MockWindow    *self,
                                const char    *action,
                                const char    *target);
/* As if the portal served no other operations than those. */
void     mock_window_serve     (MockWindow         *self,
                                const char * const *operations);
/* (nullable): what is open over the places. */
HkkPage *mock_window_get_task  (MockWindow    *self);
