// Named places between two steps where a test may kill the process. In shipped programs a failpoint does
// nothing: the function in failpoint.cpp is empty. Test builds of the signer link another definition instead
// (tests/fakes); no flag, variable or build option of a shipped binary selects one.
#pragma once

namespace strongroom::signer {

void failpoint(const char* name);

} // namespace strongroom::signer
