import { Injectable } from '@nestjs/common';
import { Fault, type NewUser, type UserChanges } from '@seatkeeper/contracts';
import type { StoredUser } from '../users/users.schema.js';
import { type Fitted, fitted, type Said } from './custom-field-values.js';
import { CustomFieldsRepository } from './custom-fields.repository.js';
import type { StoredCustomField } from './custom-fields.schema.js';

/** Whoever takes the place of somebody is a person, and says no type. */
type Newcomer = Pick<NewUser, 'customFields'> & Partial<Pick<NewUser, 'type'>>;

/**
 * Holds what is said of users to the definitions, for every door through which they come in or change. A definition that
 * changes at the same moment changes nobody: values are looked at when they are said, never afterwards.
 */
@Injectable()
export class CustomFieldChecksService {
  constructor(private readonly sets: CustomFieldsRepository) {}

  definitions(accountId: string): Promise<StoredCustomField[]> {
    return this.sets.find(accountId);
  }

  /** Somebody new, with values as they are stored. Rejects with `validation-failed`, telling all that is wrong. */
  async ofNewcomer<T extends Newcomer>(accountId: string, user: T): Promise<T> {
    const fields = await this.sets.find(accountId);
    if (fields.length === 0) return user;
    const customFields = right(
      fitted(fields, user.customFields ?? {}, { needsAll: user.type !== 'service' }),
    );
    return { ...user, customFields };
  }

  /** A change of somebody who is there. Rejects as for somebody new. */
  async ofChanges<T extends Pick<UserChanges, 'customFields'>>(
    { accountId, customFields: held }: Pick<StoredUser, 'accountId' | 'customFields'>,
    changes: T,
  ): Promise<T> {
    const { customFields } = changes;
    if (customFields === undefined) return changes;
    const fields = await this.sets.find(accountId);
    if (fields.length === 0) return changes;
    const all = Object.fromEntries(Object.keys(held).map((key) => [key, null]));
    return { ...changes, customFields: right(fitted(fields, customFields ?? all, { held })) };
  }
}

function right<S extends Said>({ values, errors }: Fitted<S>): S {
  if (errors.length > 0) throw new Fault('validation-failed', { errors });
  return values;
}
