// Makes the whole file of a variant for editing, and writes the patch back.
//
// Thread safety: one at a time in a workbook's folder; changes files below solutions/.
#ifndef CHECKER_DEV_EDIT_VARIANT_H_
#define CHECKER_DEV_EDIT_VARIANT_H_

#include <filesystem>
#include <string>

#include "checker/base/status.h"

namespace checker {

// A variant with more changed lines than this is a design of its own, and stays a whole file.
inline constexpr int kPatchLines = 40;

struct VariantRequest {
  std::string chapter;
  std::string exercise;
  std::string name;    // "polls"
  std::string kind;    // the finding of a new mistake, or another for one that is there; "" if none
  bool right = false;  // a new one is a right design
};

// Puts the whole file into the place of the patch; a new one begins as a copy of the reference.
// Says what was done and what to do next.
StatusOr<std::string> OpenVariant(const std::filesystem::path& workspace,
                                  const VariantRequest& request);

// Puts a patch into the place of the whole file: of the reference or the right design from which it
// differs least. A design of its own stays. Says what was done.
StatusOr<std::string> SaveVariant(const std::filesystem::path& workspace,
                                  const VariantRequest& request);

}  // namespace checker

#endif  // CHECKER_DEV_EDIT_VARIANT_H_
