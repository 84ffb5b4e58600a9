import type { Person } from './firm.js';

/** A person as an identity provider says them. */
export const providedPerson = ({ username, firstName, lastName }: Person) => ({
  userName: username,
  name: { givenName: firstName, familyName: lastName },
});
