// The real programs, run to their end as a script would run them.
#pragma once

#include <QByteArray>
#include <QList>
#include <QProcess>
#include <QProcessEnvironment>

namespace haziri::test {

/// What a program left: -1 where it did not end by itself.
struct Run {
    int exitCode = -1;
    QByteArray out, err;
    /// Scripts read the last word of what a verb prints (protocol.md section 10).
    QByteArray lastWord() const { return out.trimmed().split(' ').last().split('\n').last(); }
    /// What haziri-verify names; -1: none.
    qint64 firstBad() const {
        const QByteArray mark = "first bad index: ";
        const qsizetype at = out.indexOf(mark);
        return at < 0 ? -1 : out.mid(at + mark.size(), out.indexOf('\n', at) - at - mark.size()).toLongLong();
    }
};

/// The path of one of ours, as the build made it.
inline QString program(const char* name) {
    return qEnvironmentVariable("HAZIRI_BIN_DIR") + QLatin1Char('/') + QLatin1String(name);
}

/// This environment with the vault's keys in it.
inline QProcessEnvironment environmentWithVaultKeys(const QByteArray& keys) {
    auto all = QProcessEnvironment::systemEnvironment();
    all.insert(QStringLiteral("HAZIRI_VAULT_KEYS"), QString::fromLatin1(keys));
    return all;
}

inline QStringList asTexts(const QList<QByteArray>& words) {
    QStringList texts;
    for (const QByteArray& word : words)
        texts.append(QString::fromUtf8(word));
    return texts;
}

/// Waits for its end without turning this thread's event loop; kills it after two minutes.
inline Run execute(const char* name, const QList<QByteArray>& words,
                   const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment()) {
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program(name), asTexts(words));
    if (!process.waitForFinished(120'000)) {
        process.kill();
        return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

} // namespace haziri::test
