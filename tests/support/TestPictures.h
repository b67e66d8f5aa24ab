// The models and photographs that real tests look at. They are fetched by installer/fetch, never committed.
#pragma once

#include <QDir>
#include <QMap>
#include <QStringList>
#include <QtTest>

namespace haziri::test {

inline QString sourceDirectory() {
    return qEnvironmentVariable("HAZIRI_SOURCE_DIR", QDir::currentPath());
}

inline QString picturesDirectory() {
    return qEnvironmentVariable("HAZIRI_TEST_PICTURES",
                                sourceDirectory() + QStringLiteral("/build/cache/test-pictures"));
}

/// Points the program at the models that installer/fetch brought, unless the environment names others already.
inline void useTestModels() {
    const QString fetched = sourceDirectory() + QStringLiteral("/build/cache/models");
    if (qEnvironmentVariableIsEmpty("HAZIRI_MODELS_DIR") && QDir(fetched).exists())
        qputenv("HAZIRI_MODELS_DIR", fetched.toUtf8());
}

/// Five people with eleven pictures each, in name order; empty where they were not fetched.
inline QMap<QString, QStringList> johns() {
    QMap<QString, QStringList> people;
    const QDir root(picturesDirectory() + QStringLiteral("/johns"));
    for (const QString& person : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QDir folder(root.filePath(person));
        for (const QString& name : folder.entryList({QStringLiteral("*.jpg")}, QDir::Files, QDir::Name))
            people[person].append(folder.filePath(name));
    }
    return people;
}

/// Six photographs of groups; 21 people, none of them one of the five.
inline QStringList groups() {
    const QDir folder(picturesDirectory() + QStringLiteral("/groups"));
    QStringList paths;
    for (const QString& name : folder.entryList({QStringLiteral("*.jpg")}, QDir::Files, QDir::Name))
        paths.append(folder.filePath(name));
    return paths;
}

/// What to say where something is missing; empty where all is there. A test that needs it fails with this.
inline QString missingPictures() {
    const auto people = johns();
    if (people.size() != 5 || groups().size() != 6)
        return QStringLiteral("The test pictures are not in %1. Run installer/fetch.").arg(picturesDirectory());
    for (const QStringList& pictures : people)
        if (pictures.size() != 11) return QStringLiteral("Test pictures are missing in %1.").arg(picturesDirectory());
    return {};
}

} // namespace haziri::test
