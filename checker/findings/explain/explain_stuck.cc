// Schedules in which nobody can go on: deadlock, lost wake-up, too much locking.
#include <algorithm>

#include "checker/findings/explain/explain.h"
#include "checker/findings/explain/words.h"

namespace checker {
namespace {

using protocol::Operation;

// Whoever waits for a lock waits for its holder, not for a wake-up.
bool IsLock(Operation operation) {
  const protocol::OperationFacts& facts = FactsOf(operation);
  return facts.blocks && facts.acquires;
}

// A blocked thread with what the student calls things.
struct Sleeper {
  const BlockedThread* thread = nullptr;
  std::optional<Location> place;
  std::string object;  // "`mutex_`", or "mutex #2"
};

class Scene {
 public:
  explicit Scene(const FailureContext& context) : context_(context) {
    for (const BlockedThread& thread : context.failure.threads) {
      if (thread.operation != Operation::kNone) sleepers_.push_back(Seen(thread));
    }
    std::sort(sleepers_.begin(), sleepers_.end(), [this](const Sleeper& a, const Sleeper& b) {
      return std::pair(Rank(a), a.thread->id) < std::pair(Rank(b), b.thread->id);
    });
  }

  const std::vector<Sleeper>& sleepers() const { return sleepers_; }

  // "thread 1 waits for `to.mutex`, which thread 2 holds"
  std::string Line(const Sleeper& sleeper) const {
    const BlockedThread& thread = *sleeper.thread;
    std::string words = ThreadInWords(thread.id) + " " + Waits(sleeper);
    if (thread.held_by == thread.id) return words + ", which it holds itself";
    if (thread.held_by >= 0) words += ", which " + ThreadInWords(thread.held_by) + " holds";
    return words;
  }

  std::vector<LabeledLocation> Where() const {
    std::vector<LabeledLocation> list;
    for (const Sleeper& sleeper : sleepers_) {
      if (sleeper.thread->id == 0 && sleepers_.size() > 1) continue;  // it joins the others
      list.push_back({ThreadInWords(sleeper.thread->id) + " waits", sleeper.place});
    }
    return list;
  }

  // The place the finding is filed under: a thread of the circle, in the student's code.
  const Location* MainLocation() const {
    for (const Sleeper& sleeper : sleepers_) {
      if (sleeper.place && sleeper.place->IsStudents()) return &*sleeper.place;
    }
    for (const Sleeper& sleeper : sleepers_) {
      if (sleeper.place) return &*sleeper.place;
    }
    return nullptr;
  }

 private:
  // Those of the circle come first, in its order; the test, which joins the others, last.
  std::size_t Rank(const Sleeper& sleeper) const {
    const std::vector<int>& cycle = context_.failure.cycle;
    const auto at = std::find(cycle.begin(), cycle.end(), sleeper.thread->id);
    return at - cycle.begin() + (sleeper.thread->id == 0 && at == cycle.end() ? 1 : 0);
  }

  Sleeper Seen(const BlockedThread& thread) const {
    Sleeper sleeper{&thread, context_.MainLocation(thread.stack), ""};
    const std::string name = sleeper.place ? context_.LockAtLocation(*sleeper.place) : "";
    sleeper.object = Quoted(name, thread.object.empty() ? "something" : thread.object);
    // Two objects may have the same name in the code: say which is which.
    if (!name.empty() && AnotherHasThisName(thread, name))
      sleeper.object += " (" + thread.object + ")";
    return sleeper;
  }

  bool AnotherHasThisName(const BlockedThread& thread, const std::string& name) const {
    for (const BlockedThread& other : context_.failure.threads) {
      if (other.object_id == thread.object_id || other.operation == Operation::kNone) continue;
      const auto place = context_.MainLocation(other.stack);
      if (place && context_.LockAtLocation(*place) == name) return true;
    }
    return false;
  }

  std::string Waits(const Sleeper& sleeper) const {
    const Operation operation = sleeper.thread->operation;
    if (operation == Operation::kJoin || operation == Operation::kWaitForChild) {
      const int other = sleeper.thread->waits_for;
      const std::string somebody = operation == Operation::kJoin ? "a thread" : "a child process";
      return "waits for " + (other >= 0 ? ThreadInWords(other) : somebody) + " to end";
    }
    if (operation == Operation::kMeet) return "waits for the others to come";
    // Who sleeps could be woken; in a deadlock that would change nothing.
    const bool sleeps = context_.failure.kind == FindingKind::kLostWakeUp && !IsLock(operation);
    return (sleeps ? "sleeps on " : "waits for ") + sleeper.object;
  }

  const FailureContext& context_;
  std::vector<Sleeper> sleepers_;
};

// "A; B. Neither can go on."
std::string Story(const Scene& scene, const std::vector<int>& only) {
  std::string story;
  for (const Sleeper& sleeper : scene.sleepers()) {
    const bool told = only.empty() ? sleeper.thread->id != 0 || scene.sleepers().size() == 1
                                   : std::count(only.begin(), only.end(), sleeper.thread->id) != 0;
    if (!told) continue;
    story += (story.empty() ? "" : "; ") + scene.Line(sleeper);
  }
  return Capitalized(story) + ".";
}

std::string EarlyNotifyInWords(const FailureContext& context) {
  if (!context.failure.early_notify) return "";
  const EarlyNotify& notify = *context.failure.early_notify;
  const auto place = context.MainLocation(notify.stack);
  return " The wake-up by " + ThreadInWords(notify.thread) +
         (place ? " (" + InWords(*place) + ")" : "") +
         " came too early, or went to somebody who could not use it.";
}

Finding FindingOf(const FailureContext& context, const Scene& scene) {
  Finding finding = FindingAt(context, scene.MainLocation());
  finding.where = scene.Where();
  return finding;
}

}  // namespace

Finding ExplainDeadlock(const FailureContext& context) {
  const Scene scene(context);
  Finding finding = FindingOf(context, scene);
  const std::vector<int>& cycle = context.failure.cycle;
  finding.what = Story(scene, cycle);
  if (cycle.size() == 1) {
    finding.why = "It waits for itself, for ever.";
    finding.advice =
        "Don't lock a second time what this thread already holds: let the outer call "
        "lock, and the inner one rely on it; call nothing of others while holding it.";
  } else if (cycle.size() > 1) {
    finding.why = "Each waits for the next in a circle, so nobody ever goes on.";
    finding.advice =
        "Take the locks in the same order in every thread, or both at once with "
        "std::scoped_lock; or let go of the first before waiting for the second.";
  } else {
    finding.why = scene.sleepers().size() == 1 ? "Nobody else is left who could ever let it on."
                                               : "Nobody who can still run will ever let them on.";
    finding.advice =
        "Look for a path that leaves without unlocking, an early return or an exception "
        "(std::lock_guard unlocks on every path), or a wait for something that nobody "
        "will do.";
  }
  return finding;
}

Finding ExplainLostWakeUp(const FailureContext& context) {
  const Scene scene(context);
  Finding finding = FindingOf(context, scene);
  finding.what = Story(scene, {}) + " Nobody is left to wake it." + EarlyNotifyInWords(context);
  finding.why =
      "A wake-up is not kept for later: who is not asleep yet does not hear it, and what "
      "they sleep for has already happened.";
  finding.advice =
      "Change the condition and look at it under one and the same mutex, wait in a loop "
      "that looks at it, and wake after every change. If waiters wait for different "
      "things, wake all of them.";
  if (const auto& notify = context.failure.early_notify) {
    const auto place = context.MainLocation(notify->stack);
    if (place) finding.where.push_back({"the early wake-up", *place});
  }
  return finding;
}

Finding ExplainTooMuchLocking(const FailureContext& context) {
  const Scene scene(context);
  Finding finding = FindingOf(context, scene);
  const bool never_seen = scene.sleepers().empty();
  finding.what = never_seen
                     ? "What must be able to overlap never did: " + context.failure.message + "."
                     : "Calls that must be able to run at the same time wait for each other: " +
                           Story(scene, {});
  finding.why =
      "A lock is held longer, or covers more, than the exercise allows. The result is "
      "right, but threads that have nothing to do with each other stand in a queue.";
  finding.advice =
      "Hold the lock only round the data it protects: do the work, and call what you "
      "were given, outside of it; or use one lock for each independent part.";
  return finding;
}

}  // namespace checker
