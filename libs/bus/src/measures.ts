import { metrics } from '@seatkeeper/service';

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export const asked = metrics.histogram(
  'bus_request_seconds',
  'Time a caller waited for an answer, by contract and outcome (ok or the fault code)',
  ['request', 'outcome'],
  SECONDS,
);
export const answered = metrics.histogram(
  'bus_handle_seconds',
  'Time a request handler took, by contract and outcome (ok, the fault code, or too-late)',
  ['request', 'outcome'],
  SECONDS,
);
export const heard = metrics.histogram(
  'bus_event_seconds',
  'Time an event handler took, by handler and outcome (done, seen, failed, refused)',
  ['handler', 'outcome'],
  SECONDS,
);
export const published = metrics.counter(
  'bus_events_published_total',
  'Events published, by name and outcome (confirmed, failed)',
  ['event', 'outcome'],
);
export const retried = metrics.counter('bus_event_retries_total', 'Events put back for another try', [
  'delay_ms',
]);
export const deadLettered = metrics.counter('bus_dead_letters_total', 'Events made dead letters, by code', [
  'code',
]);
export const inFlight = metrics.gauge('bus_in_flight', 'Requests and events being handled now', ['kind']);
export const eventsWaiting = metrics.gauge(
  'bus_events_waiting',
  'Events this process has in hand that wait for their turn',
);
export const deadLettersWaiting = metrics.gauge(
  'bus_dead_letters_waiting',
  'Dead letters of this service that wait for somebody',
);
export const unroutedKept = metrics.gauge('bus_unrouted_kept', 'Events kept that no queue was bound to');
