#include "server/evidence/EvidenceJudge.h"

#include "server/evidence/EvidencePicture.h"
#include "server/store/FileRepository.h"

namespace haziri::evidence {

using fraud::explained;

QList<fraud::Finding> findingsOf(const Testimony& seen) {
    if (!seen.hasModels) return {};
    QList<fraud::Finding> findings;
    // Where he could not have been recognised anyway, an empty picture is noted and accuses nobody.
    if (seen.faces == 0) return {explained(seen.hasTemplates ? "FACE_MISMATCH" : "FACE_COUNT", "face.none")};
    if (seen.faces > 1)
        findings.append(explained("FACE_COUNT", "face.several", {{QStringLiteral("faces"), seen.faces}}));
    if (!seen.hasTemplates || !seen.score) return findings;
    if (seen.other && *seen.other >= EvidenceJudge::kShowsOther &&
        *seen.other >= *seen.score + EvidenceJudge::kOtherMargin)
        findings.append(explained("FACE_MISMATCH", "face.other",
                                  {{QStringLiteral("score"), *seen.score},
                                   {QStringLiteral("otherScore"), *seen.other},
                                   {QStringLiteral("otherWorkerId"), seen.otherId.toString()}}));
    else if (*seen.score < EvidenceJudge::kShowsHim)
        findings.append(
            explained("FACE_MISMATCH", "face.notHim",
                      {{QStringLiteral("score"), *seen.score}, {QStringLiteral("least"), EvidenceJudge::kShowsHim}}));
    return findings;
}

Result<Judgement> EvidenceJudge::judge(sql::Database& database, const store::FileRecord& file, UnixMillis now) {
    Judgement judgement;
    judgement.check.fileId = file.fileId;
    judgement.check.checkedAt = now;
    const auto bytes = m_reader(database, file);
    if (!bytes && bytes.error().code != "AEAD_OPEN" && bytes.error().code != "FILE_MISSING") return fail(bytes.error());
    if (!bytes) {
        judgement.check.outcome = "damaged"; // reading it for a person, and the check of everything, report it
        return judgement;
    }
    std::optional<store::MarkRow> mark;
    if (file.logIndex) {
        auto found = store::MarkRepository(database).findAt(*file.logIndex);
        if (!found) return fail(found.error());
        mark = std::move(*found);
    }
    const auto image = readEvidence(*bytes);
    if (!image) {
        judgement.check.outcome = "unreadable";
        if (mark) judgement.verdicts.append({mark->logIndex, {explained("PHOTO_UNREADABLE", "photoUnreadable")}});
        return judgement;
    }
    const UnixMillis takenAt = mark ? mark->timestamp : file.announcedAt;
    if (const auto print = face::photoPrint(*image)) {
        judgement.print = store::PrintRow{
            0, file.fileId, file.logIndex, file.deviceNo.value_or(0), file.workerId, takenAt, face::toBytes(*print)};
        store::EvidenceRepository known(database);
        if (auto fresh = m_prints.refresh(known, now); !fresh) return fail(fresh.error());
        if (auto looked = lookForCopies(database, *image, *judgement.print, judgement); !looked)
            return fail(looked.error());
    }
    judgement.check.outcome = "kept";
    if (mark)
        if (auto looked = lookAtFaces(database, *image, *mark, judgement, now); !looked) return fail(looked.error());
    return judgement;
}

Result<std::optional<double>> EvidenceJudge::likeness(sql::Database& database, const QImage& image,
                                                      const KnownPrint& known) {
    const auto file = store::FileRepository(database).find(known.row.fileId);
    if (!file) return fail(file.error());
    if (!*file || (*file)->state != "stored") return std::optional<double>();
    const auto bytes = m_reader(database, **file);
    if (!bytes) return std::optional<double>(); // a damaged one proves nothing
    const auto other = readEvidence(*bytes);
    if (!other) return std::optional<double>();
    const double straight = face::copyLikeness(image, *other);
    if (straight >= face::kCopyLikeness) return std::optional(straight);
    return std::optional(std::max(straight, face::copyLikeness(image.mirrored(true, false), *other)));
}

Result<void> EvidenceJudge::lookForCopies(sql::Database& database, const QImage& image, const store::PrintRow& own,
                                          Judgement& judgement) {
    auto candidates = m_prints.near(*face::printFromBytes(own.print), own.fileId, kCandidates);
    if (const auto mirrored = face::photoPrint(image.mirrored(true, false)))
        candidates += m_prints.near(*mirrored, own.fileId, kCandidates / 2);
    for (const KnownPrint& known : candidates) {
        const bool sameMoment = known.row.workerId == own.workerId && known.row.deviceNo == own.deviceNo &&
                                std::abs(known.row.takenAt.value - own.takenAt.value) < kSameMomentMs;
        if (sameMoment) continue;
        const auto alike = likeness(database, image, known);
        if (!alike) return fail(alike.error());
        if (!*alike || **alike < face::kCopyLikeness) continue;
        // The earlier of the two is the original, whichever came to the server first.
        const bool ownIsLater = own.takenAt >= known.row.takenAt;
        const auto copy = ownIsLater ? own.logIndex : known.row.logIndex;
        const FileId& original = ownIsLater ? known.row.fileId : own.fileId;
        if (!copy) continue;
        judgement.verdicts.append({*copy,
                                   {explained("PHOTO_REUSE", "photoReuse.alike",
                                              {{QStringLiteral("likeness"), qRound(**alike * 1000)},
                                               {QStringLiteral("otherFileId"), original.toString()}})}});
        if (ownIsLater) return {};
    }
    return {};
}

Result<void> EvidenceJudge::lookAtFaces(sql::Database& database, const QImage& image, const store::MarkRow& mark,
                                        Judgement& judgement, UnixMillis now) {
    if (mark.method != "face") return {}; // by card or by hand: held already, and nobody claims a face
    store::WorkerRepository workers(database, m_keys, m_random);
    const auto enrolled = store::EvidenceRepository(database).hasFace(mark.workerId, m_witness.model());
    if (!enrolled) return fail(enrolled.error());
    if (*enrolled) m_witness.expect(mark.workerId);
    const auto seen = m_witness.look(image, mark.workerId, workers, now);
    if (!seen) return fail(seen.error());
    judgement.check.outcome = !seen->hasModels ? "no-models" : seen->hasTemplates ? "judged" : "no-templates";
    if (!seen->hasModels) return {};
    judgement.check.model = seen->model;
    judgement.check.faces = seen->faces;
    if (seen->score) judgement.check.score = *seen->score;
    const auto findings = findingsOf(*seen);
    if (!findings.isEmpty()) judgement.verdicts.append({mark.logIndex, findings});
    return {};
}

} // namespace haziri::evidence
