// Marks for a test of the line, written as the window writes them but without a camera before it:
//
//   make_marks PROFILE MARKS PHOTO_BYTES PHOTO_EVERY
//
// The profile's keys lie under HAZIRI_KEY_PASSPHRASE_FILE. Every so manieth mark has a photo of that many bytes (0:
// none) that no compression makes smaller, as a JPEG's are.
#include "core/crypto/SystemRandom.h"
#include "core/muster/PacketWriter.h"

#include <QCoreApplication>
#include <cstdio>

using namespace haziri;

namespace {

struct Wish {
    int marks = 0, photoBytes = 0, photoEvery = 0;
};

muster::PacketWriter::Draft draftOf(const outbox::RosterWorker& worker, muster::Profile& profile, const Clock& clock) {
    protocol::Attendance body;
    body.workerId = worker.workerId;
    body.siteId = profile.site().siteId;
    if (profile.sitePlace()) body.geo = *profile.sitePlace();
    body.capture = protocol::Capture{protocol::CaptureKind::Camera, "Integrated Camera: 640x480"};
    body.match = protocol::MatchScores{612, 204, 871, "face_recognition_sface_2021dec"};
    muster::PacketWriter::Draft draft;
    draft.recordedBy = profile.registeredFor().userId;
    draft.at = clock.now();
    draft.note = "{}";
    draft.body = body;
    return draft;
}

int mark(muster::Profile& profile, const Wish& wish, const Clock& clock, RandomSource& random) {
    const auto workers = profile.outbox().workers();
    if (!workers || workers->isEmpty()) {
        std::fprintf(stderr, "make_marks: nobody is on this profile's roll; sync it first\n");
        return 1;
    }
    muster::PacketWriter writer(profile, clock, random);
    for (int i = 0; i < wish.marks; ++i) {
        auto draft = draftOf(workers->at(i % workers->size()), profile, clock);
        if (wish.photoEvery > 0 && i % wish.photoEvery == 0) {
            const auto named = muster::namePhoto(crypto::randomBytes(random, wish.photoBytes), clock, random);
            std::get<protocol::Attendance>(draft.body).photo = named.reference;
            draft.photos.append(named.photo);
        }
        if (auto written = writer.write(std::move(draft)); !written) {
            std::fprintf(stderr, "make_marks: %s\n", written.error().code.constData());
            return 1;
        }
    }
    std::printf("%d\n", wish.marks);
    return 0;
}

} // namespace

int main(int count, char** words) {
    QCoreApplication application(count, words);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 5) {
        std::fprintf(stderr, "make_marks PROFILE MARKS PHOTO_BYTES PHOTO_EVERY\n");
        return 2;
    }
    SystemClock clock;
    crypto::SystemRandom random;
    auto profile =
        muster::Profile::open({arguments[1], qEnvironmentVariable("HAZIRI_KEY_PASSPHRASE_FILE")}, clock, random);
    if (!profile) {
        std::fprintf(stderr, "make_marks: %s\n", profile.error().code.constData());
        return 1;
    }
    return mark(**profile, {arguments[2].toInt(), arguments[3].toInt(), arguments[4].toInt()}, clock, random);
}
