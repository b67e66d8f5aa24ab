// A worker's card, the size of a bank card: name, trade, site and the code that the gate's camera reads.
#pragma once

#include <QImage>
#include <QString>

namespace haziri::ui {

struct CardSheet {
    QString name, line; ///< `line`: trade and gang
    QString site;
    QByteArray code; ///< the text of the QR code

    QImage image(int dotsPerInch = 300) const; ///< 85.6 × 54 mm; null where the code cannot be drawn
    /// PDF or PNG, by the file's ending; false where it cannot be written.
    bool save(const QString& path) const;
    bool paintOn(QPaintDevice& paper) const; ///< at its own size, in the upper left corner
};

} // namespace haziri::ui
