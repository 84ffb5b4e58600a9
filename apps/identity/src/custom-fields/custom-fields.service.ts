import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  createCustomField,
  type CustomField,
  customFieldCreated,
  customFieldDeleted,
  customFieldUpdated,
  deleteCustomField,
  Fault,
  getCustomField,
  type Input,
  listCustomFields,
  type Output,
  refuse,
  updateCustomField,
} from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { UserListsRepository } from '../users/user-lists.repository.js';
import {
  changedField,
  choicesGone,
  newField,
  placed,
  refuseInUse,
  refuseNewField,
  toCustomField,
} from './custom-fields.js';
import { CustomFieldsRepository } from './custom-fields.repository.js';
import type { StoredCustomField } from './custom-fields.schema.js';

/** What fields the users of an account have, besides those that all users have. */
@Injectable()
export class CustomFieldsService {
  constructor(
    private readonly sets: CustomFieldsRepository,
    private readonly lists: UserListsRepository,
    private readonly clock: Clock,
  ) {}

  @Handle(listCustomFields)
  async list({ accountId }: Input<typeof listCustomFields>): Promise<Output<typeof listCustomFields>> {
    return { items: (await this.sets.find(accountId)).map((field) => toCustomField(field)) };
  }

  @Handle(getCustomField)
  async get({ accountId, fieldId }: Input<typeof getCustomField>): Promise<CustomField> {
    const field = fieldOf(await this.sets.find(accountId), fieldId);
    return toCustomField(field, await this.lists.countWithCustomField(accountId, field.key));
  }

  /** Asked again with the same id, it answers with the field that is there. */
  @Handle(createCustomField)
  async create(request: Input<typeof createCustomField>): Promise<CustomField> {
    const { accountId, by: actor, fieldId, field: given } = request;
    const now = this.clock.now();
    const fields = await this.sets.decide(accountId, ({ fields: before }) => {
      if (before.some(({ id }) => id === fieldId)) return null;
      refuse(refuseNewField(before, given));
      const field = newField(fieldId, given, now);
      const data = { accountId, actor, customField: toCustomField(field), changes: [] };
      return {
        update: { set: { fields: placed(before, field, given.after) } },
        events: [event(customFieldCreated, fieldId, data, now)],
      };
    });
    return toCustomField(fieldOf(fields, fieldId));
  }

  @Handle(updateCustomField)
  async update(request: Input<typeof updateCustomField>): Promise<CustomField> {
    const { accountId, by: actor, fieldId, changes: wanted, ifVersion } = request;
    await this.refuseChoicesInUse(accountId, fieldOf(await this.sets.find(accountId), fieldId), wanted);
    const now = this.clock.now();
    const fields = await this.sets.decide(accountId, ({ fields: before }) => {
      const was = fieldOf(before, fieldId);
      if (ifVersion !== undefined && ifVersion !== was.version) throw new Fault('precondition-failed');
      const { field, changes } = changedField(was, wanted);
      const order = placed(before, field, wanted.after).map(({ id }) => id);
      const old = before.map(({ id }) => id);
      const moved = order.some((id, index) => id !== old[index]);
      const all = moved ? [...changes, { field: 'order', before: old, after: order }] : changes;
      if (all.length === 0) return null;
      const is = { ...field, updatedAt: now, version: was.version + 1 };
      const data = { accountId, actor, customField: toCustomField(is), changes: all };
      return {
        update: { set: { fields: placed(before, is, wanted.after) } },
        events: [event(customFieldUpdated, fieldId, data, now)],
      };
    });
    return toCustomField(fieldOf(fields, fieldId));
  }

  @Handle(deleteCustomField)
  async delete(request: Input<typeof deleteCustomField>): Promise<Output<typeof deleteCustomField>> {
    const { accountId, by: actor, fieldId, keepValues } = request;
    const { key, label } = fieldOf(await this.sets.find(accountId), fieldId);
    const users = keepValues ? 0 : await this.lists.countWithCustomField(accountId, key);
    refuse(
      refuseInUse(label, users, 'Remove the values first, or say `values=keep` to leave them as they are.'),
    );
    const now = this.clock.now();
    await this.sets.decide(accountId, ({ fields: before }) => {
      const gone = fieldOf(before, fieldId);
      const data = { accountId, actor, customField: toCustomField(gone), changes: [] };
      return {
        update: { set: { fields: before.filter(({ id }) => id !== fieldId) } },
        events: [event(customFieldDeleted, fieldId, data, now)],
      };
    });
    return {};
  }

  /** Somebody who gets one at this moment keeps it: what users have is never changed by a definition. */
  private async refuseChoicesInUse(
    accountId: string,
    field: StoredCustomField,
    wanted: Input<typeof updateCustomField>['changes'],
  ): Promise<void> {
    const gone = choicesGone(field, wanted);
    if (gone.length === 0) return;
    const users = await this.lists.countWithCustomField(accountId, field.key, gone);
    refuse(refuseInUse(`a choice of ${field.label} that would go`, users, 'Give them another one first.'));
  }
}

/** Rejects with `not-found`. */
function fieldOf(fields: readonly StoredCustomField[], fieldId: string): StoredCustomField {
  const field = fields.find(({ id }) => id === fieldId);
  if (!field) throw Fault.notFound('custom field');
  return field;
}
