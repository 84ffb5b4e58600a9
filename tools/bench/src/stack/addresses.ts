/** Where a server listens: the embedded MongoDB on a socket in a folder, every other one on a port. */
export function serverAddress(uri: string): { path: string } | { host: string; port: number } {
  const host = /^mongodb:\/\/([^/?]+)/.exec(uri)?.[1] ?? '';
  const socket = decodeURIComponent(host);
  if (socket.startsWith('/')) return { path: socket };
  const { hostname, port } = new URL(uri);
  return { host: hostname, port: Number(port) };
}
