#include "checker/runner/records.h"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>

namespace checker {
namespace {

using nlohmann::json;

// A trace longer than this is cut: reports show its end, and no test needs as many steps.
constexpr std::size_t kMaxSteps = 20'000;

Stack StackFrom(const json& value) {
  Stack stack;
  for (const json& entry : value) {
    stack.push_back(std::strtoull(entry.get<std::string>().c_str(), nullptr, 16));
  }
  return stack;
}

BlockedThread ThreadFrom(const json& value) {
  BlockedThread thread;
  value.at("id").get_to(thread.id);
  thread.operation = value.value("operation", "");
  if (thread.operation == "none") thread.operation.clear();
  thread.object = value.value("object", "");
  thread.object_id = value.value("object_id", -1);
  thread.held_by = value.value("held_by", -1);
  thread.waits_for = value.value("waits_for", -1);
  thread.stack = StackFrom(value.value("stack", json::array()));
  return thread;
}

Failure FailureFrom(const json& value) {
  Failure failure;
  value.at("kind").get_to(failure.kind);
  failure.strategy = value.value("strategy", "");
  failure.schedule = value.value("schedule", 0);
  failure.token = value.value("token", "");
  failure.message = value.value("message", "");
  failure.file = value.value("file", "");
  failure.line = value.value("line", 0);
  for (const json& thread : value.value("threads", json::array())) {
    failure.threads.push_back(ThreadFrom(thread));
  }
  failure.cycle = value.value("cycle", failure.cycle);
  const json early = value.value("early_notify", json());
  if (early.is_object()) {
    failure.early_notify = EarlyNotify{early.value("thread", 0), early.value("step", 0),
                                       StackFrom(early.value("stack", json::array()))};
  }
  return failure;
}

TraceStep StepFrom(const json& value) {
  TraceStep step;
  step.number = value.value("n", 0);
  step.thread = value.value("thread", 0);
  step.operation = value.value("operation", "");
  step.object = value.value("object", "");
  step.object_id = value.value("object_id", -1);
  step.time_ns = value.value("time_ns", std::int64_t{0});
  step.blocked = value.value("blocked", false);
  step.stack = StackFrom(value.value("stack", json::array()));
  return step;
}

EndRecord EndFrom(const json& value) {
  EndRecord end;
  end.schedules = value.value("schedules", end.schedules);
  end.distinct = value.value("distinct", 0);
  end.exhausted_delays = value.value("exhausted_delays", -1);
  end.nothing_to_choose = value.value("nothing_to_choose", false);
  end.time_passed = value.value("time_passed", false);
  end.max_threads = value.value("max_threads", 0);
  end.steps = value.value("steps", std::int64_t{0});
  end.assertions = value.value("assertions", std::int64_t{0});
  return end;
}

void Take(const json& value, Records& records) {
  const std::string record = value.at("record");
  if (record == "case") {
    records.cases.push_back(value.at("name"));
  } else if (record == "failure") {
    if (!records.failure) records.failure = FailureFrom(value);
    records.shrunk_token = value.value("token", "");
  } else if (record == "race") {
    if (!records.race) {
      records.race = RaceRecord{value.value("strategy", ""), value.value("schedule", 0),
                                value.value("token", ""), value.value("fences", false)};
    }
    records.shrunk_token = value.value("token", "");
  } else if (record == "shrunk") {
    records.shrunk_token = value.at("token").get<std::string>();
  } else if (record == "uncontrolled call") {
    records.uncontrolled_call =
        UncontrolledCall{value.value("name", ""), StackFrom(value.value("stack", json::array()))};
  } else if (record == "step") {
    if (records.trace.size() < kMaxSteps) records.trace.push_back(StepFrom(value));
  } else if (record == "end") {
    records.end = EndFrom(value);
  } else {
    ++records.foreign_lines;
  }
}

}  // namespace

Records ParseRecords(const std::string& text, const std::string& nonce) {
  Records records;
  const std::string beginning = "{\"nonce\":\"" + nonce + "\"";
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind(beginning, 0) != 0) {
      ++records.foreign_lines;
      continue;
    }
    try {
      Take(json::parse(line), records);
    } catch (const json::exception&) {
      ++records.foreign_lines;  // a line that broke off when the process died
    }
  }
  return records;
}

}  // namespace checker
