import type { Tokens } from './tokens.js';

/** The tabs of one browser, which share a cookie and so a session. */
export interface Tabs {
  /** Does something while no other tab does. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Tells the others of new tokens; null when nobody is signed in any more. */
  tell(tokens: Tokens | null): void;
}

interface Locks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** Joins the tabs of a gateway's pages; `hear` is called with what another tab tells. What is told stays in their memory. */
export function joinTabs(baseUrl: string, hear: (tokens: Tokens | null) => void): Tabs {
  const name = `seatkeeper ${baseUrl}`;
  const channel = new BroadcastChannel(name);
  channel.onmessage = (message: unknown) => hear((message as { data: Tokens | null }).data);
  // In Node a channel would keep the process alive.
  (channel as { unref?: () => void }).unref?.();
  const { locks } = (globalThis as { navigator?: { locks?: Locks } }).navigator ?? {};
  return {
    // Without locks two tabs may ask at once: the gateway answers both.
    alone: (work) => (locks ? locks.request(name, work) : work()),
    tell: (tokens) => channel.postMessage(tokens),
  };
}
