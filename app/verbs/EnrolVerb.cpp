#include "app/verbs/VerbSupport.h"
#include "app/verbs/Verbs.h"
#include "core/face/Picture.h"

#include <QCoreApplication>

namespace haziri::app {

using muster::Laptop;

namespace {

std::optional<muster::EnrolRequest> readRequest(const Options& options) {
    muster::EnrolRequest request;
    request.thekedar = options.value("user").toUtf8();
    request.password = std::make_shared<const crypto::SecretBytes>(readPasswordFile(options.value("password-file")));
    if (request.password->isEmpty()) return std::nullopt;
    request.details.name = options.value("name").toUtf8();
    request.details.trade = options.value("trade").toUtf8();
    request.consent.language = options.value("consent-language").toUtf8();
    request.consent.noticeVersion = "1";
    // The office compares faces too and puts both side by side; a script is not stopped by a likeness.
    request.despiteLikeness = true;
    for (const QString& path : options.values("photo")) {
        auto picture = face::readPicture(path);
        if (!picture) {
            complain(picture.error().code, picture.error().message); // which names the file
            return std::nullopt;
        }
        request.photos.append(*picture);
    }
    request.consent.face = !request.photos.isEmpty();
    return request;
}

constexpr qsizetype kGoodPhotos = 3; // as many as the window takes: front, and to either side

/// What fewer pictures cost. Standard output stays what scripts read.
void sayWhatFewPhotosMean(qsizetype photos) {
    if (photos == 0)
        complain("PHOTOS_NONE", QStringLiteral("Without --photo there is no consent to faces: this worker is marked by "
                                               "card or by name only."));
    else if (photos < kGoodPhotos)
        complain("PHOTOS_FEW", QStringLiteral("%1 of %2 pictures: the face is known as they show it, and a turned head "
                                              "or other light will go to the tray more often. Give --photo once for "
                                              "each picture: from the front and from either side.")
                                   .arg(photos)
                                   .arg(kGoodPhotos));
}

} // namespace

int runEnrol(const QStringList& arguments) {
    const Options options(arguments, {{"profile"},
                                      {"user"},
                                      {"password-file"},
                                      {"name"},
                                      {"photo", false, true},
                                      {"consent-language"},
                                      {"trade", false}});
    const QString language = options.value("consent-language");
    if (language != QStringLiteral("hi") && language != QStringLiteral("en") && language != QStringLiteral("mr")) {
        complain("USAGE", QStringLiteral("The consent's language is `hi`, `en` or `mr`, not: ") + language);
        return kExitUsage;
    }
    auto request = readRequest(options);
    if (!request) return kExitFailed;
    Laptop laptop(laptopOptions(options));
    QObject::connect(
        &laptop, &Laptop::enrolled, &laptop, [photos = request->photos.size()](const muster::EnrolOutcome& outcome) {
            if (!outcome.ok) {
                complain(outcome.code, outcome.reason);
                return QCoreApplication::exit(exitFor(outcome.code));
            }
            if (!outcome.looksLike.isNull()) // standard output stays what scripts read: the workerId
                complain("DUPLICATE_FACE",
                         QStringLiteral("This face is already enrolled as %1 (%2); the office compares both.")
                             .arg(outcome.looksLikeName, outcome.looksLike.toString()));
            sayWhatFewPhotosMean(photos);
            sayLine(outcome.workerId.toText());
            QCoreApplication::exit(kExitOk);
        });
    return runLaptop(laptop, [&] { laptop.enrolWorker(*request); });
}

} // namespace haziri::app
