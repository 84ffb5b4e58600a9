import { asEvents } from './webhook-events.js';
import type { Endpoint } from './webhook-queries.js';

/** What a form holds of an endpoint. */
export interface EndpointDraft {
  readonly url: string;
  readonly description: string;
  /** All events, also those that there will be one day. */
  readonly isAll: boolean;
  /** Those that were chosen; kept while all are wanted. */
  readonly events: readonly string[];
}

export const NEW_ENDPOINT: EndpointDraft = { url: '', description: '', isAll: true, events: [] };

/** Events in one order: the same ones chosen in another are no change. */
export const draftOfEndpoint = ({ url, description, events }: Endpoint): EndpointDraft => ({
  url,
  description: description ?? '',
  isAll: events === null,
  events: (events ?? []).toSorted(),
});

/** The draft as the API takes it. */
export const endpointOf = ({ url, description, isAll, events }: EndpointDraft) => ({
  url: url.trim(),
  description: description.trim() || null,
  events: isAll ? null : asEvents(events),
});

/** What a save has to say of what was changed. */
export function endpointChanges(changes: Partial<EndpointDraft>, draft: EndpointDraft) {
  const { url, description, events } = endpointOf(draft);
  return {
    ...(changes.url !== undefined && { url }),
    ...(changes.description !== undefined && { description }),
    ...((changes.isAll !== undefined || changes.events !== undefined) && { events }),
  };
}

/** Whether it would get nothing at all. */
export const isForNothing = ({ isAll, events }: EndpointDraft): boolean => !isAll && events.length === 0;
