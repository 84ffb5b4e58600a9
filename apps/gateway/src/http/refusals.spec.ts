import { endpoints } from '@seatkeeper/contracts';
import { noSuchThing, sortAdvice } from './refusals.js';

const endpoint = (id: string) => {
  const found = endpoints.find((each) => each.id === id);
  if (!found) throw new Error(`There is no endpoint ${id}`);
  return found;
};

describe('an id that cannot be', () => {
  it.each([
    ['getUser', 'There is no user with this id.'],
    ['banUser', 'There is no user with this id.'],
    ['moveAffiliate', 'There is no affiliate with this id.'],
    ['replayDeadLetter', 'There is no dead letter with this id.'],
    ['suspendAccount', 'There is no account with this id.'],
    ['previewTemplate', 'There is no mail of this kind in this language: GET /v1/templates lists them.'],
    ['acceptOffer', 'There is no open offer with this id.'],
    ['getGroup', 'There is no group with this id.'],
    ['getUserImport', 'There is no import with this id.'],
    ['getReassignment', 'There is no reassignment with this id.'],
    ['listSeats', 'There is no product with this id.'],
    ['getRecord', 'There is no record of this type with this external id.'],
    ['viewInvitation', 'There is no such invitation.'],
    ['endOwnSession', 'There is no session with this id.'],
    ['getSsoConnection', 'There is no connection with this id.'],
    ['confirmFactor', 'There is no second factor with this id.'],
    ['getScimUser', 'There is no user with this id.'],
    ['scimSchema', 'There is no such schema, and no such kind of resources.'],
    ['confirmAddress', 'There is no such link.'],
  ])('is refused by %s as: %s', (id, detail) => {
    expect(noSuchThing(endpoint(id))).toMatchObject({ code: 'not-found', detail });
  });

  it('is a link only where the address holds a token', () => {
    const withToken = endpoints
      .filter(({ path }) => path.includes(':'))
      .filter((contract) => /^There is no such (invitation|link)\.$/.test(noSuchThing(contract).detail ?? ''))
      .filter(({ path }) => !path.includes(':token'));
    expect(withToken.map(({ path }) => path)).toEqual([]);
  });
});

describe('asking for an order', () => {
  const unknown = [
    { path: 'sort', message: 'This field is not known' },
    { path: 'other', message: 'This field is not known' },
  ];

  it('of a list that has one of its own says which lists can be sorted', () => {
    const [sort, other] = sortAdvice(endpoint('listGroups'), unknown);
    expect(sort?.message).toBe(
      'This call has an order of its own; `sort` is known to GET /v1/invitations, GET /v1/operator/accounts, GET /v1/users, and GET /v1/users.csv',
    );
    expect(other).toEqual(unknown[1]);
  });

  it('of a list that has columns keeps what its contract says', () => {
    const wrong = [{ path: 'sort', message: 'Sort by lastName' }];
    expect(sortAdvice(endpoint('listUsers'), wrong)).toEqual(wrong);
  });
});
