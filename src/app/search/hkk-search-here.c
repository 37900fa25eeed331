/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-search-here.h"

#include <glib/gi18n.h>

#include "hkk-document.h"
#include "hkk-draft-words.h"
#include "hkk-format.h"
#include "hkk-help.h"
#include "hkk-message.h"
#include "hkk-offer.h"
#include "hkk-plain-text.h"
#include "hkk-request.h"

/* As many as are read at a glance. */
#define MAX_EACH 5

/* Where one can go and what one can do. Who types nothing yet is shown all of it. */
static const struct
{
  const char *title;
  const char *words;     /* (nullable): what people call it besides */
  const char *action;
  const char *target;    /* (nullable) */
  gboolean    is_inside; /* there is nothing of it for who is not in the program yet */
} places[] = {
  { N_("Overview"), NULL, "win.go-to", "overview" },
  /* TRANSLATORS: the words after “search words” are what people may type who look for something; give those of your
     language, as many as you like, with blanks between them */
  { N_("Requests"), NC_("search words", "processing status application"), "win.go-to", "requests" },
  { N_("Documents & services"), NC_("search words", "letters brochures video doctor appointment health card"),
    "win.go-to", "documents" },
  /* TRANSLATORS: Name of a page: what the insurer has stored about the person; also the heading of a group of forms */
  { N_("Personal data"), NC_("search words", "address bank account IBAN telephone e-mail family employer export"),
    "win.go-to", "profile" },
  { N_("Messages & contact"), NC_("search words", "inbox mail letters telephone hotline opening hours"), "win.go-to",
    "messages" },
  { N_("Security"),
    NC_("search words", "password device smartphone sessions sign out lost phone access log close account"),
    "win.go-to", "security" },
  { N_("New request"), NC_("search words", "hand in bill invoice refund form"), "win.new-request" },
  { N_("Write a message"), NC_("search words", "contact question ask complaint"), "win.compose" },
  { N_("Video consultation"), NC_("search words", "doctor on the screen online camera"), "win.open-service", "video" },
  { N_("Appointments"), NC_("search words", "doctor appointment specialist book"), "win.open-service", "appointments" },
  { N_("Health card"), NC_("search words", "eGK insurance card lost new photo"), "win.open-service", "health-card" },
  { N_("Brochures"), NC_("search words", "information leaflets PDF"), "win.open-service", "brochures" },
  { N_("Get a certificate"), NC_("search words", "proof membership confirmation"), "win.certificate" },
  { N_("Check for news"), NC_("search words", "refresh reload update"), "win.reload", NULL, TRUE },
  { N_("Lock the window"), NULL, "win.lock", NULL, TRUE },
  { N_("Help"), NC_("search words", "questions answers"), "app.help", NULL, TRUE },
  { N_("Preferences"), NC_("search words", "settings language dark appearance privacy notifications"),
    "app.preferences", NULL, TRUE },
  /* TRANSLATORS: Title of a dialog: a list of the keys */
  { N_("Keyboard shortcuts"), NC_("search words", "keys"), "app.shortcuts", NULL, TRUE },
};

static void
add (GListStore     *hits,
     HkkSearchGroup  group,
     const char     *title,
     const char     *subtitle,
     const char     *action,
     const char     *target)
{
  g_autoptr(HkkSearchHit) hit = hkk_search_hit_new (group, title, subtitle, action, target);

  g_list_store_append (hits, hit);
}

static gboolean
has (const char *key,
     const char *title,
     const char *words)
{
  g_autofree char *text = words != NULL ? g_strjoin (" ", title, words, NULL) : g_strdup (title);
  g_autofree char *text_key = hkk_plain_text_key (text);

  return hkk_plain_text_key_has (text_key, key);
}

static void
add_place (GListStore *hits,
           gsize       i,
           const char *key)
{
  const char *words = places[i].words != NULL ? g_dpgettext2 (NULL, "search words", places[i].words) : NULL;

  if (has (key, _(places[i].title), words))
    add (hits, HKK_SEARCH_GROUP_PLACES, _(places[i].title), NULL, places[i].action, places[i].target);
}

/**
 * hkk_search_here_add_places:
 * @hits: where to add
 * @key: what is looked for; empty for everything
 */
void
hkk_search_here_add_places (GListStore *hits,
                            HkkPortal  *portal,
                            const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (hkk_offer_leads (portal, places[i].action, places[i].target))
      add_place (hits, i, key);
}

/**
 * hkk_search_here_add_ways_in:
 * @hits: where to add
 * @portal: (nullable): what is known of the portal
 * @key: what is looked for; empty for everything
 *
 * Adds the places for who is not in the program yet: of these, what there is at the portal.
 */
void
hkk_search_here_add_ways_in (GListStore *hits,
                             HkkPortal  *portal,
                             const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (!places[i].is_inside && hkk_offer_leads (portal, places[i].action, places[i].target))
      add_place (hits, i, key);
}

static void
add_request (GListStore *hits,
             HkkRequest *request)
{
  const char *reference = hkk_request_get_reference (request);
  const char *subject = hkk_request_get_subject (request);
  g_autofree char *state = g_strjoin (" · ", hkk_request_get_state_text (request), reference, NULL);
  g_autofree char *subtitle = subject != NULL ? g_strjoin (" · ", subject, state, NULL) : g_steal_pointer (&state);

  add (hits, HKK_SEARCH_GROUP_REQUESTS, hkk_request_get_title (request), subtitle, "win.open-request",
       hkk_request_get_id (request));
}

/* Personal data are changed where they are shown. */
static void
add_form (GListStore     *hits,
          HkkFormSummary *form)
{
  gboolean is_profile = g_strcmp0 (hkk_thing_get_string (HKK_THING (form), "kind"), "profile") == 0;

  add (hits, HKK_SEARCH_GROUP_FORMS, hkk_form_summary_get_title (form),
       hkk_thing_get_string (HKK_THING (form), "summary"), is_profile ? "win.go-to" : "win.open-form",
       is_profile ? "profile" : hkk_form_summary_get_id (form));
}

/**
 * hkk_search_here_add_forms:
 * @hits: where to add
 * @catalogue: (nullable): all forms, once they are known
 * @text: what was typed
 */
void
hkk_search_here_add_forms (GListStore       *hits,
                           HkkFormCatalogue *catalogue,
                           const char       *text)
{
  GListModel *forms = catalogue != NULL ? hkk_form_catalogue_get_forms (catalogue) : NULL;

  for (guint i = 0; forms != NULL && i < g_list_model_get_n_items (forms); i++)
    {
      g_autoptr(HkkFormSummary) form = g_list_model_get_item (forms, i);

      if (hkk_form_summary_matches (form, text))
        add_form (hits, form);
      if (g_list_model_get_n_items (G_LIST_MODEL (hits)) == MAX_EACH)
        return;
    }
}

/**
 * hkk_search_here_add_help:
 * @hits: where to add
 * @key: what is looked for
 */
void
hkk_search_here_add_help (GListStore *hits,
                          const char *key)
{
  const HkkHelpEntry *entry = NULL;

  for (guint i = 0; (entry = hkk_help_get (i)) != NULL; i++)
    {
      g_autofree char *text = hkk_help_dup_text (entry);

      if (hkk_help_is_offered (entry) && has (key, text, NULL))
        add (hits, HKK_SEARCH_GROUP_HELP, _(entry->question), NULL, "app.answer", entry->id);
      if (g_list_model_get_n_items (G_LIST_MODEL (hits)) == MAX_EACH)
        return;
    }
}

/**
 * hkk_search_here_add_drafts:
 * @hits: where to add
 * @drafts: (nullable): what was begun, of this person
 * @key: what is looked for
 */
void
hkk_search_here_add_drafts (GListStore *hits,
                            HkkDrafts  *drafts,
                            const char *key)
{
  for (guint i = 0; drafts != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (drafts)); i++)
    {
      g_autoptr(HkkDraft) draft = g_list_model_get_item (G_LIST_MODEL (drafts), i);
      g_autofree char *words = hkk_draft_words (draft);
      g_autofree char *name = hkk_draft_name (draft);

      if (hkk_draft_get_state (draft) != HKK_DRAFT_DONE && hkk_draft_matches (draft, key))
        add (hits, HKK_SEARCH_GROUP_DRAFTS, name, words, "win.open-draft",
             hkk_draft_get_id (draft));
      if (g_list_model_get_n_items (G_LIST_MODEL (hits)) == MAX_EACH)
        return;
    }
}

static void
add_dated (GListStore     *hits,
           HkkSearchGroup  group,
           HkkThing       *thing,
           const char     *title,
           const char     *about,
           const char     *action)
{
  g_autoptr(GDateTime) at = hkk_thing_get_time (thing, "created-at");
  g_autofree char *day = at != NULL ? hkk_format_day (at) : NULL;
  g_autofree char *subtitle = day != NULL ? g_strjoin (" · ", about != NULL ? about : "", day, NULL) : NULL;

  add (hits, group, title, subtitle != NULL ? subtitle : about, action, hkk_thing_get_id (thing));
}

static void
add_thing (GListStore     *hits,
           HkkSearchGroup  group,
           HkkThing       *thing)
{
  if (HKK_IS_REQUEST (thing))
    add_request (hits, HKK_REQUEST (thing));
  else if (HKK_IS_MESSAGE (thing))
    add_dated (hits, group, thing, hkk_thing_get_string (thing, "subject"), hkk_thing_get_string (thing, "from-name"),
               "win.open-message");
  else if (HKK_IS_DOCUMENT (thing))
    add_dated (hits, group, thing, hkk_document_get_title (HKK_DOCUMENT (thing)),
               hkk_thing_get_string (thing, "kind-text"), "win.open-document");
}

/**
 * hkk_search_here_add_things:
 * @hits: where to add
 * @group: what they are
 * @things: #HkkRequest, #HkkMessage or #HkkDocument
 */
void
hkk_search_here_add_things (GListStore     *hits,
                            HkkSearchGroup  group,
                            GListModel     *things)
{
  for (guint i = 0; i < g_list_model_get_n_items (things); i++)
    {
      g_autoptr(HkkThing) thing = g_list_model_get_item (things, i);

      add_thing (hits, group, thing);
    }
}

static gboolean
request_has (HkkRequest *request,
             const char *key)
{
  const char *subject = hkk_request_get_subject (request);
  const char *reference = hkk_request_get_reference (request);
  g_autofree char *words = g_strjoin (" ", hkk_request_get_state_text (request), subject != NULL ? subject : "",
                                      reference, NULL);

  return has (key, hkk_request_get_title (request), words);
}

static gboolean
thing_has (HkkThing   *thing,
           const char *key)
{
  if (HKK_IS_MESSAGE (thing))
    return hkk_message_matches (HKK_MESSAGE (thing), key);
  if (HKK_IS_DOCUMENT (thing))
    return hkk_document_matches (HKK_DOCUMENT (thing), key);
  return request_has (HKK_REQUEST (thing), key);
}

/**
 * hkk_search_here_add_kept:
 * @hits: where to add
 * @group: what they are
 * @things: (nullable): the copy on this computer; items are #HkkRequest, #HkkMessage or #HkkDocument
 * @key: what is looked for
 *
 * Adds those that fit, as many as are read at a glance.
 */
void
hkk_search_here_add_kept (GListStore     *hits,
                          HkkSearchGroup  group,
                          GListModel     *things,
                          const char     *key)
{
  for (guint i = 0; things != NULL && i < g_list_model_get_n_items (things); i++)
    {
      g_autoptr(HkkThing) thing = g_list_model_get_item (things, i);

      if (thing_has (thing, key))
        add_thing (hits, group, thing);
      if (g_list_model_get_n_items (G_LIST_MODEL (hits)) == MAX_EACH)
        return;
    }
}
