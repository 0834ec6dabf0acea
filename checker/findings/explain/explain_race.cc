// Data races, use after free and misuse of a mutex: what ThreadSanitizer reports.
#include "checker/findings/explain/explain.h"
#include "checker/findings/explain/words.h"

namespace checker {
namespace {

struct Side {
  const RaceAccess* access = nullptr;
  std::optional<Location> place;
  std::string name;
};

Side SideOf(const FailureContext& context, const RaceAccess& access) {
  Side side{&access, context.MainLocation(access.stack), ""};
  if (side.place) side.name = context.NameAtLocation(*side.place);
  return side;
}

std::string Verb(const RaceAccess& access) { return access.write ? "write" : "read"; }

LabeledLocation Where(const Side& side) {
  return {(side.access->atomic ? "atomic " : "") + Verb(*side.access), side.place};
}

// A write comes first: it is what makes a race of two accesses, and usually where the repair is.
std::pair<Side, Side> Ordered(Side first, Side second) {
  if (!first.access->write && second.access->write) std::swap(first, second);
  return {std::move(first), std::move(second)};
}

bool InStudentsCode(const Side& side) { return side.place && side.place->IsStudents(); }

std::string NameOf(const Side& a, const Side& b, const RaceReport& race) {
  if (!a.name.empty() && InStudentsCode(a)) return a.name;
  if (!b.name.empty() && InStudentsCode(b)) return b.name;
  return race.location.name;
}

std::string WhatHappened(const Side& a, const Side& b, const std::string& object) {
  const std::string one = Capitalized(ThreadInWords(a.access->thread));
  const std::string other = ThreadInWords(b.access->thread);
  if (a.access->write && b.access->write) {
    return one + " and " + other + " wrote " + object + " at the same time.";
  }
  return one + " wrote " + object + " while " + other + " was reading it.";
}

std::string WhyItMatters(const Side& a, const Side& b, const std::string& object) {
  if (a.access->atomic != b.access->atomic) {
    return "One side is atomic and the other is not. An atomic variable orders only atomic "
           "accesses, "
           "so the plain one is as unprotected as before.";
  }
  if (a.access->write && b.access->write) {
    return "Nothing puts the two writes in an order, so one can wipe out the other; in C++ a "
           "program "
           "with a data race has no defined meaning at all.";
  }
  return "Nothing puts the two in an order, so the reader can act on an old or half-written value "
         "of " +
         object + "; in C++ a program with a data race has no defined meaning at all.";
}

std::string SharedLockAdvice(const Side& a, const Side& b, const std::string& object) {
  const bool one_holds = !a.access->mutexes_held.empty();
  const bool other_holds = !b.access->mutexes_held.empty();
  if (a.access->atomic != b.access->atomic) {
    return "Make every access to " + object + " atomic, or hold one mutex round all of them.";
  }
  if (one_holds && other_holds) {
    return "Each side holds a mutex, but not the same one. Hold one and the same mutex round both.";
  }
  if (one_holds || other_holds) {
    const Side& bare = one_holds ? b : a;
    const std::string at = bare.place ? " (" + InWords(*bare.place) + ")" : "";
    return "One side holds a mutex, the other" + at + " none. Hold the same mutex there, too.";
  }
  return "Hold one mutex round both, from the first look at " + object + " to the last change.";
}

Finding ExplainAccesses(const FailureContext& context) {
  const RaceReport& race = *context.race;
  const auto [a, b] = Ordered(SideOf(context, race.accesses[0]), SideOf(context, race.accesses[1]));
  const Side& main = InStudentsCode(a) || !InStudentsCode(b) ? a : b;
  Finding finding = FindingAt(context, main.place ? &*main.place : nullptr);
  const std::string name = NameOf(a, b, race);
  const std::string object = Quoted(name, "the same memory");
  finding.what = WhatHappened(a, b, object);
  finding.why = WhyItMatters(a, b, object);
  finding.where = {Where(a), Where(b)};
  finding.advice = SharedLockAdvice(a, b, object);
  if (!InStudentsCode(a) && !InStudentsCode(b)) {
    finding.why +=
        " The test guards its data with your code, and your code let two threads at them.";
    finding.advice =
        "Check that who comes in sees all that was written before the one ahead left: "
        "with atomics, release on the way out and acquire on the way in.";
  }
  if (!name.empty()) finding.details["object"] = name;
  return finding;
}

// Somebody freed it: that side's stack ends in `delete`, which the report calls a write.
Finding ExplainUseAfterFree(const FailureContext& context) {
  const Side use = SideOf(context, context.race->accesses.front());
  const Side free = SideOf(context, context.race->accesses.back());
  Finding finding = FindingAt(context, use.place ? &*use.place : nullptr);
  finding.kind = FindingKind::kCrash;
  finding.what = Capitalized(ThreadInWords(use.access->thread)) + " used " +
                 Quoted(use.name, "an object") + " after " + ThreadInWords(free.access->thread) +
                 " had freed the memory it was in.";
  finding.why =
      "The memory may by then belong to something else: the program reads nonsense, or "
      "destroys another object.";
  finding.where = {{"use", use.place}, {"free", free.place}};
  finding.advice =
      "Find out who may still use the object when it is destroyed, and don't touch it "
      "after the step that lets its owner destroy it.";
  return finding;
}

struct MutexMisuse {
  const char* report;
  const char* what;
  const char* why;
  const char* advice;
};

constexpr MutexMisuse kMisuses[] = {
    {"double lock", "A thread locked a mutex that it already held.",
     "A plain mutex does not count: the thread waits for itself, for ever.",
     "Lock it once, at the outermost call, and let inner functions rely on it."},
    {"unlock of an unlocked", "A mutex was unlocked by a thread that did not hold it.",
     "Somebody else may be inside the critical section, and is no longer alone in it.",
     "Unlock only what this thread has locked; a std::lock_guard does it by itself."},
    {"destroy of a locked", "A mutex was destroyed while it was held.",
     "Whoever holds it, or waits for it, then uses memory that is gone.",
     "Destroy it only when every thread that uses it has ended."},
    {"read lock of a write", "A mutex that a thread held for writing was locked for reading, too.",
     "The thread waits for itself.", "Lock it once, in the stronger way."},
    {"read unlock of a write", "A mutex held for writing was unlocked as if held for reading.",
     "What the lock says about who is inside is wrong from then on.",
     "Pair lock with unlock and lock_shared with unlock_shared."},
};

const Stack& MainStack(const RaceReport& race) {
  static const Stack kNone;
  if (!race.stacks.empty() && !race.stacks.front().empty()) return race.stacks.front();
  if (!race.acquisitions.empty()) return race.acquisitions.front().stack;
  return race.threads.empty() ? kNone : race.threads.front().created;
}

Finding ExplainMutexMisuse(const FailureContext& context) {
  const std::optional<Location> place = context.MainLocation(MainStack(*context.race));
  Finding finding = FindingAt(context, place ? &*place : nullptr);
  finding.kind = FindingKind::kWrongResult;
  finding.what = "ThreadSanitizer reported: " + context.race->kind + ".";
  finding.why = "The standard calls it undefined behaviour.";
  finding.advice = "Look at what this line does to the mutex, and whether it may.";
  for (const MutexMisuse& misuse : kMisuses) {
    if (context.race->kind.find(misuse.report) == std::string::npos) continue;
    finding.what = misuse.what;
    finding.why = misuse.why;
    finding.advice = misuse.advice;
  }
  if (place) finding.where = {{"", *place}};
  return finding;
}

Finding ExplainLockOrder(const FailureContext& context) {
  const RaceReport& race = *context.race;
  const std::optional<Location> place = context.MainLocation(MainStack(race));
  Finding finding = FindingAt(context, place ? &*place : nullptr);
  finding.kind = FindingKind::kDeadlock;
  finding.what = "Two mutexes are locked in one order here and in the other order there.";
  finding.why = "If two threads do it at the same time, each holds what the other waits for.";
  for (const RaceAcquisition& step : race.acquisitions) {
    finding.where.push_back({Capitalized(ThreadInWords(step.thread)) + " takes the second one",
                             context.MainLocation(step.stack)});
  }
  finding.advice = "Lock them in the same order everywhere, or both at once with std::scoped_lock.";
  return finding;
}

}  // namespace

Finding ExplainSanitizerReport(const FailureContext& context) {
  const RaceReport& race = *context.race;
  if (race.kind.find("use-after-free") != std::string::npos && !race.accesses.empty()) {
    return ExplainUseAfterFree(context);
  }
  if (race.accesses.size() >= 2) return ExplainAccesses(context);
  if (race.kind.find("lock-order") != std::string::npos) return ExplainLockOrder(context);
  return ExplainMutexMisuse(context);
}

// A race was noted, but its report did not arrive, or broke off.
Finding ExplainDataRace(const FailureContext& context) {
  if (context.race) return ExplainCrash(context);
  Finding finding = FindingAt(context, nullptr);
  finding.what = "Two threads used the same memory at the same time, and one of them wrote.";
  finding.why = "In C++ a program with a data race has no defined meaning at all.";
  finding.advice = "Hold one mutex round every use of what threads share.";
  return finding;
}

}  // namespace checker
