// The parts of the bench, in the order in which main runs them.
#pragma once

namespace strongroom::bench {

void benchDerivation();
void benchParsing();
void benchSigning();
void benchJournal();

} // namespace strongroom::bench
