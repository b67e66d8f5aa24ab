// Turns a decision of the camera, or of a person, into a signed and durable mark.
#pragma once

#include "core/capture/Decision.h"
#include "core/muster/DayRecord.h"
#include "core/muster/PacketWriter.h"
#include "core/muster/PhotoMemory.h"
#include "core/muster/PhotoRecall.h"
#include "core/muster/Repeat.h"
#include "core/muster/ShiftMemory.h"

namespace haziri::muster {

class MarkRecorder {
  public:
    MarkRecorder(Profile& profile, PacketWriter& writer, const Clock& clock, RandomSource& random,
                 int duplicateWithinMinutes);

    /// Reads back who was marked in this shift, so that a restart forgets nobody who was just marked.
    Result<void> remember();
    /// Reads back the photographs of up to `most` earlier packets, newest first; true: there are more. Whoever does not
    /// get round to it loses nothing: the first mark with a photo reads what is left.
    Result<bool> rememberPhotos(int most);

    /// Who is marked, and how it is shown.
    struct Who {
        WorkerId workerId;
        QString name, trade, gang;
    };
    MarkOutcome markFace(const capture::Decision& decision, const Who& who, Direction direction, const UserId& by,
                         const protocol::Geo& geo);
    /// A card was held up: kept, with the photo where there is one, and always looked at by the office.
    MarkOutcome markCard(const capture::Decision& decision, bool checked, const Who& who, Direction direction,
                         const UserId& by, const protocol::Geo& geo);
    /// A repeat within minutes is AlreadyMarked and writes nothing, or, where somebody insists, a packet of its own
    /// with the code ALREADY_MARKED beside MANUAL.
    MarkOutcome markManually(const Who& who, Direction direction, const QString& reason, const QByteArray& jpeg,
                             const UserId& by, const protocol::Geo& geo, Repeat repeat = Repeat::Catch);
    /// Takes a mark of this laptop back, within a minute after it: by a packet of its own, never by an edit.
    /// To be called when answers of the server have settled: what it rejected makes no later mark a repetition.
    void recallShift();
    UndoOutcome undo(const PacketId& mark, const UserId& by);

  private:
    std::optional<MarkOutcome> alreadyMarked(const Who& who, Direction direction, UnixMillis at, bool clean) const;
    struct ToUndo {
        protocol::Packet packet;
        QString name;
    };
    Result<ToUndo> markToUndo(const PacketId& mark) const;
    bool tokenExpired(UnixMillis at) const;
    void lookForReuse(const QByteArray& jpeg, const PhotoTrace& trace, UnixMillis at, protocol::Attendance& body,
                      DayRecord& day);
    MarkOutcome record(const Who& who, protocol::Attendance body, DayRecord day, const QByteArray& jpeg,
                       const UserId& by, UnixMillis at);

    Profile& m_profile;
    PacketWriter& m_writer;
    const Clock& m_clock;
    RandomSource& m_random;
    ShiftMemory m_shift;
    PhotoMemory m_photos;
    PhotoRecall m_recall;
};

} // namespace haziri::muster
