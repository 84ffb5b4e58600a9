import { makeStackFolder, requireNoStack } from './folder.mjs';
import { leftBehind } from './left-behind.mjs';
import { nodeSupport, requireNode } from './node-support.mjs';
import { readOptions } from './options.mjs';
import { requireFreePort } from './ports.mjs';

/**
 * Everything that can be said before anything is installed or compiled: throws the sentence of the first thing that
 * prevents a start, notes what is worth knowing.
 * @param {import('./options.mjs').Environment} environment
 * @param {string} repository
 * @param {(line: string) => void} note
 */
export async function checkEarly(environment, repository, note) {
  const version = process.versions.node;
  requireNode(version);
  const options = readOptions(environment, repository);
  makeStackFolder(options.dir);
  requireNoStack(options.dir);
  // What a killed stack left on these ports is ended by the start itself.
  if (leftBehind(options.dir).length === 0) await requirePorts(options);
  const support = nodeSupport(version, new Date());
  if (!support.supported) note(support.words);
  for (const line of options.ignored) note(line);
}

/** @param {import('./options.mjs').StackOptions} options */
async function requirePorts({ gatewayPort, mailWebPort, mailSmtpPort, inspect }) {
  await requireFreePort(gatewayPort, 'GATEWAY_PORT');
  await requireFreePort(mailWebPort, 'MAIL_WEB_PORT');
  await requireFreePort(mailSmtpPort, 'MAIL_SMTP_PORT');
  for (const port of inspect.values()) await requireFreePort(port, 'INSPECT');
}
