import { Fault } from '@seatkeeper/contracts';

/** Strong validators made of the version number of a resource. */
export const etagOf = (version: number): string => `"${version}"`;

/** The version an `If-Match` header asks for; undefined when any will do. Weak or foreign tags never match. */
export function versionFromIfMatch(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const version = /^"(\d{1,15})"$/.exec(header.trim())?.[1];
  if (version === undefined)
    throw new Fault('precondition-failed', 'The If-Match header is not an ETag of this resource.');
  return Number(version);
}

export const matchesNone = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  header.split(',').some((candidate) => [etag, `W/${etag}`, '*'].includes(candidate.trim()));
