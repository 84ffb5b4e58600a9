import { z } from 'zod';
import { Actor, Change } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, CommandId, DepartmentId, OfficeId, SeniorityId } from '../ids.js';
import { PageRequest, pageOf } from '../pages.js';
import { line, Timestamp } from '../people.js';

/** What an account files its users under. */
export const UnitKind = z.enum(['office', 'department', 'seniority']);
export type UnitKind = z.infer<typeof UnitKind>;

export const UnitId = z.union([OfficeId, DepartmentId, SeniorityId]);
export type UnitId = z.infer<typeof UnitId>;

/** An office, a department or a seniority of an account. */
export const Unit = z.object({
  id: UnitId,
  name: z.string(),
  /** How many users it has, deactivated ones among them; told when it is asked for. */
  users: z.int().optional(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  version: z.int(),
});
export type Unit = z.infer<typeof Unit>;

/** A name that can be written in the cell of a file, among others, and is never taken for an id. */
export const UnitName = line(100)
  .refine((name) => !/[;|]/.test(name), 'May not contain ; or |, which stand between names in files')
  .refine((name) => !UnitId.safeParse(name).success, 'May not look like an id');

export const NewUnit = z.strictObject({ name: UnitName });
export const UnitChanges = z.strictObject({ name: UnitName.optional() });

/** Directly behind which one it stands; null for the first place. */
const after = UnitId.nullable().optional();
export const NewOrderedUnit = NewUnit.extend({ after });
export const OrderedUnitChanges = UnitChanges.extend({ after });

const which = { accountId: AccountId, kind: UnitKind };
const command = { ...which, by: Actor, unitId: UnitId };

export const createUnit = defineRequest({
  name: 'identity.unit.create.v1',
  summary:
    'Creates an office, a department or a seniority; a seniority stands last unless the caller says where. The ' +
    'caller chooses the id, so that asking twice creates one.',
  input: z.object({ ...command, unit: NewOrderedUnit }),
  output: Unit,
  faults: ['name-taken', 'validation-failed'],
});

export const getUnit = defineRequest({
  name: 'identity.unit.get.v1',
  summary: 'One office, department or seniority, with the number of its users.',
  input: z.object({ ...which, unitId: UnitId }),
  output: Unit,
  faults: ['not-found'],
});

export const listUnits = defineRequest({
  name: 'identity.unit.list.v1',
  summary: 'Offices or departments by name, seniorities in their order.',
  input: z.object({ ...which, withUsers: z.boolean().default(false), page: PageRequest }),
  output: pageOf(Unit),
  faults: ['validation-failed'],
});

export const updateUnit = defineRequest({
  name: 'identity.unit.update.v1',
  summary: 'Renames or moves a unit. Every user filed under it follows, in a large account after a while.',
  input: z.object({ ...command, changes: OrderedUnitChanges, ifVersion: z.int().optional() }),
  output: Unit,
  faults: ['not-found', 'name-taken', 'precondition-failed', 'validation-failed'],
});

export const deleteUnit = defineRequest({
  name: 'identity.unit.delete.v1',
  summary:
    'Deletes a unit that nobody needs: refused while users who are not deactivated are filed under it, unless ' +
    'another one of its kind takes its place. The same command may come twice.',
  input: z.object({ ...command, replaceBy: UnitId.optional(), commandId: CommandId.optional() }),
  output: z.object({}),
  faults: ['not-found', 'in-use', 'validation-failed'],
});

const unitEvent = (kind: UnitKind, verb: string, summary: string) =>
  defineEvent({
    name: `identity.${kind}.${verb}.v1`,
    summary,
    data: z.object({ accountId: AccountId, actor: Actor, unit: Unit, changes: z.array(Change) }),
  });

export const officeCreated = unitEvent('office', 'created', 'An account has a new office.');
export const officeUpdated = unitEvent('office', 'updated', 'An office was renamed.');
export const officeDeleted = unitEvent('office', 'deleted', 'An office was deleted.');
export const departmentCreated = unitEvent('department', 'created', 'An account has a new department.');
export const departmentUpdated = unitEvent('department', 'updated', 'A department was renamed.');
export const departmentDeleted = unitEvent('department', 'deleted', 'A department was deleted.');
export const seniorityCreated = unitEvent('seniority', 'created', 'An account has a new seniority.');
export const seniorityUpdated = unitEvent('seniority', 'updated', 'A seniority was renamed or moved.');
export const seniorityDeleted = unitEvent('seniority', 'deleted', 'A seniority was deleted.');
