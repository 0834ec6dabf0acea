// Writes the kill matrix as text and as JSON: MANIFEST TEXT_OUT JSON_OUT.

#include <cstdio>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "checker/base/file_io.h"
#include "checker/selftest/matrix.h"

int main(int argc, char** argv) try {
  using namespace checker::selftest;
  if (argc != 4) {
    std::fputs("usage: kill_matrix_writer MANIFEST TEXT_OUT JSON_OUT\n", stderr);
    return 2;
  }
  std::vector<Graded> rows;
  for (const Variant& variant : ReadManifest(argv[1])) {
    rows.emplace_back(variant, ReadGrading(variant.report));
  }
  const std::pair<const char*, std::string> files[] = {{argv[2], MatrixText(rows)},
                                                       {argv[3], MatrixJson(rows)}};
  for (const auto& [path, text] : files) {
    const checker::Status written = checker::WriteAtomically(path, text);
    if (!written.ok()) throw std::runtime_error(written.message());
  }
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "kill_matrix_writer: %s\n", error.what());
  return 2;
}
