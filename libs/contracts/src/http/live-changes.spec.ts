import { events } from '../catalog.js';
import { liveChangeKinds } from './live-changes.js';

describe('the changes that are told live', () => {
  it('are there once each, as events that are known', () => {
    const types = liveChangeKinds.map(({ type }) => type);
    expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual([]);
    expect(liveChangeKinds.filter(({ contract }) => !events.includes(contract))).toEqual([]);
  });

  it('are read of by a call that reads, and whose reader is known', () => {
    const calls = liveChangeKinds.map(({ readBy }) => readBy);
    expect(calls.filter(({ method, access }) => method !== 'GET' || access === 'public')).toEqual([]);
    // Whoever may call these for themselves or for their people is judged by the user whom a change is about.
    const personal = liveChangeKinds.filter(({ readBy }) => readBy.openToSelf || readBy.openToManagers);
    expect(personal.filter(({ shows }) => shows !== 'user')).toEqual([]);
  });
});
