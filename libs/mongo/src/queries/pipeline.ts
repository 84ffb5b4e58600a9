import type { PipelineStage } from 'mongoose';
import { HIDDEN_FIELDS } from '../schema/collection.js';
import { refuseAccount, refuseRunningCode, refuseTenantBreach, tenantFilter } from './filter.js';

type Stage = Record<string, unknown>;

const WRITES = new Set(['$out', '$merge']);

/**
 * The pipeline as it may run for one account: the account's $match stands in front of it and of everything it
 * looks up, joins or walks. Stages that write are refused. Values are not cast: pass dates as Date.
 */
export function tenantPipeline(accountId: string, pipeline: readonly PipelineStage[]): PipelineStage[] {
  refuseAccount(accountId);
  refuseRunningCode(pipeline);
  return [...scoped(accountId, pipeline as readonly unknown[] as readonly Stage[]), withoutOutbox()];
}

/** The pipeline of a sweeper, which may see all accounts, but still may not write or run code. */
export function globalPipeline(pipeline: readonly PipelineStage[]): PipelineStage[] {
  refuseRunningCode(pipeline);
  for (const stage of pipeline) refuseWriting(stage);
  return [...pipeline, withoutOutbox()];
}

function scoped(accountId: string, stages: readonly Stage[]): PipelineStage[] {
  const [first, ...rest] = stages;
  // $text has to be in the very first stage, so a leading $match is joined with the account's.
  const leads = first && '$match' in first;
  const match = leads ? tenantFilter(accountId, first.$match as object) : { accountId };
  return [{ $match: match }, ...(leads ? rest : stages).map((stage) => inner(accountId, stage))];
}

function inner(accountId: string, stage: Stage): PipelineStage {
  refuseWriting(stage);
  const [[name, value] = ['', undefined]] = Object.entries(stage);
  return { [name]: innerValue(accountId, name, value) } as unknown as PipelineStage;
}

function innerValue(accountId: string, name: string, value: unknown): unknown {
  const options = value as Stage;
  switch (name) {
    case '$match':
      refuseTenantBreach(value);
      return value;
    case '$lookup':
      return { ...options, pipeline: scoped(accountId, (options.pipeline as Stage[] | undefined) ?? []) };
    case '$unionWith': {
      const { coll, pipeline } = typeof value === 'string' ? { coll: value, pipeline: [] } : options;
      return { coll, pipeline: scoped(accountId, (pipeline as Stage[] | undefined) ?? []) };
    }
    case '$graphLookup':
      return {
        ...options,
        restrictSearchWithMatch: tenantFilter(
          accountId,
          (options.restrictSearchWithMatch as object | undefined) ?? {},
        ),
      };
    case '$facet':
      return Object.fromEntries(
        Object.entries(options).map(([facet, stages]) => [
          facet,
          (stages as Stage[]).map((each) => inner(accountId, each)),
        ]),
      );
    default:
      return value;
  }
}

function refuseWriting(stage: object): void {
  for (const name of Object.keys(stage))
    if (WRITES.has(name)) throw new TypeError(`A pipeline may not write: ${name} is not allowed.`);
}

/** Last, where it cannot keep a $sort in front of it from using an index. */
const withoutOutbox = (): PipelineStage => ({ $unset: [...HIDDEN_FIELDS] });
