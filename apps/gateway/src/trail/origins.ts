import type { Origin } from '@seatkeeper/contracts';
import type { FastifyRequest } from 'fastify';

const MOST = 200;

/** Where a request comes from; what the client says of itself is cut, and a line. */
export function originOf({ ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>): Origin {
  const client = headers['user-agent']?.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ').slice(0, MOST);
  return { address: ip, ...(client && { client }) };
}
