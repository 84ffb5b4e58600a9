import { Fault } from '@seatkeeper/contracts';
import type { StoredSsoDomain } from '../accounts/sso.schema.js';
import type { Unproved } from './domain-proofs.service.js';
import { recordOf } from './sso-connections.view.js';

/** `domain-not-proved`, or `domain-taken`: what is there in the place of the text, and what has to be. */
export function unproved({ name, value }: StoredSsoDomain, { found, texts }: Unproved): Fault {
  if (found === 'taken')
    return new Fault(
      'domain-taken',
      `Another account has proved ${name}. If it is yours, ask for help: two accounts cannot have one domain.`,
    );
  const record = recordOf(name);
  const sentence = {
    'no-answer': `The name servers did not answer for ${record}: try again.`,
    nothing: `There is no such record at ${record}.`,
    'something-else': `What is at ${record} says something else.`,
  }[found];
  return new Fault('domain-not-proved', {
    detail: `${sentence} It has to be a TXT record that says ${value}. New records take some time to be seen everywhere.`,
    members: { record, expected: value, found: texts },
  });
}
