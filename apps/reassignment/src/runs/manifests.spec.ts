import { Fault, Manifest, ReassignmentPlan } from '@seatkeeper/contracts';
import {
  asPreviewed,
  type Drift,
  manifestOf,
  ofPlan,
  ofUndo,
  readManifest,
  refuseDrift,
} from './manifests.js';

const [ann, bob, cem] = ['usr_annannann', 'usr_bobbobbob', 'usr_cemcemcem'];
const plan = (part: object = { to: bob }) => ReassignmentPlan.parse({ from: ann, ...part });
const subject = ofPlan('acc_harbourlane', plan());
const previewed = { at: new Date('2026-06-30T15:00:00.123Z'), total: 1_000_000 };
const ANOTHER = {
  code: 'validation-failed',
  errors: [{ path: 'manifest', message: expect.stringContaining('manifest of another preview') }],
};

function refusal(read: () => unknown): Fault | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

const manifest = manifestOf(subject, previewed);

it('is short, and says again when it was made and of how much', () => {
  expect(Manifest.safeParse(manifest).success).toBe(true);
  expect(manifest.length).toBeLessThan(64);
  expect(readManifest(ofPlan('acc_harbourlane', plan()), manifest)).toEqual(previewed);
});

it.each([
  ['another account', ofPlan('acc_otherotherr', plan())],
  ['another receiver', ofPlan('acc_harbourlane', plan({ to: cem }))],
  ['another leaver', ofPlan('acc_harbourlane', plan({ from: cem, to: bob }))],
  ['a filter', ofPlan('acc_harbourlane', plan({ to: bob, filter: { closed: false } }))],
  ['rules', ofPlan('acc_harbourlane', plan({ to: bob, rules: [{ types: ['task'], to: cem }] }))],
  ['an undo', ofUndo('acc_harbourlane', 'rea_12345678')],
])('is not taken for %s', (_what, other) => {
  expect(refusal(() => readManifest(other, manifest))).toMatchObject(ANOTHER);
});

it('is taken for the plan with who came, where somebody stood in for them', () => {
  const bound = { manifest, seenAs: bob };
  const withWhoCame = plan({ to: cem });
  expect(readManifest(ofPlan('acc_harbourlane', asPreviewed(withWhoCame, bound)), manifest)).toEqual(
    previewed,
  );
  expect(asPreviewed(withWhoCame, { manifest })).toBe(withWhoCame);
});

it.each([
  ['another time', manifest.replace(/-\d{13}-/, '-1782831600124-')],
  ['another number', manifest.replace('-1000000-', '-1000001-')],
])('that says %s than it was made with is refused', (_what, changed) => {
  expect(refusal(() => readManifest(subject, changed))).toMatchObject(ANOTHER);
});

const drift = (previewed: number, unchanged: number, changed: number): Drift => ({
  previewed,
  unchanged,
  changed,
});

it.each([
  ['nothing differs and nothing may', drift(10, 10, 0), { records: 0 }, null],
  ['one was written and none may', drift(10, 9, 1), { records: 0 }, 1],
  ['one was written and one may', drift(10, 9, 1), { records: 1 }, null],
  ['three are gone and two may', drift(10, 7, 0), { records: 2 }, 3],
  ['three came and two may', drift(10, 10, 3), { records: 2 }, 3],
  ['more are there than were counted', drift(10, 12, 0), { records: 1 }, 2],
  ['everything differs and there is no limit', drift(10, 0, 10), undefined, null],
  ['a tenth differs and a tenth may', drift(1_000, 900, 100), { percent: 10 }, null],
  ['more than a tenth differs', drift(1_000, 899, 101), { percent: 10 }, 101],
  ['less than one is no record', drift(9, 8, 1), { percent: 10 }, 1],
  ['of nothing anything is too much', drift(0, 0, 1), { percent: 100 }, 1],
])('when %s', (_case, given, limit, differs) => {
  const fault = refuseDrift(given, limit);
  expect(fault?.members?.differs ?? null).toBe(differs);
  if (differs === null) return;
  expect(fault).toMatchObject({ code: 'too-much-drift', members: given });
  for (const number of [given.previewed, given.unchanged, given.changed])
    expect(fault?.detail).toContain(` ${number}`);
});
