#include "server/tokens/SignInPlaces.h"

namespace haziri::tokens {

std::unique_ptr<SignInPlaces::Place> SignInPlaces::take(qint64 deviceNo) {
    const std::lock_guard lock(m_mutex);
    if (m_taken >= kInAll || m_ofDevice.value(deviceNo) >= kOfOneDevice) return nullptr;
    ++m_taken;
    ++m_ofDevice[deviceNo];
    return std::make_unique<Place>(*this, deviceNo);
}

void SignInPlaces::leave(qint64 deviceNo) {
    const std::lock_guard lock(m_mutex);
    --m_taken;
    if (--m_ofDevice[deviceNo] == 0) m_ofDevice.remove(deviceNo);
}

} // namespace haziri::tokens
