/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz.h"
#include "hkk-jcs.h"
#include "hkk-json.h"

/* Whatever is accepted survives being written canonically and read again, byte for byte. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const JsonNodeType roots[] = { JSON_NODE_OBJECT, JSON_NODE_ARRAY, JSON_NODE_VALUE };

  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    {
      g_autoptr(JsonNode) node = hkk_json_parse (size > 0 ? (const char *) data : "", (gssize) size, 0, roots[i], NULL);
      g_autoptr(JsonNode) again = NULL;
      g_autofree char *text = NULL;
      g_autofree char *text_again = NULL;

      if (node == NULL)
        continue;
      text = hkk_jcs_to_string (node);
      again = hkk_json_parse (text, -1, G_MAXSIZE, roots[i], NULL);
      g_assert (again != NULL);
      text_again = hkk_jcs_to_string (again);
      g_assert (strcmp (text, text_again) == 0);
    }
  return 0;
}
