/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "banks.h"

#include "call.h"
#include "hkk-json-build.h"
#include "hkk-rules.h"

/* Names are as the banks have them; they are not translated. */
static const struct { const char *code, *name; } banks[] = {
  { "AT12000", "UniCredit Bank Austria" },
  { "AT20111", "Erste Bank" },
  { "CH00762", "Basler Kantonalbank" },
  { "DE10010010", "Postbank" },
  { "DE10011001", "N26 Bank" },
  { "DE10070000", "Deutsche Bank Berlin" },
  { "DE12030000", "Deutsche Kreditbank" },
  { "DE20041133", "comdirect" },
  { "DE20050550", "Hamburger Sparkasse" },
  { "DE25050180", "Sparkasse Hannover" },
  { "DE28050100", "Landessparkasse zu Oldenburg" },
  { "DE29040090", "Commerzbank Bremen" },
  { "DE29050101", "Sparkasse Bremen" },
  { "DE29190024", "Bremische Volksbank" },
  { "DE37040044", "Commerzbank Köln" },
  { "DE43060967", "GLS Bank" },
  { "DE50010517", "ING" },
  { "DE51210800", "Société Générale" },
  { "DE70150000", "Stadtsparkasse München" },
  { "NLABNA", "ABN AMRO" },
};

static const char *
name_of (const char *code)
{
  for (gsize i = 0; code != NULL && i < G_N_ELEMENTS (banks); i++)
    if (g_str_equal (banks[i].code, code))
      return banks[i].name;
  return NULL;
}

/**
 * hkk_mock_bank_of_iban:
 * @iban: (nullable): an IBAN in its normal form
 *
 * Returns: (transfer none) (nullable): what its bank is called
 */
const char *
hkk_mock_bank_of_iban (const char *iban)
{
  g_autofree char *code = iban != NULL ? hkk_iban_bank_code (iban) : NULL;

  return name_of (code);
}

static void
get_bank (HkkMockCall *call)
{
  const char *code = call->params[0];
  const char *name = name_of (code);

  if (name != NULL)
    hkk_mock_call_answer (call, 200, hkk_json_object ("code", code, "name", name));
  else
    hkk_mock_call_problem (call, "not_found", NULL);
}

static const HkkMockRoute routes[] = {
  { .operation = "get_bank", .method = "GET", .path = "/v1/banks/{code}", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = get_bank },
};

const HkkMockService hkk_mock_banks_service = {
  .name = "banks",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
};
