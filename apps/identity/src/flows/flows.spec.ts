import { flowId } from './flows.js';

describe('the id of a flow', () => {
  it('is the same for the same command, in whatever order its fields come', () => {
    expect(flowId('update', 'usr_1', { a: 1, b: { c: 2, d: [3] } })).toBe(
      flowId('update', 'usr_1', { b: { d: [3], c: 2 }, a: 1 }),
    );
    expect(flowId('update', 'usr_1', { a: 1, b: undefined })).toBe(flowId('update', 'usr_1', { a: 1 }));
  });

  it.each([
    ['another kind', flowId('ban', 'usr_1', { a: 1 })],
    ['another user', flowId('update', 'usr_2', { a: 1 })],
    ['another value', flowId('update', 'usr_1', { a: 2 })],
    ['another order in a list', flowId('update', 'usr_1', { a: [1, 2] })],
  ])('differs for %s', (_case, other) => {
    expect(other).not.toBe(flowId('update', 'usr_1', { a: 1 }));
    expect(other).not.toBe(flowId('update', 'usr_1', { a: [2, 1] }));
  });
});
