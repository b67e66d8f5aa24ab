// The routes of /api/v5: which service answers what. All rules are the services'; here stand only paths, roles, limits
// and status codes.
#pragma once

#include "server/attendance/KeptPackets.h"
#include "server/evidence/EvidenceService.h"
#include "server/fraud/FraudService.h"
#include "server/http/Router.h"
#include "server/onboarding/RegistrationService.h"
#include "server/onboarding/UserKeyService.h"
#include "server/onboarding/WorkerBook.h"
#include "server/onboarding/WorkerChanges.h"
#include "server/registers/RegisterService.h"
#include "server/registers/StatisticsService.h"
#include "server/sync/SyncService.h"
#include "server/tokens/SessionService.h"
#include "server/trust/DeviceTrustService.h"
#include "server/vault/VaultService.h"

namespace haziri::http {

/// Everything a route may need. All of it thread-safe; outlives the router.
struct Services {
    store::StorePool& pool;
    store::GroupWriter& writer;
    audit::AuditLog& log;
    const Clock& clock;
    tokens::SessionService& sessions;
    onboarding::RegistrationService& registration;
    onboarding::UserKeyService& userKeys;
    onboarding::WorkerBook& workers;
    onboarding::WorkerChanges& changes;
    trust::PeopleTrust& people;
    sync::SyncService& sync;
    trust::DeviceTrustService& trust;
    fraud::FraudService& fraud;
    attendance::AttendanceService& attendance;
    attendance::KeptPackets& keptPackets;
    vault::VaultService& vault;
    evidence::EvidenceService& evidence;
    registers::RegisterService& registers;
    registers::StatisticsService& statistics;
    RandomSource& random;
    QString certificatePath;
    const store::ServerKeys& keys;
};

/// The whole contract, sections 2 to 9; what this version lacks answers 501. `services` must outlive the router.
std::unique_ptr<Router> makeApi(Services& services);

Response toResponse(const store::ServiceAnswer& answer);
Response toResponse(const Error& error);
store::DeviceContact contactOf(const Request& request);

// The parts of makeApi(), one file each.
void addDeviceRoutes(Router& router, Services& services);
void addAuditRoutes(Router& router, Services& services);
void addVaultRoutes(Router& router, Services& services);
void addReviewRoutes(Router& router, Services& services);
void addOfficeRoutes(Router& router, Services& services);
void addRegisterRoutes(Router& router, Services& services);
void addTrustRoutes(Router& router, Services& services);

} // namespace haziri::http
