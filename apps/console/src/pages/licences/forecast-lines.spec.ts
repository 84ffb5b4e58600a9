import { type ForecastChange, forecastLines } from './forecast-lines.js';

const now = { purchased: 10, used: 8, free: 2, overAllocated: 0 };
const change = (kind: ForecastChange['kind'], part: Partial<ForecastChange>): ForecastChange => ({
  ...{ kind, at: '2027-01-31T10:00:00Z', seats: 0, verdict: 'fits', detail: '' },
  ...now,
  ...part,
});

it('tells how many seats go, how many leavers give back, and how many who join take', () => {
  const changes = [
    change('departure', { used: 6, free: 4, verdict: 'too-small' }),
    change('reduction', {
      seats: -5,
      purchased: 5,
      used: 6,
      free: 0,
      overAllocated: 1,
      verdict: 'too-large',
    }),
    change('departure', { purchased: 5, used: 5, free: 0 }),
    change('arrival', { purchased: 5, used: 7, free: 0, overAllocated: 2, verdict: 'too-large' }),
  ];
  expect(forecastLines({ now, changes })).toMatchObject([
    { what: 'licences.forecast.departure', seats: 2, verdict: 'too-small', more: 4 },
    { what: 'licences.booked.seats', seats: 5, verdict: 'too-large', back: 1 },
    { what: 'licences.forecast.departure', seats: 1, verdict: 'fits' },
    { what: 'licences.forecast.arrival', seats: 2, verdictWords: 'licences.forecast.short', back: 2 },
  ]);
});

it('of nothing that changes has no lines', () => {
  expect(forecastLines({ now, changes: [] })).toEqual([]);
});
