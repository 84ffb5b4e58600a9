import { SCIM_ENTERPRISE_USER, SCIM_GROUP, SCIM_USER } from '@seatkeeper/contracts';
import { readFilter, type ScimCondition, scimFault } from './scim-filters.js';

/** Where a value belongs: an attribute, which of its values, and a part of it; all in small letters. */
export interface ScimPath {
  readonly attribute: string;
  readonly filter: readonly ScimCondition[] | null;
  readonly sub: string | null;
  /** Whether it is one of the enterprise extension. */
  readonly isEnterprise: boolean;
}

const CORE = [`${SCIM_USER}:`, `${SCIM_GROUP}:`].map((urn) => urn.toLowerCase());
const ENTERPRISE = SCIM_ENTERPRISE_USER.toLowerCase();
const NAME = /^[a-z$][\w$-]*$/;

/** `name.givenName`, `emails[type eq "work"].value`, or either behind a URN. Throws `invalidPath`. */
export function readPath(text: string): ScimPath {
  const trimmed = text.trim();
  const small = trimmed.toLowerCase();
  const isEnterprise = small === ENTERPRISE || small.startsWith(`${ENTERPRISE}:`);
  const core = CORE.find((urn) => small.startsWith(urn));
  const rest = trimmed.slice(isEnterprise ? ENTERPRISE.length + 1 : (core?.length ?? 0));
  if (isEnterprise && rest === '') return { attribute: '', filter: null, sub: null, isEnterprise };
  const open = rest.indexOf('[');
  const close = rest.lastIndexOf(']');
  const hasFilter = open >= 0 && close > open;
  const head = hasFilter ? rest.slice(0, open) : rest;
  const tail = hasFilter ? rest.slice(close + 1) : '';
  const [attribute = '', sub, ...more] = (hasFilter ? [head, tail.replace(/^\./, '')] : head.split('.')).map(
    (part) => part.toLowerCase(),
  );
  const isWrong =
    !NAME.test(attribute) ||
    (sub !== undefined && sub !== '' && !NAME.test(sub)) ||
    (!hasFilter && sub === '') ||
    (tail !== '' && !tail.startsWith('.')) ||
    tail === '.' ||
    more.length > 0;
  if (isWrong) throw scimFault('invalidPath', `The path ${shortened(text)} cannot be read.`);
  const filter = hasFilter ? readFilter(rest.slice(open + 1, close)) : null;
  return { attribute, filter, sub: sub === undefined || sub === '' ? null : sub, isEnterprise };
}

const MOST_SHOWN = 100;
export const shortened = (text: string): string =>
  text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
