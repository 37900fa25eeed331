/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded by a scenario: a program on a computer whose clock is HKK_AHEAD seconds ahead. What counts up only
 * (CLOCK_MONOTONIC, CLOCK_BOOTTIME) is as it is. */
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static time_t
ahead (void)
{
  const char *seconds = getenv ("HKK_AHEAD");

  return seconds != NULL ? atol (seconds) : 0;
}

/* Straight from the kernel: whoever else has put itself in between is not asked. */
int
clock_gettime (clockid_t        clock,
               struct timespec *now)
{
  int result = (int) syscall (SYS_clock_gettime, clock, now);

  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
    now->tv_sec += ahead ();
  return result;
}

int
gettimeofday (struct timeval *restrict now,
              void *restrict           zone)
{
  struct timespec exact;

  if (clock_gettime (CLOCK_REALTIME, &exact) != 0)
    return -1;
  now->tv_sec = exact.tv_sec;
  now->tv_usec = exact.tv_nsec / 1000;
  return 0;
}

time_t
time (time_t *now)
{
  struct timespec exact = { 0 };

  clock_gettime (CLOCK_REALTIME, &exact);
  if (now != NULL)
    *now = exact.tv_sec;
  return exact.tv_sec;
}
