/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded into a program: writes each time for which its main loop did not wait, from 16 ms on, to the file that HELD
 * names: when it began, how long it was, and how much of that the thread computed, in microseconds. With HELD_STACKS
 * the calls that were under way are written too, every 4 ms from the 12th on, which takes time itself. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LONG_US 16000
#define LOOK_US 12000
#define LOOK_EVERY_US 4000

static int (*wait_for) (struct pollfd *fds, nfds_t n_fds, const struct timespec *timeout, const sigset_t *mask);
static pthread_t main_thread;
static int output = -1;
static atomic_llong awake_since; /* 0: it waits */
static long long computed;       /* by the main thread when it woke */

static long long
now_us (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

static void
on_look (int number)
{
  void *calls[60];
  int n_calls = backtrace (calls, 60);

  dprintf (output, "at %lld\n", now_us (CLOCK_MONOTONIC));
  backtrace_symbols_fd (calls, n_calls, output);
}

static void *
look (void *data)
{
  const struct timespec pause = { 0, LOOK_EVERY_US * 1000L };

  for (;;)
    {
      long long since = atomic_load (&awake_since);

      if (since && now_us (CLOCK_MONOTONIC) - since > LOOK_US)
        pthread_kill (main_thread, SIGPROF);
      nanosleep (&pause, NULL);
    }
  return NULL;
}

__attribute__ ((constructor)) static void
begin (void)
{
  const char *name = getenv ("HELD");
  void *first[1];
  pthread_t looker;

  unsetenv ("LD_PRELOAD");
  wait_for = (int (*) (struct pollfd *, nfds_t, const struct timespec *, const sigset_t *)) dlsym (RTLD_NEXT, "ppoll");
  main_thread = pthread_self ();
  if (name != NULL)
    output = open (name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (output < 0 || getenv ("HELD_STACKS") == NULL)
    return;
  backtrace (first, 1); /* loads what it needs */
  signal (SIGPROF, on_look);
  pthread_create (&looker, NULL, look, NULL);
}

/* The wait of a main loop is GLib's; a library that waits for an answer holds the thread. */
static int
is_main_loop (void *caller)
{
  Dl_info info;

  return pthread_equal (pthread_self (), main_thread) && dladdr (caller, &info) && info.dli_fname != NULL &&
         strstr (info.dli_fname, "libglib-2.0") != NULL;
}

static int
wait_as (void                  *caller,
         struct pollfd         *fds,
         nfds_t                 n_fds,
         const struct timespec *timeout,
         const sigset_t        *mask)
{
  long long since, length;
  int result;

  if (!is_main_loop (caller))
    return wait_for (fds, n_fds, timeout, mask);
  since = atomic_exchange (&awake_since, 0);
  length = now_us (CLOCK_MONOTONIC) - since;
  if (since && length >= LONG_US)
    dprintf (output, "held %lld %lld %lld\n", since, length, now_us (CLOCK_THREAD_CPUTIME_ID) - computed);
  result = wait_for (fds, n_fds, timeout, mask);
  computed = now_us (CLOCK_THREAD_CPUTIME_ID);
  atomic_store (&awake_since, now_us (CLOCK_MONOTONIC));
  return result;
}

int
ppoll (struct pollfd         *fds,
       nfds_t                 n_fds,
       const struct timespec *timeout,
       const sigset_t        *mask)
{
  return wait_as (__builtin_return_address (0), fds, n_fds, timeout, mask);
}

int
poll (struct pollfd *fds,
      nfds_t         n_fds,
      int            timeout)
{
  struct timespec time = { timeout / 1000, timeout % 1000 * 1000000L };

  return wait_as (__builtin_return_address (0), fds, n_fds, timeout < 0 ? NULL : &time, NULL);
}
