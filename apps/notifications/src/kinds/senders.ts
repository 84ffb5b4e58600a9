import type { Bus } from '@seatkeeper/bus';
import {
  getAccountKeeperLetter,
  listAccountKeepers,
  type MailDue,
  mailSenderFailing,
  mailSenderRecovered,
  type Output,
  type SignInLetter,
  tellMailSenderState,
  withoutLinks,
} from '@seatkeeper/contracts';
import { momentIn } from '@seatkeeper/text';
import { type Asked, defineMail, greeting, type Places, SAMPLE, type Sending, type Words } from './mail.js';

type State = NonNullable<Output<typeof tellMailSenderState>['sender']>;
type SenderLetter = SignInLetter & State;

/** Everybody who may change the settings of the account is told. */
async function keepers(bus: Bus, { accountId, actor }: Pick<MailDue, 'accountId' | 'actor'>) {
  const { items } = await bus.request(listAccountKeepers, { accountId });
  return items.map((keeper) => ({ accountId, actor, ...keeper }));
}

/** By how the server is when the mail is sent: nobody is told of what has passed meanwhile. */
const askWhile =
  (isFailing: boolean) =>
  async (bus: Bus, { accountId, userId }: Sending): Promise<Asked<SenderLetter>> => {
    const { sender } = await bus.request(tellMailSenderState, { accountId });
    if (!sender || (sender.failing !== null) !== isFailing) return null;
    const { letter } = await bus.request(getAccountKeeperLetter, { accountId, userId });
    return letter && { letter: { ...letter, ...sender } };
  };

function say(
  { host, whenFailing, failing, locale, timeZone, ...letter }: SenderLetter,
  { address }: Places,
): Words {
  return {
    ...greeting(letter),
    host,
    since: failing && momentIn(locale, new Date(failing.since), timeZone),
    answer: failing && withoutLinks(failing.answer),
    isHeld: whenFailing === 'hold' ? 'held' : null,
    settings: `${address}/messages?part=sending`,
  };
}

const sample: SenderLetter = {
  ...SAMPLE,
  host: 'smtp.acme.example',
  whenFailing: 'hold',
  failing: { since: '2030-01-01T00:00:00Z', answer: '535 5.7.8 Authentication failed' },
};

/**
 * Both go through the server of the product, and also to an address from which mails came back: it may have been the failing server
 * that said so.
 */
const common = { optional: false, isSecurity: true as const, recipients: keepers, say };

export const senderFailingMail = defineMail({
  ...common,
  kind: 'sender-failing',
  event: mailSenderFailing,
  over: 'The mail server of the account works again, or is used no longer.',
  ask: askWhile(true),
  sample,
});

export const senderRecoveredMail = defineMail({
  ...common,
  kind: 'sender-recovered',
  event: mailSenderRecovered,
  over: 'The mail server of the account fails again, or is used no longer.',
  ask: askWhile(false),
  sample: { ...sample, failing: null },
});
