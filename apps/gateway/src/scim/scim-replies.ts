import { SCIM_LIST, SCIM_TYPE } from '@seatkeeper/contracts';
import { Reply } from '../http/call.js';
import { projected, type Wanted } from './scim-projections.js';

const CONTENT_TYPE = `${SCIM_TYPE}; charset=utf-8`;

/** An answer in the content type of SCIM; of a resource with its place and version, where it has one. */
export function scimReply(status: number, body: object, headers: Record<string, string> = {}): Reply {
  return new Reply(status, body, { 'content-type': CONTENT_TYPE, ...headers });
}

/** One resource, with what is wanted of it. */
export function resourceReply(status: number, resource: Record<string, unknown>, wanted: Wanted): Reply {
  const { location, version } = resource['meta'] as { location: string; version?: string };
  return scimReply(status, projected(resource, wanted), {
    ...(status === 201 && { location }),
    ...(version !== undefined && { etag: version }),
  });
}

/** Where a list begins and how long its part is; without a word it is 100 from the first one on. */
export function partOf(
  { startIndex = 1, count = DEFAULT_COUNT }: { startIndex?: number | undefined; count?: number | undefined },
  most: number,
): { from: number; limit: number } {
  return { from: Math.max(startIndex, 1) - 1, limit: Math.min(Math.max(count, 0), most) };
}

const DEFAULT_COUNT = 100;

export const listReply = (
  resources: readonly object[],
  { total, from }: { total: number; from: number },
): Reply =>
  scimReply(200, {
    schemas: [SCIM_LIST],
    totalResults: total,
    startIndex: from + 1,
    itemsPerPage: resources.length,
    Resources: resources,
  });
