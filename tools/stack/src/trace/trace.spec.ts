import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { trace } from './command.js';
import { storyOf } from './story.js';

const entry = (time: string, message: string, more: object = {}) =>
  JSON.stringify({
    level: 'info',
    time: `2026-11-24T16:00:${time}Z`,
    pid: 7,
    component: 'bus',
    ...more,
    message,
  });
const ours = { requestId: 'req_one' };

describe('the story of a request', () => {
  it('is told in the order of time by all who had a part in it, and by nobody else', () => {
    const story = storyOf(
      [
        {
          name: 'gateway',
          text: entry('01.040', 'Answered a request', { ...ours, endpoint: 'inviteUser', status: 201 }),
        },
        { name: 'gateway', text: entry('01.020', 'Answered a request', { requestId: 'req_two' }) },
        { name: 'licensing', text: entry('01.012', 'Answered a request', { ...ours, caller: 'identity' }) },
        { name: 'identity', text: entry('01.000', 'Began', ours) },
        { name: 'notifications', text: entry('03.500', 'The mail server took the mail', ours) },
        {
          name: 'licensing',
          text: entry('01.030', 'Mentions it', { requestId: 'req_two', about: 'req_one' }),
        },
        { name: 'licensing', text: 'Error: req_one\n' },
      ],
      'req_one',
    );
    expect(story).toEqual([
      '    +0 ms  16:00:01.000 identity       info  Began (bus)',
      '   +12 ms  16:00:01.012 licensing      info  Answered a request (bus) caller=identity',
      '   +40 ms  16:00:01.040 gateway        info  Answered a request (bus) endpoint=inviteUser status=201',
      ' +2500 ms  16:00:03.500 notifications  info  The mail server took the mail (bus)',
    ]);
  });
});

describe('npm run trace', () => {
  const dir = mkdtempSync(join(tmpdir(), 'trace-'));
  afterAll(() => rmSync(dir, { recursive: true }));
  const run = async (...args: string[]) => {
    const printed: string[] = [];
    const code = await trace(args, { STACK_DIR: dir }, '/', (text) => printed.push(text));
    return { code, text: printed.join('\n') };
  };

  it('says plainly that no stack has run, that nothing tells of an id, or how it is called', async () => {
    expect(await run('req_one')).toEqual({ code: 1, text: expect.stringContaining('No stack has run in') });
    mkdirSync(join(dir, 'logs'));
    expect(await run('req_one')).toEqual({ code: 1, text: expect.stringContaining('tells of req_one') });
    expect(await run()).toEqual({ code: 2, text: expect.stringContaining('Usage: npm run trace') });
    expect((await run('--help')).code).toBe(0);
  });

  it('reads what the logger of the services writes', async () => {
    const hooks = fileURLToPath(new URL('../../../../libs/testing/src/typescript.mjs', import.meta.url));
    const program = `
      import { logger, runInContext } from '@seatkeeper/service';
      runInContext({ requestId: 'req_real' }, () => logger('bus').info('Answered a request', { outcome: 'ok' }));
      logger('bus').info('Something else');`;
    const node = ['--conditions=@seatkeeper/source', '--import', hooks, '--input-type=module', '-e', program];
    const options = {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      env: { PATH: process.env['PATH'], LOG_LEVEL: 'info' },
    };
    const { stdout } = await promisify(execFile)(process.execPath, node, options);
    writeFileSync(join(dir, 'logs', 'identity-2.log'), stdout);
    const { code, text } = await run('req_real');
    expect(code).toBe(0);
    expect(text).toMatch(/^ +\+0 ms {2}[\d:.]+ identity-2 +info {2}Answered a request \(bus\) outcome=ok$/);
  });
});
