"""Electrum as a key holder of a multisig vault, through its own Python modules (the distribution's package): offline, in
memory, on regtest."""

import asyncio
import base64
import hashlib
import threading

from electrum import bip32, constants, keystore, simple_config, transaction, util, wallet, wallet_db

constants.set_regtest()
# Wallets report to a running loop. Electrum's own starts a thread that outlives the program.
util._asyncio_event_loop = asyncio.new_event_loop()
threading.Thread(target=util._asyncio_event_loop.run_forever, daemon=True).start()
SCRIPT = "p2wsh"  # the kind of multisig that its extended keys are marked with (SLIP-132)


def _config(folder: str = "/nonexistent") -> simple_config.SimpleConfig:
    return simple_config.SimpleConfig({"electrum_path": folder, "offline": True}, read_user_config_function=lambda _: {})


def _own_keystore(account) -> keystore.BIP32_KeyStore:
    """The whole key, from the seed that the label stands for."""
    made = keystore.BIP32_KeyStore({})
    seed = hashlib.sha256(account.seed.encode()).digest()
    made.add_xprv_from_seed(seed, xtype=SCRIPT, derivation=account.path)
    return made


def _watched_keystore(account) -> keystore.BIP32_KeyStore:
    made = keystore.BIP32_KeyStore({})
    node = bip32.BIP32Node.from_xkey(account.xpub)
    made.add_xpub(node._replace(xtype=SCRIPT).to_xpub())
    made.add_key_origin(derivation_prefix=account.path, root_fingerprint=account.fingerprint)
    return made


def open_wallet(accounts: list, threshold: int, own) -> wallet.Multisig_Wallet:
    """The wallet of the one who holds `own`, one of the accounts."""
    database = wallet_db.WalletDB("", manual_upgrades=False)
    database.put("wallet_type", f"{threshold}of{len(accounts)}")
    for number, account in enumerate(accounts, 1):
        made = _own_keystore(account) if account is own else _watched_keystore(account)
        database.put(f"x{number}/", made.dump())
    return wallet.Multisig_Wallet(database, None, config=_config())


def sign(vault, psbt: str, account) -> str:
    """The PSBT with the signatures that Electrum adds for one key holder of a 2-of-3 vault."""
    own = open_wallet(vault.accounts, vault.threshold, account)
    own.synchronize()
    if own.get_receiving_addresses()[: len(vault.addresses)] != vault.addresses:
        raise RuntimeError("Electrum derives other addresses")
    spend = transaction.PartialTransaction.from_raw_psbt(psbt)
    spend.add_info_from_wallet(own)
    before = sum(len(i.part_sigs) for i in spend.inputs())
    own.sign_transaction(spend, None)
    after = sum(len(i.part_sigs) for i in spend.inputs())
    if not spend.is_complete() and after != before + len(spend.inputs()):  # a complete one is final: no part left
        raise RuntimeError(f"Electrum signed {after - before} of {len(spend.inputs())} inputs")
    return base64.b64encode(spend.serialize_as_bytes(force_psbt=True)).decode()
