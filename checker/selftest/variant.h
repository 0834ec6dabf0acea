// A reference, a right or a wrong variant of an exercise, and what grading it brought.
//
// Thread safety: plain structs and pure functions; files are read where it is said.
#ifndef CHECKER_SELFTEST_VARIANT_H_
#define CHECKER_SELFTEST_VARIANT_H_

#include <map>
#include <string>
#include <vector>

namespace checker::selftest {

struct Variant {
  std::string name;                             // "04_locks/wrong/rlock/first_unlock_releases_all"
  std::string expect;                           // a kind of finding, or "passed"
  std::string exercise, build, binary, report;  // paths
  std::vector<std::string> sources;             // NAME=PATH
};

// What a report says of one grading.
struct Grading {
  std::string verdict;
  int points = 0;
  int max_points = 0;
  std::map<std::string, std::vector<std::string>> kinds_by_case;  // test case -> kinds of findings
  std::map<std::string, long> first_failure;  // test case -> schedules until it failed
  std::map<std::string, long> schedules;      // test case -> schedules that were run
};

// Reads the list that checker/rules/variants.bzl writes. Throws std::runtime_error naming the file.
std::vector<Variant> ReadManifest(const std::string& path);

// The judge's command line for grading the variant once more. It ends with the declared finding.
std::vector<std::string> GradingCommand(const std::string& judge, const Variant& variant, long seed,
                                        const std::string& report);

// Reads a report.json. Throws std::runtime_error naming the file.
Grading ReadGrading(const std::string& path);

// Whether the grading is what the variant's declaration says: "passed" is full points and no
// finding; a kind of finding must be among those found, and points must be lost.
bool AsDeclared(const Variant& variant, const Grading& grading);

// The fewest schedules after which some test case showed the declared finding; -1 when none did.
long SchedulesToDeclared(const Variant& variant, const Grading& grading);

// The test case that showed the declared finding after the fewest schedules; "" when none did.
std::string KillingCase(const Variant& variant, const Grading& grading);

}  // namespace checker::selftest

#endif  // CHECKER_SELFTEST_VARIANT_H_
