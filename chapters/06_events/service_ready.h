// Exercise 4: one checker asks for the service, all workers wait at the gate.
//
// Thread safety: RunChecker() is called once; Connect() and Cancel() by any thread. probe, log and
// the workers' functions are called without any lock held.
#ifndef CHAPTERS_06_EVENTS_SERVICE_READY_H_
#define CHAPTERS_06_EVENTS_SERVICE_READY_H_

#include <chrono>
#include <exception>
#include <functional>
#include <optional>

#include "checker/testing/not_written_yet.h"
#include "event.h"  // or "condition.h"

// A worker's function throws it to say that its connection broke.
struct ServiceLost : std::exception {};

class ServiceGate {
 public:
  struct Options {
    Duration retry_every;                          // between two probes
    int max_probes;                                // so many failures in a row end it all
    Duration log_every = std::chrono::seconds(2);  // between two lines of one waiting worker
  };

  // probe() tells whether the service is there; log(worker) writes a line for a waiting worker.
  ServiceGate(std::function<bool()> /*probe*/, Options, std::function<void(int worker)> /*log*/) {
    // TODO: keep all three.
  }

  // Probes at once and then every retry_every; opens the gate when the service answers, shuts it
  // and begins again when a loss is reported. Returns when it is over: after max_probes failures in
  // a row, or Cancel(). What probe() throws is thrown on, and ends it too.
  void RunChecker() {
    // TODO: probe, open, sleep until a loss is reported, shut, and again.
    checker::NotWrittenYet("Number the periods in which the gate is open.");
  }

  // Waits for the gate and returns what the function gives; nothing when it is over. After a
  // ServiceLost the period is reported as lost, and the call waits for the next one. Calls
  // log(worker) whenever another log_every of a wait has passed.
  template <class Conn>
  std::optional<Conn> Connect(int /*worker*/, std::function<Conn()>) {
    // TODO: wait for a period that you have not tried yet, then call the function.
    checker::NotWrittenYet("Remember the period you connected in; a report must name it.");
  }

  // Ends it for good and at once.
  void Cancel() {
    // TODO: make sure that the checker and every waiting worker wake up.
    checker::NotWrittenYet("Who may be asleep now, and on what?");
  }
};

#endif  // CHAPTERS_06_EVENTS_SERVICE_READY_H_
