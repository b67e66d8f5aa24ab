// The composition root: a running server's services over one deployment.
#pragma once

#include "server/Deployment.h"
#include "server/fraud/SitePatrol.h"
#include "server/http/Api.h"
#include "server/onboarding/WorkerEnrolment.h"

namespace haziri::server {

/// Every service, in the order in which they need one another. The deployment must have its vault keys and outlive the
/// house. Not movable.
struct House {
    store::StorePool pool;
    store::GroupWriter writer;
    trust::DeviceTrustService trust;
    trust::PeopleTrust people;
    tokens::TokenManager tokens;
    tokens::SessionService sessions;
    onboarding::RegistrationService registration;
    onboarding::UserKeyService userKeys;
    onboarding::WorkerBook workers;
    onboarding::WorkerEnrolment enrolment;
    onboarding::WorkerChanges changes;
    attendance::AttendanceService attendance;
    attendance::KeptPackets keptPackets;
    fraud::FraudService fraud;
    fraud::SitePatrol patrol;
    sync::SyncService sync;
    vault::VaultService vault;
    evidence::EvidenceService evidence; ///< started by whoever serves
    registers::RegisterService registers;
    registers::StatisticsService statistics;
    http::Services services;
    std::unique_ptr<http::Router> router;

    House(Deployment& d, const Clock& clock, std::function<void(const QString&)> note = {})
        : pool(d.databaseUrl, d.people)
        , writer(d.databaseUrl, d.people)
        , trust(d.log, trust::builtInRules().device())
        , people(trust::builtInRules())
        , tokens(d.keys, d.random)
        , sessions({pool, writer, tokens, trustNoter(), clock, d.random})
        , registration({pool, writer, d.log, d.keys, *d.vaultKeys, tokens, trustNoter(), clock, d.random})
        , userKeys(writer, d.log, clock)
        , workers(*d.vaultKeys, people, clock, d.random)
        , enrolment(*d.vaultKeys, d.log, people, d.random)
        , changes(d.log, people, *d.vaultKeys, d.random)
        , attendance(d.log)
        , keptPackets(d.log, attendance, *d.vaultKeys)
        , fraud(d.log, attendance)
        , patrol(d.log, d.random)
        , sync({pool, writer, d.log, d.keys, *d.vaultKeys, trust, attendance, tokens, enrolment, clock, d.random})
        , vault({pool, writer, d.log, *d.vaultKeys, d.uploadsPath(), clock, d.random})
        , evidence({pool, writer, d.log, *d.vaultKeys, evidenceReader(d), clock, d.random, {}, std::move(note)})
        , registers(*d.vaultKeys, d.random)
        , services{pool,        writer,  d.log,    clock,     sessions,   registration, userKeys,
                   workers,     changes, people,   sync,      trust,      fraud,        attendance,
                   keptPackets, vault,   evidence, registers, statistics, d.random,     d.certificatePath(),
                   d.keys}
        , router(http::makeApi(services)) {}

    /// The machine's own look at a photograph: nobody sees it, so no vault.access is due.
    static evidence::Reader evidenceReader(Deployment& d) {
        return [&d](sql::Database&, const store::FileRecord& file) {
            return vault::openEvidence(file, *d.vaultKeys, d.uploadsPath());
        };
    }

    tokens::TrustNoter trustNoter() {
        return [this](sql::Database& database, const store::Device& device, const store::DeviceContact& contact,
                      UnixMillis now) -> Result<qint32> {
            auto score = trust.score(database, device, contact, now);
            if (!score) return fail(score.error());
            if (auto noted = trust.note(database, device, contact, *score, now); !noted) return fail(noted.error());
            return score->score;
        };
    }
};

} // namespace haziri::server
