// What the source policy knows by name. Data only: an instructor changes an exercise, not this.
//
// Thread safety: constant data.
#ifndef CHECKER_SUBMISSION_POLICY_LISTS_H_
#define CHECKER_SUBMISSION_POLICY_LISTS_H_

#include <string>
#include <string_view>

namespace checker {

// Headers of the standard library, and those of POSIX that an exercise may need.
bool IsLibraryHeader(std::string_view name);

// Attributes that say something about the code and change nothing about how it is checked.
// `name` without the namespace and without underscores round it.
bool IsHarmlessAttribute(std::string_view name);

bool IsKeyword(std::string_view name);

// Why student's code must not use `name` in any way; "" if it may. These names are refused because
// they reach round the checker, unless an exercise allows them.
std::string_view WhyNameRefused(std::string_view name);

// Why it must not call the C function of this name. These are more: names that are fine for a
// variable or a method.
std::string_view WhyCallRefused(std::string_view function);

// Names of the standard library that a macro must not take.
bool IsStandardName(std::string_view name);

}  // namespace checker

#endif  // CHECKER_SUBMISSION_POLICY_LISTS_H_
