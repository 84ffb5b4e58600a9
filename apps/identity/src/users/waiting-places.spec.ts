import { newId } from '@seatkeeper/service';
import { lastPlace, placeAt, placeBetween } from './waiting-places.js';

const user = () => newId('usr');
const noon = new Date('2027-01-31T12:00:00Z');
const later = (ms: number) => new Date(noon.getTime() + ms);

describe('a place on the wait list', () => {
  it('is behind all who began to wait before, whoever they are', () => {
    expect(placeAt(noon, 'usr_zzzzzzzzzz') < placeAt(later(1), 'usr_0000000000')).toBe(true);
    expect(placeAt(new Date(0), user()) < placeAt(noon, user())).toBe(true);
  });

  it.each<[string, string | null, string | null]>([
    ['before the first', null, placeAt(noon, 'usr_aaaaaaaaaa')],
    ['behind the last', placeAt(noon, 'usr_aaaaaaaaaa'), null],
    ['on an empty list', null, null],
    ['between two of one moment', placeAt(noon, 'usr_aaaaaaaaaa'), placeAt(noon, 'usr_aaaaaaaaab')],
    [
      'between two of one millisecond apart',
      placeAt(noon, 'usr_zzzzzzzzzz'),
      placeAt(later(1), 'usr_0000000000'),
    ],
    ['between what differs in its end', 'ab', 'ab01'],
    ['before what begins with zeros', null, '0001'],
    ['behind what is full of nines', 'zzzz', null],
  ])('%s lies between its neighbours', (_case, behind, before) => {
    const place = placeBetween(behind, before, user());
    if (behind !== null) expect(place > behind).toBe(true);
    if (before !== null) expect(place < before).toBe(true);
  });

  it('is never that of another who is moved between the same two', () => {
    const [one, other] = [user(), user()];
    expect(placeBetween('a1', 'b1', one)).not.toBe(placeBetween('a1', 'b1', other));
  });

  it('is there however often somebody is moved into the same gap, and stays short', () => {
    for (const [moves, narrow] of [
      [300, (_low: string, high: string) => high],
      [300, (low: string, _high: string) => low],
    ] as const) {
      let [low, high] = [placeAt(noon, 'usr_aaaaaaaaaa'), placeAt(later(1), 'usr_aaaaaaaaaa')];
      for (let move = 0; move < moves; move += 1) {
        const place = placeBetween(low, high, user());
        expect(low < place && place < high).toBe(true);
        if (narrow(low, high) === low) high = place;
        else low = place;
      }
      expect(Math.max(low.length, high.length)).toBeLessThan(200);
    }
  });

  it('at the end is that of who comes now, also behind who came by a clock that is ahead', () => {
    const now = placeAt(noon, 'usr_aaaaaaaaaa');
    expect(lastPlace(null, noon, 'usr_aaaaaaaaaa')).toBe(now);
    expect(lastPlace(placeAt(later(-1), user()), noon, 'usr_aaaaaaaaaa')).toBe(now);
    const ahead = placeAt(later(60_000), user());
    expect(lastPlace(ahead, noon, user()) > ahead).toBe(true);
  });
});
