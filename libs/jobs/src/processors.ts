import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { JobContract } from '@seatkeeper/contracts';
import { type Outcome, processMark } from './process.js';

export interface Processor {
  contract: JobContract;
  concurrency: number;
  /** `class.method`, for sentences. */
  where: string;
  run(data: unknown): Promise<Outcome>;
}

const CONCURRENCY = 5;

/** Finds the methods with @Process in the whole application. */
@Injectable()
export class Processors {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** By queue, then by job name. Throws a sentence when two methods do the same job. */
  find(): Map<string, Map<string, Processor>> {
    return grouped(this.all());
  }

  private all(): Processor[] {
    const instances = [...this.discovery.getProviders(), ...this.discovery.getControllers()]
      .filter(
        (wrapper) => !wrapper.isAlias && typeof wrapper.instance === 'object' && wrapper.instance !== null,
      )
      .map((wrapper) => wrapper.instance as Record<string, unknown>);
    return [...new Set(instances)].flatMap((instance) => this.of(instance));
  }

  private of(instance: Record<string, unknown>): Processor[] {
    const prototype: unknown = Object.getPrototypeOf(instance);
    if (typeof prototype !== 'object' || prototype === null) return [];
    return this.scanner.getAllMethodNames(prototype).flatMap((name): Processor[] => {
      const method = instance[name];
      const mark = typeof method === 'function' ? processMark(method) : undefined;
      if (!mark || typeof method !== 'function') return [];
      return [
        {
          contract: mark.contract,
          concurrency: mark.options.concurrency ?? CONCURRENCY,
          where: `${instance.constructor.name}.${name}`,
          run: (data) => method.call(instance, data) as Promise<Outcome>,
        },
      ];
    });
  }
}

function grouped(processors: readonly Processor[]): Map<string, Map<string, Processor>> {
  const queues = new Map<string, Map<string, Processor>>();
  for (const processor of processors) {
    const { queue, name } = processor.contract;
    const jobs = queues.get(queue) ?? new Map<string, Processor>();
    const other = jobs.get(name);
    if (other)
      throw new Error(
        `Job ${name} of queue ${queue} has two processors, ${other.where} and ${processor.where}: keep one.`,
      );
    queues.set(queue, jobs.set(name, processor));
  }
  return queues;
}
