import { Fault } from '@seatkeeper/contracts';
import type { FastifyRequest } from 'fastify';
import { cookieName, onlyCookie } from './cookies.js';

/** What a page of the console sends with every call that a cookie counts in; a form of another site cannot. */
export const CONSOLE_HEADER = 'x-seatkeeper-console';
const PATH = '/v1/auth';

type Headers = FastifyRequest['headers'];

const nameOf = (publicUrl: string): string => cookieName('seatkeeper', '__Secure-', publicUrl);

/** The refresh token in the cookie; null where there is none, or where a neighbour of the domain has set a second one. */
export function sessionCookieOf(headers: Headers, publicUrl: string): string | null {
  const value = onlyCookie(headers, nameOf(publicUrl));
  return value !== null && value !== '' && value.length <= 500 ? value : null;
}

/** A `Set-Cookie` that keeps a refresh token for so many seconds; 0 removes the cookie. No script reads it, no other site sends it. */
export function sessionCookie(refreshToken: string, publicUrl: string, seconds: number): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  const attributes = `Path=${PATH}; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
  return `${nameOf(publicUrl)}=${refreshToken}; ${attributes}`;
}

/** Why a call is not taken for one of the console's own pages, if so. */
export function refuseOrigin(headers: Headers, host: string, publicUrl: string): Fault | null {
  const refused = (why: string): Fault => new Fault('not-same-origin', `${SENTENCE} ${why}`);
  if (headers[CONSOLE_HEADER] !== '1') return refused('This one lacks the header X-Seatkeeper-Console: 1.');
  const site = headers['sec-fetch-site'];
  // Browsers of before 2023 do not say it, but all say where a POST comes from.
  const same = site === undefined ? isSameOrigin(headers.origin, host, publicUrl) : site === 'same-origin';
  return same ? null : refused('This one comes from elsewhere.');
}

const SENTENCE =
  'A session in a cookie is for the pages of this very address; a program signs in without `session`, and sends its tokens.';

function isSameOrigin(origin: string | undefined, host: string, publicUrl: string): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host || origin === new URL(publicUrl).origin;
}
