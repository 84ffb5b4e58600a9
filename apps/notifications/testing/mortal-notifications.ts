import { type Child, startChild } from '@seatkeeper/testing';
import { PostOffice } from './post-office.js';
import { ScriptedMailServer } from './scripted-mail-server.js';

/** Notifications as processes of their own, which can die, with a mail server that outlives them. For a file of tests. */
export function useMortalNotifications() {
  let server: ScriptedMailServer;
  let office: PostOffice;
  const started: Child[] = [];
  beforeAll(async () => {
    server = await ScriptedMailServer.start();
    office = await PostOffice.open(server.url, 0);
  });
  afterAll(async () => {
    for (const child of started) await child.kill();
    await office.close();
    await server.stop();
  });
  return {
    get server() {
      return server;
    },
    get office() {
      return office;
    },
    /** One that dies at a crash point, if one is given. */
    start(crashAt?: string): Child {
      const environment = office.environment(server.url);
      const child = startChild(new URL('../src/main.ts', import.meta.url), {
        env: { ...environment, ...(crashAt !== undefined && { CRASH_AT: crashAt }) },
      });
      started.push(child);
      return child;
    },
  };
}
