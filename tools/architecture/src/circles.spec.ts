import { featureCircle, fileCircle } from './circles.js';
import { parse } from './source.js';

const sources = (files: Record<string, string>) =>
  Object.entries(files).map(([path, text]) => parse(`apps/shop/src/${path}`, text));

describe('circles of files', () => {
  it.each([
    ['nobody imports anybody', { 'a.ts': '', 'b.ts': '' }, null],
    ['one imports the other', { 'a.ts': "import { b } from './b.js';", 'b.ts': '' }, null],
    [
      'two ways lead to the same file',
      { 'a.ts': "import './b.js'; import './c.js';", 'b.ts': "import './c.js';", 'c.ts': '' },
      null,
    ],
    ['a package has the name of a file', { 'a.ts': "import 'a';" }, null],
    [
      'two import each other',
      { 'a.ts': "import { b } from './b.js';", 'b.ts': "import { a } from './a.js';" },
      'a.ts → b.ts → a.ts',
    ],
    [
      'the way back is a type',
      { 'a.ts': "import { b } from './b.js';", 'b.ts': "import type { A } from './a.js';" },
      'a.ts → b.ts → a.ts',
    ],
    [
      'the way back is a type without an import',
      { 'a.ts': "import './b.js';", 'b.ts': "type A = import('./a.js').A;" },
      'a.ts → b.ts → a.ts',
    ],
    [
      'the way back is an export',
      { 'a.ts': "import './b.js';", 'b.ts': "export * from './a.js';" },
      'a.ts → b.ts → a.ts',
    ],
    [
      'the way back is loaded later',
      { 'a.ts': "import './b.js';", 'b.ts': "await import('./a.js');" },
      'a.ts → b.ts → a.ts',
    ],
    ['a file imports itself', { 'a.ts': "import './a.js';" }, 'a.ts → a.ts'],
    [
      'a long circle has a short one within it',
      {
        'a.ts': "import './b.js';",
        'b.ts': "import './c.js';",
        'c.ts': "import './a.js'; import './d.js';",
        'd.ts': "import './c.js';",
      },
      'c.ts → d.ts → c.ts',
    ],
  ])('%s', (_case, files, circle) => {
    const said = fileCircle(sources(files))?.replaceAll('apps/shop/src/', '') ?? null;
    expect(said?.split(' is a circle')[0] ?? null).toBe(circle);
  });
});

describe('circles of features', () => {
  it('names the imports that make them, though no file is in a circle', () => {
    const shop = sources({
      'users/users.ts': '',
      'users/search/terms.ts': "import { byTime } from '../../orders/orders.js';",
      'orders/orders.ts': '',
      'orders/orders.service.ts': "import { toUser } from '../users/users.js';",
    });
    expect(fileCircle(shop)).toBeNull();
    expect(featureCircle(shop)).toBe(
      'users → orders → users is a circle: ' +
        'apps/shop/src/users/search/terms.ts imports apps/shop/src/orders/orders.ts; ' +
        'apps/shop/src/orders/orders.service.ts imports apps/shop/src/users/users.ts.',
    );
  });

  it('count a file beside the features as one of them', () => {
    const shop = sources({
      'settings.ts': "import { parse } from './mail/sender.js';",
      'mail/sender.ts': '',
      'mail/mailer.client.ts': "import { settings } from '../settings.js';",
    });
    expect(featureCircle(shop)).toMatch(/^settings\.ts → mail → settings\.ts is a circle/);
  });
});
