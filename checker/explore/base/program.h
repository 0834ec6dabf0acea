// Where the program under test lies in memory.
//
// Thread safety: every function may be called by any thread after LocateProgram.
#ifndef CHECKER_EXPLORE_BASE_PROGRAM_H_
#define CHECKER_EXPLORE_BASE_PROGRAM_H_

#include <cstdint>

namespace explore {

// Once, before the first schedule.
void LocateProgram();

// The load address, so that program counters can be told as offsets into the program's file.
std::uintptr_t LoadAddress();

// Whether the address is code of the program, not of a shared library.
bool InProgram(const void* pc);

// Whether the address is a variable of the program that lives as long as the process.
bool InProgramData(const void* address);

// The innermost return address into the program itself that lies on the stack above `frame`. An
// override that libstdc++.so calls for the student knows only the place in libstdc++; this finds
// the student's. nullptr: none within so many words.
void* CallerInProgram(const void* frame, int words = 96);

}  // namespace explore

#endif  // CHECKER_EXPLORE_BASE_PROGRAM_H_
