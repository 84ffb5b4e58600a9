/**
 * `<account>/<type>/<external id>`: neither an account id nor a type can hold a slash, so an external id may
 * hold anything. One document per record is then the primary key's doing, and the records of an account, and
 * within it of a type, stand side by side in every index that ends with the id.
 */
export const recordId = (accountId: string, type: string, externalId: string): string =>
  `${accountId}/${type}/${externalId}`;
