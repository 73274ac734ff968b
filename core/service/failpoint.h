// Named places between two steps of a use case where a test may kill the coordinator, as pulling the plug
// would. In shipped programs a failpoint does nothing: the function in failpoint.cpp, a member of its own in
// the library, is empty. A test build of the command line links another definition instead
// (tests/fakes/coordinator_failpoint.cpp); no flag, variable or build option of a shipped binary selects one.
#pragma once

namespace strongroom::service {

void failpoint(const char* name);

} // namespace strongroom::service
