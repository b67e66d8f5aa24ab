// Codes, times and numbers in the words of the person in front of the screen. Every code that can reach a screen has a
// sentence here; a test holds the lists of protocol.md and of the laptop against it.
#pragma once

#include "core/base/Clock.h"
#include "core/muster/DayTypes.h"

#include <QCoreApplication>
#include <QLocale>

namespace haziri::ui {

class Words {
    Q_DECLARE_TR_FUNCTIONS(haziri::ui::Words)
  public:
    /// One plain sentence for a stable code; never the code itself. Unknown codes get a sentence that says so.
    static QString sentence(const QByteArray& code);
    /// A few words for a chip: "not sure who", "outside the site".
    static QString brief(const QByteArray& code);
    /// What a person can do about it; may be empty.
    static QString advice(const QByteArray& code);
    static QString sentenceAndAdvice(const QByteArray& code); ///< both, as a notice says them
    static bool knows(const QByteArray& code);
    static QList<QByteArray> codes();

    static QString guidance(const QByteArray& code); ///< the one line over the camera; empty for an unknown code
    static QString direction(muster::Direction direction);
    static QString role(const QByteArray& role);
    static QString kind(const QByteArray& logKind); ///< of a log entry or packet
    static QString status(const QByteArray& status);

    static QString clockTime(UnixMillis at, bool seconds = false); ///< local, 24 hours
    static QString day(const QDate& date);                         ///< "Sun 22 Nov 2026"
    static QString dayAndTime(UnixMillis at);
    static QString shortMoment(UnixMillis at); ///< "07:44:02" today, "21 Nov 07:44" before
    static QString age(qint64 ms);             ///< "29 min", "2 d"
    static QString number(qint64 value);
    static QString size(qint64 bytes);
    static QString metres(qint64 metres); ///< "250 m", "3.4 km"
    /// Where the laptop takes itself to be, from what, how sure, and how that lies to the site.
    static QString place(const muster::PlaceInfo& place);
    static QString shortHash(const QByteArray& hash); ///< "9f3a…c71e"
    static QLocale locale(); ///< of the language in force, for its names; what people read comes from below
    /// Digits are 0 to 9 in every language, as on the laptop's keys, on cards and in registers: no line mixes two
    /// kinds.
    static QString date(const QDate& date, const QString& format);
    static QString date(const QDateTime& moment, const QString& format);
    static QString decimal(double value, int places);
};

} // namespace haziri::ui
