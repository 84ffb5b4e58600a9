export const SERVICES = ['identity', 'licensing', 'notifications', 'reassignment', 'gateway'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** The names of a service's copies: the service's own for a single one, numbered otherwise. */
export function copiesOf(service: ServiceName, replicas: number): string[] {
  if (replicas === 1) return [service];
  return Array.from({ length: replicas }, (_, index) => `${service}-${index + 1}`);
}
