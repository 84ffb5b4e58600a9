import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { FLOW_KINDS, type FlowKind } from '../users/stored-flows.js';
import { drivenKinds, type FlowDriver } from './drives.js';

/** The drivers of the whole application, by the kinds of flows they are marked with. */
@Injectable()
export class FlowDriversService implements OnModuleInit {
  private drivers = new Map<FlowKind, FlowDriver<FlowKind>>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    this.drivers = driversByKind(
      this.discovery
        .getProviders()
        .filter(({ isAlias }) => !isAlias)
        .map(({ instance }) => instance as unknown),
    );
  }

  of(kind: FlowKind): FlowDriver<FlowKind> {
    const driver = this.drivers.get(kind);
    if (!driver) throw new Error(`No class drives flows of the kind ${kind}.`);
    return driver;
  }
}

/** Throws a sentence when a kind has two drivers, or none: its flows would stay where they are for ever. */
export function driversByKind(instances: readonly unknown[]): Map<FlowKind, FlowDriver<FlowKind>> {
  const drivers = new Map<FlowKind, FlowDriver<FlowKind>>();
  for (const instance of new Set(instances))
    for (const kind of drivenKinds(instance)) {
      const [driver, other] = [instance as FlowDriver<FlowKind>, drivers.get(kind)];
      if (other)
        throw new Error(
          `Flows of the kind ${kind} have two drivers, ${other.constructor.name} and ${driver.constructor.name}: keep one.`,
        );
      drivers.set(kind, driver);
    }
  const orphans = FLOW_KINDS.filter((kind) => !drivers.has(kind));
  if (orphans.length > 0)
    throw new Error(
      `Nobody drives flows of the kind ${orphans.join(', ')}: mark a provider with @Drives and list it in a module.`,
    );
  return drivers;
}
