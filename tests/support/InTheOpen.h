// Whether somebody's words can be read in what lies on a disk: as they are, or in any of the encodings that packets
// and databases put around them.
#pragma once

#include <QByteArray>
#include <QDirIterator>
#include <QFile>
#include <QSet>

namespace haziri::test {

/// The words, and what every alignment of base64 (both alphabets, up to three deep) and hex makes of them.
inline QSet<QByteArray> formsOf(const QByteArray& words) {
    QSet<QByteArray> all{words}, newest{words};
    for (int depth = 0; depth < 3; ++depth) {
        QSet<QByteArray> next;
        for (const QByteArray& form : newest)
            for (const auto options : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding})
                for (int shift = 0; shift < 3; ++shift) {
                    // Whatever stands before and behind decides the first and the last few characters.
                    const QByteArray coded =
                        (QByteArray(shift, 'x') + form).toBase64(options | QByteArray::OmitTrailingEquals);
                    const QByteArray core = coded.mid(shift == 0 ? 0 : shift + 1).chopped(2);
                    if (core.size() >= 8) next.insert(core);
                }
        all += next;
        newest = next;
    }
    for (const QByteArray& form : QSet<QByteArray>(all))
        all.insert(form.toHex());
    return all;
}

/// The first of the forms that `bytes` holds; empty where there is none.
inline QByteArray findIn(const QByteArray& bytes, const QSet<QByteArray>& forms) {
    for (const QByteArray& form : forms)
        if (bytes.contains(form)) return form;
    return {};
}

/// "file: form" for every file below `folder` that holds one.
inline QList<QByteArray> findInFiles(const QString& folder, const QSet<QByteArray>& forms) {
    QList<QByteArray> found;
    QDirIterator all(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        QFile file(all.next());
        if (!file.open(QIODevice::ReadOnly)) continue;
        if (const QByteArray form = findIn(file.readAll(), forms); !form.isEmpty())
            found.append(file.fileName().toUtf8() + ": " + form);
    }
    return found;
}

} // namespace haziri::test
