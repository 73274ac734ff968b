// Keys and descriptors that the tests of this module share: public parts of the BIPs' own examples.
#pragma once

#include <string>

namespace strongroom::test {

// BIP32 test vectors.
inline const std::string XPUB_A =
    "xpub6ERApfZwUNrhLCkDtcHTcxd75RbzS1ed54G1LkBUHQVHQKqhMkhgbmJbZRkrgZw4koxb5JaHWkY4ALHY"
    "2grBGRjaDMzQLcgJvLJuZZvRcEL";
inline const std::string XPUB_B =
    "xpub68NZiKmJWnxxS6aaHmn81bvJeTESw724CRDs6HbuccFQN9Ku14VQrADWgqbhhTHBaohPX4CjNLf9fq9M"
    "Yo6oDaPPLPxSb7gwQN3ih19Zm4Y";
inline const std::string XPUB_C =
    "xpub661MyMwAqRbcGDZQUKLqmWodYLcoBQnQH33yYkkF3jjxeLvY8qr2wWGEWkiKFaaQfJCoi3HeEq3Dc5Dp"
    "tfbCyjD38fNhSqtKc1UHaP4ba3t";
inline const std::string KEY_A = "03a34b99f22c790c4e36b2b3c2c35a36db06226e41c692fc82b8b56ac1c540c5bd";
inline const std::string KEY_B = "0260b2003c386519fc9eadf2b5cf124dd8eea4c4e68d5e154050a9346ea98ce600";
inline const std::string KEY_C = "03669b8afcec803a0d323e9a17f3ea8e68e8abe5a278020a929adbec52421adbd0";
inline const std::string UNCOMPRESSED_A =
    "04a34b99f22c790c4e36b2b3c2c35a36db06226e41c692fc82b8b56ac1c540c5bd5b8dec5235a0fa8"
    "722476c7709c02559e3aa73aa03918ba2d492eea75abea235";
// Published in BIP380: known to everyone, worth nothing.
inline const std::string WIF = "L4rK1yDtCWekvXuE6oXD9jCYfFNV2cWRpVuPLBcCU2z8TrisoyY1";
inline const std::string XPRV =
    "xprvA1RpRA33e1JQ7ifknakTFpgNXPmW2YvmhqLQYMmrj4xJXXWYpDPS3xz7iAxn8L39njGVyuoseXzU6rcxFL"
    "J8HFsTjSyQbLYnMpCqE2VbFWc";

inline const std::string TWO_OF_THREE = "wsh(sortedmulti(2,[d34db33f/48h/0h/0h/2h]" + XPUB_A +
                                        "/<0;1>/*,[00000002/48h/0h/0h/2h]" + XPUB_B +
                                        "/<0;1>/*,[00000003/48h/0h/0h/2h]" + XPUB_C + "/<0;1>/*))";

} // namespace strongroom::test
