#include "core/sealed/Bundle.h"

#include "core/base/WholeFile.h"
#include "core/sealed/SealedFile.h"

#include <QtEndian>

namespace haziri::sealed {

namespace {

const QByteArray kMagic = QByteArrayLiteral("HZB1");
constexpr qsizetype kMaxHeader = 1024;
constexpr qsizetype kOverhead = 12 + 16;

template <class T>
QByteArray bigEndian(T number) {
    QByteArray bytes(qsizetype(sizeof(T)), '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

QByteArray boundTo(const QByteArray& header, quint64 number, bool last) {
    return kMagic + bigEndian(quint16(header.size())) + header + bigEndian(number) + (last ? '\1' : '\0');
}

auto damaged() {
    return fail("BUNDLE_DAMAGED", QStringLiteral("The bundle is damaged, not whole, or meant for somebody else."));
}

} // namespace

Result<std::unique_ptr<BundleWriter>> BundleWriter::create(const QString& path, const QByteArray& header,
                                                           crypto::SecretBytes key, RandomSource& random) {
    std::unique_ptr<BundleWriter> writer(new BundleWriter(path, header, std::move(key), random));
    if (!writer->m_file.open(QIODevice::WriteOnly)) return fail("IO_ERROR", writer->m_file.errorString());
    writer->m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    writer->m_file.write(kMagic + bigEndian(quint16(header.size())) + header);
    return writer;
}

Result<void> BundleWriter::write(QByteArrayView record, bool last) {
    if (record.size() > kMaxBundleRecord) return fail("TOO_LARGE", QStringLiteral("A record is too large."));
    const QByteArray blob = sealBlob(m_key, boundTo(m_header, m_count++, last), record, m_random);
    const QByteArray bytes = bigEndian(quint32(blob.size())) + blob;
    if (m_file.write(bytes) != bytes.size()) return fail("IO_ERROR", m_file.errorString());
    return {};
}

Result<void> BundleWriter::add(QByteArrayView record) {
    return write(record, false);
}

Result<void> BundleWriter::finish() {
    if (auto done = write({}, true); !done) return done;
    if (!commitWhole(m_file)) return fail("IO_ERROR", m_file.errorString());
    return {};
}

Result<std::unique_ptr<BundleReader>> BundleReader::open(const QString& path) {
    std::unique_ptr<BundleReader> reader(new BundleReader(path));
    if (!reader->m_file.open(QIODevice::ReadOnly)) return fail("FILE_MISSING", reader->m_file.errorString());
    const QByteArray start = reader->m_file.read(kMagic.size() + 2);
    if (start.size() != kMagic.size() + 2 || !start.startsWith(kMagic)) return damaged();
    const auto length = qFromBigEndian<quint16>(start.constData() + kMagic.size());
    if (length > kMaxHeader) return damaged();
    reader->m_header = reader->m_file.read(length);
    if (reader->m_header.size() != length) return damaged();
    return reader;
}

Result<void> BundleReader::rewind() {
    m_count = 0;
    m_ended = false;
    if (!m_file.seek(kMagic.size() + 2 + m_header.size())) return fail("IO_ERROR", m_file.errorString());
    return {};
}

Result<std::optional<QByteArray>> BundleReader::next() {
    if (m_ended) return std::optional<QByteArray>();
    const QByteArray lengthBytes = m_file.read(4);
    if (lengthBytes.size() != 4) return damaged();
    const auto length = qsizetype(qFromBigEndian<quint32>(lengthBytes.constData()));
    if (length < kOverhead || length > kMaxBundleRecord + kOverhead) return damaged();
    const QByteArray blob = m_file.read(length);
    if (blob.size() != length) return damaged();
    if (auto record = openBlob(m_key, boundTo(m_header, m_count, false), blob)) {
        ++m_count;
        return std::optional(*record);
    }
    if (!openBlob(m_key, boundTo(m_header, m_count, true), blob) || !m_file.atEnd()) return damaged();
    m_ended = true;
    return std::optional<QByteArray>();
}

} // namespace haziri::sealed
