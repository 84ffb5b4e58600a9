import type { Page } from '@seatkeeper/contracts';
import type { Model, PipelineStage } from 'mongoose';
import type { Stored } from '../schema/collection.js';
import { DueQuestions } from '../connection/due-questions.js';
import { guarded } from '../connection/failures.js';
import { type GlobalFilter, refuseRunningCode } from '../queries/filter.js';
import { type PageQuery, readPage } from '../queries/page.js';
import { globalPipeline } from '../queries/pipeline.js';
import { readMany, type ReadOptions, readOne } from '../queries/reading.js';

/** For sweepers and operators only: the one way to read without an account. */
export class AcrossAccounts<T extends Stored> {
  private readonly due: DueQuestions;

  constructor(private readonly model: Model<Stored>) {
    this.due = DueQuestions.of(model.db);
  }

  async find(filter: GlobalFilter<T>, options: ReadOptions & { limit: number }): Promise<T[]> {
    return readMany(this.model, globalFilter(filter), options);
  }

  /** Whether anything matches; in one command with all who ask just then. Dates are not cast. */
  async isAnyDue(filter: GlobalFilter<T>): Promise<boolean> {
    return this.due.isAny(this.model.collection.collectionName, globalFilter(filter));
  }

  /** For what is due now and then: whether there is anything is asked first. */
  async findDue(filter: GlobalFilter<T>, options: ReadOptions & { limit: number }): Promise<T[]> {
    return (await this.isAnyDue(filter)) ? this.find(filter, options) : [];
  }

  async findOne(filter: GlobalFilter<T>, options: ReadOptions = {}): Promise<T | null> {
    return readOne(this.model, globalFilter(filter), options);
  }

  /** One page of a list over all accounts, in an order completed by `_id`. For operators. */
  async page(query: Omit<PageQuery<T>, 'filter'> & { filter: GlobalFilter<T> }): Promise<Page<T>> {
    const filter = globalFilter(query.filter);
    return (await readPage(this.model, { ...query, filter })) as unknown as Page<T>;
  }

  async count(filter: GlobalFilter<T>): Promise<number> {
    return guarded(() => this.model.countDocuments(globalFilter(filter)).exec());
  }

  async aggregate<R>(pipeline: PipelineStage[]): Promise<R[]> {
    const stages = globalPipeline(pipeline);
    return guarded(() => this.model.aggregate<R>(stages).exec());
  }
}

function globalFilter(filter: object): Record<string, unknown> {
  refuseRunningCode(filter);
  return { ...filter };
}
