import { userActor } from '@seatkeeper/contracts';
import { reworded, versionOf, wordingId } from './wording-changes.js';

const key = { accountId: 'acc_00000001', kind: 'invitation', locale: 'en' } as const;
const now = new Date('2026-06-30T10:00:00Z');
const by = userActor('usr_0000ada0');
const fresh = { _id: wordingId(key), ...key, version: 1, earlier: [] };
const words = (n: number) => ({ subject: `Subject ${n}`, body: 'Body {link}' });
const written = (n: number) => ({
  ...fresh,
  version: n + 1,
  wording: words(n),
  changedAt: now,
  changedBy: by,
});

it('says which part changed, and for which mail', () => {
  const change = reworded(written(1), words(2), by, now);
  expect(change?.events).toMatchObject([
    {
      data: {
        actor: by,
        changes: [{ field: 'invitation (en) subject', before: 'Subject 1', after: 'Subject 2' }],
      },
    },
  ]);
});

it('keeps what is replaced, the newest twenty', () => {
  expect(reworded(fresh, words(1), by, now)?.update.set).toMatchObject({ earlier: [] });
  const earlier = Array.from({ length: 20 }, (_, n) => ({ ...words(n), changedAt: now, changedBy: by }));
  const kept = reworded({ ...written(50), earlier }, words(51), by, now)?.update.set?.earlier;
  expect(kept?.map(({ subject }) => subject).slice(0, 2)).toEqual(['Subject 50', 'Subject 0']);
  expect(kept).toHaveLength(20);
});

it('going back is a change as well, and what is so already is none', () => {
  expect(reworded(written(1), null, by, now)?.update).toMatchObject({ unset: ['wording'] });
  expect(reworded(fresh, null, by, now)).toBeNull();
  expect(reworded(written(1), words(1), by, now)).toBeNull();
});

it('counts the changes from none', () => {
  expect([null, fresh, written(1)].map(versionOf)).toEqual([0, 0, 1]);
});
