// Why a mark was doubted, in the reader's language: the server's stable reason and its figures become a sentence.
#pragma once

#include "core/review/ReviewTypes.h"
#include "ui/review/LogWords.h"

namespace haziri::ui {

class ReasonWords {
    Q_DECLARE_TR_FUNCTIONS(haziri::ui::ReasonWords)
  public:
    /// Of an alert; the server's own English sentence where the reason is not known here.
    static QString sentence(const review::Alert& alert, const LogWords& words);
    /// DUPLICATE_FACE: who is enrolled with that face already, as the server says it; null: it names nobody.
    static WorkerId lookalike(const review::Alert& alert);
    /// The server's sentence that comes without a reason, in the reader's language; empty: it is not known here.
    /// Of several, joined by semicolons, those that are not known stay as the server says them.
    static QString plain(const QString& said);
    static QList<QByteArray> reasons(); ///< every one that has words here

  private:
    static QString one(const QString& said);
};

} // namespace haziri::ui
