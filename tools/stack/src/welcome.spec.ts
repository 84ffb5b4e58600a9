import { readOptions } from '../early/options.mjs';
import { hasDemoOperators, operatorsOfThisStart } from './services/operators.js';
import { welcome } from './welcome.js';

const info = { gateway: 'http://127.0.0.1:3000', mail: { smtp: '', web: 'http://127.0.0.1:1080' } };
const said = (environment: Record<string, string>) =>
  welcome(info, readOptions(environment, '/'), { environment });

describe('what npm start prints when everything is ready', () => {
  it('says how to sign in to the demo firm, and as an operator of the vendor', () => {
    expect(said({})).toContain('account harbour-lane, user ada.quill@harbour-lane.example, password ');
    expect(said({})).toContain(
      'Demo operator  account demo-operators, user oscar.vance@demo-operators.example, password ',
    );
  });

  it.each([
    ['has no demo firm', { SEED: 'none' }],
    ['is reached from elsewhere', { PUBLIC_URL: 'https://seats.example' }],
    ['listens to other machines', { HOST: '0.0.0.0' }],
    ['has operators of its own', { OPERATOR_ACCOUNT: 'acc_3kq9z7w1m5x8b2n4v6c0d' }],
    ['runs in production', { NODE_ENV: 'production' }],
  ])('says nothing of an operator where the stack %s, and identity is told of none', (_case, environment) => {
    expect(said(environment)).not.toContain('operator');
    expect(hasDemoOperators(readOptions(environment, '/'), environment)).toBe(false);
  });

  it('tells identity of no operators before they were signed up', () => {
    expect(operatorsOfThisStart('/nowhere/operators.json')).toEqual({});
  });
});
