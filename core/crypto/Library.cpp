#include "core/crypto/Library.h"

#include <openssl/crypto.h>

namespace haziri::crypto {

void keepLibraryToTheEnd() {
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
}

} // namespace haziri::crypto
