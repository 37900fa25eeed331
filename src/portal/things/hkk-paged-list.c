/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-paged-list-private.h"

#include "hkk-clock.h"
#include "hkk-json.h"

#define LATER_MS 200

enum
{
  PROP_STATE = 1,
  PROP_ERROR,
  PROP_N_ITEMS,
  PROP_ITEM_TYPE,
  PROP_YEARS,
  PROP_CHECKED_AT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HkkPagedList, hkk_paged_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

G_DEFINE_ENUM_TYPE (HkkPagedListState, hkk_paged_list_state,
                    G_DEFINE_ENUM_VALUE (HKK_PAGED_LIST_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (HKK_PAGED_LIST_LOADING, "loading"),
                    G_DEFINE_ENUM_VALUE (HKK_PAGED_LIST_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (HKK_PAGED_LIST_ERROR, "error"))

static void fetch (HkkPagedList *self,
                   guint         number);

static void
notify (HkkPagedList *self,
        guint         property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_state (HkkPagedList      *self,
           HkkPagedListState  state,
           const GError      *error)
{
  if (self->error != NULL || error != NULL)
    {
      g_clear_error (&self->error);
      self->error = error != NULL ? g_error_copy (error) : NULL;
      notify (self, PROP_ERROR);
    }
  if (self->state == state)
    return;
  self->state = state;
  notify (self, PROP_STATE);
}

/* Pages are asked for once per turn of the main loop: a view that jumps asks for many places on its way. */
static gboolean
on_idle (gpointer data)
{
  HkkPagedList *self = data;
  guint wanted;

  self->idle = 0;
  if (self->call != NULL || self->state != HKK_PAGED_LIST_READY)
    return G_SOURCE_REMOVE;
  wanted = hkk_paged_list_wanted (self);
  /* A cursor leads to the next page only, so the way to a far page leads over those before it. */
  if (wanted != G_MAXUINT)
    fetch (self, self->jumps ? wanted : MIN (wanted, self->cursors->len - 1));
  return G_SOURCE_REMOVE;
}

static void
look_for_wanted (HkkPagedList *self)
{
  /* After the page that is under way it looks anyway. */
  if (!self->idle && self->call == NULL)
    self->idle = g_idle_add_full (G_PRIORITY_DEFAULT, on_idle, self, NULL);
}

static const char *
cursor_of (HkkPagedList *self,
           guint         number)
{
  return number < self->cursors->len ? g_ptr_array_index (self->cursors, number) : NULL;
}

static char *
page_path (HkkPagedList *self,
           guint         number)
{
  g_autoptr(GString) path = g_string_new (self->path);
  const char *cursor = cursor_of (self, number);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_string_append_printf (path, "?limit=%d", HKK_PAGE_SIZE);
  g_hash_table_iter_init (&iter, self->params);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      g_string_append_printf (path, "&%s=", (const char *) name);
      g_string_append_uri_escaped (path, value, NULL, TRUE);
    }
  if (cursor != NULL)
    {
      g_string_append (path, "&cursor=");
      g_string_append_uri_escaped (path, cursor, NULL, FALSE);
    }
  else if (number > 0)
    {
      g_string_append_printf (path, "&offset=%u", number * HKK_PAGE_SIZE);
    }
  return g_string_free_and_steal (g_steal_pointer (&path));
}

static GPtrArray *
read_things (HkkPagedList *self,
             JsonObject   *answer)
{
  JsonArray *items = hkk_json_get_array (answer, "items");
  guint length = hkk_json_array_length (items);
  GPtrArray *things = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < length; i++)
    g_ptr_array_add (things, hkk_thing_new_from_json (self->item_type, hkk_json_array_object (items, i)));
  return things;
}

static gboolean
is_loaded (HkkPagedList *self,
           guint         number,
           HkkThing     *thing)
{
  guint position;

  return number > 0 && hkk_paged_list_find (self, hkk_thing_get_id (thing), &position) &&
         position / HKK_PAGE_SIZE != number;
}

/* Whether a page brings something new, or an answer that leads back would be followed for ever. */
static gboolean
leads_on (HkkPagedList *self,
          guint         number,
          GPtrArray    *things)
{
  for (guint i = 0; i < things->len; i++)
    if (!is_loaded (self, number, g_ptr_array_index (things, i)))
      return TRUE;
  return number == 0;
}

static gboolean
is_old_cursor (HkkPagedList *self,
               guint         number,
               const char   *cursor)
{
  for (guint i = 1; i <= number && i < self->cursors->len; i++)
    if (g_str_equal (g_ptr_array_index (self->cursors, i), cursor))
      return TRUE;
  return FALSE;
}

/* The items first, as GListStore does it: whoever is told of the number may change another part of a model of several
 * lists, which would count wrong while this one has not told yet. */
static void
change_items (HkkPagedList *self,
              guint         position,
              guint         removed,
              guint         added)
{
  self->n_items += added - removed;
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (added != removed)
    notify (self, PROP_N_ITEMS);
}

static void
take_first_page (HkkPagedList *self,
                 GPtrArray    *things,
                 guint         total,
                 const char   *next)
{
  guint added = self->state == HKK_PAGED_LIST_READY ? hkk_paged_list_added_at_top (self, things, total) : G_MAXUINT;
  guint kept = MIN (self->n_items, total);

  g_ptr_array_set_size (self->cursors, 1);
  if (next != NULL)
    g_ptr_array_add (self->cursors, g_strdup (next));
  g_queue_clear_full (&self->pages, hkk_page_free);
  if (added == G_MAXUINT)
    hkk_paged_list_empty_items (self, things->len);
  else if (added > 0)
    hkk_paged_list_shift_items (self, added);
  hkk_paged_list_keep_page (self, 0, things);
  /* Of another list the places stay, and with them the rows of a view: to make them costs more than to fill them. */
  if (added == G_MAXUINT)
    change_items (self, kept, self->n_items - kept, total - kept);
  else
    change_items (self, 0, 0, added);
}

static gboolean
are_equal (JsonArray *a,
           JsonArray *b)
{
  if (a == NULL || b == NULL || json_array_get_length (a) != json_array_get_length (b))
    return a == b;
  for (guint i = 0; i < json_array_get_length (a); i++)
    if (json_array_get_int_element (a, i) != json_array_get_int_element (b, i))
      return FALSE;
  return TRUE;
}

/* (nullable): what a portal says that is no list of numbers is not taken, and harms nothing. */
static JsonArray *
read_years (JsonObject *answer)
{
  JsonArray *years = hkk_json_get_array (answer, "years");
  gint64 year;

  for (guint i = 0; i < hkk_json_array_length (years); i++)
    if (!hkk_json_node_int (json_array_get_element (years, i), &year))
      return NULL;
  return years;
}

static void
take_years (HkkPagedList *self,
            JsonObject   *answer)
{
  JsonArray *years = read_years (answer);

  if (are_equal (self->years, years))
    return;
  g_clear_pointer (&self->years, json_array_unref);
  if (years != NULL)
    self->years = json_array_ref (years);
  notify (self, PROP_YEARS);
}

static void
take_page (HkkPagedList *self,
           guint         number,
           JsonObject   *answer)
{
  g_autoptr(GPtrArray) things = read_things (self, answer);
  const char *next = hkk_json_get_string (answer, "next_cursor");
  guint total = (guint) MIN (hkk_json_get_int (answer, "total", 0), G_MAXINT32);
  guint kept;

  if (!leads_on (self, number, things))
    g_ptr_array_set_size (things, 0);
  if (things->len == 0 || (next != NULL && is_old_cursor (self, number, next)))
    next = NULL;
  /* A page that is shorter than its place in the list would leave places that never load. */
  if (next == NULL)
    total = number * HKK_PAGE_SIZE + things->len;
  if (number == 0)
    {
      self->jumps = hkk_json_get_int (answer, "offset", -1) == 0;
      self->stale = FALSE;
      take_years (self, answer);
      take_first_page (self, things, total, next);
      hkk_paged_list_set_checked (self, hkk_clock_now (), FALSE);
      return;
    }
  if (next != NULL && number + 1 == self->cursors->len)
    g_ptr_array_add (self->cursors, g_strdup (next));
  hkk_paged_list_keep_page (self, number, things);
  kept = MIN (self->n_items, total);
  change_items (self, kept, self->n_items - kept, total - kept);
}

/* Whether a page that was jumped to stands where it was looked for. The portal may have come to be another one, and
 * what is new at the top moves all places. */
static gboolean
is_in_place (HkkPagedList *self,
             guint         number,
             JsonObject   *answer)
{
  if (hkk_json_get_int (answer, "offset", -1) != (gint64) number * HKK_PAGE_SIZE)
    {
      self->jumps = FALSE;
      return FALSE;
    }
  self->moved = !self->moved && hkk_json_get_int (answer, "total", 0) != self->n_items;
  if (self->moved)
    fetch (self, 0);
  return !self->moved;
}

typedef struct
{
  HkkPagedList *list; /* Owned */
  GCancellable *call; /* Owned */
  guint         number;
  gboolean      jumped; /* it was asked for by its place */
} Fetch;

static void
take_error (HkkPagedList *self,
            const GError *error)
{
  /* What is shown stays; the error stands beside it. */
  set_state (self, self->state == HKK_PAGED_LIST_READY ? HKK_PAGED_LIST_READY : HKK_PAGED_LIST_ERROR, error);
}

/* Shows what is on this computer of what is asked for. FALSE if there is nothing. */
static gboolean
take_copy (HkkPagedList *self)
{
  GDateTime *seen_at = NULL;
  g_autoptr(JsonNode) node = hkk_paged_list_dup_copy (self, &seen_at);
  g_autoptr(GPtrArray) things = NULL;

  if (node == NULL)
    return FALSE;
  things = read_things (self, json_node_get_object (node));
  hkk_paged_list_sift (self, things);
  self->jumps = FALSE;
  self->stale = FALSE;
  take_years (self, json_node_get_object (node));
  take_first_page (self, things, things->len, NULL);
  hkk_paged_list_set_checked (self, seen_at, TRUE);
  set_state (self, HKK_PAGED_LIST_READY, NULL);
  return TRUE;
}

/* It will do where nothing fits that is shown. */
static void
fall_back (HkkPagedList *self,
           const GError *error)
{
  if (hkk_portal_error_is_transport (error) && (self->state != HKK_PAGED_LIST_READY || self->stale))
    take_copy (self);
}

static GError *
check_page (HkkPagedList *self,
            JsonObject   *answer)
{
  g_autofree char *where = NULL;
  g_autofree char *inside = NULL;

  if (!hkk_json_fits (answer, HKK_PAGE_NEEDS, &where) ||
      !hkk_thing_list_fits (self->item_type, hkk_json_get_array (answer, "items"), self->needs, &inside))
    return hkk_portal_error_new_misfit (self->path, where != NULL ? where : inside);
  return NULL;
}

static void
on_page (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autofree Fetch *fetched = data;
  g_autoptr(HkkPagedList) self = fetched->list;
  g_autoptr(GCancellable) call = fetched->call;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = hkk_portal_get_finish (HKK_PORTAL (source), result, &error);

  if (self->call != call)
    return;
  g_clear_object (&self->call);
  if (self->later)
    {
      hkk_paged_list_reload (self);
      return;
    }
  if (node != NULL)
    error = check_page (self, json_node_get_object (node));
  if (error != NULL)
    {
      fall_back (self, error);
      take_error (self, error);
      return;
    }
  if (fetched->number == 0)
    hkk_paged_list_keep_copy (self, node);
  if (!fetched->jumped || is_in_place (self, fetched->number, json_node_get_object (node)))
    take_page (self, fetched->number, json_node_get_object (node));
  set_state (self, HKK_PAGED_LIST_READY, NULL);
  look_for_wanted (self);
}

static void
fetch (HkkPagedList *self,
       guint         number)
{
  g_autofree char *path = page_path (self, number);
  Fetch *data = g_new0 (Fetch, 1);

  if (self->call != NULL)
    g_cancellable_cancel (self->call);
  g_clear_object (&self->call);
  self->call = g_cancellable_new ();
  data->list = g_object_ref (self);
  data->call = g_object_ref (self->call);
  data->number = number;
  data->jumped = number > 0 && cursor_of (self, number) == NULL;
  hkk_portal_get_async (self->portal, path, self->call, on_page, data);
}

/**
 * hkk_paged_list_reload:
 *
 * Loads from the start. What is shown stays until the answer is here.
 */
void
hkk_paged_list_reload (HkkPagedList *self)
{
  g_return_if_fail (HKK_IS_PAGED_LIST (self));
  g_clear_handle_id (&self->later, g_source_remove);
  if (self->state != HKK_PAGED_LIST_READY && !take_copy (self))
    set_state (self, HKK_PAGED_LIST_LOADING, NULL);
  fetch (self, 0);
}

/**
 * hkk_paged_list_refresh:
 *
 * Looks for what is new. Places keep their items; new ones come in at the top. Does nothing before the first load.
 */
void
hkk_paged_list_refresh (HkkPagedList *self)
{
  g_return_if_fail (HKK_IS_PAGED_LIST (self));
  if (self->state != HKK_PAGED_LIST_IDLE)
    hkk_paged_list_reload (self);
}

static gboolean
put_param (HkkPagedList *self,
           const char   *name,
           const char   *value)
{
  if (value != NULL && !*value)
    value = NULL;
  if (g_strcmp0 (g_hash_table_lookup (self->params, name), value) == 0)
    return FALSE;
  if (value != NULL)
    g_hash_table_insert (self->params, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (self->params, name);
  return TRUE;
}

static gboolean
on_later (gpointer data)
{
  HkkPagedList *self = data;

  self->later = 0;
  hkk_paged_list_reload (self);
  return G_SOURCE_REMOVE;
}

/**
 * hkk_paged_list_set_param:
 * @name: a query parameter of the route: `q`, `state`, `kind`, `unread`, `year`
 * @value: (nullable): its value; %NULL and "" remove it
 *
 * Changes a filter and loads, unless it is the same. While an answer is awaited it waits for that a little, so that who
 * types is answered at once and a slow portal is not asked for each letter.
 *
 * Returns: whether it loads, or will
 */
gboolean
hkk_paged_list_set_param (HkkPagedList *self,
                          const char   *name,
                          const char   *value)
{
  g_return_val_if_fail (HKK_IS_PAGED_LIST (self), FALSE);
  if (!put_param (self, name, value) && self->state != HKK_PAGED_LIST_IDLE)
    return FALSE;
  self->stale = TRUE;
  /* Nobody waits for a way that is known to be broken. */
  if (self->state == HKK_PAGED_LIST_READY && !hkk_portal_get_online (self->portal))
    take_copy (self);
  if (self->call == NULL)
    hkk_paged_list_reload (self);
  else if (!self->later)
    self->later = g_timeout_add (LATER_MS, on_later, self);
  return TRUE;
}

/**
 * hkk_paged_list_get_state:
 *
 * Returns: whether there is something to show
 */
HkkPagedListState
hkk_paged_list_get_state (HkkPagedList *self)
{
  return self->state;
}

/**
 * hkk_paged_list_get_error:
 *
 * Returns: (transfer none) (nullable): why the last load failed
 */
const GError *
hkk_paged_list_get_error (HkkPagedList *self)
{
  return self->error;
}

/**
 * hkk_paged_list_get_years:
 *
 * Returns: (transfer none) (nullable): the calendar years that there are, the newest first; %NULL if the portal does
 *   not say
 */
JsonArray *
hkk_paged_list_get_years (HkkPagedList *self)
{
  return self->years;
}

/**
 * hkk_paged_list_find:
 * @id: id of a thing
 * @position: (out): its place
 *
 * Returns: %FALSE if it is not among the loaded ones
 */
gboolean
hkk_paged_list_find (HkkPagedList *self,
                     const char   *id,
                     guint        *position)
{
  for (GList *link = self->pages.head; link != NULL; link = link->next)
    {
      HkkPage *page = link->data;

      for (guint i = 0; i < page->things->len; i++)
        if (g_strcmp0 (hkk_thing_get_id (g_ptr_array_index (page->things, i)), id) == 0)
          {
            *position = page->number * HKK_PAGE_SIZE + i;
            return TRUE;
          }
    }
  return FALSE;
}

static GType
get_item_type (GListModel *model)
{
  return HKK_TYPE_PAGED_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return HKK_PAGED_LIST (model)->n_items;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  HkkPagedList *self = HKK_PAGED_LIST (model);
  HkkPagedItem *item;
  HkkThing *thing;

  if (position >= self->n_items)
    return NULL;
  item = g_hash_table_lookup (self->items, GUINT_TO_POINTER (position));
  if (item != NULL)
    g_object_ref (item);
  thing = item != NULL ? hkk_paged_item_get_thing (item) : hkk_paged_list_thing_at (self, position);
  if (item == NULL)
    {
      item = hkk_paged_item_new (position, thing);
      g_hash_table_insert (self->items, GUINT_TO_POINTER (position), item);
      g_object_weak_ref (G_OBJECT (item), hkk_paged_list_item_gone, self);
    }
  if (thing == NULL)
    look_for_wanted (self);
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
hkk_paged_list_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  HkkPagedList *self = HKK_PAGED_LIST (object);

  switch (id)
    {
    case PROP_STATE: g_value_set_enum (value, self->state); break;
    case PROP_ERROR: g_value_set_boxed (value, self->error); break;
    case PROP_N_ITEMS: g_value_set_uint (value, self->n_items); break;
    case PROP_YEARS: g_value_set_boxed (value, self->years); break;
    case PROP_CHECKED_AT: g_value_set_boxed (value, self->checked_at); break;
    case PROP_ITEM_TYPE: g_value_set_gtype (value, HKK_TYPE_PAGED_ITEM); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hkk_paged_list_dispose (GObject *object)
{
  HkkPagedList *self = HKK_PAGED_LIST (object);
  g_autoptr(GCancellable) call = g_steal_pointer (&self->call);

  if (call != NULL)
    g_cancellable_cancel (call);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_handle_id (&self->later, g_source_remove);
  hkk_paged_list_forget_items (self);
  G_OBJECT_CLASS (hkk_paged_list_parent_class)->dispose (object);
}

static void
hkk_paged_list_finalize (GObject *object)
{
  HkkPagedList *self = HKK_PAGED_LIST (object);

  g_clear_object (&self->portal);
  g_free (self->path);
  g_hash_table_unref (self->params);
  g_hash_table_unref (self->items);
  g_ptr_array_unref (self->cursors);
  g_queue_clear_full (&self->pages, hkk_page_free);
  g_clear_pointer (&self->years, json_array_unref);
  g_clear_pointer (&self->checked_at, g_date_time_unref);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (hkk_paged_list_parent_class)->finalize (object);
}

static void
hkk_paged_list_class_init (HkkPagedListClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = hkk_paged_list_get_property;
  G_OBJECT_CLASS (klass)->dispose = hkk_paged_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_paged_list_finalize;
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, HKK_TYPE_PAGED_LIST_STATE,
                                              HKK_PAGED_LIST_IDLE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_ITEM_TYPE] = g_param_spec_gtype ("item-type", NULL, NULL, G_TYPE_OBJECT, flags);
  properties[PROP_YEARS] = g_param_spec_boxed ("years", NULL, NULL, JSON_TYPE_ARRAY, flags);
  properties[PROP_CHECKED_AT] = g_param_spec_boxed ("checked-at", NULL, NULL, G_TYPE_DATE_TIME, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
hkk_paged_list_init (HkkPagedList *self)
{
  self->params = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->items = g_hash_table_new (NULL, NULL);
  self->cursors = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->cursors, NULL);
}

/**
 * hkk_paged_list_new:
 * @path: a list route, `/v1/messages`
 * @item_type: what its items are, a type that derives from #HkkThing
 * @needs: (nullable): what each must say besides, see hkk_thing_fits(); static
 *
 * Returns: (transfer full): an empty list; nothing is loaded yet
 */
HkkPagedList *
hkk_paged_list_new (HkkPortal  *portal,
                    const char *path,
                    GType       item_type,
                    const char *needs)
{
  HkkPagedList *self;

  g_return_val_if_fail (HKK_IS_PORTAL (portal), NULL);
  g_return_val_if_fail (g_type_is_a (item_type, HKK_TYPE_THING), NULL);

  self = g_object_new (HKK_TYPE_PAGED_LIST, NULL);
  self->portal = g_object_ref (portal);
  self->path = g_strdup (path);
  self->item_type = item_type;
  self->needs = needs;
  return self;
}
