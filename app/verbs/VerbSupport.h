// What all verbs share: options, output, and a laptop that is open.
#pragma once

#include "core/muster/Laptop.h"

#include <QCommandLineParser>
#include <QJsonObject>
#include <functional>

namespace haziri::app {

inline constexpr int kExitOk = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitOffline = 3;
inline constexpr int kExitRejected = 4;

/// Options with one value each. Ends the program with a line of help when an option is unknown, is given twice, or a
/// required one is missing or empty: half an answer must not lead to the profile that happens to be the usual one.
class Options {
  public:
    struct Option {
        const char* name;
        bool required = true;
        bool many = false; ///< may be given more than once
    };
    /// `words`: how many further words may stand behind the verb.
    Options(const QStringList& arguments, std::initializer_list<Option> options, int words = 0);
    QStringList rest() const { return m_parser.positionalArguments(); }
    QString value(const char* name) const;
    QStringList values(const char* name) const;

  private:
    QCommandLineParser m_parser;
};

/// A whole number of plain digits, with a minus before it at most; nothing for anything else, blanks among it.
std::optional<qint64> readWhole(const QString& text);

/// One compact JSON line on standard output, flushed: a reader may rely on what it has seen.
void sayJson(const QJsonObject& object);
void sayLine(const QByteArray& text);
/// "haziri: CODE: words" on standard error.
void complain(const QByteArray& code, const QString& message);
/// 3 for a missing line, else 1.
int exitFor(const QByteArray& code);

muster::Laptop::Options laptopOptions(const Options& options);
/// The receiver that `--gnss` or else HAZIRI_GNSS names; nothing: the profile's own.
std::optional<QString> receiverFrom(const QString& option);
/// Calls `then` once a receiver that was named has said where we are, has failed, or was silent for twelve seconds.
void whenPlaced(muster::Laptop& laptop, const std::function<void()>& then);
/// Opens the laptop and runs the event loop; `opened` starts the work, which ends with QCoreApplication::exit().
int runLaptop(muster::Laptop& laptop, const std::function<void()>& opened);

/// Content of a password file without its line break; empty and a complaint where it cannot be read.
crypto::SecretBytes readPasswordFile(const QString& path);
std::optional<protocol::Direction> readDirection(const QString& text);
QJsonValue orNull(const QString& text);
QJsonObject toJson(const muster::MarkOutcome& outcome);

} // namespace haziri::app
