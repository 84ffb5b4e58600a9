import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';

/** The next ones of each kind: whoever wants to see more opens the list of people. */
const NEXT = 5;

export const arrivalsQuery = queryOptions({
  queryKey: ['people', 'planned', 'arrivals'],
  queryFn: async ({ signal }) =>
    (await api.get('/v1/arrivals', { params: { query: { limit: NEXT } }, signal })).items,
});

export const departuresQuery = queryOptions({
  queryKey: ['people', 'planned', 'departures'],
  queryFn: async ({ signal }) =>
    (await api.get('/v1/departures', { params: { query: { limit: NEXT } }, signal })).items,
});

/** Whether anybody is there but who signed up. */
export const hasPeopleQuery = queryOptions({
  queryKey: ['people', 'list', 'first-steps'],
  queryFn: async ({ signal }) =>
    (await api.get('/v1/users', { params: { query: { limit: 2 } }, signal })).items.length > 1,
});
