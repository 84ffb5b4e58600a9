import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { wiringOf } from './decorators.js';
import type { Registration } from './wiring.js';

type Instance = Record<string, unknown>;

/** Finds the methods with @Handle, @On and @OnAny in the whole application. */
@Injectable()
export class HandlerSearch {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  registrations(): Registration[] {
    const instances = [...this.discovery.getProviders(), ...this.discovery.getControllers()]
      .filter((wrapper) => !wrapper.isAlias)
      .map((wrapper) => wrapper.instance as unknown)
      .filter((instance) => typeof instance === 'object' && instance !== null);
    return [...new Set(instances as Instance[])].flatMap((instance) => this.of(instance));
  }

  private of(instance: Instance): Registration[] {
    const prototype: unknown = Object.getPrototypeOf(instance);
    if (typeof prototype !== 'object' || prototype === null) return [];
    return this.scanner.getAllMethodNames(prototype).flatMap((name): Registration[] => {
      const method = instance[name];
      const wiring = typeof method === 'function' ? wiringOf(method) : undefined;
      if (!wiring || typeof method !== 'function') return [];
      return [{ ...wiring, invoke: (data, event) => method.call(instance, data, event) as Promise<unknown> }];
    });
  }
}
