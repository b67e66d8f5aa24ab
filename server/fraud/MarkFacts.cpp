#include "server/fraud/MarkFacts.h"

namespace haziri::fraud {

place::Position positionOf(const protocol::Packet& packet, const protocol::Geo& geo) {
    place::Position position;
    position.point = {geo.latE7, geo.lonE7};
    position.accuracyCm = geo.accuracyCm;
    position.at = {packet.timestamp.value - geo.ageMs};
    switch (geo.source) {
    case protocol::GeoSource::Gnss:
        position.source = place::PositionSource::Gnss;
        break;
    case protocol::GeoSource::Network:
        position.source = place::PositionSource::Network;
        break;
    case protocol::GeoSource::Declared:
        position.source = place::PositionSource::Declared;
        break;
    case protocol::GeoSource::None:
        position.source = place::PositionSource::None;
        break;
    }
    return position;
}

const OtherMark* lastBefore(const MarkFacts& facts) {
    const OtherMark* last = nullptr;
    for (const OtherMark& other : facts.others)
        if (other.timestamp.value <= facts.packet.timestamp.value &&
            (!last || other.timestamp.value >= last->timestamp.value))
            last = &other;
    return last;
}

} // namespace haziri::fraud
