/* A parent that the kernel holds until its child runs another program, which it never does. */
#include <unistd.h>
int main(void) {
  if (vfork() == 0) for (;;) pause();
  return 0;
}
