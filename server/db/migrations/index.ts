import m0001 from './0001-create-region.ts'
import m0002 from './0002-create-organisation.ts'
import m0003 from './0003-create-site.ts'
import m0004 from './0004-create-room.ts'
import m0005 from './0005-create-rack.ts'
import m0006 from './0006-create-carrier.ts'
import m0007 from './0007-create-network-zone.ts'
import m0008 from './0008-create-device.ts'
import m0009 from './0009-create-line.ts'
import m0010 from './0010-create-application.ts'
import m0011 from './0011-create-application-host.ts'
import m0012 from './0012-create-application-dependency.ts'
import m0013 from './0013-create-place.ts'
import m0014 from './0014-create-indicator.ts'
import m0015 from './0015-create-programme-item.ts'
import m0016 from './0016-create-user.ts'
import m0017 from './0017-create-credential.ts'
import m0018 from './0018-create-collector.ts'
import m0019 from './0019-create-target.ts'
import m0020 from './0020-create-collection-run.ts'
import m0021 from './0021-create-evidence.ts'
import m0022 from './0022-create-finding.ts'
import m0023 from './0023-create-change-log-entry.ts'
import m0024 from './0024-create-setting.ts'
import m0025 from './0025-create-session.ts'
import m0026 from './0026-create-sign-in-attempt.ts'
import m0027 from './0027-create-observation.ts'
import m0028 from './0028-create-sample-outbox.ts'
import m0029 from './0029-create-job.ts'
import m0030 from './0030-create-finding-comment.ts'
import m0031 from './0031-extend-credential.ts'
import m0032 from './0032-free-target-credential.ts'
import m0033 from './0033-extend-target.ts'
import m0034 from './0034-extend-collection-run.ts'
import m0035 from './0035-poll-targets.ts'
import m0036 from './0036-create-collection-gap.ts'
import m0040 from './0040-create-discovery.ts'
import m0041 from './0041-create-discovery-run.ts'
import m0042 from './0042-create-discovery-find.ts'
import m0045 from './0045-create-topology-link.ts'
import m0046 from './0046-create-topology-sighting.ts'
import m0050 from './0050-create-device-event.ts'
import m0051 from './0051-create-event-receiver.ts'
import m0052 from './0052-create-sender-identity.ts'
import m0053 from './0053-create-collection-wish.ts'
import m0060 from './0060-create-change-set.ts'
import m0061 from './0061-put-changes-in-sets.ts'
import m0062 from './0062-create-task.ts'
import m0070 from './0070-extend-finding.ts'
import m0071 from './0071-create-mismatch-snapshot.ts'
import m0080 from './0080-create-stock-take.ts'
import m0081 from './0081-create-stock-take-room.ts'
import m0082 from './0082-create-stock-take-assignment.ts'
import m0083 from './0083-create-stock-take-item.ts'
import m0084 from './0084-create-stock-take-scan.ts'
import m0085 from './0085-create-stock-take-photo.ts'
import m0086 from './0086-free-evidence-target.ts'
import m0090 from './0090-chain-change-log.ts'
import m0091 from './0091-create-change-log-head.ts'
import type { Migration } from '../migration.ts'

/** All migrations in order; a new one is added at the end and never changed once it has landed. */
export const migrations: Migration[] = [
  m0001,
  m0002,
  m0003,
  m0004,
  m0005,
  m0006,
  m0007,
  m0008,
  m0009,
  m0010,
  m0011,
  m0012,
  m0013,
  m0014,
  m0015,
  m0016,
  m0017,
  m0018,
  m0019,
  m0020,
  m0021,
  m0022,
  m0023,
  m0024,
  m0025,
  m0026,
  m0027,
  m0028,
  m0029,
  m0030,
  m0031,
  m0032,
  m0033,
  m0034,
  m0035,
  m0036,
  m0040,
  m0041,
  m0042,
  m0045,
  m0046,
  m0050,
  m0051,
  m0052,
  m0053,
  m0060,
  m0061,
  m0062,
  m0070,
  m0071,
  m0080,
  m0081,
  m0082,
  m0083,
  m0084,
  m0085,
  m0086,
  m0090,
  m0091,
]
