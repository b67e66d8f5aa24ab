// {fileId, sha256, bytes}, as packets and vouches carry it.
#pragma once

#include "core/protocol/Packet.h"

namespace haziri::protocol {

QJsonObject writePhotoRef(const PhotoRef& photo);
PhotoRef readPhotoRef(const json::Reader& reader); ///< faults stick in the reader

} // namespace haziri::protocol
