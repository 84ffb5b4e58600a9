import {
  type FactorLetter,
  factorAdded,
  factorRemoved,
  getFactorLetter,
  withoutLinks,
} from '@seatkeeper/contracts';
import { momentIn } from '@seatkeeper/text';
import { defineMail, greeting, SAMPLE } from './mail.js';

const say = ({ locale, timeZone, changedAt, changedBy, ...letter }: FactorLetter) => ({
  ...greeting(letter),
  changedAt: momentIn(locale, new Date(changedAt), timeZone),
  changedBy: changedBy && withoutLinks(changedBy),
});
const sample: FactorLetter = { ...SAMPLE, changedAt: '2030-01-01T00:00:00Z', changedBy: 'Ada Quill' };

export const factorAddedMail = defineMail({
  kind: 'second-factor-added',
  optional: false,
  isSecurity: true,
  over: 'The second factor was removed since.',
  event: factorAdded,
  ask: async (bus, { accountId, userId }) => {
    const { letter } = await bus.request(getFactorLetter, { accountId, userId, about: 'added' });
    return letter && { letter };
  },
  say,
  sample,
});

export const factorRemovedMail = defineMail({
  kind: 'second-factor-removed',
  optional: false,
  isSecurity: true,
  over: 'A second factor was added since.',
  event: factorRemoved,
  ask: async (bus, { accountId, userId }) => {
    const { letter } = await bus.request(getFactorLetter, { accountId, userId, about: 'removed' });
    return letter && { letter };
  },
  say,
  sample,
});
