import { CannotStart } from '../../early/cannot-start.mjs';
import { infoFile } from '../../early/stack-at-hand.mjs';
import { readStackInfo, type StackInfo } from '../stack-info.js';

/** What the stack in a folder says of itself; throws a sentence when it has gone meanwhile. */
export function runningStack(dir: string): StackInfo {
  const info = readStackInfo(infoFile(dir));
  if (info === null) throw new CannotStart(`The stack in ${dir} has just ended.`);
  return info;
}
