import { editDistance } from '@seatkeeper/contracts';

export interface NearMiss {
  name: string;
  meant: string;
}

/** Families in which other programs on the machine have variables too: only a slip of the pen counts there. */
const SHARED_FAMILIES = new Set(['OTEL', 'LOG', 'MAIL', 'PUBLIC', 'LINK', 'CRASH']);
/** What other projects call these families. */
const OTHER_WORDS: Readonly<Record<string, string>> = { MONGO: 'MONGODB', RABBITMQ: 'AMQP', RABBIT: 'AMQP' };
/** Kubernetes tells every container of a namespace about its services in variables of this form. */
const SERVICE_LINK = /_SERVICE_(HOST|PORT)(_|$)|_PORT(_\d+_(TCP|UDP)(_|$)|$)/;
/** Shorter names (PORT, HOST) are one letter away from too many words. */
const SHORTEST_TO_GUESS = 6;

/**
 * Variables of the environment that somebody meant as one of `own` but spelt otherwise: a setting that is
 * silently ignored costs more than a start that is refused. `others` are names other services know.
 */
export function nearMisses(
  given: readonly string[],
  own: readonly string[],
  others: readonly string[],
): NearMiss[] {
  const known = new Set([...own, ...others]);
  return given
    .filter((name) => !known.has(name) && !SERVICE_LINK.test(name))
    .flatMap((name) => {
      const meant = meantBy(name, own, given);
      return meant === undefined ? [] : [{ name, meant }];
    });
}

function meantBy(name: string, own: readonly string[], given: readonly string[]): string | undefined {
  const family = familyOf(name);
  const siblings = own.filter((setting) => setting.includes('_') && familyOf(setting) === family);
  if (siblings.length > 0 && !SHARED_FAMILIES.has(family)) return nearest(name, siblings);

  // Outside our families a variable may well be somebody else's; it is a mistake if ours is not there.
  const absent = own.filter((setting) => !given.includes(setting) && setting.length >= SHORTEST_TO_GUESS);
  const slip = absent.find((setting) => bare(setting) === bare(name) || editDistance(setting, name) <= 1);
  if (slip) return slip;
  const ourWord = OTHER_WORDS[family];
  return ourWord && /_UR[IL]$/.test(name)
    ? absent.find((setting) => familyOf(setting) === ourWord && /_UR[IL]$/.test(setting))
    : undefined;
}

const familyOf = (name: string): string => name.split('_', 1)[0] ?? name;
const bare = (name: string): string => name.replaceAll('_', '').toUpperCase();

function nearest(name: string, candidates: readonly string[]): string | undefined {
  return [...candidates].sort((one, other) => editDistance(one, name) - editDistance(other, name))[0];
}
