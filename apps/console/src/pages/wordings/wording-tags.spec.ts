import { withTag, wrongTags } from './wording-tags.js';

const TAGS = ['firstName', 'accountName', 'link'];
const found = (text: string, custom: readonly string[] | null = ['costCentre']) =>
  wrongTags(text, TAGS, custom).map(({ tag, near, line }) => [tag, near, line]);

it.each<[string, string, readonly string[] | null, unknown[]]>([
  ['tags that there are', 'Hello {firstName} of {accountName}', [], []],
  ['a tag with blanks', '{ link }', [], []],
  ['one that is misspelled', 'Hello {frstName}', [], [['frstName', 'firstName', 1]]],
  ['one that nothing is like', 'Hello\n\n{salary}', [], [['salary', undefined, 3]]],
  ['a custom field that there is', '{custom.costCentre}', ['costCentre'], []],
  [
    'one that there is not',
    '{custom.costCenter}',
    ['costCentre'],
    [['custom.costCenter', 'custom.costCentre', 1]],
  ],
  ['any where none is defined', '{custom.anything}', null, []],
  ['no key at all', '{custom.}', null, [['custom.', undefined, 1]]],
  [
    'the same twice',
    '{x}\n{x}',
    [],
    [
      ['x', undefined, 1],
      ['x', undefined, 2],
    ],
  ],
  ['braces without a tag', 'a { b', [], []],
])('%s', (_what, text, custom, expected) => {
  expect(found(text, custom)).toEqual(expected);
});

it('says where a tag stands that there is not', () => {
  const text = 'Hello {nobody}!';
  const [wrong] = wrongTags(text, TAGS, []);
  expect(text.slice(wrong?.from, wrong?.to)).toBe('{nobody}');
});

it('puts a tag where the cursor is, in place of what is selected', () => {
  expect(withTag('Hello !', 'firstName', { from: 6, to: 6 })).toEqual({
    text: 'Hello {firstName}!',
    cursor: 17,
  });
  expect(withTag('Hello you!', 'link', { from: 6, to: 9 })).toEqual({ text: 'Hello {link}!', cursor: 12 });
});
