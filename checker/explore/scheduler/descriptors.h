// Descriptors that tasks wait for.
//
// Thread safety: called by the task that has the turn.
#ifndef CHECKER_EXPLORE_SCHEDULER_DESCRIPTORS_H_
#define CHECKER_EXPLORE_SCHEDULER_DESCRIPTORS_H_

namespace explore {

// Whether a transfer would not wait now.
bool DescriptorIsReady(int fd, int events);

// Looks at every descriptor that a task of this process waits for and lets those go on whose turn
// has come. Returns whether any can. Waits for something to come from outside for at most
// `milliseconds`.
bool LookAtDescriptors(int milliseconds);

// Whether any task waits for a descriptor.
bool SomebodyPolls();

}  // namespace explore

#endif  // CHECKER_EXPLORE_SCHEDULER_DESCRIPTORS_H_
