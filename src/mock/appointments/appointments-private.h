/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "appointments.h"

#define HKK_MOCK_CANCEL_BEFORE (2 * 60 * HKK_MOCK_MINUTE)

/* Slots: an appointment with a doctor, or a conversation by video. */
typedef struct
{
  gint64      account_id;
  const char *kind;        /* "appointment", "video" */
  const char *what_de, *what_en; /* the field of medicine, the topic */
  const char *who_de, *who_en;   /* the practice, the team */
  const char *place;       /* (nullable): street and town */
  const char *phone;       /* (nullable) */
  const char *note_de, *note_en; /* (nullable) */
  const char *request_id;  /* (nullable) */
  gint64      starts_at;
  gint64      minutes;
} HkkMockSlot;

#define HKK_MOCK_SLOT_COLUMNS \
  "row, id, kind, what_de, what_en, who_de, who_en, place, phone, note_de, note_en, request_id, starts_at, minutes," \
  " booked_at, cancelled_at, room"
enum
{
  SLOT_ROW, SLOT_ID, SLOT_KIND, SLOT_WHAT_DE, SLOT_WHAT_EN, SLOT_WHO_DE, SLOT_WHO_EN, SLOT_PLACE, SLOT_PHONE,
  SLOT_NOTE_DE, SLOT_NOTE_EN, SLOT_REQUEST_ID, SLOT_STARTS_AT, SLOT_MINUTES, SLOT_BOOKED_AT, SLOT_CANCELLED_AT,
  SLOT_ROOM,
};

/* appointments-store.c */
void         hkk_mock_slot_add     (HkkMockStore      *store,
                                    const HkkMockSlot *slot);
/* "offered", "booked", "cancelled", "past" */
const char  *hkk_mock_slot_state   (HkkMockRows       *rows,
                                    gint64             now);
/* APPOINTMENT or VIDEO CONSULTATION of the wire; HOST as in https://HOST. (transfer full) */
JsonObject  *hkk_mock_slot_render  (HkkMockRows       *rows,
                                    const char        *host,
                                    const char        *language);
/* At its row. (transfer full) (nullable) */
HkkMockRows *hkk_mock_slot_find    (HkkMockStore      *store,
                                    gint64             account_id,
                                    const char        *kind,
                                    const char        *id);

/* appointments-calendar.c: iCalendar, RFC 5545. (transfer full) */
GBytes      *hkk_mock_slot_calendar (HkkMockRows      *rows,
                                     const char       *host,
                                     const char       *language);

/* appointments-room.c: the partner's page for video consultations. */
void         hkk_mock_slot_room    (HkkMockCall       *call);

/* appointments-offer.c: what there is to book. */
void         hkk_mock_slots_seed   (HkkMockStore         *store,
                                    const HkkMockAccount *account,
                                    JsonObject           *person,
                                    gint64                now);
/* What the appointment service was asked to look for, it has found. */
void         hkk_mock_slots_tick   (HkkMockStore *store,
                                    gint64        now);
