import type { Bus } from '@seatkeeper/bus';
import {
  type EventData,
  getHandOverLetter,
  type HandOverLetter,
  type HandOverSide,
  listHandOverReaders,
  type MailDue,
  reassignmentFinished,
  withoutLinks,
} from '@seatkeeper/contracts';
import { momentIn, numberIn } from '@seatkeeper/text';
import {
  type Asked,
  defineMail,
  greeting,
  type Places,
  type References,
  type Rows,
  SAMPLE,
  type Sending,
  type Words,
} from './mail.js';

type Finished = EventData<typeof reassignmentFinished>;
type Told = HandOverLetter & { readonly reassignmentId: string };

/** One run is told once to each of them, however many slices it moved in. */
const readersOf =
  (side: HandOverSide) =>
  async (bus: Bus, { accountId, actor, reassignment }: Finished): Promise<MailDue[]> => {
    const reassignmentId = reassignment.id;
    const { items } = await bus.request(listHandOverReaders, { accountId, reassignmentId, side });
    return items.map((each) => ({ accountId, actor, ...each }));
  };

const askAs =
  (side: HandOverSide) =>
  async (bus: Bus, { accountId, userId, reassignmentId = '' }: Sending): Promise<Asked<Told>> => {
    const { letter } = await bus.request(getHandOverLetter, { accountId, userId, reassignmentId, side });
    return letter && { letter: { ...letter, reassignmentId } };
  };

const refersTo = ({ reassignment }: Finished): References => ({ reassignmentId: reassignment.id });

function say(letter: Told, { address }: Places): Words {
  const { locale, timeZone, from, isUndo, finishedAt, receivers, receiversNamed, skipped } = letter;
  const names = new Intl.ListFormat(locale).format(receiversNamed.map(withoutLinks));
  return {
    ...greeting(letter),
    from: from && withoutLinks(from),
    isUndo: isUndo ? 'is' : null,
    finishedAt: momentIn(locale, new Date(finishedAt), timeZone),
    to: names === '' ? null : names,
    receivers: numberIn(locale, receivers),
    isOneReceiver: receivers === 1 ? 'is' : null,
    skipped: skipped > 0 ? numberIn(locale, skipped) : null,
    isOneSkipped: skipped === 1 ? 'is' : null,
    profile: `${address}/profile`,
    handOver: `${address}/hand-overs?run=${letter.reassignmentId}`,
  };
}

const rows = ({ moved, locale }: Told): Rows => ({
  moved: moved.map(({ type, field, count }) => ({
    kind: withoutLinks(field === undefined ? type : `${type} · ${field}`),
    count: numberIn(locale, count),
  })),
});

const about = { optional: true, isToEach: true, event: reassignmentFinished, refersTo, say, rows } as const;

const sample: Told = {
  ...SAMPLE,
  reassignmentId: 'rea_0000000000000000000000000',
  from: 'Liam Osei',
  isUndo: false,
  finishedAt: '2030-01-01T08:00:00Z',
  moved: [
    { type: 'matter', count: 412 },
    { type: 'matter', field: 'Second owner', count: 17 },
    { type: 'calendar-event', count: 1_204 },
  ],
  receivers: 1,
  receiversNamed: [],
  skipped: 0,
};

/** To who has the records now. */
export const recordsReceivedMail = defineMail({
  ...about,
  kind: 'records-received',
  over: 'The hand-over was given back, is not known any more, or the person cannot sign in.',
  recipients: readersOf('received'),
  ask: askAs('received'),
  sample,
});

/** To who ordered it. */
export const handOverFinishedMail = defineMail({
  ...about,
  kind: 'hand-over-finished',
  over: 'The hand-over was given back, is not known any more, or the person may not see it.',
  recipients: readersOf('ordered'),
  ask: askAs('ordered'),
  sample: { ...sample, receivers: 2, receiversNamed: ['Mei Sato', 'Nora Lind'], skipped: 3 },
});
