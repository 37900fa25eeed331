/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-draft-jobs.h"

struct _HkkDraftJobs
{
  GObject         *owner;   /* Borrowed: owns this */
  HkkDraftsPlace  *place;   /* Borrowed: of the owner */
  HkkDraftJobFunc  written;
  GQueue           jobs;    /* of Job: the head is under way */
};

typedef enum
{
  JOB_WRITE,
  JOB_DELETE,
  JOB_WAIT,
} JobKind;

typedef struct
{
  HkkDraftJobs *jobs;     /* Borrowed: the owner is held while it runs */
  JobKind       kind;
  char         *id;       /* Owned (nullable): of what is written; the name of the file that is deleted */
  GBytes       *plain;    /* Owned (nullable) */
  GDateTime    *saved_at; /* Owned (nullable): what PLAIN says */
  GStrv         remove;   /* (nullable): uploads whose files go */
  GPtrArray    *tasks;    /* of GTask: who waits */
  GError       *error;    /* Owned (nullable): the outcome */
  gboolean      running;
} Job;

static void run_next (HkkDraftJobs *self);

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->id);
  g_clear_pointer (&job->plain, g_bytes_unref);
  g_clear_pointer (&job->saved_at, g_date_time_unref);
  g_strfreev (job->remove);
  g_ptr_array_unref (job->tasks);
  g_clear_error (&job->error);
  g_free (job);
}

/* A program that is quitting goes on until what was typed last is on the disk. */
static void
hold_program (gboolean hold)
{
  GApplication *application = g_application_get_default ();

  if (application == NULL)
    return;
  if (hold)
    g_application_hold (application);
  else
    g_application_release (application);
}

static void
on_job_done (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  HkkDraftJobs *self = data;
  Job *job = g_queue_pop_head (&self->jobs);

  if (job->kind == JOB_WRITE)
    self->written (source, job->id, job->saved_at, job->error);
  for (guint i = 0; i < job->tasks->len; i++)
    {
      GTask *task = g_ptr_array_index (job->tasks, i);

      if (job->error != NULL)
        g_task_return_error (task, g_error_copy (job->error));
      else
        g_task_return_boolean (task, TRUE);
    }
  job_free (job);
  run_next (self);
  hold_program (FALSE);
}

static void
job_worker (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Job *job = data;

  if (job->kind == JOB_WRITE)
    hkk_drafts_place_write (job->jobs->place, job->id, job->plain, (const char * const *) job->remove, &job->error);
  else if (job->kind == JOB_DELETE)
    hkk_drafts_place_delete (job->jobs->place, job->id, &job->error);
  g_task_return_boolean (task, TRUE);
}

static void
run_next (HkkDraftJobs *self)
{
  Job *job = g_queue_peek_head (&self->jobs);
  g_autoptr(GTask) task = NULL;

  if (job == NULL || job->running)
    return;
  job->running = TRUE;
  hold_program (TRUE);
  task = g_task_new (self->owner, NULL, on_job_done, self);
  g_task_set_source_tag (task, run_next);
  g_task_set_task_data (task, job, NULL);
  g_task_run_in_thread (task, job_worker);
}

static Job *
add_job (HkkDraftJobs *self,
         JobKind       kind,
         const char   *id,
         GTask        *waiter)
{
  Job *job = g_new0 (Job, 1);

  job->jobs = self;
  job->kind = kind;
  job->id = g_strdup (id);
  job->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (job->tasks, g_object_ref (waiter));
  g_queue_push_tail (&self->jobs, job);
  return job;
}

/* REMOVE (transfer full) (nullable) */
void
hkk_draft_jobs_write (HkkDraftJobs *self,
                      const char   *id,
                      GBytes       *plain,
                      GDateTime    *saved_at,
                      GStrv         remove,
                      GTask        *waiter)
{
  Job *job = g_queue_peek_tail (&self->jobs);

  /* Typing saves often; what has not begun to be written is overtaken. */
  if (job != NULL && !job->running && job->kind == JOB_WRITE && g_str_equal (job->id, id) && job->remove == NULL &&
      remove == NULL)
    {
      g_bytes_unref (job->plain);
      g_date_time_unref (job->saved_at);
      g_ptr_array_add (job->tasks, g_object_ref (waiter));
    }
  else
    {
      job = add_job (self, JOB_WRITE, id, waiter);
      job->remove = remove;
    }
  job->plain = g_bytes_ref (plain);
  job->saved_at = g_date_time_ref (saved_at);
  run_next (self);
}

void
hkk_draft_jobs_delete (HkkDraftJobs *self,
                       const char   *name,
                       GTask        *waiter)
{
  add_job (self, JOB_DELETE, name, waiter);
  run_next (self);
}

void
hkk_draft_jobs_wait (HkkDraftJobs *self,
                     GTask        *waiter)
{
  add_job (self, JOB_WAIT, NULL, waiter);
  run_next (self);
}

HkkDraftJobs *
hkk_draft_jobs_new (GObject         *owner,
                    HkkDraftsPlace  *place,
                    HkkDraftJobFunc  written)
{
  HkkDraftJobs *self = g_new0 (HkkDraftJobs, 1);

  self->owner = owner;
  self->place = place;
  self->written = written;
  return self;
}

void
hkk_draft_jobs_free (HkkDraftJobs *self)
{
  g_queue_clear_full (&self->jobs, job_free);
  g_free (self);
}
