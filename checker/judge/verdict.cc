#include "checker/judge/verdict.h"

#include <algorithm>

#include "checker/findings/finding.h"
#include "checker/protocol/sanitizer_report.h"

namespace checker {
namespace {

Failure FailureOf(FindingKind kind, std::string message) {
  Failure failure;
  failure.kind = kind;
  failure.message = std::move(message);
  return failure;
}

FindingKind KindOfReport(const RaceReport& report) {
  if (report.ends_process) return FindingKind::kCrash;
  return protocol::KindOfSanitizerReport(report.kind);
}

std::optional<std::string> WhyNotGraded(const JobResult& job) {
  if (const auto* failure = std::get_if<SandboxFailure>(&job.run.end)) return failure->reason;
  if (job.records.uncontrolled_call) {
    return "uncontrolled call: " + job.records.uncontrolled_call->name;
  }
  if (job.records.race && job.records.race->fences) {
    return "the code orders memory with std::atomic_thread_fence, which the race detector does not "
           "know; put the order on the atomic operations themselves";
  }
  for (const RaceReport& report : job.reports) {
    if (report.kind == "CHECK failed") return "ThreadSanitizer itself failed";
  }
  return std::nullopt;
}

// What the terminating runtime or the library wrote before the end, as far as it explains it.
std::string LastWords(const std::string& errors) {
  for (const char* sign : {"terminate called", "Assertion '", "what():"}) {
    const std::size_t at = errors.find(sign);
    if (at == std::string::npos) continue;
    std::string words = errors.substr(at, 300);
    std::replace(words.begin(), words.end(), '\n', ' ');
    return words;
  }
  return "";
}

std::optional<Failure> FailureOfEnd(const JobResult& job) {
  if (const auto* limit = std::get_if<Limit>(&job.run.end)) {
    const bool time = *limit == Limit::kProcessorTime || *limit == Limit::kRealTime;
    return FailureOf(time ? FindingKind::kTimeLimit : FindingKind::kCrash, EndInWords(job.run.end));
  }
  if (std::holds_alternative<Signal>(job.run.end)) {
    return FailureOf(FindingKind::kCrash, EndInWords(job.run.end));
  }
  if (!job.records.end) {
    return FailureOf(FindingKind::kCrash, "ended early: the program ended with " +
                                              EndInWords(job.run.end) +
                                              " before the test was done");
  }
  if (job.run.end != RunEnd(ExitCode{0})) {
    return FailureOf(FindingKind::kCrash, "the program ended with " + EndInWords(job.run.end));
  }
  if (job.run.left_behind > 0) {
    return FailureOf(FindingKind::kLeak,
                     std::to_string(job.run.left_behind) + " process left behind");
  }
  return std::nullopt;
}

// The report that belongs to the failure, if there is one.
std::optional<RaceReport> ReportFor(const JobResult& job, FindingKind kind) {
  for (const RaceReport& report : job.reports) {
    if (KindOfReport(report) == kind) return report;
  }
  return std::nullopt;
}

Failure FailureOfRace(const JobResult& job) {
  Failure failure;
  failure.kind = job.reports.empty() ? FindingKind::kDataRace : KindOfReport(job.reports.front());
  if (job.records.race) {
    failure.strategy = job.records.race->strategy;
    failure.schedule = job.records.race->schedule;
    failure.token = job.records.race->token;
  }
  return failure;
}

// A signal is known by its number to the test binary, by its name to people.
std::string WithSignalName(const std::string& message) {
  constexpr char kSign[] = "signal ";
  const std::size_t at = message.find(kSign);
  if (at == std::string::npos || message.find("SIG") != std::string::npos) return message;
  const int number = std::atoi(message.c_str() + at + sizeof kSign - 1);
  return number > 0 ? message + " (" + SignalName(Signal{number}) + ")" : message;
}

}  // namespace

Verdict VerdictOf(const JobResult& job) {
  Verdict verdict;
  verdict.not_graded = WhyNotGraded(job);
  if (verdict.not_graded) {
    if (job.records.uncontrolled_call) {
      verdict.not_graded_stack = job.records.uncontrolled_call->stack;
    }
    return verdict;
  }
  // A race comes first: in C++ it takes the meaning away from whatever else was seen. Its record
  // is there even where the race led to something else in the same schedule.
  if (job.records.race || (!job.records.failure && !job.reports.empty())) {
    verdict.failure = FailureOfRace(job);
  } else if (job.records.failure) {
    verdict.failure = job.records.failure;
  } else {
    verdict.failure = FailureOfEnd(job);
  }
  if (!verdict.failure) return verdict;
  verdict.report = ReportFor(job, *verdict.failure->kind);
  if (verdict.failure->kind == FindingKind::kCrash) {
    verdict.failure->message = WithSignalName(verdict.failure->message);
    const std::string words = LastWords(job.run.standard_error);
    if (!words.empty()) verdict.failure->message += ": " + words;
  }
  return verdict;
}

}  // namespace checker
