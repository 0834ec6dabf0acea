#include "checker/testing/note.h"

#include "checker/explore/api.h"

namespace checker {

void Note(const char* text) { explore::Note(text, __builtin_return_address(0)); }

}  // namespace checker
