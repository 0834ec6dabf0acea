#include "checker/class/sample_class.h"

#include "checker/report/sample_report.h"

namespace checker {

ClassResult SampleClass() {
  ClassResult result;
  result.exercises = {{"04_locks",
                       "rlock",
                       "A reentrant lock",
                       {"rlock.h"},
                       {{"RLock.AStrangerWaits", 8}, {"RLock.TheHolderMayLockAgain", 12}},
                       {}},
                      {"04_locks", "bank", "Transfers", {"bank.h"}, {{"Bank.A", 10}}, {}}};
  result.students = {{"Ann", "Ann", {}, {{"04_locks/rlock", PassedReport()}}},
                     {"Bob", "Bob", {}, {{"04_locks/rlock", SampleReport()}}},
                     {"Cem", "Cem", {"a note"}, {{"04_locks/rlock", UngradedSample("no disk")}}},
                     {"Dee", "Dee", {}, {}}};
  return result;
}

}  // namespace checker
