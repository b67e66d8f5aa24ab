#include "core/device/HighWater.h"

#include "core/base/Json.h"

namespace haziri::device {

using crypto::SecretBytes;

namespace {
const QByteArray kName = QByteArrayLiteral("high-water");
}

Result<HighWater> HighWater::load(KeyStore& keys) {
    HighWater water;
    auto text = keys.read(kName);
    if (!text && text.error().code == "KEY_MISSING") return water;
    if (!text) return fail(text.error());
    auto reader = json::Reader::parse(text->view());
    if (!reader) return water;
    ChainMark mark{reader->integer("epoch", 0, 1LL << 53),
                   reader->integer("seq", 0, 1LL << 53),
                   {reader->text("bootId", 200), reader->integer("bootMs", 0, 1LL << 53)}};
    if (!reader->error()) water.m_mark = mark;
    return water;
}

Result<void> HighWater::raise(KeyStore& keys, qint64 epoch, qint64 seq, const BootInstant& boot) {
    if (m_mark.ahead(epoch, seq) >= 0) return {};
    const QJsonObject object{{QStringLiteral("epoch"), epoch},
                             {QStringLiteral("seq"), seq},
                             {QStringLiteral("bootId"), QString::fromUtf8(boot.bootId)},
                             {QStringLiteral("bootMs"), boot.bootMs}};
    if (auto done = keys.write(kName, SecretBytes::take(json::toText(object))); !done) return done;
    m_mark = {epoch, seq, boot};
    return {};
}

} // namespace haziri::device
