import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { metrics } from '../metrics.js';
import type { Health } from './health.js';

interface Answer {
  status: number;
  type: string;
  body: string;
}

/** Serves /health/live, /health/ready and /metrics of a service that speaks no HTTP otherwise. */
export async function serveHealth(health: Health, port: number, host: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0];
    answer(path, health)
      .catch((error: unknown) => plain(500, String(error)))
      .then(({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
      })
      .catch(() => response.destroy());
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

async function answer(path: string | undefined, health: Health): Promise<Answer> {
  switch (path) {
    case '/health/live':
      return json(200, { ok: true });
    case '/health/ready': {
      const report = await health.check();
      return json(report.ok ? 200 : 503, report);
    }
    case '/metrics':
      return { status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', body: await metrics.render() };
    default:
      return plain(404, 'Here are /health/live, /health/ready and /metrics.');
  }
}

const json = (status: number, body: unknown): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});

const plain = (status: number, body: string): Answer => ({ status, type: 'text/plain; charset=utf-8', body });
