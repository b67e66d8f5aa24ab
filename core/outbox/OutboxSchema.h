// The tables of the laptop's store. Numbers, statuses, times and random ids are plain; what holds people is sealed.
#pragma once

#include "core/sql/Migrator.h"

namespace haziri::outbox {

QList<sql::Migration> outboxMigrations();

} // namespace haziri::outbox
