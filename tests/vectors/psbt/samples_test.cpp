// PSBTs as other programs wrote them: a hardware signer's own tests and an exchange format's samples.
#include "psbt/codec.h"
#include "psbt/finalize.h"
#include "psbt/signatures.h"
#include "support/vectors.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom;

TEST_CASE("PSBTs of other programs are read and written back without loss") {
    for (const std::string name :
         {"ledger/multisig__wsh-2of2.psbt", "ledger/singlesig__pkh-1to1.psbt",
          "ledger/singlesig__sh-wpkh-1to2.psbt", "ledger/singlesig__tr-1to2-sighash-all.psbt",
          "ledger/singlesig__tr-1to2-sighash-default.psbt", "ledger/singlesig__tr-1to2-sighash-omitted.psbt",
          "ledger/singlesig__wpkh-1to2.psbt", "ledger/singlesig__wpkh-2to2.psbt", "bbqr/1in2out.psbt",
          "bbqr/1in10out.psbt", "bbqr/1in20out.psbt", "bbqr/1in100out.psbt"}) {
        CAPTURE(name);
        const auto file = test::readVectors(name);
        if (!file)
            return;
        const auto parsed = psbt::parsePsbtText(base::asBytes(*file));
        REQUIRE(parsed);
        const base::Bytes written = psbt::serialize(*parsed);
        CHECK(*psbt::parsePsbt(written) == *parsed);
        CHECK(psbt::serialize(*psbt::parsePsbt(written)) == written);
        CHECK(psbt::spentOutputs(*parsed).has_value());
        const auto finalized = psbt::finalize(*parsed);
        REQUIRE(finalized);
        CHECK_FALSE(finalized->complete());
    }
}

TEST_CASE("a network transaction from another program is not taken for a PSBT") {
    for (const std::string name : {"bbqr/signed.txn", "bbqr/last.txn"}) {
        const auto file = test::readVectors(name);
        if (!file)
            return;
        CHECK(psbt::parsePsbtText(base::asBytes(*file)).error() == psbt::Error::notPsbt);
    }
}
