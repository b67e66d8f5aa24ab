#include "core/face/ModelManifest.h"

#include "core/base/Json.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

// Resources of a static library are reached only when somebody asks for them by name, outside any namespace.
static void initialiseModelResources() {
    Q_INIT_RESOURCE(models);
}

namespace haziri::face {

namespace {
constexpr qint64 kMaxModelBytes = 256LL * 1024 * 1024;

bool isPlainFileName(const QString& name) {
    return !name.isEmpty() && !name.contains(u'/') && !name.contains(u'\\') && !name.startsWith(u'.');
}

bool isSha256Hex(const QByteArray& text) {
    return text.size() == 64 && QByteArray::fromHex(text).toHex() == text;
}

Result<QByteArray> readChecked(const QString& path, const ModelManifest::Entry& entry) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMaxModelBytes)
        return fail("MODEL_DAMAGED", QStringLiteral("%1 cannot be read: %2").arg(path, file.errorString()));
    const QByteArray bytes = file.readAll();
    const QByteArray found = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    if (found != entry.sha256)
        return fail("MODEL_DAMAGED",
                    QStringLiteral("%1 has SHA-256 %2, the manifest says %3. Run installer/fetch-models.")
                        .arg(path, QString::fromLatin1(found), QString::fromLatin1(entry.sha256)));
    return bytes;
}
} // namespace

Result<ModelManifest> ModelManifest::parse(QByteArrayView json) {
    const auto reader = json::Reader::parse(json);
    if (!reader) return fail("MANIFEST_INVALID", reader.error().message);
    ModelManifest manifest;
    manifest.m_embeddingModel = reader->text("embeddingModel", 64);
    for (const json::Reader& model : reader->objects("models", 16)) {
        Entry entry{model.text("purpose", 32), QString::fromUtf8(model.text("file", 128)), model.text("sha256", 64)};
        if (!isPlainFileName(entry.file)) model.setError("file", "is not a plain file name");
        if (!isSha256Hex(entry.sha256)) model.setError("sha256", "is not a SHA-256 in lower case hex");
        manifest.m_entries.append(entry);
    }
    if (manifest.m_embeddingModel.isEmpty()) reader->setError("embeddingModel", "is empty");
    if (reader->error()) return fail("MANIFEST_INVALID", reader->error()->message);
    for (const char* purpose : {"detect", "landmark", "feature", "liveness"}) {
        const auto serves = [purpose](const Entry& entry) { return entry.purpose == purpose; };
        if (std::count_if(manifest.m_entries.begin(), manifest.m_entries.end(), serves) != 1)
            return fail(
                "MANIFEST_INVALID",
                QStringLiteral("The manifest must name one model for the purpose %1.").arg(QLatin1String(purpose)));
    }
    return manifest;
}

Result<ModelManifest> ModelManifest::standard() {
    initialiseModelResources();
    QFile file(QStringLiteral(":/haziri/models/manifest.json"));
    if (!file.open(QIODevice::ReadOnly))
        return fail("MANIFEST_INVALID", QStringLiteral("The manifest was not built in."));
    return parse(file.readAll());
}

QStringList ModelManifest::standardDirectories() {
    if (const QString chosen = qEnvironmentVariable("HAZIRI_MODELS_DIR"); !chosen.isEmpty()) return {chosen};
    QStringList directories;
    for (const QString& base : QStandardPaths::standardLocations(QStandardPaths::GenericDataLocation))
        directories.append(base + QStringLiteral("/haziri/models"));
    return directories;
}

Result<ModelFiles> ModelManifest::find(const QStringList& directories) const {
    QString missing = m_entries.isEmpty() ? QString() : m_entries.first().file;
    for (const QString& directory : directories) {
        const QDir dir(directory);
        const auto lacking = std::find_if(m_entries.begin(), m_entries.end(),
                                          [&dir](const Entry& entry) { return !dir.exists(entry.file); });
        if (lacking != m_entries.end()) {
            missing = lacking->file;
            continue;
        }
        ModelFiles files{m_embeddingModel, {}, {}};
        for (const Entry& entry : m_entries) {
            auto bytes = readChecked(dir.filePath(entry.file), entry);
            if (!bytes) return fail(bytes.error());
            files.paths.insert(entry.purpose, dir.filePath(entry.file));
            files.contents.insert(entry.purpose, *bytes);
        }
        return files;
    }
    return fail("MODEL_MISSING",
                QStringLiteral("The face model %1 is in none of: %2. Run haziri-fetch-models where Haziri "
                               "is installed as a package, installer/fetch-models in its sources.")
                    .arg(missing, directories.join(QStringLiteral(", "))));
}

} // namespace haziri::face
