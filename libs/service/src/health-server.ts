import type { INestApplicationContext } from '@nestjs/common';
import { createServer, type Server } from 'node:http';
import { Health } from './health.js';
import { metrics } from './metrics.js';

/** Serves /health/live, /health/ready and /metrics; rejects when the port is taken. */
export async function serveHealth(app: INestApplicationContext, host: string, port: number): Promise<Server> {
  const health = app.get(Health);
  const server = createServer((request, response) => {
    const json = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const failed = (error: unknown) => json(500, { ok: false, detail: String(error) });
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/health/live') json(200, { ok: true });
    else if (pathname === '/health/ready')
      health.check().then((report) => json(report.ok ? 200 : 503, report), failed);
    else if (pathname === '/metrics')
      metrics
        .render()
        .then(
          (text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text),
          failed,
        );
    else json(404, { ok: false });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  return server;
}
