// Writes the kill matrix as text and as JSON: MANIFEST TEXT_OUT JSON_OUT.

#include <cstdio>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "checker/base/file_io.h"
#include "checker/selftest/matrix.h"

namespace checker::selftest {
namespace {

void WriteKillMatrix(const char* manifest, const char* text_out, const char* json_out) {
  std::vector<Graded> rows;
  for (const Variant& variant : ReadManifest(manifest)) {
    rows.emplace_back(variant, ReadGrading(variant.report));
  }
  const std::pair<const char*, std::string> files[] = {{text_out, MatrixText(rows)},
                                                       {json_out, MatrixJson(rows)}};
  for (const auto& [path, text] : files) {
    const Status written = WriteAtomically(path, text);
    if (!written.ok()) throw std::runtime_error(written.message());
  }
}

}  // namespace
}  // namespace checker::selftest

int main(int argc, char** argv) try {
  if (argc != 4) {
    std::fputs("usage: kill_matrix_writer MANIFEST TEXT_OUT JSON_OUT\n", stderr);
    return 2;
  }
  checker::selftest::WriteKillMatrix(argv[1], argv[2], argv[3]);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "kill_matrix_writer: %s\n", error.what());
  return 2;
}
