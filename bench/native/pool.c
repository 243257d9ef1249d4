/* The floor of running many commands: starts /bin/true so many times, so many at once, and writes the seconds that took. */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  int count = argc > 1 ? atoi(argv[1]) : 1, at_once = argc > 2 ? atoi(argv[2]) : 1;
  char *av[] = {"/bin/true", NULL}, *ev[] = {NULL};
  int live = 0, done = 0, started = 0;
  double began = now();
  while (done < count) {
    while (started < count && live < at_once) {
      pid_t pid;
      if (posix_spawn(&pid, av[0], NULL, NULL, av, ev) != 0) return 1;
      started++;
      live++;
    }
    if (waitpid(-1, NULL, 0) > 0) {
      live--;
      done++;
    }
  }
  printf("%.6f\n", now() - began);
  return 0;
}
