import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { between, cpuTimes } from './processes.js';

it('counts the work of a child for its parent, unless the child has a name of its own', async () => {
  const busy = 'const end = Date.now() + 1_000; while (Date.now() < end); setInterval(() => {}, 1_000)';
  const me = { name: 'me', pid: process.pid };
  const begin = cpuTimes([me]);
  const child = spawn(process.execPath, ['-e', `${busy}; process.stdout.write('done')`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await once(child.stdout, 'data');
    const itself = { name: 'child', pid: child.pid ?? 0 };
    expect(between(begin, cpuTimes([me])).get('me')).toBeGreaterThan(100);
    const apart = cpuTimes([me, itself]);
    expect(apart.get('child')).toBeGreaterThan(100);
    expect(cpuTimes([me]).get('me')).toBeGreaterThan((apart.get('me') ?? 0) + 100);
  } finally {
    child.kill();
  }
});
