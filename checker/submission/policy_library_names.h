// Tells a name of the library from one of the student's own: whether `mutex` is std::mutex or a
// semaphore that somebody calls so. It knows only tokens, no types, so it goes by how a name is
// qualified and whether the file declares one like it. Where both are the case, a using directive
// for std and a declaration of one's own, it refuses what stands in the place of a type.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_SUBMISSION_POLICY_LIBRARY_NAMES_H_
#define CHECKER_SUBMISSION_POLICY_LIBRARY_NAMES_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "checker/submission/policy_lexer.h"

namespace checker {

class PolicyLibraryNames {
 public:
  // `tokens` must outlive it.
  explicit PolicyLibraryNames(const std::vector<PolicyToken>& tokens);

  // Whether the token at `at`, a name, means `entity`: `std::mutex` is the library's, `sem_init`
  // that of C; a keyword and a name in capitals, which is a macro, are meant wherever they stand.
  // So is every name in a macro of the student's: what becomes of it shows only where it is used.
  bool Means(std::size_t at, std::string_view entity) const;

 private:
  // How the file declares a name as one of its own.
  struct Own {
    std::set<std::string> names;
    std::set<std::string> types;  // those of them that are types or namespaces
  };

  const PolicyToken& Token(std::size_t at) const;  // at one past the end or further: empty
  const PolicyToken& Before(std::size_t at, std::size_t steps = 1) const;
  bool Is(std::size_t at, std::string_view text) const { return Token(at).text == text; }
  bool WasBefore(std::size_t at, std::string_view text) const { return Before(at).text == text; }

  void ReadAlias(std::size_t at);
  void ReadDirective(std::size_t at);
  void ReadMacro(std::size_t at);
  void ReadDeclaration(std::size_t at);
  bool LeadsToStd(std::size_t at) const;
  bool DeclaresType(std::size_t at) const;
  bool DeclaresObject(std::size_t at) const;
  bool IsNextDeclarator(std::size_t at) const;
  bool EndsType(std::size_t at) const;
  bool InTypedef(std::size_t at) const;

  std::vector<std::string> Scopes(std::size_t at) const;
  bool IsMember(std::size_t at) const;
  bool MeansStandard(std::size_t at) const;
  bool MeansGlobal(std::size_t at) const;
  bool IsNotOwn(std::size_t at) const;
  bool StandsForType(std::size_t at) const;
  bool OpensArguments(std::size_t at) const;
  bool BeginsDeclaration(std::size_t at) const;

  const std::vector<PolicyToken>& tokens_;
  std::set<std::string> std_names_ = {"std"};  // and its aliases, and macros that hold it
  bool std_is_open_ = false;                   // `using namespace std`, or a macro that holds it
  Own own_;
};

}  // namespace checker

#endif  // CHECKER_SUBMISSION_POLICY_LIBRARY_NAMES_H_
