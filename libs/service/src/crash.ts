const points = parse(process.env['CRASH_AT']);
const passes = new Map<string, number>();

/**
 * Kills the process with SIGKILL when CRASH_AT names this point, else does nothing. CRASH_AT is a list
 * with commas; `point#3` means the third time the point is passed.
 */
export function crash(point: string): void {
  const fatalPass = points.get(point);
  if (fatalPass === undefined) return;
  const pass = (passes.get(point) ?? 0) + 1;
  passes.set(point, pass);
  if (pass === fatalPass) process.kill(process.pid, 'SIGKILL');
}

function parse(list = ''): ReadonlyMap<string, number> {
  const named = list.split(',').flatMap((text): [string, number][] => {
    const [point = '', pass = '1'] = text.trim().split('#');
    return point ? [[point, Number(pass)]] : [];
  });
  return new Map(named);
}
