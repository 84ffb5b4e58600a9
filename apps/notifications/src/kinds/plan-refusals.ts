import type { Bus } from '@seatkeeper/bus';
import {
  type Actor,
  departureRefused,
  getPlanRefusalLetter,
  listPlanKeepers,
  type MailDue,
  type PlannedAct,
  type PlanRefusalLetter,
  userArrivalRefused,
  withoutLinks,
} from '@seatkeeper/contracts';
import { dayIn } from '@seatkeeper/text';
import { type Asked, defineMail, greeting, type Places, SAMPLE, type Sending, type Words } from './mail.js';

/** A joining or leaving that could not be kept; `again` if it could not for the same cause the last time. */
interface Refused {
  readonly accountId: string;
  readonly actor: Actor;
  readonly personId: string;
  readonly again?: boolean | undefined;
}

/** Told once for each cause, though it is tried every day. */
async function keepers(
  bus: Bus,
  plan: PlannedAct,
  { accountId, actor, personId, again }: Refused,
): Promise<MailDue[]> {
  if (again) return [];
  const { items } = await bus.request(listPlanKeepers, { accountId, plan, personId });
  return items.map((keeper) => ({ accountId, actor, ...keeper }));
}

const askOf =
  (plan: PlannedAct) =>
  async (
    bus: Bus,
    { accountId, userId, personId = '', cause = '' }: Sending,
  ): Promise<Asked<PlanRefusalLetter>> => {
    const { letter } = await bus.request(getPlanRefusalLetter, { accountId, userId, plan, personId, cause });
    return letter && { letter };
  };

/** The causes that a mail has words of its own for, by the names that its templates give them. */
type Causes = Readonly<Record<string, string>>;

const sayOf =
  (causes: Causes) =>
  ({ person, on, cause, ...letter }: PlanRefusalLetter, { address }: Places): Words => ({
    ...greeting(letter),
    personName: withoutLinks(`${person.firstName} ${person.lastName}`),
    personPage: `${address}/people/${person.id}`,
    day: dayIn(letter.locale, new Date(`${on}T00:00:00Z`), 'UTC'),
    ...Object.fromEntries(Object.entries(causes).map(([name, code]) => [name, code === cause ? 'is' : null])),
    isOther: Object.values(causes).includes(cause) ? null : 'is',
  });

const sample: PlanRefusalLetter = {
  ...SAMPLE,
  person: { id: 'usr_0000000000000000', firstName: 'Mei', lastName: 'Tan' },
  on: '2030-03-01',
  cause: 'forbidden',
};

export const arrivalRefusedMail = defineMail({
  kind: 'arrival-refused',
  optional: true,
  over: 'The person was invited, or is not to join any more, or cannot for another reason.',
  event: userArrivalRefused,
  recipients: (bus, { user, ...told }) => keepers(bus, 'arrival', { ...told, personId: user.id }),
  refersTo: ({ user, cause }) => ({ personId: user.id, cause }),
  ask: askOf('arrival'),
  say: sayOf({
    isForbidden: 'forbidden',
    isSuspended: 'account-suspended',
    isUnpaid: 'payment-overdue',
    isUnknownProduct: 'unknown-product',
    isInvalid: 'validation-failed',
  }),
  sample,
});

export const departureRefusedMail = defineMail({
  kind: 'departure-refused',
  optional: true,
  over: 'The person was deactivated, or is not to leave any more, or cannot for another reason.',
  event: departureRefused,
  recipients: (bus, { userId, ...told }) => keepers(bus, 'departure', { ...told, personId: userId }),
  refersTo: ({ userId, cause }) => ({ personId: userId, cause }),
  ask: askOf('departure'),
  say: sayOf({
    isForbidden: 'forbidden',
    isLastAdmin: 'last-global-admin',
    isInvalid: 'validation-failed',
  }),
  sample,
});
