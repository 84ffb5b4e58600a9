import { readLines } from './record-lines.js';

const ann = 'usr_annannann';
const json = (given: object = {}) =>
  JSON.stringify({ type: 'task', externalId: 'TAS-1', title: 'Call back', ownerId: ann, ...given });
const read = (text: string) => readLines([{ line: 7, text }]);

describe('A line of an import', () => {
  it.each([
    ['only what it has to', json()],
    ['everything', json({ tags: ['a', 'b'], closed: true })],
    ['an owner by username', json({ ownerId: undefined, ownerUsername: 'Ann.Lee@Harbour-Lane.example' })],
    ['a byte order mark in front', `\uFEFF${json()}`],
    ['a carriage return behind', `${json()}\r`],
    ['accents, emoji and Cyrillic', json({ title: 'Étude 🏡 договор', externalId: 'é/🏡' })],
    [
      'values that are code elsewhere',
      json({ title: '{"$gt":""}', externalId: '__proto__', tags: ['$where'] }),
    ],
    ['a type named like a property of every object', json({ type: 'constructor' })],
  ])('may say %s', (_case, text) => {
    const { good, failures } = read(text);
    expect(failures).toEqual([]);
    expect(good).toHaveLength(1);
  });

  it('is folded as usernames are, and gets the defaults', () => {
    const [line] = read(json({ ownerId: undefined, ownerUsername: ' Ann.Lee@Harbour-Lane.example ' })).good;
    expect(line?.record).toEqual({
      type: 'task',
      externalId: 'TAS-1',
      title: 'Call back',
      ownerUsername: 'ann.lee@harbour-lane.example',
      tags: [],
      closed: false,
    });
  });

  it.each<[string, string, string[] | 'not JSON']>([
    ['nothing', '', 'not JSON'],
    ['half an object', '{"type":"task"', 'not JSON'],
    ['two objects', `${json()}${json()}`, 'not JSON'],
    ['deep brackets', '['.repeat(19_000), 'not JSON'],
    ['deep brackets that close', `${'['.repeat(9_000)}${']'.repeat(9_000)}`, ['']],
    ['an array', '[]', ['']],
    ['null', 'null', ['']],
    ['a text', '"task"', ['']],
    ['an operator for a text', json({ title: { $gt: '' } }), ['title']],
    ['a number for a text', json({ externalId: 7 }), ['externalId']],
    ['an unknown field', json({ colour: 'red' }), ['colour']],
    ['a prototype', `{"__proto__":{"closed":true},${json().slice(1)}`, ['__proto__']],
    ['no owner', json({ ownerId: undefined }), ['ownerId']],
    ['two owners', json({ ownerUsername: 'ann@harbour-lane.example' }), ['ownerId']],
    ['an owner that is no id', json({ ownerId: 'ann' }), ['ownerId']],
    ['a type with capitals', json({ type: 'Task' }), ['type']],
    ['a type with a slash', json({ type: 'task/1' }), ['type']],
    ['an empty external id', json({ externalId: '' }), ['externalId']],
    [
      'half a character',
      `{"type":"task","externalId":"\\ud800","title":"x","ownerId":"${ann}"}`,
      ['externalId'],
    ],
    ['a line break in the title', json({ title: 'a\nb' }), ['title']],
    ['a title of 501 characters', json({ title: 'a'.repeat(501) }), ['title']],
    ['51 tags', json({ tags: Array.from({ length: 51 }, String) }), ['tags']],
    ['an empty tag', json({ tags: ['a', ' '] }), ['tags[1]']],
    ['several mistakes', json({ title: '', closed: 'no' }), ['title', 'closed']],
  ])('is refused with a reason: %s', (_case, text, expected) => {
    const { good, failures } = read(text);
    expect(good).toEqual([]);
    expect(failures).toHaveLength(1);
    expect(failures[0]?.line).toBe(7);
    expect(failures[0]?.errors.map(({ path }) => path)).toEqual(expected === 'not JSON' ? [] : expected);
    expect(failures[0]?.detail).toBe(
      expected === 'not JSON' ? 'The line is not JSON.' : 'Some fields are not valid.',
    );
  });

  it('changes no object but its own', () => {
    read(`{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}`);
    expect(Reflect.get({}, 'admin')).toBeUndefined();
  });

  it('is answered briefly, however much is wrong with it', () => {
    const unknown = Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`${'x'.repeat(200)}${n}`, n]));
    const [failure] = read(json(unknown)).failures;
    expect(JSON.stringify(failure).length).toBeLessThan(1_000);
  });

  it('stands for itself: the ones beside it are read', () => {
    const sent = [json(), 'x', json({ externalId: 'TAS-2' })].map((text, n) => ({ line: n + 1, text }));
    const { good, failures } = readLines(sent);
    expect(good.map(({ line }) => line)).toEqual([1, 3]);
    expect(failures.map(({ line }) => line)).toEqual([2]);
  });
});
