// What can be known of the exercises' solutions without judging them.
//
// Thread safety: reads files only.
#ifndef CHECKER_DEV_CHECK_H_
#define CHECKER_DEV_CHECK_H_

#include <filesystem>
#include <string>
#include <vector>

#include "checker/submission/catalogue.h"

namespace checker {

// What is wrong, a message each; empty if nothing is. Files that are no variants, kinds that are
// unknown, names that stand twice, variants of exercises that are not there, patches that do not
// fit, variants that are equal to another, exercises that lack a reference, a lesson or variants.
std::vector<std::string> CheckSolutions(const std::filesystem::path& workspace,
                                        const Catalogue& catalogue);

}  // namespace checker

#endif  // CHECKER_DEV_CHECK_H_
