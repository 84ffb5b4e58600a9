import { metrics } from './metrics.js';

const lineOf = async (name: string) =>
  (await metrics.render()).split('\n').find((line) => line.startsWith(`seatkeeper_${name}`));

describe('what is measured when somebody looks', () => {
  it('is measured once for each look, and not without one', async () => {
    const gauge = metrics.gauge('spec_looks', 'Looks');
    let looks = 0;
    metrics.measure('looks', async () => gauge.set(++looks));
    expect(looks).toBe(0);
    expect(await lineOf('spec_looks')).toMatch(/ 1$/);
    expect(await lineOf('spec_looks')).toMatch(/ 2$/);
  });

  it('a failure or an endless wait leaves a gauge as it was, and the others are shown', async () => {
    const gauge = metrics.gauge('spec_failing', 'Fails');
    gauge.set(7);
    metrics.measure('failing', () => Promise.reject(new Error('no server')));
    metrics.measure('endless', () => new Promise(() => {}));
    expect(await lineOf('spec_failing')).toMatch(/ 7$/);
    metrics.measure('endless', () => Promise.resolve());
  });

  it('under a name again, the newer one counts', async () => {
    const gauge = metrics.gauge('spec_again', 'Again');
    metrics.measure('again', async () => gauge.inc(1));
    metrics.measure('again', async () => gauge.inc(10));
    expect(await lineOf('spec_again')).toMatch(/ 10$/);
  });
});
