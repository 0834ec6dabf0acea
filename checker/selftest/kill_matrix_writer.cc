// Writes the kill matrix as text and as JSON: MANIFEST TEXT_OUT JSON_OUT.

#include <cstdio>
#include <exception>
#include <fstream>

#include "checker/selftest/matrix.h"

namespace checker::selftest {
namespace {

void WriteKillMatrix(const char* manifest, const char* text_out, const char* json_out) {
  std::vector<Graded> rows;
  for (const Variant& variant : ReadManifest(manifest)) {
    rows.emplace_back(variant, ReadGrading(variant.report));
  }
  std::ofstream(text_out) << MatrixText(rows);
  std::ofstream(json_out) << MatrixJson(rows);
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
