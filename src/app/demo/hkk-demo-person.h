/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* An invented person of the demo, to sign in with one click. */
typedef struct
{
  char       *name;
  const char *number;   /* the insurance number in its normal form */
  const char *password; /* for the portal */
  const char *pin;      /* (nullable): for approvals on the phone simulator */
  const char *text;     /* (nullable): what is special about this person */
} HkkDemoPerson;
