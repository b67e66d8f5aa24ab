#include "ui/widgets/CameraView.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Live.h"
#include "ui/words/Words.h"

#include <QPainterPath>
#include <QtMath>

namespace haziri::ui {

namespace {

constexpr int kFadeMs = 600;

struct Look {
    Colour ink;
    Qt::PenStyle pen;
    enum class Shape { Corners, Round, Square, Oval } shape;
    const char* badge; ///< a drawing, or null
};

/// Green only once the mark is durable; until then a known face has a white frame.
Look lookOf(capture::FaceState state, std::optional<Tone> outcome) {
    using capture::FaceState;
    switch (state) {
    case FaceState::Recognised:
        if (outcome == Tone::Ok) return {Colour::FrameOk, Qt::SolidLine, Look::Shape::Round, "ok"};
        if (outcome == Tone::Held) return {Colour::FrameHeld, Qt::DashLine, Look::Shape::Round, "held"};
        return {Colour::FrameLooking, Qt::SolidLine, Look::Shape::Round, nullptr};
    case FaceState::Ambiguous:
        return {Colour::FrameHeld, Qt::DashLine, Look::Shape::Round, "held"};
    case FaceState::Unknown:
        return {Colour::FrameUnknown, Qt::SolidLine, Look::Shape::Square, "unknown"};
    case FaceState::Poor:
        return {Colour::FrameHeld, Qt::DashLine, Look::Shape::Oval, nullptr};
    case FaceState::Looking:
        break;
    }
    return {Colour::FrameLooking, Qt::SolidLine, Look::Shape::Corners, nullptr};
}

/// Four rounded corners, nothing between them: "looking".
QPainterPath cornersPath(const QRectF& r, qreal radius, qreal arm) {
    QPainterPath path;
    const auto corner = [&](QPointF at, qreal dx, qreal dy) {
        path.moveTo(at + QPointF(0, dy * (radius + arm)));
        path.lineTo(at + QPointF(0, dy * radius));
        path.quadTo(at, at + QPointF(dx * radius, 0));
        path.lineTo(at + QPointF(dx * (radius + arm), 0));
    };
    corner(r.topLeft(), 1, 1);
    corner(r.topRight(), -1, 1);
    corner(r.bottomLeft(), 1, -1);
    corner(r.bottomRight(), -1, -1);
    return path;
}

} // namespace

CameraView::CameraView(QWidget* parent)
    : QWidget(parent) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(320, 240);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    onLanguage(this, [this] { retell(); });
    m_bannerEnd.setSingleShot(true);
    connect(&m_bannerEnd, &QTimer::timeout, this, &CameraView::hideBanner);
    m_fade.setInterval(33);
    connect(&m_fade, &QTimer::timeout, this, [this] {
        if (!m_bannerAge.isValid() || m_bannerAge.elapsed() > kFadeMs) m_fade.stop();
        update();
    });
}

void CameraView::setFrame(const QImage& frame) {
    m_frame = frame.format() == QImage::Format_RGB32 ? frame : frame.convertToFormat(QImage::Format_RGB32);
    m_fresh = true;
    if (!m_problemTitle.isEmpty()) clearProblem();
    update();
}

void CameraView::setFaces(const QList<capture::FaceSeen>& faces) {
    if (faces.size() != m_shown.size()) {
        m_shown.clear();
        for (const auto& face : faces)
            m_shown << face.rect;
    }
    m_faces = faces;
    if (m_frame.isNull()) update();
}

void CameraView::setGuidance(const QString& text) {
    if (text == m_guidance) return;
    m_guidance = text;
    setAccessibleDescription(text);
    update();
}

void CameraView::showBanner(std::function<Banner()> banner, int forMs) {
    m_composeBanner = std::move(banner);
    m_banner.emplace();
    retell();
    m_bannerAge.start();
    m_bannerEnd.start(forMs);
    m_fade.start();
}

// What is painted here is told to a screen reader too.
void CameraView::retell() {
    if (m_banner) {
        m_banner = m_composeBanner();
        setAccessibleDescription(
            QStringLiteral("%1. %2. %3. %4").arg(m_banner->title, m_banner->result, m_banner->note, m_banner->line));
    }
    if (!m_problemTitle.isEmpty()) {
        std::tie(m_problemTitle, m_problemAdvice) = m_composeProblem();
        setAccessibleDescription(QStringLiteral("%1 %2").arg(m_problemTitle, m_problemAdvice));
    }
    update();
}

void CameraView::hideBanner() {
    m_banner.reset();
    update();
}

std::optional<Tone> CameraView::bannerTone() const {
    return m_banner ? std::optional(m_banner->tone) : std::nullopt;
}

void CameraView::setProblem(std::function<std::pair<QString, QString>()> titleAndAdvice) {
    m_composeProblem = std::move(titleAndAdvice);
    m_problemTitle = m_composeProblem().first;
    retell();
    m_faces.clear();
    m_shown.clear();
    update();
}

void CameraView::clearProblem() {
    m_problemTitle.clear();
    m_problemAdvice.clear();
    update();
}

void CameraView::setOval(std::optional<Tone> tone) {
    m_oval = tone;
    update();
}

/// Where the whole picture would lie so that it covers the widget.
QRectF CameraView::pictureRect() const {
    if (m_frame.isNull()) return rect();
    const QSizeF size = QSizeF(m_frame.size()).scaled(QSizeF(this->size()), Qt::KeepAspectRatioByExpanding);
    return {QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size};
}

void CameraView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (!m_problemTitle.isEmpty() || m_frame.isNull())
        paintProblem(painter);
    else
        paintPicture(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_frame.isNull()) {
        if (m_oval)
            paintOval(painter);
        else
            paintFaces(painter);
        paintGuidance(painter);
    }
    if (m_banner) paintBanner(painter);
    paintCorners(painter);
    if (m_fresh) ++m_painted;
    m_fresh = false;
}

void CameraView::paintPicture(QPainter& painter) {
    const QRectF whole = pictureRect();
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.translate(width(), 0);
    painter.scale(-1, 1); // a mirror is what people expect of a screen that shows themselves
    painter.drawImage(whole, m_frame);
    painter.restore();
}

void CameraView::paintProblem(QPainter& painter) {
    const Theme& theme = Style::themeOf(this);
    painter.fillRect(rect(), theme[Colour::Camera]);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF middle(width() / 2.0, height() / 2.0 - 60);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(255, 255, 255, 26));
    painter.drawEllipse(middle, 44, 44);
    drawIcon(painter, QRectF(middle - QPointF(22, 22), QSizeF(44, 44)),
             m_problemTitle.isEmpty() ? QStringLiteral("camera") : QStringLiteral("camera-off"),
             theme[Colour::CameraInk]);
    painter.setPen(theme[Colour::CameraInk]);
    painter.setFont(theme.font(TextSize::Guidance, true));
    const QRectF column = QRectF(rect()).adjusted(32, 0, -32, 0);
    QRectF used;
    painter.drawText(QRectF(column.left(), middle.y() + 60, column.width(), 80),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                     m_problemTitle.isEmpty() ? Words::tr("Starting the camera…") : m_problemTitle, &used);
    painter.setPen(theme[Colour::CameraDim]);
    painter.setFont(theme.font(TextSize::Title));
    painter.drawText(QRectF(column.left(), used.bottom() + 8, column.width(), 80),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_problemAdvice);
}

void CameraView::paintFaces(QPainter& painter) {
    const Theme& theme = Style::themeOf(this);
    const QRectF whole = pictureRect();
    for (int i = 0; i < m_faces.size() && i < m_shown.size(); ++i) {
        QRectF& shown = m_shown[i];
        const QRectF& wanted = m_faces[i].rect;
        const auto towards = [](qreal from, qreal to) { return from + (to - from) * .5; };
        shown = {towards(shown.x(), wanted.x()), towards(shown.y(), wanted.y()), towards(shown.width(), wanted.width()),
                 towards(shown.height(), wanted.height())};
        QRectF r(whole.left() + (1 - shown.right()) * whole.width(), whole.top() + shown.top() * whole.height(),
                 shown.width() * whole.width(), shown.height() * whole.height());
        const qreal grow = r.width() * .16;
        r.adjust(-grow, -grow * 1.25, grow, grow * .9);

        const Look look = lookOf(m_faces[i].state, bannerTone());
        QPainterPath path;
        switch (look.shape) {
        case Look::Shape::Corners:
            path = cornersPath(r, 26, r.width() * .14);
            break;
        case Look::Shape::Round:
            path.addRoundedRect(r, 28, 28);
            break;
        case Look::Shape::Square:
            path.addRect(r);
            break;
        case Look::Shape::Oval:
            path.addEllipse(r.adjusted(-6, -10, 6, 10));
            break;
        }
        painter.setBrush(Qt::NoBrush);
        QPen dark(QColor(0, 0, 0, 110), 9, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        QPen pen(theme[look.ink], 6, look.pen, look.pen == Qt::DashLine ? Qt::FlatCap : Qt::RoundCap, Qt::RoundJoin);
        if (look.pen == Qt::DashLine) {
            pen.setDashPattern({3, 1.7});
            dark = pen;
            dark.setColor(QColor(0, 0, 0, 110));
            dark.setWidthF(6);
        } else {
            painter.setPen(dark);
            painter.drawPath(path);
        }
        painter.setPen(pen);
        painter.drawPath(path);
        paintHint(painter, r, m_faces[i].guidance);
        if (look.badge) {
            const QPointF at(r.right() - 6, r.top() + 6);
            painter.setPen(QPen(QColor(0, 0, 0, 90), 2));
            painter.setBrush(theme[look.ink]);
            painter.drawEllipse(at, 19, 19);
            drawIcon(painter, QRectF(at - QPointF(11, 11), QSizeF(22, 22)), QLatin1String(look.badge),
                     QColor(16, 24, 28));
        }
    }
}

/// What to do, as a picture: an arrow to the side to turn to (the view is a mirror, so his left is on the left), or
/// arrows out of the frame for coming closer.
void CameraView::paintHint(QPainter& painter, const QRectF& face, const QByteArray& guidance) {
    const auto arrow = [&](QPointF at, qreal angle, qreal size) {
        QPainterPath path;
        path.addPolygon(
            QPolygonF{{0, -.55}, {.62, 0}, {0, .55}, {0, .2}, {-.62, .2}, {-.62, -.2}, {0, -.2}, {0, -.55}});
        painter.save();
        painter.translate(at);
        painter.rotate(angle);
        painter.scale(size, size);
        painter.setPen(QPen(QColor(12, 18, 20, 200), .12));
        painter.setBrush(Style::themeOf(this)[Colour::CameraInk]);
        painter.drawPath(path);
        painter.restore();
    };
    const qreal size = qBound(48.0, face.width() * .5, 110.0);
    const qreal beside = face.width() / 2 + size;
    if (guidance == "TURN_LEFT") arrow(face.center() - QPointF(beside, 0), 180, size);
    if (guidance == "TURN_RIGHT") arrow(face.center() + QPointF(beside, 0), 0, size);
    if (guidance == "COME_CLOSER")
        for (int corner = 0; corner < 4; ++corner) {
            const qreal dx = corner % 2 ? 1 : -1, dy = corner < 2 ? -1 : 1;
            arrow(face.center() + QPointF(dx * (face.width() / 2 + 26), dy * (face.height() / 2 + 26)),
                  qRadiansToDegrees(std::atan2(dy, dx)), 36);
        }
}

void CameraView::paintOval(QPainter& painter) {
    const Theme& theme = Style::themeOf(this);
    const bool good = *m_oval == Tone::Ok;
    const qreal tall = height() * .62, wide = tall * .8;
    const QRectF oval(width() / 2.0 - wide / 2, height() * .47 - tall / 2, wide, tall);
    QPainterPath shade;
    shade.addRect(rect());
    shade.addEllipse(oval);
    painter.fillPath(shade, QColor(10, 15, 17, 120));
    QPen pen(theme[good ? Colour::FrameOk : Colour::FrameHeld], 7, good ? Qt::SolidLine : Qt::DashLine, Qt::FlatCap);
    if (!good) pen.setDashPattern({3, 1.7});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(oval);
}

void CameraView::paintGuidance(QPainter& painter) {
    if (m_guidance.isEmpty()) return;
    const Theme& theme = Style::themeOf(this);
    const QFont font = theme.font(TextSize::Guidance, true);
    const QFontMetrics metrics(font);
    const int w = qMin(metrics.horizontalAdvance(m_guidance) + 36, width() - 32);
    const QRectF plate(m_oval ? (width() - w) / 2.0 : 16, 16, w, metrics.height() + 14);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(12, 18, 20, 190)); // white on any picture needs its own ground
    painter.drawRoundedRect(plate, 12, 12);
    painter.setPen(theme[Colour::CameraInk]);
    painter.setFont(font);
    painter.drawText(plate, Qt::AlignCenter, metrics.elidedText(m_guidance, Qt::ElideRight, w - 24));
}

void CameraView::paintBanner(QPainter& painter) {
    const Theme& theme = Style::themeOf(this);
    const Banner& banner = *m_banner;
    const Colour ground = banner.tone == Tone::Ok     ? Colour::BannerOk
                          : banner.tone == Tone::Held ? Colour::BannerHeld
                          : banner.tone == Tone::Bad  ? Colour::BannerBad
                                                      : Colour::BannerUnknown;
    const Colour frame = banner.tone == Tone::Ok     ? Colour::FrameOk
                         : banner.tone == Tone::Held ? Colour::FrameHeld
                         : banner.tone == Tone::Bad  ? Colour::FrameBad
                                                     : Colour::FrameUnknown;
    // The edge of the whole picture lights up and fades to a thinner line.
    const qreal age = qMin(1.0, double(m_bannerAge.elapsed()) / kFadeMs);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme[frame], 14 - 8 * age));
    painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), 10, 10);

    const int tall = 108;
    const QRectF strip(22, height() - tall - 22 + (1 - age) * (1 - age) * 14, width() - 44, tall);
    QColor back = theme[ground];
    back.setAlpha(244);
    painter.setPen(Qt::NoPen);
    painter.setBrush(back);
    painter.drawRoundedRect(strip, 14, 14);

    const QRectF disc(strip.left() + 20, strip.center().y() - 38, 76, 76);
    const QColor ink = theme[Colour::BannerInk];
    painter.setBrush(ink);
    painter.drawEllipse(disc);
    if (!banner.photo.isNull()) {
        QPainterPath round;
        round.addEllipse(disc.adjusted(3, 3, -3, -3));
        painter.save();
        painter.setClipPath(round);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        const QSizeF size = QSizeF(banner.photo.size()).scaled(disc.size(), Qt::KeepAspectRatioByExpanding);
        painter.drawImage(QRectF(disc.center() - QPointF(size.width() / 2, size.height() / 2), size), banner.photo);
        painter.restore();
        const QPointF badge = disc.bottomRight() - QPointF(11, 11);
        painter.setPen(QPen(back, 3));
        painter.setBrush(ink);
        painter.drawEllipse(badge, 16, 16);
        drawIcon(painter, QRectF(badge - QPointF(9, 9), QSizeF(18, 18)), shapeOf(banner.tone), theme[ground]);
    } else {
        drawIcon(painter, disc.adjusted(18, 18, -18, -18), shapeOf(banner.tone), theme[ground]);
    }

    const QFont resultFont = theme.font(TextSize::Title, true), noteFont = theme.font(TextSize::Body);
    const QFontMetrics resultMetrics(resultFont), noteMetrics(noteFont);
    const int resultWidth =
        qMax(resultMetrics.horizontalAdvance(banner.result), noteMetrics.horizontalAdvance(banner.note)) + 4;
    const QRectF right(strip.right() - 22 - resultWidth, strip.top(), resultWidth, strip.height());
    painter.setPen(ink);
    painter.setFont(resultFont);
    painter.drawText(
        QRectF(right.left(), strip.center().y() - resultMetrics.height() - 0, right.width(), resultMetrics.height()),
        Qt::AlignRight | Qt::AlignVCenter, banner.result);
    painter.setFont(noteFont);
    painter.setPen(theme[Colour::BannerDim]);
    painter.drawText(QRectF(right.left(), strip.center().y() + 3, right.width(), noteMetrics.height()),
                     Qt::AlignRight | Qt::AlignVCenter, banner.note);

    const QRectF left(disc.right() + 20, strip.top(), right.left() - disc.right() - 40, strip.height());
    QFont nameFont = theme.font(TextSize::Name, true);
    // A long name is shown smaller before it is cut.
    if (QFontMetrics(nameFont).horizontalAdvance(banner.title) > left.width())
        nameFont = theme.font(TextSize::Guidance, true);
    const QFontMetrics nameMetrics(nameFont);
    // One line in large type; a sentence that does not fit goes on two lines in smaller type.
    QFont lineFont = theme.font(TextSize::Title);
    const bool longLine = QFontMetrics(lineFont).horizontalAdvance(banner.line) > left.width();
    if (longLine) lineFont = theme.font(TextSize::Body);
    const QFontMetrics lineMetrics(lineFont);
    const qreal lineHeight = lineMetrics.height() * (longLine ? 2 : 1);
    const qreal nameTop = strip.center().y() - (nameMetrics.height() + lineHeight - 4) / 2;
    painter.setPen(ink);
    painter.setFont(nameFont);
    painter.drawText(QRectF(left.left(), nameTop, left.width(), nameMetrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     nameMetrics.elidedText(banner.title, Qt::ElideRight, int(left.width())));
    painter.setPen(theme[Colour::BannerDim]);
    painter.setFont(lineFont);
    painter.drawText(QRectF(left.left(), nameTop + nameMetrics.height() - 4, left.width(), lineHeight),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, banner.line);
}

/// The picture is opaque and square; its corners are given back to the page.
void CameraView::paintCorners(QPainter& painter) {
    const Theme& theme = Style::themeOf(this);
    QPainterPath outside;
    outside.addRect(QRectF(rect()).adjusted(-1, -1, 1, 1));
    outside.addRoundedRect(QRectF(rect()), 10, 10);
    painter.fillPath(outside, theme[Colour::Background]);
    if (theme[Colour::Camera] != theme[Colour::Background]) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(theme[Colour::Line]);
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), 10, 10);
}

} // namespace haziri::ui
