// The hajri slip on paper: who, where and when in large letters, and the code that proves it.
#pragma once

#include "core/review/ReviewTypes.h"

#include <QImage>
#include <QPainter>
#include <QStringList>

class QWidget;

namespace haziri::ui {

struct SlipWords {
    QString worker, number, site, when, direction, status, entry, printedBy;
    QByteArray text; ///< of the code
};

/// Prepared once, painted on any device. Measures in tenths of a point, A5 landscape.
class SlipPainter {
  public:
    static constexpr int kUnitsPerInch = 720;
    SlipPainter(SlipWords words, QStringList families);
    bool isDrawable() const { return !m_code.isNull(); } ///< false: the text is too long for a code
    static QSizeF pageSize() { return {5953, 4195}; }    ///< A5 landscape
    void paint(QPainter& painter) const;

  private:
    SlipWords m_words;
    QStringList m_families;
    QImage m_code;
};

/// On A5 across, after the system's dialog; false: nothing was printed.
bool printSlip(const SlipPainter& slip, QWidget* parent);

/// Whole or not at all. IO_ERROR; TOO_LARGE where the text is too long for a code.
Result<void> writeSlipPdf(const SlipPainter& slip, const QString& path);

} // namespace haziri::ui
