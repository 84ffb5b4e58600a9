import type { User } from '@seatkeeper/contracts';
import type { ApiClient } from './api-client.js';

export type Person = Pick<User, 'id' | 'username' | 'status' | 'type' | 'globalAdmin' | 'groups'>;

export interface Page<T> {
  readonly items: readonly T[];
}

/** The first of those who were imported, by username. */
export async function firstPeople(api: ApiClient, count: number): Promise<Person[]> {
  const { items } = await api.get<Page<Person>>('/v1/users?sort=username&limit=200');
  return items.filter(({ type, globalAdmin }) => type === 'standard' && !globalAdmin).slice(0, count);
}
