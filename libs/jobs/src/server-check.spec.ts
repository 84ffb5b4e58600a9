import { judgeServer } from './server-check.js';

const info = (policy: string, aof: 0 | 1) =>
  `# Memory\r\nused_memory:1\r\nmaxmemory_policy:${policy}\r\n# Persistence\r\naof_enabled:${aof}\r\n`;

it.each([
  ['a server that keeps everything', info('noeviction', 1), null, null],
  ['a server that evicts', info('allkeys-lru', 1), /allkeys-lru.*noeviction/, null],
  ['a server that evicts only what has a lifetime', info('volatile-ttl', 1), /volatile-ttl/, null],
  ['a server without AOF', info('noeviction', 0), null, /appendonly yes/],
  ['a managed server that does not say', '', null, /AOF/],
] as [string, string, RegExp | null, RegExp | null][])('judges %s', (_case, text, refusal, warning) => {
  const verdict = judgeServer(text);
  for (const [said, expected] of [
    [verdict.refusal, refusal],
    [verdict.warning, warning],
  ] as const)
    if (expected) expect(said).toMatch(expected);
    else expect(said).toBeNull();
});
