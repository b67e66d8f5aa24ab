// A whole server with somebody of the office and an administrator signed in, for what the office does over the network.
#pragma once

#include "server/onboarding/OfficeBook.h"
#include "server/store/MarkRepository.h"
#include "tests/support/ServerWorld.h"

#include <QJsonArray>

namespace haziri::test {

inline QJsonArray arrayOf(const http::Response& response, const char* key) {
    return ServerWorld::objectOf(response)[QLatin1String(key)].toArray();
}

inline QByteArray text(const QJsonObject& object, const char* key) {
    return object[QLatin1String(key)].toString().toUtf8();
}

class OfficeFixture {
  protected:
    void openOffice() {
        m_world = std::make_unique<ServerWorld>();
        m_world->addUser("boss", store::Role::Admin);
        m_hr = std::make_unique<Laptop>(m_world->laptop("hr"));
        m_admin = std::make_unique<Laptop>(m_world->laptop("boss"));
    }
    void closeOffice() { m_world.reset(); }
    void mark(const WorkerId& workerId, qint64 at, const char* direction, const char* status) {
        must(m_world->house->writer.run([&](sql::Database& database) -> Result<void> {
            return insertMark(database, workerId, at, direction, status);
        }));
    }
    Result<void> insertMark(sql::Database& database, const WorkerId& workerId, qint64 at, const char* direction,
                            const char* status) {
        store::MarkRow row;
        row.logIndex = 100'000 + ++m_marks;
        row.packetId = PacketId::generate(m_world->clock, m_world->random);
        row.deviceNo = 1;
        row.workerId = workerId;
        row.siteId = m_world->siteId;
        row.timestamp = row.earliest = row.latest = {at};
        row.direction = direction;
        row.method = "face";
        row.status = status;
        row.timeClass = "anchored";
        row.geo.source = protocol::GeoSource::None;
        return store::MarkRepository(database).insert({row});
    }
    QByteArray lastRecord() {
        auto& deployment = *m_world->deployment;
        const auto size = must(deployment.log.checkpoint(*deployment.database)).value.size;
        return must(deployment.log.entry(*deployment.database, size - 1))->data.value_or(QByteArray());
    }

    std::unique_ptr<ServerWorld> m_world;
    std::unique_ptr<Laptop> m_hr, m_admin;
    qint64 m_marks = 0;
};

} // namespace haziri::test
