/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-drafts.h"

/* What is in a list of drafts. */

/**
 * hkk_drafts_find:
 * @id: id of a draft
 *
 * Returns: (transfer none) (nullable):
 */
HkkDraft *
hkk_drafts_find (HkkDrafts  *self,
                 const char *id)
{
  guint n_drafts = g_list_model_get_n_items (G_LIST_MODEL (self));

  for (guint i = 0; i < n_drafts; i++)
    {
      g_autoptr(HkkDraft) draft = g_list_model_get_item (G_LIST_MODEL (self), i);

      if (g_str_equal (hkk_draft_get_id (draft), id))
        return draft;
    }
  return NULL;
}

/**
 * hkk_drafts_find_for_form:
 * @form_id: id of a form
 * @target: (nullable): what it is about: a message, a request, a section of the profile
 *
 * Returns: (transfer none) (nullable): the latest draft of this form, about this, that is being edited; if there is
 *   none, the latest whose outcome is not known yet
 */
HkkDraft *
hkk_drafts_find_for_form (HkkDrafts  *self,
                          const char *form_id,
                          const char *target)
{
  guint n_drafts = g_list_model_get_n_items (G_LIST_MODEL (self));
  HkkDraft *on_its_way = NULL;

  for (guint i = 0; i < n_drafts; i++)
    {
      g_autoptr(HkkDraft) draft = g_list_model_get_item (G_LIST_MODEL (self), i);

      if (g_strcmp0 (hkk_draft_get_form_id (draft), form_id) != 0 ||
          g_strcmp0 (hkk_draft_get_target (draft), target) != 0)
        continue;
      if (hkk_draft_get_state (draft) == HKK_DRAFT_EDITING)
        return draft;
      if (on_its_way == NULL && hkk_draft_is_on_its_way (draft))
        on_its_way = draft;
    }
  return on_its_way;
}

/**
 * hkk_drafts_get_n_unsaved:
 *
 * Returns: how many drafts have newer entries than those on the disk, which would be lost with the program
 */
guint
hkk_drafts_get_n_unsaved (HkkDrafts *self)
{
  guint n_drafts = g_list_model_get_n_items (G_LIST_MODEL (self));
  guint n_unsaved = 0;

  for (guint i = 0; i < n_drafts; i++)
    {
      g_autoptr(HkkDraft) draft = g_list_model_get_item (G_LIST_MODEL (self), i);

      n_unsaved += hkk_draft_get_unsaved (draft) != NULL ? 1 : 0;
    }
  return n_unsaved;
}
