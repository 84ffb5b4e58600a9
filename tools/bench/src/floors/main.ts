/** A process of its own, whose CPU time is the floor's: serves the floor of one path, named as its argument. */
import fastify from 'fastify';
import { PATHS } from '../paths/paths.js';
import { bareServer, type BareSettings } from '../paths/bare-server.js';

const [id, settings = '{}'] = process.argv.slice(2);
const path = PATHS.find((one) => one.id === id);
if (!path?.bare) throw new Error(`The path ${id} has no floor.`);
const server = await bareServer(JSON.parse(settings) as BareSettings);
const once = await path.bare(server);
const app = fastify();
app.post<{ Body: { n: number } }>('/once', ({ body }) => once(body.n));
app.get('/waiting', () => ({ waiting: server.messages.waiting }));
const address = await app.listen({ host: '127.0.0.1', port: 0 });
process.send?.({ address });
process.once('disconnect', () => process.exit());
