/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-field-row.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-check-field.h"
#include "hkk-choice-field.h"
#include "hkk-date-field.h"
#include "hkk-entry-field.h"
#include "hkk-files-field.h"
#include "hkk-iban-field.h"
#include "hkk-items-field.h"
#include "hkk-money-field.h"
#include "hkk-multiline-field.h"
#include "hkk-note-field.h"

/* So many options are all shown at once; more stand in a list that opens. */
#define SHOWN_AT_ONCE 6

typedef struct
{
  HkkFormModel *model;     /* Owned */
  HkkFormField *field;     /* Borrowed from the form, which the model keeps */
  char         *path;      /* Owned */
  GtkWidget    *control;   /* Borrowed: has the focus and the accessible state */
  gboolean      busy;      /* the row itself is writing its value */
  gboolean      answered;  /* the person has touched it, so leaving it checks it */

  GtkWidget    *title_box;
  GtkLabel     *title;
  GtkLabel     *optional;
  AdwBin       *slot;
  GtkLabel     *help;
  GtkLabel     *source;
  GtkWidget    *warning_box;
  GtkLabel     *warning;
  GtkWidget    *error_box;
  GtkLabel     *error;
} HkkFieldRowPrivate;

enum
{
  LEFT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HkkFieldRow, hkk_field_row, ADW_TYPE_BIN)

static gboolean
is_part_of_row (HkkFieldRow *self,
                GtkWidget   *text)
{
  for (GtkWidget *widget = text; widget != NULL && widget != GTK_WIDGET (self); widget = gtk_widget_get_parent (widget))
    if (!gtk_widget_get_visible (widget))
      return FALSE;
  return TRUE;
}

/* What a screen reader says besides the label and the value. What is wrong is part of it: Orca, for one, does not learn
 * from the toolkit that an entry is invalid. A text, not a relation: only of a text it hears that it is another one. */
static void
refresh_description (HkkFieldRow *self)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);
  GtkLabel *labels[] = { priv->error, priv->warning, priv->source, priv->help };
  g_autoptr(GString) text = g_string_new (NULL);

  if (priv->control == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (is_part_of_row (self, GTK_WIDGET (labels[i])))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", gtk_label_get_label (labels[i]));
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->control), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str, -1);
}

static void
describe_control (HkkFieldRow *self)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);
  gboolean wrong = gtk_widget_get_visible (priv->error_box);

  if (priv->control == NULL)
    return;

  gtk_accessible_update_state (GTK_ACCESSIBLE (priv->control), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (wrong)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (priv->control),
                                    GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE, priv->error, NULL,
                                    -1);
  else
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (priv->control), GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE);
  refresh_description (self);
}

static void
show_error (HkkFieldRow *self,
            const char  *message)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);

  gtk_label_set_label (priv->error, message != NULL ? message : "");
  gtk_widget_set_visible (priv->error_box, message != NULL);
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "wrong");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "wrong");
  describe_control (self);
}

static void
show_warning (HkkFieldRow *self,
              const char  *message)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);

  if (g_strcmp0 (gtk_label_get_label (priv->warning), message != NULL ? message : "") == 0)
    return;

  gtk_label_set_label (priv->warning, message != NULL ? message : "");
  gtk_widget_set_visible (priv->warning_box, message != NULL);
  refresh_description (self);
  if (message != NULL)
    hkk_announce (GTK_WIDGET (self), message);
}

static const char *
find_issue (GPtrArray         *issues,
            const char        *path,
            HkkFormIssueLevel  level,
            const char       **where)
{
  for (guint i = 0; i < issues->len; i++)
    {
      HkkFormIssue *issue = g_ptr_array_index (issues, i);

      if (issue->level != level || !hkk_form_path_is_within (issue->path, path))
        continue;
      *where = issue->path;
      return issue->message;
    }

  return NULL;
}

static void
refresh_warning (HkkFieldRow *self,
                 GPtrArray   *issues)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);
  const char *where = NULL;

  show_warning (self, find_issue (issues, priv->path, HKK_FORM_ISSUE_WARNING, &where));
}

/* What stands in the way, in the order of how close to the person's fingers it is. */
static gboolean
show_first_error (HkkFieldRow *self,
                  GPtrArray   *issues)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);
  HkkFieldRowClass *klass = HKK_FIELD_ROW_GET_CLASS (self);
  g_autofree char *misread = klass->dup_misread != NULL ? klass->dup_misread (self) : NULL;
  const char *where = priv->path;
  const char *message = misread;

  if (message == NULL)
    message = hkk_form_model_find_refusal (priv->model, priv->path, &where);
  if (message == NULL)
    message = find_issue (issues, priv->path, HKK_FORM_ISSUE_ERROR, &where);

  if (klass->show_inner != NULL)
    {
      gboolean inner = message != NULL && !g_str_equal (where, priv->path);

      if (klass->show_inner (self, inner ? where : NULL, message))
        {
          show_error (self, NULL);
          return FALSE;
        }
    }
  show_error (self, message);

  return message == NULL;
}

static void
on_leave (HkkFieldRow *self)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);

  if (!priv->answered || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  hkk_field_row_check (self, NULL);
  if (hkk_field_row_get_error (self) != NULL)
    hkk_announce (GTK_WIDGET (self), hkk_field_row_get_error (self));
  g_signal_emit (self, signals[LEFT], 0);
}

static void
show_definition (HkkFieldRow *self)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);
  const char *help = hkk_form_field_get_help (priv->field);

  gtk_label_set_label (priv->title, hkk_form_field_get_label (priv->field));
  if (help != NULL && *help != '\0')
    {
      gtk_label_set_label (priv->help, help);
      gtk_widget_set_visible (GTK_WIDGET (priv->help), TRUE);
    }
}

static gboolean
asks_something (HkkFormField *field)
{
  HkkFieldKind kind = hkk_form_field_get_kind (field);

  return kind != HKK_FIELD_NOTE && kind != HKK_FIELD_CALCULATED;
}

static void
refresh_required (HkkFieldRow *self)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);
  gboolean required = FALSE;

  if (!asks_something (priv->field))
    return;

  required = hkk_form_path_is_required (hkk_form_model_get_context (priv->model), priv->path);
  gtk_widget_set_visible (GTK_WIDGET (priv->optional), !required);
  if (priv->control != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (priv->control), GTK_ACCESSIBLE_PROPERTY_REQUIRED, required, -1);
}

/* Where the value comes from, until the person changes it. */
static void
refresh_source (HkkFieldRow *self)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);
  const char *source = asks_something (priv->field) ? hkk_form_model_find_source (priv->model, priv->path) : NULL;

  if ((source != NULL) == gtk_widget_get_visible (GTK_WIDGET (priv->source)))
    return;
  gtk_label_set_label (priv->source, source != NULL ? source : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->source), source != NULL);
  refresh_description (self);
}

static void
hkk_field_row_dispose (GObject *object)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (HKK_FIELD_ROW (object));

  priv->control = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), HKK_TYPE_FIELD_ROW);

  G_OBJECT_CLASS (hkk_field_row_parent_class)->dispose (object);
}

static void
hkk_field_row_finalize (GObject *object)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (HKK_FIELD_ROW (object));

  g_clear_object (&priv->model);
  g_clear_pointer (&priv->path, g_free);

  G_OBJECT_CLASS (hkk_field_row_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child_private (widget_class, HkkFieldRow, title_box);
  gtk_widget_class_bind_template_child_private (widget_class, HkkFieldRow, title);
  gtk_widget_class_bind_template_child_private (widget_class, HkkFieldRow, optional);
  gtk_widget_class_bind_template_child_private (widget_class, HkkFieldRow, slot);
  gtk_widget_class_bind_template_child_private (widget_class, HkkFieldRow, help);
  gtk_widget_class_bind_template_child_private (widget_class, HkkFieldRow, source);
  gtk_widget_class_bind_template_child_private (widget_class, HkkFieldRow, warning_box);
  gtk_widget_class_bind_template_child_private (widget_class, HkkFieldRow, warning);
  gtk_widget_class_bind_template_child_private (widget_class, HkkFieldRow, error_box);
  gtk_widget_class_bind_template_child_private (widget_class, HkkFieldRow, error);
}

static void
hkk_field_row_class_init (HkkFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hkk_field_row_dispose;
  object_class->finalize = hkk_field_row_finalize;

  /* left: the person has answered and moved on; other answers may be right or wrong because of it. */
  signals[LEFT] = g_signal_new ("left", HKK_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-field-row.ui");
  bind_children (widget_class);
}

static void
hkk_field_row_init (HkkFieldRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/* What is not named here is answered by one line of text. */
static GType (* const types[]) (void) = {
  [HKK_FIELD_MULTILINE] = hkk_multiline_field_get_type,
  [HKK_FIELD_CHOICE] = hkk_choice_field_get_type,
  [HKK_FIELD_COUNTRY] = hkk_choice_field_get_type,
  [HKK_FIELD_PERSON] = hkk_choice_field_get_type,
  [HKK_FIELD_MULTICHOICE] = hkk_check_field_get_type,
  [HKK_FIELD_YESNO] = hkk_check_field_get_type,
  [HKK_FIELD_DECLARATION] = hkk_check_field_get_type,
  [HKK_FIELD_DATE] = hkk_date_field_get_type,
  [HKK_FIELD_MONEY] = hkk_money_field_get_type,
  [HKK_FIELD_IBAN] = hkk_iban_field_get_type,
  [HKK_FIELD_GROUP] = hkk_items_field_get_type,
  [HKK_FIELD_TABLE] = hkk_items_field_get_type,
  [HKK_FIELD_ATTACHMENTS] = hkk_files_field_get_type,
  [HKK_FIELD_NOTE] = hkk_note_field_get_type,
  [HKK_FIELD_CALCULATED] = hkk_note_field_get_type,
};

/* A choice of few is ticked: all of it is seen at once. What is ticked stays so, and what nobody has to answer can be
 * taken back. */
static GType
type_of_field (HkkFormField *field)
{
  HkkFieldKind kind = hkk_form_field_get_kind (field);
  GType (*get_type) (void) = kind < G_N_ELEMENTS (types) ? types[kind] : NULL;

  if (get_type == hkk_choice_field_get_type && hkk_form_field_get_n_options (field) <= SHOWN_AT_ONCE &&
      !hkk_form_field_is_free_list (field))
    return HKK_TYPE_CHECK_FIELD;
  return get_type != NULL ? get_type () : HKK_TYPE_ENTRY_FIELD;
}

/**
 * hkk_field_row_new:
 * @model: the filled-in form
 * @field: a field of it
 * @path: the path of the field's value
 *
 * Returns: (transfer floating): the widget for the kind of @field
 */
HkkFieldRow *
hkk_field_row_new (HkkFormModel *model,
                   HkkFormField *field,
                   const char   *path)
{
  HkkFieldRow *self = NULL;
  HkkFieldRowPrivate *priv = NULL;

  g_return_val_if_fail (HKK_IS_FORM_MODEL (model), NULL);
  g_return_val_if_fail (field != NULL && path != NULL, NULL);

  self = g_object_new (type_of_field (field), NULL);
  priv = hkk_field_row_get_instance_private (self);
  priv->model = g_object_ref (model);
  priv->field = field;
  priv->path = g_strdup (path);
  show_definition (self);
  HKK_FIELD_ROW_GET_CLASS (self)->build (self);
  hkk_field_row_update (self, "");

  return self;
}

/**
 * hkk_field_row_get_model:
 *
 * Returns: (transfer none): the filled-in form
 */
HkkFormModel *
hkk_field_row_get_model (HkkFieldRow *self)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);

  g_return_val_if_fail (HKK_IS_FIELD_ROW (self), NULL);

  return priv->model;
}

/**
 * hkk_field_row_get_values:
 *
 * Returns: (transfer none): what the person entered
 */
HkkFormValues *
hkk_field_row_get_values (HkkFieldRow *self)
{
  return hkk_form_model_get_values (hkk_field_row_get_model (self));
}

/**
 * hkk_field_row_get_field:
 *
 * Returns: (transfer none): the field's definition
 */
HkkFormField *
hkk_field_row_get_field (HkkFieldRow *self)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);

  g_return_val_if_fail (HKK_IS_FIELD_ROW (self), NULL);

  return priv->field;
}

/**
 * hkk_field_row_get_path:
 *
 * Returns: (transfer none): the path of the field's value
 */
const char *
hkk_field_row_get_path (HkkFieldRow *self)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);

  g_return_val_if_fail (HKK_IS_FIELD_ROW (self), NULL);

  return priv->path;
}

/**
 * hkk_field_row_set_control:
 * @child: what to put under the label
 * @control: (nullable): the widget in it that takes the focus and carries the accessible label and state
 *
 * For subclasses, in their build().
 */
void
hkk_field_row_set_control (HkkFieldRow *self,
                           GtkWidget   *child,
                           GtkWidget   *control)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);

  g_return_if_fail (HKK_IS_FIELD_ROW (self));

  adw_bin_set_child (priv->slot, child);
  priv->control = control;
  if (control == NULL)
    return;

  gtk_accessible_update_relation (GTK_ACCESSIBLE (control),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, priv->title, NULL,
                                  -1);
  refresh_description (self);
}

/**
 * hkk_field_row_hide_title:
 *
 * For controls that show the label themselves.
 */
void
hkk_field_row_hide_title (HkkFieldRow *self)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);

  g_return_if_fail (HKK_IS_FIELD_ROW (self));

  gtk_widget_set_visible (priv->title_box, FALSE);
}

/**
 * hkk_field_row_set_busy:
 * @busy: whether the row itself writes its value or its widgets
 *
 * Meanwhile refresh() is not called and the widgets' signals are to be ignored.
 */
void
hkk_field_row_set_busy (HkkFieldRow *self,
                        gboolean     busy)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);

  g_return_if_fail (HKK_IS_FIELD_ROW (self));

  priv->busy = busy;
}

/**
 * hkk_field_row_is_busy:
 *
 * Returns: whether the row itself writes its value or its widgets
 */
gboolean
hkk_field_row_is_busy (HkkFieldRow *self)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);

  g_return_val_if_fail (HKK_IS_FIELD_ROW (self), FALSE);

  return priv->busy;
}

/**
 * hkk_field_row_set_answered:
 *
 * The person has worked on this row, so that leaving it checks it.
 */
void
hkk_field_row_set_answered (HkkFieldRow *self)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);

  g_return_if_fail (HKK_IS_FIELD_ROW (self));

  priv->answered = TRUE;
}

/**
 * hkk_field_row_asks:
 *
 * Returns: whether it is a question, and not a text or a calculated value to read
 */
gboolean
hkk_field_row_asks (HkkFieldRow *self)
{
  return asks_something (hkk_field_row_get_field (self));
}

/**
 * hkk_field_row_is_open:
 *
 * Returns: whether it is a question that needs an answer and has none
 */
gboolean
hkk_field_row_is_open (HkkFieldRow *self)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);

  g_return_val_if_fail (HKK_IS_FIELD_ROW (self), FALSE);

  return asks_something (priv->field) && gtk_widget_get_visible (GTK_WIDGET (self)) &&
         hkk_form_path_is_required (hkk_form_model_get_context (priv->model), priv->path) &&
         !hkk_form_values_has (hkk_form_model_get_values (priv->model), priv->path);
}

/**
 * hkk_field_row_update:
 * @path: where a value changed; "" for everything
 *
 * Follows a change of the values: visibility, need, value, warning. A shown error goes when its own value changes,
 * because that is the person correcting it.
 */
void
hkk_field_row_update (HkkFieldRow *self,
                      const char  *path)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);
  gboolean own = FALSE;

  g_return_if_fail (HKK_IS_FIELD_ROW (self));

  own = hkk_form_path_is_within (path, priv->path) || hkk_form_path_is_within (priv->path, path);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          hkk_form_path_is_shown (hkk_form_model_get_context (priv->model), priv->path));
  refresh_required (self);
  if (own)
    {
      show_error (self, NULL);
      refresh_source (self);
    }
  if (!priv->busy)
    {
      priv->busy = TRUE;
      HKK_FIELD_ROW_GET_CLASS (self)->refresh (self);
      priv->busy = FALSE;
    }
  if (own && gtk_widget_get_visible (GTK_WIDGET (self)) && asks_something (priv->field))
    {
      g_autoptr(GPtrArray) issues = hkk_form_validate_path (hkk_form_model_get_context (priv->model), priv->path);

      refresh_warning (self, issues);
    }
}

/**
 * hkk_field_row_is_wide:
 *
 * Returns: whether the row stands beside the groups of rows instead of in one of them
 */
gboolean
hkk_field_row_is_wide (HkkFieldRow *self)
{
  HkkFieldKind kind = hkk_form_field_get_kind (hkk_field_row_get_field (self));

  return kind == HKK_FIELD_GROUP || kind == HKK_FIELD_TABLE || kind == HKK_FIELD_ATTACHMENTS || kind == HKK_FIELD_NOTE;
}

/**
 * hkk_field_row_check:
 * @issues: (nullable) (element-type HkkFormIssue): what the rules say about the form; %NULL to ask them about this
 *   value
 *
 * Checks the value and shows what is wrong, or takes the message away.
 *
 * Returns: %TRUE if nothing is wrong
 */
gboolean
hkk_field_row_check (HkkFieldRow *self,
                     GPtrArray   *issues)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);
  g_autoptr(GPtrArray) own = NULL;

  g_return_val_if_fail (HKK_IS_FIELD_ROW (self), TRUE);

  if (!gtk_widget_get_visible (GTK_WIDGET (self)) || !asks_something (priv->field))
    return TRUE;

  if (issues == NULL)
    issues = own = hkk_form_validate_path (hkk_form_model_get_context (priv->model), priv->path);
  refresh_warning (self, issues);

  return show_first_error (self, issues);
}

/* All of the row; where it is higher than what is seen, what has the focus and the message; or else only the focus. */
static void
scroll_to_message (GtkWidget *row,
                   GtkWidget *error_box,
                   GtkWidget *viewport)
{
  GtkWidget *content = gtk_viewport_get_child (GTK_VIEWPORT (viewport));
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (row));
  float seen = (float) gtk_widget_get_height (viewport);
  graphene_rect_t place, focused, message;

  if (!gtk_widget_compute_bounds (row, content, &place))
    return;
  if (place.size.height > seen && focus != NULL && gtk_widget_is_ancestor (focus, row) &&
      gtk_widget_compute_bounds (focus, content, &focused) &&
      gtk_widget_compute_bounds (error_box, content, &message))
    {
      graphene_rect_union (&focused, &message, &place);
      if (place.size.height > seen)
        place = focused;
    }
  gtk_adjustment_clamp_page (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)), place.origin.y,
                             place.origin.y + place.size.height);
}

/* Once the message has its place: it stands below what has the focus. */
static gboolean
on_frame (GtkWidget     *row,
          GdkFrameClock *clock,
          gpointer       data)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (HKK_FIELD_ROW (row));
  GtkWidget *viewport = gtk_widget_get_ancestor (row, GTK_TYPE_VIEWPORT);

  if (viewport == NULL || !gtk_widget_get_mapped (row) || !gtk_widget_get_visible (priv->error_box))
    return G_SOURCE_REMOVE;
  if (gtk_widget_get_height (priv->error_box) == 0)
    return G_SOURCE_CONTINUE;
  scroll_to_message (row, priv->error_box, viewport);
  return G_SOURCE_REMOVE;
}

static gboolean
take_focus (HkkFieldRow *self,
            const char  *path)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);

  if (HKK_FIELD_ROW_GET_CLASS (self)->focus_inner != NULL && HKK_FIELD_ROW_GET_CLASS (self)->focus_inner (self, path))
    return TRUE;
  if (priv->control != NULL && gtk_widget_grab_focus (priv->control))
    return TRUE;

  return gtk_widget_child_focus (GTK_WIDGET (priv->slot), GTK_DIR_TAB_FORWARD);
}

/**
 * hkk_field_row_focus_control:
 * @path: the path of this row's value or of a part of it
 *
 * Moves the focus to the control, and what is wrong with it into sight.
 *
 * Returns: whether it went there
 */
gboolean
hkk_field_row_focus_control (HkkFieldRow *self,
                             const char  *path)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);

  g_return_val_if_fail (HKK_IS_FIELD_ROW (self), FALSE);

  if (!take_focus (self, path))
    return FALSE;
  if (gtk_widget_get_visible (priv->error_box))
    gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, NULL, NULL);
  return TRUE;
}

/**
 * hkk_field_row_dup_too_long:
 * @text: the value, a text
 *
 * Returns: (transfer full) (nullable): by how much @text is too long for the field; %NULL if it is not. All of it
 *   stays where it was typed.
 */
char *
hkk_field_row_dup_too_long (HkkFieldRow *self,
                            const char  *text)
{
  guint max = hkk_form_field_get_max_length (hkk_field_row_get_field (self));
  guint length = (guint) g_utf8_strlen (text, -1);

  if (max == 0 || length <= max)
    return NULL;

  /* TRANSLATORS: %u: how many characters have to go */
  return g_strdup_printf (ngettext ("This text is too long by %u character. Shorten it.",
                                    "This text is too long by %u characters. Shorten it.", length - max),
                          length - max);
}

/**
 * hkk_field_row_get_error:
 *
 * Returns: (transfer none) (nullable): the error that is shown
 */
const char *
hkk_field_row_get_error (HkkFieldRow *self)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);

  g_return_val_if_fail (HKK_IS_FIELD_ROW (self), NULL);

  return gtk_widget_get_visible (priv->error_box) ? gtk_label_get_label (priv->error) : NULL;
}

/**
 * hkk_field_row_get_warning:
 *
 * Returns: (transfer none) (nullable): the warning that is shown
 */
const char *
hkk_field_row_get_warning (HkkFieldRow *self)
{
  HkkFieldRowPrivate *priv = hkk_field_row_get_instance_private (self);

  g_return_val_if_fail (HKK_IS_FIELD_ROW (self), NULL);

  return gtk_widget_get_visible (priv->warning_box) ? gtk_label_get_label (priv->warning) : NULL;
}
