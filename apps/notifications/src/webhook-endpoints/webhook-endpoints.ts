import {
  type Actor,
  type Change,
  type EventData,
  Fault,
  MOST_WEBHOOK_ENDPOINTS,
  SECRET_OVERLAP_HOURS,
  systemActor,
  type updateWebhookEndpoint,
  type Input,
  type webhookEndpointCreated,
  webhookEndpointDeleted,
  webhookEndpointDisabled,
  webhookEndpointTested,
  webhookEndpointUpdated,
  webhookSecretRotated,
} from '@seatkeeper/contracts';
import { type Change as Update, event, type NewEvent, remembered } from '@seatkeeper/mongo';
import type { StoredEndpoint, StoredSecret } from './webhook-endpoints.schema.js';

/** What an endpoint becomes, and the events that say so: both go into one write. */
export interface EndpointChange {
  update: Update<StoredEndpoint>;
  events: NewEvent[];
}

type Wanted = Input<typeof updateWebhookEndpoint>['changes'];

const HOUR_MS = 3_600_000;
const DELETED_KEPT_MS = 30 * 24 * HOUR_MS;

const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/** The first place that no endpoint of the account has; null when all are taken. */
export function freePlace(taken: readonly (number | undefined)[]): number | null {
  for (let place = 1; place <= MOST_WEBHOOK_ENDPOINTS; place += 1) if (!taken.includes(place)) return place;
  return null;
}

/** What may be told of an address to who may not see all of it. */
const originOf = (url: string): string => new URL(url).origin;

/** Plain http, or an address that is written out and never reached, is refused when it is set and not only when it fails. */
export function refuseUrl(
  url: string,
  allowed: { plainHttp: boolean; address: (host: string) => boolean },
): Fault | null {
  const { protocol, hostname } = new URL(url);
  const wrong = (message: string) => new Fault('validation-failed', { errors: [{ path: 'url', message }] });
  if (protocol === 'http:' && !allowed.plainHttp) return wrong('Expected an address that begins with https');
  if (!allowed.address(hostname)) return wrong('Expected an address that can be reached from the internet');
  return null;
}

/** Whether an event is for the endpoint. */
export const wants = ({ events, state, live }: StoredEndpoint, type: string): boolean =>
  live && state === 'enabled' && (events === null || events.includes(type));

/** The secrets that sign now, the newest first. */
export const signing = ({ secrets }: Pick<StoredEndpoint, 'secrets'>, now: Date): StoredSecret[] =>
  secrets.filter(({ expiresAt }) => !expiresAt || expiresAt > now);

/** What every event of an endpoint says. */
export const told = (
  { accountId, _id: id, url, events }: Omit<StoredEndpoint, 'version'>,
  actor: Actor,
): Omit<EventData<typeof webhookEndpointCreated>, 'changes'> => ({
  accountId,
  actor,
  webhook: { id, origin: originOf(url), events },
});

/** Null when everything is so already. A new address, or the word of a person, begins anew: it counts as failing no longer. */
export function changed(
  endpoint: StoredEndpoint,
  { url, description, events, state }: Wanted,
  by: Actor,
  now: Date,
): EndpointChange | null {
  const after = {
    url: url ?? endpoint.url,
    description: description === undefined ? endpoint.description : description,
    events: events === undefined ? endpoint.events : events,
    state: state ?? endpoint.state,
  };
  const changes: Change[] = [
    ...changeOf('url', endpoint.url, after.url, originOf),
    ...changeOf('description', endpoint.description, after.description),
    ...changeOf('events', endpoint.events, after.events),
    ...changeOf('state', endpoint.state, after.state),
  ];
  if (changes.length === 0) return null;
  const isSwitched = after.state !== endpoint.state;
  const isAnew = after.url !== endpoint.url || isSwitched;
  const unset = [...(isAnew ? ['failingSince'] : []), ...(after.state === 'enabled' ? ['disabled'] : [])];
  const disabled = { at: now, reason: 'wanted' as const };
  const set = { ...after, updatedAt: now, ...(isSwitched && after.state === 'disabled' && { disabled }) };
  const data = { ...told({ ...endpoint, ...after }, by), changes };
  return { update: { set, unset }, events: [event(webhookEndpointUpdated, endpoint._id, data, now)] };
}

/** Nothing is sent from this write on, and nothing is left with which somebody could sign. */
export const deleted = (endpoint: StoredEndpoint, by: Actor, now: Date): EndpointChange => ({
  update: {
    set: {
      live: false,
      state: 'disabled',
      secrets: [],
      updatedAt: now,
      purgeAt: later(now, DELETED_KEPT_MS),
    },
    unset: ['place'],
  },
  events: [event(webhookEndpointDeleted, endpoint._id, { ...told(endpoint, by), changes: [] }, now)],
});

/** The one before goes on signing for a day; what was replaced before that ends now. */
export function rotated(
  endpoint: StoredEndpoint,
  sealed: string,
  { by, commandId }: { by: Actor; commandId: string },
  now: Date,
): EndpointChange {
  const [newest] = endpoint.secrets;
  const before = newest ? [{ ...newest, expiresAt: later(now, SECRET_OVERLAP_HOURS * HOUR_MS) }] : [];
  const secrets = [{ sealed, createdAt: now }, ...before];
  const commands = remembered(endpoint, commandId, now);
  const data = { ...told(endpoint, by), changes: [] };
  return {
    update: { set: { secrets, commands, updatedAt: now } },
    events: [event(webhookSecretRotated, endpoint._id, data, now)],
  };
}

/** That somebody had a test sent; it lies with the delivery until it is told. */
export const tested = (endpoint: StoredEndpoint, by: Actor, now: Date): NewEvent =>
  event(webhookEndpointTested, endpoint._id, { ...told(endpoint, by), changes: [] }, now);

/** What an attempt says of an endpoint counts only while it still has the address that was asked. */
export function disabledBy(
  endpoint: StoredEndpoint,
  reason: 'gone' | 'failing',
  sentTo: string,
  now: Date,
): EndpointChange | null {
  if (!endpoint.live || endpoint.state === 'disabled' || endpoint.url !== sentTo) return null;
  const changes = changeOf('state', 'enabled', 'disabled');
  const data = { ...told(endpoint, systemActor('webhooks')), changes, reason };
  return {
    update: { set: { state: 'disabled', disabled: { at: now, reason }, updatedAt: now } },
    events: [event(webhookEndpointDisabled, endpoint._id, data, now)],
  };
}

function changeOf<V>(
  field: string,
  before: V,
  after: V,
  shown: (value: V) => unknown = (value) => value,
): Change[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ field, before: shown(before), after: shown(after) }];
}
