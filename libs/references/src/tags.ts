import type { EndpointContract } from '@seatkeeper/contracts';

/** In the order in which a newcomer reads them. */
const TAGS: Readonly<Record<string, string>> = {
  'Sign-in': 'Tokens, the own password, and who one is.',
  'Single sign-on': 'Signing in at the identity provider of the firm.',
  Accounts: 'The firm itself.',
  Affiliates: 'Accounts below the own one, and the one above it.',
  Users: 'The people of the firm, from invitation to leaving.',
  'Bulk jobs': 'One act upon many users, with a result for each.',
  Invitations: 'What the link in an invitation mail is for.',
  Provisioning: 'SCIM 2.0, for identity providers that bring people in, change and remove them.',
  Groups: 'Named sets of permissions.',
  'Shared items': 'Things of other systems that groups and people are given.',
  Organisation: 'Offices, departments and seniorities, which users are filed under.',
  Licences: 'What is bought, who holds a seat, and every change of both.',
  Orders: 'Buying seats, plans, modules and add-ons, and the invoices for it.',
  Records: 'What users own in connected systems.',
  Reassignment: 'Moving records from one owner to others.',
  Mails: 'What became of every mail.',
  Webhooks: 'Events of the account, sent to an address elsewhere.',
  'Live events': 'What changes, told at once to who follows.',
  Audit: 'Who did what.',
  Operators: 'What the people of the vendor do for all accounts.',
};

/** The tags of the calls with what they stand for; one that has no description yet comes last. */
export function tagsOf(endpoints: readonly EndpointContract[]): { name: string; description: string }[] {
  const used = new Set(endpoints.map(({ tag }) => tag));
  const known = Object.keys(TAGS).filter((tag) => used.has(tag));
  const others = [...used].filter((tag) => !(tag in TAGS)).sort();
  return [...known, ...others].map((name) => ({ name, description: TAGS[name] ?? name }));
}
