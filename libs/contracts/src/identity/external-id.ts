import { line } from '../people.js';

/** As what an identity provider knows a person or a group; compared letter by letter, and nobody else of the account has it. */
export const ExternalId = line(256);
