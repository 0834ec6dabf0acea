#include "checker/judge/records.h"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>

#include "checker/protocol/record.h"

namespace checker {
namespace {

using nlohmann::json;
namespace field = protocol::field;
namespace record = protocol::record;

// A trace longer than this is cut: reports show its end, and no test needs as many steps.
constexpr std::size_t kMaxSteps = 20'000;

Stack StackFrom(const json& value) {
  Stack stack;
  for (const json& entry : value) {
    stack.push_back(std::strtoull(entry.get<std::string>().c_str(), nullptr, 16));
  }
  return stack;
}

// A word that protocol/ does not know: the line is none of the runtime's.
struct Unknown {};

protocol::Operation OperationFrom(const json& value) {
  const auto operation = protocol::OperationNamed(value.value(field::kOperation, "none"));
  if (!operation) throw Unknown();
  return *operation;
}

BlockedThread ThreadFrom(const json& value) {
  BlockedThread thread;
  value.at(field::kId).get_to(thread.id);
  thread.operation = OperationFrom(value);
  thread.object = value.value(field::kObject, "");
  thread.object_id = value.value(field::kObjectId, -1);
  thread.held_by = value.value(field::kHeldBy, -1);
  thread.waits_for = value.value(field::kWaitsFor, -1);
  thread.stack = StackFrom(value.value(field::kStack, json::array()));
  return thread;
}

Failure FailureFrom(const json& value) {
  Failure failure;
  failure.kind = protocol::FindingKindNamed(value.at(field::kKind).get<std::string>());
  if (!failure.kind) throw Unknown();
  failure.strategy = value.value(field::kStrategy, "");
  failure.schedule = value.value(field::kSchedule, 0);
  failure.token = value.value(field::kToken, "");
  failure.message = value.value(field::kMessage, "");
  failure.file = value.value(field::kFile, "");
  failure.line = value.value(field::kLine, 0);
  for (const json& thread : value.value(field::kThreads, json::array())) {
    failure.threads.push_back(ThreadFrom(thread));
  }
  failure.cycle = value.value(field::kCycle, failure.cycle);
  const json early = value.value(field::kEarlyNotify, json());
  if (early.is_object()) {
    failure.early_notify = EarlyNotify{early.value(field::kThread, 0), early.value(field::kStep, 0),
                                       StackFrom(early.value(field::kStack, json::array()))};
  }
  return failure;
}

TraceStep StepFrom(const json& value) {
  TraceStep step;
  step.number = value.value(field::kNumber, 0);
  step.thread = value.value(field::kThread, 0);
  step.operation = OperationFrom(value);
  step.object = value.value(field::kObject, "");
  step.object_id = value.value(field::kObjectId, -1);
  step.time_ns = value.value(field::kTime, std::int64_t{0});
  step.blocked = value.value(field::kBlocked, false);
  step.stack = StackFrom(value.value(field::kStack, json::array()));
  return step;
}

EndRecord EndFrom(const json& value) {
  EndRecord end;
  end.schedules = value.value(field::kSchedules, end.schedules);
  end.distinct = value.value(field::kDistinct, 0);
  end.exhausted_delays = value.value(field::kExhaustedDelays, -1);
  end.nothing_to_choose = value.value(field::kNothingToChoose, false);
  end.time_passed = value.value(field::kTimePassed, false);
  end.max_threads = value.value(field::kMaxThreads, 0);
  end.steps = value.value(field::kSteps, std::int64_t{0});
  end.assertions = value.value(field::kAssertions, std::int64_t{0});
  return end;
}

void Take(const json& value, Records& records) {
  const std::string which = value.at(field::kRecord);
  if (which == record::kCase) {
    records.cases.push_back(value.at(field::kName));
  } else if (which == record::kFailure) {
    if (!records.failure) records.failure = FailureFrom(value);
    records.shrunk_token = value.value(field::kToken, "");
  } else if (which == record::kRace) {
    if (!records.race) {
      records.race = RaceRecord{value.value(field::kStrategy, ""), value.value(field::kSchedule, 0),
                                value.value(field::kToken, ""), value.value(field::kMainThread, 0),
                                value.value(field::kFences, false)};
    }
    records.shrunk_token = value.value(field::kToken, "");
  } else if (which == record::kShrunk) {
    records.shrunk_token = value.at(field::kToken).get<std::string>();
  } else if (which == record::kUncontrolledCall) {
    records.uncontrolled_call = UncontrolledCall{
        value.value(field::kName, ""), StackFrom(value.value(field::kStack, json::array()))};
  } else if (which == record::kStep) {
    if (records.trace.size() < kMaxSteps) records.trace.push_back(StepFrom(value));
  } else if (which == record::kEnd) {
    records.end = EndFrom(value);
  } else {
    ++records.foreign_lines;
  }
}

}  // namespace

Records ParseRecords(const std::string& text, const std::string& nonce) {
  Records records;
  const std::string beginning = std::string("{\"") + field::kNonce + "\":\"" + nonce + "\"";
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
    } catch (const Unknown&) {
      ++records.foreign_lines;
    }
  }
  return records;
}

}  // namespace checker
