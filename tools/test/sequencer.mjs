import Sequencer from '@jest/test-sequencer';

/**
 * The order of Jest's own, by how long each file took last time, or else by its size; but whatever needs servers comes before
 * what is pure. A fresh checkout knows no times, and a story of a minute that began last would be waited for alone.
 */
export default class ServersFirst extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    return sorted.toSorted((one, other) => isPure(one) - isPure(other));
  }
}

const isPure = ({ context }) => Number(context.config.displayName?.name === 'unit');
