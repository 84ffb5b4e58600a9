export { backoffMs } from './backoff.js';
export { BoundedMap } from './bounded-map.js';
export { Clock } from './clock.js';
export { crash } from './crash.js';
export { currentContext, type RequestContext, runInContext } from './context/request-context.js';
export { inSpan, runWithTraceHeaders, type SpanRole, traceHeaders } from './context/tracing.js';
export { within } from './deadline.js';
export { Health, type HealthReport } from './health/health.js';
export { derivedId, newId } from './ids.js';
export { BlockedAddress, JudgedAddresses } from './judged-addresses.js';
export { judgedConnection } from './judged-connection.js';
export { judgedRequest } from './judged-request.js';
export { logger, type Logger } from './logging/logger.js';
export { metrics } from './metrics.js';
export { defineSweep, Repeater, type Sweep } from './repeater.js';
export { runCommand } from './run-command.js';
export { runService, type ServiceOptions } from './run-service.js';
export { noteSecurity, type SecurityEvent, type SecurityFacts } from './security/security-log.js';
export { SecurityTrail } from './security/security-trail.js';
export { isLongSecret } from './security/long-secrets.js';
export { isSameSecret } from './security/same-secret.js';
export { Sealer } from './security/sealed-secrets.js';
export { webhookSignature } from './security/webhook-signatures.js';
export {
  type PublicSigningKey,
  readPublicSigningKey,
  readsAs,
  readSigningKey,
  type SigningKey,
} from './security/signing-keys.js';
export { type Tally } from './security/tallies.js';
export { isWithin, listNetworks, type Network, readNetwork } from './networks.js';
export { SERVICE_NAME, type ServiceName, ServiceModule, SETTINGS } from './service.module.js';
export {
  actorCheckingSettings,
  type ActorCheckingSettings,
  actorSigningSettings,
  type ActorSigningSettings,
  busSettings,
  commonSettings,
  mongoSettings,
  publicSettings,
  redisSettings,
  type BusSettings,
  type CommonSettings,
  type MongoSettings,
  type RedisSettings,
} from './settings/families.js';
export { nameServersSetting, networksSetting } from './settings/outbound.js';
export { readSettings } from './settings/settings.js';
export { defineSettings, type SettingsOf, type SettingsSpec } from './settings/settings-spec.js';
export { SetAside } from './set-aside.js';
export { SharedLooks } from './shared-looks.js';
export { Shutdown, type StopPhase } from './shutdown.js';
