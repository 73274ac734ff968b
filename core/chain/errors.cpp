#include "chain/errors.h"

namespace strongroom::chain {

base::ErrorInfo describe(Error error) {
    switch (error) {
    case Error::rejected:
        return {"chain.rejected", "The network does not accept this transaction."};
    case Error::malformedBlock:
        return {"chain.malformed_block", "The node sent something that is no block."};
    case Error::blockHashMismatch:
        return {"chain.block_hash_mismatch", "The node sent another block than the one asked for."};
    case Error::merkleRootMismatch:
        return {"chain.merkle_root_mismatch", "The node sent a block with transactions that are not in it."};
    case Error::busy:
        return {"chain.busy", "Another program is writing to the training chain; try again."};
    case Error::damaged:
        return {"chain.damaged", "The file of the training chain is damaged."};
    case Error::notATrainingChain:
        return {"chain.not_a_training_chain", "This file is no training chain of this version."};
    case Error::timeGoesBack:
        return {"chain.time_goes_back", "A block cannot be earlier than the one before it."};
    case Error::amountOutOfRange:
        return {"chain.amount_out_of_range", "This amount cannot be put on the training chain."};
    }
    base::checkFailed("chain::Error");
}

} // namespace strongroom::chain
