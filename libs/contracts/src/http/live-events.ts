import { LiveChange } from '../live/live-change.js';
import { defineEndpoint } from './endpoint.js';

/** How many streams of a user, and of an account, are open at a copy of the gateway. */
export const LIVE_STREAMS = { perUser: 20, perAccount: 2_000 };

export const liveEventsEndpoint = defineEndpoint({
  id: 'liveEvents',
  method: 'GET',
  path: '/v1/events',
  tag: 'Live events',
  summary: 'Server-Sent Events of what changes, as far as the caller may see it',
  description: `Tells what has changed, by id: whoever wants to know how it is now reads it. A caller is told of what they could read at that moment, and of
nobody whom they do not see.

| event | what it says |
| --- | --- |
| \`ready\` | From here on changes are told. Comes first, and after \`interrupted\` |
| \`change\` | Something changed: its \`data\` says what |
| \`reset\` | Some changes are not known any more: read again whatever is shown. Comes instead of \`ready\` |
| \`interrupted\` | For the time being nothing is told. \`ready\` or \`reset\` follows |

Each but \`interrupted\` has an \`id\`. Sent as \`Last-Event-ID\` when the stream is opened again, at any copy of the gateway, what was missed comes
first; after a minute and a half, or a thousand changes, it is \`reset\`. Changes come as they become known: two that are made at the same
moment in either order. Every 15 seconds there is a comment. Who reads too slowly gets \`reset\`, and after a minute no more.

The stream ends with the session or the key. A user has ${LIVE_STREAMS.perUser} streams at a time, an account
${LIVE_STREAMS.perAccount.toLocaleString('en')}.`,
  access: 'signed-in',
  openToParents: true,
  resumable: true,
  answers: { 200: { description: 'The stream', type: 'text/event-stream', events: LiveChange } },
  faults: ['validation-failed', 'too-many-requests'],
});
