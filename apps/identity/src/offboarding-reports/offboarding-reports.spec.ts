import { userActor } from '@seatkeeper/contracts';
import { createHash } from 'node:crypto';
import { reportHash, reportOf, shown, type Around } from './offboarding-reports.js';
import type { OffboardingFacts } from './offboarding-reports.schema.js';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute));
const iso = (minute: number) => at(minute).toISOString();

const begun: OffboardingFacts = {
  id: 'ofb_12345678',
  userId: 'usr_liamosei',
  name: { username: 'liam@firm.example', firstName: 'Liam', lastName: 'Osei' },
  by: userActor('usr_adaquill'),
  startedAt: at(0),
  moves: true,
};
const left = { ...begun, leftAt: at(1), keys: 2, invitations: 0 };
const freed = { ...left, freedAt: at(2), sessions: 3, freed: 1, products: ['core'], managed: 4 };
const handedOver = { ...freed, handedOverAt: at(3), reassignmentId: 'rea_12345678' };

const run = (state: NonNullable<Around['run']>['state'], detail: string | null = null): Around['run'] => ({
  id: 'rea_12345678',
  state,
  detail,
  finishedAt: state === 'running' ? null : iso(5),
  progress: {
    total: 7,
    done: 7,
    byType: [
      { type: 'matter', to: 'usr_mei', count: 7 },
      { type: 'task', to: 'usr_mei', count: 0 },
    ],
  },
});

const states = (facts: OffboardingFacts, of: Around['run'] = null) =>
  reportOf(facts, { run: of }).steps.map(({ state }) => state);

describe('the steps of an offboarding', () => {
  it.each<[string, OffboardingFacts, Around['run'], string[]]>([
    ['just begun', begun, null, ['running', 'waiting', 'waiting', 'waiting']],
    ['without access', left, null, ['done', 'running', 'waiting', 'waiting']],
    ['without seats', freed, null, ['done', 'done', 'running', 'running']],
    ['with a run', handedOver, run('running'), ['done', 'done', 'done', 'running']],
    ['with a run that is over', handedOver, run('finished'), ['done', 'done', 'done', 'done']],
    ['with a run that failed', handedOver, run('failed'), ['done', 'done', 'done', 'failed']],
    ['with a run that was cancelled', handedOver, run('cancelled'), ['done', 'done', 'done', 'failed']],
    ['with a run that nobody knows', handedOver, null, ['done', 'done', 'done', 'failed']],
    [
      'that moves nothing',
      { ...freed, handedOverAt: at(3), moves: false },
      null,
      ['done', 'done', 'done', 'skipped'],
    ],
    [
      'whose run could not begin',
      { ...freed, handedOverAt: at(3) },
      null,
      ['done', 'done', 'done', 'failed'],
    ],
  ])('%s', (_case, facts, of, expected) => {
    expect(states(facts, of)).toEqual(expected);
  });

  it('say what a run failed of, and why none could be begun', () => {
    const records = (facts: OffboardingFacts, of: Around['run']) => reportOf(facts, { run: of }).steps.at(-1);
    expect(records(handedOver, run('failed', 'The target has left.'))?.detail).toBe('The target has left.');
    const refused = { ...freed, handedOverAt: at(3), refusal: 'Nobody has this id' };
    expect(records(refused, null)?.detail).toBe('Nobody has this id');
  });
});

const end = {
  at: at(6),
  directReports: 2,
  left: [
    { type: 'matter', open: 1, closed: 2 },
    { type: 'task', field: 'approver', open: 0, closed: 0 },
  ],
};

it('a number is not known before its step is done', () => {
  expect(reportOf(begun, { run: null })).toMatchObject({
    state: 'running',
    sessionsEnded: null,
    keysEnded: null,
    seats: null,
    groupsManaged: null,
    leftBehind: null,
  });
});

it('the final report tells what was freed, ended and moved, and what is left', () => {
  expect(reportOf(handedOver, { run: run('finished'), end })).toMatchObject({
    state: 'done',
    finishedAt: iso(6),
    sessionsEnded: 3,
    keysEnded: 2,
    seats: { freed: 1, products: ['core'] },
    groupsManaged: 4,
    records: {
      reassignmentId: 'rea_12345678',
      moved: 7,
      byType: [{ type: 'matter', to: 'usr_mei', count: 7 }],
    },
    leftBehind: { directReports: 2, records: [{ type: 'matter', count: 3 }] },
  });
});

it('its hash can be made anew by anybody, in whatever order the fields stand', () => {
  const report = reportOf(handedOver, { run: run('finished'), end });
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(fields.map(([key, inner]) => [key, sorted(inner)]));
  };
  const again = createHash('sha256')
    .update(JSON.stringify(sorted(report)))
    .digest('hex');
  expect(reportHash(report)).toBe(again);
  const reversed = Object.fromEntries(Object.entries(report).reverse()) as typeof report;
  expect(reportHash(reversed)).toBe(again);
  expect(reportHash({ ...report, keysEnded: 1 })).not.toBe(again);
});

it('who may not read records sees neither what moved, nor what is left, nor what a run says of them', () => {
  const report = reportOf(handedOver, { run: run('failed', '3 records are left'), end });
  const seen = shown({ report, hash: 'abc' }, false);
  expect(seen).toMatchObject({
    hash: 'abc',
    report: { records: null, leftBehind: { directReports: 2, records: null } },
  });
  expect(JSON.stringify(seen)).not.toMatch(/matter|3 records/);
  expect(shown({ report, hash: 'abc' }, true)).toEqual({ report, hash: 'abc' });
});
