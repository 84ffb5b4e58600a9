import { nextRenewal, renewalDate } from './calendar.js';

const from = (start: string, zone: string, period: 'month' | 'year', count: number) =>
  Array.from({ length: count }, (_, i) => renewalDate(new Date(start), period, i + 1, zone).toISOString());

describe('renewals', () => {
  it('of what began on 31 January come on the last day of shorter months, and on the 31st again', () => {
    expect(from('2027-01-31T10:00:00Z', 'UTC', 'month', 4)).toEqual([
      '2027-02-28T10:00:00.000Z',
      '2027-03-31T10:00:00.000Z',
      '2027-04-30T10:00:00.000Z',
      '2027-05-31T10:00:00.000Z',
    ]);
  });

  it('know leap years', () => {
    expect(from('2028-01-31T10:00:00Z', 'UTC', 'month', 1)).toEqual(['2028-02-29T10:00:00.000Z']);
    expect(from('2028-02-29T10:00:00Z', 'UTC', 'year', 4).map((at) => at.slice(0, 10))).toEqual([
      '2029-02-28',
      '2030-02-28',
      '2031-02-28',
      '2032-02-29',
    ]);
  });

  it('go by the calendar of the account, not by that of Greenwich', () => {
    // In Auckland it is 1 March already, in Los Angeles still 31 January.
    expect(from('2027-02-28T12:00:00Z', 'Pacific/Auckland', 'month', 1)).toEqual([
      '2027-03-31T12:00:00.000Z',
    ]);
    expect(from('2027-02-01T05:00:00Z', 'America/Los_Angeles', 'month', 1)).toEqual([
      '2027-03-01T05:00:00.000Z',
    ]);
  });

  it('keep the time on the wall over the change to summer time and back', () => {
    expect(from('2027-03-01T09:00:00+01:00', 'Europe/Paris', 'month', 1)).toEqual([
      '2027-04-01T07:00:00.000Z',
    ]);
    expect(from('2027-10-01T09:00:00+02:00', 'Europe/Paris', 'month', 1)).toEqual([
      '2027-11-01T08:00:00.000Z',
    ]);
  });

  it('move to the next hour that there is, and take the first of an hour that comes twice', () => {
    expect(from('2027-02-28T02:30:00+01:00', 'Europe/Paris', 'month', 1)).toEqual([
      '2027-03-28T01:30:00.000Z',
    ]);
    const twice = renewalDate(new Date('2027-08-31T02:30:00+02:00'), 'month', 2, 'Europe/Paris');
    expect(twice.toISOString()).toBe('2027-10-31T00:30:00.000Z');
  });
});

describe('the next renewal', () => {
  const start = new Date('2027-01-31T10:00:00Z');
  const next = (after: string, zone = 'UTC') =>
    nextRenewal(start, 'month', new Date(after), zone).toISOString();

  it('is counted from the first start, so that the 31st comes back after a short month', () => {
    expect(next('2027-01-31T10:00:00Z')).toBe('2027-02-28T10:00:00.000Z');
    expect(next('2027-02-28T10:00:00Z')).toBe('2027-03-31T10:00:00.000Z');
    expect(next('2027-03-31T10:00:00Z')).toBe('2027-04-30T10:00:00.000Z');
  });

  it('is a whole period away though the account moved to a time zone in which it would be some hours later', () => {
    // Half past ten in the evening in New York, which is the 1st in Greenwich, where the firm was until now.
    const late = nextRenewal(
      new Date('2027-03-01T03:30:00Z'),
      'month',
      new Date('2027-04-01T03:30:00Z'),
      'America/New_York',
    );
    expect(late.toISOString()).toBe('2027-04-29T02:30:00.000Z');
  });
});
