// Packets and every kind of JWS: nothing verifies that was not signed, and a packet that is read is written back the
// same.
#include "core/protocol/Jws.h"
#include "core/protocol/Packet.h"

#include <cstdlib>

using namespace haziri;
using namespace haziri::protocol;

namespace {

/// Nothing was ever signed with the stranger's key, so nothing may verify under it.
void checkSignatures(QByteArrayView text) {
    static const crypto::HmacKey stranger(crypto::SecretBytes(32));
    for (int purpose = 0; purpose <= int(Purpose::Response); ++purpose) {
        const auto jws = UnverifiedJws::read(text, Purpose(purpose));
        if (jws ? jws->verify(stranger).has_value()
                : jws.error().code != "MALFORMED" && jws.error().code != "TYP_MISMATCH")
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const QByteArrayView text(reinterpret_cast<const char*>(data), qsizetype(size));
    checkSignatures(text);
    const auto packet = readPacket(text);
    if (!packet) {
        if (packet.error().code != "MALFORMED") std::abort();
        return 0;
    }
    if (std::holds_alternative<OtherBody>(packet->body)) return 0; // carried as it was, so nothing to compare
    const auto again = readPacket(writePacket(*packet));
    if (!again || !(*again == *packet)) std::abort();
    return 0;
}
