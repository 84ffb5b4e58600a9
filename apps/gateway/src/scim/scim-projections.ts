import { SCIM_ENTERPRISE_USER, SCIM_GROUP, SCIM_USER } from '@seatkeeper/contracts';

/** What of a resource is wanted. */
export interface Wanted {
  readonly attributes?: string | undefined;
  readonly excludedAttributes?: string | undefined;
}

type Resource = Readonly<Record<string, unknown>>;

/** What is told whoever asks for what. */
const ALWAYS = ['schemas', 'id'];
const CORE = [`${SCIM_USER}:`, `${SCIM_GROUP}:`].map((urn) => urn.toLowerCase());
const ENTERPRISE = SCIM_ENTERPRISE_USER.toLowerCase();

/** Whether something is told that takes a look of its own, as the people of a group do. */
export const isWanted = (wanted: Wanted, attribute: string): boolean => {
  const [only, but] = [namesIn(wanted.attributes), namesIn(wanted.excludedAttributes)];
  if (only.length > 0) return only.some(([name]) => name === attribute);
  return !but.some(([name, part]) => name === attribute && part === undefined);
};

/** The resource with what is wanted of it. With `attributes` nothing else counts. */
export function projected(resource: Resource, wanted: Wanted): Resource {
  const only = namesIn(wanted.attributes);
  const but = namesIn(wanted.excludedAttributes);
  if (only.length === 0 && but.length === 0) return resource;
  const entries = Object.entries(resource).flatMap(([name, value]): [string, unknown][] => {
    const small = name.toLowerCase();
    if (ALWAYS.includes(small)) return [[name, value]];
    const parts = (only.length > 0 ? only : but).filter(([first]) => first === small);
    const isWhole = parts.some(([, part]) => part === undefined);
    if (only.length > 0) {
      if (parts.length === 0) return [];
      return [[name, isWhole ? value : picked(value, parts, true)]];
    }
    if (isWhole) return [];
    return [[name, parts.length === 0 ? value : picked(value, parts, false)]];
  });
  return Object.fromEntries(entries);
}

function picked(value: unknown, parts: readonly Name[], isKept: boolean): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => picked(each, parts, isKept));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).filter(
      ([name]) => parts.some(([, part]) => part === name.toLowerCase()) === isKept,
    ),
  );
}

type Name = readonly [name: string, part?: string];

/** `name.givenName,emails`, in small letters; of the enterprise extension the URN is the name. */
function namesIn(text: string | undefined): Name[] {
  return (text ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean)
    .map((name): Name => {
      if (name === ENTERPRISE) return [ENTERPRISE];
      if (name.startsWith(`${ENTERPRISE}:`))
        return [ENTERPRISE, name.slice(ENTERPRISE.length + 1).split('.')[0]!];
      const urn = CORE.find((prefix) => name.startsWith(prefix)) ?? '';
      const [first = '', part] = name.slice(urn.length).split('.');
      return part === undefined ? [first] : [first, part];
    });
}
