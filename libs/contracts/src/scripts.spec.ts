import { NewUsername } from './people.js';

const refusal = (username: string) => NewUsername.safeParse(username).error?.issues[0]?.message ?? null;

describe('a new username', () => {
  it.each([
    'ann@firm.example',
    'Zoë.Ångström-2@firm.example',
    'юникод@firm.example',
    'иван.петров@фирма.рф',
    'αλέξης@firm.example',
    '山田tarou@firm.example',
    '김철수@firm.example',
    'ａｎｎ@firm.example',
  ])('%s is of scripts that belong together', (username) => {
    expect(refusal(username)).toBeNull();
  });

  it.each([
    ['a Cyrillic а in Latin', 'аdmin@firm.example'],
    ['a Greek ο in Latin', 'cοco@firm.example'],
    ['a Cyrillic о in the domain', 'ann@firm.exаmple'],
    ['Cyrillic and Greek', 'пοп@firm.example'],
    ['a script nobody writes', 'ᚠᚢᚦ@firm.example'],
  ])('with %s is refused', (_case, username) => {
    expect(refusal(username)).toMatch(/letters of one script/);
  });

  it.each(['ann\u3164@firm.example', '\u115Fann@firm.example', 'ann\uFFA0@firm.example'])(
    'with letters that cannot be seen is refused: %j',
    (username) => {
      expect(refusal(username)).toMatch(/cannot be seen/);
    },
  );
});
