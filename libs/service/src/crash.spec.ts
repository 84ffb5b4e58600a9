import { Child } from '../testing/child.js';

const source = `
  import { crash } from '${new URL('./crash.ts', import.meta.url).href}';
  const say = (message) => console.log(JSON.stringify({ message }));
  for (const pass of [1, 2, 3]) { crash('first'); say('first ' + pass); crash('second'); say('second ' + pass); }
`;

async function passed(crashAt: string) {
  const child = Child.code(source, { CRASH_AT: crashAt });
  const { signal } = await child.ended;
  return { signal, last: child.messages.at(-1) };
}

describe('a crash point', () => {
  it('does nothing as long as nobody names it', async () => {
    expect(await passed('')).toEqual({ signal: null, last: 'second 3' });
    expect(await passed('firs,second-too')).toEqual({ signal: null, last: 'second 3' });
  });

  it('kills the process, with no time for anything else, when it is named', async () => {
    expect(await passed('second')).toEqual({ signal: 'SIGKILL', last: 'first 1' });
  });

  it('kills the process at the pass that is named', async () => {
    expect(await passed('elsewhere, first#3')).toEqual({ signal: 'SIGKILL', last: 'second 2' });
  });
});
