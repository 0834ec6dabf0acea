// Writes solutions/CHAPTER/killing_cases.bzl of every chapter:
//   bazel run //checker/selftest:killing_cases
// Grades every case of every variant if that was not done yet, which takes its time.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#include "checker/base/file_io.h"
#include "checker/selftest/killing_cases.h"

namespace checker::selftest {
namespace {

void WriteKillingCases(const std::string& matrix) {
  const char* workspace = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  if (workspace == nullptr) throw std::runtime_error("start it with  bazel run");
  const auto rows = MatrixFromJson(ReadFile(matrix).value());
  for (const auto& [chapter, text] : KillingCasesFiles(rows)) {
    const auto path =
        std::filesystem::path(workspace) / "solutions" / chapter / "killing_cases.bzl";
    const Status written = WriteAtomically(path, text);
    if (!written.ok()) throw std::runtime_error(written.message());
    std::printf("%s\n", path.c_str());
  }
}

}  // namespace
}  // namespace checker::selftest

int main(int argc, char** argv) try {
  for (int i = 1; i < argc; ++i) {  // the matrix for people is there, too
    if (std::string_view(argv[i]).ends_with(".json")) {
      checker::selftest::WriteKillingCases(argv[i]);
      return 0;
    }
  }
  throw std::runtime_error("usage: killing_cases_program KILL_MATRIX.json");
} catch (const std::exception& error) {
  std::fprintf(stderr, "killing_cases: %s\n", error.what());
  return 2;
}
