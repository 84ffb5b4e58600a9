import { z } from 'zod';
import { Fault, refuse, toProblem } from './faults.js';
import { fieldErrors } from './field-errors.js';

const Person = z.strictObject({
  name: z.string().min(1, 'May not be empty'),
  shares: z.array(z.strictObject({ to: z.string(), weight: z.int() })),
});

describe('faults', () => {
  it('tell a caller in plain words which fields are wrong, and where', () => {
    const { error } = Person.safeParse({ shares: [{ to: 7, weight: 1 }, { weight: 'much' }], extra: true });
    expect(fieldErrors(error ?? new z.ZodError([]))).toEqual([
      { path: 'name', message: 'This field is required' },
      { path: 'shares[0].to', message: 'Expected string, not number' },
      { path: 'shares[1].to', message: 'This field is required' },
      { path: 'shares[1].weight', message: 'Expected number, not string' },
      { path: 'extra', message: 'This field is not known' },
    ]);
  });

  it('keep a message that was written for the caller', () => {
    const { error } = Person.safeParse({ name: '', shares: [] });
    expect(fieldErrors(error ?? new z.ZodError([]))).toEqual([{ path: 'name', message: 'May not be empty' }]);
  });

  it('are thrown when a rule says no, and only then', () => {
    const refusal = new Fault('no-free-seat');
    expect(() => refuse(null)).not.toThrow();
    expect(() => refuse(refusal)).toThrow(refusal);
  });

  it('cross a process as data and come out the same', () => {
    const fault = new Fault('no-free-seat', { detail: 'None left.', members: { purchased: 10, used: 10 } });
    const other = Fault.fromData(JSON.parse(JSON.stringify(fault.toData())));
    expect(other.toData()).toEqual(fault.toData());
  });

  it('become problems whose own members never hide the standard ones', () => {
    const fault = new Fault('no-free-seat', { members: { product: 'core', status: 200, code: 'fine' } });
    expect(toProblem(fault, 'req_1')).toEqual({
      type: 'urn:seatkeeper:problem:no-free-seat',
      title: 'Every purchased seat is in use',
      status: 409,
      detail: 'Every purchased seat is in use.',
      code: 'no-free-seat',
      requestId: 'req_1',
      product: 'core',
    });
  });
});
