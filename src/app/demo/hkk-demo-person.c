/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-demo-person.h"

struct _HkkDemoPerson
{
  GObject  parent_instance;

  char    *name;
  char    *number;
  char    *password;
  char    *pin;
  char    *text;
};

G_DEFINE_FINAL_TYPE (HkkDemoPerson, hkk_demo_person, G_TYPE_OBJECT)

static void
hkk_demo_person_finalize (GObject *object)
{
  HkkDemoPerson *self = HKK_DEMO_PERSON (object);

  g_free (self->name);
  g_free (self->number);
  g_free (self->password);
  g_free (self->pin);
  g_free (self->text);
  G_OBJECT_CLASS (hkk_demo_person_parent_class)->finalize (object);
}

static void
hkk_demo_person_class_init (HkkDemoPersonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hkk_demo_person_finalize;
}

static void
hkk_demo_person_init (HkkDemoPerson *self)
{
}

/**
 * hkk_demo_person_new:
 * @name: the invented name
 * @number: insurance number
 * @password: password for the portal
 * @pin: (nullable): approval PIN on the phone simulator
 * @text: (nullable): what is special about this person
 *
 * Returns: (transfer full): a person
 */
HkkDemoPerson *
hkk_demo_person_new (const char *name,
                     const char *number,
                     const char *password,
                     const char *pin,
                     const char *text)
{
  HkkDemoPerson *self = g_object_new (HKK_TYPE_DEMO_PERSON, NULL);

  self->name = g_strdup (name);
  self->number = g_strdup (number);
  self->password = g_strdup (password);
  self->pin = g_strdup (pin);
  self->text = g_strdup (text);
  return self;
}

/**
 * hkk_demo_person_get_name:
 * @self: a person
 *
 * Returns: the name
 */
const char *
hkk_demo_person_get_name (HkkDemoPerson *self)
{
  g_return_val_if_fail (HKK_IS_DEMO_PERSON (self), NULL);

  return self->name;
}

/**
 * hkk_demo_person_get_number:
 * @self: a person
 *
 * Returns: the insurance number in its normal form
 */
const char *
hkk_demo_person_get_number (HkkDemoPerson *self)
{
  g_return_val_if_fail (HKK_IS_DEMO_PERSON (self), NULL);

  return self->number;
}

/**
 * hkk_demo_person_get_password:
 * @self: a person
 *
 * Returns: the password
 */
const char *
hkk_demo_person_get_password (HkkDemoPerson *self)
{
  g_return_val_if_fail (HKK_IS_DEMO_PERSON (self), NULL);

  return self->password;
}

/**
 * hkk_demo_person_get_pin:
 * @self: a person
 *
 * Returns: (nullable): the approval PIN
 */
const char *
hkk_demo_person_get_pin (HkkDemoPerson *self)
{
  g_return_val_if_fail (HKK_IS_DEMO_PERSON (self), NULL);

  return self->pin;
}

/**
 * hkk_demo_person_get_text:
 * @self: a person
 *
 * Returns: (nullable): what is special about this person
 */
const char *
hkk_demo_person_get_text (HkkDemoPerson *self)
{
  g_return_val_if_fail (HKK_IS_DEMO_PERSON (self), NULL);

  return self->text;
}
