/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-catalogue.h"

#include "hkk-load.h"

static const HkkThingField form_category_fields[] = {
  { "title", HKK_THING_STRING, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkFormCategory, hkk_form_category, form_category_fields,
                  "id:k title:k")

static const HkkThingField form_catalogue_fields[] = {
  { "categories", HKK_THING_LIST, NULL, hkk_form_category_get_type },
  { "forms", HKK_THING_LIST, "items", hkk_form_summary_get_type },
  { NULL }
};

HKK_DEFINE_THING (HkkFormCatalogue, hkk_form_catalogue, form_catalogue_fields,
                  "categories:[] items:[]")

/**
 * hkk_form_catalogue_get_categories:
 *
 * Returns: (transfer none): the headings; items are #HkkFormCategory
 */
GListModel *
hkk_form_catalogue_get_categories (HkkFormCatalogue *self)
{
  return hkk_thing_get_list (HKK_THING (self), "categories");
}

/**
 * hkk_form_catalogue_get_forms:
 *
 * Returns: (transfer none): the forms of all categories; items are #HkkFormSummary
 */
GListModel *
hkk_form_catalogue_get_forms (HkkFormCatalogue *self)
{
  return hkk_thing_get_list (HKK_THING (self), "forms");
}

/**
 * hkk_form_catalogue_find_service:
 * @service: a service whose page starts a form, as the portal calls it
 *
 * Returns: (transfer full) (nullable): its form; %NULL if the portal has none
 */
HkkFormSummary *
hkk_form_catalogue_find_service (HkkFormCatalogue *self,
                                 const char       *service)
{
  GListModel *forms = hkk_form_catalogue_get_forms (self);

  for (guint i = 0; i < g_list_model_get_n_items (forms); i++)
    {
      g_autoptr(HkkThing) form = g_list_model_get_item (forms, i);

      if (g_strcmp0 (hkk_thing_get_string (form, "service"), service) == 0)
        return HKK_FORM_SUMMARY (g_steal_pointer (&form));
    }
  return NULL;
}

static const HkkLoad load = { .get_type = hkk_form_catalogue_get_type, .falls_back = TRUE };

/**
 * hkk_form_catalogue_load_async:
 *
 * Loads all forms. Without a connection the catalogue as it was last seen will do.
 */
void
hkk_form_catalogue_load_async (HkkPortal           *portal,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  hkk_load_async (portal, &load, "/v1/forms", HKK_COPY_FORMS, hkk_form_catalogue_load_async, cancellable, callback,
                  data);
}

/**
 * hkk_form_catalogue_load_finish:
 * @seen_at: (out) (optional) (nullable) (transfer full): %NULL for an answer; when its offline copy was kept, if that
 *   stands in
 *
 * Returns: (transfer full) (nullable): the catalogue
 */
HkkFormCatalogue *
hkk_form_catalogue_load_finish (HkkPortal     *portal,
                                GAsyncResult  *result,
                                GDateTime    **seen_at,
                                GError       **error)
{
  return hkk_load_finish (portal, result, hkk_form_catalogue_load_async, seen_at, error);
}

/**
 * hkk_form_catalogue_dup_copy:
 *
 * Returns: (transfer full) (nullable): the catalogue that was loaded last, from this computer
 */
HkkFormCatalogue *
hkk_form_catalogue_dup_copy (HkkPortal *portal)
{
  g_return_val_if_fail (HKK_IS_PORTAL (portal), NULL);

  return hkk_load_dup_copy (portal, &load, HKK_COPY_FORMS, NULL);
}
