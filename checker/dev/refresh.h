// Renews the patches that no longer fit after a reference or a right design was changed.
//
// Thread safety: one at a time in a workbook's folder; changes files below solutions/.
#ifndef CHECKER_DEV_REFRESH_H_
#define CHECKER_DEV_REFRESH_H_

#include <filesystem>
#include <string>
#include <vector>

#include "checker/dev/variant_file.h"

namespace checker {

struct Refreshed {
  std::vector<std::filesystem::path> renewed;  // patches that fit again
  std::vector<VariantFile> conflicts;          // whole files to be settled by hand
  std::vector<std::string> failures;           // what could not be renewed, and why
};

// Looks at each variant that is a patch. Of one that does not fit, the base is looked for in git
// for which it was made; both changes are merged then, that of the base and that of the patch.
// Where they touch the same lines, the whole file takes the patch's place, with both versions in
// it.
Refreshed RefreshPatches(const std::filesystem::path& workspace,
                         const std::vector<VariantFile>& variants);

}  // namespace checker

#endif  // CHECKER_DEV_REFRESH_H_
