/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a good portal says of its things, whole. ID is a literal. */
#define PORTAL_TIME "\"2026-11-23T20:00:00Z\""

#define PORTAL_REQUEST_MEMBERS(id) \
  "\"id\":\"" id "\",\"reference\":\"HKK-1\",\"form\":\"sick-note\",\"title\":\"Sick note\",\"state\":\"received\"," \
  "\"state_text\":\"Received\",\"created_at\":" PORTAL_TIME ",\"updated_at\":" PORTAL_TIME ",\"next_step\":null," \
  "\"deadline\":null,\"due_on\":\"2026-12-14\",\"needs_you\":false"

#define PORTAL_REQUEST(id) "{" PORTAL_REQUEST_MEMBERS (id) "}"

#define PORTAL_REQUEST_DETAIL(id) \
  "{" PORTAL_REQUEST_MEMBERS (id) ",\"timeline\":[{\"state\":\"received\",\"title\":\"Received\",\"text\":null," \
  "\"at\":" PORTAL_TIME "}],\"values_shown\":[{\"section\":\"Who\",\"rows\":[{\"label\":\"Name\"," \
  "\"value\":\"A\"}]}],\"files\":[{\"name\":\"a.pdf\",\"size\":1,\"sha256\":\"x\",\"media_type\":\"application/pdf\"," \
  "\"at\":" PORTAL_TIME ",\"slot\":null}],\"can_withdraw\":true,\"can_add_documents\":true," \
  "\"receipt\":{\"available\":true}}"

#define PORTAL_MESSAGE(id, subject, more) \
  "{\"id\":\"" id "\",\"thread_id\":\"t\",\"subject\":\"" subject "\",\"category\":\"other\"," \
  "\"category_text\":\"Other\",\"from\":\"hkk\",\"from_name\":\"hkk\",\"created_at\":" PORTAL_TIME ",\"read\":false," \
  "\"preview\":null,\"attachments\":[],\"request_id\":null,\"protected\":false" more "}"

#define PORTAL_DOCUMENT(id, title) \
  "{\"id\":\"" id "\",\"kind\":\"letter\",\"kind_text\":\"Letter\",\"title\":\"" title "\"," \
  "\"created_at\":" PORTAL_TIME ",\"media_type\":\"application/pdf\",\"size\":1,\"sha256\":\"x\",\"language\":\"de\"," \
  "\"read\":false,\"protected\":false,\"request_id\":null}"

#define PORTAL_DEVICE(id) \
  "{\"id\":\"" id "\",\"name\":\"Phone\",\"platform\":\"linux\",\"bound_at\":" PORTAL_TIME ",\"last_seen_at\":null," \
  "\"locked\":false,\"provisional\":false}"

#define PORTAL_SESSION(id) \
  "{\"id\":\"" id "\",\"client\":\"desktop\",\"device_name\":null,\"created_at\":" PORTAL_TIME ",\"last_used_at\":" \
  PORTAL_TIME ",\"current\":true}"

#define PORTAL_SECTION(id, title, rows) \
  "{\"id\":\"" id "\",\"title\":\"" title "\",\"text\":null,\"etag\":\"1\",\"protection\":\"substantial\"," \
  "\"form\":\"profile-contact\",\"rows\":[" rows "]}"

#define PORTAL_CERTIFICATE_KIND(kind, needs_year, years) \
  "{\"kind\":\"" kind "\",\"title\":\"T\",\"summary\":\"S\",\"needs_year\":" needs_year ",\"years\":" years "," \
  "\"languages\":[\"de\"]}"

#define PORTAL_FORM_SUMMARY(id) \
  "{\"id\":\"" id "\",\"version\":1,\"title\":\"T\",\"summary\":\"S\",\"category\":\"abroad\",\"kind\":\"request\"," \
  "\"protection\":\"basic\",\"minutes\":3,\"keywords\":[],\"prepare\":[]}"

#define PORTAL_NEEDS_YOU(kind, id) \
  "{\"kind\":\"" kind "\",\"id\":\"" id "\",\"title\":\"T\",\"text\":\"Do it\",\"due_on\":null}"

#define PORTAL_OVERVIEW(needs_you) \
  "{\"person\":{\"name\":\"Andrea Amsel\",\"first_name\":\"Andrea\"},\"restricted\":false,\"counts\":{" \
  "\"open_requests\":2,\"unread_messages\":3,\"needs_you\":1,\"open_approvals\":1},\"needs_you\":[" needs_you "]," \
  "\"in_progress\":[" PORTAL_REQUEST ("r1") "],\"news\":[{\"kind\":\"message\",\"id\":\"m1\",\"title\":\"N\",\"at\":" \
  PORTAL_TIME "}]}"

#define PORTAL_APPROVAL(id) \
  "{\"id\":\"" id "\",\"status\":\"pending\",\"operation\":\"submit_request\",\"title\":\"Hand in\"," \
  "\"number\":\"42\",\"created_at\":" PORTAL_TIME ",\"expires_at\":\"2026-11-23T20:05:00Z\",\"expires_in\":287," \
  "\"first_wait\":30,\"interval\":30,\"authorization_details\":[],\"digest\":\"x\",\"device\":null," \
  "\"extensions_left\":1,\"resends_left\":3,\"result\":null,\"problem\":null}"
