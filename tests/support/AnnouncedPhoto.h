// A photograph that a committed packet of a laptop announced, without the packet.
#pragma once

#include "tests/support/ServerWorld.h"

namespace haziri::test {

struct Evidence {
    FileId fileId;
    QByteArray bytes;
};

/// As a committed packet of this laptop announces it.
inline Evidence announce(ServerWorld& world, const Laptop& laptop, const QByteArray& bytes) {
    Evidence made{FileId::generate(world.clock, world.random), bytes};
    must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
        const auto device = store::DeviceRepository(database).find(laptop.deviceId);
        store::FileRecord file;
        file.fileId = made.fileId;
        file.deviceNo = (**device).deviceNo;
        file.siteId = world.siteId;
        file.sha256 = crypto::sha256(bytes);
        file.bytes = bytes.size();
        file.announcedAt = world.clock.now();
        return store::FileRepository(database).announce(file);
    }));
    return made;
}

inline QByteArray target(const Evidence& evidence) {
    return "/vault/" + evidence.fileId.toText();
}

} // namespace haziri::test
