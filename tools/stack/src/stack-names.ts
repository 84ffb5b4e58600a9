/** The billing system that `npm run buy-seats` and the demonstration play. */
export const DEMO_BILLING = 'demo';

/** The names under which this stack keeps its data on servers that others may use too. */
export function stackNames(id: string) {
  const prefix = `seatkeeper-${id}`;
  return {
    databasePrefix: prefix,
    amqpPrefix: prefix,
    eventsExchange: `${prefix}.events`,
    redisPrefix: prefix,
  };
}
