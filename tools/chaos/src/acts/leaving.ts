import type { ExpectedRecord } from '../books/expected.js';
import type { Firm, Person } from '../work/firm.js';
import { type Act, ask, noteAct, type Scene, upon } from './act.js';

const canTake = ({ status }: Person) => status === 'active';

/** Does something that moves the records of one person to another: both are busy until all is at rest. */
async function between(scene: Scene, act: (from: Person, to: Person) => Promise<void>): Promise<boolean> {
  const to = scene.firm.take(scene.chance, canTake);
  if (!to) return false;
  const done = await upon(scene, canTake, async (from) => {
    await act(from, to);
    scene.firm.atRest.push(() => (to.busy = false));
    return 'until rest';
  });
  if (!done) to.busy = false;
  return done;
}

function moveRecords({ records }: Firm, from: string, to: string): ExpectedRecord[] {
  const moved = [...records.values()].filter(({ owners }) => owners.at(-1) === from);
  for (const { owners } of moved) owners.push(to);
  return moved;
}

const LEAVING_ALSO = ['licensing', 'reassignment'] as const;

const deactivate: Act = {
  name: 'deactivate',
  weight: 2,
  try: (scene) =>
    between(scene, async (from, to) => {
      const path = `/v1/users/${from.id}/deactivate`;
      const body = { reassign: { to: to.id } };
      await ask(scene.firm, { what: 'deactivate', method: 'POST', path, body, also: LEAVING_ALSO });
      moveRecords(scene.firm, from.id, to.id);
      from.status = 'deactivated';
      noteAct(from, 'identity.user.deactivated');
    }),
};

const reactivate: Act = {
  name: 'reactivate',
  weight: 2,
  try: (scene) =>
    upon(
      scene,
      ({ status, hasPassword }) => status === 'deactivated' && hasPassword,
      async (person) => {
        const path = `/v1/users/${person.id}/reactivate`;
        const refusals = ['no-free-seat'];
        const done = await ask(scene.firm, {
          ...{ what: 'reactivate', method: 'POST', path, refusals },
          also: ['licensing'],
        });
        if (!done) return;
        person.status = 'active';
        noteAct(person, 'identity.user.reactivated');
      },
    ),
};

const replace: Act = {
  name: 'replace',
  weight: 2,
  try: (scene) =>
    upon(scene, canTake, async (leaver) => {
      const { firm } = scene;
      const newUser = firm.newcomer();
      firm.maybe.add(newUser.username);
      const path = `/v1/users/${leaver.id}/replace`;
      const body = { by: { newUser }, reassign: true };
      const answer = await ask<{ replacement: { id: string } }>(firm, {
        ...{ what: 'replace', method: 'POST', path, body, also: LEAVING_ALSO },
      });
      firm.maybe.delete(newUser.username);
      leaver.status = 'deactivated';
      noteAct(leaver, 'identity.user.replaced');
      const successor = firm.expectInvited(newUser.username, answer?.replacement.id ?? '');
      successor.products = [...leaver.products];
      noteAct(successor, 'identity.user.invited');
      moveRecords(firm, leaver.id, successor.id);
      successor.busy = true;
      firm.atRest.push(() => (successor.busy = false));
      return 'until rest';
    }),
};

const move: Act = {
  name: 'move records',
  weight: 2,
  try: (scene) =>
    between(scene, async (from, to) => {
      const body = { from: from.id, to: to.id };
      const run = await ask<{ id: string }>(scene.firm, {
        ...{ what: 'move records', method: 'POST', path: '/v1/reassignments', body },
        also: ['reassignment'],
      });
      const moved = moveRecords(scene.firm, from.id, to.id).map((record) => ({
        record,
        links: record.owners.length,
      }));
      scene.firm.atRest.push(() => scene.firm.moves.push({ run: run?.id ?? '', from, to, moved }));
    }),
};

/** Takes back what a run moved that has ended, and that nobody has moved since. */
const undo: Act = {
  name: 'undo a move',
  weight: 1,
  async try({ firm, chance }) {
    const move = chance.one(firm.moves.filter(({ from, to }) => [from, to].every(isFree)));
    if (!move) return false;
    const { run, from, to, moved } = move;
    firm.moves.splice(firm.moves.indexOf(move), 1);
    from.busy = to.busy = true;
    const path = `/v1/reassignments/${run}/undo`;
    await ask(firm, { what: 'undo', method: 'POST', path, also: ['reassignment'] });
    for (const { record, links } of moved) if (record.owners.length === links) record.owners.push(from.id);
    firm.atRest.push(() => (from.busy = to.busy = false));
    return true;
  },
};

const isFree = (person: Person): boolean => !person.busy && canTake(person);

const MOST_RECORDS = 120;

const importRecords: Act = {
  name: 'import records',
  weight: 2,
  try: (scene) =>
    upon(
      scene,
      ({ status }) => status === 'active',
      async (person) => {
        const { firm, chance } = scene;
        const first = firm.records.size;
        const numbers = Array.from({ length: chance.between(20, MOST_RECORDS) }, (_, n) => first + n + 1);
        const record = { accountId: firm.accountId, type: 'task' };
        const lines = numbers.map((n) => {
          const externalId = `task-${n}`;
          firm.records.set(externalId, { ...record, externalId, owners: [person.id] });
          return JSON.stringify({ type: 'task', externalId, title: `Task ${n}`, ownerId: person.id });
        });
        await ask(firm, {
          ...{ what: 'import records', method: 'POST', path: '/v1/records/import' },
          ...{ body: lines.join('\n'), contentType: 'application/x-ndjson', also: ['reassignment'] },
        });
      },
    ),
};

const sendRecord: Act = {
  name: 'send a record',
  weight: 1,
  try: (scene) =>
    upon(
      scene,
      ({ status }) => status === 'active',
      async ({ id }) => {
        const { firm } = scene;
        const externalId = `matter-${firm.records.size + 1}`;
        firm.records.set(externalId, { accountId: firm.accountId, type: 'matter', externalId, owners: [id] });
        await ask(firm, {
          ...{ what: 'send a record', method: 'PUT', path: `/v1/records/matter/${externalId}` },
          ...{ body: { title: externalId, ownerId: id }, also: ['reassignment'] },
        });
      },
    ),
};

export const LEAVING: readonly Act[] = [
  deactivate,
  reactivate,
  replace,
  move,
  undo,
  importRecords,
  sendRecord,
];
