/** Remembers which handler has finished which event, so that a second delivery changes nothing. */
export interface Inbox {
  seen(eventKey: string): Promise<boolean>;
  note(eventKey: string): Promise<void>;
}

/** One handler's share of one event: `source` and `id` identify the event for good. */
export const inboxKey = (event: { source: string; id: string }, handler: string): string =>
  `${event.source} ${event.id} ${handler}`;
