#include "checker/selftest/matrix.h"

#include <fmt/core.h>

#include <map>
#include <nlohmann/json.hpp>

namespace checker::selftest {
namespace {

// "04_locks/wrong/rlock/unlock_by_stranger" and "04_locks/rlock" are both of "04_locks/rlock".
std::string ExerciseOf(const std::string& variant) {
  const auto first = variant.find('/');
  const auto second = variant.find('/', first + 1);
  if (second == std::string::npos) return variant;
  const auto third = variant.find('/', second + 1);
  return variant.substr(0, first + 1) + variant.substr(second + 1, third - second - 1);
}

std::string ShortName(const std::string& variant) {
  const auto slash = variant.find('/');
  const std::string rest = variant.substr(slash + 1);
  if (rest.find('/') == std::string::npos) return "reference";
  const auto kind_end = rest.find('/');
  return rest.substr(0, kind_end) + " " + rest.substr(rest.rfind('/') + 1);
}

std::string Cell(const Grading& grading, const std::string& test_case) {
  const auto kinds = grading.kinds_by_case.find(test_case);
  if (kinds == grading.kinds_by_case.end() || kinds->second.empty()) return ".";
  const auto at = grading.first_failure.find(test_case);
  return at == grading.first_failure.end() || at->second < 0 ? "x" : std::to_string(at->second);
}

std::string Block(const std::string& exercise, const std::vector<const Graded*>& rows) {
  std::string text = fmt::format("{}\n", exercise);
  std::vector<std::string> cases;
  for (const auto& [name, kinds] : rows.front()->second.kinds_by_case) cases.push_back(name);
  std::string header;
  for (size_t i = 0; i < cases.size(); ++i) header += fmt::format("{:>6}", i + 1);
  text += fmt::format("  {:<48} {:<18}{}\n", "", "declared", header);
  for (const Graded* row : rows) {
    std::string cells;
    for (const auto& name : cases) cells += fmt::format("{:>6}", Cell(row->second, name));
    text += fmt::format("  {:<48} {:<18}{}{}\n", ShortName(row->first.name), row->first.expect,
                        cells, AsDeclared(row->first, row->second) ? "" : "   NOT AS DECLARED");
  }
  for (size_t i = 0; i < cases.size(); ++i) text += fmt::format("  {:>4}  {}\n", i + 1, cases[i]);
  return text + "\n";
}

}  // namespace

std::string MatrixText(const std::vector<Graded>& rows) {
  std::map<std::string, std::vector<const Graded*>> blocks;
  for (const auto& row : rows) blocks[ExerciseOf(row.first.name)].push_back(&row);
  std::string text =
      "Which test case catches which variant: the schedule of the first failure, `.` for none.\n\n";
  for (const auto& [exercise, block] : blocks) text += Block(exercise, block);
  return text;
}

std::string MatrixJson(const std::vector<Graded>& rows) {
  auto variants = nlohmann::json::array();
  for (const auto& [variant, grading] : rows) {
    auto cases = nlohmann::json::object();
    for (const auto& [name, kinds] : grading.kinds_by_case) {
      cases[name] = {{"kinds", kinds}, {"first_failure", grading.first_failure.at(name)}};
    }
    variants.push_back({{"name", variant.name},
                        {"expect", variant.expect},
                        {"as_declared", AsDeclared(variant, grading)},
                        {"cases", cases}});
  }
  return nlohmann::json{{"variants", variants}}.dump(1) + "\n";
}

std::vector<Graded> MatrixFromJson(const std::string& text) {
  std::vector<Graded> rows;
  const auto matrix = nlohmann::json::parse(text);
  for (const auto& one : matrix.at("variants")) {
    Variant variant;
    variant.name = one.at("name");
    variant.expect = one.at("expect");
    Grading grading;
    for (const auto& [name, found] : one.at("cases").items()) {
      found.at("kinds").get_to(grading.kinds_by_case[name]);
      found.at("first_failure").get_to(grading.first_failure[name]);
    }
    rows.emplace_back(std::move(variant), std::move(grading));
  }
  return rows;
}

}  // namespace checker::selftest
