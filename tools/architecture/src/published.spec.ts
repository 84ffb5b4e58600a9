import { unusedExports } from './published.js';
import { parse } from './source.js';

const project = (path: string, files: Record<string, string>) => ({
  path,
  sources: Object.entries(files).map(([file, text]) => parse(`${path}/${file}`, text)),
});

describe('what a library publishes', () => {
  const bus = project('libs/bus', {
    'src/index.ts':
      "export { Bus, type Options, Handle as Answer } from './bus.js'; export type { Wire } from './wire.js';",
    'src/bus.spec.ts': "import { Bus } from '@seatkeeper/bus';",
  });

  it.each([
    ['everything', "import { Answer, Bus } from '@seatkeeper/bus';", []],
    [
      'everything, each under a name of its own',
      "import { Answer as A, Bus as B } from '@seatkeeper/bus';",
      [],
    ],
    ['something', "import { Bus } from '@seatkeeper/bus';", ['Answer']],
    ['a type', "import { type Bus, Answer } from '@seatkeeper/bus';", ['Bus']],
    ['a thing of that name from elsewhere', "import { Bus, Answer } from 'bus';", ['Bus', 'Answer']],
  ])('is used when somebody else takes %s', (_case, text, unused) => {
    const shop = project('apps/shop', { 'src/main.ts': text });
    expect(unusedExports(bus, [bus, shop])).toEqual(unused);
  });
});
