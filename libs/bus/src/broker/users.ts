import type { Place } from './topology.js';

/** The broker's user of a service; of a billing system it is that of `billing.<name>`. */
export const userOf = ({ prefix }: Pick<Place, 'prefix'>, speaker: string): string => `${prefix}.${speaker}`;

/** Who logs in with this address; RabbitMQ lets nobody say that a message comes from another user. */
export const userIn = (url: string): string => decodeURIComponent(new URL(url).username) || 'guest';

/** A service, and as whom it logs in. */
export type LoggedIn = Pick<Place, 'prefix'> & { readonly service: string; readonly user: string };

/** Whether a service has a user of its own, as every other has then; otherwise all share one. */
export const hasOwnUser = (one: LoggedIn): boolean => one.user === userOf(one, one.service);
