/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-error-text.h"
#include "hkk-form-page-private.h"
#include "hkk-form-review.h"
#include "hkk-format.h"
#include "hkk-item-page.h"
#include "hkk-row.h"
#include "hkk-shell.h"
#include "hkk-structure.h"

G_DEFINE_FINAL_TYPE (HkkFormPage, hkk_form_page, HKK_TYPE_PAGE)

/* --- Steps --- */

static GPtrArray *
get_steps (HkkFormPage *self)
{
  HkkForm *form = hkk_form_model_get_form (self->model);
  GPtrArray *steps = g_ptr_array_new ();

  for (guint i = 0; i < hkk_form_get_n_sections (form); i++)
    {
      HkkFormSection *section = hkk_form_get_section (form, i);

      if (hkk_form_section_is_shown (hkk_form_model_get_context (self->model), section))
        g_ptr_array_add (steps, section);
    }

  return steps;
}

/* Whether the form is handed in from here. */
static gboolean
is_last (HkkFormPage *self,
         GPtrArray   *steps)
{
  return self->section == NULL || (!hkk_form_has_review (hkk_form_model_get_form (self->model)) && steps->len > 0 &&
                                   g_ptr_array_index (steps, steps->len - 1) == (gpointer) self->section);
}

/* Whether no answer can add a step or take one away. */
static gboolean
has_fixed_steps (HkkForm *form)
{
  for (guint i = 0; i < hkk_form_get_n_sections (form); i++)
    if (hkk_form_section_is_conditional (hkk_form_get_section (form, i)))
      return FALSE;
  return TRUE;
}

/* How many there are is said only if it stays so. */
static void
show_step_number (HkkFormPage *self)
{
  HkkForm *form = hkk_form_model_get_form (self->model);
  g_autoptr(GPtrArray) steps = get_steps (self);
  guint n_steps = steps->len + (hkk_form_has_review (form) ? 1 : 0);
  guint position = steps->len;
  g_autofree char *text = NULL;

  g_ptr_array_find (steps, self->section, &position);
  if (has_fixed_steps (form))
    /* TRANSLATORS: %1$u is the number of the step of a form, %2$u how many there are */
    text = g_strdup_printf (_("Step %1$u of %2$u"), position + 1, n_steps);
  else
    /* TRANSLATORS: %u is the number of the step of a form */
    text = g_strdup_printf (_("Step %u"), position + 1);
  gtk_label_set_label (self->step, text);
  gtk_widget_set_visible (GTK_WIDGET (self->step), n_steps > 1);
}

/* A focus that went with its field would scroll the page when it lands. */
static void
clear_focus (HkkFormPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    gtk_root_set_focus (root, NULL);
}

/* The heading has the focus, and is read so; which step it is of is told beside it. Not the button: it may hand in. */
static void
show_heading (HkkFormPage *self,
              const char  *title,
              const char  *text)
{
  show_step_number (self);
  gtk_label_set_label (self->heading, title);
  gtk_label_set_label (self->text, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->text), text != NULL && *text != '\0');
  hkk_structure_focus (GTK_WIDGET (self->heading));
  if (gtk_widget_get_visible (GTK_WIDGET (self->step)))
    hkk_announce (GTK_WIDGET (self), gtk_label_get_label (self->step));
}

static void
scroll_up (HkkFormPage *self)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

/* What does not stop anybody, but must be known before something is handed in. */
static void
say_warnings (HkkFormPage *self)
{
  g_autoptr(GPtrArray) issues = hkk_form_model_validate (self->model, NULL);
  g_autoptr(GPtrArray) warnings = g_ptr_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < issues->len; i++)
    {
      HkkFormIssue *issue = g_ptr_array_index (issues, i);

      if (issue->level == HKK_FORM_ISSUE_WARNING &&
          !g_ptr_array_find_with_equal_func (warnings, issue->message, g_str_equal, NULL))
        g_ptr_array_add (warnings, issue->message);
    }
  if (warnings->len == 0)
    return;
  g_ptr_array_add (warnings, NULL);
  text = g_strjoinv ("\n", (char **) warnings->pdata);
  hkk_form_page_show_message (self, "dialog-warning-symbolic", text);
}

static void
show_review (HkkFormPage *self)
{
  HkkFormReview *review = hkk_form_review_new (self->model, self->before);

  clear_focus (self);
  self->section = NULL;
  self->fields = NULL;
  adw_bin_set_child (self->body, GTK_WIDGET (review));
  if (self->before == NULL)
    show_heading (self, _("Check your entries"),
                  _("Nothing has been sent yet. Read everything once more, then hand it in."));
  else if (hkk_form_review_get_n_rows (review) > 0)
    show_heading (self, _("Check the changes"), _("Nothing has been sent yet."));
  else
    show_heading (self, _("Nothing is changed"), _("All entries are as they were. Go back to change something."));
  say_warnings (self);
  hkk_form_page_refresh_bar (self);
  scroll_up (self);
}

static void
show_step (HkkFormPage    *self,
           HkkFormSection *section)
{
  clear_focus (self);
  self->section = section;
  self->fields = hkk_field_list_new_for_section (self->model, section);
  adw_bin_set_child (self->body, GTK_WIDGET (self->fields));
  show_heading (self, hkk_form_section_get_title (section), hkk_form_section_get_text (section));
  hkk_form_page_refresh_bar (self);
  scroll_up (self);
}

void
hkk_form_page_show_section (HkkFormPage    *self,
                            HkkFormSection *section)
{
  HkkDraft *draft = hkk_form_model_get_draft (self->model);
  g_autoptr(GPtrArray) steps = get_steps (self);
  guint position = steps->len;

  if (section != NULL && !g_ptr_array_find (steps, section, &position))
    section = NULL;
  hkk_form_page_show_message (self, NULL, NULL);
  if (draft != NULL && hkk_draft_get_step (draft) != position)
    {
      hkk_draft_set_step (draft, position);
      hkk_form_saver_touch (self->saver);
    }
  hkk_form_saver_flush (self->saver);
  if (section != NULL)
    show_step (self, section);
  else
    show_review (self);
}

/* With a name of its own, too: of the text's change a screen reader hears nothing, and it reads the old one with it. */
static void
name_next (HkkFormPage *self,
           const char  *text)
{
  gtk_button_set_label (self->next_button, text);
  hkk_button_name (self->next_button, text);
}

void
hkk_form_page_refresh_bar (HkkFormPage *self)
{
  HkkForm *form = hkk_form_model_get_form (self->model);
  g_autoptr(GPtrArray) steps = get_steps (self);
  const char *submit = hkk_form_get_submit_label (form);
  guint position = steps->len; /* the review comes after them */
  gboolean first = self->section != NULL && g_ptr_array_find (steps, self->section, &position) && position == 0;
  HkkFormReview *review = self->section == NULL ? HKK_FORM_REVIEW (adw_bin_get_child (self->body)) : NULL;
  gboolean locked = self->phase == HKK_FORM_PAGE_SENDING || hkk_form_page_is_locked (self);
  gboolean nothing = self->before != NULL && review != NULL && hkk_form_review_get_n_rows (review) == 0;

  gtk_widget_set_visible (self->bar, TRUE);
  gtk_widget_set_visible (self->back_button, !first || !is_last (self, steps));
  gtk_widget_set_sensitive (self->back_button, !first && !locked);
  hkk_button_say_of (GTK_BUTTON (self->back_button),
                     position > 0 ? hkk_form_section_get_title (steps->pdata[position - 1]) : NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), !locked && !nothing);
  gtk_widget_set_sensitive (GTK_WIDGET (self->body), !locked);
  if (!is_last (self, steps))
    name_next (self, C_("form", "Next"));
  else
    /* TRANSLATORS: Button, a verb: sends the form to the insurer */
    name_next (self, submit != NULL ? submit : _("Hand in"));
}

/* --- Actions --- */

static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  hkk_form_page_open_item (HKK_FORM_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
change_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  hkk_form_page_go_to_path (HKK_FORM_PAGE (widget), g_variant_get_string (parameter, NULL));
}

/* --- What is told --- */

/* Says nothing aloud: the person has heard it already. */
void
hkk_form_page_put_message (HkkFormPage *self,
                           const char  *icon_name,
                           const char  *text)
{
  gtk_widget_set_visible (self->message_box, text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->message_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->another_button), FALSE);
  hkk_error_help_show (self->help, NULL);
  if (text == NULL)
    return;

  gtk_image_set_from_icon_name (self->message_icon, icon_name);
  gtk_label_set_label (self->message, text);
}

void
hkk_form_page_show_message (HkkFormPage *self,
                            const char  *icon_name,
                            const char  *text)
{
  hkk_form_page_put_message (self, icon_name, text);
  if (text != NULL)
    hkk_announce_now (GTK_WIDGET (self), text);
}

/* --- Checking --- */

static void
show_wrong (HkkFormPage *self,
            const char  *path,
            guint        wrong)
{
  /* TRANSLATORS: read aloud after “Next”; %u is a number of fields */
  g_autofree char *text = g_strdup_printf (ngettext ("%u entry needs your attention.",
                                                     "%u entries need your attention.", wrong), wrong);
  HkkFieldRow *row = hkk_field_list_find_row (self->fields, path);

  hkk_announce_now (GTK_WIDGET (self), text);
  hkk_field_row_focus_control (row, path);
}

/* What is wrong in the step is marked, and the first of it gets the focus. */
static gboolean
check_step (HkkFormPage *self)
{
  const char *path = NULL;
  guint wrong = hkk_field_list_check (self->fields, &path);

  if (wrong > 0)
    show_wrong (self, path, wrong);
  return wrong == 0;
}

static void
on_next (HkkFormPage *self)
{
  g_autoptr(GPtrArray) steps = get_steps (self);

  if (!is_last (self, steps))
    hkk_form_page_next (self);
  else if (self->section == NULL || check_step (self))
    hkk_form_page_submit (self);
}

static void
hkk_form_page_reload (HkkPage *page)
{
  if (HKK_FORM_PAGE (page)->model == NULL)
    hkk_form_page_load (HKK_FORM_PAGE (page));
}

static void
hkk_form_page_dispose (GObject *object)
{
  HkkFormPage *self = HKK_FORM_PAGE (object);

  if (self->saver != NULL)
    hkk_form_saver_flush (self->saver);

  G_OBJECT_CLASS (hkk_form_page_parent_class)->dispose (object);
}

static void
hkk_form_page_finalize (GObject *object)
{
  HkkFormPage *self = HKK_FORM_PAGE (object);

  g_clear_pointer (&self->form_id, g_free);
  g_clear_pointer (&self->draft_id, g_free);
  g_clear_pointer (&self->about, g_free);
  g_clear_pointer (&self->category, g_free);
  g_clear_pointer (&self->section_id, g_free);
  g_clear_pointer (&self->etag, g_free);
  g_clear_pointer (&self->resumed_of, g_date_time_unref);
  g_clear_pointer (&self->known, json_node_unref);
  g_clear_pointer (&self->blank, json_node_unref);
  g_clear_pointer (&self->known_of_form, hkk_form_known_free);
  g_clear_object (&self->definition);
  g_clear_object (&self->form);
  g_clear_object (&self->saver);
  g_clear_object (&self->before);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (hkk_form_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, header_bar);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, banner);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, no_device);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, status);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, step);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, heading);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, text);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, message_box);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, help);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, message_icon);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, message);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, message_button);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, another_button);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, leave_button);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, above);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, uploads);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, body);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, bar);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, HkkFormPage, next_button);
  gtk_widget_class_bind_template_callback (widget_class, hkk_form_page_banner_clicked);
  gtk_widget_class_bind_template_callback (widget_class, hkk_form_page_message_clicked);
  gtk_widget_class_bind_template_callback (widget_class, hkk_form_page_start_another);
  gtk_widget_class_bind_template_callback (widget_class, hkk_form_page_try_to_leave);
  gtk_widget_class_bind_template_callback (widget_class, hkk_form_page_back);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
}

static void
hkk_form_page_class_init (HkkFormPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hkk_form_page_dispose;
  object_class->finalize = hkk_form_page_finalize;
  ADW_NAVIGATION_PAGE_CLASS (klass)->hidden = hkk_form_page_hidden;
  HKK_PAGE_CLASS (klass)->reload = hkk_form_page_reload;

  g_type_ensure (HKK_TYPE_ERROR_HELP);
  g_type_ensure (HKK_TYPE_STATUS_STACK);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_FORM);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-form-page.ui");
  bind_children (widget_class);
  /* form.open (path of an item): its own page. form.change (path of a value): the field, wherever it is. */
  gtk_widget_class_install_action (widget_class, "form.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "form.change", "s", change_action);
  hkk_form_page_install_leaving (widget_class);
}

static void
hkk_form_page_init (HkkFormPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  name_next (self, C_("form", "Next"));
  hkk_button_wrap (self->next_button);
  hkk_button_wrap (self->message_button);
  hkk_button_wrap (self->another_button);
  /* One of its words alone can be wider than a narrow window. */
  gtk_label_set_wrap_mode (GTK_LABEL (gtk_button_get_child (self->next_button)), PANGO_WRAP_WORD_CHAR);
  hkk_page_set_status (HKK_PAGE (self), self->status);
  hkk_page_set_heading (HKK_PAGE (self), self->heading);
}

/**
 * hkk_form_page_new:
 * @form_id: which form
 * @draft_id: (nullable): the draft to go on with
 *
 * Returns: (transfer floating): the page of a form to be handed in
 */
HkkFormPage *
hkk_form_page_new (const char *form_id,
                   const char *draft_id)
{
  HkkFormPage *self = NULL;

  g_return_val_if_fail (form_id != NULL, NULL);

  self = g_object_new (HKK_TYPE_FORM_PAGE, NULL);
  self->form_id = g_strdup (form_id);
  self->draft_id = g_strdup (draft_id);

  return self;
}

/**
 * hkk_form_page_new_about:
 * @form_id: which form
 * @about: (nullable): the message that is answered, the request that documents are for
 * @draft_id: (nullable): the draft to go on with
 *
 * Returns: (transfer floating): the page of a form that begins with what follows from @about
 */
HkkFormPage *
hkk_form_page_new_about (const char *form_id,
                         const char *about,
                         const char *draft_id)
{
  HkkFormPage *self = hkk_form_page_new (form_id, draft_id);

  self->about = g_strdup (about);

  return self;
}

/**
 * hkk_form_page_new_question:
 * @form_id: a form that makes a message
 * @request_id: the request that is asked about
 * @draft_id: (nullable): the draft to go on with
 *
 * Returns: (transfer floating): the page of a new message that names the request
 */
HkkFormPage *
hkk_form_page_new_question (const char *form_id,
                            const char *request_id,
                            const char *draft_id)
{
  HkkFormPage *self = hkk_form_page_new_about (form_id, request_id, draft_id);

  self->is_question = TRUE;

  return self;
}

/**
 * hkk_form_page_set_category:
 * @category: what a new message is about: the value of an option of its form
 *
 * Before the page is shown.
 */
void
hkk_form_page_set_category (HkkFormPage *self,
                            const char  *category)
{
  g_return_if_fail (HKK_IS_FORM_PAGE (self));
  g_return_if_fail (category != NULL);

  g_set_str (&self->category, category);
}

/**
 * hkk_form_page_set_above:
 * @widget: (transfer floating): what the person is to have before their eyes while they fill the form in
 */
void
hkk_form_page_set_above (HkkFormPage *self,
                         GtkWidget   *widget)
{
  g_return_if_fail (HKK_IS_FORM_PAGE (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  adw_bin_set_child (self->above, widget);
  gtk_widget_set_visible (GTK_WIDGET (self->above), TRUE);
}

/**
 * hkk_form_page_new_for_section:
 * @form_id: which form
 * @section_id: the section of the profile that it changes
 * @etag: the section's ETag
 * @values: the section's values
 *
 * Returns: (transfer floating): the page of a form that changes known data; its review shows old and new
 */
HkkFormPage *
hkk_form_page_new_for_section (const char *form_id,
                               const char *section_id,
                               const char *etag,
                               JsonObject *values)
{
  HkkFormPage *self = NULL;

  g_return_val_if_fail (form_id != NULL && section_id != NULL, NULL);

  self = hkk_form_page_new (form_id, NULL);
  self->section_id = g_strdup (section_id);
  self->etag = g_strdup (etag);
  self->known = json_node_init_object (json_node_alloc (), values);

  return self;
}

/* What is asked about is the first answer, where the form asks for it and knows the request. */
static void
name_request (HkkFormPage   *self,
              HkkForm       *form,
              HkkFormValues *values)
{
  HkkFormField *field = self->is_question ? hkk_form_find_field (form, "request_id") : NULL;

  if (field != NULL && hkk_form_field_find_option (field, self->about) != NULL)
    hkk_form_values_set_string (values, "request_id", self->about);
}

/* So is what a message is about, where the form asks for it and has that. */
static void
name_category (HkkFormPage   *self,
               HkkForm       *form,
               HkkFormValues *values)
{
  HkkFormField *field = self->category != NULL ? hkk_form_find_field (form, "category") : NULL;

  if (field != NULL && hkk_form_field_find_option (field, self->category) != NULL)
    hkk_form_values_set_string (values, "category", self->category);
}

static void
fill_values (HkkFormPage   *self,
             HkkForm       *form,
             HkkFormValues *values,
             JsonNode      *prefill,
             HkkDraft      *draft)
{
  JsonNode *drafted = draft != NULL ? hkk_draft_get_values (draft) : NULL;

  if (prefill != NULL)
    hkk_form_values_merge (values, prefill);
  name_request (self, form, values);
  name_category (self, form, values);
  g_clear_pointer (&self->blank, json_node_unref);
  if (hkk_form_get_kind (form) == HKK_FORM_KIND_MESSAGE)
    self->blank = hkk_form_values_to_json (values);
  if (self->known != NULL)
    {
      hkk_form_values_merge (values, self->known);
      self->before = hkk_form_values_new_from_json (self->known);
    }
  /* A draft is exactly what the person left, be it on the disk or not. */
  if (draft != NULL && hkk_draft_has_values (draft))
    hkk_form_values_load (values, drafted);
}

/**
 * hkk_form_page_show_form:
 * @form: the definition
 * @prefill: (nullable): values that the server knows
 * @parameters: (nullable): integers that the server gave with the form
 * @today: the server's date, ISO 8601
 * @drafts: (nullable): the drafts of the account
 * @draft: (nullable): the draft that keeps the values
 *
 * Shows the form, at the step where the draft was left.
 */
void
hkk_form_page_show_form (HkkFormPage *self,
                         HkkForm     *form,
                         JsonNode    *prefill,
                         JsonObject  *parameters,
                         const char  *today,
                         HkkDrafts   *drafts,
                         HkkDraft    *draft)
{
  g_autoptr(HkkFormValues) values = hkk_form_values_new ();
  guint step = draft != NULL ? hkk_draft_get_step (draft) : 0;

  g_return_if_fail (HKK_IS_FORM_PAGE (self));
  g_return_if_fail (HKK_IS_FORM (form));

  hkk_form_page_unwatch (self);
  self->reused = FALSE;
  g_clear_object (&self->before);
  fill_values (self, form, values, prefill, draft);
  g_clear_object (&self->saver);
  g_clear_object (&self->model);
  self->model = hkk_form_model_new (form, values, parameters, today);
  if (self->known_of_form != NULL)
    hkk_form_model_take_known (self->model, g_steal_pointer (&self->known_of_form));
  hkk_form_model_set_draft (self->model, drafts, draft);
  self->saver = hkk_form_saver_new (self->model);
  g_signal_connect_object (self->model, "changed", G_CALLBACK (show_step_number), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "item-removed", G_CALLBACK (hkk_form_page_offer_undo), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "upload-again", G_CALLBACK (hkk_form_page_upload_again), self,
                           G_CONNECT_SWAPPED);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), hkk_form_get_title (form));
  hkk_header_bar_set_title (self->header_bar, hkk_form_get_title (form));
  hkk_page_set_state (HKK_PAGE (self), HKK_PAGE_STATE_CONTENT);
  {
    g_autoptr(GPtrArray) steps = get_steps (self);

    if (!hkk_form_has_review (form))
      step = MIN (step, steps->len - 1);
    hkk_form_page_show_section (self, step < steps->len ? g_ptr_array_index (steps, step) : NULL);
  }
  hkk_form_page_watch_saving (self);
  if (draft != NULL)
    hkk_form_page_watch_draft (self);
}

/**
 * hkk_form_page_take_known:
 * @known: (transfer full): what need not be asked in the form that is shown next
 */
void
hkk_form_page_take_known (HkkFormPage  *self,
                          HkkFormKnown *known)
{
  g_return_if_fail (HKK_IS_FORM_PAGE (self));

  g_clear_pointer (&self->known_of_form, hkk_form_known_free);
  self->known_of_form = known;
}

/**
 * hkk_form_page_get_model:
 *
 * Returns: (transfer none) (nullable): the filled-in form, once it is here
 */
HkkFormModel *
hkk_form_page_get_model (HkkFormPage *self)
{
  g_return_val_if_fail (HKK_IS_FORM_PAGE (self), NULL);

  return self->model;
}

/**
 * hkk_form_page_get_fields:
 *
 * Returns: (transfer none) (nullable): the rows of the step that is shown; %NULL at the review
 */
HkkFieldList *
hkk_form_page_get_fields (HkkFormPage *self)
{
  g_return_val_if_fail (HKK_IS_FORM_PAGE (self), NULL);

  return self->fields;
}

/**
 * hkk_form_page_is_review:
 *
 * Returns: whether the last step, the review, is shown
 */
gboolean
hkk_form_page_is_review (HkkFormPage *self)
{
  g_return_val_if_fail (HKK_IS_FORM_PAGE (self), FALSE);

  return self->model != NULL && self->section == NULL;
}

/**
 * hkk_form_page_next:
 *
 * Checks the step. If something is wrong, the focus goes to the first wrong field, else to the next step.
 *
 * Returns: whether the step was left
 */
gboolean
hkk_form_page_next (HkkFormPage *self)
{
  g_autoptr(GPtrArray) steps = NULL;
  guint position = 0;

  g_return_val_if_fail (HKK_IS_FORM_PAGE (self), FALSE);
  g_return_val_if_fail (self->section != NULL, FALSE);

  if (!check_step (self))
    return FALSE;

  steps = get_steps (self);
  g_ptr_array_find (steps, self->section, &position);
  hkk_form_page_show_section (self, position + 1 < steps->len ? g_ptr_array_index (steps, position + 1) : NULL);

  return TRUE;
}

/**
 * hkk_form_page_back:
 *
 * Goes to the step before. Nothing is checked: what is wrong may stay for later.
 */
void
hkk_form_page_back (HkkFormPage *self)
{
  g_autoptr(GPtrArray) steps = NULL;
  guint position = 0;

  g_return_if_fail (HKK_IS_FORM_PAGE (self));

  steps = get_steps (self);
  position = steps->len;
  g_ptr_array_find (steps, self->section, &position);
  if (position > 0)
    hkk_form_page_show_section (self, g_ptr_array_index (steps, position - 1));
}

/**
 * hkk_form_page_go_to_path:
 * @path: the path of a value
 *
 * Shows the step of the value and gives its field the focus, on the item's own page if it is in one.
 */
void
hkk_form_page_go_to_path (HkkFormPage *self,
                          const char  *path)
{
  HkkFormSection *section = NULL;
  HkkFieldRow *row = NULL;

  g_return_if_fail (HKK_IS_FORM_PAGE (self));
  g_return_if_fail (path != NULL);

  section = hkk_form_find_section (hkk_form_model_get_form (self->model), path);
  if (section == NULL)
    return;
  if (section != self->section)
    hkk_form_page_show_section (self, section);
  row = self->fields != NULL ? hkk_field_list_find_row (self->fields, path) : NULL;
  if (row == NULL)
    return;

  hkk_field_row_check (row, NULL);
  hkk_field_row_focus_control (row, path);
  hkk_form_page_open_item (self, path);
}
