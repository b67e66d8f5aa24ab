// The one place that names the models: which file, with which SHA-256, serves which purpose.
//
// The manifest is built in (resources/models/manifest.json); the files themselves are installed by
// installer/fetch-models and are checked here against their hashes each time they are loaded.
#pragma once

#include "core/base/Result.h"

#include <QHash>
#include <QStringList>

namespace haziri::face {

/// The files of one manifest, found and checked.
struct ModelFiles {
    QByteArray embeddingModel;        ///< what templates are stamped with
    QHash<QByteArray, QString> paths; ///< purpose ("detect", "landmark", "feature", "liveness") to file
    QHash<QByteArray, QByteArray>
        contents; ///< purpose to the bytes that were checked: loading never reads the file again
};

class ModelManifest {
  public:
    struct Entry {
        QByteArray purpose;
        QString file;
        QByteArray sha256; ///< lower case hex
    };

    /// MANIFEST_INVALID
    static Result<ModelManifest> parse(QByteArrayView json);
    /// The built-in one.
    static Result<ModelManifest> standard();
    /// $HAZIRI_MODELS_DIR alone where it is set; otherwise haziri/models below the user's and the system's data
    /// folders.
    static QStringList standardDirectories();

    const QByteArray& embeddingModel() const { return m_embeddingModel; }
    const QList<Entry>& entries() const { return m_entries; }

    /// The first directory that holds every file wins. MODEL_MISSING names the file and where it was looked
    /// for, MODEL_DAMAGED a file whose hash is not the manifest's.
    Result<ModelFiles> find(const QStringList& directories) const;

  private:
    QByteArray m_embeddingModel;
    QList<Entry> m_entries;
};

} // namespace haziri::face
