/**
 * `npm run doctor`: looks at everything that a start depends on, says what it sees, and what to do about what is wrong.
 * Changes nothing. Ends with code 1 if something is to be mended.
 */
import { CannotStart } from './early/cannot-start.mjs';
import { examineCheckout } from './early/doctor/checkout.mjs';
import { inLines, problem, toKnow } from './early/doctor/findings.mjs';
import { examineFolder, examineLogs, pidsOf } from './early/doctor/folder.mjs';
import { examineMachine } from './early/doctor/machine.mjs';
import { examinePorts } from './early/doctor/ports.mjs';
import { nearestFolder } from './early/folder.mjs';
import { isInstalled } from './early/install.mjs';
import { folderOf, readOptions } from './early/options.mjs';
import { REPOSITORY } from './early/places.mjs';
import { compile } from './early/prepare.mjs';

const dir = folderOf(process.env, REPOSITORY);
let problems = 0;

/** @param {readonly import('./early/doctor/findings.mjs').Finding[]} findings */
function say(findings) {
  for (const finding of findings) {
    process.stdout.write(inLines(finding));
    if (finding.state === 'problem') problems += 1;
  }
}

/** @returns {import('./early/options.mjs').StackOptions | null} */
function options() {
  try {
    return readOptions(process.env, REPOSITORY);
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    say([problem('A variable of the stack is wrong', error.message)]);
    return null;
  }
}

/** @param {import('./early/options.mjs').StackOptions} options */
async function examineServers(options) {
  if (!isInstalled(REPOSITORY))
    return [toKnow('Which servers would be used is looked at once packages are installed')];
  try {
    await compile();
  } catch (error) {
    return [problem(/** @type {Error} */ (error).message, 'Mend the source, or git stash it.')];
  }
  const { foreseeServers } = await import('./dist/doctor/foreseen-servers.js');
  return foreseeServers(options);
}

say(examineCheckout(REPOSITORY));
say(examineFolder(dir));
const wanted = options();
if (wanted) {
  say(wanted.ignored.map(toKnow));
  say(await examinePorts(wanted, pidsOf(dir)));
}
say(examineMachine(nearestFolder(dir)));
if (wanted) say(await examineServers(wanted));
say(examineLogs(dir));
process.stdout.write(problems === 0 ? '\nAll is well.\n' : `\n${problems} to be mended.\n`);
process.exit(problems === 0 ? 0 : 1);
