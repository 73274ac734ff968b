#include "store/schema.h"

#include <array>

namespace strongroom::store {

namespace {

// Hashes and ids are blobs of their bytes; amounts are satoshi; times are Unix seconds. Signed objects keep
// the exact bytes that were signed. STRICT makes a wrong type an error instead of a surprise.
constexpr std::string_view VERSION_1 = R"sql(
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE object (
    hash BLOB PRIMARY KEY,          -- SHA-256 of the bytes
    id BLOB NOT NULL,               -- the same for any set of signatures
    type TEXT NOT NULL,
    subject BLOB NOT NULL,          -- the withdrawal, payee, vault … that it is about; empty for none
    bytes BLOB NOT NULL,
    received_at INTEGER NOT NULL,
    origin TEXT NOT NULL            -- log id of the seat that made it, or how it came here
) STRICT, WITHOUT ROWID;
CREATE INDEX object_by_subject ON object (subject, type, received_at);
CREATE INDEX object_by_type ON object (type, received_at);

CREATE TABLE document (hash BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE head (version INTEGER PRIMARY KEY, object BLOB NOT NULL) STRICT;

CREATE TABLE leaf (
    position INTEGER PRIMARY KEY,   -- in this seat's log, from 0
    hash BLOB NOT NULL,             -- RFC 6962 leaf hash
    bytes BLOB NOT NULL,
    salts BLOB NOT NULL,            -- opens the commitments in the bytes
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject BLOB NOT NULL,
    sentence TEXT NOT NULL
) STRICT;
CREATE INDEX leaf_by_kind ON leaf (kind, position);
CREATE INDEX leaf_by_subject ON leaf (subject, position);

CREATE TABLE checkpoint (
    origin TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (origin, size)
) STRICT, WITHOUT ROWID;

CREATE TABLE withdrawal (
    id BLOB PRIMARY KEY,
    phase TEXT NOT NULL,
    vault BLOB NOT NULL,
    payee BLOB NOT NULL,
    amount INTEGER NOT NULL,
    fee INTEGER NOT NULL,
    reference TEXT NOT NULL,
    purpose TEXT NOT NULL,
    proposer TEXT NOT NULL,
    proposed_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    psbt BLOB NOT NULL,
    txid BLOB NOT NULL,
    final_transaction BLOB NOT NULL, -- empty until complete
    exported INTEGER NOT NULL,       -- 1 from the first export to a station or first signature on
    paused INTEGER NOT NULL,
    height INTEGER                   -- of the block that confirmed it
) STRICT, WITHOUT ROWID;
CREATE INDEX withdrawal_by_time ON withdrawal (proposed_at);
CREATE INDEX withdrawal_by_phase ON withdrawal (phase, proposed_at);
CREATE INDEX withdrawal_by_txid ON withdrawal (txid);

CREATE TABLE script (
    script BLOB PRIMARY KEY, vault BLOB NOT NULL, branch INTEGER NOT NULL, position INTEGER NOT NULL,
    label TEXT NOT NULL, UNIQUE (vault, branch, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE coin (
    txid BLOB NOT NULL, vout INTEGER NOT NULL, script BLOB NOT NULL, amount INTEGER NOT NULL,
    height INTEGER,                  -- null: not in a block
    spent_by BLOB NOT NULL,          -- txid, empty while unspent
    spent_height INTEGER,
    reserved_by BLOB NOT NULL,       -- a withdrawal, empty while free
    reserved_until INTEGER,
    held INTEGER NOT NULL, hold_reason TEXT NOT NULL,
    PRIMARY KEY (txid, vout)
) STRICT, WITHOUT ROWID;
CREATE INDEX coin_by_script ON coin (script);
CREATE INDEX coin_by_height ON coin (height);
CREATE INDEX coin_by_spent_height ON coin (spent_height);
CREATE INDEX coin_by_reservation ON coin (reserved_by);

CREATE TABLE previous_transaction (txid BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE block (height INTEGER PRIMARY KEY, hash BLOB NOT NULL, time INTEGER NOT NULL) STRICT;

CREATE TABLE deposit (
    id BLOB PRIMARY KEY, payer TEXT NOT NULL, purpose TEXT NOT NULL, vault BLOB NOT NULL, script BLOB NOT NULL,
    expected INTEGER, issued_at INTEGER NOT NULL, due_at INTEGER, issued_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX deposit_by_script ON deposit (script);
CREATE INDEX deposit_by_time ON deposit (issued_at);
)sql";

/// Versions of one withdrawal: a replacement is a row of its own, named by its own intent.
constexpr std::string_view VERSION_2 = R"sql(
ALTER TABLE withdrawal ADD COLUMN root BLOB NOT NULL DEFAULT x''; -- id of the withdrawal's first intent
UPDATE withdrawal SET root = id;
CREATE INDEX withdrawal_by_root ON withdrawal (root);
)sql";

/// What made a coin of ours and can be in no block any more: another transaction spends what it spends.
constexpr std::string_view VERSION_3 = R"sql(
CREATE TABLE conflict (
    txid BLOB PRIMARY KEY,           -- of the transaction that lost
    height INTEGER NOT NULL          -- of the block that has the other one
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::array<std::string_view, 3> STEPS{VERSION_1, VERSION_2, VERSION_3};

} // namespace

std::span<const std::string_view> migrationSteps() {
    return STEPS;
}

} // namespace strongroom::store
