/** `npm run build [-- <project> …]`: compiles what has changed since the last time, of everything or of the projects named. */
import { fileURLToPath } from 'node:url';
import { Builder } from './early/builder.mjs';
import { findProjects } from './early/projects.mjs';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const names = process.argv.slice(2);
const projects = findProjects(repository);
const unknown = names.filter((name) => !projects.some((project) => project.name === name));
if (unknown.length > 0) {
  console.error(`There is no project ${unknown.join(', ')}: ${projects.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const builder = new Builder(repository);
const wanted = projects.filter(({ name }) => names.length === 0 || names.includes(name));
const built = await Promise.all(wanted.map((project) => builder.build(project)));
const failures = built.flatMap((project) => project.failures);
for (const failure of failures) console.error(failure);
const compiled = built.reduce((sum, { changed }) => sum + changed.length, 0);
console.log(compiled === 0 ? 'Nothing to compile.' : `Compiled ${compiled} files.`);
process.exitCode = failures.length > 0 ? 1 : 0;
